package slacksim

import (
	"context"
	"fmt"
	"slices"
)

// statusNotSent says that Slack's client itself stopped a submission, or that nothing had to be sent.
const statusNotSent = "not_sent"

// outcome is the answer of every control call that reaches the app; docs/simulator.md describes it.
type outcome struct {
	OK     bool              `json:"ok"`
	App    appStatus         `json:"app"`
	Reply  object            `json:"reply,omitempty"`
	View   object            `json:"view,omitempty"`
	Errors map[string]string `json:"errors,omitempty"`
	Notice string            `json:"notice,omitempty"`
}

type appStatus struct {
	Status string `json:"status"`
	MS     int64  `json:"ms"`
	Detail string `json:"detail,omitempty"`
}

// outcomeOf begins the outcome of a delivery; notice is what Slack shows when it failed.
func outcomeOf(a ack, notice func(code string) string) *outcome {
	out := &outcome{OK: true, App: appStatus{Status: a.status, MS: a.took.Milliseconds(), Detail: a.detail}}
	switch a.status {
	case statusOK:
	case statusTimeout:
		out.Notice = notice("operation_timeout")
	default:
		out.Notice = notice("dispatch_failed")
	}
	return out
}

// refuse turns an outcome into one whose answer Slack did not accept.
func (o *outcome) refuse(err error, notice string) {
	o.App.Status, o.App.Detail, o.Notice = statusError, err.Error(), notice
}

// commandNotice is what Slack shows under a failed command.
func commandNotice(command string) func(string) string {
	return func(code string) string { return fmt.Sprintf("%s failed with the error %q", command, code) }
}

// buttonNotice stands for the warning sign Slack puts beside an element whose action failed.
func buttonNotice(string) string { return "This app did not respond. Try again." }

func modalNotice(string) string { return troubleNotice }

func noNotice(string) string { return "" }

// finish waits until the app's background work has settled and adds what the person then sees: the view on top and the
// newest message that only they got since the interaction began.
func (s *Server) finish(ctx context.Context, user string, since string, out *outcome) *outcome {
	s.settle(ctx, out)
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.top(user); v != nil {
		out.View = s.shownView(v)
	}
	if out.Reply == nil {
		out.Reply = s.ephemeralSince(user, since)
	}
	return out
}

func (s *Server) settle(ctx context.Context, out *outcome) {
	if s.opt.Settle == nil {
		return
	}
	if err := s.opt.Settle(ctx); err != nil && out.App.Detail == "" {
		out.App.Detail = "background work: " + err.Error()
	}
}

func (s *Server) ephemeralSince(user, since string) object {
	var newest *message
	var in *conversation
	for _, conv := range s.conversations {
		for _, m := range slices.Backward(conv.messages) {
			if m.ts <= since {
				break
			}
			if m.only == user && (newest == nil || m.ts > newest.ts) {
				newest, in = m, conv
			}
		}
	}
	if newest == nil {
		return nil
	}
	return s.shownMessage(in, newest, user)
}

// shownMessage is a message as the control API shows it to a person.
func (s *Server) shownMessage(conv *conversation, m *message, viewer string) object {
	out := object{"channel": conv.id, "ts": m.ts, "user": m.user, "bot": m.fromApp, "text": m.text, "ephemeral": m.only != "",
		"time": shownTime(m.ts), "edited": m.edited != ""}
	if m.blocks != nil {
		out["blocks"] = m.blocks
	}
	if m.attachments != nil {
		out["attachments"] = m.attachments
	}
	if m.metadata != nil {
		out["metadata"] = m.metadata
	}
	if m.thread != "" {
		out["thread_ts"] = m.thread
	}
	if len(m.files) > 0 {
		out["files"] = s.filesFor(m.files, viewer)
	}
	return out
}

// lastShown is the timestamp of the newest message, so that what comes later can be told apart.
func (s *Server) lastShown() string { return formatTS(s.lastTS) }
