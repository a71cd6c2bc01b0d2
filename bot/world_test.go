package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/jobs"
	"mentorbot/slacksim"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

const (
	team          = "T1"
	signingSecret = "shhh"
)

// world is the app on a simulated Slack: a real service on a real database, a worker that delivers, and a clock that tests move.
type world struct {
	t       testing.TB
	sim     *httptest.Server
	web     *httptest.Server // the app over HTTP
	db      *storage.DB
	service *core.Service
	ws      core.WorkspaceID
	app     *bot.App
	worker  *jobs.Worker
	jobs    map[core.JobKind]core.Handler // of the worker
	log     *logged
	now     atomic.Pointer[time.Time]
	trouble bool // the test provokes error logs
	cut     atomic.Bool
}

// logged keeps the log lines of a test.
type logged struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

// errors are the lines of level error.
func (l *logged) errors() []string {
	var found []string
	for line := range strings.Lines(l.String()) {
		if strings.Contains(line, "level=ERROR") {
			found = append(found, line)
		}
	}
	return found
}

// people of the workspace: everybody speaks English but Amara.
func people() []slacksim.User {
	return []slacksim.User{
		{ID: "UMIA", Name: "mia", RealName: "Mia Okafor", Email: "mia@example.org", TZ: "Europe/Paris"},
		{ID: "UAMARA", Name: "amara", RealName: "Amara Diallo", Email: "amara@example.org", TZ: "Africa/Dakar", Locale: "fr-FR"},
		{ID: "UBEN", Name: "ben", RealName: "Ben Ito", Email: "ben@example.org", TZ: "Asia/Tokyo"},
	}
}

// newWorld starts everything over signed HTTP, on SQLite; change adjusts the simulator, nil for none.
func newWorld(t *testing.T, change func(*slacksim.Options)) *world {
	t.Helper()
	w := prepare(t)
	options := w.options()
	base := w.web.URL
	options.Endpoints = slacksim.Endpoints{
		Events: base + bot.PathEvents, Interactions: base + bot.PathInteractions, Commands: base + bot.PathCommands,
		Options: base + bot.PathOptions,
	}
	if change != nil {
		change(&options)
	}
	w.simulate(options)
	return w
}

// prepare makes the clock, the database and the service.
func prepare(t testing.TB) *world {
	w := &world{t: t, db: storagetest.SQLite(t), log: &logged{}}
	t.Cleanup(func() {
		if errors := w.log.errors(); len(errors) > 0 && !w.trouble {
			t.Errorf("unexpected errors in the log:\n%s", strings.Join(errors, "\n"))
		}
	})
	start := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	w.now.Store(&start)
	var made atomic.Int64
	ids := core.IDFunc(func() string { return fmt.Sprintf("id-%06d", made.Add(1)) })
	w.service = core.New(w.db, core.ClockFunc(w.time), ids)
	workspace, err := w.service.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: team, Name: "Trial", Locale: "en"})
	w.must(err)
	w.ws = workspace.ID
	// The app is reached through here once it is there.
	w.web = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		bot.NewHTTP(bot.HTTPConfig{
			Receiver: w.app, SigningSecret: signingSecret, Now: time.Now, Logger: w.logger(),
		}).ServeHTTP(rw, r)
	}))
	t.Cleanup(w.web.Close)
	return w
}

func (w *world) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (w *world) options() slacksim.Options {
	var scopes []string
	for _, scope := range bot.Scopes() {
		scopes = append(scopes, scope.Name)
	}
	return slacksim.Options{
		Team: slacksim.Team{ID: team, Name: "Trial", Domain: "trial"}, Users: people(), NoRateLimits: true,
		App: slacksim.AppConfig{
			AppID: "A1", Name: "Mentorbot", BotUser: "UBOT", BotToken: "xoxb-test", AppToken: "xapp-test",
			SigningSecret: signingSecret, Scopes: scopes, Events: bot.Events(),
			Commands: []slacksim.Command{{Name: bot.CommandName}},
		},
		Clock:  simClock{w},
		Settle: w.settle,
	}
}

// simClock shows the simulator the test's clock.
type simClock struct{ w *world }

func (c simClock) Now() time.Time          { return c.w.time() }
func (c simClock) Advance(d time.Duration) { c.w.advance(d) }

// simulate starts the simulator, the app and its worker.
func (w *world) simulate(options slacksim.Options) {
	w.t.Helper()
	server, err := slacksim.New(options)
	w.must(err)
	w.sim = httptest.NewServer(server)
	w.t.Cleanup(func() { w.must(server.Close()); w.sim.Close() })
	client, err := bot.NewClient(bot.ClientOptions{
		Token: "xoxb-test", AppToken: "xapp-test", APIURL: w.sim.URL + "/api/", Timeout: 5 * time.Second,
	})
	w.must(err)
	text, err := i18n.New()
	w.must(err)
	workspace, err := w.db.Workspace(w.t.Context(), w.ws)
	w.must(err)
	registry := bot.Single{Installation: bot.Installation{Workspace: workspace, BotUser: "UBOT", Client: client}}
	limits := bot.NewLimits(w.time)
	deliverer := bot.NewDeliverer(bot.DelivererConfig{
		Service: w.service, Registry: registry, Catalogue: text, Logger: w.logger(), Limits: limits,
	})
	handlers := deliverer.Handlers()
	for kind, handler := range w.service.Handlers() {
		handlers[kind] = handler
	}
	handlers[core.JobCalendarMail] = func(context.Context, core.Job) error { return nil } // no mail in these tests
	w.jobs = handlers
	w.worker = jobs.NewWorker(jobs.Config{
		Queue: w.db, Handlers: handlers, Clock: core.ClockFunc(w.time), Logger: w.logger(), GiveUp: deliverer.GiveUp,
		Poll: time.Minute, Backoff: jobs.Backoff{First: time.Minute, Max: time.Minute, Attempts: 4},
	})
	w.service.OnJobs(w.worker.Wake)
	w.app = bot.NewApp(bot.Config{
		Service: w.service, Registry: registry, Catalogue: text, Logger: w.logger(), Limits: limits,
	})
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { w.worker.Run(ctx) })
	w.t.Cleanup(func() { stop(); running.Wait() })
}

func (w *world) time() time.Time { return *w.now.Load() }

func (w *world) advance(d time.Duration) {
	later := w.time().Add(d)
	w.now.Store(&later)
}

// pass lets time go by and everything happen that follows.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.advance(d)
	w.must(w.service.Sweep(w.t.Context()))
	w.must(w.settle(w.t.Context()))
}

func (w *world) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := w.app.Idle(ctx); err != nil {
		return err
	}
	if w.cut.Load() {
		return nil
	}
	return w.worker.Idle(ctx)
}

// loseDatabase makes everything fail that needs it.
func (w *world) loseDatabase() {
	w.t.Helper()
	w.trouble = true
	w.cut.Store(true)
	w.must(w.db.Close())
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

type dict = map[string]any

// control calls the simulator's control API.
func (w *world) control(method, path string, body dict) dict {
	w.t.Helper()
	raw, err := json.Marshal(body)
	w.must(err)
	request, err := http.NewRequest(method, w.sim.URL+"/_sim/"+path, bytes.NewReader(raw))
	w.must(err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	w.must(err)
	defer response.Body.Close()
	answer := dict{}
	w.must(json.NewDecoder(response.Body).Decode(&answer))
	if answer["ok"] != true {
		w.t.Fatalf("%s %s %s: %v", method, path, raw, answer)
	}
	return answer
}

// did calls the control API for something the app answers, and expects Slack to be content with the answer.
func (w *world) did(path string, body dict) dict {
	w.t.Helper()
	answer := w.control("POST", path, body)
	if app, _ := answer["app"].(dict); app["status"] != "ok" {
		w.t.Fatalf("%s %v: %v\nlog:\n%s", path, body, answer, w.log)
	}
	return answer
}

func (w *world) command(user, text string) dict {
	w.t.Helper()
	return w.did("command", dict{"user": user, "text": text})
}

// modal is the one on top for a user.
func (w *world) modal(user string) dict {
	w.t.Helper()
	modal, _ := w.control("GET", "users/"+user+"/view", nil)["view"].(dict)
	return modal
}

func (w *world) submit(user string, values dict) dict {
	w.t.Helper()
	typed := dict{}
	for block, value := range values {
		typed[block] = dict{view.InputValue: value}
	}
	return w.did("submit", dict{"user": user, "view_id": w.modal(user)["id"], "values": typed})
}

// press clicks the first button of an action in the modal on top.
func (w *world) press(user, action string) dict {
	w.t.Helper()
	modal := w.modal(user)
	blocks, _ := modal["blocks"].([]any)
	for _, b := range blocks {
		if block := b.(dict); w.offers(dict{"blocks": []any{block}}, action) {
			return w.did("click", dict{"user": user, "view_id": modal["id"], "block_id": block["block_id"], "action_id": action})
		}
	}
	w.t.Fatalf("the modal of %s has no %s: %v", user, action, blocks)
	return nil
}

// messages are the texts a user can see, oldest first.
func (w *world) messages(user string) []dict {
	w.t.Helper()
	all, _ := w.control("GET", "users/"+user+"/messages", nil)["messages"].([]any)
	var out []dict
	for _, m := range all {
		out = append(out, m.(dict))
	}
	return out
}

// has finds the latest message to a user that contains some text.
func (w *world) has(user, text string) dict {
	w.t.Helper()
	all := w.messages(user)
	slices.Reverse(all)
	for _, m := range all {
		if strings.Contains(m["text"].(string), text) {
			return m
		}
	}
	w.t.Fatalf("%s has no message with %q, but %v\nlog:\n%s", user, text, texts(all), w.log)
	return nil
}

func texts(all []dict) []string {
	var out []string
	for _, m := range all {
		out = append(out, fmt.Sprint(m["text"]))
	}
	return out
}

// fault makes the next call of a method fail.
func (w *world) fault(fault dict) {
	w.t.Helper()
	w.control("POST", "faults", fault)
}

// calls are the logged calls of a Web API method.
func (w *world) calls(method string) []dict {
	w.t.Helper()
	all, _ := w.control("GET", "log?limit=1000", nil)["log"].([]any)
	var out []dict
	for _, entry := range all {
		if e := entry.(dict); e["method"] == method {
			out = append(out, e)
		}
	}
	return out
}

// person makes somebody known who has a profile, and a picture of their own.
func (w *world) person(user, name, zone, locale string) core.Person {
	w.t.Helper()
	ctx := w.t.Context()
	p, err := w.service.SyncPerson(ctx, core.Call{Workspace: w.ws}, core.ChatProfile{
		ChatUserID: user, Name: name, Email: strings.ToLower(user) + "@example.org", TimeZone: zone, Locale: locale, OwnPicture: true,
	})
	w.must(err)
	call := core.Call{Workspace: w.ws, Actor: p.ID}
	_, err = w.service.SaveBasics(ctx, call, core.Basics{Name: name, TimeZone: zone, Languages: []string{"en"}, DutyStation: "Geneva"})
	w.must(err)
	_, err = w.service.SaveWork(ctx, call, core.Work{Headline: "Engineer", Unit: "Water"})
	w.must(err)
	_, err = w.service.SaveSkills(ctx, call, core.Skills{Summary: "I like to help.", Skills: []string{"Leadership"}})
	w.must(err)
	return p
}

// pair makes Mia, who looks for a mentor, and the mentors Amara and Ben.
func (w *world) pair() (mia, amara, ben core.Person) {
	w.t.Helper()
	mia = w.person("UMIA", "Mia Okafor", "Europe/Paris", "en-GB")
	amara = w.person("UAMARA", "Amara Diallo", "Africa/Dakar", "fr-FR")
	ben = w.person("UBEN", "Ben Ito", "Asia/Tokyo", "en-US")
	for _, mentor := range []core.Person{amara, ben} {
		_, err := w.service.SaveMentor(w.t.Context(), core.Call{Workspace: w.ws, Actor: mentor.ID}, core.MentorSettings{
			Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 1,
		})
		w.must(err)
	}
	return mia, amara, ben
}

// ask sends Mia's list.
func (w *world) ask(mia core.Person, mentors ...core.Person) core.ChoiceFacts {
	w.t.Helper()
	in := core.Submission{Message: "I would like to learn <!channel> how to lead."}
	for _, m := range mentors {
		in.Mentors = append(in.Mentors, m.ID)
	}
	facts, err := w.service.SubmitChoices(w.t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID}, in)
	w.must(err)
	w.must(w.settle(w.t.Context()))
	return facts
}

// post sends a request to the app as an HTTP client would.
func (w *world) post(path, body string, header http.Header) (status int, answer string) {
	w.t.Helper()
	request, err := http.NewRequest(http.MethodPost, w.web.URL+path, strings.NewReader(body))
	w.must(err)
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	w.must(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	w.must(err)
	return response.StatusCode, string(raw)
}
