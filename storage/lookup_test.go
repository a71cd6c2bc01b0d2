package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// ids gives the ids of what a lookup found, in its order.
func ids[T any, ID ~string](t *testing.T, found []T, err error, id func(T) ID) []string {
	t.Helper()
	must(t, err)
	var all []string
	for _, v := range found {
		all = append(all, string(id(v)))
	}
	return all
}

// expect compares in the order found.
func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestPeopleLookups(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for _, p := range []core.Person{
				{ID: "z", Name: "Ana", Admin: true}, {ID: "a", Name: "Zoe", Admin: true}, {ID: "b", Name: "Bot", Admin: true, Bot: true},
				{ID: "c", Name: "Gone", Admin: true, Deactivated: true}, {ID: "d", Name: "Member"},
			} {
				p.ChatUserID = "U-" + string(p.ID)
				must(t, tx.People().Save(ctx, p))
			}
			must(t, tx.People().SaveFacts(ctx, []core.Fact{{Person: "a", Key: "unit", Value: "old"}, {Person: "a", Key: "gender"}}))
			return tx.People().SaveFacts(ctx, []core.Fact{{Person: "a", Key: "unit", Value: "new"}})
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			admins, err := tx.People().Admins(ctx)
			expect(t, "admins", ids(t, admins, err, func(p core.Person) core.PersonID { return p.ID }), "z", "a")
			facts, err := tx.People().Facts(ctx, "a")
			expect(t, "facts", ids(t, facts, err, func(f core.Fact) core.FactKey { return f.Key + "=" + core.FactKey(f.Value) }), "gender=", "unit=new")
			some, err := tx.People().GetAll(ctx, []core.PersonID{"a", "unknown", "a"})
			if len(some) != 1 || some["a"].Name != "Zoe" {
				t.Errorf("people = %v", some)
			}
			none, nothing := tx.People().GetAll(ctx, nil)
			if len(none) != 0 {
				t.Errorf("nobody asked for, found %v", none)
			}
			return errors.Join(err, nothing)
		})
	})
}

func TestProgrammesAndParticipants(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 2)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Programs().Save(ctx, core.Program{ID: "a newer", CreatedAt: after(time.Hour)}))
			must(t, tx.Programs().Save(ctx, core.Program{ID: "z older", CreatedAt: after(-time.Hour)}))
			return tx.Participants().Save(ctx, core.Participant{Program: "a newer", Person: w.person(0), JoinedAt: noon})
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			programs, err := tx.Programs().List(ctx)
			expect(t, "programmes", ids(t, programs, err, func(p core.Program) core.ProgramID { return p.ID }), "z older", "w-programme", "a newer")
			mine, err := tx.Participants().ForPerson(ctx, w.person(0))
			if len(mine) != 2 {
				t.Errorf("taking part in %v, want two programmes", mine)
			}
			some, all := tx.Participants().GetAll(ctx, "a newer", []core.PersonID{w.person(0), w.person(1)})
			if _, ok := some[w.person(0)]; !ok || len(some) != 1 {
				t.Errorf("participants = %v", some)
			}
			return errors.Join(err, all)
		})
	})
}

func TestChoiceListLookups(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		save := func(id string, state core.ChoiceListState, at time.Time, mentors ...core.PersonID) {
			l := w.list(id, mentors...)
			l.State, l.CreatedAt = state, at
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.ChoiceLists().Save(ctx, l) })
		}
		save("draft", core.ChoicesDraft, noon, w.person(1), w.person(2), w.person(3))
		save("draft", core.ChoicesDraft, noon, w.person(3), w.person(1)) // ranked anew
		save("newest", core.ChoicesWithdrawn, after(time.Hour))
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			current, err := tx.ChoiceLists().Current(ctx, w.program, w.person(0))
			expect(t, "current list", []string{string(current.ID), fmt.Sprint(current.Mentors)}, "draft", fmt.Sprint([]core.PersonID{w.person(3), w.person(1)}))
			latest, newest := tx.ChoiceLists().Latest(ctx, w.program, w.person(0))
			expect(t, "latest list", []string{string(latest.ID)}, "newest")
			if _, err := tx.ChoiceLists().Current(ctx, w.program, w.person(1)); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("current list of somebody without: %v, want ErrNotFound", err)
			}
			return errors.Join(err, newest)
		})
	})
}

func TestInvitationLookups(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Programs().Save(ctx, core.Program{ID: "other"}))
			for n, i := range []core.Invitation{
				{ID: "z first rank", Rank: 1, State: core.InvitationExpired},
				{ID: "a second rank", Rank: 2, State: core.InvitationQueued, CreatedAt: after(time.Hour)},
				{ID: "older", Rank: 1, State: core.InvitationSent, CreatedAt: noon, List: "other list"},
				{ID: "elsewhere", Rank: 1, State: core.InvitationSent, CreatedAt: after(time.Minute), List: "list elsewhere", Program: "other"},
			} {
				if i.Program == "" {
					i.Program = w.program
				}
				if i.List == "" {
					i.List = "list"
				}
				i.Mentor, i.Mentee = w.person(3), w.person(min(n, 2))
				l := core.ChoiceList{ID: i.List, Program: i.Program, Mentee: i.Mentee, State: core.ChoicesMatched}
				must(t, tx.ChoiceLists().Save(ctx, l))
				must(t, tx.Invitations().Save(ctx, i))
			}
			return nil
		})
		id := func(i core.Invitation) core.InvitationID { return i.ID }
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			list, err := tx.Invitations().ForList(ctx, "list")
			expect(t, "invitations of a list", ids(t, list, err, id), "z first rank", "a second rank")
			live, err := tx.Invitations().LiveForMentor(ctx, "", w.person(3))
			expect(t, "live in all programmes", ids(t, live, err, id), "older", "elsewhere", "a second rank")
			live, err = tx.Invitations().LiveForMentor(ctx, w.program, w.person(3))
			expect(t, "live in one programme", ids(t, live, err, id), "older", "a second rank")
			return nil
		})
	})
}

func TestMentorshipLookups(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 5)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Programs().Save(ctx, core.Program{ID: "other"}))
			for _, m := range []core.Mentorship{
				{ID: "active", Mentor: w.person(1), Mentee: w.person(0), State: core.MentorshipActive, StartedAt: noon},
				{ID: "held", Mentor: w.person(1), Mentee: w.person(2), State: core.MentorshipOnHold, StartedAt: noon},
				{ID: "over", Mentor: w.person(1), Mentee: w.person(3), State: core.MentorshipCompleted, StartedAt: after(-time.Hour)},
				{ID: "as mentee", Mentor: w.person(4), Mentee: w.person(1), State: core.MentorshipActive, StartedAt: after(time.Hour)},
				{ID: "elsewhere", Mentor: w.person(1), Mentee: w.person(0), State: core.MentorshipActive, StartedAt: after(time.Minute), Program: "other"},
			} {
				if m.Program == "" {
					m.Program = w.program
				}
				must(t, tx.Mentorships().Save(ctx, m))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			mine, err := tx.Mentorships().ForPerson(ctx, w.person(1))
			expect(t, "newest first", ids(t, mine, err, func(m core.Mentorship) core.MentorshipID { return m.ID }),
				"as mentee", "elsewhere", "held", "active", "over")
			load, err := tx.Mentorships().Load(ctx, w.program, w.person(1))
			must(t, err)
			loads, err := tx.Mentorships().Loads(ctx, w.program, []core.PersonID{w.person(0), w.person(1), w.person(4)})
			must(t, err)
			active, err := tx.Mentorships().ActiveOf(ctx, w.program, w.person(2))
			want := map[core.PersonID]int{w.person(1): 2, w.person(4): 1}
			if diff := cmp.Diff(want, loads); load != 2 || active != 1 || diff != "" {
				t.Errorf("load %d, active %d, want 2, 1; loads (-want +got):\n%s", load, active, diff)
			}
			return err
		})
	})
}

func TestSessionsOverlapWithinHalfOpenHours(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Mentorships().Save(ctx, w.mentorship("mine")))
			other := w.mentorship("theirs")
			other.Mentor, other.Mentee = w.person(2), w.person(3)
			must(t, tx.Mentorships().Save(ctx, other))
			cancelled := w.session("cancelled", "mine", noon)
			cancelled.State, cancelled.Number = core.SessionCancelled, 2
			for _, s := range []core.Session{
				w.session("noon", "mine", noon), cancelled, w.session("at one", "mine", after(time.Hour)), w.session("strangers", "theirs", noon),
			} {
				must(t, tx.Sessions().Save(ctx, s))
			}
			return nil
		})
		id := func(s core.Session) core.SessionID { return s.ID }
		pair := []core.PersonID{w.person(0), w.person(1)}
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for _, test := range []struct {
				from, to time.Duration
				people   []core.PersonID
				except   core.SessionID
				want     []string
			}{
				{0, time.Hour, pair, "", []string{"noon"}},
				{-time.Hour, 0, pair, "", nil},
				{2 * time.Hour, 3 * time.Hour, pair, "", nil},
				{-time.Hour, time.Microsecond, pair, "", []string{"noon"}},
				{59 * time.Minute, 61 * time.Minute, pair, "", []string{"noon", "at one"}},
				{59 * time.Minute, 61 * time.Minute, pair, "noon", []string{"at one"}},
				{0, time.Hour, []core.PersonID{w.person(0), w.person(3)}, "", []string{"noon", "strangers"}},
				{0, time.Hour, nil, "", nil},
			} {
				found, err := tx.Sessions().Overlapping(ctx, test.people, after(test.from), after(test.to), test.except)
				expect(t, fmt.Sprint("overlapping ", test), ids(t, found, err, id), test.want...)
			}
			soon, err := tx.Sessions().Upcoming(ctx, w.person(1), after(time.Hour-time.Microsecond), 9)
			expect(t, "one is just running", ids(t, soon, err, id), "noon", "at one")
			soon, err = tx.Sessions().Upcoming(ctx, w.person(1), after(time.Hour), 9)
			expect(t, "it has ended", ids(t, soon, err, id), "at one")
			soon, err = tx.Sessions().Upcoming(ctx, w.person(1), noon, 1)
			expect(t, "the soonest", ids(t, soon, err, id), "noon")
			all, err := tx.Sessions().ForMentorship(ctx, "mine")
			expect(t, "by number", ids(t, all, err, id), "at one", "noon", "cancelled")
			return nil
		})
	})
}

func TestTheLogAndTheAdminsListKeepOrder(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 2)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for n, name := range []string{"c", "a", "b"} {
				at := after(time.Duration(n) * time.Second)
				must(t, tx.Audit().Append(ctx, core.AuditEntry{At: noon, Subject: "subject", RequestID: name}))
				must(t, tx.Messages().Save(ctx, core.Message{ID: core.MessageID(name), Job: core.JobID(name), Subject: "subject", SentAt: at}))
				must(t, tx.Attention().Save(ctx, core.Attention{ID: core.AttentionID(name), Program: w.program, Person: w.person(n % 2), CreatedAt: at}))
			}
			return tx.Attention().Save(ctx, core.Attention{ID: "done", Program: w.program, Person: w.person(0), ResolvedAt: noon})
		})
		item := func(a core.Attention) core.AttentionID { return a.ID }
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			entries, err := tx.Audit().ForSubject(ctx, "subject")
			expect(t, "audit", ids(t, entries, err, func(e core.AuditEntry) string { return e.RequestID }), "c", "a", "b")
			messages, err := tx.Messages().ForSubject(ctx, "subject")
			expect(t, "messages", ids(t, messages, err, func(m core.Message) core.MessageID { return m.ID }), "c", "a", "b")
			open, err := tx.Attention().Open(ctx, nil, 2)
			expect(t, "open items", ids(t, open, err, item), "c", "a")
			open, err = tx.Attention().OpenFor(ctx, w.program, w.person(0))
			expect(t, "open items about a person", ids(t, open, err, item), "c", "b")
			return nil
		})
	})
}

// Every request begins with this lookup, which has a way of its own to the database.
func TestAPersonIsFoundByChatUserOutsideOfATransaction(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, other := newWorld(t, db, "w", 2), newWorld(t, db, "other", 0)
		for round := range 3 { // the statement serves again, and sees what was committed
			name := fmt.Sprint("Name ", round)
			want := core.Person{ID: w.person(1), Workspace: w.ws, ChatUserID: "U-it's", Name: name, Deactivated: round == 2, SyncedAt: noon}
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.People().Save(ctx, want) })
			got, err := db.PersonByChatUser(t.Context(), w.ws, "U-it's")
			must(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		for ws, user := range map[core.WorkspaceID]string{w.ws: "U-nobody", other.ws: "U-it's"} {
			if got, err := db.PersonByChatUser(t.Context(), ws, user); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("%s in %s = %+v, %v", user, ws, got, err)
			}
		}
	})
}
