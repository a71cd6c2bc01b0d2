package chaos

import (
	"context"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage/storagetest"
)

// settings are the ways of the app that chaos is let loose on.
func settings(t *testing.T) map[string]setting {
	all := map[string]setting{"Socket Mode on SQLite": {url: storagetest.SQLiteURL, replicas: 1, mentors: 8, mentees: 16}}
	if *every {
		all["HTTP on SQLite"] = setting{url: storagetest.SQLiteURL, http: true, replicas: 1, mentors: 8, mentees: 16}
	}
	if quick(t) {
		return all
	}
	all["HTTP, three processes, PostgreSQL"] = setting{url: storagetest.PostgresURL, http: true, replicas: 3, mentors: 8, mentees: 16}
	if *every {
		all["Socket Mode, three processes, PostgreSQL"] = setting{url: storagetest.PostgresURL, replicas: 3, mentors: 8, mentees: 16}
	}
	return all
}

// quick tells whether to leave out what needs PostgreSQL.
func quick(t *testing.T) bool {
	if os.Getenv("MENTORBOT_TEST") != "quick" {
		return false
	}
	t.Log("quick subset: PostgreSQL left out")
	return true
}

// TestNothingIsLostAndNothingHappensTwice is the whole promise at once. Its size is set by flags.
func TestNothingIsLostAndNothingHappensTwice(t *testing.T) {
	for name, s := range settings(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wreak(t, s, *kills)
		})
	}
}

// wreak runs a load under misfortune, lets everything settle and checks.
func wreak(t *testing.T, s setting, kills int) {
	drawn := *seed
	if drawn == 0 {
		drawn = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d (go test -run '%s' ./cmd/internal/chaos -seed %d)", drawn, t.Name(), drawn)
	s.mentors, s.mentees = s.mentors+kills/20, s.mentees+kills/10 // a longer run needs more people who have no mentor yet
	w := build(t, s)
	w.start()
	m := &mishaps{w: w, draw: rand.New(rand.NewPCG(drawn, 99))}
	m.weather(drawn)
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(kills)*4**pause+patience)
	defer cancel()
	w.during(ctx, drawn, func() {
		w.spell()
		m.strike(ctx, kills)
	})
	m.clear()
	struck := time.Now()
	w.reachable()
	w.settle()
	t.Logf("settled %s after the last kill", time.Since(struck).Round(time.Millisecond))
	w.stop()
	verdict, facts := w.check()
	w.print(m, verdict, facts)
}

// print gives the figures of a run, and what is wrong.
func (w *world) print(m *mishaps, v *verdict, f *facts) {
	w.t.Helper()
	starts := int64(0)
	for _, r := range w.replicas {
		starts += r.starts.Load()
	}
	w.t.Logf("%d kills, %d starts, %d clock jumps, %d disconnects, faults of Slack %v, mail connections refused %d and cut %d",
		m.kills, starts, m.jumps, m.cuts, w.sim.FaultCounts(), w.gate.refused.Load(), w.gate.cut.Load())
	w.t.Logf("%d calls of which %d were not acknowledged, %d changes acknowledged; %d requests, %d mentorships, %d sessions, %d holds",
		w.book.calls, w.book.failed, len(w.book.promises), len(f.invitations), len(f.mentorships), len(f.sessions),
		f.count(core.ActionHoldMentorship, "", ""))
	w.t.Logf("%d jobs, %d messages, %d mails of which %d repeated one that the server had taken; lost %d, twice %d",
		len(f.jobs), len(f.messages), len(w.mail.Messages()), w.mailedAgain(), v.lost, v.twice)
	for i, problem := range v.problems {
		if i == 40 {
			w.t.Errorf("and %d more", len(v.problems)-i)
			break
		}
		w.t.Error(problem)
	}
}
