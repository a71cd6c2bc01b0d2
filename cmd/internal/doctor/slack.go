package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot"
	"mentorbot/cmd/internal/app"
)

// maxSkew is how far the machine's clock may be off. Slack's requests are refused at five minutes, deadlines are late before.
const maxSkew = 2 * time.Minute

// slackChecks ask Slack. What the first one learns, others look at.
type slackChecks struct {
	config app.Config
	header http.Header // of the answer to auth.test, nil while there is none
}

func (s *slackChecks) client() (*slack.Client, error) {
	return bot.NewClient(bot.ClientOptions{Token: s.config.BotToken, AppToken: s.config.AppToken, APIURL: s.config.SlackAPIURL})
}

func (s *slackChecks) botToken(ctx context.Context) finding {
	client, err := s.client()
	if err != nil {
		return trouble(err, "Copy the Bot User OAuth Token from OAuth & Permissions to SLACK_BOT_TOKEN.")
	}
	identity, err := client.AuthTestContext(ctx)
	if err != nil {
		return trouble(fmt.Errorf("auth.test: %w", err), adviceOnBotToken(err))
	}
	s.header = identity.Header
	return fine("%s in workspace %s", identity.User, identity.Team)
}

// adviceOnBotToken explains the errors of https://docs.slack.dev/reference/methods/auth.test
func adviceOnBotToken(err error) string {
	switch code(err) {
	case "invalid_auth", "not_authed":
		return "Copy the Bot User OAuth Token (xoxb-...) from OAuth & Permissions to SLACK_BOT_TOKEN again."
	case "account_inactive", "token_revoked":
		return "The app was uninstalled or its token revoked: install it to the workspace again and set the new SLACK_BOT_TOKEN."
	case "token_expired":
		return "Token rotation is on, which needs SLACK_CLIENT_ID instead of a fixed token; or create the app again from manifest.yml."
	case "not_allowed_token_type":
		return "This is another kind of token: SLACK_BOT_TOKEN is the one that starts with xoxb-."
	case "":
		return "Slack cannot be reached: see that this machine may open https://slack.com (proxy, firewall, DNS)."
	}
	return "See https://docs.slack.dev/reference/methods/auth.test for this error."
}

func (s *slackChecks) scopes(context.Context) finding {
	if s.header == nil {
		return withoutToken()
	}
	if missing := s.missing(); len(missing) > 0 {
		return trouble(errors.New(strings.Join(missing, "\n")),
			"Paste the output of \"mentorbot manifest\" into App Manifest, then install the app to the workspace again.")
	}
	return fine("all granted that are needed")
}

// missing lists the scopes the answer to auth.test says were not granted, with what each is for.
func (s *slackChecks) missing() []string {
	granted := strings.FieldsFunc(s.header.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	var missing []string
	for _, scope := range bot.Scopes() {
		if !scope.Optional && !slices.Contains(granted, scope.Name) {
			missing = append(missing, fmt.Sprintf("%s is missing: %s", scope.Name, scope.Why))
		}
	}
	return missing
}

// clock compares the machine's clock with the date of Slack's answer.
func (s *slackChecks) clock(context.Context) finding {
	if s.header == nil {
		return withoutToken()
	}
	slackTime, err := http.ParseTime(s.header.Get("Date"))
	if err != nil {
		return fine("Slack's answer had no date to compare with")
	}
	off := time.Since(slackTime).Truncate(time.Second)
	if off.Abs() > maxSkew {
		return trouble(fmt.Errorf("differs from Slack's by %s", off.Abs()),
			"Let the machine's clock follow an NTP server: deadlines depend on it, and Slack's requests are refused at five minutes.")
	}
	return fine("agrees with Slack's")
}

func (s *slackChecks) appToken(ctx context.Context) finding {
	const advice = "Make a token with the scope connections:write under Basic Information, App-Level Tokens, and set SLACK_APP_TOKEN."
	client, err := s.client()
	if err != nil {
		return withoutToken()
	}
	// The address is asked for and not used, which Slack does not mind.
	if _, _, err := client.StartSocketModeContext(ctx); err != nil {
		if code(err) == "forbidden_team" {
			return trouble(fmt.Errorf("apps.connections.open: %w", err), "Switch Socket Mode on in the app's settings.")
		}
		return trouble(fmt.Errorf("apps.connections.open: %w", err), advice)
	}
	return fine("opens a connection")
}

// code is Slack's own name for what went wrong, empty when Slack did not answer.
func code(err error) string {
	var answer slack.SlackErrorResponse
	if errors.As(err, &answer) {
		return answer.Err
	}
	return ""
}
