package doctor

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"time"

	"mentorbot/cmd/internal/app"
)

// certificateNotice is how long before its end a certificate is worth a word: what renews them does so earlier.
const certificateNotice = 14 * 24 * time.Hour

// publicAddress asks the service for its health by the way people's browsers and calendars come.
func publicAddress(config app.Config, now func() time.Time) func(context.Context) finding {
	return func(ctx context.Context) finding {
		if config.BaseURL == "" {
			return fine("none: MENTORBOT_BASE_URL is not set, mails lead to Slack")
		}
		certificate, err := healthy(ctx, config.BaseURL)
		switch {
		case err == nil:
			return answers(config.BaseURL, certificate, now())
		case !runsHere(ctx, config.Listen):
			return unsure("ask again once the service runs: %s does not answer yet", config.BaseURL)
		}
		return trouble(err, "The service runs, but not where MENTORBOT_BASE_URL leads: see that its name, the proxy before the service and the\n"+
			"proxy's certificate are right, and that /healthz is let through.")
	}
}

// answers judges the certificate of an address that does; nil where there is none.
func answers(address string, certificate *tls.ConnectionState, now time.Time) finding {
	if certificate == nil {
		return fine("%s leads here", address)
	}
	ends := certificate.PeerCertificates[0].NotAfter
	if ends.Sub(now) < certificateNotice {
		return trouble(fmt.Errorf("the certificate of %s ends on %s", address, ends.UTC().Format(time.DateOnly)),
			"Renew it: without a valid one Slack, mails and calendars no longer reach the service.")
	}
	return fine("%s leads here, with a certificate until %s", address, ends.UTC().Format(time.DateOnly))
}

// healthy asks for /healthz, and gives what was agreed on about encryption.
func healthy(ctx context.Context, address string) (*tls.ConnectionState, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/healthz", http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true, Proxy: http.ProxyFromEnvironment}}).Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s/healthz answers %s", address, response.Status)
	}
	return response.TLS, nil
}

// runsHere reports whether a service answers at the address it is to listen on.
func runsHere(ctx context.Context, listen string) bool {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, err = healthy(ctx, "http://"+net.JoinHostPort(host, port))
	return err == nil
}
