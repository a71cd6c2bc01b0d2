package view

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

func TestMetaComesBackAsItWasWritten(t *testing.T) {
	want := Meta{
		V: metaVersion, Program: "p-1", List: "l-1", Invitation: "i_1", Mentorship: "m1", Session: "s1", Person: "u1", Attention: "a1", Delivery: "d1",
		Goal: "g1", Note: "n1", Inquiry: "q1", Order: "1z-c-1-2", Page: 3, Under: 2, Version: 7, Do: ActionWithdraw,
	}
	got, err := DecodeMeta(want.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMetaRefusesWhatItDidNotWrite(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                    ``,
		"not JSON":                   `invitation`,
		"another type":               `["v",1]`,
		"no version":                 `{}`,
		"another version":            `{"v":2}`,
		"an unknown field":           `{"v":1,"admin":"yes"}`,
		"a second value":             `{"v":1}{"v":1}`,
		"an id with a quote":         `{"v":1,"i":"x' or 1=1"}`,
		"an id with a hidden middle": `{"v":1,"i":"a b"}`,
		"an id too long":             `{"v":1,"i":"` + strings.Repeat("a", maxIDLength+1) + `"}`,
		"an order with a space":      `{"v":1,"so":"a b"}`,
		"an order too long":          `{"v":1,"so":"` + strings.Repeat("a", core.MaxSearchOrder+1) + `"}`,
		"a page before the first":    `{"v":1,"n":-1}`,
		"a page beyond all":          `{"v":1,"n":10001}`,
		"a list before the first":    `{"v":1,"up":-1}`,
		"a list beyond all":          `{"v":1,"up":10001}`,
		"a version before the first": `{"v":1,"w":-1}`,
		"too much":                   `{"v":1}` + strings.Repeat(" ", maxMetaBytes),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := DecodeMeta(text); !errors.Is(err, ErrMeta) {
				t.Errorf("got %v, want ErrMeta", err)
			}
		})
	}
}

func FuzzDecodeMeta(f *testing.F) {
	f.Add(Meta{Invitation: "0197-a", Page: 2}.Encode())
	f.Add(`{"v":1,"i":"x"}`)
	f.Add(`{"v":1e0}`)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := DecodeMeta(text)
		if err != nil {
			return
		}
		again, err := DecodeMeta(m.Encode())
		if err != nil || again != m {
			t.Errorf("%q: decoded to %+v, then %+v, %v", text, m, again, err)
		}
	})
}

// Go leaves out two fields that share a key, without a word.
func TestNoTwoFactsOfMetadataShareAKey(t *testing.T) {
	keys, kind := map[string]string{}, reflect.TypeFor[Meta]()
	for i := range kind.NumField() {
		key, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		if before, taken := keys[key]; taken || key == "" {
			t.Errorf("%s has the key %q, as %s", kind.Field(i).Name, key, before)
		}
		keys[key] = kind.Field(i).Name
	}
}
