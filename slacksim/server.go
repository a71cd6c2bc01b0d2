package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Server is a simulated Slack workspace with one app installed. It is an [http.Handler]; create it with [New].
type Server struct {
	opt     Options
	log     *slog.Logger
	mux     *http.ServeMux
	methods map[string]method
	app     transport
	sockets *socketMode // nil over HTTP
	stream  *stream
	journal *journal
	limits  *limiter
	faults  *faultList
	volume  *volume
	grants  *grants

	ctx    context.Context // ends at Close
	cancel context.CancelFunc
	work   sync.WaitGroup // event retries and sockets under way

	// mu guards what follows. Web API handlers run with it held.
	mu            sync.Mutex
	base          string
	users         map[string]*User
	userOrder     []string
	conversations map[string]*conversation
	stacks        map[string][]*view // open modals by user, the top one last
	homes         map[string]*view
	triggers      map[string]*trigger
	responses     map[string]*responseURL
	forgotten     time.Time // when spent triggers and response URLs were last cleared away
	files         map[string]*file
	usergroups    []*usergroup
	offered       map[string][]json.RawMessage // options suggested for external selects, by place.key
	scheduled     []*scheduled
	delayed       []*delayedEvent
	lastTS        int64
}

// New returns a running server. Its errors name the option that cannot be used.
func New(opt Options) (*Server, error) {
	if err := opt.complete(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{
		opt: opt, log: opt.Logger, base: opt.BaseURL,
		ctx: ctx, cancel: cancel,
		stream: newStream(), limits: newLimiter(opt), faults: newFaultList(), volume: &volume{most: opt.EventsPerHour, enough: opt.EventsToEnd}, grants: newGrants(opt),
		users: map[string]*User{}, conversations: map[string]*conversation{},
		stacks: map[string][]*view{}, homes: map[string]*view{},
		triggers: map[string]*trigger{}, responses: map[string]*responseURL{}, files: map[string]*file{},
		offered: map[string][]json.RawMessage{},
	}
	journal, err := newJournal(opt)
	if err != nil {
		cancel()
		return nil, err
	}
	s.journal = journal
	s.methods = methodTable()
	s.populate()
	if opt.Endpoints == (Endpoints{}) {
		s.sockets = newSocketMode(s)
		s.app = s.sockets
	} else {
		s.app = newSignedHTTP(s)
	}
	s.mux = s.routes()
	return s, nil
}

// populate creates the people, the bot, Slackbot and the channels.
func (s *Server) populate() {
	for _, u := range s.opt.Users {
		s.addUser(u)
	}
	if s.users[s.opt.App.BotUser] == nil {
		s.addUser(User{ID: s.opt.App.BotUser, Name: botHandle(s.opt.App.Name), RealName: s.opt.App.Name,
			DisplayName: s.opt.App.Name, TZ: "Etc/UTC", Locale: "en-US", IsBot: true})
	}
	s.users[s.opt.App.BotUser].IsBot = true
	if s.users[slackbot] == nil {
		s.addUser(User{ID: slackbot, Name: "slackbot", RealName: "Slackbot", DisplayName: "Slackbot",
			TZ: "Etc/UTC", Locale: "en-US", IsBot: true})
	}
	for _, c := range s.opt.Channels {
		s.addChannel(c)
	}
}

// routes maps every path the simulator answers.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("GET "+PathAuthorize, s.serveConsent)
	mux.HandleFunc("POST "+PathAuthorize, s.serveConsent)
	mux.HandleFunc("POST /response/{ticket}", s.serveResponseURL)
	mux.HandleFunc("POST /upload/{ticket}", s.serveUpload)
	mux.HandleFunc("GET /files/{id}", s.serveFile)
	mux.HandleFunc("GET /signin", s.serveSignIn)
	mux.HandleFunc("GET /avatars/{name}", s.serveAvatar)
	if s.sockets != nil {
		mux.HandleFunc("GET /socket/{ticket}", s.sockets.serve)
	}
	s.controlRoutes(mux)
	if s.opt.Mail != nil {
		mux.Handle("/_sim/mail", s.mail())
		mux.Handle("/_sim/mail/", s.mail())
	}
	if s.opt.Page != nil {
		mux.Handle("/", s.opt.Page)
	}
	return mux
}

// ServeHTTP serves the Web API, the socket, files, pictures, the control API and the page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.learnBase(r)
	s.lookAtClock()
	s.mux.ServeHTTP(w, r)
}

// learnBase takes the server's own address from the first request when no option gave it.
func (s *Server) learnBase(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.base != "" {
		return
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	s.base = scheme + "://" + r.Host
}

// url returns an absolute address of this server. The caller holds s.mu.
func (s *Server) url(format string, args ...any) string {
	return s.base + fmt.Sprintf(format, args...)
}

// Notify tells the page (and whoever listens to /_sim/events) that something changed; kind is one of the types listed in
// docs/simulator.md, user may be empty. Hosts call it for what the server cannot see, such as arriving mail.
func (s *Server) Notify(kind, user string) { s.stream.publish(kind, user) }

// Connected tells whether the app can be reached: over Socket Mode at least one socket is open; HTTP endpoints always count.
func (s *Server) Connected() bool { return s.app.connected() }

// InjectFault makes a coming call fail. Its error says what is wrong with the fault.
func (s *Server) InjectFault(f Fault) error {
	if problem := f.valid(); problem != "" {
		return errors.New(problem)
	}
	s.faults.add(f)
	return nil
}

// FaultCounts tells how many injected faults have happened, by kind.
func (s *Server) FaultCounts() map[string]int { return s.faults.counts() }

// Disconnect ends the app's sockets as Slack does; the reason is warning, refresh_requested or link_disabled. Over HTTP it does
// nothing.
func (s *Server) Disconnect(reason string) {
	if s.sockets != nil {
		s.sockets.disconnect(reason)
	}
}

// Close ends sockets, event retries and listeners, and waits for them.
func (s *Server) Close() error {
	s.mu.Lock() // so that no background work begins after this
	s.cancel()
	s.mu.Unlock()
	s.stream.close()
	if s.sockets != nil {
		s.sockets.close()
	}
	s.work.Wait()
	return nil
}

// after waits for d of real time; it reports false when the server closes first.
func (s *Server) after(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}
