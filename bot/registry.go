package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"mentorbot/core"
)

// StoredConfig is what a [Stored] registry needs; all of it is required.
type StoredConfig struct {
	Service *core.Service
	Clients Clients
	// Refresh exchanges a refresh token, usually by OAuth.Refresh.
	Refresh func(ctx context.Context, refreshToken string) (core.Tokens, error)
	Now     func() time.Time // real time
	// InstallURL is the web address where the app is installed.
	InstallURL string
	Logger     *slog.Logger
}

// Stored is the registry of the workspaces that installed the app by OAuth. It keeps clients for a while, sees to it that tokens are
// renewed before they expire, and ends installations whose tokens Slack refuses. Make one with [NewStored].
type Stored struct {
	config  StoredConfig
	renewal sync.WaitGroup // refreshes under way

	mu      sync.Mutex
	cached  map[core.WorkspaceID]cachedInstallation
	teams   map[string]core.Workspace   // known teams; these never change
	expired map[core.WorkspaceID]string // bot tokens Slack called expired before we did
}

type cachedInstallation struct {
	Installation
	until time.Time
}

const (
	// cacheLife is how long a replica may work on with what it knows of an installation before it looks again. What changes
	// meanwhile elsewhere is noticed earlier where it matters: Slack refuses a dead token.
	cacheLife = 30 * time.Second
	// refreshMargin is how long before its end a token is renewed by whoever needs it, when the job that should have done so did
	// not come to it. The token works on meanwhile, so that nobody has to wait.
	refreshMargin = 30 * time.Minute
	// refreshLease outlasts the longest exchange of a refresh token.
	refreshLease = 30 * time.Second
	// refreshLook is the pause between looks whether somebody else has renewed a token that has expired.
	refreshLook = 50 * time.Millisecond
)

// NewStored makes the registry.
func NewStored(config StoredConfig) *Stored {
	return &Stored{
		config: config, cached: map[core.WorkspaceID]cachedInstallation{}, teams: map[string]core.Workspace{},
		expired: map[core.WorkspaceID]string{},
	}
}

// Close waits for refreshes under way: a refresh token works once, so what it was exchanged for has to be stored.
func (s *Stored) Close() { s.renewal.Wait() }

// ByTeam implements [Registry].
func (s *Stored) ByTeam(ctx context.Context, team string) (Installation, error) {
	s.mu.Lock()
	workspace, known := s.teams[team]
	s.mu.Unlock()
	if !known {
		var err error
		workspace, err = s.config.Service.WorkspaceOfTeam(ctx, team)
		if errors.Is(err, core.ErrNotFound) {
			return Installation{}, ErrNotInstalled
		}
		if err != nil {
			return Installation{}, fmt.Errorf("find workspace: %w", err)
		}
		s.mu.Lock()
		s.teams[team] = workspace
		s.mu.Unlock()
	}
	return s.find(ctx, workspace)
}

// ByWorkspace implements [Registry].
func (s *Stored) ByWorkspace(ctx context.Context, id core.WorkspaceID) (Installation, error) {
	if found, ok := s.recent(id); ok {
		return found, nil
	}
	workspace, err := s.config.Service.Workspace(ctx, id)
	if errors.Is(err, core.ErrNotFound) {
		return Installation{}, ErrNotInstalled
	}
	if err != nil {
		return Installation{}, fmt.Errorf("find workspace: %w", err)
	}
	return s.find(ctx, workspace)
}

func (s *Stored) find(ctx context.Context, workspace core.Workspace) (Installation, error) {
	if found, ok := s.recent(workspace.ID); ok {
		return found, nil
	}
	stored, err := s.usable(ctx, workspace.ID)
	if err != nil {
		return Installation{}, err
	}
	client, err := s.config.Clients(stored.BotToken)
	if err != nil {
		return Installation{}, err
	}
	found := Installation{
		Workspace: workspace, BotUser: stored.BotUser, Client: client, InstallURL: s.config.InstallURL, stored: stored,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cached[workspace.ID] = cachedInstallation{found, s.config.Now().Add(cacheLife)}
	return found, nil
}

// recent is an installation looked up a moment ago whose token will do for a while.
func (s *Stored) recent(id core.WorkspaceID) (Installation, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.config.Now()
	c, ok := s.cached[id]
	if !ok || !now.Before(c.until) || wanting(c.stored, now) {
		return Installation{}, false
	}
	return c.Installation, true
}

// wanting reports that a token is near its end and can be renewed, or has expired.
func wanting(i core.Installation, now time.Time) bool {
	return i.ExpiresWithin(0, now) || i.State == core.InstallationActive && i.ExpiresWithin(refreshMargin, now)
}

// Forget drops what is known of an installation that has changed.
func (s *Stored) Forget(id core.WorkspaceID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.cached, id)
}

// usable loads an installation with a token that works now, renewed if it is near its end. One caller in all replicas renews;
// the others go on with the old token as long as it works, and wait for the new one when it does not.
func (s *Stored) usable(ctx context.Context, id core.WorkspaceID) (core.Installation, error) {
	for {
		i, err := s.active(ctx, id)
		if err != nil {
			return core.Installation{}, err
		}
		now := s.config.Now()
		over := s.over(i, now)
		if !over && !wanting(i, now) {
			return i, nil
		}
		if i.State == core.InstallationLapsing {
			return core.Installation{}, s.lapsed(ctx, i)
		}
		renewed, mine, err := s.renew(ctx, i, now)
		switch {
		case mine && err == nil:
			return renewed, nil
		case errors.Is(err, ErrNotInstalled):
			return core.Installation{}, err
		case !over: // not renewed yet, but good for some minutes
			return i, nil
		case err != nil:
			return core.Installation{}, err
		}
		if err := pause(ctx, refreshLook); err != nil {
			return core.Installation{}, fmt.Errorf("wait for new tokens: %w", err)
		}
	}
}

func (s *Stored) active(ctx context.Context, id core.WorkspaceID) (core.Installation, error) {
	i, err := s.config.Service.Installation(ctx, id)
	switch {
	case errors.Is(err, core.ErrNotFound), err == nil && !i.Works():
		return core.Installation{}, ErrNotInstalled
	case err != nil:
		return core.Installation{}, fmt.Errorf("load installation: %w", err)
	}
	return i, nil
}

// over reports whether a token has expired, by the clock or by what Slack said of it.
func (s *Stored) over(i core.Installation, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.ExpiresWithin(0, now) || s.expired[i.Workspace] == i.BotToken
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// renew renews tokens if nobody else does; mine is false when somebody else does.
func (s *Stored) renew(ctx context.Context, old core.Installation, now time.Time) (renewed core.Installation, mine bool, err error) {
	mine, err = s.config.Service.ClaimRefresh(ctx, old, now, refreshLease)
	if err != nil || !mine {
		return core.Installation{}, false, err
	}
	type result struct {
		core.Installation
		error
	}
	done := make(chan result, 1)
	whole, cancel := context.WithTimeout(context.WithoutCancel(ctx), refreshLease)
	s.renewal.Go(func() {
		defer cancel()
		i, err := s.exchange(whole, old)
		done <- result{i, err}
	})
	select {
	case r := <-done:
		return r.Installation, true, r.error
	case <-ctx.Done():
		return core.Installation{}, true, fmt.Errorf("wait for new tokens: %w", ctx.Err())
	}
}

// exchange spends the refresh token and stores what it gets. That goes on when whoever asked for it runs out of time: the token works
// once. Nothing is locked meanwhile but the lease.
func (s *Stored) exchange(ctx context.Context, old core.Installation) (core.Installation, error) {
	tokens, err := s.config.Refresh(ctx, old.RefreshToken)
	if code := codeOf(err); code == "invalid_refresh_token" || dead(code) {
		return s.refused(ctx, old, code)
	}
	if err != nil {
		s.config.Logger.WarnContext(ctx, "tokens not renewed", "workspace", old.Workspace, "error", err)
		return old, fmt.Errorf("renew tokens: %w", err)
	}
	now, err := s.config.Service.Refreshed(ctx, old, tokens)
	if err != nil {
		return old, fmt.Errorf("store new tokens: %w", err)
	}
	if !now.Works() {
		return now, ErrNotInstalled
	}
	s.Forget(now.Workspace)
	s.config.Logger.InfoContext(ctx, "tokens renewed", "workspace", now.Workspace, "until", now.ExpiresAt)
	return now, nil
}

// refused: Slack does not take the refresh token. It works once, so it may have been spent by a refresh whose answer never arrived or was
// not stored; Slack goes on accepting the old bot token then, until that expires (slack.md 1.11).
func (s *Stored) refused(ctx context.Context, old core.Installation, code string) (core.Installation, error) {
	if s.over(old, s.config.Now()) {
		s.config.Logger.ErrorContext(ctx, "Slack does not renew an installation's tokens: the app has to be installed again",
			"workspace", old.Workspace, "code", code)
		return old, errors.Join(ErrNotInstalled, s.config.Service.Revoke(ctx, old, code))
	}
	now, err := s.config.Service.Lapse(ctx, old, code)
	if err != nil {
		return old, fmt.Errorf("store that tokens lapse: %w", err)
	}
	if !now.Works() {
		return now, ErrNotInstalled
	}
	s.Forget(now.Workspace)
	if now.State == core.InstallationLapsing {
		s.config.Logger.ErrorContext(ctx, "Slack does not renew an installation's tokens: the app works until they expire and has to be installed again before",
			"workspace", old.Workspace, "code", code, "until", now.ExpiresAt)
	}
	return now, nil
}

// lapsed ends an installation whose tokens could not be renewed and have expired.
func (s *Stored) lapsed(ctx context.Context, i core.Installation) error {
	s.config.Logger.ErrorContext(ctx, "an installation's tokens have expired: the app has to be installed again",
		"workspace", i.Workspace, "code", i.Reason)
	return errors.Join(ErrNotInstalled, s.config.Service.Revoke(ctx, i, i.Reason))
}

// dead: Slack refuses this token for good (slack.md 1.10).
func dead(code string) bool {
	return code == "account_inactive" || code == "token_revoked" || code == "invalid_auth"
}

// Refused implements [Registry]. A token that has expired is renewed at its next use; one that is dead ends its installation, unless
// the app was installed again since.
func (s *Stored) Refused(ctx context.Context, i Installation, code string) error {
	if code == "token_expired" && i.stored.RefreshToken != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.expired[i.Workspace.ID] = i.stored.BotToken
		delete(s.cached, i.Workspace.ID)
		return nil
	}
	if !dead(code) && code != "token_expired" {
		return nil
	}
	s.Forget(i.Workspace.ID)
	s.config.Logger.WarnContext(ctx, "Slack refuses an installation's token", "team", i.Workspace.ChatTeamID, "code", code)
	return s.config.Service.Revoke(ctx, i.stored, code)
}

// Ended implements [Registry].
func (s *Stored) Ended(ctx context.Context, team, event string, at time.Time) error {
	if err := s.config.Service.Uninstall(ctx, team, event, at); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if workspace, known := s.teams[team]; known {
		delete(s.cached, workspace.ID)
	}
	return nil
}
