package stories

import (
	"context"
	"fmt"
	"log/slog"
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

// stage is a running product with its people, and what a test can do there.
type stage struct {
	t        *testing.T
	box      *sandbox.Sandbox
	url      string // of the database
	errors   *errorLog
	expected []string                   // parts of error lines that belong to the story
	read     map[string]map[string]bool // user -> "channel ts" of messages the story has dealt with
	shown    map[string][]string        // user -> all modals and replies the story led them to
}

// setting is one way the product can run. Every story is told in the two of settings.
type setting struct {
	name     string
	http     bool
	replicas int // one when zero
	url      func(testing.TB) string
}

func settings() []setting {
	return []setting{
		{name: "Socket Mode on SQLite", url: storagetest.SQLiteURL},
		{name: "HTTP on PostgreSQL", http: true, url: storagetest.PostgresURL},
	}
}

// replicated are the ways several replicas share a database. What one has decided another delivers, and the next click may reach a
// third.
func replicated() []setting {
	return []setting{
		{name: "three replicas on PostgreSQL", replicas: 3, url: storagetest.PostgresURL},
		{name: "three replicas behind a load balancer", http: true, replicas: 3, url: storagetest.PostgresURL},
	}
}

// tell runs a story in every setting. At its end no message may be left that the story did not expect, and nothing may have gone
// wrong in the log.
func tell(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	tellIn(t, settings(), users, story)
}

// tellEverywhere runs a story that most depends on who did what when: also with replicas over Socket Mode.
func tellEverywhere(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	tellIn(t, append(settings(), replicated()[0]), users, story)
}

// tellOverHTTP runs a story that forges requests, which only HTTP lets anybody try.
func tellOverHTTP(t *testing.T, users []slacksim.User, story func(*stage)) {
	t.Helper()
	overHTTP := slices.DeleteFunc(settings(), func(s setting) bool { return !s.http })
	tellIn(t, overHTTP, users, story)
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

func raise(t *testing.T, s setting, users []slacksim.User) *stage {
	t.Helper()
	st := &stage{t: t, url: s.url(t), errors: &errorLog{}, read: map[string]map[string]bool{}, shown: map[string][]string{}}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	box, err := sandbox.Start(ctx, sandbox.Options{
		Dir: t.TempDir(), DatabaseURL: st.url, HTTP: s.http, Replicas: s.replicas, Users: users, Start: opening, Unlimited: true,
		Logger: slog.New(st.errors),
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
