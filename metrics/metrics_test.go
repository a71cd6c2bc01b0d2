package metrics_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"mentorbot/metrics"
)

func settings() metrics.Settings {
	return metrics.Settings{
		EnvelopeKinds: []string{"command", "event"},
		Source: metrics.Source{
			JobKinds: []string{"notice", "home"},
			Waiting: func(context.Context) ([]metrics.Waiting, error) {
				return []metrics.Waiting{{Kind: "notice", Jobs: 3, Age: 90 * time.Second}}, nil
			},
			Dead:        func(context.Context) (int, error) { return 1, nil },
			Lapsing:     func(context.Context) (int, error) { return 3, nil },
			Connections: func() int { return 2 },
			Pools:       func() map[string]sql.DBStats { return map[string]sql.DBStats{"all": {OpenConnections: 4, InUse: 1}} },
		},
	}
}

func scrape(t *testing.T, m *metrics.Metrics) (status int, text string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body)
}

// told tells the metrics one of everything.
func told(m *metrics.Metrics) {
	m.Acknowledged(metrics.Ack{Kind: "command", Transport: "http", Outcome: "ok", Took: 30 * time.Millisecond})
	m.Retried("http", "http_timeout")
	m.TurnedAway("http", "bad_signature")
	m.Called("chat.postMessage", "rate_limited", time.Second)
	m.JobRun("notice", "put_off", time.Second)
	m.Mailed(true, time.Second)
	m.Mailed(false, time.Second)
}

func TestWhatHappenedAndWhatIsTheCaseIsScraped(t *testing.T) {
	m := metrics.New(settings())
	told(m)
	status, text := scrape(t, m)
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	for _, line := range []string{
		`mentorbot_ack_duration_seconds_bucket{kind="command",outcome="ok",transport="http",le="0.025"} 0`,
		`mentorbot_ack_duration_seconds_bucket{kind="command",outcome="ok",transport="http",le="0.05"} 1`,
		`mentorbot_slack_retries_total{reason="http_timeout",transport="http"} 1`,
		`mentorbot_slack_turned_away_total{reason="bad_signature",transport="http"} 1`,
		`mentorbot_slack_call_duration_seconds_count{method="chat.postMessage",outcome="rate_limited"} 1`,
		`mentorbot_slack_rate_limited_total{method="chat.postMessage"} 1`,
		`mentorbot_job_duration_seconds_count{kind="notice",outcome="put_off"} 1`,
		`mentorbot_mail_duration_seconds_count{outcome="sent"} 1`,
		`mentorbot_mail_duration_seconds_count{outcome="failed"} 1`,
		`mentorbot_jobs_due{kind="notice"} 3`,
		`mentorbot_jobs_due{kind="home"} 0`,
		`mentorbot_jobs_oldest_due_seconds{kind="notice"} 90`,
		`mentorbot_installations_dead 1`,
		`mentorbot_installations_lapsing 3`,
		`mentorbot_socket_connections 2`,
		`mentorbot_database_up 1`,
		`mentorbot_database_connections_in_use{pool="all"} 1`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("not there: %s", line)
		}
	}
	if !strings.Contains(text, "\ngo_goroutines ") {
		t.Error("nothing of the runtime")
	}
}

// Label values come from outside; a flood of new ones would fill Prometheus.
func TestLabelsStayBoundedWhateverComesIn(t *testing.T) {
	m := metrics.New(settings())
	for _, odd := range []string{"U0ANA", "dialog_submission", "\xff", "ana@example.org"} {
		m.Acknowledged(metrics.Ack{Kind: odd, Transport: "http", Outcome: "ok"})
		m.Retried("http", odd)
		m.JobRun(odd, "done", 0)
	}
	_, text := scrape(t, m)
	values := map[string]bool{}
	for _, match := range regexp.MustCompile(`mentorbot_[a-z_]+\{[^}]*(?:kind|reason)="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		values[match[1]] = true
	}
	want := map[string]bool{"other": true, "notice": true, "home": true}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Errorf("values of kind and reason (-want +got):\n%s", diff)
	}
}

func TestADatabaseThatIsDownHidesNothingElse(t *testing.T) {
	s := settings()
	s.Source.Waiting = func(context.Context) ([]metrics.Waiting, error) { return nil, errors.New("down") }
	m := metrics.New(s)
	told(m)
	status, text := scrape(t, m)
	for _, line := range []string{"mentorbot_database_up 0", "mentorbot_socket_connections 2"} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("not there: %s", line)
		}
	}
	if status != http.StatusOK || strings.Contains(text, "mentorbot_jobs_due") {
		t.Errorf("status %d:\n%s", status, text)
	}
}

// own are the lines about this product's metrics.
func own(text string) string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		if strings.Contains(line, "mentorbot_") {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

func TestMetricsFollowPrometheusConventions(t *testing.T) {
	m := metrics.New(settings())
	told(m)
	_, text := scrape(t, m)
	problems, err := promlint.New(strings.NewReader(own(text))).Lint()
	if err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}

func TestEveryMetricIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	m := metrics.New(settings())
	told(m)
	_, text := scrape(t, m)
	names := func(pattern, text string) []string {
		var found []string
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			found = append(found, match[1])
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	exported, documented := names(`# TYPE (mentorbot_\w+)`, text), names("(?m)^\\| `(mentorbot_\\w+)", string(page))
	if diff := cmp.Diff(exported, documented); diff != "" {
		t.Errorf("docs/operations.md (-exported +documented):\n%s", diff)
	}
}
