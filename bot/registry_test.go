package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// lobby is a database with one installation and what several replicas need to serve it.
type lobby struct {
	t         *testing.T
	service   *core.Service
	workspace core.WorkspaceID
	now       atomic.Pointer[time.Time]
	refreshes atomic.Int32
	refuse    error         // what Slack answers to a refresh instead of tokens
	hold      chan struct{} // a refresh waits for it, nil for none
}

func enterLobby(t *testing.T, db *storage.DB) *lobby {
	t.Helper()
	l := &lobby{t: t}
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	l.now.Store(&at)
	var ids atomic.Int32
	l.service = core.New(db, core.ClockFunc(l.time), core.IDFunc(func() string { return "id-" + strconv.Itoa(int(ids.Add(1))) }))
	l.install("xoxe.xoxb-0")
	return l
}

func (l *lobby) time() time.Time { return *l.now.Load() }

func (l *lobby) pass(d time.Duration) {
	later := l.time().Add(d)
	l.now.Store(&later)
}

func (l *lobby) install(token string) {
	l.t.Helper()
	i, err := l.service.Install(l.t.Context(), core.Grant{
		ChatTeamID: "T1", BotUser: "UBOT",
		Tokens: core.Tokens{BotToken: token, RefreshToken: "xoxe-" + token, ExpiresAt: l.time().Add(12 * time.Hour), RenewAt: l.time().Add(6 * time.Hour)},
	})
	if err != nil {
		l.t.Fatal(err)
	}
	l.workspace = i.Workspace
}

// replica is one more process; the client it makes for a token is remembered by the token.
func (l *lobby) replica() (*bot.Stored, map[*slack.Client]string) {
	l.t.Helper()
	clients, err := bot.NewClients(bot.ClientOptions{APIURL: "http://127.0.0.1:1/"})
	if err != nil {
		l.t.Fatal(err)
	}
	var mu sync.Mutex
	tokens := map[*slack.Client]string{}
	registry := bot.NewStored(bot.StoredConfig{
		Service: l.service, Now: l.time, Logger: slog.New(slog.DiscardHandler), Refresh: l.refresh,
		Clients: func(token string) (*slack.Client, error) {
			client, err := clients(token)
			mu.Lock()
			defer mu.Unlock()
			tokens[client] = token
			return client, err
		},
	})
	l.t.Cleanup(registry.Close)
	return registry, tokens
}

func (l *lobby) refresh(ctx context.Context, _ string) (core.Tokens, error) {
	n := strconv.Itoa(int(l.refreshes.Add(1)))
	if l.hold != nil {
		select {
		case <-l.hold:
		case <-ctx.Done():
			return core.Tokens{}, ctx.Err()
		}
	}
	return core.Tokens{BotToken: "xoxe.xoxb-" + n, RefreshToken: "xoxe-1-" + n, ExpiresAt: l.time().Add(12 * time.Hour), RenewAt: l.time().Add(6 * time.Hour)}, l.refuse
}

// token is the one a replica would use now.
func (l *lobby) token(r *bot.Stored, tokens map[*slack.Client]string) string {
	l.t.Helper()
	found, err := r.ByTeam(l.t.Context(), "T1")
	if err != nil {
		l.t.Fatal(err)
	}
	return tokens[found.Client]
}

func TestReplicasRenewAnExpiredTokenOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		l := enterLobby(t, db)
		l.pass(13 * time.Hour)
		var group sync.WaitGroup
		for range 3 {
			registry, _ := l.replica()
			for range 4 {
				group.Go(func() {
					if _, err := registry.ByWorkspace(t.Context(), l.workspace); err != nil {
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		if n := l.refreshes.Load(); n != 1 {
			t.Errorf("%d refreshes, want 1", n)
		}
	})
}

func TestATokenNearItsEndServesWhileItIsRenewed(t *testing.T) {
	l := enterLobby(t, storagetest.SQLite(t))
	l.hold = make(chan struct{})
	l.pass(11*time.Hour + 45*time.Minute)
	slow, _ := l.replica()
	other, tokens := l.replica()
	started := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		close(started)
		if _, err := slow.ByTeam(t.Context(), "T1"); err != nil {
			t.Error(err)
		}
	})
	<-started
	for l.refreshes.Load() == 0 { // until the lease is taken
		if _, err := l.service.Installation(t.Context(), l.workspace); err != nil {
			t.Fatal(err)
		}
	}
	if got := l.token(other, tokens); got != "xoxe.xoxb-0" {
		t.Errorf("the other replica uses %s meanwhile", got)
	}
	close(l.hold)
	group.Wait()
	if got := l.token(other, tokens); got != "xoxe.xoxb-1" || l.refreshes.Load() != 1 {
		t.Errorf("afterwards it uses %s, after %d refreshes", got, l.refreshes.Load())
	}
}

// Who asked for the token does not wait any more; the exchange is finished and stored all the same.
func TestARefreshIsStoredThoughItsCallerGaveUp(t *testing.T) {
	l := enterLobby(t, storagetest.SQLite(t))
	l.hold = make(chan struct{})
	l.pass(13 * time.Hour)
	registry, tokens := l.replica()
	ctx, giveUp := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer giveUp()
	if _, err := registry.ByTeam(ctx, "T1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	close(l.hold)
	registry.Close()
	if got := l.token(registry, tokens); got != "xoxe.xoxb-1" || l.refreshes.Load() != 1 {
		t.Errorf("uses %s after %d refreshes", got, l.refreshes.Load())
	}
}

func TestSlackBeingDownDoesNotEndAnInstallation(t *testing.T) {
	l := enterLobby(t, storagetest.SQLite(t))
	l.refuse = errors.New("connection refused")
	registry, tokens := l.replica()
	l.pass(11*time.Hour + 45*time.Minute)
	if got := l.token(registry, tokens); got != "xoxe.xoxb-0" {
		t.Errorf("near its end: %s", got)
	}
	l.pass(time.Hour)
	if _, err := registry.ByTeam(t.Context(), "T1"); err == nil || errors.Is(err, bot.ErrNotInstalled) {
		t.Errorf("past its end: %v", err)
	}
	l.refuse = nil
	l.pass(time.Minute)
	if got := l.token(registry, tokens); got == "xoxe.xoxb-0" {
		t.Error("not renewed when Slack was back")
	}
}

func TestARefusedTokenEndsItsInstallationAndNoNewerOne(t *testing.T) {
	for code, ends := range map[string]bool{
		"account_inactive": true, "token_revoked": true, "invalid_auth": true, "missing_scope": false, "not_enabled": false, "token_expired": false,
	} {
		t.Run(code, func(t *testing.T) {
			l := enterLobby(t, storagetest.SQLite(t))
			registry, tokens := l.replica()
			old, err := registry.ByTeam(t.Context(), "T1")
			if err != nil {
				t.Fatal(err)
			}
			if err := registry.Refused(t.Context(), old, code); err != nil {
				t.Fatal(err)
			}
			_, err = registry.ByTeam(t.Context(), "T1")
			if errors.Is(err, bot.ErrNotInstalled) != ends {
				t.Errorf("afterwards: %v", err)
			}
			if renewed := l.refreshes.Load() == 1; renewed != (code == "token_expired") {
				t.Errorf("%d refreshes", l.refreshes.Load())
			}
			l.pass(time.Minute)
			l.install("xoxe.xoxb-new")
			if err := registry.Refused(t.Context(), old, code); err != nil {
				t.Fatal(err)
			}
			if got := l.token(registry, tokens); got != "xoxe.xoxb-new" {
				t.Errorf("after installing again: %s", got)
			}
		})
	}
}

func TestOneWorkspaceByItsTokenKnowsNoOther(t *testing.T) {
	single := bot.Single{Installation: bot.Installation{Workspace: core.Workspace{ID: "w", ChatTeamID: "T1"}}}
	if _, err := single.ByTeam(t.Context(), "T1"); err != nil {
		t.Error(err)
	}
	if _, err := single.ByTeam(t.Context(), "T2"); !errors.Is(err, bot.ErrNotInstalled) {
		t.Errorf("another team: %v", err)
	}
	if _, err := single.ByWorkspace(t.Context(), "x"); !core.Permanent(err) {
		t.Errorf("a job of another workspace: %v", err)
	}
}

// Every replica comes across the job of the same workspace.
func TestReplicasRenewATokenOnceWhenHalfOfItsLifeIsOver(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		l := enterLobby(t, db)
		l.pass(6 * time.Hour)
		var group sync.WaitGroup
		for range 5 {
			registry, _ := l.replica()
			group.Go(func() {
				err := registry.Handlers()[core.JobRenewal](t.Context(), core.Job{Workspace: l.workspace})
				var later *core.SnoozeError
				if err != nil && !errors.As(err, &later) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n := l.refreshes.Load(); n != 1 {
			t.Errorf("%d refreshes, want 1", n)
		}
	})
}
