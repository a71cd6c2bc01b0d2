package mail

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"mentorbot/core"
)

func sample() Message {
	return Message{
		To: "amara@example.org", ToName: "Amara Okafor", FromName: "Léa Berthelot (via Mentorbot)", Subject: "Invitation: Talk",
		ID: "m1@mentoring.example", Date: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), Text: "Hello", HTML: "<p>Hello</p>",
		Invite: &Invite{Method: core.CalendarRequest, ICS: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")},
	}
}

func TestFailuresAreToldApart(t *testing.T) {
	refusal := func(code int) error { return &smtp.SMTPError{Code: code, Message: "because"} }
	for name, tt := range map[string]struct {
		configure func(*server)
		permanent bool
	}{
		"an unknown recipient":          {func(s *server) { s.onRcpt = refusal(550) }, true},
		"a refused sender":              {func(s *server) { s.onMail = refusal(553) }, true},
		"refused content":               {func(s *server) { s.onData = refusal(554) }, true},
		"a mailbox busy":                {func(s *server) { s.onRcpt = refusal(450) }, false},
		"greylisting":                   {func(s *server) { s.onRcpt = refusal(451) }, false},
		"a full queue":                  {func(s *server) { s.onData = refusal(452) }, false},
		"a server going down":           {func(s *server) { s.onMail = refusal(421) }, false},
		"authentication is asked for":   {func(s *server) { s.onMail = refusal(530) }, false},
		"authentication is not enough":  {func(s *server) { s.onRcpt = refusal(535) }, false},
		"encryption is asked for first": {func(s *server) { s.onMail = refusal(538) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, TLSNone, tt.configure)
			err := s.sender(t).Send(t.Context(), sample())
			if err == nil || core.Permanent(err) != tt.permanent {
				t.Errorf("got %v, permanent %t; want permanent %t", err, core.Permanent(err), tt.permanent)
			}
			if taken := s.taken(); len(taken) != 0 {
				t.Errorf("the server took %d mails", len(taken))
			}
		})
	}
}

func TestABrokenConnectionIsTriedAgainUnlessTheMailWasTaken(t *testing.T) {
	for name, tt := range map[string]struct {
		last     string
		answered bool
		sent     bool
	}{
		"closed at once":                {"", false, false},
		"closed after the greeting":     {"EHLO", false, false},
		"closed at the sender":          {"MAIL", false, false},
		"closed at the recipient":       {"RCPT", false, false},
		"closed before the content":     {"DATA", false, false},
		"closed without taking":         {".", false, false},
		"closed right after it said ok": {".", true, true},
		"closed at the goodbye":         {"QUIT", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sender, err := New(startScript(t, tt.last, tt.answered))
			if err != nil {
				t.Fatal(err)
			}
			err = sender.Send(t.Context(), sample())
			if (err == nil) != tt.sent || core.Permanent(err) {
				t.Errorf("got %v, want sent %t and nothing permanent", err, tt.sent)
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	config := startScript(t, "", false)
	sender, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Check(t.Context()); err == nil {
		t.Error("a server that hangs up passed the check")
	}
	if err := sender.Send(t.Context(), sample()); err == nil || core.Permanent(err) {
		t.Errorf("got %v, want an error worth another try", err)
	}
}

func TestWhatCannotBeSentNeverReachesTheServer(t *testing.T) {
	for name, spoil := range map[string]func(*Message){
		"no recipient":          func(m *Message) { m.To = "" },
		"no domain":             func(m *Message) { m.To = "amara" },
		"two recipients":        func(m *Message) { m.To = "amara@example.org, eve@example.net" },
		"a line break":          func(m *Message) { m.To = "amara@example.org\r\nRCPT TO:<eve@example.net>" },
		"a quoted local part":   func(m *Message) { m.To = `"amara@example.org> ORCPT=x"@example.net` },
		"an unknown method":     func(m *Message) { m.Invite.Method = "PUBLISH" },
		"a method with a break": func(m *Message) { m.Invite.Method = "REQUEST\r\nX-Evil: 1" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, TLSNone, nil)
			message := sample()
			spoil(&message)
			if err := s.sender(t).Send(t.Context(), message); !core.Permanent(err) {
				t.Errorf("got %v, want a permanent error", err)
			}
			if s.connections() != 0 {
				t.Error("the server was called")
			}
		})
	}
}

func TestEncryptionAndPassword(t *testing.T) {
	withPassword := func(s *server) { s.password = "correct" }
	for name, tt := range map[string]struct {
		server    TLSMode
		client    TLSMode
		password  string
		trust     bool
		delivered bool
	}{
		"STARTTLS":                               {TLSStartTLS, TLSStartTLS, "correct", true, true},
		"TLS from the start":                     {TLSImplicit, TLSImplicit, "correct", true, true},
		"a wrong password":                       {TLSStartTLS, TLSStartTLS, "wrong", true, false},
		"a certificate nobody vouches for":       {TLSStartTLS, TLSStartTLS, "correct", false, false},
		"so too with TLS from the start":         {TLSImplicit, TLSImplicit, "correct", false, false},
		"a server without STARTTLS is not used":  {TLSNone, TLSStartTLS, "correct", true, false},
		"a server that asks for a password only": {TLSStartTLS, TLSStartTLS, "", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, tt.server, withPassword)
			config := s.config()
			config.TLS = tt.client
			if tt.password != "" {
				config.Username, config.Password = "bot", tt.password
			}
			if !tt.trust {
				config.Roots = nil
			}
			sender, err := New(config)
			if err != nil {
				t.Fatal(err)
			}
			err = sender.Send(t.Context(), sample())
			if (err == nil) != tt.delivered || core.Permanent(err) {
				t.Fatalf("got %v, want delivered %t and nothing permanent", err, tt.delivered)
			}
			if check := sender.Check(t.Context()); tt.password != "" && (check == nil) != tt.delivered {
				t.Errorf("the check says %v", check)
			}
			if !tt.delivered {
				return
			}
			if got := s.taken()[0]; !got.TLS || got.User != "bot" || got.From != "sessions@mentoring.example" || got.To[0] != "amara@example.org" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestACheckSendsNothing(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	if err := s.sender(t).Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.connections() != 1 || len(s.taken()) != 0 {
		t.Errorf("%d connections, %d mails; want one and none", s.connections(), len(s.taken()))
	}
}

func TestAnExpiredContextSendsNothing(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.sender(t).Send(ctx, sample()); err == nil || core.Permanent(err) {
		t.Errorf("got %v, want an error worth another try", err)
	}
	if len(s.taken()) != 0 {
		t.Error("the mail went out")
	}
}

func TestAWrongConfigurationNamesEverySetting(t *testing.T) {
	good := Config{Host: "mail.example", From: "sessions@mentoring.example"}
	if _, err := New(good); err != nil {
		t.Errorf("a minimal configuration: %v", err)
	}
	for name, tt := range map[string]struct {
		spoil func(*Config)
		want  string
	}{
		"no host":                        {func(c *Config) { c.Host = " " }, "host:"},
		"a port out of range":            {func(c *Config) { c.Port = 70000 }, "port: 70000"},
		"an unknown mode":                {func(c *Config) { c.TLS = "sometimes" }, `TLS mode: "sometimes"`},
		"a password without user":        {func(c *Config) { c.Password = "x" }, "user name:"},
		"a password in the clear":        {func(c *Config) { c.TLS, c.Username = TLSNone, "bot" }, "encrypted"},
		"a negative timeout":             {func(c *Config) { c.Timeout = -time.Second }, "timeout:"},
		"no address":                     {func(c *Config) { c.From = "" }, "from:"},
		"an address with a name":         {func(c *Config) { c.From = "Bot <bot@mentoring.example>" }, "from:"},
		"several at once: the host":      {func(c *Config) { *c = Config{Port: -1} }, "host:"},
		"several at once: the port":      {func(c *Config) { *c = Config{Port: -1} }, "port: -1"},
		"several at once: the addresses": {func(c *Config) { *c = Config{Port: -1} }, "from:"},
	} {
		config := good
		tt.spoil(&config)
		if _, err := New(config); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q in it", name, err, tt.want)
		}
	}
}
