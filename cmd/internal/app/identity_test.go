package app

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/bot"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

const (
	knownToken = "xoxb-start"
	knownTeam  = "T0START"
)

// start is a service that is about to start on a simulated Slack, by a clock that only its pauses move.
type start struct {
	t      *testing.T
	sim    *slacksim.Server
	server *httptest.Server
	now    time.Time
	pauses []time.Duration
	log    bytes.Buffer
}

func newStart(t *testing.T) *start {
	t.Helper()
	sim, err := slacksim.New(slacksim.Options{
		Team:  slacksim.Team{ID: knownTeam, Name: "Start", Domain: "start"},
		Users: []slacksim.User{{ID: "U0ANA", Name: "ana", RealName: "Ana"}},
		App: slacksim.AppConfig{
			AppID: "A0START", Name: "Start", BotUser: "U0START", BotToken: knownToken, AppToken: "xapp-start", SigningSecret: "s",
			Scopes: slacksim.AllScopes(),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &start{t: t, sim: sim, server: httptest.NewServer(sim), now: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)}
	t.Cleanup(func() {
		s.server.Close()
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *start) identifier() identifier {
	return identifier{
		log: slog.New(slog.NewTextHandler(&s.log, nil)), now: func() time.Time { return s.now },
		wait: func(ctx context.Context, d time.Duration) error {
			s.now, s.pauses = s.now.Add(d), append(s.pauses, d)
			return ctx.Err()
		},
	}
}

// identify asks with a token and gives the team Slack names.
func (s *start) identify(ctx context.Context, token string) (string, error) {
	s.t.Helper()
	client, err := bot.NewClient(bot.ClientOptions{Token: token, APIURL: s.server.URL + "/api/"})
	if err != nil {
		s.t.Fatal(err)
	}
	identity, err := s.identifier().identify(ctx, client)
	if err != nil {
		return "", err
	}
	return identity.TeamID, nil
}

func TestAStartWaitsForSlack(t *testing.T) {
	second := time.Second
	for name, c := range map[string]struct {
		fault  slacksim.Fault
		pauses []time.Duration
		gives  string // part of the error, empty when it starts
	}{
		"all is well":      {slacksim.Fault{Method: "users.info", Kind: slacksim.FaultHTTP500}, nil, ""},
		"servers fail":     {slacksim.Fault{Kind: slacksim.FaultHTTP500, Times: 3}, []time.Duration{second, 2 * second, 4 * second}, ""},
		"rate limit":       {slacksim.Fault{Kind: slacksim.FaultRateLimited, RetryAfter: 30}, []time.Duration{30 * second}, ""},
		"network":          {slacksim.Fault{Kind: slacksim.FaultCut, Times: 2}, []time.Duration{second, 2 * second}, ""},
		"a passing code":   {slacksim.Fault{Kind: slacksim.FaultError, Error: "internal_error"}, []time.Duration{second}, ""},
		"a lasting code":   {slacksim.Fault{Kind: slacksim.FaultError, Error: "account_inactive"}, nil, "SLACK_BOT_TOKEN"},
		"too long a limit": {slacksim.Fault{Kind: slacksim.FaultRateLimited, RetryAfter: 61}, nil, "retry after 1m1s"},
		"servers fail for good": {
			slacksim.Fault{Kind: slacksim.FaultHTTP500, Times: -1},
			[]time.Duration{second, 2 * second, 4 * second, 8 * second, 16 * second}, "in 6 attempts: auth.test: slack server error: 500",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStart(t)
			if c.fault.Method == "" {
				c.fault.Method = "auth.test"
			}
			if err := s.sim.InjectFault(c.fault); err != nil {
				t.Fatal(err)
			}
			team, err := s.identify(t.Context(), knownToken)
			if c.gives == "" && (err != nil || team != knownTeam) {
				t.Errorf("got %q, %v", team, err)
			}
			if c.gives != "" && (err == nil || !strings.Contains(err.Error(), c.gives)) {
				t.Errorf("failed with %v, want %q", err, c.gives)
			}
			if diff := cmp.Diff(c.pauses, s.pauses); diff != "" {
				t.Errorf("pauses (-want +got):\n%s", diff)
			}
			if lines := strings.Count(s.log.String(), "will ask again"); lines != len(c.pauses) {
				t.Errorf("%d attempts were logged, want %d:\n%s", lines, len(c.pauses), s.log.String())
			}
		})
	}
}

func TestAStartCanBeInterrupted(t *testing.T) {
	s := newStart(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.identify(ctx, knownToken); !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "SLACK_BOT_TOKEN") {
		t.Errorf("got %v", err)
	}
}

func TestAWrongTokenEndsTheStartAtOnce(t *testing.T) {
	s := newStart(t)
	_, err := New(t.Context(), Config{
		DatabaseURL: storagetest.SQLiteURL(t), Mode: "http", BotToken: "xoxb-elsewhere", SigningSecret: "s", Listen: "127.0.0.1:0",
		SlackAPIURL: s.server.URL + "/api/", SMTPTLS: "starttls",
	}, Options{})
	if err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN") || !strings.Contains(err.Error(), "invalid_auth") {
		t.Errorf("got %v", err)
	}
	if err != nil && strings.Contains(err.Error(), "xoxb-elsewhere") {
		t.Errorf("the error shows the token: %v", err)
	}
}
