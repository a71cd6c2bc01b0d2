package doctor

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"mentorbot/cmd/internal/app"
	"mentorbot/cmd/internal/tracing"
)

// metricsAddress looks whether metrics can be served, or are already by the service that runs.
func metricsAddress(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) finding {
		address := config.MetricsListen
		if address == "" {
			return fine("none: MENTORBOT_METRICS_LISTEN is not set")
		}
		listener, err := net.Listen("tcp", address)
		if err == nil {
			err = listener.Close()
		}
		if err != nil && !servesMetrics(ctx, address) {
			return trouble(err, "MENTORBOT_METRICS_LISTEN has to be an address of this machine with a port nobody else listens on.")
		}
		if loopback(address) {
			return fine("on %s", address)
		}
		return fine("on %s, which other machines may reach: see that a firewall lets in Prometheus only", address)
	}
}

// servesMetrics reports whether somebody answers there as the service does.
func servesMetrics(ctx context.Context, address string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/metrics", http.NoBody)
	if err != nil {
		return false
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return false
	}
	return response.Body.Close() == nil && response.StatusCode == http.StatusOK
}

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// traces sends one span.
func traces(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) finding {
		endpoint := config.TracesEndpoint
		if endpoint == "" {
			return fine("none: OTEL_EXPORTER_OTLP_ENDPOINT is not set")
		}
		if err := tracing.Check(ctx, endpoint); err != nil {
			return trouble(fmt.Errorf("send a span: %w", err), "See that a collector listens at OTEL_EXPORTER_OTLP_ENDPOINT for OTLP over HTTP (port 4318 as a rule,\n"+
				"without /v1/traces), and that OTEL_EXPORTER_OTLP_HEADERS has what it asks for.")
		}
		return fine("the collector took a span")
	}
}
