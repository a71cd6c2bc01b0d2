package calendar

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"unicode"
)

// cleanText prepares typed text for a TEXT value: line breaks of every kind become "\n", which the encoder escapes; other
// control characters, which RFC 5545 section 3.3.11 does not allow, are removed.
func cleanText(text string) string {
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")
	cleaned := strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, breaks.Replace(strings.ToValidUTF8(text, "\uFFFD")))
	return strings.TrimSpace(cleaned)
}

// cleanLine is cleanText for values of one line.
func cleanLine(text string) string { return strings.Join(strings.Fields(cleanText(text)), " ") }

// cleanParam prepares text for a parameter such as CN. A parameter has no escape for a line break, which would start a new
// property, nor for a double quote (RFC 5545 section 3.2).
func cleanParam(text string) string { return strings.ReplaceAll(cleanLine(text), `"`, "'") }

// cleanURL returns an absolute web address in its encoded form, or "" for anything else.
func cleanURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	return u.String()
}

var errAddress = errors.New("not a plain mail address")

// mailto writes a mail address as a calendar user address. Clients compare it with the mailbox a message came to, so nothing is
// encoded that need not be (RFC 6068 section 2). Quoted local parts are refused.
func mailto(address string) (string, error) {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || strings.ContainsAny(address, "\" \t\r\n") {
		return "", fmt.Errorf("%w: %q", errAddress, address)
	}
	var uri strings.Builder
	uri.WriteString("mailto:")
	for i := range len(address) {
		if c := address[i]; plainInMailto(c) {
			uri.WriteByte(c)
		} else {
			fmt.Fprintf(&uri, "%%%02X", c)
		}
	}
	return uri.String(), nil
}

func plainInMailto(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("@.-_~+'!$*()", c) >= 0
}
