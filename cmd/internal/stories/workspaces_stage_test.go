package stories

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/cmd/internal/app"
	"mentorbot/core"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

// The workspaces that install the app. Their people have the same ids, so that nothing but the workspace tells them apart.
const (
	north = "T0NORTH"
	south = "T0SOUTH"
)

// What the app and Slack share.
const (
	estateSecret = "a signing secret of the estate"
	estateToken  = "xapp-estate"
)

// ground is what an estate stands on.
type ground struct {
	database string
	rotate   bool // tokens expire
	socket   bool // Socket Mode; then there is north only, because a simulated socket belongs to one workspace
}

// estate is one running product in a simulated Slack of several workspaces, installed by OAuth.
type estate struct {
	ground
	t        *testing.T
	app      *app.App
	base     string                 // address of the app
	slack    string                 // address of the simulated Slack
	clock    *slacksim.MovableClock // product time
	protocol *shiftedClock          // real time, which tokens and signatures go by
	errors   *errorLog
}

// shiftedClock is real time as far ahead as a story needs.
type shiftedClock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *shiftedClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *shiftedClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// tellOfMany runs a story of several workspaces over HTTP on both databases. rotate makes their tokens expire.
func tellOfMany(t *testing.T, rotate bool, story func(*estate)) {
	t.Helper()
	tellOn(t, ground{rotate: rotate}, story)
}

// tellOverSockets runs a story of north alone, whose tokens expire, over Socket Mode on both databases.
func tellOverSockets(t *testing.T, story func(*estate)) {
	t.Helper()
	tellOn(t, ground{rotate: true, socket: true}, story)
}

func tellOn(t *testing.T, on ground, story func(*estate)) {
	t.Helper()
	t.Parallel()
	databases := map[string]func(testing.TB) string{"SQLite": storagetest.MigratedSQLiteURL, "PostgreSQL": storagetest.MigratedPostgresURL}
	if quick() {
		delete(databases, "PostgreSQL")
	}
	for database, url := range databases {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			here := on
			here.database = url(t)
			e := found(t, here)
			story(e)
			for _, line := range e.errors.all() {
				t.Errorf("logged as an error: %s", line)
			}
		})
	}
}

// found starts the simulated Slack and the app, which is not installed anywhere yet.
func found(t *testing.T, on ground) *estate {
	t.Helper()
	e := &estate{ground: on, t: t, clock: slacksim.NewClock(opening), protocol: &shiftedClock{}, errors: &errorLog{}}
	slackSide, appSide := e.listen(), e.listen()
	e.slack, e.base = "http://"+slackSide.Addr().String(), "http://"+appSide.Addr().String()
	servers := e.simulate(slackSide)
	var err error
	e.app, err = app.New(t.Context(), e.config(), app.Options{
		Clock: core.ClockFunc(e.clock.Now), RealTime: e.protocol.now, Patience: patience, Logger: slog.New(e.errors), Listener: appSide,
	})
	e.must(err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.app.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, e.app.Close()); err != nil {
			t.Errorf("end: %v", err)
		}
		for _, server := range servers {
			if err := server.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	<-e.app.Ready()
	return e
}

// simulate serves the workspaces: all behind one address, or north alone.
func (e *estate) simulate(at net.Listener) []*slacksim.Server {
	e.t.Helper()
	first, err := slacksim.New(e.simulated(north, "North"))
	e.must(err)
	if e.socket {
		mux := http.NewServeMux()
		mux.Handle("/team/"+north+"/", http.StripPrefix("/team/"+north, first))
		mux.Handle("/", first)
		e.serve(at, mux)
		return []*slacksim.Server{first}
	}
	second, err := slacksim.New(e.simulated(south, "South"))
	e.must(err)
	cloud, err := slacksim.NewCloud(first, second)
	e.must(err)
	e.serve(at, cloud)
	return []*slacksim.Server{first, second}
}

func (e *estate) listen() net.Listener {
	e.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	e.must(err)
	return listener
}

func (e *estate) serve(listener net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	e.t.Cleanup(func() { _ = server.Close() })
}

func (e *estate) simulated(team, name string) slacksim.Options {
	o := slacksim.Options{
		Team: slacksim.Team{ID: team, Name: name, Domain: strings.ToLower(name)}, Users: cast(), NoRateLimits: true, Clock: e.clock,
		Protocol: e.protocol.now, Timing: slacksim.Timing{Ack: patience, TriggerLife: patience}, BaseURL: slacksim.TeamURL(e.slack, team),
		App: slacksim.AppConfig{
			AppID: "A0MANY", Name: "Mentorbot", BotUser: "U0BOT", AppToken: estateToken, SigningSecret: estateSecret, ClientID: "1.2", ClientSecret: "client-secret",
			RedirectURLs: []string{e.base + "/slack/oauth"}, TokenRotation: e.rotate, Events: bot.Events(),
			Commands:   []slacksim.Command{{Name: bot.CommandName}},
			OnMessages: []slacksim.Shortcut{{Name: "Save", CallbackID: bot.MessageShortcuts()[0].CallbackID}},
		},
		Settle: func(ctx context.Context) error { return e.app.Settle(ctx) },
	}
	if !e.socket {
		o.Endpoints = slacksim.Endpoints{
			Events: e.base + bot.PathEvents, Interactions: e.base + bot.PathInteractions, Commands: e.base + bot.PathCommands,
			Options: e.base + bot.PathOptions,
		}
	}
	for _, scope := range bot.Scopes() {
		o.App.Scopes = append(o.App.Scopes, scope.Name)
	}
	return o
}

func (e *estate) config() app.Config {
	mode := "http"
	if e.socket {
		mode = "socket"
	}
	return app.Config{
		DatabaseURL: e.database, Mode: mode, SigningSecret: estateSecret, AppToken: estateToken, SlackAPIURL: e.slack + "/api/", ClientID: "1.2",
		ClientSecret: "client-secret", BaseURL: e.base,
		EncryptionKeys: "k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
	}
}

func (e *estate) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// control calls the control API of a workspace.
func (e *estate) control(team, method, path string, body, answer any) {
	e.t.Helper()
	payload, err := json.Marshal(body)
	e.must(err)
	request, err := http.NewRequest(method, slacksim.TeamURL(e.slack, team)+"/_sim/"+path, bytes.NewReader(payload))
	e.must(err)
	status, raw, err := roundTrip(request)
	e.must(err)
	if status != http.StatusOK {
		e.t.Fatalf("%s %s %s: %s", team, path, payload, raw)
	}
	if answer != nil {
		e.must(json.Unmarshal(raw, answer))
	}
}

// browser keeps cookies and stops at redirects.
func (e *estate) browser() *http.Client {
	e.t.Helper()
	jar, err := cookiejar.New(nil)
	e.must(err)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (e *estate) visit(browser *http.Client, address string) (*http.Response, string) {
	e.t.Helper()
	response, err := browser.Get(address)
	e.must(err)
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	e.must(err)
	return response, string(page)
}

// consent begins an installation and answers Slack's page; it returns where Slack sends the browser back to.
func (e *estate) consent(browser *http.Client, team string, answer fields) string {
	e.t.Helper()
	response, _ := e.visit(browser, e.base+"/slack/install")
	body := fields{"user": kim, "url": response.Header.Get("Location"), "decision": "allow"}
	for name, value := range answer {
		body[name] = value
	}
	var out struct{ Redirect string }
	e.control(team, http.MethodPost, "oauth", body, &out)
	return out.Redirect
}

// install installs the app in a workspace.
func (e *estate) install(team string) {
	e.t.Helper()
	browser := e.browser()
	response, page := e.visit(browser, e.consent(browser, team, nil))
	if response.StatusCode != http.StatusOK || !strings.Contains(page, "Mentorbot is installed") {
		e.t.Fatalf("install in %s: %d %s", team, response.StatusCode, page)
	}
	e.must(e.app.Settle(e.t.Context()))
}

// command is what a person reads in answer to a command.
func (e *estate) command(team, user, text string) outcome {
	e.t.Helper()
	var out outcome
	e.control(team, http.MethodPost, "command", fields{"user": user, "text": text}, &out)
	return out
}

// answers fails unless the app answers in a workspace.
func (e *estate) answers(team string) {
	e.t.Helper()
	if out := e.command(team, mia, "/mentor help"); out.App.Status != "ok" || out.Reply == nil {
		e.t.Fatalf("the app does not answer in %s: %+v", team, out)
	}
}

func (e *estate) workspace(team string) core.WorkspaceID {
	e.t.Helper()
	workspace, err := e.app.Service.WorkspaceOfTeam(e.t.Context(), team)
	e.must(err)
	return workspace.ID
}

func (e *estate) installation(team string) core.Installation {
	e.t.Helper()
	i, err := e.app.Service.Installation(e.t.Context(), e.workspace(team))
	e.must(err)
	return i
}

// as is a call by somebody who has used the app before.
func (e *estate) as(team, user string) core.Call {
	e.t.Helper()
	workspace := e.workspace(team)
	person, err := e.app.Service.PersonByChatUser(e.t.Context(), workspace, user)
	e.must(err)
	return core.Call{Workspace: workspace, Actor: person.ID, RequestID: "story"}
}

func (e *estate) messages(team, user string) []message {
	e.t.Helper()
	var answer struct{ Messages []message }
	e.control(team, http.MethodGet, "users/"+user+"/messages", nil, &answer)
	return answer.Messages
}
