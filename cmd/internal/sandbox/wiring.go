package sandbox

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"mentorbot/bot"
	"mentorbot/cmd/internal/app"
	"mentorbot/slacksim"
)

// The identity of the simulated installation. None of it opens anything outside this machine.
const (
	teamID   = "T0MERIDIAN"
	teamName = "Meridian"
	appID    = "A0MENTORBOT"
	botUser  = "U0MENTORBOT"
	botToken = "xoxb-sandbox-bot-token"
	appToken = "xapp-sandbox-app-token"
	mailFrom = "sessions@mentorbot.example"
)

// LinkSecret signs the links in mails and the addresses of calendars.
const LinkSecret = "the sandbox keeps no secrets from anybody"

// SigningSecret signs what the simulator sends to the app by HTTP.
const SigningSecret = "sandbox-signing-secret"

// installation is what the simulator knows of the app. Mentorbot gets what its manifest declares; an app of one's own gets every scope
// and event the simulator knows, because nobody told it that app's manifest.
func (s *Sandbox) installation() slacksim.AppConfig {
	config := slacksim.AppConfig{
		AppID: appID, Name: "Mentorbot", BotUser: botUser, BotToken: botToken, AppToken: appToken, SigningSecret: SigningSecret,
	}
	if s.options.NoApp {
		config.Name, config.Scopes = "Your app", slacksim.AllScopes()
		for _, name := range s.options.Commands {
			config.Commands = append(config.Commands, slacksim.Command{Name: name})
		}
		return config
	}
	for _, scope := range bot.Scopes() {
		config.Scopes = append(config.Scopes, scope.Name)
	}
	config.Events = bot.Events()
	for _, c := range bot.Commands() {
		config.Commands = append(config.Commands, slacksim.Command{Name: c.Command, Description: c.Description, UsageHint: c.UsageHint})
	}
	for _, c := range bot.MessageShortcuts() {
		config.OnMessages = append(config.OnMessages, slacksim.Shortcut{Name: c.Name, CallbackID: c.CallbackID})
	}
	return config
}

// config is what an operator would set to run against this simulator.
func (s *Sandbox) config() app.Config {
	host, port, _ := net.SplitHostPort(s.Mail.Addr())
	number, _ := strconv.Atoi(port)
	config := app.Config{
		DatabaseURL: s.options.DatabaseURL, Mode: "socket", BotToken: botToken, AppToken: appToken, SigningSecret: SigningSecret,
		SlackAPIURL: s.URL() + "/api/", SMTPHost: host, SMTPPort: number, SMTPTLS: "none", MailFrom: mailFrom, Secret: LinkSecret,
		BaseURL: s.appURL(), ReplyListen: "127.0.0.1:0",
		EncryptionKeys: "sandbox:" + base64.StdEncoding.EncodeToString([]byte(LinkSecret)[:32]), CalendarNetworks: s.options.CalendarNetworks,
	}
	if s.options.HTTP {
		config.Mode = "http"
	}
	if config.DatabaseURL == "" {
		config.DatabaseURL = "sqlite://" + filepath.Join(s.options.Dir, "mentorbot.db")
	}
	return config
}

// channels are those of the sample workspace, everybody's. The app was invited to the first; to be announced in the other, it would have to
// be invited there.
func (s *Sandbox) channels() []slacksim.Channel {
	var everybody []string
	for _, u := range s.options.Users {
		if !u.Deleted && !u.IsBot {
			everybody = append(everybody, u.ID)
		}
	}
	return []slacksim.Channel{
		{ID: ChannelNews, Name: "news", Members: append(slices.Clone(everybody), botUser)},
		{ID: ChannelTownHall, Name: "town-hall", Members: everybody},
	}
}

// The channels of the sample workspace: the app is in the first only.
const (
	ChannelNews     = "C0NEWS"
	ChannelTownHall = "C0TOWNHALL"
)

// endpoints are where the simulator posts to when Slack reaches the app by HTTP; none with Socket Mode.
func (s *Sandbox) endpoints() slacksim.Endpoints {
	switch {
	case s.options.NoApp:
		url := s.options.RequestURL
		return slacksim.Endpoints{Events: url, Interactions: url, Commands: url}
	case !s.options.HTTP:
		return slacksim.Endpoints{}
	}
	base := s.appURL()
	return slacksim.Endpoints{
		Events: base + bot.PathEvents, Interactions: base + bot.PathInteractions, Commands: base + bot.PathCommands,
		Options: base + bot.PathOptions,
	}
}

// settleTime bounds how long a call of the control API waits for background work: three times as long as Slack waits for an answer.
func (s *Sandbox) settleTime() time.Duration { return 3 * cmp.Or(s.options.Patience, 3*time.Second) }

func (s *Sandbox) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.settleTime())
	defer cancel()
	return s.Settle(ctx)
}

func (s *Sandbox) afterAdvance(ctx context.Context) error {
	if err := rememberClock(s.options.Dir, s.Clock.Now()); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.settleTime())
	defer cancel()
	return s.apps().CatchUp(ctx)
}

// nextDeadline names the next moment worth moving to.
func (s *Sandbox) nextDeadline(ctx context.Context) (time.Time, string, bool) {
	at, kind, err := s.App.Service.NextDeadline(ctx)
	if err != nil || at.IsZero() {
		return time.Time{}, "", false
	}
	return at, deadlineLabel(kind), true
}

func deadlineLabel(kind string) string {
	labels := map[string]string{
		"invitation":          "a request expires",
		"invitation_reminder": "a mentor is reminded",
		"session_reminder":    "a session reminder is due",
		"mentor_return":       "a mentor is available again",
		"check_in":            "a session is over",
		"evaluation":          "an evaluation is due",
		"silence":             "the product looks whether a pair is in touch",
		"closing":             "a mentorship comes to its end, or goes on after a pause",
		"times":               "proposed times are to be answered",
	}
	if label, ok := labels[kind]; ok {
		return label
	}
	return fmt.Sprintf("next deadline (%s)", kind)
}

// Credentials says what a Slack app needs to run against this simulator, as lines for a shell.
func (s *Sandbox) Credentials() string {
	return fmt.Sprintf(`Simulated Slack: %[1]s

  SLACK_API_URL=%[1]s/api/
  SLACK_BOT_TOKEN=%[2]s
  SLACK_APP_TOKEN=%[3]s
  SLACK_SIGNING_SECRET=%[4]s
  SMTP server: %[5]s

See docs/simulator.md for its control API. Ctrl-C ends it.
`, s.URL(), botToken, appToken, SigningSecret, s.Mail.Addr())
}
