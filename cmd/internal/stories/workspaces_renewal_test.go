package stories

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/core"
)

// Nobody opens the app all day, and its tokens are fresh in the evening.
func TestTokensOfAWorkspaceNobodyUsesAreRenewedAfterHalfOfTheirLife(t *testing.T) {
	tellOfMany(t, true, func(e *estate) {
		e.install(north)
		first := e.installation(north)
		e.later(5*time.Hour + 55*time.Minute)
		if now := e.installation(north); now.BotToken != first.BotToken {
			e.t.Error("renewed before half of its life was over")
		}
		e.later(10 * time.Minute)
		second := e.installation(north)
		if second.BotToken == first.BotToken || second.Generation != first.Generation+1 {
			e.t.Errorf("after half of its life: renewed %v, generation %d", second.BotToken != first.BotToken, second.Generation)
		}
		for range 4 { // two days
			e.later(12 * time.Hour)
		}
		if now := e.installation(north); now.State != core.InstallationActive || now.Generation != first.Generation+5 {
			e.t.Errorf("after two days: %s, generation %d", now.State, now.Generation)
		}
		e.answers(north)
	})
}

// Slack has spent the refresh token and nobody has got what it was exchanged for.
func TestALostRenewalStopsNothingBeforeTheTokenExpires(t *testing.T) {
	for name, lose := range map[string]func(*estate){
		"the answer is lost": func(e *estate) {
			e.control(north, http.MethodPost, "faults", fields{"method": "oauth.v2.access", "kind": "drop"}, nil)
			e.later(0)
		},
		"the process is killed": (*estate).dieRenewing,
	} {
		t.Run(name, func(t *testing.T) {
			tellOfMany(t, true, func(e *estate) {
				e.install(north)
				e.people(north, mia, ada)
				e.command(north, kim, "/mentor help")
				before := e.installation(north)
				e.protocol.advance(6 * time.Hour)
				lose(e)
				for range 4 {
					e.later(10 * time.Minute)
				}
				e.lapses(before)
				e.asks(north, mia, "Written on the old token.", ada)
				if got := e.about(north, ada, "Written on the old token."); got != 1 {
					e.t.Errorf("the request arrived %d times", got)
				}

				e.clock.Advance(time.Minute)
				e.install(north)
				if got := e.about(north, kim, "Mentorbot is installed again"); got != 1 {
					e.t.Errorf("%d messages say that it is over", got)
				}
				if home := e.home(north, kim); strings.Contains(home, "install Mentorbot again") {
					e.t.Error("the Home still asks for an installation")
				}
				healed := e.installation(north)
				e.later(6 * time.Hour)
				if now := e.installation(north); now.State != core.InstallationActive || now.Generation != healed.Generation+1 {
					e.t.Errorf("after the next renewal: %s, generation %d", now.State, now.Generation)
				}
				e.answers(north)
			})
		})
	}
}

// lapses expects that north works on as it was, that its admin was told once, and that the log names the workspace once.
func (e *estate) lapses(before core.Installation) {
	e.t.Helper()
	now := e.installation(north)
	if now.State != core.InstallationLapsing || now.Reason != "invalid_refresh_token" || now.BotToken != before.BotToken {
		e.t.Fatalf("%s because of %q, token kept: %v", now.State, now.Reason, now.BotToken == before.BotToken)
	}
	told := 0
	for _, m := range e.messages(north, kim) {
		if strings.Contains(m.all(), "Please install Mentorbot again") {
			told++
			if !strings.Contains(m.all(), e.base+"/slack/install") {
				e.t.Errorf("the message does not lead to the installation: %s", m.all())
			}
		}
	}
	if told != 1 {
		e.t.Errorf("the admin was told %d times, want once", told)
	}
	if got := e.about(north, mia, "install Mentorbot again"); got != 0 {
		e.t.Error("somebody who is no admin was told")
	}
	if home := e.home(north, kim); !strings.Contains(home, e.base+"/slack/install") {
		e.t.Errorf("the admin's Home does not lead to the installation: %s", home)
	}
	if lines := e.errors.take(); len(lines) != 1 || !strings.Contains(lines[0], string(before.Workspace)) || !strings.Contains(lines[0], "does not renew") {
		e.t.Errorf("logged: %q", lines)
	}
	e.answers(north)
}

// Nobody reads their messages: the app ends when its token does, as if it had been uninstalled, and a new installation finds everything.
func TestALapsingInstallationNobodyHealsEndsWithItsToken(t *testing.T) {
	tellOfMany(t, true, func(e *estate) {
		e.install(north)
		e.people(north, mia, ada)
		e.protocol.advance(6 * time.Hour)
		e.dieRenewing()
		e.later(10 * time.Minute)
		e.later(4 * time.Hour)
		e.answers(north)
		e.later(2 * time.Hour)
		if now := e.installation(north); now.State != core.InstallationRevoked || now.Reason != "invalid_refresh_token" || now.Tokens != (core.Tokens{}) {
			e.t.Errorf("%s because of %q", now.State, now.Reason)
		}
		if lines := e.errors.take(); len(lines) != 2 || !strings.Contains(lines[1], "have expired") {
			e.t.Errorf("logged: %q", lines)
		}
		e.asks(north, mia, "Written while nobody could read it.", ada)
		e.clock.Advance(time.Minute)
		e.install(north)
		if got := e.about(north, ada, "Written while"); got != 1 {
			e.t.Errorf("the request arrived %d times after installing again, want once", got)
		}
	})
}

// Slack cannot be reached for hours, which is no refusal.
func TestRenewalsWaitForSlackToComeBack(t *testing.T) {
	tellOfMany(t, true, func(e *estate) {
		e.install(north)
		first := e.installation(north)
		e.protocol.advance(6 * time.Hour)
		e.control(north, http.MethodPost, "faults", fields{"method": "oauth.v2.access", "kind": "http_500", "times": 3}, nil)
		for range 3 {
			e.later(10 * time.Minute)
		}
		e.later(time.Hour)
		if now := e.installation(north); now.State != core.InstallationActive || now.BotToken == first.BotToken {
			e.t.Errorf("%s, renewed: %v", now.State, now.BotToken != first.BotToken)
		}
	})
}

// later lets time pass and what is due be done.
func (e *estate) later(d time.Duration) {
	e.t.Helper()
	e.protocol.advance(d)
	e.clock.Advance(d)
	e.must(e.app.CatchUp(e.t.Context()))
}

// dieRenewing renews the tokens of north in another process, which is killed after Slack has answered and before anything is stored.
func (e *estate) dieRenewing() {
	e.t.Helper()
	clients, err := bot.NewClients(bot.ClientOptions{APIURL: e.slack + "/api/"})
	e.must(err)
	oauth := bot.NewOAuth(bot.OAuthConfig{
		ClientID: "1.2", ClientSecret: "client-secret", APIURL: e.slack + "/api/", Clients: clients, Now: e.protocol.now,
	})
	ctx, killed := context.WithCancel(e.t.Context())
	defer killed()
	dying := bot.NewStored(bot.StoredConfig{
		Service: e.app.Service, Clients: clients, Now: e.protocol.now,
		Refresh: func(ctx context.Context, token string) (core.Tokens, error) {
			if _, err := oauth.Refresh(ctx, token); err != nil {
				e.t.Errorf("renew: %v", err)
			}
			killed()
			runtime.Goexit()
			return core.Tokens{}, nil
		},
	})
	err = dying.Handlers()[core.JobRenewal](ctx, core.Job{Workspace: e.workspace(north)})
	if !errors.Is(err, context.Canceled) {
		e.t.Errorf("a killed renewal ended with %v", err)
	}
}

// home is the Home of somebody who opens it.
func (e *estate) home(team, user string) string {
	e.t.Helper()
	var answer struct{ View json.RawMessage }
	e.control(team, http.MethodPost, "users/"+user+"/home", nil, &answer)
	return readable(answer.View)
}
