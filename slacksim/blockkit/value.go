package blockkit

import (
	"math/big"
	"regexp"
	"strings"
	"time"
)

// numberText is a number as a person writes it in a number input; an exponent is not accepted, so that reading it stays
// cheap.
var numberText = regexp.MustCompile(`^[+-]?\d{1,100}(\.\d{1,100})?$`)

// emailText is an address as Slack's client accepts it: something, an at sign, a domain with a dot.
var emailText = regexp.MustCompile(`^[^\s@<>,;:"]+@[^\s@<>,;:".]+(\.[^\s@<>,;:".]+)+$`)

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func isClock(text string) bool {
	_, err := time.Parse("15:04", text)
	return err == nil && len(text) == len("15:04")
}

// isZone tells a zone of the IANA database by its name. "Local" is Go's, not IANA's.
func isZone(text string) bool {
	if text == "Local" || text == "" {
		return false
	}
	_, err := time.LoadLocation(text)
	return err == nil
}

func isNumber(text string) bool { return numberText.MatchString(text) }

func isEmail(text string) bool { return emailText.MatchString(text) }

// decimal reads a number written as a string, exactly.
func decimal(v any) (*big.Rat, bool) {
	text, ok := v.(string)
	if !ok || !isNumber(text) {
		return nil, false
	}
	return new(big.Rat).SetString(strings.TrimPrefix(text, "+"))
}
