package app_test

import (
	"strings"
	"testing"
)

func FuzzConfig(f *testing.F) {
	f.Add("postgres://u:p@h/d", "https://slack.com/api/", ":8080", "sessions@example.org", "mail.example.org")
	f.Add("sqlite://", "ftp://x", "x:y", "a@b\r\nc@d", "")
	f.Add("postgres://u:%zz@h", "http://[::1", "[::1]:0", "\"a\"@b", "\x00")
	f.Fuzz(func(t *testing.T, database, api, listen, from, host string) {
		c := valid()
		c.DatabaseURL, c.SlackAPIURL, c.Listen, c.MailFrom, c.SMTPHost = database, api, listen, from, host
		err := c.Validate()
		if err == nil {
			return
		}
		for _, value := range []string{database, api, from} {
			if len(value) > 12 && !strings.Contains("sqlite:///path/to/file.db or postgres://user:password@host/name", value) && strings.Contains(err.Error(), value) {
				t.Errorf("the complaint quotes %q: %v", value, err)
			}
		}
		_ = c.String()
	})
}
