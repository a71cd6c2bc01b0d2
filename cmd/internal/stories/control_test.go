package stories

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

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
	Files     []sharedFile    `json:"files"`
}

// all is everything a message shows, as one text to look for words in.
func (m message) all() string { return m.Text + "\n" + readable(m.Blocks) }

// readable is JSON without the escapes of the characters that mrkdwn uses.
func readable(raw json.RawMessage) string {
	return strings.NewReplacer(`\u003e`, ">", `\u003c`, "<", `\u0026`, "&").Replace(string(raw))
}

// has reports whether the message offers an element with this action id.
func (m message) has(action string) bool {
	return strings.Contains(string(m.Blocks), `"action_id":"`+action+`"`)
}

// view is a modal or Home.
type view struct {
	ID         string `json:"id"`
	CallbackID string `json:"callback_id"`
	Title      struct{ Text string }
	Submit     struct{ Text string }
	Close      struct{ Text string }
	Blocks     json.RawMessage `json:"blocks"`
	State      json.RawMessage `json:"state"`
}

func (v *view) all() string {
	if v == nil {
		return ""
	}
	return strings.Join([]string{v.Title.Text, readable(v.Blocks), v.Submit.Text, v.Close.Text}, "\n")
}

// call uses the control API and decodes its answer.
func (s *stage) call(method, path string, body, answer any) {
	s.t.Helper()
	status, raw, err := s.control(method, path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	if status != http.StatusOK {
		s.t.Fatalf("%s %s %v: %s", method, path, body, raw)
	}
	if answer == nil {
		return
	}
	if err := json.Unmarshal(raw, answer); err != nil {
		s.t.Fatalf("%s %s: %v in %s", method, path, err, raw)
	}
}

// control makes a call of the control API; it may be used from other goroutines than the test's.
func (s *stage) control(method, path string, body any) (status int, answer []byte, err error) {
	payload, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	request, err := http.NewRequest(method, s.box.URL()+"/_sim/"+path, bytes.NewReader(payload))
	if err != nil {
		return 0, nil, err
	}
	return roundTrip(request)
}

func roundTrip(request *http.Request) (status int, answer []byte, err error) {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	return response.StatusCode, answer, err
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
	s.shows(body["user"], out)
	s.notes(path, body, out)
	return out
}

// shows notes what somebody was shown.
func (s *stage) shows(user any, out outcome) {
	if name, ok := user.(string); ok {
		s.shown[name] = append(s.shown[name], out.reply())
	}
}

// reply is what a command answered, as a message or in a modal.
func (o outcome) reply() string {
	text := o.View.all()
	if o.Reply != nil {
		text += o.Reply.all()
	}
	return text
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
	s.notes("opens the Home", fields{"user": user}, outcome{View: answer.View})
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
	return s.act("click", s.pressed(user, s.asShown(user, m), action))
}

// asShown is a message as the person's Slack shows it now: it may have been brought up to date since it came.
func (s *stage) asShown(user string, m message) message {
	s.t.Helper()
	for _, now := range s.messages(user) {
		if now.Channel == m.Channel && now.TS == m.TS {
			return now
		}
	}
	return m
}

// clickStale presses an element the message had when it was sent, as somebody does whose Slack has not caught up.
func (s *stage) clickStale(user string, m message, action string) outcome {
	s.t.Helper()
	return s.act("click", stale(s.pressed(user, m, action)))
}

// stale makes a click one on the message as it was first sent.
func stale(click fields) fields {
	delete(click, "block_id") // an update gives blocks new ids
	click["stale"] = true
	return click
}

// refuses makes a control call that Slack's client itself does not allow, and gives its reason.
func (s *stage) refuses(path string, body fields) string {
	s.t.Helper()
	status, raw, err := s.control(http.MethodPost, path, body)
	if err != nil || status == http.StatusOK {
		s.t.Fatalf("%s %v was let through: %s %v", path, body, raw, err)
	}
	var refusal struct{ Error string }
	if err := json.Unmarshal(raw, &refusal); err != nil {
		s.t.Fatal(err)
	}
	return refusal.Error
}

// atOnce makes control calls that reach the app at the same instant. All have to be acknowledged.
func (s *stage) atOnce(path string, bodies ...fields) []outcome {
	s.t.Helper()
	outcomes, failures := make([]outcome, len(bodies)), make([]error, len(bodies))
	var calls sync.WaitGroup
	for i, body := range bodies {
		calls.Go(func() {
			status, raw, err := s.control(http.MethodPost, path, body)
			if err == nil && status != http.StatusOK {
				err = fmt.Errorf("%s", raw)
			}
			failures[i] = errors.Join(err, json.Unmarshal(raw, &outcomes[i]))
		})
	}
	calls.Wait()
	s.must(errors.Join(failures...))
	for _, out := range outcomes {
		if out.App.Status != "ok" || out.Notice != "" {
			s.t.Fatalf("the app answered %q %s %s", out.App.Status, out.App.Detail, out.Notice)
		}
	}
	return outcomes
}

// pressed is the click on an element of a message.
func (s *stage) pressed(user string, m message, action string) fields {
	s.t.Helper()
	return fields{"user": user, "message_ts": m.TS, "channel": m.Channel, "action_id": action, "block_id": blockOf(s.t, m.Blocks, action)}
}

// submit fills in a modal and submits it.
func (s *stage) submit(user string, v *view, in values) outcome {
	s.t.Helper()
	return s.act("submit", fields{"user": user, "view_id": v.ID, "values": in})
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

// blockAbout finds the block that offers an element about somebody.
func (s *stage) blockAbout(blocks json.RawMessage, action, name string) string {
	s.t.Helper()
	var all []json.RawMessage
	if err := json.Unmarshal(blocks, &all); err != nil {
		s.t.Fatal(err)
	}
	for _, b := range all {
		if !strings.Contains(string(b), name) || !strings.Contains(string(b), `"action_id":"`+action+`"`) {
			continue
		}
		var block struct {
			BlockID string `json:"block_id"`
		}
		if err := json.Unmarshal(b, &block); err != nil {
			s.t.Fatal(err)
		}
		return block.BlockID
	}
	s.t.Fatalf("no %s for %s in %s", action, name, blocks)
	return ""
}

// clickAbout presses, in an open modal, the element about somebody.
func (s *stage) clickAbout(user string, v *view, action, name string) outcome {
	s.t.Helper()
	return s.act("click", fields{"user": user, "view_id": v.ID, "action_id": action, "block_id": s.blockAbout(v.Blocks, action, name)})
}
