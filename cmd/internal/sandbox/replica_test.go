package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"mentorbot/bot"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

func TestEveryReplicaGetsItsShare(t *testing.T) {
	const replicas, rounds = 3, 4
	for name, overHTTP := range map[string]bool{"Socket Mode": false, "HTTP": true} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer // read when nothing writes any more
			box, err := Start(t.Context(), Options{
				Dir: t.TempDir(), DatabaseURL: storagetest.PostgresURL(t), HTTP: overHTTP, Replicas: replicas, Unlimited: true,
				Users:  []slacksim.User{{ID: benchUser, Name: "bench", RealName: "Bench Mark", TZ: "Europe/Paris"}},
				Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			})
			if err != nil {
				t.Fatal(err)
			}
			for range replicas * rounds {
				help(t, box)
			}
			if err := box.Close(); err != nil {
				t.Error(err)
			}
			for i := range replicas {
				if handled(log.String(), i+1) == 0 {
					t.Errorf("replica %d got none of %d commands", i+1, replicas*rounds)
				}
			}
		})
	}
}

// help types the command by the control API.
func help(t *testing.T, box *Sandbox) {
	t.Helper()
	typed := strings.NewReader(fmt.Sprintf(`{"user": %q, "text": "%s help"}`, benchUser, bot.CommandName))
	response, err := http.Post(box.URL()+"/_sim/command", "application/json", typed)
	if err != nil {
		t.Error(err)
		return
	}
	defer response.Body.Close()
	if answer, err := io.ReadAll(response.Body); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("the command was answered %s %s, %v", response.Status, answer, err)
	}
}

// handled counts the requests a replica says it has handled.
func handled(log string, replica int) int {
	n := 0
	for line := range strings.Lines(log) {
		if strings.Contains(line, "msg=handled") && strings.Contains(line, fmt.Sprintf("replica=%d ", replica)) {
			n++
		}
	}
	return n
}
