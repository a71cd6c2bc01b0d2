package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHealthAsksTheServiceOnThisMachine(t *testing.T) {
	status := http.StatusOK
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/healthz" {
			t.Errorf("asked for %s %s", r.Method, r.URL)
		}
		w.WriteHeader(status)
	}))
	t.Setenv("MENTORBOT_LISTEN", service.Listener.Addr().String())
	if got := run(t, "health"); got.status != statusOK {
		t.Errorf("of a service that is alive: status %d, %q", got.status, got.err)
	}
	status = http.StatusServiceUnavailable
	if got := run(t, "health"); got.status != statusFailed || !strings.Contains(got.err, "503") {
		t.Errorf("of a service that is not: status %d, %q", got.status, got.err)
	}
	service.Close()
	if got := run(t, "health"); got.status != statusFailed {
		t.Errorf("of no service: status %d", got.status)
	}
}

func TestLocalURL(t *testing.T) {
	for listen, want := range map[string]string{
		":8080":             "http://127.0.0.1:8080/healthz",
		"0.0.0.0:8080":      "http://127.0.0.1:8080/healthz",
		"[::]:8080":         "http://127.0.0.1:8080/healthz",
		"127.0.0.1:9":       "http://127.0.0.1:9/healthz",
		"[::1]:9":           "http://[::1]:9/healthz",
		"10.0.0.7:80":       "http://10.0.0.7:80/healthz",
		"app.internal:http": "http://app.internal:http/healthz",
	} {
		if got, err := localURL(listen); err != nil || got != want {
			t.Errorf("localURL(%q) = %q, %v, want %q", listen, got, err, want)
		}
	}
	if _, err := localURL("8080"); err == nil {
		t.Error("a port alone is taken")
	}
}
