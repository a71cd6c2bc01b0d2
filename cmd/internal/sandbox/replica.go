package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/core"
)

// replica is one app of several on the same database.
type replica struct {
	log      *slog.Logger
	app      *app.App     // nil until it is started
	listener net.Listener // where it serves HTTP
	stop     context.CancelFunc
	done     chan struct{} // closed when it has stopped
}

// listenForApp takes the addresses the replicas serve HTTP at, which the simulator has to know before they start.
func (s *Sandbox) listenForApp() error {
	if s.options.NoApp {
		return nil
	}
	for i := range s.options.Replicas {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return fmt.Errorf("listen for the app: %w", err)
		}
		s.replicas = append(s.replicas, &replica{log: s.options.Logger.With("replica", i+1), listener: l})
	}
	if len(s.replicas) == 1 {
		s.replicas[0].log = s.options.Logger
		return nil
	}
	return s.listenInFront()
}

func (s *Sandbox) startApp(ctx context.Context, r *replica) error {
	options := app.Options{
		Clock: core.ClockFunc(s.Clock.Now), Logger: r.log, Listener: r.listener, CalendarRoots: s.options.CalendarRoots, Patience: s.options.Patience,
	}
	started, err := app.New(ctx, s.config(), options)
	if err != nil {
		return fmt.Errorf("start app: %w", err)
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	r.app, r.stop, r.done = started, stop, make(chan struct{})
	s.App = s.replicas[0].app
	go func() {
		defer close(r.done)
		if err := started.Run(background); err != nil {
			s.failed <- fmt.Errorf("run app: %w", err)
		}
	}()
	select {
	case <-started.Ready():
		return nil
	case <-r.done:
		return <-s.failed
	case <-ctx.Done():
		return fmt.Errorf("wait for the app: %w", ctx.Err())
	}
}

// close stops a replica that runs and gives up its address.
func (r *replica) close() error {
	if r.app == nil {
		return closed(r.listener)
	}
	r.stop()
	<-r.done
	return r.app.Close()
}

// Restart ends the app as a stop of its process would, and starts it again on the same data, one replica after the other. Slack, the
// mailbox and the clock go on meanwhile. It is not for use during calls that reach the app.
func (s *Sandbox) Restart(ctx context.Context) error {
	for _, r := range s.replicas {
		if err := r.close(); err != nil {
			return fmt.Errorf("stop app: %w", err)
		}
		var err error
		if r.listener, err = net.Listen("tcp", r.listener.Addr().String()); err != nil {
			return fmt.Errorf("listen for the app again: %w", err)
		}
		if err := s.startApp(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// Settle waits until all replicas have answered every request and no job can be run now.
func (s *Sandbox) Settle(ctx context.Context) error {
	if s.App == nil {
		return nil
	}
	return s.apps().Settle(ctx)
}

// apps are the replicas that were started.
func (s *Sandbox) apps() app.Replicas {
	var started app.Replicas
	for _, r := range s.replicas {
		if r.app != nil {
			started = append(started, r.app)
		}
	}
	return started
}

// appURL is where Slack and browsers reach the app over HTTP.
func (s *Sandbox) appURL() string {
	if s.front != nil {
		return "http://" + s.front.listener.Addr().String()
	}
	return "http://" + s.replicas[0].listener.Addr().String()
}

// front spreads requests over the replicas in turn, as a load balancer does.
type front struct {
	listener net.Listener
	server   *http.Server
	targets  []*url.URL
	turn     atomic.Uint64
}

func (s *Sandbox) listenInFront() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen in front of the replicas: %w", err)
	}
	f := &front{listener: l}
	for _, r := range s.replicas {
		f.targets = append(f.targets, &url.URL{Scheme: "http", Host: r.listener.Addr().String()})
	}
	f.server = &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: &httputil.ReverseProxy{
		Rewrite: f.direct, ErrorLog: slog.NewLogLogger(s.options.Logger.Handler(), slog.LevelWarn),
	}}
	s.front = f
	go func() {
		if err := f.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- fmt.Errorf("serve in front of the replicas: %w", err)
		}
	}()
	return nil
}

func (f *front) direct(r *httputil.ProxyRequest) {
	r.SetURL(f.targets[f.turn.Add(1)%uint64(len(f.targets))])
	r.Out.Host = r.In.Host
}
