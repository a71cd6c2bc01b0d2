package core_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// execute changes a database behind the back of who has it open.
func execute(t *testing.T, url, statement string, args ...any) {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, source = "sqlite", path
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func TestARequestThatCannotMoveDoesNotKeepTheOthersWaiting(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db, err := storage.Open(t.Context(), storage.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, db, "T1")
		ada, ben, cora := w.mentor("Ada", 5), w.mentor("Ben", 5), w.mentor("Cora", 5)
		mia, ned, zoe := w.mentee("Mia"), w.mentee("Ned"), w.mentee("Zoe")
		w.ask(mia, ada, cora)
		w.ask(ned, ada, ben)
		w.ask(zoe, ada)
		w.told = map[core.PersonID][]core.NoticeKind{}
		spoil := "UPDATE participants SET topics = '%s' WHERE person_id = '" + string(cora.ID) + "'"
		execute(t, url, fmt.Sprintf(spoil, `{}`)) // what is stored of Cora cannot be read
		w.clock.advance(73 * time.Hour)
		if err := w.svc.Sweep(t.Context()); err == nil {
			t.Error("the sweep does not say that a request could not be moved")
		}
		w.work()
		w.hears(ben, core.NoticeInvitation)
		w.hears(ned, core.NoticeAsked)
		w.hears(zoe, core.NoticeExhausted)
		w.hears(mia)
		execute(t, url, fmt.Sprintf(spoil, `["Leadership"]`))
		w.must(w.svc.Sweep(t.Context()))
		w.work()
		w.hears(cora, core.NoticeInvitation)
		w.hears(mia, core.NoticeAsked)
		w.hears(ben)
		w.hears(ned)
		w.hears(zoe)
	})
}

// TestManyRequestsAreOverAtOnce moves more requests than one transaction does, to mentors of whom one cannot be asked.
func TestManyRequestsAreOverAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, away, ben := w.mentor("Ada", 5), w.mentor("Away", 5), w.mentor("Ben", 5)
		const many = 60
		var mentees []core.Person
		for i := range many {
			mentee := w.mentee(fmt.Sprintf("Mentee%d", i))
			mentees = append(mentees, mentee)
			if i%2 == 0 {
				w.ask(mentee, ada, away, ben)
			} else {
				w.ask(mentee, ada, away)
			}
		}
		_, err := w.svc.SaveMentor(t.Context(), w.call(away), core.MentorSettings{
			Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 5, Availability: core.Availability{Unavailable: true},
		})
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.clock.advance(73 * time.Hour)
		w.must(w.svc.Sweep(t.Context()))
		w.work()
		w.hears(away)
		if got := len(w.told[ben.ID]); got != many/2 {
			t.Errorf("Ben was asked %d times, want %d", got, many/2)
		}
		for i, mentee := range mentees {
			want := []core.InvitationState{core.InvitationExpired, core.InvitationSkipped, core.InvitationSent}
			said := core.NoticeAsked
			if i%2 != 0 {
				want, said = want[:2], core.NoticeExhausted
			}
			w.hears(mentee, said)
			w.must(db.Read(t.Context(), w.ws, func(tx core.Tx) error {
				made, err := tx.Invitations().ForList(t.Context(), w.lists[i])
				w.must(err)
				if len(made) != len(want) {
					t.Fatalf("%d invitations on list %d, want %d", len(made), i, len(want))
				}
				for rank, inv := range made {
					if inv.State != want[rank] {
						t.Errorf("invitation %d of list %d is %s, want %s", rank+1, i, inv.State, want[rank])
					}
				}
				entries, err := tx.Audit().ForSubject(t.Context(), core.InvitationSubject(made[0].ID))
				w.must(err)
				if last := entries[len(entries)-1]; last.Action != core.ActionExpire || last.Detail["state"] != string(core.InvitationExpired) {
					t.Errorf("the last audit entry of the first request is %+v", last)
				}
				items, err := tx.Attention().OpenFor(t.Context(), made[0].Program, mentee.ID)
				if len(items) != i%2 {
					t.Errorf("%s has %d items on the waiting list, want %d", mentee.Name, len(items), i%2)
				}
				return err
			}))
		}
	})
}
