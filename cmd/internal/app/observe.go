package app

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"mentorbot/bot"
	"mentorbot/cmd/internal/tracing"
	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/metrics"
)

// observers tell metrics and traces what passes through the parts. Each of the two may be nil. What they keep are ids of requests and
// jobs and words from short lists.
type observers struct {
	metrics *metrics.Metrics
	tracer  *tracing.Tracer
}

var (
	_ bot.Observer  = (*observers)(nil)
	_ jobs.Observer = (*observers)(nil)
)

// Attributes of spans.
const (
	attributeRequest   = attribute.Key("mentorbot.request")
	attributeJob       = attribute.Key("mentorbot.job")
	attributeAttempt   = attribute.Key("mentorbot.attempt")
	attributeRetry     = attribute.Key("mentorbot.retry")
	attributeRoute     = attribute.Key("mentorbot.route")
	attributeTransport = attribute.Key("mentorbot.transport")
)

// Envelope implements bot.Observer.
func (o *observers) Envelope(ctx context.Context, arrived bot.Arrival) (context.Context, func(bot.Handled)) {
	begun := time.Now()
	ctx = withIDs(ctx, ids{request: arrived.Request})
	if o.metrics != nil && arrived.Retry > 0 {
		o.metrics.Retried(string(arrived.Transport), arrived.RetryReason)
	}
	ctx, span := o.tracer.Start(ctx, "slack "+string(arrived.Kind), trace.SpanKindServer)
	if span.IsRecording() {
		span.SetAttributes(attributeRequest.String(arrived.Request), attributeTransport.String(string(arrived.Transport)),
			attributeRetry.Int(arrived.Retry))
	}
	return ctx, func(end bot.Handled) {
		if o.metrics != nil {
			o.metrics.Acknowledged(metrics.Ack{
				Kind: string(arrived.Kind), Transport: string(arrived.Transport), Outcome: string(end.Result), Took: time.Since(begun),
			})
		}
		if span.IsRecording() {
			span.SetAttributes(attributeRoute.String(end.Route))
		}
		tracing.End(span, string(end.Result), end.Result == bot.HandledFailed)
	}
}

// TurnedAway implements bot.Observer.
func (o *observers) TurnedAway(transport bot.Transport, reason bot.DoorReason) {
	if o.metrics != nil {
		o.metrics.TurnedAway(string(transport), string(reason))
	}
}

// Call implements bot.Observer.
func (o *observers) Call(ctx context.Context, method string) (context.Context, func(bot.CallResult)) {
	begun := time.Now()
	ctx, span := o.tracer.Start(ctx, method, trace.SpanKindClient)
	return ctx, func(result bot.CallResult) {
		if o.metrics != nil {
			o.metrics.Called(method, string(result), time.Since(begun))
		}
		tracing.End(span, string(result), result != bot.CallOK)
	}
}

// Job implements jobs.Observer.
func (o *observers) Job(ctx context.Context, job core.Job) (context.Context, func(jobs.Outcome)) {
	begun := time.Now()
	ctx = withIDs(ctx, ids{job: string(job.ID)})
	ctx, span := o.tracer.Start(ctx, "job "+string(job.Kind), trace.SpanKindConsumer)
	if span.IsRecording() {
		span.SetAttributes(attributeJob.String(string(job.ID)), attributeAttempt.Int(job.Attempts+1))
	}
	return ctx, func(outcome jobs.Outcome) {
		if o.metrics != nil {
			o.metrics.JobRun(string(job.Kind), string(outcome), time.Since(begun))
		}
		tracing.End(span, string(outcome), outcome == jobs.Retried || outcome == jobs.Failed)
	}
}

// action is a core.Observer. Only traces want to know.
func (o *observers) action(ctx context.Context, action core.Action) (context.Context, func(error)) {
	ctx, span := o.tracer.Start(ctx, string(action), trace.SpanKindInternal)
	return ctx, func(err error) {
		switch {
		case err == nil:
			tracing.End(span, "ok", false)
		case core.Refusal(err) != nil:
			tracing.End(span, "refused", false)
		default:
			tracing.End(span, "failed", true)
		}
	}
}

// mail is for mail.Config.
func (o *observers) mail(ctx context.Context) (context.Context, func(error)) {
	begun := time.Now()
	ctx, span := o.tracer.Start(ctx, "smtp", trace.SpanKindClient)
	return ctx, func(err error) {
		if o.metrics != nil {
			o.metrics.Mailed(err == nil, time.Since(begun))
		}
		outcome := map[bool]string{true: "sent", false: "failed"}[err == nil]
		tracing.End(span, outcome, err != nil)
	}
}
