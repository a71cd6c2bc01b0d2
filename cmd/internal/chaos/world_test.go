package chaos

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/cmd/internal/app"
	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/slacksim"
	"mentorbot/slacksim/mailbox"
	"mentorbot/storage"
)

// patience bounds every wait that has an end in sight.
const patience = 3 * time.Minute

// The identity of the simulated installation.
const (
	teamID        = "T0CHAOS"
	botUser       = "U0MENTORBOT"
	botToken      = "xoxb-chaos"
	appToken      = "xapp-chaos"
	signingSecret = "chaos keeps no secrets"
	mailFrom      = "sessions@mentorbot.example"
	domainSecret  = "identifiers of events are derived from this"
)

// opening is where product time begins, a Monday morning.
var opening = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// setting is one way to run the app.
type setting struct {
	url      func(testing.TB) string
	http     bool // Slack posts instead of a socket
	replicas int
	mentors  int
	mentees  int
	patient  bool // a run of a job may last as long as in earnest, so that a busy machine makes no outage of its own
}

// world is everything outside the app, and the processes of the app.
type world struct {
	t        testing.TB
	setting  setting
	clock    *clock
	sim      *slacksim.Server
	web      *httptest.Server
	mail     *mailbox.Mailbox
	gate     *gate
	db       *storage.DB
	service  *core.Service
	ws       core.WorkspaceID
	url      string // of the database
	replicas []*replica
	journal  *journal
	turn     atomic.Uint64
	people   []person
	book     *ledger
}

// build brings up everything but the app.
func build(t testing.TB, s setting) *world {
	w := &world{t: t, setting: s, url: s.url(t), people: cast(s.mentors, s.mentees), book: newLedger()}
	dir := t.TempDir()
	var err error
	if w.clock, err = newClock(filepath.Join(dir, "clock"), opening); err != nil {
		t.Fatal(err)
	}
	if w.mail, err = mailbox.New(mailbox.Options{Now: w.clock.Now, Keep: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.must(w.mail.Close()) })
	w.gate = newGate(t, w.mail.Addr())
	w.openJournal()
	w.startSlack()
	w.openDatabase()
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) openJournal() {
	w.journal = &journal{errors: map[string]int{}, sample: map[string]string{}}
	if *logs == "" {
		return
	}
	name := strings.NewReplacer("/", "-", " ", "_").Replace(w.t.Name()) + ".log"
	file, err := os.Create(filepath.Join(*logs, name))
	w.must(err)
	w.journal.file = file
	w.t.Cleanup(func() { w.must(file.Close()) })
}

func (w *world) startSlack() {
	identity := slacksim.AppConfig{
		AppID: "A0CHAOS", Name: "Mentorbot", BotUser: botUser, BotToken: botToken, AppToken: appToken, SigningSecret: signingSecret,
		Events: bot.Events(),
	}
	for _, scope := range bot.Scopes() {
		identity.Scopes = append(identity.Scopes, scope.Name)
	}
	for _, c := range bot.Commands() {
		identity.Commands = append(identity.Commands, slacksim.Command{Name: c.Command})
	}
	options := slacksim.Options{
		Team: slacksim.Team{ID: teamID, Name: "Chaos", Domain: "chaos"}, App: identity, Clock: w.clock, NoRateLimits: true,
		ImageHosts: []string{"example.org"}, // where the cast has its pictures
		Timing:     slacksim.Timing{Retries: []time.Duration{0, 300 * time.Millisecond, time.Second}, Warning: 100 * time.Millisecond},
	}
	for _, p := range w.people {
		options.Users = append(options.Users, p.user)
	}
	var balancer string
	if w.setting.http {
		balancer = w.startBalancer()
		options.Endpoints = slacksim.Endpoints{
			Events: balancer + bot.PathEvents, Interactions: balancer + bot.PathInteractions, Commands: balancer + bot.PathCommands,
			Options: balancer + bot.PathOptions,
		}
	}
	var err error
	w.sim, err = slacksim.New(options)
	w.must(err)
	w.web = httptest.NewServer(w.sim)
	w.t.Cleanup(func() {
		w.must(w.sim.Close())
		w.web.CloseClientConnections()
		w.web.Close()
	})
}

// startBalancer spreads Slack's requests over the processes that are up. It repeats nothing: a process that dies answers nobody.
func (w *world) startBalancer() string {
	proxy := &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(w.nextReplica()) },
		ErrorHandler: func(rw http.ResponseWriter, _ *http.Request, _ error) { rw.WriteHeader(http.StatusBadGateway) },
		ErrorLog:     log.New(io.Discard, "", 0),
		Transport:    &http.Transport{DisableKeepAlives: true},
	}
	server := httptest.NewServer(proxy)
	w.t.Cleanup(server.Close)
	return server.URL
}

func (w *world) nextReplica() *url.URL {
	for range w.replicas {
		r := w.replicas[w.turn.Add(1)%uint64(len(w.replicas))]
		if address := r.up.Load(); address != nil {
			return &url.URL{Scheme: "http", Host: *address}
		}
	}
	return &url.URL{Scheme: "http", Host: "127.0.0.1:1"} // nobody is there
}

// openDatabase migrates the database and fills in everybody's profile.
func (w *world) openDatabase() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var err error
	w.db, err = storage.Open(ctx, storage.Options{URL: w.url})
	w.must(err)
	w.t.Cleanup(func() { w.must(w.db.Close()) })
	w.must(w.db.Migrate(ctx))
	w.service = core.New(w.db, core.ClockFunc(w.clock.Now), core.IDFunc(newID))
	workspace, err := w.service.EnsureWorkspace(ctx, core.Workspace{ChatTeamID: teamID, Name: "Chaos", Locale: "en"})
	w.must(err)
	w.ws = workspace.ID
	for i := range w.people {
		w.must(w.enrol(ctx, &w.people[i]))
	}
	w.must(w.pairUp(ctx))
}

// start brings up the processes of the app and waits until they can be reached.
func (w *world) start() {
	w.t.Helper()
	for range w.setting.replicas {
		w.replicas = append(w.replicas, nil)
	}
	for i := range w.replicas {
		w.replicas[i] = startReplica(w.t, w.spec(), w.journal)
	}
	w.t.Cleanup(func() {
		if w.t.Failed() {
			w.t.Log(w.journal.report())
		}
	})
	w.t.Cleanup(func() {
		for _, r := range w.replicas {
			_, _ = r.stop()
		}
	})
	w.reachable()
}

func (w *world) spec() spec {
	limit := briefly
	if w.setting.patient {
		limit = jobs.DefaultTimeout
	}
	return spec{Config: w.config(), Clock: sharedClock(w.clock.file), JobTimeout: limit}
}

// config is what an operator would set.
func (w *world) config() app.Config {
	host, port, err := net.SplitHostPort(w.gate.addr())
	w.must(err)
	number, err := strconv.Atoi(port)
	w.must(err)
	config := app.Config{
		DatabaseURL: w.url, Mode: "socket", BotToken: botToken, AppToken: appToken, SigningSecret: signingSecret,
		SlackAPIURL: w.web.URL + "/api/", SMTPHost: host, SMTPPort: number, SMTPTLS: "none", MailFrom: mailFrom, Secret: domainSecret,
		Listen: "127.0.0.1:0",
	}
	if w.setting.http {
		config.Mode = "http"
	}
	return config
}

// reachable waits until every process serves and Slack reaches the app.
func (w *world) reachable() {
	w.t.Helper()
	w.wait("every process of the app is up", func() (bool, error) {
		for _, r := range w.replicas {
			if r.up.Load() == nil {
				return false, nil
			}
		}
		return w.sim.Connected(), nil
	})
}

// wait looks again and again until what is waited for is there.
func (w *world) wait(what string, there func() (bool, error)) {
	w.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	deadline := time.After(patience)
	for {
		ok, err := there()
		w.must(err)
		if ok {
			return
		}
		select {
		case <-look.C:
		case <-deadline:
			w.t.Fatalf("waited %s in vain until %s", patience, what)
		}
	}
}

// stop ends all processes as an operator does. Each has to end well.
func (w *world) stop() {
	w.t.Helper()
	for i, r := range w.replicas {
		status, err := r.stop()
		if err == nil && status != 0 {
			err = fmt.Errorf("exit status %d", status)
		}
		if err != nil {
			w.t.Errorf("process %d of the app: %v", i+1, err)
		}
	}
}

// ready asks a process whether it is ready.
func (r *replica) ready() (bool, error) {
	address := r.up.Load()
	if address == nil {
		return false, nil
	}
	response, err := http.Get("http://" + *address + "/readyz")
	if err != nil {
		return false, nil // it is being replaced
	}
	return response.StatusCode == http.StatusOK, errors.Join(response.Body.Close())
}

// report tells what the processes logged as errors.
func (j *journal) report() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	text := "logged as errors:"
	for message, n := range j.errors {
		text += fmt.Sprintf("\n%5d × %s\n%s", n, message, j.sample[message])
	}
	return text
}
