package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestServeCountsForPrometheusOnAnAddressOfItsOwn(t *testing.T) {
	newSlack(t, "socket")
	t.Setenv("MENTORBOT_METRICS_LISTEN", "127.0.0.1:0")
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	log, logged := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"serve"}, io.Discard, logged)
		_ = logged.Close()
	}()
	lines := bufio.NewScanner(log)
	serving := follow(t, lines, "serving")
	go func() { _, _ = io.Copy(io.Discard, log) }()
	inside := scrape(t, serving.Metrics, http.StatusOK)
	for _, metric := range []string{"mentorbot_database_up 1", `mentorbot_jobs_due{kind="notice"} 0`, "mentorbot_installations_dead 0", "mentorbot_socket_connections ", "go_goroutines "} {
		if !strings.Contains(inside, "\n"+metric) {
			t.Errorf("no %s in\n%s", metric, inside)
		}
	}
	scrape(t, serving.Address, http.StatusNotFound)
	refuseSecrets(t, inside)
	stop()
	if status := <-ended; status != statusOK {
		t.Errorf("status %d", status)
	}
}

func scrape(t *testing.T, address string, status int) string {
	t.Helper()
	response, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		t.Errorf("%s answers %s, %v", address, response.Status, err)
	}
	return string(body)
}
