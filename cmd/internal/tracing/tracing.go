// Package tracing sends traces to an OpenTelemetry collector. A span has a name, ids of requests and jobs and how it ended: nothing of
// people, no bodies, no texts of errors.
package tracing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// serviceName is what the service is called unless OTEL_SERVICE_NAME says otherwise.
const serviceName = "mentorbot"

// flushTime bounds sending what is left at the end.
const flushTime = 5 * time.Second

// Tracer starts spans. A nil one starts none and costs nothing.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// Options say where traces go.
type Options struct {
	Endpoint string // base address of the collector for OTLP over HTTP, such as http://127.0.0.1:4318
	Logger   *slog.Logger
	Exporter sdk.SpanExporter // instead of Endpoint, for tests
}

// New makes a tracer. It connects to nothing yet; a collector that is not there is logged and nothing else. Sampling, headers and
// attributes of the service follow the OTEL_ variables of the specification
// (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
func New(ctx context.Context, o Options) (*Tracer, error) {
	if o.Exporter == nil {
		exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(tracesURL(o.Endpoint)))
		if err != nil {
			return nil, fmt.Errorf("trace exporter: %w", err)
		}
		o.Exporter = exporter
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", serviceName)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("describe the service for traces: %w", err)
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(&reporting{SpanExporter: o.Exporter, log: o.Logger}), sdk.WithResource(about))
	return &Tracer{provider: provider, tracer: provider.Tracer("mentorbot")}, nil
}

// tracesURL is where traces go at a collector's base address (OTLP specification, "Endpoint URLs for OTLP/HTTP").
func tracesURL(endpoint string) string { return strings.TrimRight(endpoint, "/") + "/v1/traces" }

// ValidEndpoint reports whether an address can be a collector's.
func ValidEndpoint(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// Start begins a span below the context's.
func (t *Tracer) Start(ctx context.Context, name string, kind trace.SpanKind, about ...attribute.KeyValue) (context.Context, trace.Span) {
	if t == nil {
		return ctx, noop.Span{}
	}
	return t.tracer.Start(ctx, name, trace.WithSpanKind(kind), trace.WithAttributes(about...))
}

// End ends a span with an outcome, which is one of few words.
func End(span trace.Span, outcome string, failed bool) {
	if !span.IsRecording() {
		return
	}
	span.SetAttributes(attribute.String("mentorbot.outcome", outcome))
	if failed {
		span.SetStatus(codes.Error, outcome)
	}
	span.End()
}

// Flush sends what has ended so far.
func (t *Tracer) Flush(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.ForceFlush(ctx)
}

// Close sends what is left.
func (t *Tracer) Close() error {
	if t == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	return t.provider.Shutdown(ctx)
}

// Check sends a span named "doctor" and reports whether the collector took it.
func Check(ctx context.Context, endpoint string) (err error) {
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(tracesURL(endpoint)),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{Enabled: false}))
	if err != nil {
		return err
	}
	result := &keeping{SpanExporter: exporter}
	provider := sdk.NewTracerProvider(sdk.WithSyncer(result), sdk.WithSampler(sdk.AlwaysSample()))
	_, span := provider.Tracer("mentorbot").Start(ctx, "doctor")
	span.End()
	return errors.Join(result.err, provider.Shutdown(ctx))
}

// keeping keeps an exporter's error, which a provider would hand to a handler of the whole process.
type keeping struct {
	sdk.SpanExporter
	err error
}

// ExportSpans implements the SDK's SpanExporter.
func (k *keeping) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	k.err = errors.Join(k.err, k.SpanExporter.ExportSpans(ctx, spans))
	return nil
}

// reporting logs when an exporter stops and starts working, once each, where a provider would print every failure.
type reporting struct {
	sdk.SpanExporter
	log     *slog.Logger
	failing atomic.Bool
}

// ExportSpans implements the SDK's SpanExporter.
func (r *reporting) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := r.SpanExporter.ExportSpans(ctx, spans)
	switch was := r.failing.Swap(err != nil); {
	case err != nil && !was:
		r.log.WarnContext(ctx, "traces cannot be sent and are dropped", "error", err)
	case err == nil && was:
		r.log.InfoContext(ctx, "traces are sent again")
	}
	return nil
}
