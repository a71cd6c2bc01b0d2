package core

import (
	"strings"
	"time"
)

// Installation is the app in one workspace: what it may do there and the tokens it does it with.
type Installation struct {
	Workspace   WorkspaceID
	AppID       string
	BotUser     string // the app's own user id
	Enterprise  string // the organisation above the workspace, empty for none
	Scopes      []string
	InstalledBy string // chat user id
	InstalledAt time.Time
	State       InstallationState
	RevokedAt   time.Time
	Reason      string // why it was revoked or lapses, a code without secrets
	// Generation counts installations, refreshes and revocations. Who acts on what they read earlier names the generation they
	// read, so that old news does not undo a newer installation.
	Generation int
	Tokens
}

// Tokens are the secrets of an installation. They are zero once it is revoked.
type Tokens struct {
	BotToken     string
	RefreshToken string    // used once to get the next pair; empty without token rotation
	ExpiresAt    time.Time // of the bot token, in real time; zero for one that does not expire
	RenewAt      time.Time // when half of the bot token's life is over, in real time; zero for one that does not expire
}

// String hides the secrets from whoever prints them by mistake.
func (Tokens) String() string { return "[hidden]" }

// GoString hides the secrets too.
func (Tokens) GoString() string { return "[hidden]" }

// ExpiresWithin reports whether the bot token has expired or will within the margin.
func (t Tokens) ExpiresWithin(margin time.Duration, now time.Time) bool {
	return !t.ExpiresAt.IsZero() && !now.Add(margin).Before(t.ExpiresAt)
}

// RenewsBy reports whether the tokens are to be renewed at an instant of real time.
func (t Tokens) RenewsBy(now time.Time) bool { return !t.RenewAt.IsZero() && !now.Before(t.RenewAt) }

// String tells an installation in logs, without its tokens.
func (i Installation) String() string {
	return "installation in " + string(i.Workspace) + " (" + string(i.State) + ")"
}

// GoString is String, so that no verb shows a token.
func (i Installation) GoString() string { return i.String() }

// InstallationState is the life of an installation.
type InstallationState string

// The states of an installation. One that lapses works until its bot token expires and is then revoked, unless the app is installed
// again. The jobs of a workspace whose installation is revoked wait until it is active again.
const (
	InstallationActive  InstallationState = "active"
	InstallationLapsing InstallationState = "lapsing" // the chat system refuses to renew its tokens
	InstallationRevoked InstallationState = "revoked"
)

// Works reports whether the installation's bot token is good for as long as it has not expired.
func (i Installation) Works() bool {
	return i.State == InstallationActive || i.State == InstallationLapsing
}

// Grant is what the chat system gives the app when somebody installs it.
type Grant struct {
	ChatTeamID  string // empty for an installation in a whole organisation
	TeamName    string
	Enterprise  string
	OrgWide     bool // installed in all workspaces of an organisation at once
	AppID       string
	BotUser     string
	Scopes      []string
	InstalledBy string // chat user id
	Tokens
}

// GoString shows no token.
func (g Grant) GoString() string { return g.String() }

// String tells a grant in logs, without its tokens.
func (g Grant) String() string { return "grant for " + g.ChatTeamID }

// InstallationSubject names the installation of a workspace in audit entries.
func InstallationSubject(id WorkspaceID) string { return "installation:" + string(id) }

func (g Grant) installation(workspace WorkspaceID, at time.Time) Installation {
	return Installation{
		Workspace: workspace, AppID: g.AppID, BotUser: g.BotUser, Enterprise: g.Enterprise, Scopes: g.Scopes,
		InstalledBy: g.InstalledBy, InstalledAt: at, State: InstallationActive, Tokens: g.Tokens,
	}
}

func (i *Installation) revoke(reason string, at time.Time) {
	i.State, i.RevokedAt, i.Reason, i.Tokens = InstallationRevoked, at, reason, Tokens{}
	i.Generation++
}

// detail is what the audit log keeps of an installation: no token is among it.
func (i Installation) detail() map[string]string {
	return map[string]string{"app": i.AppID, "by": i.InstalledBy, "scopes": strings.Join(i.Scopes, ",")}
}
