package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Lapse is what people are told of an installation whose tokens the chat system refuses to renew.
type Lapse struct {
	Workspace Workspace
	Over      bool      // the app was installed again, or is not installed any more
	Until     time.Time // when the bot token expires, in real time; zero once it is over
}

// LapseSubject is the subject of the messages about the lapse of a workspace's installation.
const LapseSubject = "lapse"

// Lapse records that the chat system refuses to renew the tokens of an installation, with its code, and tells those who can install the
// app again: once, for an installation lapses only once. It goes on working until its bot token expires. An installation that is newer
// than the refused one stays as it is and is returned.
func (s *Service) Lapse(ctx context.Context, refused Installation, reason string) (Installation, error) {
	return change(ctx, s, Call{Workspace: refused.Workspace}, ActionLapse, func(ctx context.Context, u *unit) (Installation, error) {
		i, found, err := u.installation(ctx)
		if err != nil || !found || i.State != InstallationActive || i.Generation != refused.Generation {
			return i, err
		}
		i.State, i.Reason = InstallationLapsing, reason // the tokens are the same, and so is the generation
		if err := u.Installations().Save(ctx, i); err != nil {
			return Installation{}, fmt.Errorf("save installation: %w", err)
		}
		installers, err := u.installers(ctx, i)
		if err != nil {
			return Installation{}, err
		}
		for _, person := range installers {
			u.notify(person.ID, NoticeLapsing, Task{})
			u.refreshHome(person.ID)
		}
		return i, u.audit(ctx, ActionLapse, InstallationSubject(i.Workspace), map[string]string{"reason": reason})
	})
}

// installers are who can install the app again: the workspace's admins, or, while none of them is known, whoever installed it.
func (u *unit) installers(ctx context.Context, i Installation) ([]Person, error) {
	admins, err := u.People().Admins(ctx)
	if err != nil {
		return nil, fmt.Errorf("load admins: %w", err)
	}
	if len(admins) > 0 {
		return admins, nil
	}
	person, err := u.People().ByChatUser(ctx, i.InstalledBy)
	if errors.Is(err, ErrNotFound) || err == nil && !person.Active() {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load who installed the app: %w", err)
	}
	return []Person{person}, nil
}

// refreshLapse brings what was said about a lapse up to date: the app was installed again.
func (u *unit) refreshLapse(ctx context.Context) error {
	u.refreshMessages(LapseSubject, Task{Notice: NoticeLapsing})
	return u.refreshAdmins(ctx)
}

// LapseOf loads how it stands with a workspace's installation.
func (s *Service) LapseOf(ctx context.Context, workspace WorkspaceID) (Lapse, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Lapse, error) { return u.lapse(ctx) })
}

func (u *unit) lapse(ctx context.Context) (Lapse, error) {
	l := Lapse{Over: true}
	var err error
	if l.Workspace, err = u.Workspace(ctx); err != nil {
		return l, fmt.Errorf("load workspace: %w", err)
	}
	i, err := u.Installations().Brief(ctx)
	if errors.Is(err, ErrNotFound) { // the workspace is served with a token of the configuration
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("load installation: %w", err)
	}
	if i.State == InstallationLapsing {
		l.Over, l.Until = false, i.ExpiresAt
	}
	return l, nil
}

// addLapse tells a workspace admin on the Home that the installation lapses.
func (u *unit) addLapse(ctx context.Context, d *Dashboard) error {
	if !d.Viewer.Person.Admin {
		return nil
	}
	l, err := u.lapse(ctx)
	if !l.Over {
		d.Lapse = &l
	}
	return err
}

// EnqueueRenewals has the tokens renewed whose renewal is due at an instant of real time, and the installations ended whose tokens have
// expired and are not renewed any more. One job for a workspace waits at a time.
func (s *Service) EnqueueRenewals(ctx context.Context, now time.Time) error {
	due, err := s.store.DueRenewals(ctx, now)
	if err != nil {
		return fmt.Errorf("look for tokens to renew: %w", err)
	}
	var failed error
	for _, workspace := range due {
		_, err := change(ctx, s, Call{Workspace: workspace}, ActionRefreshTokens, func(_ context.Context, u *unit) (bool, error) {
			u.enqueue(Job{Kind: JobRenewal, Key: "renewal"})
			return true, nil
		})
		failed = errors.Join(failed, err)
	}
	return failed
}
