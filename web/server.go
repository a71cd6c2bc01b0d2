// Package web is the HTTP side of the product: it mounts what Slack calls and answers whether the service is alive and ready.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Config is what a [Server] needs.
type Config struct {
	Slack   http.Handler                // mounted under /slack/, nil with Socket Mode
	Install *Installer                  // nil for one workspace with a token of its own
	Ready   func(context.Context) error // nil when requests can be served, else what is missing
	Logger  *slog.Logger
}

// Server serves the product's HTTP endpoints. Make one with [NewServer].
type Server struct {
	http *http.Server
	log  *slog.Logger
}

// Limits of a connection: nothing we serve is large or slow, so whoever is either is cut off.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 15 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 32 << 10
	readyTimeout  = 2 * time.Second
)

// NewServer makes a server; [Server.Serve] starts it.
func NewServer(config Config) *Server {
	s := &Server{log: config.Logger}
	s.http = &http.Server{
		Handler: NewHandler(config), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(config.Logger.Handler(), slog.LevelWarn),
	}
	return s
}

// NewHandler makes the handler of every path the service answers.
func NewHandler(config Config) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := config.Ready(ctx); err != nil {
			config.Logger.WarnContext(ctx, "not ready", "error", err)
			answer(w, http.StatusServiceUnavailable, "not ready")
			return
		}
		answer(w, http.StatusOK, "ready")
	})
	if config.Slack != nil {
		mux.Handle("/slack/", config.Slack)
	}
	if config.Install != nil {
		config.Install.routes(mux)
	}
	return mux
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// Serve answers on the listener until ctx ends, then lets requests under way finish.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	idle := make(chan struct{})
	undo := context.AfterFunc(ctx, func() {
		defer close(idle)
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
