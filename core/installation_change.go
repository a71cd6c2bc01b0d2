package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Install records that a workspace installed the app: a new one with its first programme, or one known from before, which
// finds its data again and whose waiting jobs go on. Errors: CodeOrgWideInstall for an installation in a whole organisation.
func (s *Service) Install(ctx context.Context, g Grant) (Installation, error) {
	if g.OrgWide || g.ChatTeamID == "" {
		return Installation{}, conflict(CodeOrgWideInstall)
	}
	workspace, err := s.EnsureWorkspace(ctx, Workspace{ChatTeamID: g.ChatTeamID, Name: g.TeamName, Locale: "en"})
	if err != nil {
		return Installation{}, err
	}
	return change(ctx, s, Call{Workspace: workspace.ID}, ActionInstall, func(ctx context.Context, u *unit) (Installation, error) {
		before, _, err := u.installation(ctx)
		if err != nil {
			return Installation{}, err
		}
		now := g.installation(workspace.ID, u.now)
		now.Generation = before.Generation + 1
		if err := u.Installations().Save(ctx, now); err != nil {
			return Installation{}, fmt.Errorf("save installation: %w", err)
		}
		if before.Reason != "" {
			if err := u.refreshLapse(ctx); err != nil {
				return Installation{}, err
			}
		}
		return now, u.audit(ctx, ActionInstall, InstallationSubject(workspace.ID), now.detail())
	})
}

// Uninstall ends the installation of a chat team: its tokens are deleted at once, its data stays. It says when that
// happened, because the chat system repeats such news, in any order, and may do so after the app was installed again: what
// is older than the installation changes nothing, as does news of a team nobody knows.
func (s *Service) Uninstall(ctx context.Context, chatTeamID, reason string, at time.Time) error {
	workspace, err := s.store.WorkspaceByTeam(ctx, chatTeamID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("uninstall: %w", err)
	}
	return s.end(ctx, workspace.ID, reason, func(i Installation) bool {
		return !at.Before(i.InstalledAt.Truncate(time.Second)) // the chat system counts in whole seconds
	})
}

// Revoke ends an installation whose token the chat system refused. An installation that is newer than the refused one stays.
func (s *Service) Revoke(ctx context.Context, refused Installation, reason string) error {
	return s.end(ctx, refused.Workspace, reason, func(i Installation) bool { return i.Generation == refused.Generation })
}

// end revokes the installation if it works and applies allows.
func (s *Service) end(ctx context.Context, workspace WorkspaceID, reason string, applies func(Installation) bool) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionUninstall, func(ctx context.Context, u *unit) (bool, error) {
		i, found, err := u.installation(ctx)
		if err != nil || !found || !i.Works() || !applies(i) {
			return false, err
		}
		i.revoke(reason, u.now)
		if err := u.Installations().Save(ctx, i); err != nil {
			return false, fmt.Errorf("save installation: %w", err)
		}
		return true, u.audit(ctx, ActionUninstall, InstallationSubject(workspace), map[string]string{"reason": reason})
	})
	return err
}

// Detach forgets the installation of a workspace that is served with a token of the configuration instead. Its data stays.
func (s *Service) Detach(ctx context.Context, workspace WorkspaceID) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionUninstall, func(ctx context.Context, u *unit) (bool, error) {
		_, found, err := u.installation(ctx)
		if err != nil || !found {
			return false, err
		}
		if err := u.Installations().Remove(ctx); err != nil {
			return false, fmt.Errorf("remove installation: %w", err)
		}
		return true, u.audit(ctx, ActionUninstall, InstallationSubject(workspace), map[string]string{"reason": "detached"})
	})
	return err
}

// installation is the workspace's installation, its row held until the end of the transaction.
func (u *unit) installation(ctx context.Context) (i Installation, found bool, err error) {
	if err := u.Installations().Lock(ctx); err != nil {
		return Installation{}, false, fmt.Errorf("lock installation: %w", err)
	}
	i, err = u.Installations().Get(ctx)
	if errors.Is(err, ErrNotFound) {
		return Installation{}, false, nil
	}
	if err != nil {
		return Installation{}, false, fmt.Errorf("load installation: %w", err)
	}
	return i, true, nil
}

// Installation is the app's installation in a workspace, with its tokens. Errors: ErrNotFound.
func (s *Service) Installation(ctx context.Context, workspace WorkspaceID) (Installation, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Installation, error) {
		return u.Installations().Get(ctx)
	})
}

// Installations lists the installations of all workspaces without their tokens, oldest first.
func (s *Service) Installations(ctx context.Context) ([]Installation, error) {
	return s.store.Installations(ctx)
}

// WorkspaceOfTeam finds a workspace by its id in the chat system. Errors: ErrNotFound.
func (s *Service) WorkspaceOfTeam(ctx context.Context, chatTeamID string) (Workspace, error) {
	return s.store.WorkspaceByTeam(ctx, chatTeamID)
}

// Workspace finds a workspace. Errors: ErrNotFound.
func (s *Service) Workspace(ctx context.Context, id WorkspaceID) (Workspace, error) {
	return s.store.Workspace(ctx, id)
}

// ClaimRefresh gives the caller alone the right to exchange the refresh token of an installation, which works only once: for
// the length of the lease, in real time from now. false means that somebody else has the right, or that the tokens were
// renewed meanwhile: the caller loads the installation again.
func (s *Service) ClaimRefresh(ctx context.Context, i Installation, now time.Time, lease time.Duration) (bool, error) {
	claimed := false
	err := s.store.Change(ctx, i.Workspace, func(tx Tx) (err error) {
		claimed, err = tx.Installations().ClaimRefresh(ctx, i.Generation, now, now.Add(lease))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claim refresh: %w", err)
	}
	return claimed, nil
}

// Refreshed stores the tokens an installation's refresh token was exchanged for. When the app was installed again or uninstalled
// meanwhile, the newer fact counts and is returned.
func (s *Service) Refreshed(ctx context.Context, refreshed Installation, tokens Tokens) (Installation, error) {
	return change(ctx, s, Call{Workspace: refreshed.Workspace}, ActionRefreshTokens, func(ctx context.Context, u *unit) (Installation, error) {
		i, found, err := u.installation(ctx)
		if err != nil || !found || i.Generation != refreshed.Generation {
			return i, err
		}
		i.Tokens = tokens
		i.Generation++
		if err := u.Installations().Save(ctx, i); err != nil {
			return Installation{}, fmt.Errorf("save installation: %w", err)
		}
		return i, u.audit(ctx, ActionRefreshTokens, InstallationSubject(i.Workspace), map[string]string{
			"generation": strconv.Itoa(i.Generation),
		})
	})
}
