package slacksim

import (
	"strings"
	"time"

	"mentorbot/slacksim/blockkit"
)

// apiError is a refusal of the Web API: HTTP 200 with ok false, a code, and for validation the messages that tell where
// (slack.md 1.10 and 1.13).
type apiError struct {
	code     string
	messages []string // "[ERROR] ... [json-pointer:...]"
	extra    object   // more top-level keys, such as needed and provided

	retryAfter time.Duration // above zero: answered as HTTP 429 instead
}

// Error is the code with the validation messages.
func (e *apiError) Error() string {
	return strings.Join(append([]string{e.code}, e.messages...), "; ")
}

// fail returns a refusal with a bare code.
func fail(code string) *apiError { return &apiError{code: code} }

// invalid returns invalid_arguments with one message, given without its "[ERROR] ".
func invalid(message string) *apiError {
	return &apiError{code: "invalid_arguments", messages: []string{"[ERROR] " + message}}
}

// missing returns the refusal of a call without a required argument.
func missing(argument string) *apiError { return invalid("missing required field: " + argument) }

// problems turns what the Block Kit validator found into a refusal; nil when it found nothing.
func problems(code string, found []blockkit.Problem) *apiError {
	if len(found) == 0 {
		return nil
	}
	e := &apiError{code: code}
	for _, p := range found {
		e.messages = append(e.messages, p.String())
	}
	return e
}

// body returns the refusal as the Web API sends it.
func (e *apiError) body() object {
	out := object{"ok": false, "error": e.code}
	if len(e.messages) > 0 {
		bare := make([]string, len(e.messages))
		for i, m := range e.messages {
			bare[i] = strings.TrimPrefix(m, "[ERROR] ")
		}
		out["errors"] = bare
		out["response_metadata"] = object{"messages": e.messages}
	}
	for key, value := range e.extra {
		out[key] = value
	}
	return out
}
