package chaos

import (
	"context"
	"crypto/rand"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage/storagetest"
)

// spell is how many changes people make between two events of an outage.
const spell = 5

// small is a world in which an outage can be watched.
func small(url func(testing.TB) string, replicas int) setting {
	return setting{url: url, http: true, replicas: replicas, mentors: 5, mentees: 8}
}

// use lets people use the app for a spell in good weather.
func (w *world) use(seed uint64) {
	w.t.Helper()
	w.during(w.t.Context(), seed, w.spell)
}

// spell waits until people have made some more changes.
func (w *world) spell() {
	w.t.Helper()
	before := w.book.kept()
	w.wait("people have made some changes", func() (bool, error) { return w.book.kept() >= before+spell, nil })
}

// during lets people use the app while something happens, and stops when it is over.
func (w *world) during(ctx context.Context, seed uint64, happens func()) {
	loading, stop := context.WithCancel(ctx)
	var load sync.WaitGroup
	load.Go(func() { w.load(loading, seed) })
	happens()
	stop()
	load.Wait()
}

// end lets everything settle, stops the app and expects nothing to be wrong.
func (w *world) end() *facts {
	w.t.Helper()
	w.settle()
	w.stop()
	v, f := w.check()
	w.print(&mishaps{w: w}, v, f)
	if len(w.book.promises) == 0 || len(f.messages) == 0 {
		w.t.Error("nothing happened at all")
	}
	return f
}

func TestADatabaseThatGoesAwayComesBack(t *testing.T) {
	t.Parallel()
	if quick(t) {
		return
	}
	name := "chaos_" + strings.ToLower(rand.Text())
	var door *gate
	behind := func(t testing.TB) string {
		u, err := url.Parse(storagetest.PostgresURL(t))
		if err != nil {
			t.Fatal("TEST_DATABASE_URL is not a URL")
		}
		door = newGate(t, u.Host)
		query := u.Query()
		query.Set("application_name", name)
		u.Host, u.RawQuery = door.addr(), query.Encode()
		return u.String()
	}
	w := build(t, small(behind, 2))
	w.start()
	readiness := func(want bool) {
		for _, r := range w.replicas {
			w.wait("/readyz follows the database", func() (bool, error) {
				ready, err := r.ready()
				return ready == want, err
			})
		}
	}
	readiness(true)
	direct := w.raw() // its one connection is spared below
	direct.SetMaxOpenConns(1)
	defer direct.Close()
	if err := direct.Ping(); err != nil {
		t.Fatal(err)
	}
	w.during(t.Context(), 1, func() {
		door.closed.Store(true)
		if _, err := direct.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE application_name = '` + name + `' AND pid <> pg_backend_pid()`); err != nil {
			t.Error(err)
		}
		readiness(false)
		door.closed.Store(false)
		readiness(true)
		w.spell()
	})
	w.end()
}

func TestMailArrivesOnceWhenTheServerWasDownForAnHour(t *testing.T) {
	t.Parallel()
	quiet := small(storagetest.SQLiteURL, 1)
	quiet.patient = true // an answer of the mail server that comes too late is another outage
	w := build(t, quiet)
	w.start()
	w.use(1)
	w.gate.closed.Store(true)
	w.during(t.Context(), 2, func() {
		w.wait("a mail was refused", func() (bool, error) { return w.gate.refused.Load() > 0, nil })
		for range 4 {
			w.spell()
			w.clock.Advance(15 * time.Minute)
		}
	})
	w.gate.closed.Store(false)
	w.end()
	if again := w.mailedAgain(); again > 0 || len(w.mail.Messages()) == 0 {
		t.Errorf("%d of %d mails came again", again, len(w.mail.Messages()))
	}
}

func TestAFullDiskIsToldInWordsAndGoesBy(t *testing.T) {
	t.Parallel()
	w := build(t, small(storagetest.SQLiteURL, 1))
	w.start()
	w.use(1)
	w.must(os.WriteFile(fullDisk(w.clock.file), nil, 0o600))
	settings := func() outcome {
		mentee := visitor{w: w, who: &w.people[len(w.people)-1], book: w.book}
		out := mentee.command("/mentor settings")
		if out.View == nil {
			return out
		}
		out = mentee.submit(out.View, values{"language": value("fr")})
		mentee.leave(out)
		return out
	}
	w.wait("a change is refused in words", func() (bool, error) {
		out := settings()
		said := strings.Join(slices.Collect(maps.Values(out.Errors)), " ")
		if out.View != nil {
			said += string(out.View.Blocks)
		}
		return out.App.Status == "ok" && (strings.Contains(said, "try again") || strings.Contains(said, "réessayer")), nil
	})
	w.must(os.Remove(fullDisk(w.clock.file)))
	w.wait("a change is taken again", func() (bool, error) {
		out := settings()
		return out.acknowledged() && out.View == nil, nil
	})
	w.use(2)
	w.end()
}

func TestAClockThatJumpsBackShortensNoDeadline(t *testing.T) {
	t.Parallel()
	w := build(t, small(storagetest.SQLiteURL, 1))
	w.start()
	w.use(1)
	deadlines := map[core.InvitationID]time.Time{}
	for id, inv := range w.gather().invitations {
		if inv.State == core.InvitationSent {
			deadlines[id] = inv.ExpiresAt
		}
	}
	w.clock.jump(-time.Hour)
	w.use(2)
	w.clock.jump(0)
	f := w.end()
	for id, at := range deadlines {
		inv := f.invitations[id]
		if !inv.ExpiresAt.Equal(at) || inv.State == core.InvitationExpired && inv.ClosedAt.Before(at) {
			t.Errorf("invitation %s had to be answered by %s, now %s; closed %s", id, at, inv.ExpiresAt, inv.ClosedAt)
		}
	}
}

func TestAStopUnderLoadLosesNothing(t *testing.T) {
	all := map[string]setting{"Socket Mode on SQLite": {url: storagetest.SQLiteURL, replicas: 1, mentors: 5, mentees: 8}}
	if !quick(t) {
		all["HTTP on PostgreSQL"] = small(storagetest.PostgresURL, 2)
	}
	for name, s := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, s)
			w.start()
			w.during(t.Context(), 1, func() {
				w.spell()
				w.stop()
			})
			for _, r := range w.replicas {
				r.begin()
			}
			w.reachable()
			w.end()
		})
	}
}
