package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// Part is something the service cannot work without.
type Part struct {
	Name    string // as operators know it, such as "database"
	Trouble string // what is wrong when Check fails, in a few words anybody may read; the error itself is only logged
	Check   func(context.Context) error
}

// readyTimeout bounds all checks of one request.
const readyTimeout = 2 * time.Second

// readiness answers whether requests can be served, and if not, which part is the reason. Anybody who reaches the service can read it.
type readiness struct {
	parts    []Part
	stopping func() bool
	log      *slog.Logger
}

// ServeHTTP implements http.Handler.
func (h readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.stopping() {
		answer(w, http.StatusServiceUnavailable, "not ready\nstopping")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	var troubles []string
	for _, part := range h.parts {
		err := part.Check(ctx)
		if err == nil {
			continue
		}
		troubles = append(troubles, part.Name+": "+part.Trouble)
		if !errors.Is(r.Context().Err(), context.Canceled) { // whoever hung up learned nothing about us
			h.log.WarnContext(ctx, "not ready", "part", part.Name, "error", err)
		}
	}
	if len(troubles) > 0 {
		answer(w, http.StatusServiceUnavailable, "not ready\n"+strings.Join(troubles, "\n"))
		return
	}
	answer(w, http.StatusOK, "ready")
}
