package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// profileOf reads what core wants to know of a Slack user. Any field of a profile can be missing, and "name" is a login, not
// something to show (slack.md 1.11). The team is the one the app is installed in.
func profileOf(u *slack.User, team string) core.ChatProfile {
	return core.ChatProfile{
		ChatUserID: u.ID, Name: displayName(u), Email: u.Profile.Email, Title: u.Profile.Title, Locale: u.Locale, TimeZone: u.TZ,
		PictureURL: u.Profile.Image192, OwnPicture: ownPicture(u.Profile),
		Admin: u.IsAdmin || u.IsOwner || u.IsPrimaryOwner, Bot: u.IsBot || u.ID == "USLACKBOT", Outside: outside(u, team), Deactivated: u.Deleted,
	}
}

// outside tells people of other workspaces, whom shared channels bring in, by the workspace they are of: Slack calls a stranger only who is in
// no channel that the app can see (https://docs.slack.dev/reference/objects/user-object). In an organisation with several workspaces people
// are members of more than the one their record names.
func outside(u *slack.User, team string) bool {
	elsewhere := u.TeamID != "" && u.TeamID != team && !slices.Contains(u.Enterprise.Teams, team)
	return u.IsStranger || elsewhere
}

func displayName(u *slack.User) string {
	for _, name := range []string{u.Profile.DisplayName, u.Profile.RealName, u.RealName} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return u.ID
}

// ownPicture tells a person's own picture from the one Slack draws for those who have not uploaded any.
func ownPicture(p slack.UserProfile) bool { return p.IsCustomImage || p.ImageOriginal != "" }

// actor finds who acts.
func (a *App) actor(ctx context.Context, r *Request) (core.Person, error) {
	return a.person(ctx, r.tenant, r.systemCall(), r.User)
}

// Person finds somebody of a workspace by their id in Slack. Somebody core has never seen is asked for at Slack.
func (a *App) Person(ctx context.Context, workspace core.WorkspaceID, chatUserID string) (core.Person, error) {
	installation, err := a.registry.ByWorkspace(ctx, workspace)
	if err != nil {
		return core.Person{}, err
	}
	return a.person(ctx, a.tenant(installation), core.Call{Workspace: workspace}, chatUserID)
}

func (a *App) person(ctx context.Context, in tenant, call core.Call, chatUserID string) (core.Person, error) {
	person, err := a.service.PersonByChatUser(ctx, call.Workspace, chatUserID)
	if !errors.Is(err, core.ErrNotFound) {
		return person, err
	}
	profile, err := in.chat.user(ctx, chatUserID)
	if err != nil {
		return core.Person{}, fmt.Errorf("ask for unknown person: %w", err)
	}
	call.Envelope = "" // several people can be new in one request, and to store one twice does no harm
	return a.service.SyncPerson(ctx, call, profile)
}

// personChanged follows a person's profile: team_join for somebody new, user_change for everything else, deactivation
// included. Some clients of the Events API leave the locale out; then the stored one stays, as it is asked for.
func (a *App) personChanged(ctx context.Context, r *Request) (Reply, error) {
	var event struct {
		User slack.User `json:"user"`
	}
	if err := json.Unmarshal(r.Event.Raw, &event); err != nil || event.User.ID == "" {
		return Reply{}, fmt.Errorf("%w: %s without a user", ErrMalformed, r.Event.Type)
	}
	if event.User.ID == r.BotUser { // the app is a user too, but nobody's mentor
		return Reply{}, nil
	}
	if r.Event.Type == "user_change" {
		// Slack reports everybody. Who has never used the app, or was erased, is nothing to it.
		_, err := a.service.PersonByChatUser(ctx, r.systemCall().Workspace, event.User.ID)
		if errors.Is(err, core.ErrNotFound) {
			return Reply{}, nil
		}
		if err != nil {
			return Reply{}, fmt.Errorf("look for person: %w", err)
		}
	}
	profile := profileOf(&event.User, r.Team)
	if profile.Locale == "" && !profile.Deactivated {
		known, err := r.chat.user(ctx, profile.ChatUserID)
		if err != nil {
			return Reply{}, fmt.Errorf("ask for locale: %w", err)
		}
		profile = known
	}
	_, err := a.service.SyncPerson(ctx, r.systemCall(), profile)
	return Reply{}, err
}

// installationEnded records that Slack has taken the app's tokens away. It says so twice, in any order: once for the app, once for its
// tokens, which also happens when only a person's token ends, and then it is no concern of ours.
func (a *App) installationEnded(ctx context.Context, r *Request) (Reply, error) {
	var event struct {
		Tokens *struct {
			Bot []string `json:"bot"`
		} `json:"tokens"`
	}
	if err := json.Unmarshal(r.Event.Raw, &event); err != nil {
		return Reply{}, fmt.Errorf("%w: %s: %w", ErrMalformed, r.Event.Type, err)
	}
	if event.Tokens != nil && len(event.Tokens.Bot) == 0 {
		return Reply{}, nil
	}
	r.log.WarnContext(ctx, "Slack reports that the app was uninstalled or its tokens were revoked", "event", r.Event.Type, "team", r.Team)
	return Reply{}, a.registry.Ended(ctx, r.Team, r.Event.Type, r.Event.At)
}
