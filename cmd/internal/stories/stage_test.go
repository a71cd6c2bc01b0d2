package stories

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

// opening is the instant every story begins at, a Monday morning.
var opening = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// stage is a running product with its people, and what a test can do there.
type stage struct {
	t       *testing.T
	box     *sandbox.Sandbox
	errors  *errorLog
	read    map[string]map[string]bool // user -> "channel ts" of messages the story has dealt with
	clicked map[string]string
}

// setting is one way the product can run. Every story is told in all of them.
type setting struct {
	name string
	http bool
	url  func(testing.TB) string
}

func settings() []setting {
	return []setting{
		{"Socket Mode on SQLite", false, storagetest.SQLiteURL},
		{"HTTP on PostgreSQL", true, storagetest.PostgresURL},
	}
}

// tell runs a story in every setting. At its end no message may be left that the story did not expect, and nothing may have gone
// wrong in the log.
func tell(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	for _, s := range settings() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			st := raise(t, s, users)
			story(st)
			st.nothingLeft()
		})
	}
}

func raise(t *testing.T, s setting, users []slacksim.User) *stage {
	t.Helper()
	st := &stage{t: t, errors: &errorLog{}, read: map[string]map[string]bool{}}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	box, err := sandbox.Start(ctx, sandbox.Options{
		Dir: t.TempDir(), DatabaseURL: s.url(t), HTTP: s.http, Users: users, Start: opening, Unlimited: true,
		Logger: slog.New(st.errors),
	})
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	st.box = box
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return st
}

// errorLog keeps what is logged as an error.
type errorLog struct {
	mu    sync.Mutex
	lines []string
}

// Enabled implements slog.Handler.
func (l *errorLog) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelError }

// Handle implements slog.Handler.
func (l *errorLog) Handle(_ context.Context, r slog.Record) error {
	var line strings.Builder
	line.WriteString(r.Message)
	r.Attrs(func(a slog.Attr) bool { fmt.Fprintf(&line, " %s=%v", a.Key, a.Value); return true })
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line.String())
	return nil
}

// WithAttrs implements slog.Handler.
func (l *errorLog) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup implements slog.Handler.
func (l *errorLog) WithGroup(string) slog.Handler { return l }

func (l *errorLog) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.lines...)
}

// nothingLeft ends a story.
func (s *stage) nothingLeft() {
	s.t.Helper()
	for _, user := range s.users() {
		for _, m := range s.unread(user) {
			s.t.Errorf("%s got a message nobody expected: %s", user, m.Text)
		}
	}
	for _, line := range s.errors.all() {
		s.t.Errorf("logged as an error: %s", line)
	}
}

// outcome is what a control call that reached the app answers.
type outcome struct {
	App struct {
		Status string `json:"status"`
		Detail string `json:"detail"`
	} `json:"app"`
	Reply  *message          `json:"reply"`
	View   *view             `json:"view"`
	Errors map[string]string `json:"errors"`
	Notice string            `json:"notice"`
}

// message is a chat message as a person sees it.
type message struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	Text      string          `json:"text"`
	Blocks    json.RawMessage `json:"blocks"`
	Ephemeral bool            `json:"ephemeral"`
	User      string          `json:"user"`
	Bot       bool            `json:"bot"`
}

// all is everything a message shows, as one text to look for words in.
func (m message) all() string { return m.Text + "\n" + string(m.Blocks) }

// has reports whether the message offers an element with this action id.
func (m message) has(action string) bool {
	return strings.Contains(string(m.Blocks), `"action_id":"`+action+`"`)
}

// view is a modal or Home.
type view struct {
	ID         string `json:"id"`
	CallbackID string `json:"callback_id"`
	Title      struct{ Text string }
	Blocks     json.RawMessage `json:"blocks"`
}

func (v *view) all() string {
	if v == nil {
		return ""
	}
	return v.Title.Text + "\n" + string(v.Blocks)
}

// call uses the control API and decodes its answer.
func (s *stage) call(method, path string, body, answer any) {
	s.t.Helper()
	var payload bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&payload).Encode(body); err != nil {
			s.t.Fatal(err)
		}
	}
	request, err := http.NewRequest(method, s.box.URL()+"/_sim/"+path, &payload)
	if err != nil {
		s.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		s.t.Fatalf("%s %s %v: %s", method, path, body, raw)
	}
	if answer == nil {
		return
	}
	if err := json.Unmarshal(raw, answer); err != nil {
		s.t.Fatalf("%s %s: %v in %s", method, path, err, raw)
	}
}

type fields map[string]any

// act is a call that reaches the app and has to be acknowledged.
func (s *stage) act(path string, body fields) outcome {
	s.t.Helper()
	var out outcome
	s.call(http.MethodPost, path, body, &out)
	if out.App.Status != "ok" && out.App.Status != "not_sent" || out.Notice != "" {
		s.t.Fatalf("%s %v: the app answered %q %s %s", path, body, out.App.Status, out.App.Detail, out.Notice)
	}
	return out
}

func (s *stage) command(user, text string) outcome {
	s.t.Helper()
	return s.act("command", fields{"user": user, "text": text})
}

func (s *stage) openHome(user string) *view {
	s.t.Helper()
	var answer struct{ View *view }
	s.call(http.MethodPost, "users/"+user+"/home", nil, &answer)
	if answer.View == nil {
		s.t.Fatalf("%s sees no Home", user)
	}
	return answer.View
}

// home is the published Home, without opening it again.
func (s *stage) home(user string) *view {
	s.t.Helper()
	var answer struct{ View *view }
	s.call(http.MethodGet, "users/"+user+"/home", nil, &answer)
	return answer.View
}

// clickHome, clickView and clickMessage press the first element with an action id.
func (s *stage) clickHome(user, action string) outcome {
	s.t.Helper()
	return s.act("click", fields{"user": user, "home": true, "action_id": action, "block_id": blockOf(s.t, s.home(user).Blocks, action)})
}

func (s *stage) clickView(user string, v *view, action string) outcome {
	s.t.Helper()
	return s.act("click", fields{"user": user, "view_id": v.ID, "action_id": action, "block_id": blockOf(s.t, v.Blocks, action)})
}

func (s *stage) clickMessage(user string, m message, action string) outcome {
	s.t.Helper()
	return s.act("click", fields{"user": user, "message_ts": m.TS, "channel": m.Channel, "action_id": action, "block_id": blockOf(s.t, m.Blocks, action)})
}

// clickStale presses an element the message had when it was sent, as somebody does whose Slack has not caught up.
func (s *stage) clickStale(user string, m message, action string) outcome {
	s.t.Helper()
	return s.act("click", fields{"user": user, "message_ts": m.TS, "channel": m.Channel, "action_id": action, "block_id": blockOf(s.t, m.Blocks, action), "stale": true})
}

// submit fills in a modal and submits it.
func (s *stage) submit(user string, v *view, values map[string]map[string]any) outcome {
	s.t.Helper()
	return s.act("submit", fields{"user": user, "view_id": v.ID, "values": values})
}

// blockOf finds the block in which an action id is offered first.
func blockOf(t *testing.T, blocks json.RawMessage, action string) string {
	t.Helper()
	var all []struct {
		BlockID  string `json:"block_id"`
		Elements []struct {
			ActionID string `json:"action_id"`
		} `json:"elements"`
		Accessory struct {
			ActionID string `json:"action_id"`
		} `json:"accessory"`
		Element struct {
			ActionID string `json:"action_id"`
		} `json:"element"`
	}
	if err := json.Unmarshal(blocks, &all); err != nil {
		t.Fatalf("read blocks: %v in %s", err, blocks)
	}
	for _, b := range all {
		if b.Accessory.ActionID == action || b.Element.ActionID == action {
			return b.BlockID
		}
		for _, e := range b.Elements {
			if e.ActionID == action {
				return b.BlockID
			}
		}
	}
	t.Fatalf("no element %q in %s", action, blocks)
	return ""
}

func (s *stage) users() []string {
	s.t.Helper()
	var answer struct {
		Users []struct {
			ID    string `json:"id"`
			IsBot bool   `json:"is_bot"`
		}
	}
	s.call(http.MethodGet, "users", nil, &answer)
	var ids []string
	for _, u := range answer.Users {
		if !u.IsBot {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// messages are all messages a person can see.
func (s *stage) messages(user string) []message {
	s.t.Helper()
	var answer struct{ Messages []message }
	s.call(http.MethodGet, "users/"+user+"/messages", nil, &answer)
	return answer.Messages
}

// unread are the app's messages the story has not dealt with yet.
func (s *stage) unread(user string) []message {
	s.t.Helper()
	var out []message
	for _, m := range s.messages(user) {
		if m.User != user && !m.Ephemeral && !s.read[user][m.Channel+" "+m.TS] {
			out = append(out, m)
		}
	}
	return out
}

// gets takes the next unread message of a person, which has to contain the words.
func (s *stage) gets(user string, words ...string) message {
	s.t.Helper()
	unread := s.unread(user)
	if len(unread) == 0 {
		s.t.Fatalf("%s got no message, want one with %q", user, words)
	}
	m := unread[0]
	s.says(m.all(), words...)
	if s.read[user] == nil {
		s.read[user] = map[string]bool{}
	}
	s.read[user][m.Channel+" "+m.TS] = true
	return m
}

// again is a message as it looks now.
func (s *stage) again(user string, m message) message {
	s.t.Helper()
	for _, now := range s.messages(user) {
		if now.Channel == m.Channel && now.TS == m.TS {
			return now
		}
	}
	s.t.Fatalf("%s does not see message %s any more", user, m.TS)
	return message{}
}

// advance moves the clock; the app catches up before it returns.
func (s *stage) advance(d time.Duration) {
	s.t.Helper()
	s.call(http.MethodPost, "clock", fields{"advance": d.String()}, nil)
}

type mailItem struct {
	ID      string
	Subject string
}

// mails are the mails of a person, newest first.
func (s *stage) mails(user string) []mailItem {
	s.t.Helper()
	var answer struct{ Mail []mailItem }
	s.call(http.MethodGet, "mail?user="+url.QueryEscape(user), nil, &answer)
	return answer.Mail
}

type calendarMail struct {
	Text     string
	Calendar struct {
		Method, UID, Starts, Status, Summary string
		Sequence                             int
		Problems                             []string
	}
}

func (s *stage) mail(id string) calendarMail {
	s.t.Helper()
	var answer struct{ Mail calendarMail }
	s.call(http.MethodGet, "mail/"+id, nil, &answer)
	return answer.Mail
}

// says checks that a text contains all these words, saysNot that it has none of them.
func (s *stage) says(text string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			s.t.Fatalf("no %q in:\n%s", w, text)
		}
	}
}

func (s *stage) saysNot(text string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			s.t.Fatalf("unwanted %q in:\n%s", w, text)
		}
	}
}
