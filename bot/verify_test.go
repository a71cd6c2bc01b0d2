package bot

import (
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// noon is the real time of these tests.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

func verifier() Verifier { return Verifier{Secret: secret, Now: func() time.Time { return noon }} }

// signed are the headers Slack would send with a body at a time.
func signed(body string, at time.Time) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	signature := "v0=" + hex.EncodeToString(verifier().sign(stamp, []byte(body)))
	return http.Header{headerTimestamp: {stamp}, headerSignature: {signature}}
}

func TestSignatureOfTheDocumentation(t *testing.T) {
	// The worked example of docs.slack.dev/authentication/verifying-requests-from-slack.
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&" +
		"user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands" +
		"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	v := Verifier{Secret: secret, Now: func() time.Time { return time.Unix(1531420618, 0) }}
	header := http.Header{
		headerTimestamp: {"1531420618"},
		headerSignature: {"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"},
	}
	if err := v.Verify(header, []byte(body)); err != nil {
		t.Errorf("refused: %v", err)
	}
}

func TestSignatureIsChecked(t *testing.T) {
	const body = "payload=%7B%7D"
	change := func(edit func(http.Header)) http.Header {
		header := signed(body, noon)
		edit(header)
		return header
	}
	for name, c := range map[string]struct {
		header http.Header
		body   string
		want   error
	}{
		"as Slack signs it":         {signed(body, noon), body, nil},
		"five minutes old":          {signed(body, noon.Add(-5*time.Minute)), body, nil},
		"five minutes ahead":        {signed(body, noon.Add(5*time.Minute)), body, nil},
		"older than five minutes":   {signed(body, noon.Add(-301*time.Second)), body, ErrOldSignature},
		"further ahead than five":   {signed(body, noon.Add(301*time.Second)), body, ErrOldSignature},
		"another body":              {signed(body, noon), body + "x", ErrBadSignature},
		"no headers":                {http.Header{}, body, ErrNoSignature},
		"no timestamp":              {change(func(h http.Header) { h.Del(headerTimestamp) }), body, ErrNoSignature},
		"a timestamp that is none":  {change(func(h http.Header) { h.Set(headerTimestamp, "soon") }), body, ErrNoSignature},
		"another version":           {change(func(h http.Header) { h.Set(headerSignature, "v1"+h.Get(headerSignature)[2:]) }), body, ErrNoSignature},
		"a signature not in hex":    {change(func(h http.Header) { h.Set(headerSignature, "v0=zz") }), body, ErrNoSignature},
		"a signature cut short":     {change(func(h http.Header) { h.Set(headerSignature, h.Get(headerSignature)[:20]) }), body, ErrNoSignature},
		"the time changed":          {change(func(h http.Header) { h.Set(headerTimestamp, strconv.FormatInt(noon.Unix()+1, 10)) }), body, ErrBadSignature},
		"an absurdly large time":    {change(func(h http.Header) { h.Set(headerTimestamp, "9223372036854775807") }), body, ErrOldSignature},
		"an absurdly negative time": {change(func(h http.Header) { h.Set(headerTimestamp, "-9223372036854775808") }), body, ErrOldSignature},
	} {
		if err := verifier().Verify(c.header, []byte(c.body)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestNothingPassesWithoutASecret(t *testing.T) {
	v := Verifier{Now: func() time.Time { return noon }}
	stamp := strconv.FormatInt(noon.Unix(), 10)
	header := http.Header{headerTimestamp: {stamp}, headerSignature: {"v0=" + hex.EncodeToString(v.sign(stamp, nil))}}
	if err := v.Verify(header, nil); !errors.Is(err, ErrBadSignature) {
		t.Errorf("%v, want %v", err, ErrBadSignature)
	}
}

func FuzzSignature(f *testing.F) {
	good := signed("body", noon)
	f.Add(good.Get(headerTimestamp), good.Get(headerSignature), "body")
	f.Add("", "", "")
	f.Add("1", "v0=", "body")
	f.Fuzz(func(t *testing.T, stamp, signature, body string) {
		header := http.Header{headerTimestamp: {stamp}, headerSignature: {signature}}
		if verifier().Verify(header, []byte(body)) != nil {
			return
		}
		if want := "v0=" + hex.EncodeToString(verifier().sign(stamp, []byte(body))); len(signature) != len(want) {
			t.Errorf("accepted %q for %q at %q", signature, body, stamp)
		}
	})
}
