package app

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"mentorbot/storage/storagetest"
)

// The calls a start makes are counted like all others: where they fail, there is nothing else to see.
func TestTheCallsOfAStartAreCounted(t *testing.T) {
	s := newStart(t)
	a, err := New(t.Context(), Config{
		DatabaseURL: storagetest.SQLiteURL(t), Mode: "socket", BotToken: knownToken, AppToken: "xapp-start", Listen: "127.0.0.1:0",
		SlackAPIURL: s.server.URL + "/api/", SMTPTLS: "starttls", MetricsListen: "127.0.0.1:0",
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	<-a.Ready()
	response, err := http.Get("http://" + a.MetricsAddr() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`mentorbot_slack_call_duration_seconds_count{method="auth.test",outcome="ok"} 1`,
		`mentorbot_slack_call_duration_seconds_count{method="apps.connections.open",outcome="ok"} `, // one for each socket by now
	} {
		if !strings.Contains(string(text), line) {
			t.Errorf("not there: %s", line)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}
