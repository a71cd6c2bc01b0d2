// Package web is the HTTP side of the product: it mounts what Slack calls and answers whether the service is alive and ready.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Config is what a [Server] needs.
type Config struct {
	Slack        http.Handler  // mounted under /slack/, nil with Socket Mode
	Install      *Installer    // nil for one workspace with a token of its own
	Answers      *Answers      // nil when no mails with links are sent
	Attend       *Attendances  // nil when no mails with links are sent
	Feeds        *Feeds        // nil without an address calendars can reach
	Data         *DataPages    // nil without a public address
	Files        *SessionFiles // nil without a public address
	Certificates *Certificates // nil without a public address
	Parts        []Part        // what has to work for the service to be ready
	Drain        time.Duration // how long /readyz fails before a stop refuses connections, for load balancers to notice
	Logger       *slog.Logger
}

// Server serves the product's HTTP endpoints. Make one with [NewServer].
type Server struct {
	http     *http.Server
	log      *slog.Logger
	drain    time.Duration
	stopping atomic.Bool
}

// Limits of a connection: nothing we serve is large or slow, so whoever is either is cut off.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 15 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 32 << 10
)

// NewServer makes a server; [Server.Serve] starts it.
func NewServer(config Config) *Server {
	s := &Server{log: config.Logger, drain: config.Drain}
	mux := http.NewServeMux()
	mux.Handle("/", NewHandler(config))
	mux.Handle("GET /readyz", readiness{parts: config.Parts, stopping: s.stopping.Load, log: config.Logger})
	s.http = limited(mux, config.Logger)
	return s
}

// NewMetricsServer makes a server for scrapes of metrics, which belong on an address of their own: they are nobody's business outside.
func NewMetricsServer(metrics http.Handler, log *slog.Logger) *Server {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	return &Server{log: log, http: limited(mux, log)}
}

// limited cuts off whoever is large or slow.
func limited(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// NewHandler makes the handler of every path the service answers but /readyz, which depends on the state of a [Server].
func NewHandler(config Config) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "alive") })
	if config.Slack != nil {
		mux.Handle("/slack/", config.Slack)
	}
	if config.Install != nil {
		config.Install.routes(mux)
	}
	if config.Answers != nil {
		config.Answers.routes(mux)
	}
	if config.Attend != nil {
		config.Attend.routes(mux)
	}
	if config.Feeds != nil {
		config.Feeds.routes(mux)
	}
	if config.Data != nil {
		config.Data.routes(mux)
	}
	if config.Files != nil {
		config.Files.routes(mux)
	}
	if config.Certificates != nil {
		config.Certificates.routes(mux)
	}
	return mux
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// Serve answers on the listener until ctx ends. From then on the service is not ready; after the time to drain it takes no more
// connections and lets requests under way finish.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	idle := make(chan struct{})
	undo := context.AfterFunc(ctx, func() {
		defer close(idle)
		s.stopping.Store(true)
		<-time.After(s.drain)
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
		defer cancel()
		if err := s.http.Shutdown(grace); err != nil {
			s.log.WarnContext(ctx, "stop http server", "error", err)
		}
	})
	err := s.http.Serve(listener)
	if !undo() { // Serve returns as soon as the end has begun
		<-idle
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
