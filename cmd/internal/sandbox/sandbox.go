// Package sandbox joins the service to a simulated Slack and a local mailbox, so that the whole product runs on one machine without any
// account. The command of the same name serves it to people, the story tests drive it by its control API.
package sandbox

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/slacksim"
	"mentorbot/slacksim/mailbox"
	"mentorbot/slacksim/page"
)

// Options say what to start.
type Options struct {
	Listen      string   // address of the page and the simulator; empty for a free port on loopback
	Dir         string   // where data is kept
	DatabaseURL string   // empty for an SQLite file in Dir
	HTTP        bool     // Slack reaches the app by signed HTTP instead of Socket Mode
	Replicas    int      // of the app on one database, 1 by default; more need PostgreSQL
	NoApp       bool     // only the simulator and the mailbox, for an app of one's own
	RequestURL  string   // with NoApp: where that app takes Slack's requests; empty for Socket Mode
	Commands    []string // with NoApp: that app's slash commands, such as "/hello"
	Users       []slacksim.User
	TeamName    string        // of the workspace; empty for Meridian
	Start       time.Time     // what the clock shows first; zero for now, or where it was left in Dir
	Unlimited   bool          // without Slack's rate limits, for tests that do more than people would
	OneClock    bool          // Slack's limits and waits follow the clock that is moved; Socket Mode only, as signatures carry the time
	Patience    time.Duration // how long Slack waits for an acknowledgement and for what it opens; 3 s as Slack does if zero
	RecordDir   string        // keeps every message and view the simulator received, empty for nowhere
	Logger      *slog.Logger

	// Where calendars people publish may be fetched from besides public addresses, as app.Config has it, and the certificates trusted there.
	CalendarNetworks string
	CalendarRoots    *x509.CertPool
}

// Sandbox is the running whole.
type Sandbox struct {
	Sim   *slacksim.Server
	Mail  *mailbox.Mailbox
	App   *app.App // the first replica, nil with Options.NoApp
	Clock *slacksim.MovableClock

	options  Options
	identity slacksim.AppConfig
	listener net.Listener
	replicas []*replica // none with Options.NoApp
	front    *front     // before several replicas
	server   *http.Server
	failed   chan error
}

// Start brings everything up and returns when the app is connected. Close ends it.
func Start(ctx context.Context, options Options) (*Sandbox, error) {
	if options.Logger == nil {
		options.Logger = slog.New(slog.DiscardHandler)
	}
	options.Replicas = max(options.Replicas, 1)
	if options.Listen == "" {
		options.Listen = "127.0.0.1:0"
	}
	s := &Sandbox{options: options, failed: make(chan error, 2+options.Replicas)}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Sandbox) start(ctx context.Context) error {
	start, err := startOf(s.options)
	if err != nil {
		return err
	}
	s.Clock = slacksim.NewClock(start)
	if s.listener, err = net.Listen("tcp", s.options.Listen); err != nil {
		return fmt.Errorf("listen on %s: %w", s.options.Listen, err)
	}
	if err := s.listenForApp(); err != nil {
		return err
	}
	if err := s.startSimulator(); err != nil {
		return err
	}
	for _, r := range s.replicas {
		if err := s.startApp(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sandbox) startSimulator() error {
	var err error
	s.Mail, err = mailbox.New(mailbox.Options{
		Dir: filepath.Join(s.options.Dir, "mail"), Now: s.Clock.Now, OnMail: func(string) { s.notifyMail() }, Logger: s.options.Logger,
	})
	if err != nil {
		return fmt.Errorf("start mailbox: %w", err)
	}
	s.identity = s.installation()
	simulator := slacksim.Options{
		Team: slacksim.Team{ID: teamID, Name: cmp.Or(s.options.TeamName, teamName), Domain: "meridian"}, Users: s.options.Users, App: s.identity, Clock: s.Clock,
		NoRateLimits: s.options.Unlimited, Page: page.Handler(), Mail: s.Mail, BaseURL: s.URL(), RecordDir: s.options.RecordDir,
		Logger: s.options.Logger, Timing: slacksim.Timing{Ack: s.options.Patience, TriggerLife: s.options.Patience},
	}
	if s.options.OneClock {
		simulator.Protocol = s.Clock.Now
	}
	simulator.Endpoints = s.endpoints()
	if s.options.NoApp {
		simulator.ImageHosts = []string{slacksim.AnyImageHost} // nobody told the sandbox where that app has its pictures
	} else {
		simulator.Channels = s.channels()
		simulator.AfterAdvance, simulator.NextDeadline, simulator.Settle = s.afterAdvance, s.nextDeadline, s.settle
	}
	if s.Sim, err = slacksim.New(simulator); err != nil {
		return fmt.Errorf("start simulator: %w", err)
	}
	s.server = &http.Server{Handler: s.Sim, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- fmt.Errorf("serve simulator: %w", err)
		}
	}()
	return nil
}

// notifyMail tells the page about new mail. Mail cannot come before the simulator is there: only the app sends any.
func (s *Sandbox) notifyMail() { s.Sim.Notify("mail", "") }

// URL is the address of the page, without a slash at the end.
func (s *Sandbox) URL() string { return "http://" + s.listener.Addr().String() }

// Failed tells when a part has stopped by itself.
func (s *Sandbox) Failed() <-chan error { return s.failed }

// Close stops everything, the app first, and waits for it.
func (s *Sandbox) Close() error {
	var problems []error
	if s.front != nil {
		problems = append(problems, s.front.server.Close())
	}
	for _, r := range s.replicas {
		problems = append(problems, r.close())
	}
	if s.Sim != nil {
		problems = append(problems, s.Sim.Close(), s.server.Close())
	}
	if s.Mail != nil {
		problems = append(problems, s.Mail.Close())
	}
	if s.listener != nil {
		problems = append(problems, closed(s.listener))
	}
	return errors.Join(problems...)
}

// closed closes a listener that may be closed already.
func closed(l net.Listener) error {
	if err := l.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
