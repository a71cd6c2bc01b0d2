package feeds_test

import (
	"compress/gzip"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/feeds"
)

// serve starts a server on loopback, and a client that may ask it.
func serve(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *feeds.Client) {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	return server, client(server, feeds.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
}

func client(server *httptest.Server, config feeds.Config) *feeds.Client {
	config.Roots = x509.NewCertPool()
	config.Roots.AddCert(server.Certificate())
	return feeds.New(config)
}

func wantFailure(t *testing.T, err error, want feeds.Failure, secret string) {
	t.Helper()
	var failure *feeds.Failure
	if !errors.As(err, &failure) || *failure != want {
		t.Fatalf("got %v, want %+v", err, want)
	}
	if strings.Contains(err.Error(), secret) {
		t.Errorf("the address is in the error: %v", err)
	}
}

const secret = "s3cr3t-t0ken"

func TestACalendarIsFetchedOnceAndThenOnlyWhenItChanged(t *testing.T) {
	content := atomic.Pointer[string]{}
	first, second := "BEGIN:VCALENDAR", "BEGIN:VCALENDAR again"
	content.Store(&first)
	server, c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		tag := `"` + *content.Load() + `"`
		w.Header().Set("ETag", tag)
		w.Header().Set("Last-Modified", "Fri, 27 Nov 2026 17:00:00 GMT")
		if r.Header.Get("If-None-Match") == tag && r.Header.Get("If-Modified-Since") == "Fri, 27 Nov 2026 17:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte(*content.Load()))
	})
	got, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL), core.BusyCheck{})
	if err != nil || string(got.Content) != first || got.Unchanged {
		t.Fatalf("first: %+v, %v", got, err)
	}
	again, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL), got.Check)
	if err != nil || !again.Unchanged || len(again.Content) > 0 || again.Check != got.Check {
		t.Errorf("unchanged: %+v, %v", again, err)
	}
	content.Store(&second)
	if changed, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL), again.Check); err != nil || string(changed.Content) != second || changed.Unchanged {
		t.Errorf("changed: %+v, %v", changed, err)
	}
}

func TestRedirectsAreFollowedAFewTimesWithoutTellingWhereFrom(t *testing.T) {
	var hops, told atomic.Int32
	server, c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" {
			told.Add(1)
		}
		if left := len(r.URL.Path); left > 1 {
			hops.Add(1)
			http.Redirect(w, r, r.URL.Path[:left-1], http.StatusFound)
		}
	})
	if _, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+"aaa"), core.BusyCheck{}); err != nil || hops.Load() != 3 || told.Load() > 0 {
		t.Errorf("three redirects: %v, %d hops, %d told", err, hops.Load(), told.Load())
	}
	_, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+"aaaa"), core.BusyCheck{})
	wantFailure(t, err, feeds.Failure{Kind: core.BusyRefused}, server.URL)
}

func TestRedirectsLeadNowhereAnAddressCouldNot(t *testing.T) {
	for _, to := range []string{
		"http://127.0.0.1/", "https://127.0.0.2/", "https://[::1]/", "https://169.254.169.254/latest/meta-data", "https://localhost/",
		"file:///etc/passwd", "https://x:y@127.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://1.1.1.1:22/", "https://0x7f000001/",
	} {
		server, c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+secret), core.BusyCheck{})
		wantFailure(t, err, feeds.Failure{Kind: core.BusyRefused}, secret)
	}
}

// A server on loopback is there for every spelling of its address, and is never reached.
func TestNoSpellingReachesLoopback(t *testing.T) {
	var reached atomic.Int32
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ConnState = func(net.Conn, http.ConnState) { reached.Add(1) }
	server.StartTLS()
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c := client(server, feeds.Config{})
	for _, host := range []string{
		"127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "0x7f000001", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "017700000001", "0", "0.0.0.0",
		"localhost", "localhost.", "LOCALHOST", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25lo]", "①②⑦.⓪.⓪.①", "127.0.0.1.",
	} {
		for _, at := range []string{host + ":" + port, host} {
			address, refused := core.ParseBusyAddress("webcal://" + at + "/" + secret)
			if refused != nil {
				continue
			}
			if _, err := c.Fetch(t.Context(), address, core.BusyCheck{}); err == nil {
				t.Errorf("%s was fetched", at)
			} else if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the address is in the error: %v", at, err)
			}
		}
	}
	if reached.Load() > 0 {
		t.Errorf("the server was reached %d times", reached.Load())
	}
}

func TestAnswersThatAreNoCalendar(t *testing.T) {
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   feeds.Failure
	}{
		"gone":        {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) }, feeds.Failure{Kind: core.BusyDenied, Status: 410}},
		"unasked 304": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(304) }, feeds.Failure{Kind: core.BusyDenied, Status: 304}},
		"part of it":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(206) }, feeds.Failure{Kind: core.BusyDenied, Status: 206}},
		"broken": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9")
			w.WriteHeader(200)
		}, feeds.Failure{Kind: core.BusyUnreachable}},
		"a bomb":       {bomb, feeds.Failure{Kind: core.BusyTooLarge}},
		"large header": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 70<<10)) }, feeds.Failure{Kind: core.BusyUnreachable}},
	} {
		t.Run(name, func(t *testing.T) {
			server, c := serve(t, tt.answer)
			_, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+secret), core.BusyCheck{})
			wantFailure(t, err, tt.want, secret)
		})
	}
}

// bomb is a few kilobytes that become 50 megabytes.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	packed := gzip.NewWriter(w)
	chunk := make([]byte, 1<<20)
	for range 50 {
		if _, err := packed.Write(chunk); err != nil {
			return // who reads has enough
		}
	}
	_ = packed.Close()
}

func TestAServerThatNeverAnswersIsLeft(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		panic(http.ErrAbortHandler) // what comes after the end would be an answer
	}))
	t.Cleanup(server.Close)
	c := client(server, feeds.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Timeout: 50 * time.Millisecond})
	_, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+secret), core.BusyCheck{})
	wantFailure(t, err, feeds.Failure{Kind: core.BusyUnreachable}, secret)
}

func TestAServerWithoutACertificateToTrustIsLeft(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = nil
	server.StartTLS()
	t.Cleanup(server.Close)
	c := feeds.New(feeds.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Roots: x509.NewCertPool()})
	_, err := c.Fetch(t.Context(), core.StoredBusyAddress(server.URL+"/"+secret), core.BusyCheck{})
	wantFailure(t, err, feeds.Failure{Kind: core.BusyUnreachable}, secret)
}
