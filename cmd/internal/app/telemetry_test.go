package app

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"mentorbot/bot"
	"mentorbot/cmd/internal/tracing"
	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/metrics"
)

// traced are observers whose spans are kept.
func traced(tb testing.TB) (*observers, *tracetest.InMemoryExporter) {
	tb.Helper()
	kept := tracetest.NewInMemoryExporter()
	tracer, err := tracing.New(tb.Context(), tracing.Options{Exporter: kept, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	return &observers{tracer: tracer}, kept
}

// request is what happens on the way of one: an envelope, an action, a call to Slack.
func request(ctx context.Context, o *observers) {
	ctx, answered := o.Envelope(ctx, bot.Arrival{Request: "REQ1", Kind: bot.KindAction, Transport: bot.TransportHTTP})
	_, acted := o.action(ctx, core.ActionAccept)
	acted(nil)
	_, called := o.Call(ctx, "views.open")
	called(bot.CallTimeout)
	answered(bot.Handled{Route: "accept", Result: bot.HandledFailed})
}

func TestSpansAreNestedAndHoldIDsOnly(t *testing.T) {
	o, kept := traced(t)
	request(t.Context(), o)
	ctx, ended := o.Job(t.Context(), core.Job{ID: "JOB1", Kind: core.JobCalendarMail, Workspace: "w", LastError: "ana@example.org"})
	_, sent := o.mail(ctx)
	sent(errors.New("550 ana@example.org is unknown"))
	ended(jobs.Failed)
	if err := o.tracer.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	byID := map[string]string{}
	for _, span := range kept.GetSpans() {
		byID[span.SpanContext.SpanID().String()] = span.Name
	}
	var all strings.Builder
	for _, span := range kept.GetSpans() {
		names[span.Name] = byID[span.Parent.SpanID().String()]
		for _, a := range span.Attributes {
			all.WriteString(string(a.Key) + "=" + a.Value.String() + "\n")
		}
		all.WriteString(span.Status.Description + "\n")
	}
	want := map[string]string{
		"slack block_actions": "", string(core.ActionAccept): "slack block_actions", "views.open": "slack block_actions",
		"job calendar_mail": "", "smtp": "job calendar_mail",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("spans and their parents (-want +got):\n%s", diff)
	}
	for _, id := range []string{"mentorbot.request=REQ1", "mentorbot.job=JOB1", "mentorbot.route=accept"} {
		if !strings.Contains(all.String(), id) {
			t.Errorf("no attribute %s in\n%s", id, all.String())
		}
	}
	if strings.Contains(all.String(), "ana@") {
		t.Errorf("a span names a person:\n%s", all.String())
	}
}

func TestLinesOfTheLogTellWhatTheyBelongTo(t *testing.T) {
	o, _ := traced(t)
	var out bytes.Buffer
	log := identified(slog.New(slog.NewTextHandler(&out, nil)))
	ctx, end := o.Envelope(t.Context(), bot.Arrival{Request: "REQ1"})
	defer end(bot.Handled{})
	inJob, done := (&observers{}).Job(t.Context(), core.Job{ID: "JOB1"})
	defer done(jobs.Done)
	for name, test := range map[string]struct {
		write        func()
		has, without []string
	}{
		"within a request":       {func() { log.InfoContext(ctx, "x") }, []string{"request=REQ1", "trace="}, []string{"job="}},
		"within a job":           {func() { log.InfoContext(inJob, "x") }, []string{"job=JOB1"}, []string{"request=", "trace="}},
		"with the id given":      {func() { log.With("request", "REQ2").InfoContext(ctx, "x") }, []string{"request=REQ2"}, []string{"REQ1"}},
		"with the id in the end": {func() { log.InfoContext(inJob, "x", "job", "JOB2") }, []string{"job=JOB2"}, []string{"JOB1"}},
		"outside of both":        {func() { log.Info("x") }, nil, []string{"request=", "job=", "trace="}},
	} {
		out.Reset()
		test.write()
		for _, part := range test.has {
			if !strings.Contains(out.String(), part) {
				t.Errorf("%s: no %s in %s", name, part, out.String())
			}
		}
		for _, part := range test.without {
			if strings.Contains(out.String(), part) {
				t.Errorf("%s: %s in %s", name, part, out.String())
			}
		}
	}
}

// BenchmarkObservation is what watching adds to the acknowledgement of one request with an action and a call to Slack.
func BenchmarkObservation(b *testing.B) {
	measured := metrics.New(metrics.Settings{EnvelopeKinds: envelopeKinds(), Source: metrics.Source{JobKinds: jobKinds()}})
	withTraces, _ := traced(b)
	for name, o := range map[string]*observers{
		"off": {}, "metrics": {metrics: measured}, "metrics and traces": {metrics: measured, tracer: withTraces.tracer},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				request(context.Background(), o)
			}
		})
	}
}
