package sample_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/cmd/internal/sample"
	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
)

// complaints fails the test for every error that is logged.
type complaints struct{ t *testing.T }

func (c complaints) Write(line []byte) (int, error) {
	c.t.Errorf("logged: %s", line)
	return len(line), nil
}

// played is the sample programme in a whole sandbox, Slack's rate limits included.
func played(t *testing.T) *sandbox.Sandbox {
	t.Helper()
	o := load(t)
	logger := slog.New(slog.NewTextHandler(complaints{t}, &slog.HandlerOptions{Level: slog.LevelError}))
	box, err := sandbox.Start(t.Context(), sandbox.Options{Dir: t.TempDir(), Users: o.Users(), Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	host := sample.Host{
		Service: box.App.Service, Workspace: box.App.Workspace.ID, Settle: box.App.Settle,
		Person: func(ctx context.Context, userID string) (core.PersonID, error) {
			p, err := box.App.Person(ctx, userID)
			return p.ID, err
		},
	}
	if err := o.Play(t.Context(), host); err != nil {
		t.Fatal(err)
	}
	return box
}

// headlines are the first lines of what a person can read in the sandbox.
func headlines(t *testing.T, box *sandbox.Sandbox, userID string) []string {
	t.Helper()
	response, err := http.Get(box.URL() + "/_sim/users/" + userID + "/messages")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		Messages []struct {
			Text string `json:"text"`
		} `json:"messages"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, m := range answer.Messages {
		first, _, _ := strings.Cut(m.Text, "\n")
		lines = append(lines, first)
	}
	return lines
}

func TestWhatHappenedCanBeReadInSlackAndMail(t *testing.T) {
	box := played(t)
	for userID, want := range map[string]string{
		"UAMARA":   "Jonas Lindqvist asks you to be their mentor",
		"UCLAIRE":  "Aïcha Benkirane vous sollicite pour un mentorat",
		"ULACHLAN": "Mehdi Karimi asks you to be their mentor",
		"UMEHDI":   "Maya Rosenthal said no",
		"UAARAV":   "Session with Bikash Shrestha booked",
		"UBEATRIZ": "Nobody could take you this time",
	} {
		if got := headlines(t, box, userID); !slices.Contains(got, want) {
			t.Errorf("%s reads %q, not %q", userID, got, want)
		}
	}
	if got := headlines(t, box, "UAMINA"); len(got) > 0 {
		t.Errorf("a newcomer reads %q already", got)
	}
	var mailed []string
	for _, m := range box.Mail.Messages() {
		mailed = append(mailed, m.To...)
	}
	slices.Sort(mailed)
	want := []string{
		"aarav.gurung@meridian.example", "amara.okafor@meridian.example", "bikash.shrestha@meridian.example",
		"kwame.boateng@meridian.example",
	}
	if diff := cmp.Diff(want, mailed); diff != "" {
		t.Errorf("calendar mails (-want +got):\n%s", diff)
	}
}
