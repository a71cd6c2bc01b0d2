package feeds

import "net/netip"

// closed are the parts of the address space that lead into somebody's own network, or nowhere
// (https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-). What wraps IPv4 addresses in IPv6 ones is among them.
var closed = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

// global is all of IPv6 that is given out to networks (RFC 4291 section 2.4); loopback, local, multicast and translated ones are outside.
var global = netip.MustParsePrefix("2000::/3")

// public reports whether an address belongs to the Internet at large.
func public(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	if !address.IsValid() || address.Is6() && !global.Contains(address) {
		return false
	}
	return !within(closed, address)
}

func within(all []netip.Prefix, address netip.Addr) bool {
	for _, p := range all {
		if p.Contains(address) {
			return true
		}
	}
	return false
}

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}
