package doctor_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/bot"
	"mentorbot/cmd/internal/app"
	"mentorbot/cmd/internal/doctor"
	"mentorbot/slacksim"
	"mentorbot/slacksim/mailbox"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

const (
	botToken      = "xoxb-1-clinic"
	appToken      = "xapp-1-clinic"
	signingSecret = "clinic-signing-secret"
	mailSecret    = "0123456789abcdef0123456789abcdef"
)

// patient is an installation that can be made ill.
type patient struct {
	config app.Config
	slack  *slacksim.Server
}

// healthy is an installation in which everything works: a Slack that knows the app, a mail server, a database file.
func healthy(t *testing.T, scopes ...string) *patient {
	t.Helper()
	if scopes == nil {
		for _, scope := range bot.Scopes() {
			scopes = append(scopes, scope.Name)
		}
	}
	sim, err := slacksim.New(slacksim.Options{
		Team:  slacksim.Team{ID: "T1", Name: "Clinic", Domain: "clinic"},
		Users: []slacksim.User{{ID: "U1", Name: "ana", RealName: "Ana Alvarez"}},
		App:   slacksim.AppConfig{AppID: "A1", Name: "Mentorbot", BotUser: "UBOT", BotToken: botToken, AppToken: appToken, Scopes: scopes, ClientID: "1.2", ClientSecret: "client-secret"},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	mail, err := mailbox.New(mailbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Close()
		if err := errors.Join(sim.Close(), mail.Close()); err != nil {
			t.Error(err)
		}
	})
	host, port, _ := net.SplitHostPort(mail.Addr())
	number, _ := strconv.Atoi(port)
	return &patient{slack: sim, config: app.Config{
		DatabaseURL: "sqlite://" + filepath.Join(t.TempDir(), "mentorbot.db"), Mode: "socket", BotToken: botToken, AppToken: appToken,
		SlackAPIURL: server.URL + "/api/", SMTPHost: host, SMTPPort: number, SMTPTLS: "none", MailFrom: "sessions@example.org",
		Secret: mailSecret,
	}}
}

// examine runs the doctor and returns its words and the names of the checks that failed and that could not be made.
func (p *patient) examine(t *testing.T) (text string, failed, unknown []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	err := doctor.Examine(ctx, p.config, &out)
	for line := range strings.Lines(out.String()) {
		parts := regexp.MustCompile(` {2,}`).Split(line, 3)
		switch parts[0] {
		case "FAILED":
			failed = append(failed, parts[1])
		case "?":
			unknown = append(unknown, parts[1])
		}
	}
	if errors.Is(err, doctor.ErrProblems) != (len(failed) > 0) {
		t.Errorf("error %v with %d failed checks", err, len(failed))
	}
	for _, secret := range []string{botToken, appToken, signingSecret, mailSecret} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("shows the secret %q", secret)
		}
	}
	return out.String(), failed, unknown
}

func TestDoctorFindsNothingWrongWithWhatWorks(t *testing.T) {
	for _, mode := range []string{"socket", "http"} {
		t.Run(mode, func(t *testing.T) {
			p := healthy(t)
			p.config.Mode, p.config.SigningSecret = mode, signingSecret
			text, failed, unknown := p.examine(t)
			if failed != nil || unknown != nil || !strings.Contains(text, "All is well.") {
				t.Errorf("found:\n%s", text)
			}
			if !strings.Contains(text, "in workspace Clinic") {
				t.Errorf("does not say which workspace:\n%s", text)
			}
		})
	}
}

func TestDoctorSaysWhatToDo(t *testing.T) {
	dependsOnToken := []string{"Slack: scopes", "clock"}
	for name, test := range map[string]struct {
		ail           func(*patient)
		failed        []string
		unknown       []string
		advice        string
		missingScopes []string
	}{
		"a token Slack does not know": {
			ail:    func(p *patient) { p.config.BotToken = "xoxb-1-other" },
			failed: []string{"Slack: bot token"}, unknown: dependsOnToken, advice: "OAuth & Permissions",
		},
		"an app token where the bot token belongs": {
			ail:    func(p *patient) { p.config.BotToken = appToken },
			failed: []string{"configuration", "Slack: bot token"}, unknown: dependsOnToken, advice: "starts with xoxb-",
		},
		"an app that was uninstalled": {
			ail: func(p *patient) {
				_ = p.slack.InjectFault(slacksim.Fault{Method: "auth.test", Kind: slacksim.FaultError, Error: "account_inactive"})
			},
			failed: []string{"Slack: bot token"}, unknown: dependsOnToken, advice: "install it to the workspace again",
		},
		"Slack out of reach": {
			ail:    func(p *patient) { p.config.SlackAPIURL = "http://127.0.0.1:1/api/" },
			failed: []string{"Slack: bot token", "Slack: app token"}, unknown: dependsOnToken, advice: "cannot be reached",
		},
		"an app token of another app": {
			ail:    func(p *patient) { p.config.AppToken = "xapp-1-other" },
			failed: []string{"Slack: app token"}, advice: "connections:write",
		},
		"Socket Mode switched off": {
			ail: func(p *patient) {
				_ = p.slack.InjectFault(slacksim.Fault{Method: "apps.connections.open", Kind: slacksim.FaultError, Error: "forbidden_team"})
			},
			failed: []string{"Slack: app token"}, advice: "Switch Socket Mode on",
		},
		"HTTP mode without signing secret": {
			ail:    func(p *patient) { p.config.Mode = "http" },
			failed: []string{"configuration", "Slack: signing secret"}, advice: "Basic Information",
		},
		"scopes that were not granted": {
			missingScopes: []string{"users:read.email", "mpim:write"},
			failed:        []string{"Slack: scopes"}, advice: "mentorbot manifest",
		},
		"a directory that does not exist": {
			ail:    func(p *patient) { p.config.DatabaseURL = "sqlite:///nowhere/at/all/mentorbot.db" },
			failed: []string{"database"}, advice: "has to exist",
		},
		"a PostgreSQL that does not answer": {
			ail: func(p *patient) {
				p.config.DatabaseURL = "postgres://mentorbot:" + signingSecret + "@127.0.0.1:1/mentorbot"
			},
			failed: []string{"database"}, advice: "See that PostgreSQL runs",
		},
		"migrations nobody has run": {
			ail:    func(p *patient) { p.config.NoMigrate = true },
			failed: []string{"database"}, advice: "mentorbot migrate",
		},
		"a mail server that does not answer": {
			ail:    func(p *patient) { p.config.SMTPPort = 1 },
			failed: []string{"mail server"}, advice: "MENTORBOT_SMTP_HOST",
		},
		"a mail server that cannot encrypt": {
			ail:    func(p *patient) { p.config.SMTPTLS = "starttls" },
			failed: []string{"mail server"}, advice: "Port 587 goes with starttls",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t, scopesWithout(test.missingScopes)...)
			if test.ail != nil {
				test.ail(p)
			}
			text, failed, unknown := p.examine(t)
			if diff := cmp.Diff(test.failed, failed); diff != "" {
				t.Errorf("failed checks (-want +got):\n%s\n%s", diff, text)
			}
			if diff := cmp.Diff(test.unknown, unknown); diff != "" {
				t.Errorf("checks not made (-want +got):\n%s\n%s", diff, text)
			}
			for _, part := range append(test.missingScopes, test.advice) {
				if !strings.Contains(text, part) {
					t.Errorf("does not say %q:\n%s", part, text)
				}
			}
		})
	}
}

func scopesWithout(missing []string) []string {
	var scopes []string
	for _, scope := range bot.Scopes() {
		if !slices.Contains(missing, scope.Name) {
			scopes = append(scopes, scope.Name)
		}
	}
	return scopes
}

func TestDoctorNoticesAWrongClock(t *testing.T) {
	p := healthy(t)
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(-10*time.Minute).UTC().Format(http.TimeFormat))
		p.slack.ServeHTTP(w, r)
	}))
	defer slack.Close()
	p.config.SlackAPIURL = slack.URL + "/api/"
	text, failed, _ := p.examine(t)
	if diff := cmp.Diff([]string{"clock"}, failed); diff != "" || !strings.Contains(text, "NTP") {
		t.Errorf("failed checks (-want +got):\n%s\n%s", diff, text)
	}
}

func TestDoctorIsContentWithoutMail(t *testing.T) {
	p := healthy(t)
	p.config.SMTPHost, p.config.MailFrom, p.config.Secret = "", "", ""
	text, failed, _ := p.examine(t)
	if failed != nil || !strings.Contains(text, "announced in Slack only") {
		t.Errorf("found:\n%s", text)
	}
}

func TestDoctorTellsTheStateOfEveryDatabase(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		p := healthy(t)
		p.config.DatabaseURL = url
		if text, _, _ := p.examine(t); !strings.Contains(text, "serve will run when it starts: 0001_first_schema") {
			t.Errorf("of an empty database:\n%s", text)
		}
		db, err := storage.Open(t.Context(), storage.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Migrate(t.Context()), db.Close()); err != nil {
			t.Fatal(err)
		}
		if text, failed, _ := p.examine(t); failed != nil || !strings.Contains(text, "schema up to date") {
			t.Errorf("of a migrated one:\n%s", text)
		}
	})
}
