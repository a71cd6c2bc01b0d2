package bot

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// refusedBy is an error as slack-go gives it.
func refusedBy(code string) error {
	return called("chat.postMessage", slack.SlackErrorResponse{Err: code})
}

func TestHowAJobEndsFollowsFromWhatSlackSays(t *testing.T) {
	snoozed := func(after time.Duration) func(error) bool {
		return func(err error) bool {
			var snooze *core.SnoozeError
			return errors.As(err, &snooze) && snooze.After == after && !core.Permanent(err)
		}
	}
	retried := func(err error) bool {
		var snooze *core.SnoozeError
		return err != nil && !core.Permanent(err) && !errors.As(err, &snooze)
	}
	for name, c := range map[string]struct {
		err  error
		want func(error) bool
	}{
		"success":                      {nil, func(err error) bool { return err == nil }},
		"a rate limit":                 {called("chat.postMessage", &slack.RateLimitedError{RetryAfter: 7 * time.Second}), snoozed(7 * time.Second)},
		"a rate limit without a time":  {called("chat.postMessage", &slack.RateLimitedError{}), snoozed(time.Second)},
		"a rate limit as a code":       {refusedBy("ratelimited"), snoozed(30 * time.Second)},
		"an app that is gone":          {refusedBy("token_revoked"), snoozed(installationPause)},
		"a scope that is missing":      {refusedBy("missing_scope"), snoozed(installationPause)},
		"somebody deactivated":         {refusedBy("user_disabled"), core.Permanent},
		"a conversation that is gone":  {refusedBy("channel_not_found"), core.Permanent},
		"a workspace that forbids it":  {refusedBy("restricted_action"), core.Permanent},
		"a channel only some write in": {refusedBy("restricted_action_read_only_channel"), core.Permanent},
		"an app that is not a member":  {refusedBy("no_permission"), core.Permanent},
		"a guest who may not":          {refusedBy("user_is_restricted"), core.Permanent},
		"a token of too little worth":  {refusedBy("access_denied"), snoozed(installationPause)},
		"data Slack does not take":     {refusedBy("invalid_metadata_schema"), core.Permanent},
		"a thread that is closed":      {refusedBy("restricted_action_thread_locked"), core.Permanent},
		"blocks Slack does not take":   {refusedBy("invalid_blocks"), core.Permanent},
		"trouble at Slack":             {refusedBy("internal_error"), retried},
		"a code nobody has seen yet":   {refusedBy("brand_new_code"), retried},
		"no connection":                {called("chat.postMessage", errors.New("connection refused")), retried},
		"no answer in time":            {called("chat.postMessage", context.DeadlineExceeded), retried},
		"a reason already permanent":   {fmt.Errorf("tell: %w", &core.PermanentError{Err: errInactive}), core.Permanent},
	} {
		if got := outcome(c.err); !c.want(got) {
			t.Errorf("%s: %v ends as %v", name, c.err, got)
		}
	}
}

func TestAnErrorOfSlackSaysWhatWasWrong(t *testing.T) {
	refused := slack.SlackErrorResponse{Err: "invalid_arguments", Needed: "im:write"}
	refused.ResponseMetadata.Messages = []string{"[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"}
	got := called("views.open", refused).Error()
	want := "views.open: invalid_arguments (needs im:write): [ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestALateTriggerHasManyNames(t *testing.T) {
	old := slack.SlackErrorResponse{Err: "invalid_arguments"}
	old.ResponseMetadata.Messages = []string{"[ERROR] `trigger_id` expired [json-pointer:/trigger_id]"}
	for _, err := range []error{
		refusedBy("expired_trigger_id"), refusedBy("exchanged_trigger_id"), refusedBy("invalid_trigger_id"),
		refusedBy("trigger_expired"), refusedBy("trigger_exchanged"), called("views.open", old),
	} {
		if !expiredTrigger(err) {
			t.Errorf("%v does not count as late", err)
		}
	}
	if expiredTrigger(refusedBy("invalid_arguments")) || expiredTrigger(errors.New("x")) || expiredTrigger(nil) {
		t.Error("something else counts as late")
	}
}
