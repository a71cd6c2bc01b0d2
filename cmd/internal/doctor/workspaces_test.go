package doctor_test

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
)

// many makes the patient one of many workspaces, which keeps its tokens under a key.
func (p *patient) many(t *testing.T, tokens core.Tokens) {
	t.Helper()
	p.config.BotToken, p.config.ClientID, p.config.ClientSecret = "", "1.2", "client-secret"
	p.config.BaseURL, p.config.EncryptionKeys = "https://mentors.example.org", encryptionKey("a")
	if tokens == (core.Tokens{}) {
		return
	}
	p.works(t, func(service *core.Service) error {
		_, err := service.Install(t.Context(), core.Grant{ChatTeamID: "T1", TeamName: "Clinic", Tokens: tokens})
		return err
	})
}

// lapse lets Slack refuse to renew the tokens of the one installation.
func (p *patient) lapse(t *testing.T) {
	t.Helper()
	p.works(t, func(service *core.Service) error {
		all, err := service.Installations(t.Context())
		if err != nil {
			return err
		}
		_, err = service.Lapse(t.Context(), all[0], "invalid_refresh_token")
		return err
	})
}

// works does something with the patient's database as the service would.
func (p *patient) works(t *testing.T, do func(*core.Service) error) {
	t.Helper()
	keys, err := storage.ParseKeyring(p.config.EncryptionKeys)
	if err != nil {
		t.Fatal(err)
	}
	db, err := storage.Open(t.Context(), storage.Options{URL: p.config.DatabaseURL, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	service := core.New(db, core.ClockFunc(time.Now), core.IDFunc(func() string { return rand.Text() }))
	if err := do(service); err != nil {
		t.Fatal(err)
	}
}

func encryptionKey(letter string) string {
	return "k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
}

func TestTheDoctorLooksAtEveryInstallation(t *testing.T) {
	for name, test := range map[string]struct {
		tokens core.Tokens
		change func(*patient)
		says   string
		fails  bool
	}{
		"none yet":                {core.Tokens{}, nil, "known once the schema is up to date", false},
		"one that works":          {core.Tokens{BotToken: botToken}, nil, "1 active, 0 ended", false},
		"one to be renewed":       {core.Tokens{BotToken: "xoxe.xoxb-1", ExpiresAt: time.Now().Add(-time.Hour)}, nil, "1 active", false},
		"one Slack knows no more": {core.Tokens{BotToken: "xoxb-gone"}, nil, "Clinic: auth.test: invalid_auth", true},
		"one that lapses": {core.Tokens{BotToken: botToken, ExpiresAt: time.Now().Add(time.Hour)}, func(p *patient) { p.lapse(t) },
			"Clinic: lapsing: Slack refuses to renew its tokens (invalid_refresh_token); it works until", true},
		"one under another key": {core.Tokens{BotToken: botToken}, func(p *patient) { p.config.EncryptionKeys = encryptionKey("b") },
			"cannot be decrypted", true},
		"another client secret": {core.Tokens{}, func(p *patient) { p.config.ClientSecret = "other" }, "oauth.v2.access: bad_client_secret", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			p.many(t, test.tokens)
			if test.change != nil {
				test.change(p)
			}
			text, failed, _ := p.examine(t)
			if !strings.Contains(text, test.says) || len(failed) > 0 != test.fails {
				t.Errorf("failed: %q\n%s", failed, text)
			}
			if strings.Contains(text, "xoxb") || strings.Contains(text, p.config.EncryptionKeys) {
				t.Errorf("shows a secret:\n%s", text)
			}
		})
	}
}
