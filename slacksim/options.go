package slacksim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"
)

// Options configures a [Server]. Team, App and at least one of Users are required; everything else has a default.
type Options struct {
	Team     Team
	Users    []User
	Channels []Channel // public and private channels that exist from the start
	App      AppConfig

	// Endpoints selects signed HTTP delivery; the zero value selects Socket Mode.
	Endpoints Endpoints

	// Clock is product time: message timestamps and times shown. Default: NewClock(time.Now()).
	Clock Clock
	// Protocol is protocol time: trigger life, response windows, signatures, rate limits. Default: time.Now.
	Protocol func() time.Time
	// Timing shortens or lengthens the protocol's waits; zero fields keep Slack's values.
	Timing Timing
	// NoRateLimits switches the per-method rate limits off, for tests that need bulk. Injected 429s still happen.
	NoRateLimits bool

	// ImageHosts are the hosts whose pictures Slack could download for blocks, besides Slack's own and this server's: nothing is
	// fetched. Pictures elsewhere are refused. AnyImageHost takes every host that could be on the internet.
	ImageHosts []string

	// EventsPerHour is how many events the app gets in an hour before it gets app_rate_limited instead. Default: 30,000.
	EventsPerHour int
	// EventsToEnd is how many deliveries of events in an hour there have to be before Slack ends the subscription of an app whose
	// request URL fails more than 95 of 100 of them. Default: 1,000.
	EventsToEnd int

	// AfterAdvance is called after the movable clock has moved, so that the app can catch up.
	AfterAdvance func(context.Context) error
	// NextDeadline tells the next moment the host finds worth moving to, with a label for people; ok is false for none.
	NextDeadline func(context.Context) (at time.Time, label string, ok bool)
	// Settle is called after the app has acknowledged and returns when the work that caused has ended.
	Settle func(context.Context) error

	Page http.Handler // served at /, nil for none
	Mail Mail         // served under /_sim/mail, nil for none

	// BaseURL is the address under which apps and people reach the server (scheme and host, no trailing slash).
	// Default: the scheme and host of the first request.
	BaseURL string
	// RecordDir receives every message and view of the app as a JSON file, named by time and method; empty for none.
	RecordDir string
	Logger    *slog.Logger // default: discard
}

// Mail is a mailbox that the control API shows: its handler is mounted at /_sim/mail and /_sim/mail/. Where a query names a
// person with ?user=, the server adds that person's ?address=.
type Mail interface {
	Handler() http.Handler
}

// Team is the simulated workspace.
type Team struct {
	ID     string // "T..."
	Name   string
	Domain string // the part before .slack.com
}

// User is a member of the workspace.
type User struct {
	ID          string // "U..." or "W..."; generated when empty
	Name        string // handle, lower case
	RealName    string
	DisplayName string // default: RealName
	Title       string // job title
	Email       string
	TZ          string // IANA zone, default "Etc/UTC"
	Locale      string // for example "en-US", the default
	IsAdmin     bool
	IsGuest     bool // is_restricted
	IsBot       bool
	Deleted     bool
	NoPicture   bool             // has not uploaded a picture; what is shown is the one Slack draws
	Team        string           // "T..." of a stranger: somebody of another workspace, met in a shared channel; empty for members
	Fields      map[string]Field // custom profile fields by their id, "Xf..."
	updated     time.Time
}

// Field is one custom field of a profile. Only users.profile.get tells it.
type Field struct {
	Value string `json:"value"`
	Alt   string `json:"alt"` // what to show in place of the value
}

// stranger tells whether the person belongs to another workspace.
func (u *User) stranger() bool { return u.Team != "" }

// Channel is a public or private channel.
type Channel struct {
	ID, Name string
	Private  bool
	Archived bool
	Members  []string // user ids; add the app's BotUser to let it post
}

// AppConfig is what a workspace knows of the installed app: what its manifest would declare plus the installation's secrets.
type AppConfig struct {
	AppID         string
	Name          string
	BotID         string // "B...", default derived from AppID
	BotUser       string // user id of the bot; the user is created when Users does not hold it
	BotToken      string // xoxb-... of an installation that is there from the start; empty for none
	AppToken      string // xapp-..., Socket Mode only
	SigningSecret string // signed HTTP only
	ClientID      string // of OAuth; empty for an app that is not installed that way
	ClientSecret  string
	RedirectURLs  []string // where OAuth may send browsers back to, each in full
	TokenRotation bool     // tokens from OAuth expire after 12 hours and are refreshed
	Scopes        []string
	Commands      []Command
	Shortcuts     []Shortcut
	OnMessages    []Shortcut // of the menu of each message
	Events        []string   // subscribed bot events; nil subscribes to all the simulator sends
	DelayedEvents bool       // events that were given up are tried again every hour for a day, by the product's clock
	NoHomeTab     bool       // views.publish then answers not_enabled
	NoMessagesTab bool       // posting to a DM then answers messages_tab_disabled
	// EditWindow is how long the workspace lets messages be edited; an older one is edit_window_closed. Zero for ever.
	EditWindow time.Duration
}

// Command is a slash command of the app.
type Command struct {
	Name        string `json:"command"` // with the slash
	Description string `json:"description,omitempty"`
	UsageHint   string `json:"usage_hint,omitempty"`
	// ShouldEscape turns the people and channels that a person names into their ids, as the manifest's should_escape does.
	ShouldEscape bool `json:"-"`
}

// Shortcut is a global shortcut of the app, or one on messages.
type Shortcut struct {
	Name       string `json:"name"`
	CallbackID string `json:"callback_id"`
}

// Endpoints are the app's request URLs for signed HTTP delivery.
type Endpoints struct {
	Events, Interactions, Commands string
	Options                        string // message_menu_options_url; default: Interactions
}

// Timing holds the protocol's waits. The zero value of a field means Slack's own.
type Timing struct {
	Ack         time.Duration   // an app must acknowledge within this; 3 s
	Ping        time.Duration   // between WebSocket PINGs; 10 s
	Retries     []time.Duration // before each retry of an event; 0, 1 min, 5 min
	SocketLife  time.Duration   // after which Slack ends a socket by itself, as hello announces; 1 h
	Warning     time.Duration   // between a disconnect warning and the disconnect; 10 s
	TriggerLife time.Duration   // 3 s
	Response    time.Duration   // life of a response URL; 30 min
}

func (o *Options) complete() error {
	if o.Team.ID == "" || len(o.Users) == 0 {
		return errors.New("slacksim: Team.ID and Users are required")
	}
	if o.App.BotToken == "" && o.App.ClientID == "" || o.App.BotUser == "" || o.App.AppID == "" {
		return errors.New("slacksim: App.AppID, App.BotUser and App.BotToken (or App.ClientID, for OAuth) are required")
	}
	o.Users = slices.Clone(o.Users) // they are the caller's
	for i := range o.Users {
		if err := o.Users[i].complete(); err != nil {
			return err
		}
	}
	if o.Clock == nil {
		o.Clock = NewClock(time.Now())
	}
	if o.Protocol == nil {
		o.Protocol = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.App.BotID == "" {
		o.App.BotID = stableID("B", o.App.AppID)
	}
	if o.Endpoints.Options == "" {
		o.Endpoints.Options = o.Endpoints.Interactions
	}
	defaultTo(&o.EventsPerHour, 30_000)
	defaultTo(&o.EventsToEnd, 1_000)
	o.Timing.complete()
	return nil
}

func (t *Timing) complete() {
	defaultTo(&t.Ack, 3*time.Second)
	defaultTo(&t.Ping, 10*time.Second)
	defaultTo(&t.SocketLife, time.Hour)
	defaultTo(&t.Warning, 10*time.Second)
	defaultTo(&t.TriggerLife, 3*time.Second)
	defaultTo(&t.Response, 30*time.Minute)
	if t.Retries == nil {
		t.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
}

func defaultTo[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// complete fills in defaults and refuses what no Slack user could have.
func (u *User) complete() error {
	defaultTo(&u.ID, newID("U"))
	defaultTo(&u.TZ, "Etc/UTC")
	defaultTo(&u.Locale, "en-US")
	defaultTo(&u.DisplayName, u.RealName)
	if u.Name == "" || u.RealName == "" {
		return fmt.Errorf("slacksim: user %s needs a name and a real name", u.ID)
	}
	if _, err := time.LoadLocation(u.TZ); err != nil {
		return fmt.Errorf("slacksim: user %s: %w", u.ID, err)
	}
	return nil
}
