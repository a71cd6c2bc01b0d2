package tracing_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"mentorbot/cmd/internal/tracing"
)

// collector is an OTLP receiver that answers with a status.
func collector(t *testing.T, status int) (address string, requests *atomic.Int32) {
	t.Helper()
	requests = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/traces" && r.Method == http.MethodPost {
			requests.Add(1)
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server.URL, requests
}

func TestCheckTellsWhetherTheCollectorTakesSpans(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		fine   bool
	}{
		"it does":                {http.StatusOK, true},
		"it wants to know who":   {http.StatusUnauthorized, false},
		"it is something else":   {http.StatusNotFound, false},
		"it is there and broken": {http.StatusInternalServerError, false},
	} {
		t.Run(name, func(t *testing.T) {
			address, requests := collector(t, test.status)
			if err := tracing.Check(t.Context(), address+"/"); (err == nil) != test.fine {
				t.Errorf("check: %v", err)
			}
			if requests.Load() != 1 {
				t.Errorf("%d requests for spans, want 1", requests.Load())
			}
		})
	}
	if err := tracing.Check(t.Context(), "http://127.0.0.1:1"); err == nil {
		t.Error("nobody listens and all is well")
	}
}

func TestSpansReachTheCollectorBeforeTheEnd(t *testing.T) {
	address, requests := collector(t, http.StatusOK)
	tracer, err := tracing.New(t.Context(), tracing.Options{Endpoint: address, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracer.Start(t.Context(), "job", trace.SpanKindInternal)
	tracing.End(span, "done", false)
	if err := tracer.Close(); err != nil {
		t.Fatal(err)
	}
	if requests.Load() != 1 {
		t.Errorf("%d requests, want 1", requests.Load())
	}
}

// broken fails as often as it is told to.
type broken struct {
	tracetest.InMemoryExporter
	failures int
}

// ExportSpans implements the SDK's SpanExporter.
func (b *broken) ExportSpans(context.Context, []sdk.ReadOnlySpan) error {
	if b.failures > 0 {
		b.failures--
		return errors.New("no collector")
	}
	return nil
}

func TestAMissingCollectorIsLoggedOnceAndHurtsNobody(t *testing.T) {
	var log bytes.Buffer
	tracer, err := tracing.New(t.Context(), tracing.Options{
		Exporter: &broken{failures: 3}, Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		_, span := tracer.Start(t.Context(), "job", trace.SpanKindInternal)
		tracing.End(span, "done", false)
		if err := tracer.Flush(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if err := tracer.Close(); err != nil {
		t.Error(err)
	}
	if strings.Count(log.String(), "cannot be sent") != 1 || strings.Count(log.String(), "sent again") != 1 {
		t.Errorf("logged:\n%s", log.String())
	}
}

func TestNoTracerCostsNothing(t *testing.T) {
	var tracer *tracing.Tracer
	ctx := t.Context()
	allocated := testing.AllocsPerRun(100, func() {
		_, span := tracer.Start(ctx, "job", trace.SpanKindInternal)
		tracing.End(span, "done", true)
	})
	if allocated > 0 {
		t.Errorf("%v allocations", allocated)
	}
	if err := tracer.Close(); err != nil {
		t.Error(err)
	}
}
