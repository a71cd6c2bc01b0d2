package app

import (
	"context"
	"errors"
	"fmt"
	"net"

	"mentorbot/bot"
	"mentorbot/cmd/internal/tracing"
	"mentorbot/core"
	"mentorbot/metrics"
	"mentorbot/web"
)

// telemetry is what the configuration asks for beyond the log: metrics on an address of their own, traces to a collector.
type telemetry struct {
	observers
	server   *web.Server // of metrics, nil without
	listener net.Listener
}

// openTelemetry prepares metrics and traces; nothing is served or sent yet.
func (a *App) openTelemetry(ctx context.Context, config Config, clock core.Clock) error {
	if config.TracesEndpoint != "" {
		tracer, err := tracing.New(ctx, tracing.Options{Endpoint: config.TracesEndpoint, Logger: a.log})
		if err != nil {
			return err
		}
		a.telemetry.tracer = tracer
		a.Service.Observe(a.telemetry.action)
	}
	if config.MetricsListen == "" {
		return nil
	}
	a.telemetry.metrics = metrics.New(metrics.Settings{EnvelopeKinds: envelopeKinds(), Source: a.source(clock)})
	a.telemetry.server = web.NewMetricsServer(a.telemetry.metrics.Handler(), a.log)
	listener, err := net.Listen("tcp", config.MetricsListen)
	if err != nil {
		return fmt.Errorf("listen for metrics on %s: %w", config.MetricsListen, err)
	}
	a.telemetry.listener = listener
	return nil
}

// MetricsAddr is where metrics are served, empty when they are not.
func (a *App) MetricsAddr() string {
	if a.telemetry.listener == nil {
		return ""
	}
	return a.telemetry.listener.Addr().String()
}

func (t *telemetry) close() error {
	err := t.tracer.Close()
	if t.listener == nil {
		return err
	}
	if closed := t.listener.Close(); !errors.Is(closed, net.ErrClosed) {
		err = errors.Join(err, closed)
	}
	return err
}

func envelopeKinds() []string {
	var kinds []string
	for _, kind := range []bot.Kind{
		bot.KindCommand, bot.KindAction, bot.KindSubmission, bot.KindClosed, bot.KindSuggestion, bot.KindEvent,
	} {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

func jobKinds() []string {
	var kinds []string
	for _, kind := range core.JobKinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

// source tells the metrics what is the case.
func (a *App) source(clock core.Clock) metrics.Source {
	return metrics.Source{
		JobKinds: jobKinds(), Dead: a.installed(core.InstallationRevoked), Lapsing: a.installed(core.InstallationLapsing), Pools: a.db.Pools,
		Connections: func() int {
			if a.socket == nil {
				return 0
			}
			return a.socket.Connected()
		},
		Waiting: func(ctx context.Context) ([]metrics.Waiting, error) {
			now := clock.Now()
			backlogs, err := a.db.Backlogs(ctx, now)
			waiting := make([]metrics.Waiting, len(backlogs))
			for i, b := range backlogs {
				waiting[i] = metrics.Waiting{Kind: string(b.Kind), Jobs: b.Due, Age: now.Sub(b.Oldest)}
			}
			return waiting, err
		},
	}
}

// installed counts the installations in a state.
func (a *App) installed(state core.InstallationState) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) { return a.db.CountInstallations(ctx, state) }
}

// parts are what has to work for the service to be ready.
func (a *App) parts() []web.Part {
	parts := []web.Part{{Name: "database", Trouble: "does not answer", Check: a.db.Ping}}
	if a.socket == nil {
		return parts
	}
	return append(parts, web.Part{Name: "slack", Trouble: "no connection is up", Check: func(context.Context) error {
		if a.socket.Connected() == 0 {
			return errors.New("no connection to Slack")
		}
		return nil
	}})
}
