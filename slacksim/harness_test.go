package slacksim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/slacksim"
)

const (
	ana, ben, cleo, gone = "UANA", "UBEN", "UCLEO", "UGONE"
	botUser              = "UBOT"
	botToken             = "xoxb-test"
	appToken             = "xapp-test"
	secret               = "shhh"
)

var allScopes = []string{"commands", "chat:write", "im:write", "im:read", "im:history", "mpim:write", "mpim:read", "mpim:history",
	"channels:read", "channels:history", "groups:read", "groups:history",
	"users:read", "users:read.email", "users.profile:read", "app_mentions:read", "files:write", "files:read", "team:read"}

// dict is decoded JSON.
type dict = map[string]any

// testClock is protocol time that only tests move.
type testClock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *testClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// sim is a running simulator with the calls tests make.
type sim struct {
	t        *testing.T
	server   *slacksim.Server
	url      string
	protocol *testClock
	clock    *testClock
}

func options() slacksim.Options {
	return slacksim.Options{
		Team: slacksim.Team{ID: "T1", Name: "Trial", Domain: "trial"},
		Users: []slacksim.User{
			{ID: ana, Name: "ana", RealName: "Ana Alvarez", Email: "ana@example.org", TZ: "Europe/Paris", Locale: "fr-FR", Title: "Engineer"},
			{ID: ben, Name: "ben", RealName: "Ben Brown", Email: "ben@example.org", TZ: "America/New_York", IsAdmin: true},
			{ID: cleo, Name: "cleo", RealName: "Cleo Chan"},
			{ID: gone, Name: "gone", RealName: "Gone Away", Deleted: true},
		},
		Channels: []slacksim.Channel{
			{ID: "CIN", Name: "general", Members: []string{ana, ben, botUser}},
			{ID: "COUT", Name: "random", Members: []string{ana}},
			{ID: "COLD", Name: "old", Members: []string{botUser}, Archived: true},
			{ID: "CSECRET", Name: "secret", Private: true, Members: []string{ben}},
		},
		App: slacksim.AppConfig{AppID: "A1", Name: "Echo", BotUser: botUser, BotToken: botToken, AppToken: appToken, SigningSecret: secret,
			Scopes:     allScopes,
			Commands:   []slacksim.Command{{Name: "/echo", Description: "Says it again"}},
			Shortcuts:  []slacksim.Shortcut{{Name: "Echo", CallbackID: "shout"}},
			OnMessages: []slacksim.Shortcut{{Name: "Keep", CallbackID: "keep"}}},
		NoRateLimits: true,
	}
}

// start runs a simulator; change adjusts its options, nil for none.
func start(t *testing.T, change func(*slacksim.Options)) *sim {
	t.Helper()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	s := &sim{t: t, protocol: &testClock{t: at}, clock: &testClock{t: at}}
	opt := options()
	opt.Protocol, opt.Clock = s.protocol.Now, s.clock
	if change != nil {
		change(&opt)
	}
	server, err := slacksim.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	s.server, s.url = server, web.URL
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		web.Close()
	})
	return s
}

// do sends a request and decodes a JSON answer, if it is one.
func (s *sim) do(req *http.Request) (*http.Response, dict) {
	s.t.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	out := dict{}
	if json.Unmarshal(data, &out) != nil {
		out = dict{"body": string(data)}
	}
	return res, out
}

func (s *sim) request(method, path, contentType string, body []byte) *http.Request {
	s.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = s.url + path
	}
	req, err := http.NewRequest(method, path, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	return req
}

// api calls a Web API method with a form and the bot token; values that are not strings are sent as JSON text.
func (s *sim) api(method string, args dict) dict {
	s.t.Helper()
	form := url.Values{"token": {botToken}}
	for name, value := range args {
		text, ok := value.(string)
		if !ok {
			text = string(marshal(s.t, value))
		}
		form.Set(name, text)
	}
	_, out := s.do(s.request("POST", "/api/"+method, "application/x-www-form-urlencoded", []byte(form.Encode())))
	return out
}

// must calls a method that has to succeed.
func (s *sim) must(method string, args dict) dict {
	s.t.Helper()
	out := s.api(method, args)
	if out["ok"] != true {
		s.t.Fatalf("%s %v: %v", method, args, out)
	}
	return out
}

// control calls the control API.
func (s *sim) control(method, path string, body any) dict {
	s.t.Helper()
	_, out := s.do(s.request(method, "/_sim/"+path, "application/json", marshal(s.t, body)))
	return out
}

// act makes a control call that has to succeed.
func (s *sim) act(path string, body any) dict {
	s.t.Helper()
	out := s.control("POST", path, body)
	if out["ok"] != true {
		s.t.Fatalf("POST %s %v: %v", path, body, out)
	}
	return out
}

// get makes a control query that has to succeed.
func (s *sim) get(path string) dict {
	s.t.Helper()
	out := s.control("GET", path, nil)
	if out["ok"] != true {
		s.t.Fatalf("GET %s: %v", path, out)
	}
	return out
}

// dm opens the bot's DM with a person and returns its id.
func (s *sim) dm(user string) string {
	s.t.Helper()
	return at(s.must("conversations.open", dict{"users": user}), "channel", "id").(string)
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// at walks into decoded JSON by keys and indexes; nil where there is nothing.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

// problem is the code of a refusal and its last message, which is the most precise one.
func problem(out dict) string {
	code, _ := out["error"].(string)
	messages, _ := at(out, "response_metadata", "messages").([]any)
	if len(messages) == 0 {
		return code
	}
	return code + " " + messages[len(messages)-1].(string)
}

func plain(text string) dict { return dict{"type": "plain_text", "text": text} }

func section(text string) dict {
	return dict{"type": "section", "text": dict{"type": "mrkdwn", "text": text}}
}

func button(block, action, value string) dict {
	return dict{"type": "actions", "block_id": block, "elements": []dict{
		{"type": "button", "action_id": action, "value": value, "text": plain("Press")}}}
}

func textInput(block, action string) dict {
	return dict{"type": "input", "block_id": block, "label": plain("Text"),
		"element": dict{"type": "plain_text_input", "action_id": action, "max_length": 20}}
}

func modal(blocks ...dict) dict {
	return dict{"type": "modal", "callback_id": "form", "title": plain("Form"), "submit": plain("Send"), "blocks": blocks}
}

func home(blocks ...dict) dict { return dict{"type": "home", "blocks": blocks} }

func repeat[T any](n int, v T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = v
	}
	return out
}
