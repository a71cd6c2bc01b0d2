package core

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// MaxBusyAddress is how long the address of a calendar may be, in octets. Those of Exchange have about 200.
const MaxBusyAddress = 2048

// BusyAddress is the address somebody publishes their calendar at. Whoever has it reads the whole calendar, so it is a secret: printed, logged
// or marshalled, it is only its hint.
type BusyAddress struct{ full string }

// StoredBusyAddress is an address that [ParseBusyAddress] has returned before.
func StoredBusyAddress(full string) BusyAddress { return BusyAddress{full} }

// ParseBusyAddress reads what somebody copied from their calendar: an https address, or webcal, which is what calendars call the same thing.
// The refusal falls on the field "address".
func ParseBusyAddress(text string) (BusyAddress, *Error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return BusyAddress{}, invalid("address", CodeRequired)
	}
	u, err := url.Parse(text)
	if err != nil || len(text) > MaxBusyAddress { // the error of url.Parse quotes the address
		return BusyAddress{}, invalid("address", CodeBusyAddress)
	}
	switch u.Scheme {
	case "webcal", "webcals":
		u.Scheme = "https"
	case "http":
		return BusyAddress{}, invalid("address", CodeBusyNotHTTPS)
	}
	u.Fragment, u.RawFragment = "", ""
	if !FetchableBusyURL(u) {
		return BusyAddress{}, invalid("address", CodeBusyAddress)
	}
	return BusyAddress{u.String()}, nil
}

// FetchableBusyURL reports whether a request may be tried at all, also after a redirect. Names without a domain and the many spellings of IPv4
// addresses that only some resolvers read are none that calendars are published under. A name or password in an address would end up in
// places it should not.
func FetchableBusyURL(u *url.URL) bool {
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

// Reveal is the whole address, for whoever fetches or encrypts it.
func (a BusyAddress) Reveal() string { return a.full }

// hintTail is how many characters of the end a hint shows. Those of the addresses in use are "/basic.ics", or a few of some hundred bits.
const hintTail = 6

// Hint is enough for a person to tell their addresses apart: the host and the last characters.
func (a BusyAddress) Hint() string {
	u, err := url.Parse(a.full)
	if err != nil {
		return ""
	}
	rest := strings.TrimPrefix(a.full, u.Scheme+"://"+u.Host)
	if len(rest) <= 2*hintTail { // most of it would show
		return u.Host
	}
	return u.Host + "/…" + rest[len(rest)-hintTail:]
}

// String and GoString keep a printed address from being read.
func (a BusyAddress) String() string { return a.Hint() }

// GoString implements fmt.GoStringer.
func (a BusyAddress) GoString() string { return a.Hint() }

// MarshalText implements encoding.TextMarshaler for the same reason.
func (a BusyAddress) MarshalText() ([]byte, error) { return []byte(a.Hint()), nil }
