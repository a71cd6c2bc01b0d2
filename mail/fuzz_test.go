package mail

import (
	"bytes"
	"maps"
	"slices"
	"testing"
)

func FuzzCompose(f *testing.F) {
	f.Add("Eve\r\nBcc: victim@example.net", "amara@example.org", "m2@mentoring.example")
	f.Add("=?utf-8?q?Eve=0D=0A?=", "a@b\r\nc@d", "x\r\ny")
	f.Add("\xff\x00", "\"a b\"@example.org", "")
	var plain bytes.Buffer
	reference, err := sample().compose("sessions@mentoring.example")
	if err != nil {
		f.Fatal(err)
	}
	if _, err := reference.WriteTo(&plain); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, to, id string) {
		message := sample()
		message.FromName, message.ToName, message.Subject, message.To, message.ID = text, text, text, to, id
		message.Text, message.HTML = text, text
		composed, err := message.compose("sessions@mentoring.example")
		if err != nil {
			return // an address no server takes
		}
		var out bytes.Buffer
		if _, err := composed.WriteTo(&out); err != nil {
			return
		}
		want, _ := parse(t, plain.Bytes())
		header, _ := parse(t, out.Bytes())
		if got := slices.Sorted(maps.Keys(header)); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
			t.Errorf("%q makes the headers %v", text, got)
		}
		for field, addresses := range map[string]int{"From": 1, "To": 1} {
			if list, err := header.AddressList(field); err != nil || len(list) != addresses {
				t.Errorf("%s is %v, %v", field, list, err)
			}
		}
	})
}
