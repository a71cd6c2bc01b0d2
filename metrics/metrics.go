// Package metrics counts what the product does, for Prometheus. Every metric is here, with the labels it has; the values of labels come
// from short lists and never name a person, a conversation or a workspace. docs/operations.md says what each means and when to worry.
//
// A [Metrics] has a registry of its own. What happens is told to its methods; what is the case is asked from a [Source] when somebody
// scrapes.
package metrics

import (
	"net/http"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const namespace = "mentorbot"

// Labels.
const (
	labelKind      = "kind"
	labelMethod    = "method"
	labelOutcome   = "outcome"
	labelPool      = "pool"
	labelReason    = "reason"
	labelTransport = "transport"
)

// other stands for values of labels that come from outside and are not on the list.
const other = "other"

// Buckets, in seconds. Slack gives up on an acknowledgement after three seconds.
func ackBuckets() []float64  { return []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2, 3} }
func callBuckets() []float64 { return []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 10} }
func jobBuckets() []float64  { return []float64{.01, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60} }

// Metrics counts. Make one with [New]; it is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry

	acks     *prometheus.HistogramVec
	retries  *prometheus.CounterVec
	away     *prometheus.CounterVec
	calls    *prometheus.HistogramVec
	limited  *prometheus.CounterVec
	jobs     *prometheus.HistogramVec
	mails    *prometheus.HistogramVec
	settings Settings
}

// Settings say which values of labels exist; what is not on the list is counted as "other".
type Settings struct {
	EnvelopeKinds []string
	Source        Source // what is asked when somebody scrapes; it knows the kinds of jobs
}

// New makes the metrics in a registry of their own, with those of the Go runtime and the process.
func New(settings Settings) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), settings: settings,
		acks: histogram("ack_duration_seconds", "Time from an envelope's arrival to its acknowledgement.", ackBuckets(),
			labelKind, labelTransport, labelOutcome),
		retries: counter("slack_retries_total", "Envelopes Slack sent again, by the reason it gave.", labelTransport, labelReason),
		away: counter("slack_turned_away_total", "What came in and was not let in, or not understood, by reason.",
			labelTransport, labelReason),
		calls: histogram("slack_call_duration_seconds", "Calls to Slack by how they ended.", callBuckets(),
			labelMethod, labelOutcome),
		limited: counter("slack_rate_limited_total", "Calls Slack answered with a rate limit (429).", labelMethod),
		jobs: histogram("job_duration_seconds", "Runs of jobs by how they ended: done, put_off, retried, failed.", jobBuckets(),
			labelKind, labelOutcome),
		mails: histogram("mail_duration_seconds", "Mails handed to the mail server: sent or failed.", jobBuckets(), labelOutcome),
	}
	m.registry.MustRegister(m.acks, m.retries, m.away, m.calls, m.limited, m.jobs, m.mails, newStateCollector(settings.Source),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return m
}

func histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets}, labels)
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

// Handler answers scrapes. A source that fails leaves its metrics out and the rest in: that the database is down must not hide
// everything else.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// Ack is an envelope acknowledged.
type Ack struct {
	Kind, Transport, Outcome string
	Took                     time.Duration
}

// Acknowledged counts an envelope and how long its acknowledgement took.
func (m *Metrics) Acknowledged(a Ack) {
	m.acks.WithLabelValues(known(m.settings.EnvelopeKinds, a.Kind), a.Transport, a.Outcome).Observe(a.Took.Seconds())
}

// The reasons Slack gives for a retry (https://docs.slack.dev/apis/events-api/#retries).
func retryReasons() []string {
	return []string{"http_timeout", "http_error", "too_many_redirects", "connection_failed", "ssl_error", "unknown_error", "timeout"}
}

// Retried counts an envelope Slack sent again.
func (m *Metrics) Retried(transport, reason string) {
	m.retries.WithLabelValues(transport, known(retryReasons(), reason)).Inc()
}

// TurnedAway counts what came in and was not let in. Reasons are the program's own, so there are few.
func (m *Metrics) TurnedAway(transport, reason string) {
	m.away.WithLabelValues(transport, reason).Inc()
}

// rateLimited is the outcome of a call that Slack answered with a rate limit.
const rateLimited = "rate_limited"

// Called counts a call to Slack. Methods are those the program calls, so there are few.
func (m *Metrics) Called(method, outcome string, took time.Duration) {
	m.calls.WithLabelValues(method, outcome).Observe(took.Seconds())
	if outcome == rateLimited {
		m.limited.WithLabelValues(method).Inc()
	}
}

// JobRun counts a run of a job.
func (m *Metrics) JobRun(kind, outcome string, took time.Duration) {
	m.jobs.WithLabelValues(known(m.settings.Source.JobKinds, kind), outcome).Observe(took.Seconds())
}

// Mailed counts a mail the server took, or did not.
func (m *Metrics) Mailed(sent bool, took time.Duration) {
	outcome := "sent"
	if !sent {
		outcome = "failed"
	}
	m.mails.WithLabelValues(outcome).Observe(took.Seconds())
}

// known keeps labels bounded whatever comes in from outside.
func known(list []string, value string) string {
	if slices.Contains(list, value) {
		return value
	}
	return other
}
