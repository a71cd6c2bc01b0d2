package core_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// TestInvariantsHoldUnderAnyInterleaving lets mentees and mentors do whatever they can think of in any order while time passes, and
// checks the invariants of the domain after every step.
func TestInvariantsHoldUnderAnyInterleaving(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			w := newWorld(r, db, fmt.Sprintf("T%d", run))
			m := &interleaving{world: w}
			for i := range 3 {
				m.mentors = append(m.mentors, w.mentor(fmt.Sprintf("Mentor%d", i), 1+i%2))
				m.mentees = append(m.mentees, w.mentee(fmt.Sprintf("Mentee%d", i)))
			}
			r.Repeat(map[string]func(*rapid.T){
				"submit":   m.submitSome,
				"accept":   m.acceptSome,
				"decline":  m.declineSome,
				"withdraw": m.withdrawSome,
				"stop":     m.stopSome,
				"time":     m.letTimePass,
				"deliver":  func(*rapid.T) { w.work() },
				"":         m.check,
			})
		})
	})
}

type interleaving struct {
	*world
	mentors, mentees []core.Person
}

// tolerate accepts refusals, which are part of the game, and nothing else.
func (m *interleaving) tolerate(r *rapid.T, err error) {
	if err != nil && core.Refusal(err) == nil {
		r.Fatalf("internal error: %v", err)
	}
}

func (m *interleaving) submitSome(r *rapid.T) {
	mentee := rapid.SampledFrom(m.mentees).Draw(r, "mentee")
	choices := rapid.Permutation(m.mentors).Draw(r, "ranked")
	count := rapid.IntRange(1, len(choices)).Draw(r, "count")
	_, err := m.submit(mentee, choices[:count]...)
	m.tolerate(r, err)
}

func (m *interleaving) acceptSome(r *rapid.T) {
	if id, mentor, ok := m.someInvitation(r); ok {
		_, err := m.svc.Accept(context.Background(), m.call(mentor), id)
		m.tolerate(r, err)
	}
}

func (m *interleaving) declineSome(r *rapid.T) {
	if id, mentor, ok := m.someInvitation(r); ok {
		_, err := m.svc.Decline(context.Background(), m.call(mentor), id, core.Decline{
			Reason: core.DeclineNoTime, AlsoUnavailable: rapid.Bool().Draw(r, "also unavailable"),
		})
		m.tolerate(r, err)
	}
}

// someInvitation picks any invitation ever delivered, so that late and repeated answers happen.
func (m *interleaving) someInvitation(r *rapid.T) (core.InvitationID, core.Person, bool) {
	if len(m.asked) == 0 {
		return "", core.Person{}, false
	}
	id := rapid.SampledFrom(m.asked).Draw(r, "invitation")
	return id, rapid.SampledFrom(m.mentors).Draw(r, "answering mentor"), true
}

func (m *interleaving) withdrawSome(r *rapid.T) {
	if len(m.lists) == 0 {
		return
	}
	list := rapid.SampledFrom(m.lists).Draw(r, "list")
	_, err := m.svc.WithdrawChoices(context.Background(), m.call(rapid.SampledFrom(m.mentees).Draw(r, "mentee")), list)
	m.tolerate(r, err)
}

func (m *interleaving) stopSome(r *rapid.T) {
	_, err := m.svc.StopMentoring(context.Background(), m.call(rapid.SampledFrom(m.mentors).Draw(r, "mentor")), "")
	m.tolerate(r, err)
}

func (m *interleaving) letTimePass(r *rapid.T) {
	m.pass(time.Duration(rapid.IntRange(1, 80).Draw(r, "hours")) * time.Hour)
}

// check reads everything back and holds it against features.md, section 4, invariants 1 to 4 and 8.
func (m *interleaving) check(r *rapid.T) {
	err := m.db.Read(context.Background(), m.ws, func(tx core.Tx) error {
		m.checkLists(r, tx)
		m.checkLoads(r, tx)
		m.checkMentees(r, tx)
		return nil
	})
	if err != nil {
		r.Fatalf("read back: %v", err)
	}
}

func (m *interleaving) checkLists(r *rapid.T, tx core.Tx) {
	ctx := context.Background()
	for _, id := range m.lists {
		list, err := tx.ChoiceLists().Get(ctx, id)
		m.must(err)
		invitations, err := tx.Invitations().ForList(ctx, id)
		m.must(err)
		live, accepted := 0, 0
		for _, inv := range invitations {
			if inv.Live() {
				live++
			}
			if inv.State == core.InvitationAccepted {
				accepted++
			}
		}
		wantLive := map[core.ChoiceListState]int{core.ChoicesRunning: 1}[list.State]
		wantAccepted := map[core.ChoiceListState]int{core.ChoicesMatched: 1}[list.State]
		if live != wantLive || accepted != wantAccepted {
			r.Fatalf("%s list has %d live and %d accepted invitations: %+v", list.State, live, accepted, invitations)
		}
	}
}

func (m *interleaving) checkLoads(r *rapid.T, tx core.Tx) {
	for _, mentor := range m.mentors {
		places, err := tx.Participants().ForPerson(context.Background(), mentor.ID)
		m.must(err)
		load, err := tx.Mentorships().Load(context.Background(), places[0].Program, mentor.ID)
		m.must(err)
		if load > places[0].Capacity {
			r.Fatalf("%s has %d mentorships, capacity %d", mentor.Name, load, places[0].Capacity)
		}
	}
}

func (m *interleaving) checkMentees(r *rapid.T, tx core.Tx) {
	ctx := context.Background()
	for _, mentee := range m.mentees {
		mentorships, err := tx.Mentorships().ForPerson(ctx, mentee.ID)
		m.must(err)
		if len(mentorships) > 1 {
			r.Fatalf("%s has %d mentors", mentee.Name, len(mentorships))
		}
		told := 0
		for _, notice := range m.told[mentee.ID] {
			if notice == core.NoticeMatched {
				told++
			}
		}
		if told > len(mentorships) {
			r.Fatalf("%s was told %d times of a mentor", mentee.Name, told)
		}
	}
}

func TestManyAcceptancesAtOnceOnOnePlaceGiveOneMentorship(t *testing.T) {
	const mentees = 20
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		for i := range mentees {
			w.ask(w.mentee(fmt.Sprintf("Mentee%d", i)), ada)
		}
		results := atOnce(mentees, func(i int) error {
			_, err := w.svc.Accept(context.Background(), w.call(ada), w.asked[i])
			return err
		})
		yes := 0
		for _, err := range results {
			if err == nil {
				yes++
				continue
			}
			refused(t, err, core.CodeYouAreFull)
		}
		if yes != 1 {
			t.Errorf("%d acceptances went through, want 1", yes)
		}
		w.work()
		if got := len(w.dashboard(ada).Mentorships); got != 1 {
			t.Errorf("Ada has %d mentorships, want 1", got)
		}
	})
}

func TestSweepsOfManyReplicasAtOnceMoveEachRequestOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben := w.mentor("Ada", 5), w.mentor("Ben", 5)
		for i := range 5 {
			w.ask(w.mentee(fmt.Sprintf("Mentee%d", i)), ada, ben)
		}
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.clock.advance(73 * time.Hour)
		for _, err := range atOnce(6, func(int) error { return w.svc.Sweep(context.Background()) }) {
			w.must(err)
		}
		w.work()
		if got := len(w.told[ben.ID]); got != 5 {
			t.Errorf("Ben got %d messages for 5 requests", got)
		}
	})
}

// atOnce runs f n times in parallel.
func atOnce(n int, f func(i int) error) []error {
	results := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { results[i] = f(i) })
	}
	group.Wait()
	return results
}
