package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// callError is a refusal by Slack's Web API.
type callError struct {
	Method   string
	Code     string   // Slack's error code, as "channel_not_found"
	Messages []string // response_metadata.messages: which part of the request was wrong
	Needed   string   // scope that is missing, with missing_scope
}

// Error implements error.
func (e *callError) Error() string {
	text := e.Method + ": " + e.Code
	if e.Needed != "" {
		text += " (needs " + e.Needed + ")"
	}
	if len(e.Messages) > 0 {
		text += ": " + strings.Join(e.Messages, "; ")
	}
	return text
}

// called names the method in an error of slack-go and gives Slack's own refusals their type.
func called(method string, err error) error {
	if err == nil {
		return nil
	}
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return &callError{
			Method: method, Code: refused.Err, Messages: refused.ResponseMetadata.Messages, Needed: refused.Needed,
		}
	}
	return fmt.Errorf("%s: %w", method, err)
}

// codeOf is Slack's code inside err, or empty.
func codeOf(err error) string {
	var refused *callError
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// The codes below are those of the methods' reference pages.

// unreachable: this person or conversation does not take our messages, now or later.
func unreachable(code string) bool {
	return strings.HasPrefix(code, restricted) || slices.Contains([]string{
		"user_disabled", "user_not_found", "user_not_visible", "users_not_found", "channel_not_found", "not_in_channel",
		"is_archived", "cannot_dm_bot", "ekm_access_denied", "method_not_supported_for_channel_type",
		"no_permission", "user_is_restricted", "user_is_ultra_restricted", "enterprise_is_restricted",
	}, code)
}

// restricted begins the codes of a workspace that does not let the app write somewhere: alone, or with what exactly is not allowed, such as
// "restricted_action_read_only_channel".
const restricted = "restricted_action"

// uninstalled: Slack no longer knows the app as a whole, or the app is set up wrongly. Nothing is wrong with the single job, so it waits
// for an admin to put it right.
func uninstalled(code string) bool {
	return slices.Contains([]string{
		"account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed", "not_allowed_token_type",
		"team_access_not_granted", "org_login_required", "missing_scope", "messages_tab_disabled", "not_enabled",
		"access_denied", "two_factor_setup_required",
	}, code)
}

// rejected: Slack does not accept what we made; it would not accept it a second time either.
func rejected(code string) bool {
	return slices.Contains([]string{
		"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "invalid_arg_name", "msg_too_long", "msg_blocks_too_long",
		"no_text", "too_many_attachments", "metadata_too_large", "invalid_metadata_format", "view_too_large", "too_many_users",
		"missing_argument", "invalid_metadata_schema", "attachment_payload_limit_exceeded", "invalid_array_arg",
	}, code)
}

// gone: the message cannot be changed any more, and nobody misses anything.
func gone(code string) bool {
	return slices.Contains([]string{"message_not_found", "edit_window_closed", "cant_update_message", "channel_not_found",
		"is_archived", "not_in_channel"}, code)
}

// expiredTrigger: the three seconds of a click are over, or it was used before. Slack has several names for it (slack.md 1.1).
func expiredTrigger(err error) bool {
	code := codeOf(err)
	if slices.Contains([]string{
		"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged",
	}, code) {
		return true
	}
	var refused *callError
	return errors.As(err, &refused) && slices.ContainsFunc(refused.Messages, func(m string) bool {
		return strings.Contains(m, "trigger_id")
	})
}

// installationPause is how long jobs wait for a dead installation to come back.
const installationPause = 10 * time.Minute

// outcome tells the worker how a job's call to Slack ended: put off after a rate limit, failed for good where a repetition cannot help,
// otherwise to be tried again.
func outcome(err error) error {
	var limited *slack.RateLimitedError
	code := codeOf(err)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &limited):
		return &core.SnoozeError{After: max(limited.RetryAfter, time.Second)}
	case code == "ratelimited" || code == "rate_limited":
		return &core.SnoozeError{After: 30 * time.Second}
	case uninstalled(code):
		return &core.SnoozeError{After: installationPause}
	case unreachable(code), rejected(code):
		return &core.PermanentError{Err: err}
	}
	return err
}
