package mailbox

import (
	"strings"
	"testing"
)

// TestOldestIsDropped shows that the number and the bytes kept are bounded, and that the newest stay.
func TestOldestIsDropped(t *testing.T) {
	tests := map[string]struct {
		size, send, want int
	}{
		"by number": {10, defaultKeep + 5, defaultKeep},
		"by bytes":  {maxMessageBytes, maxKeptBytes/maxMessageBytes + 3, maxKeptBytes / maxMessageBytes},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			m := &Mailbox{options: withDefaults(Options{}), arrival: make(chan struct{})}
			raw := []byte("S:\r\n\r\n" + strings.Repeat("x", tc.size-6))
			for range tc.send {
				if err := m.keep(envelope{to: []string{"a@example.org"}}, raw); err != nil {
					t.Fatal(err)
				}
			}
			if len(m.kept) != tc.want || m.arrived != tc.send || m.bytes != tc.want*tc.size {
				t.Errorf("kept %d of %d in %d bytes, want %d", len(m.kept), m.arrived, m.bytes, tc.want)
			}
			if _, ok := m.find(m.kept[len(m.kept)-1].ID); !ok || m.kept[0].ID == "000001" {
				t.Error("the newest is gone or the oldest still there")
			}
		})
	}
}

// FuzzParse shows that no mail, however wrong, makes the mailbox panic.
func FuzzParse(f *testing.F) {
	f.Add([]byte("Subject: x\r\n\r\ny"))
	f.Add([]byte("Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nX;A=b\r\nEND:VCALENDAR\r\n"))
	f.Add([]byte("Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=x:1\r\nDURATION:P\r\nATTENDEE:mailto:\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; filename*=utf-8''%2e\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		env, rest := splitTrace(raw)
		env.to = append(env.to, "ada@example.org")
		parse(env, rest)
	})
}
