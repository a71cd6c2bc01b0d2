package feeds

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// maxAddress is how long an address may be, in octets. Those of Exchange have about 200.
const maxAddress = 2048

// Address reads what somebody copied from their calendar: an https address, or webcal, which is what calendars call the same thing. It
// returns the address to fetch, or a [Failure] of the kind NotAnAddress.
func Address(text string) (string, error) {
	text = strings.TrimSpace(text)
	if len(text) > maxAddress {
		return "", &Failure{Kind: NotAnAddress}
	}
	u, err := url.Parse(text)
	if err != nil {
		return "", &Failure{Kind: NotAnAddress} // the error of url.Parse quotes the address
	}
	if u.Scheme == "webcal" || u.Scheme == "webcals" {
		u.Scheme = "https"
	}
	u.Fragment, u.RawFragment = "", ""
	if !fetchable(u) {
		return "", &Failure{Kind: NotAnAddress}
	}
	return u.String(), nil
}

// fetchable reports whether a request may be tried at all. Names without a domain and the many spellings of IPv4 addresses that only
// some resolvers read are none that calendars are published under. A name or password in an address would end up in places it should not.
func fetchable(u *url.URL) bool {
	host := strings.TrimSuffix(u.Hostname(), ".")
	if u.Scheme != "https" || u.User != nil || u.Opaque != "" || host == "" {
		return false
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return true // refused later, if it is not public
	}
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && unicode.IsLetter([]rune(host[dot+1:] + "0")[0])
}
