package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

// A start asks Slack who we are as often as it takes, with growing pauses: all replicas of an operator start at once, and a supervisor
// that starts a process again does not know what Retry-After said.
const (
	firstIdentifyPause = time.Second
	identifyTime       = time.Minute // after which the process may end and somebody look
)

// identifier asks Slack which app and workspace a token stands for.
type identifier struct {
	log  *slog.Logger
	now  func() time.Time
	wait func(context.Context, time.Duration) error // returns early with the error of the context
}

func newIdentifier(log *slog.Logger) identifier {
	return identifier{log: log, now: time.Now, wait: wait}
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// identify asks until Slack answers. It fails at once where asking again cannot help, and with Slack's last answer when the next attempt
// would come later than identifyTime after the first.
func (i identifier) identify(ctx context.Context, client *slack.Client) (*slack.AuthTestResponse, error) {
	end := i.now().Add(identifyTime)
	pause := firstIdentifyPause
	for attempt := 1; ; attempt++ {
		identity, err := client.AuthTestContext(ctx)
		if err == nil {
			return identity, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("ask Slack who we are: %w", err)
		}
		if !passing(err) {
			return nil, fmt.Errorf(`slack does not accept SLACK_BOT_TOKEN; "mentorbot doctor" says what to do: auth.test: %w`, err)
		}
		after := max(pause, retryAfter(err))
		if i.now().Add(after).After(end) {
			return nil, fmt.Errorf("slack did not say who we are in %d attempts: auth.test: %w", attempt, err)
		}
		i.log.WarnContext(ctx, "Slack did not say who we are, will ask again", "attempt", attempt, "after", after, "error", err)
		if failed := i.wait(ctx, after); failed != nil {
			return nil, fmt.Errorf("ask Slack who we are: %w", errors.Join(failed, err))
		}
		pause *= 2
	}
}

// passing tells what goes away by itself: rate limits, failures of Slack's servers and of the network. The codes are those of
// https://docs.slack.dev/reference/methods/auth.test
func passing(err error) bool {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return slices.Contains([]string{
			"ratelimited", "service_unavailable", "internal_error", "fatal_error", "request_timeout", "team_added_to_org",
		}, refused.Err)
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) {
		return status.Code >= http.StatusInternalServerError || status.Code == http.StatusTooManyRequests
	}
	return true
}

// retryAfter is what Slack said about the next attempt, zero for nothing.
func retryAfter(err error) time.Duration {
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return limited.RetryAfter
	}
	return 0
}
