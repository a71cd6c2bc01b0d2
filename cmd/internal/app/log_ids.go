package app

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// ids name what a line of the log belongs to, whichever part writes it.
type ids struct{ request, job string }

type idsKey struct{}

func withIDs(ctx context.Context, i ids) context.Context { return context.WithValue(ctx, idsKey{}, i) }

// The names of ids in the log.
const (
	logRequest = "request"
	logJob     = "job"
	logTrace   = "trace"
)

// identifying adds the ids in the context to lines that do not have them already.
type identifying struct {
	slog.Handler
	request, job bool // given already
}

// identified makes a logger whose lines tell the request, job and trace they belong to.
func identified(log *slog.Logger) *slog.Logger { return slog.New(identifying{Handler: log.Handler()}) }

// Handle implements slog.Handler.
func (h identifying) Handle(ctx context.Context, r slog.Record) error {
	i, _ := ctx.Value(idsKey{}).(ids)
	given := h
	r.Attrs(func(a slog.Attr) bool { given.notice(a); return true })
	if i.request != "" && !given.request {
		r.AddAttrs(slog.String(logRequest, i.request))
	}
	if i.job != "" && !given.job {
		r.AddAttrs(slog.String(logJob, i.job))
	}
	if span := trace.SpanContextFromContext(ctx); span.IsSampled() {
		r.AddAttrs(slog.String(logTrace, span.TraceID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h *identifying) notice(a slog.Attr) {
	h.request = h.request || a.Key == logRequest
	h.job = h.job || a.Key == logJob
}

// WithAttrs implements slog.Handler.
func (h identifying) WithAttrs(attrs []slog.Attr) slog.Handler {
	for _, a := range attrs {
		h.notice(a)
	}
	h.Handler = h.Handler.WithAttrs(attrs)
	return h
}

// WithGroup implements slog.Handler. Within a group the ids would be the group's, so they are left out.
func (h identifying) WithGroup(name string) slog.Handler { return h.Handler.WithGroup(name) }
