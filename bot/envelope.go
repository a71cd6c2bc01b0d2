package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

// Kind says what an envelope holds.
type Kind string

// The kinds of envelopes.
const (
	KindCommand    Kind = "command"         // a slash command
	KindAction     Kind = "block_actions"   // a click or choice in a message, a modal or the Home
	KindSubmission Kind = "view_submission" // a modal was submitted
	KindClosed     Kind = "view_closed"
	KindSuggestion Kind = "block_suggestion" // a select asks for options
	KindShortcut   Kind = "message_action"   // a shortcut in the menu of a message
	KindEvent      Kind = "event"
)

// Envelope is one thing Slack delivered, by whichever transport.
type Envelope struct {
	// ID is the same for repetitions of one thing and for nothing else: core uses it to do it once.
	ID          string
	Team        string
	User        string // who acts; empty for some events
	Kind        Kind
	Command     *Command
	Interaction *Interaction
	Event       *Event
	Transport   Transport // how it came
	Retry       int       // repetitions so far, by Slack's count
	RetryReason string    // why Slack says it repeats
}

// Ack is how an envelope is answered. Body is what the acknowledgement carries, nil for an empty one; an empty one closes a
// submitted modal (slack.md 0.2). After, if set, must run once the acknowledgement is on its way. Again means that the envelope must
// not be acknowledged: an event Slack will deliver once more, when what failed may work again, or something a person did that failed
// without their being told, which Slack tells them when nobody acknowledges it.
type Ack struct {
	Body  any
	After func(ctx context.Context)
	Again bool
}

// Command is a slash command.
type Command struct {
	Name        string
	Text        string
	Trigger     string
	ResponseURL string
}

// Event is an event of the Events API, with the inner event as it came.
type Event struct {
	Type string
	Raw  json.RawMessage
	At   time.Time // when it happened, by Slack's clock, in whole seconds
}

// Interaction is what this app reads of an interaction payload. The blocks that come along are left alone: they are our own
// coming back, rewritten by Slack, and nothing may depend on them.
type Interaction struct {
	Type        Kind           `json:"type"`
	AppID       string         `json:"api_app_id"`
	Trigger     string         `json:"trigger_id"`
	ResponseURL string         `json:"response_url"`
	Team        *identified    `json:"team"`
	User        identifiedUser `json:"user"`
	Container   Container      `json:"container"`
	View        *View          `json:"view"`
	Actions     []Action       `json:"actions"`

	// Of a shortcut on a message.
	CallbackID string       `json:"callback_id"`
	Channel    *identified  `json:"channel"`
	Message    *sharedWords `json:"message"`

	// Of a suggestion.
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	Value    string `json:"value"`
}

type identified struct {
	ID string `json:"id"`
}

// sharedWords is what is read of a message that somebody uses a shortcut on.
type sharedWords struct {
	Text string `json:"text"` // as Slack writes it (slack.md 1.2)
}

type identifiedUser struct {
	ID     string `json:"id"`
	TeamID string `json:"team_id"`
}

// Container says where a click happened: Type is "message", "view" and the like.
type Container struct {
	Type        string `json:"type"`
	ViewID      string `json:"view_id"`
	MessageTS   string `json:"message_ts"`
	ChannelID   string `json:"channel_id"`
	IsEphemeral bool   `json:"is_ephemeral"`
}

// View is the modal or Home an interaction belongs to.
type View struct {
	ID         string                 `json:"id"`
	Type       string                 `json:"type"` // "modal" or "home"
	Hash       string                 `json:"hash"`
	Title      *slack.TextBlockObject `json:"title"`
	Submit     *slack.TextBlockObject `json:"submit"`
	Close      *slack.TextBlockObject `json:"close"`
	CallbackID string                 `json:"callback_id"`
	Metadata   string                 `json:"private_metadata"`
	RootID     string                 `json:"root_view_id"`
	PreviousID string                 `json:"previous_view_id"` // the view below, empty for the first of the stack
	Blocks     []Block                `json:"blocks"`
	State      *struct {
		Values Form `json:"values"`
	} `json:"state"`
}

// Block is a block of a view as it came, and what a form's errors need to know of it: which of them are inputs.
type Block struct {
	Type string
	ID   string
	raw  json.RawMessage
}

// UnmarshalJSON keeps the whole block: see [Request.unfold].
func (b *Block) UnmarshalJSON(raw []byte) error {
	var known struct {
		Type string `json:"type"`
		ID   string `json:"block_id"`
	}
	if err := json.Unmarshal(raw, &known); err != nil {
		return fmt.Errorf("block: %w", err)
	}
	*b = Block{Type: known.Type, ID: known.ID, raw: slices.Clone(raw)}
	return nil
}

// maxDepth is how many modals Slack stacks.
const maxDepth = 3

// depth is the view's place in the stack of modals, from 1.
func (v *View) depth() int {
	switch v.PreviousID {
	case "":
		return 1
	case v.RootID:
		return 2
	}
	return maxDepth
}

// values is what was entered, empty for a view without inputs.
func (v *View) values() Form {
	if v == nil || v.State == nil {
		return nil
	}
	return v.State.Values
}

// Action is one element somebody used.
type Action struct {
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	input
}

// ErrMalformed is returned for a payload that is not what Slack describes.
var ErrMalformed = errors.New("malformed payload")

// decodeCommand reads a slash command as the HTTP form carries it.
func decodeCommand(form url.Values) (Envelope, error) {
	command := &Command{
		Name: form.Get("command"), Text: form.Get("text"), Trigger: form.Get("trigger_id"), ResponseURL: form.Get("response_url"),
	}
	env := Envelope{ID: command.Trigger, Team: form.Get("team_id"), User: form.Get("user_id"), Kind: KindCommand, Command: command}
	if command.Name == "" || env.Team == "" || env.User == "" {
		return Envelope{}, fmt.Errorf("%w: slash command lacks its name, team or user", ErrMalformed)
	}
	return env, nil
}

// decodeCommandJSON reads a slash command as a socket carries it: the form's fields as an object.
func decodeCommandJSON(raw []byte) (Envelope, error) {
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return Envelope{}, fmt.Errorf("%w: slash command: %w", ErrMalformed, err)
	}
	form := url.Values{}
	for name, value := range fields {
		if text, ok := value.(string); ok {
			form.Set(name, text)
		}
	}
	return decodeCommand(form)
}

// decodeInteraction reads the JSON of a click, submission, closing or suggestion.
func decodeInteraction(raw []byte) (Envelope, error) {
	in := &Interaction{}
	if err := json.Unmarshal(raw, in); err != nil {
		return Envelope{}, fmt.Errorf("%w: interaction: %w", ErrMalformed, err)
	}
	env := Envelope{Kind: in.Type, User: in.User.ID, Team: in.User.TeamID, Interaction: in}
	if in.Team != nil && in.Team.ID != "" {
		env.Team = in.Team.ID
	}
	if env.Team == "" || env.User == "" {
		return Envelope{}, fmt.Errorf("%w: interaction lacks its team or user", ErrMalformed)
	}
	env.ID = in.Trigger
	switch in.Type {
	case KindAction:
		if len(in.Actions) == 0 {
			return Envelope{}, fmt.Errorf("%w: block_actions without an action", ErrMalformed)
		}
	case KindShortcut:
		if in.Channel == nil || in.Message == nil {
			return Envelope{}, fmt.Errorf("%w: message_action without its message or channel", ErrMalformed)
		}
	case KindSubmission:
		if in.View == nil {
			return Envelope{}, fmt.Errorf("%w: view_submission without a view", ErrMalformed)
		}
		env.ID = submissionID(in.View)
	}
	return env, nil
}

// submissionID is equal for the same content submitted from the same state of a view, which a double click does. The trigger
// differs between the two clicks; the hash alone stays the same when somebody comes back to a page and changes it.
func submissionID(v *View) string {
	digest := sha256.New()
	// A map is encoded in the order of its keys; the values came out of JSON, so they go back into it.
	_ = json.NewEncoder(digest).Encode(v.values())
	return v.ID + ":" + v.Hash + ":" + hex.EncodeToString(digest.Sum(nil)[:12])
}

// outerEvent is the envelope of the Events API.
type outerEvent struct {
	Type      string          `json:"type"`
	Challenge string          `json:"challenge"`
	TeamID    string          `json:"team_id"`
	EventID   string          `json:"event_id"`
	EventTime int64           `json:"event_time"` // Unix seconds
	Event     json.RawMessage `json:"event"`
}

// decodeEvent reads an event_callback, or another outer event, which has no inner one and is routed by its own type.
func decodeEvent(raw []byte) (Envelope, error) {
	var outer outerEvent
	if err := json.Unmarshal(raw, &outer); err != nil {
		return Envelope{}, fmt.Errorf("%w: event: %w", ErrMalformed, err)
	}
	env := Envelope{ID: outer.EventID, Team: outer.TeamID, Kind: KindEvent, Event: &Event{Type: outer.Type, Raw: raw}}
	if outer.Type != "event_callback" {
		return env, nil
	}
	var inner struct {
		Type string          `json:"type"`
		User json.RawMessage `json:"user"` // an id or, in team_join and user_change, an object
	}
	if err := json.Unmarshal(outer.Event, &inner); err != nil || inner.Type == "" || outer.TeamID == "" {
		return Envelope{}, fmt.Errorf("%w: event_callback lacks its event or team", ErrMalformed)
	}
	env.Event = &Event{Type: inner.Type, Raw: outer.Event, At: time.Unix(outer.EventTime, 0).UTC()}
	_ = json.Unmarshal(inner.User, &env.User) // stays empty when it is an object
	return env, nil
}
