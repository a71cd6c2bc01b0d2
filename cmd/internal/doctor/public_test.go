package doctor_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/mailbox"
)

// service answers as the service does, or as what stands before it where that is broken.
func service(t *testing.T, status int) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server
}

func TestDoctorLooksAtThePublicAddress(t *testing.T) {
	well, broken := service(t, http.StatusOK), service(t, http.StatusBadGateway)
	encrypted := httptest.NewTLSServer(well.Config.Handler) // by an authority this machine does not know
	t.Cleanup(encrypted.Close)
	const nobody = "http://127.0.0.1:1"
	for name, test := range map[string]struct {
		address, listen string
		failed, unknown []string
		says            string
	}{
		"none":                        {says: "mails lead to Slack"},
		"it leads here":               {address: well.URL, says: well.URL + " leads here"},
		"before the service runs":     {address: nobody, listen: "127.0.0.1:1", unknown: []string{"public address"}, says: "once the service runs"},
		"it leads nowhere":            {address: nobody, listen: host(well), failed: []string{"public address"}, says: "the proxy before the service"},
		"it leads to somebody else":   {address: broken.URL, listen: host(well), failed: []string{"public address"}, says: "502 Bad Gateway"},
		"a certificate nobody trusts": {address: encrypted.URL, listen: host(well), failed: []string{"public address"}, says: "certificate"},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			p.config.BaseURL, p.config.Listen = test.address, test.listen
			text, failed, unknown := p.examine(t)
			if diff := cmp.Diff(test.failed, without(failed, "configuration")); diff != "" || !strings.Contains(text, test.says) {
				t.Errorf("failed checks (-want +got):\n%s\ndoes it say %q?\n%s", diff, test.says, text)
			}
			if diff := cmp.Diff(test.unknown, unknown); diff != "" {
				t.Errorf("checks not made (-want +got):\n%s", diff)
			}
		})
	}
}

// without leaves out a check: the addresses here are on loopback, where http is not for the public.
func without(names []string, left string) []string {
	var rest []string
	for _, name := range names {
		if name != left {
			rest = append(rest, name)
		}
	}
	return rest
}

func host(server *httptest.Server) string { return strings.TrimPrefix(server.URL, "http://") }

func TestDoctorLooksWhereCalendarsAnswer(t *testing.T) {
	running, err := mailbox.New(mailbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	for name, test := range map[string]struct {
		listen string
		failed []string
		says   string
	}{
		"nowhere":                      {says: "people answer in Slack"},
		"a free port":                  {listen: "127.0.0.1:0", says: "on 127.0.0.1:0"},
		"for everybody":                {listen: ":0", says: "your mail server only"},
		"the service runs already":     {listen: running.Addr(), says: "on " + running.Addr()},
		"somebody else is there":       {listen: host(service(t, http.StatusOK)), failed: []string{"replies"}, says: "nobody else listens on"},
		"an address of somewhere else": {listen: "192.0.2.1:2525", failed: []string{"replies"}, says: "of this machine"},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			p.config.ReplyListen = test.listen
			text, failed, _ := p.examine(t)
			if diff := cmp.Diff(test.failed, failed); diff != "" || !strings.Contains(text, test.says) {
				t.Errorf("failed checks (-want +got):\n%s\ndoes it say %q?\n%s", diff, test.says, text)
			}
		})
	}
}
