package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/web"
)

// maxAsked bounds for how many workspaces Slack is asked, so that the check ends in its time.
const maxAsked = 20

// credentials looks whether Slack takes the app's own name and secret.
func (s *slackChecks) credentials(ctx context.Context) finding {
	oauth := bot.NewOAuth(bot.OAuthConfig{
		ClientID: s.config.ClientID, ClientSecret: s.config.ClientSecret, APIURL: s.config.SlackAPIURL, Now: time.Now,
	})
	if err := oauth.Known(ctx, s.config.BaseURL+web.PathOAuth); err != nil {
		return trouble(err, "Copy Client ID and Client Secret from Basic Information, App Credentials, to SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.")
	}
	return fine("Slack takes them")
}

// installations looks at the workspaces that installed the app: whether their tokens can be read, and for the first of them whether
// Slack takes them.
func (s *slackChecks) installations(ctx context.Context) finding {
	keys, err := storage.ParseKeyring(s.config.EncryptionKeys)
	if err != nil {
		return trouble(err, "See MENTORBOT_ENCRYPTION_KEYS in docs/configuration.md.")
	}
	db, err := storage.Open(ctx, storage.Options{URL: s.config.DatabaseURL, Keys: keys})
	if err != nil {
		return trouble(err, adviceOnDatabase(s.config.DatabaseURL))
	}
	found, err := s.migratedInstallations(ctx, db)
	if err = errors.Join(err, db.Close()); err != nil {
		return trouble(err, "Installations whose tokens cannot be read or used have to be made again at "+s.config.BaseURL+"/slack/install.")
	}
	return found
}

func (s *slackChecks) migratedInstallations(ctx context.Context, db *storage.DB) (finding, error) {
	pending, err := db.PendingMigrations(ctx)
	if err != nil || len(pending) > 0 {
		return fine("known once the schema is up to date"), err
	}
	return s.eachInstallation(ctx, core.New(db, core.ClockFunc(time.Now), nil))
}

func (s *slackChecks) eachInstallation(ctx context.Context, service *core.Service) (finding, error) {
	all, err := service.Installations(ctx)
	if err != nil {
		return finding{}, err
	}
	active := 0
	var problems []error
	for _, i := range all {
		if !i.Works() {
			continue
		}
		if active++; active <= maxAsked {
			problems = append(problems, s.installation(ctx, service, i.Workspace))
		}
	}
	if len(all) == 0 {
		return fine("none yet; people install at %s/slack/install", s.config.BaseURL), nil
	}
	return fine("%d active, %d ended", active, len(all)-active), errors.Join(problems...)
}

// installation reads the tokens of one workspace and asks Slack about them. An expired one is renewed at its next use, by the service.
func (s *slackChecks) installation(ctx context.Context, service *core.Service, id core.WorkspaceID) error {
	workspace, err := service.Workspace(ctx, id)
	if err != nil {
		return fmt.Errorf("workspace %s: %w", id, err)
	}
	i, err := service.Installation(ctx, id)
	if err != nil {
		return fmt.Errorf("%s: %w", workspace.Name, err)
	}
	if i.State == core.InstallationLapsing {
		return fmt.Errorf("%s: lapsing: Slack refuses to renew its tokens (%s); it works until %s, and then no more unless it is installed again",
			workspace.Name, i.Reason, i.ExpiresAt.UTC().Format(time.RFC3339))
	}
	if i.ExpiresWithin(0, time.Now()) {
		return nil
	}
	client, err := bot.NewClient(bot.ClientOptions{Token: i.BotToken, APIURL: s.config.SlackAPIURL})
	if err != nil {
		return err
	}
	identity, err := client.AuthTestContext(ctx)
	if err != nil {
		return fmt.Errorf("%s: auth.test: %w", workspace.Name, err)
	}
	s.header = identity.Header
	if missing := s.missing(); len(missing) > 0 {
		return fmt.Errorf("%s: %s", workspace.Name, strings.Join(missing, "\n"))
	}
	return nil
}
