package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/i18n"
)

// Installation is the app in one workspace: who it is there, and the way to call Slack as that.
type Installation struct {
	Workspace core.Workspace
	BotUser   string // the app's own user id
	Client    *slack.Client
	// InstallURL is the web address where the app is installed again; empty for a token of the configuration.
	InstallURL string

	stored core.Installation // zero for one by a token of the configuration
}

// ErrNotInstalled is returned for a workspace the app is not installed in, or not any more.
var ErrNotInstalled = errors.New("the app is not installed in this workspace")

// Registry finds the app's installations.
type Registry interface {
	// ByTeam finds the installation in a Slack team. Errors: ErrNotInstalled.
	ByTeam(ctx context.Context, team string) (Installation, error)
	// ByWorkspace finds the installation in a workspace. Errors: ErrNotInstalled, as core.PermanentError where it can never be
	// installed.
	ByWorkspace(ctx context.Context, id core.WorkspaceID) (Installation, error)
	// Refused is told that Slack refused an installation's token, with Slack's code.
	Refused(ctx context.Context, i Installation, code string) error
	// Ended is told that Slack reports the end of the installation in a team, with the type of the event and when it happened.
	Ended(ctx context.Context, team, event string, at time.Time) error
}

// Single is the registry of one workspace, served with a token of the configuration. When Slack takes that away, only the operator can
// put it right; jobs wait meanwhile.
type Single struct{ Installation Installation }

// ByTeam implements [Registry].
func (s Single) ByTeam(_ context.Context, team string) (Installation, error) {
	if team != s.Installation.Workspace.ChatTeamID {
		return Installation{}, ErrNotInstalled
	}
	return s.Installation, nil
}

// ByWorkspace implements [Registry].
func (s Single) ByWorkspace(_ context.Context, id core.WorkspaceID) (Installation, error) {
	if id != s.Installation.Workspace.ID {
		return Installation{}, &core.PermanentError{Err: fmt.Errorf("workspace %q: %w", id, ErrNotInstalled)}
	}
	return s.Installation, nil
}

// Refused implements [Registry].
func (Single) Refused(context.Context, Installation, string) error { return nil }

// Ended implements [Registry].
func (Single) Ended(context.Context, string, string, time.Time) error { return nil }

// tenant is a workspace as this package works in it: the installation, the way to call Slack there, and who writes for its people.
type tenant struct {
	Installation
	chat    *chat
	present *presenter
}

func newTenant(i Installation, service *core.Service, text *i18n.Catalogue, observer Observer, limits *Limits) tenant {
	return tenant{
		Installation: i, chat: newChat(i.Client, observer, limits, i.Workspace),
		present: &presenter{service: service, text: text, workspace: i.Workspace, install: i.InstallURL},
	}
}
