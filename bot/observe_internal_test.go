package bot

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

func refusedWith(code string) error {
	return called("chat.postMessage", slack.SlackErrorResponse{Err: code})
}

func TestCallsAreSortedByWhatTheirEndMeans(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want CallResult
	}{
		"an answer":                     {nil, CallOK},
		"status 429":                    {called("chat.update", &slack.RateLimitedError{}), CallRateLimited},
		"a rate limit as an error code": {refusedWith("ratelimited"), CallRateLimited},
		"a person who left":             {refusedWith("user_disabled"), CallUnreachable},
		"a token that was revoked":      {refusedWith("token_revoked"), CallUninstalled},
		"a message Slack does not take": {refusedWith("invalid_blocks"), CallRejected},
		"a code nobody here knows":      {refusedWith("on_fire"), CallRefused},
		"no answer in time":             {called("chat.update", fmt.Errorf("post: %w", context.DeadlineExceeded)), CallTimeout},
		"a broken connection":           {called("chat.update", errors.New("connection reset")), CallBroken},
	} {
		if got := callResult(test.err); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestAnswersAreSortedByWhoseFaultTheyAre(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want HandleResult
	}{
		"an answer":                 {nil, HandledWell},
		"a rule of the programme":   {fmt.Errorf("accept: %w", &core.Error{Kind: core.Conflict}), HandledRefused},
		"a payload nobody can read": {ErrMalformed, HandledRefused},
		"a click that came late":    {called("views.open", slack.SlackErrorResponse{Err: "expired_trigger_id"}), HandledRefused},
		"a database out of reach":   {errors.New("connection refused"), HandledFailed},
	} {
		if got := handleResult(test.err); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
