package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// chat is the part of Slack's Web API this app uses, with names for the arguments slack-go takes by position and with typed
// errors.
type chat struct {
	api      *slack.Client
	hook     *http.Client // for response_url, which is not part of the Web API
	observer Observer

	limits    *Limits // nil where a limit stops nobody else
	workspace core.WorkspaceID
	team      string // the workspace's id in Slack
}

func newChat(api *slack.Client, observer Observer, limits *Limits, workspace core.Workspace) *chat {
	return &chat{api: api, hook: &http.Client{Timeout: defaultTimeout}, observer: observer, limits: limits, workspace: workspace.ID, team: workspace.ChatTeamID}
}

// call makes one call under the observer's eyes and names the method in its error. One that Slack asked not to make yet is not made.
func (c *chat) call(ctx context.Context, method string, do func(context.Context) error) error {
	what := limited{c.workspace, method}
	if err := c.limits.held(what); err != nil {
		return called(method, err)
	}
	err := watched(ctx, c.observer, method, do)
	c.limits.heard(what, err)
	return err
}

// eventType marks the metadata of this app's messages.
const eventType = "mentorbot"

// posted is where a message is.
type posted struct {
	Channel   string
	Timestamp string
}

// open gives the conversation with one person, or the group conversation of several.
func (c *chat) open(ctx context.Context, users ...string) (channel string, err error) {
	err = c.call(ctx, "conversations.open", func(ctx context.Context) error {
		conversation, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: users})
		if err == nil {
			channel = conversation.ID
		}
		return err
	})
	return channel, err
}

// post sends a message that carries its job's id, which is how it is found again after a crash. Metadata is open to the whole
// workspace: it holds the id and nothing else.
func (c *chat) post(ctx context.Context, channel string, m view.Message, job core.JobID) (at posted, err error) {
	err = c.illustrated(ctx, "chat.postMessage", m.Blocks, func(ctx context.Context, blocks []slack.Block) (err error) {
		at.Channel, at.Timestamp, err = c.api.PostMessageContext(ctx, channel,
			slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(blocks...), slack.MsgOptionDisableLinkUnfurl(),
			slack.MsgOptionDisableMediaUnfurl(),
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: eventType, EventPayload: map[string]any{"job": string(job)}}))
		return err
	})
	return at, err
}

// update replaces a message's content; its metadata stays.
func (c *chat) update(ctx context.Context, at posted, m view.Message) error {
	return c.illustrated(ctx, "chat.update", m.Blocks, func(ctx context.Context, blocks []slack.Block) error {
		_, _, _, err := c.api.UpdateMessageContext(ctx, at.Channel, at.Timestamp,
			slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(blocks...))
		return err
	})
}

// historyDepth is how many messages are looked through for one that may have been sent just before a crash.
const historyDepth = 50

// find looks for the message of a job among the latest ones of a conversation.
func (c *chat) find(ctx context.Context, channel string, job core.JobID) (posted, bool, error) {
	var history *slack.GetConversationHistoryResponse
	err := c.call(ctx, "conversations.history", func(ctx context.Context) (err error) {
		history, err = c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: channel, Limit: historyDepth, IncludeAllMetadata: true,
		})
		return err
	})
	if err != nil {
		return posted{}, false, err
	}
	for _, message := range history.Messages {
		if message.Metadata.EventType == eventType && message.Metadata.EventPayload["job"] == string(job) {
			return posted{Channel: channel, Timestamp: message.Timestamp}, true, nil
		}
	}
	return posted{}, false, nil
}

// openModal shows a modal; pushModal puts one on top of an open one. Both use up the trigger of the click.
func (c *chat) openModal(ctx context.Context, trigger string, modal slack.ModalViewRequest) error {
	return c.illustrated(ctx, "views.open", modal.Blocks.BlockSet, func(ctx context.Context, blocks []slack.Block) error {
		modal.Blocks.BlockSet = blocks
		_, err := c.api.OpenViewContext(ctx, trigger, modal)
		return err
	})
}

func (c *chat) pushModal(ctx context.Context, trigger string, modal slack.ModalViewRequest) error {
	return c.illustrated(ctx, "views.push", modal.Blocks.BlockSet, func(ctx context.Context, blocks []slack.Block) error {
		modal.Blocks.BlockSet = blocks
		_, err := c.api.PushViewContext(ctx, trigger, modal)
		return err
	})
}

// viewRef names an open modal by one of its ids.
type viewRef struct {
	ID         string // Slack's
	ExternalID string // ours, given when the modal was made
}

// updateModal replaces a modal.
func (c *chat) updateModal(ctx context.Context, at viewRef, modal slack.ModalViewRequest) error {
	return c.illustrated(ctx, "views.update", modal.Blocks.BlockSet, func(ctx context.Context, blocks []slack.Block) error {
		modal.Blocks.BlockSet = blocks
		_, err := c.api.UpdateViewContext(ctx, modal, at.ExternalID, "", at.ID)
		return err
	})
}

// codeNoView is Slack's answer about a modal it does not know.
const codeNoView = "not_found"

// Slack takes a moment to show what an acknowledgement brought.
const (
	completeTries = 6
	completePause = 50 * time.Millisecond // doubled each time: a second and a half in all
)

// completeModal replaces a modal that an acknowledgement has just brought, by the external id it has since. Slack's code for one that is
// not there is [codeNoView].
func (c *chat) completeModal(ctx context.Context, modal slack.ModalViewRequest) error {
	wait := completePause
	for try := 1; ; try++ {
		err := c.updateModal(ctx, viewRef{ExternalID: modal.ExternalID}, modal)
		if codeOf(err) != codeNoView || try == completeTries {
			return err
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
		wait *= 2
	}
}

// publish shows a person's Home.
func (c *chat) publish(ctx context.Context, user string, home slack.HomeTabViewRequest) error {
	return c.illustrated(ctx, "views.publish", home.Blocks.BlockSet, func(ctx context.Context, blocks []slack.Block) error {
		home.Blocks.BlockSet = blocks
		_, err := c.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: home})
		return err
	})
}

// user loads a person's profile with their locale.
func (c *chat) user(ctx context.Context, id string) (core.ChatProfile, error) {
	var user *slack.User
	err := c.call(ctx, "users.info", func(ctx context.Context) (err error) {
		user, err = c.api.GetUserInfoContext(ctx, id)
		return err
	})
	if err != nil {
		return core.ChatProfile{}, err
	}
	return profileOf(user, c.team), nil
}

// whisper says something only the person who clicked or typed sees. A response_url takes five messages in half an hour. It does not
// say why it refuses one, so one with pictures is sent again without them whenever Slack finds it bad.
func (c *chat) whisper(ctx context.Context, responseURL string, w whisper) error {
	err := c.whisperOnce(ctx, responseURL, w)
	if !errors.Is(err, errBadWhisper) || !hasPictures(w.Blocks) {
		return err
	}
	w.Blocks = withoutPictures(w.Blocks)
	return c.whisperOnce(ctx, responseURL, w)
}

// errBadWhisper: what was sent to a response_url is not accepted, or not there any more.
var errBadWhisper = errors.New("refused")

func (c *chat) whisperOnce(ctx context.Context, responseURL string, w whisper) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("response_url: encode: %w", err)
	}
	return c.call(ctx, ResponseURL, func(ctx context.Context) error { return c.send(ctx, responseURL, body) })
}

func (c *chat) send(ctx context.Context, responseURL string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, responseURL, bytes.NewReader(body))
	if err != nil {
		return errors.New("malformed address")
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response, err := c.hook.Do(request)
	if err != nil {
		return withoutAddress(err)
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusOK:
		return nil
	case response.StatusCode == http.StatusTooManyRequests:
		return &slack.RateLimitedError{RetryAfter: retryAfter(response.Header)}
	case response.StatusCode < 500:
		return fmt.Errorf("%w: status %d", errBadWhisper, response.StatusCode)
	}
	return fmt.Errorf("status %d", response.StatusCode)
}

// retryAfter is how long a refusal asks to wait; a second where it does not say.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil {
		return time.Second
	}
	return max(time.Duration(seconds)*time.Second, time.Second)
}

// whisper is a message in answer to a command or, through its response_url, to a click.
type whisper struct {
	ResponseType string        `json:"response_type"`
	Replace      bool          `json:"replace_original,omitempty"`
	Text         string        `json:"text"`
	Blocks       []slack.Block `json:"blocks,omitempty"`
	UnfurlLinks  bool          `json:"unfurl_links"`
}

func ephemeral(m view.Message) whisper {
	return whisper{ResponseType: slack.ResponseTypeEphemeral, Text: m.Text, Blocks: m.Blocks}
}

// replacing takes the place of the message the person clicked.
func replacing(m view.Message) whisper {
	w := ephemeral(m)
	w.Replace = true
	return w
}

// withoutAddress drops the address from an HTTP client's error: a response_url is a secret as long as it lives.
func withoutAddress(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
