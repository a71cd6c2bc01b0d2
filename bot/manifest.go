package bot

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"mentorbot/bot/view"
)

// CommandName is the app's one slash command.
const CommandName = "/mentor"

// Scope is a permission the app asks for.
type Scope struct {
	Name     string
	Why      string   // what would not work without it
	Methods  []string // of the Web API that need it; empty where something else does
	Optional bool     // a workspace may refuse it: one thing is missing then, and says so
}

// Scopes are the permissions of the bot token, each with its reason, and none for later.
func Scopes() []Scope {
	return []Scope{
		{Name: "commands", Why: "the slash command"},
		{Name: "chat:write", Why: "messages to the people concerned", Methods: []string{"chat.postMessage", "chat.update"}},
		{Name: "im:write", Why: "a conversation with each participant", Methods: []string{"conversations.open"}},
		{Name: "mpim:write", Why: "a group conversation for each new pair", Methods: []string{"conversations.open"}},
		{Name: "im:history", Why: "not sending a message twice after a crash; without it that can happen",
			Methods: []string{"conversations.history"}},
		{Name: "mpim:history", Why: "the same in group conversations", Methods: []string{"conversations.history"}},
		{Name: "users:read", Why: "names, time zones, languages, and noticing who leaves", Methods: []string{"users.info", "users.list"}},
		{Name: "users:read.email", Why: "calendar invitations to sessions, and finding the people of a list by address",
			Methods: []string{"users.lookupByEmail"}},
		{Name: "files:read", Why: "HR facts and lists of people as files uploaded in Slack, else from the command line; screenshots to the team",
			Methods: []string{"files.info"}, Optional: true},
		{Name: "files:write", Why: "agreements and certificates as documents, and sessions as files for calendars; without it they come as messages and links", Optional: true,
			Methods: []string{"files.getUploadURLExternal", "files.completeUploadExternal"}},
		{Name: "usergroups:read", Why: "inviting a user group to a programme, and pairing those in one", Optional: true,
			Methods: []string{"usergroups.list", "usergroups.users.list"}},
	}
}

// Events are the types of events the app subscribes to, sorted: exactly those it has a handler for.
func Events() []string {
	return slices.Sorted(maps.Keys((&App{}).table().events))
}

// SlashCommand describes a slash command to Slack.
type SlashCommand struct {
	Command      string `yaml:"command"`
	URL          string `yaml:"url,omitempty"`
	Description  string `yaml:"description"`
	UsageHint    string `yaml:"usage_hint"`
	ShouldEscape bool   `yaml:"should_escape"`
}

// Commands are the app's slash commands.
func Commands() []SlashCommand {
	return []SlashCommand{{
		Command:     CommandName,
		Description: "Find a mentor, answer requests, plan sessions",
		UsageHint:   "[" + strings.Join(slices.Sorted(maps.Keys((&App{}).table().verbs)), " | ") + "]",
	}}
}

// MessageShortcut describes a shortcut in the menu of messages to Slack.
type MessageShortcut struct {
	Name        string `yaml:"name"`
	Type        string `yaml:"type"`
	CallbackID  string `yaml:"callback_id"`
	Description string `yaml:"description"`
}

// MessageShortcuts are the app's shortcuts on messages.
func MessageShortcuts() []MessageShortcut {
	return []MessageShortcut{{
		Name: "Save for mentorship", Type: "message", CallbackID: view.ShortcutSave,
		Description: "Keep a message of a mentor and a mentee as a note, a goal or a question",
	}}
}

// Mode is how Slack reaches the app.
type Mode string

// The transports.
const (
	ModeSocket Mode = "socket" // the app connects to Slack; nothing has to be reachable from outside
	ModeHTTP   Mode = "http"   // Slack posts to the app's public address
)

// ManifestOptions choose between the two manifests.
type ManifestOptions struct {
	Mode          Mode
	BaseURL       string   // public https address without a path, for ModeHTTP
	RedirectURLs  []string // where OAuth sends people back to, with https; none for an app of one workspace
	TokenRotation bool     // tokens expire and are renewed
}

// The manifest's structure and limits: https://docs.slack.dev/reference/app-manifest
type manifest struct {
	Display struct {
		Name            string `yaml:"name"`
		Description     string `yaml:"description"`
		LongDescription string `yaml:"long_description"`
		BackgroundColor string `yaml:"background_color"`
	} `yaml:"display_information"`
	Features struct {
		AppHome struct {
			Home             bool `yaml:"home_tab_enabled"`
			Messages         bool `yaml:"messages_tab_enabled"`
			MessagesReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		BotUser struct {
			DisplayName  string `yaml:"display_name"`
			AlwaysOnline bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Shortcuts     []MessageShortcut `yaml:"shortcuts"`
		SlashCommands []SlashCommand    `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		RedirectURLs []string `yaml:"redirect_urls,omitempty"`
		Scopes       struct {
			Bot         []string `yaml:"bot"`
			BotOptional []string `yaml:"bot_optional,omitempty"` // some of Bot
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			RequestURL string   `yaml:"request_url,omitempty"`
			BotEvents  []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled    bool   `yaml:"is_enabled"`
			RequestURL string `yaml:"request_url,omitempty"`
			OptionsURL string `yaml:"message_menu_options_url,omitempty"`
		} `yaml:"interactivity"`
		OrgDeploy     bool `yaml:"org_deploy_enabled"`
		SocketMode    bool `yaml:"socket_mode_enabled"`
		TokenRotation bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

// longDescription is shown in the app directory of a workspace; Slack wants at least 175 characters.
const longDescription = "Mentorbot runs your organisation's mentoring programme where people already are. Set up a profile, find mentors " +
	"who fit, rank your choices and say why. One mentor at a time is asked by direct message and answers with a button; silence " +
	"moves your request to the next choice. Once you are a pair, sessions go into both calendars, with reminders. Type /mentor help " +
	"or open the Home tab to begin."

// Manifest writes the app manifest as YAML: what to paste into Slack to create the app.
func Manifest(o ManifestOptions) ([]byte, error) {
	var m manifest
	m.Display.Name = "Mentorbot"
	m.Display.Description = "Mentoring programmes in Slack: find a mentor, answer requests, meet"
	m.Display.LongDescription = longDescription
	m.Display.BackgroundColor = "#1f4e5f"
	m.Features.AppHome.Home, m.Features.AppHome.Messages = true, true
	// Nobody answers what is typed into the conversation, so Slack does not offer to type.
	m.Features.AppHome.MessagesReadOnly = true
	m.Features.BotUser.DisplayName, m.Features.BotUser.AlwaysOnline = "Mentorbot", true
	m.Features.SlashCommands = Commands()
	m.Features.Shortcuts = MessageShortcuts()
	for _, scope := range Scopes() {
		m.OAuth.Scopes.Bot = append(m.OAuth.Scopes.Bot, scope.Name)
		if scope.Optional {
			m.OAuth.Scopes.BotOptional = append(m.OAuth.Scopes.BotOptional, scope.Name)
		}
	}
	m.Settings.Events.BotEvents = Events()
	m.Settings.Interactivity.Enabled = true
	m.Settings.TokenRotation = o.TokenRotation
	for _, address := range o.RedirectURLs {
		if !strings.HasPrefix(address, "https://") {
			return nil, errors.New("manifest: Slack sends people back to https addresses only")
		}
		m.OAuth.RedirectURLs = append(m.OAuth.RedirectURLs, address)
	}
	if err := m.connect(o); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(m); err != nil {
		return nil, fmt.Errorf("encode manifest: %w", err)
	}
	return out.Bytes(), encoder.Close()
}

// connect fills in how Slack reaches the app.
func (m *manifest) connect(o ManifestOptions) error {
	switch o.Mode {
	case ModeSocket:
		m.Settings.SocketMode = true
		return nil
	case ModeHTTP:
	default:
		return fmt.Errorf("manifest: mode %q is neither %q nor %q", o.Mode, ModeSocket, ModeHTTP)
	}
	base, err := url.Parse(strings.TrimSuffix(o.BaseURL, "/"))
	if err != nil || base.Scheme != "https" || base.Host == "" {
		return errors.New("manifest: the HTTP manifest needs the app's public https address")
	}
	m.Settings.Events.RequestURL = base.String() + PathEvents
	m.Settings.Interactivity.RequestURL = base.String() + PathInteractions
	m.Settings.Interactivity.OptionsURL = base.String() + PathOptions
	for i := range m.Features.SlashCommands {
		m.Features.SlashCommands[i].URL = base.String() + PathCommands
	}
	return nil
}
