package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// silence looks when the two of a mentorship last wrote to each other, and goes on from there. What they wrote is not read: only the time of
// the latest message of a person is taken from the answer. A conversation that cannot be looked at says nothing.
func (d delivery) silence(ctx context.Context, job core.Job) error {
	m, err := d.service.Silent(ctx, job.Workspace, job.Task.Mentorship)
	if err != nil {
		return fmt.Errorf("load mentorship: %w", err)
	}
	var wrote time.Time
	if m.Conversation != "" && m.Open() {
		wrote, err = d.chat.lastWritten(ctx, m.Conversation)
		if err != nil && !gone(codeOf(err)) {
			return fmt.Errorf("look when the two last wrote: %w", err)
		}
	}
	if err := d.service.TakeSilence(ctx, job.Workspace, job.Task, wrote); err != nil {
		return fmt.Errorf("go on about a quiet mentorship: %w", err)
	}
	return nil
}

// lastWritten is when a person last wrote in a conversation or answered in one of its threads; zero where nobody did among its latest messages.
func (c *chat) lastWritten(ctx context.Context, channel string) (last time.Time, err error) {
	var history *slack.GetConversationHistoryResponse
	err = c.call(ctx, "conversations.history", func(ctx context.Context) (err error) {
		history, err = c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel, Limit: historyDepth})
		return err
	})
	if err != nil {
		return last, err
	}
	for _, message := range history.Messages {
		times := []string{message.LatestReply} // a thread is begun by anybody, the app too, and answered by people
		if message.BotID == "" && message.User != "" {
			times = append(times, message.Timestamp)
		}
		for _, timestamp := range times {
			at, err := messageTime(timestamp)
			if err != nil {
				return last, err
			}
			if at.After(last) {
				last = at
			}
		}
	}
	return last, nil
}

// messageTime reads when a message was sent, to the second: its timestamp is that with a number that tells it from others of the second. Without
// one it is zero.
func messageTime(timestamp string) (time.Time, error) {
	if timestamp == "" {
		return time.Time{}, nil
	}
	seconds, _, _ := strings.Cut(timestamp, ".")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the time of a message: %w", err)
	}
	return time.Unix(n, 0).UTC(), nil
}
