package stories

import (
	"context"
	"crypto/x509"
	"fmt"
	"hash/fnv"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

// opening is the instant every story begins at, a Monday morning.
var opening = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

const hour = time.Hour

// patience is how long Slack waits for an acknowledgement in stories that are not about time. What they tell must not depend on how busy
// the machine is; how long answers take is measured by benchmarks.
const patience = time.Minute

// stage is a running product with its people, and what a test can do there.
type stage struct {
	t        *testing.T
	box      *sandbox.Sandbox
	url      string // of the database
	errors   *errorLog
	expected []string                   // parts of error lines that belong to the story
	read     map[string]map[string]bool // user -> "channel ts" of messages the story has dealt with
	shown    map[string][]string        // user -> all modals and replies the story led them to
	scenes   []scene                    // what people did and were shown, in order
}

// setting is one way the product can run.
type setting struct {
	name      string
	http      bool
	team      string         // the name of the workspace, empty for that of the sandbox
	limited   bool           // Slack's rate limits hold, and refill as the story moves the clock
	hurried   bool           // Slack waits three seconds for an acknowledgement instead of patience
	replicas  int            // one when zero
	calendars *x509.CertPool // certificates of calendars on this machine, which are only read with it
	start     time.Time      // when the story begins, if not at opening
	url       func(testing.TB) string
}

// quick reports the subset that needs neither a PostgreSQL server nor a browser.
func quick() bool { return os.Getenv("MENTORBOT_TEST") == "quick" }

// everyReplicated reports that all stories are to be told by replicas too ("make replicas"), not only a part of them.
func everyReplicated() bool { return os.Getenv("MENTORBOT_TEST") == "replicas" }

// settings are the ways a story is told: by one process on SQLite, and on PostgreSQL: a quarter of the stories by three replicas, where
// what one has decided another delivers, and the next click may reach a third, the rest by one process, because replicas take three times
// as long. Slack reaches the one over Socket Mode and the other over HTTP or the other way round: the story's name decides, so that it is
// always the same and about even over all stories.
func settings(story string) []setting {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(story)) // never fails
	drawn := sum.Sum32()
	all := settingsOver(drawn%2 == 0, drawn%2 == 1)
	if len(all) > 1 && drawn/2%4 > 0 && !everyReplicated() {
		all[1].name, all[1].replicas = "alone on PostgreSQL over "+transport(all[1].http), 1
	}
	return all
}

// settingsOver are the settings with HTTP or not for one process and for replicas.
func settingsOver(alone, replicated bool) []setting {
	all := []setting{
		{name: "alone on SQLite over " + transport(alone), http: alone, url: storagetest.MigratedSQLiteURL},
		{name: "three replicas on PostgreSQL over " + transport(replicated), http: replicated, replicas: 3, url: storagetest.MigratedPostgresURL},
	}
	if quick() {
		return all[:1]
	}
	return all
}

func transport(http bool) string {
	if http {
		return "HTTP"
	}
	return "Socket Mode"
}

// tell runs a story in its settings. At its end no message may be left that the story did not expect, and nothing may have gone wrong
// in the log.
func tell(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	tellIn(t, settings(t.Name()), users, story)
}

// tellOverHTTP runs a story that forges requests, which only HTTP lets anybody try.
func tellOverHTTP(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	tellIn(t, settingsOver(true, true), users, story)
}

// tellLimited runs a story within Slack's rate limits, alone and by three replicas.
func tellLimited(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	all := settingsOver(false, false)
	for i := range all {
		all[i].limited = true
	}
	tellIn(t, all, users, story)
}

// tellAlone runs a story by one process, for the reason given.
func tellAlone(t *testing.T, why string, users []slacksim.User, story func(*stage)) {
	t.Helper()
	t.Log("told by one process:", why)
	tellIn(t, settings(t.Name())[:1], users, story)
}

func tellIn(t *testing.T, settings []setting, users []slacksim.User, story func(*stage)) {
	t.Helper()
	t.Parallel()
	for _, s := range settings {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			st := raise(t, s, users)
			story(st)
			st.nothingLeft()
		})
	}
}

// raise starts the product with a log of its errors.
func raise(t *testing.T, s setting, users []slacksim.User) *stage {
	t.Helper()
	log := &errorLog{}
	st := raiseLogged(t, s, users, slog.New(log))
	st.errors = log
	return st
}

// raiseLogged starts the product with a log of the test's own.
func raiseLogged(t *testing.T, s setting, users []slacksim.User, logger *slog.Logger) *stage {
	t.Helper()
	st := &stage{t: t, url: s.url(t), errors: &errorLog{}, read: map[string]map[string]bool{}, shown: map[string][]string{}}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	networks, start := "", opening
	if !s.start.IsZero() {
		start = s.start
	}
	if s.calendars != nil {
		networks = "127.0.0.1/32"
	}
	wait := patience
	if s.hurried {
		wait = 0 // as Slack
	}
	box, err := sandbox.Start(ctx, sandbox.Options{
		CalendarNetworks: networks, CalendarRoots: s.calendars,
		Dir: t.TempDir(), DatabaseURL: st.url, HTTP: s.http, Replicas: s.replicas, Users: users, TeamName: s.team, Start: start,
		Unlimited: !s.limited, OneClock: s.limited, Patience: wait, Logger: logger,
	})
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	st.box = box
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return st
}

// errorLog keeps what is logged as an error.
type errorLog struct {
	mu    sync.Mutex
	lines []string
}

// Enabled implements slog.Handler.
func (l *errorLog) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelError }

// Handle implements slog.Handler.
func (l *errorLog) Handle(_ context.Context, r slog.Record) error {
	var line strings.Builder
	line.WriteString(r.Message)
	r.Attrs(func(a slog.Attr) bool { fmt.Fprintf(&line, " %s=%v", a.Key, a.Value); return true })
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line.String())
	return nil
}

// WithAttrs implements slog.Handler.
func (l *errorLog) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup implements slog.Handler.
func (l *errorLog) WithGroup(string) slog.Handler { return l }

func (l *errorLog) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.lines...)
}

// nothingLeft ends a story.
func (s *stage) nothingLeft() {
	s.t.Helper()
	for _, user := range s.users() {
		for _, m := range s.unread(user) {
			s.t.Errorf("%s got a message nobody expected: %s", user, m.Text)
		}
	}
	for _, line := range s.errors.all() {
		if !slices.ContainsFunc(s.expected, func(part string) bool { return strings.Contains(line, part) }) {
			s.t.Errorf("logged as an error: %s", line)
		}
	}
}

// expectsErrors says that error lines with this part belong to the story. At least one has to come.
func (s *stage) expectsErrors(part string) {
	s.t.Helper()
	s.expected = append(s.expected, part)
	s.t.Cleanup(func() {
		if !slices.ContainsFunc(s.errors.all(), func(line string) bool { return strings.Contains(line, part) }) {
			s.t.Errorf("no error with %q was logged", part)
		}
	})
}
