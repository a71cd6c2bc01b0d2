// Package sandbox joins the service to a simulated Slack and a local mailbox, so that the whole product runs on one machine without any
// account. The command of the same name serves it to people, the story tests drive it by its control API.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/core"
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
	NoApp       bool     // only the simulator and the mailbox, for an app of one's own
	RequestURL  string   // with NoApp: where that app takes Slack's requests; empty for Socket Mode
	Commands    []string // with NoApp: that app's slash commands, such as "/hello"
	Users       []slacksim.User
	Start       time.Time // what the clock shows first; zero for now, or where it was left in Dir
	Unlimited   bool      // without Slack's rate limits, for tests that do more than people would
	RecordDir   string    // keeps every message and view the simulator received, empty for nowhere
	Logger      *slog.Logger
}

// Sandbox is the running whole.
type Sandbox struct {
	Sim   *slacksim.Server
	Mail  *mailbox.Mailbox
	App   *app.App // nil with Options.NoApp
	Clock *slacksim.MovableClock

	options  Options
	identity slacksim.AppConfig
	listener net.Listener
	appSide  net.Listener // where the app serves HTTP
	server   *http.Server
	failed   chan error
	stop     context.CancelFunc
	done     chan struct{}
}

// Start brings everything up and returns when the app is connected. Close ends it.
func Start(ctx context.Context, options Options) (*Sandbox, error) {
	if options.Logger == nil {
		options.Logger = slog.New(slog.DiscardHandler)
	}
	if options.Listen == "" {
		options.Listen = "127.0.0.1:0"
	}
	s := &Sandbox{options: options, failed: make(chan error, 2), done: make(chan struct{}), stop: func() { /* nothing runs yet */ }}
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
	if s.appSide, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("listen for the app: %w", err)
	}
	if err := s.startSimulator(); err != nil {
		return err
	}
	if s.options.NoApp {
		close(s.done)
		return nil
	}
	return s.startApp(ctx)
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
		Team: slacksim.Team{ID: teamID, Name: "Meridian", Domain: "meridian"}, Users: s.options.Users, App: s.identity, Clock: s.Clock,
		NoRateLimits: s.options.Unlimited, Page: page.Handler(), Mail: s.Mail, BaseURL: s.URL(), RecordDir: s.options.RecordDir,
		Logger: s.options.Logger,
	}
	simulator.Endpoints = s.endpoints()
	if !s.options.NoApp {
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

func (s *Sandbox) startApp(ctx context.Context) error {
	var err error
	s.App, err = app.New(ctx, s.config(), app.Options{Clock: core.ClockFunc(s.Clock.Now), Logger: s.options.Logger, Listener: s.appSide})
	if err != nil {
		close(s.done)
		return fmt.Errorf("start app: %w", err)
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	go func() {
		defer close(s.done)
		if err := s.App.Run(background); err != nil {
			s.failed <- fmt.Errorf("run app: %w", err)
		}
	}()
	return s.connected(ctx)
}

// connected waits for the app's connection to the simulator.
func (s *Sandbox) connected(ctx context.Context) error {
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !s.Sim.Connected() {
		select {
		case <-look.C:
		case err := <-s.failed:
			return err
		case <-ctx.Done():
			return fmt.Errorf("wait for the app: %w", ctx.Err())
		}
	}
	return nil
}

// Restart ends the app as a stop of its process would, and starts it again on the same data. Slack, the mailbox and the clock go on
// meanwhile. It is not for use during calls that reach the app.
func (s *Sandbox) Restart(ctx context.Context) error {
	s.stop()
	<-s.done
	if err := s.App.Close(); err != nil {
		return fmt.Errorf("stop app: %w", err)
	}
	var err error
	if s.appSide, err = net.Listen("tcp", s.appSide.Addr().String()); err != nil {
		return fmt.Errorf("listen for the app again: %w", err)
	}
	s.done = make(chan struct{})
	return s.startApp(ctx)
}

// URL is the address of the page, without a slash at the end.
func (s *Sandbox) URL() string { return "http://" + s.listener.Addr().String() }

// Failed tells when a part has stopped by itself.
func (s *Sandbox) Failed() <-chan error { return s.failed }

// Close stops everything, the app first, and waits for it.
func (s *Sandbox) Close() error {
	s.stop()
	var problems []error
	if s.App != nil {
		<-s.done
		problems = append(problems, s.App.Close())
	}
	if s.Sim != nil {
		problems = append(problems, s.Sim.Close(), s.server.Close())
	}
	if s.Mail != nil {
		problems = append(problems, s.Mail.Close())
	}
	for _, l := range []net.Listener{s.listener, s.appSide} {
		if l == nil {
			continue
		}
		if err := l.Close(); !errors.Is(err, net.ErrClosed) {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}
