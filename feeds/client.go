package feeds

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"mentorbot/core"
)

// Limits on one fetch.
const (
	maxSize      = 5 << 20  // octets, after decompression
	maxHeader    = 64 << 10 // octets
	maxValidator = 1 << 10  // octets
	maxRedirects = 3
	httpsPort    = 443
)

// Config is what a Client can be told.
type Config struct {
	Timeout time.Duration  // for everything, from the name to the last octet; 0 for ten seconds
	Allow   []netip.Prefix // networks of one's own that may be asked, at any port, such as where an intranet has its calendars
	Roots   *x509.CertPool // whose certificates are trusted; nil for the system's
}

// Client fetches calendars. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	timeout time.Duration
}

// New makes a client. It uses no proxy, whatever the environment says: a proxy would resolve names where they cannot be checked.
func New(config Config) *Client {
	if config.Timeout <= 0 {
		config.Timeout = 10 * time.Second
	}
	dialer := &net.Dialer{Control: config.check}
	return &Client{
		timeout: config.Timeout,
		http: &http.Client{
			CheckRedirect: redirect,
			Transport: &http.Transport{
				DialContext:            dialer.DialContext,
				TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: config.Roots},
				MaxResponseHeaderBytes: maxHeader,
				DisableKeepAlives:      true, // a server is asked a few times an hour
			},
		},
	}
}

var errRefused = errors.New("address refused")

// check sees every address that is about to be connected to, after names were resolved and at each redirect, so that no name can lead
// to another address than the one that was checked.
func (c Config) check(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return errRefused
	}
	if within(c.Allow, to.Addr().Unmap().WithZone("")) || public(to.Addr()) && to.Port() == httpsPort {
		return nil
	}
	return errRefused
}

// redirect keeps to HTTPS and does not tell the next server where we come from, which is a secret.
func redirect(next *http.Request, before []*http.Request) error {
	next.Header.Del("Referer")
	if len(before) > maxRedirects || !core.FetchableBusyURL(next.URL) {
		return errRefused
	}
	return nil
}

// Fetched is the answer of a server.
type Fetched struct {
	Content   []byte
	Unchanged bool // since the last time; there is no content then
	Check     core.BusyCheck
}

// Fetch gets what is at an address. last is what came with the content that is known already. The error is a [Failure].
func (c *Client) Fetch(ctx context.Context, address core.BusyAddress, last core.BusyCheck) (Fetched, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := newRequest(ctx, address, last)
	if err != nil {
		return Fetched{}, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return Fetched{}, failed(err)
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotModified && last != (core.BusyCheck{}):
		return Fetched{Unchanged: true, Check: last}, nil
	case response.StatusCode != http.StatusOK:
		return Fetched{}, &Failure{Kind: core.BusyDenied, Status: response.StatusCode}
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, maxSize+1))
	if err != nil {
		return Fetched{}, failed(err)
	}
	if len(content) > maxSize {
		return Fetched{}, &Failure{Kind: core.BusyTooLarge}
	}
	return Fetched{Content: content, Check: validators(response.Header)}, nil
}

func newRequest(ctx context.Context, address core.BusyAddress, last core.BusyCheck) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.Reveal(), http.NoBody)
	if err != nil || !core.FetchableBusyURL(request.URL) {
		return nil, &Failure{Kind: core.BusyRefused}
	}
	request.Header.Set("Accept", "text/calendar, */*;q=0.1")
	request.Header.Set("User-Agent", "Mentorbot")
	if last.ETag != "" {
		request.Header.Set("If-None-Match", last.ETag)
	}
	if last.LastModified != "" {
		request.Header.Set("If-Modified-Since", last.LastModified)
	}
	return request, nil
}

// validators are those worth keeping.
func validators(header http.Header) core.BusyCheck {
	found := core.BusyCheck{ETag: header.Get("ETag"), LastModified: header.Get("Last-Modified")}
	if len(found.ETag) > maxValidator {
		found.ETag = ""
	}
	if len(found.LastModified) > maxValidator {
		found.LastModified = ""
	}
	return found
}

// failed says what an error of net/http means, and leaves its words behind.
func failed(err error) *Failure {
	if errors.Is(err, errRefused) {
		return &Failure{Kind: core.BusyRefused}
	}
	var address *url.Error
	if errors.As(err, &address) && address.Op == "parse" {
		return &Failure{Kind: core.BusyRefused}
	}
	return &Failure{Kind: core.BusyUnreachable}
}
