package core_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// overSession books a session of a new pair and lets it pass; both are asked how it went.
func (w *world) overSession(mentor, mentee core.Person) (core.MentorshipID, core.SessionID) {
	w.t.Helper()
	id := w.pair(mentor, mentee)
	booked, err := w.svc.BookSession(context.Background(), w.call(mentee), id, wednesday())
	w.must(err)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	w.pass(51*time.Hour + 45*time.Minute)
	w.hears(mentor, core.NoticeCheckIn)
	w.hears(mentee, core.NoticeCheckIn)
	return id, booked.Session.ID
}

func TestWhatBothSaySettlesASession(t *testing.T) {
	type said struct {
		outcome core.SessionOutcome
		minutes int
	}
	met := said{core.OutcomeMet, 0}
	for name, c := range map[string]struct {
		mentor, mentee said
		want           core.SessionState
		minutes        int
		absent         core.Role
		disputes       int
	}{
		"nobody":                      {want: core.SessionBooked},
		"one is enough":               {mentee: met, want: core.SessionHeld, minutes: 45},
		"both alike":                  {met, met, core.SessionHeld, 45, "", 0},
		"the shorter length counts":   {said{core.OutcomeMet, 90}, said{core.OutcomeMet, 30}, core.SessionHeld, 30, "", 0},
		"the mentor was not there":    {mentee: said{core.OutcomeMentorAbsent, 60}, want: core.SessionNoShow, absent: core.RoleMentor},
		"both say the mentee was not": {said{core.OutcomeMenteeAbsent, 0}, said{core.OutcomeMenteeAbsent, 0}, core.SessionNoShow, 0, core.RoleMentee, 0},
		"neither came":                {said{core.OutcomeCalledOff, 0}, said{core.OutcomeCalledOff, 0}, core.SessionNoShow, 0, "", 0},
		"they differ":                 {met, said{core.OutcomeMentorAbsent, 0}, core.SessionDisputed, 0, "", 1},
		"each blames the other":       {said{core.OutcomeMenteeAbsent, 0}, said{core.OutcomeMentorAbsent, 0}, core.SessionDisputed, 0, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				ctx, w := context.Background(), newWorld(t, db, "T1")
				kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
				_, id := w.overSession(ada, mia)
				for person, s := range map[core.PersonID]said{ada.ID: c.mentor, mia.ID: c.mentee} {
					if s.outcome != "" {
						_, err := w.svc.CheckIn(ctx, core.Call{Workspace: w.ws, Actor: person}, id, s.outcome, s.minutes)
						w.must(err)
					}
				}
				got, err := w.svc.Session(ctx, w.call(mia), id)
				w.must(err)
				if s := got.Session; s.State != c.want || s.HeldMinutes != c.minutes || s.Absent != c.absent || !s.CheckInAt.IsZero() {
					t.Errorf("%s, %d minutes, absent %q, asked again at %v", s.State, s.HeldMinutes, s.Absent, s.CheckInAt)
				}
				if n := len(w.dashboard(kim).Attention); n != c.disputes {
					t.Errorf("%d items for staff, want %d", n, c.disputes)
				}
			})
		})
	}
}

func TestAnAnswerCanBeCorrectedAndEndsADispute(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
		_, id := w.overSession(ada, mia)
		first, err := w.svc.CheckIn(ctx, w.call(mia), id, core.OutcomeMentorAbsent, 0)
		w.must(err)
		if first.OtherSaid.Outcome != "" {
			t.Errorf("Mia reads what Ada has not said: %+v", first.OtherSaid)
		}
		before, err := w.svc.Session(ctx, w.call(ada), id)
		w.must(err)
		if before.OtherSaid.Outcome != "" {
			t.Errorf("Ada reads Mia’s answer before her own: %+v", before.OtherSaid)
		}
		_, err = w.svc.CheckIn(ctx, w.call(ada), id, core.OutcomeMet, 0)
		w.must(err)
		items := w.dashboard(kim).Attention
		if len(items) != 1 || items[0].Item.Kind != core.AttentionDisputed || items[0].Session.Mentors.Outcome != core.OutcomeMet ||
			items[0].Session.Mentees.Outcome != core.OutcomeMentorAbsent {
			t.Fatalf("staff read %+v", items)
		}
		_, err = w.svc.CheckIn(ctx, w.call(mia), id, core.OutcomeMet, 30)
		w.must(err)
		if items := w.dashboard(kim).Attention; len(items) != 0 {
			t.Errorf("staff still read %+v", items)
		}
		facts := w.dashboard(mia).Mentorships[0]
		if facts.Held != 1 || facts.HeldMinutes != 30 || facts.Unconfirmed != 0 || facts.NextNumber != 2 {
			t.Errorf("held %d for %d minutes, %d unconfirmed, next is %d", facts.Held, facts.HeldMinutes, facts.Unconfirmed, facts.NextNumber)
		}
	})
}

func TestWhoIsAskedAboutASession(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pat := w.mentor("Ada", 1), w.mentee("Mia"), w.mentee("Pat")
		id, session := w.overSession(ada, mia)
		if list := w.dashboard(mia).ToCheckIn; len(list) != 1 || list[0].Session.ID != session {
			t.Errorf("Mia’s Home asks about %+v", list)
		}
		_, err := w.svc.CheckIn(ctx, w.call(pat), session, core.OutcomeMet, 0)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.TakePulse(ctx, w.call(mia), session, core.PulseVery)
		refused(t, err, core.CodeCheckInFirst)
		_, err = w.svc.CheckIn(ctx, w.call(mia), session, "drowned", 0)
		refused(t, err, core.CodeInvalidInput)
		_, err = w.svc.CheckIn(ctx, w.call(mia), session, core.OutcomeMet, core.MaxHeldMinutes+1)
		refused(t, err, core.CodeNumberOutOfRange)
		_, err = w.svc.CheckIn(ctx, w.call(mia), session, core.OutcomeMet, 0)
		w.must(err)
		_, err = w.svc.TakePulse(ctx, w.call(mia), session, core.PulseVery)
		w.must(err)
		theirs, err := w.svc.CheckIn(ctx, w.call(ada), session, core.OutcomeMet, 0)
		w.must(err)
		if theirs.OtherSaid.Pulse != "" {
			t.Error("Ada reads how useful Mia found it")
		}
		if list := w.dashboard(mia).ToCheckIn; len(list) != 0 {
			t.Errorf("Mia’s Home still asks about %+v", list)
		}

		next := wednesday()
		next.Date = "2026-06-10"
		coming, err := w.svc.BookSession(ctx, w.call(mia), id, next)
		w.must(err)
		_, err = w.svc.CheckIn(ctx, w.call(mia), coming.Session.ID, core.OutcomeMet, 0)
		refused(t, err, core.CodeSessionToCome)
		_, err = w.svc.CancelSession(ctx, w.call(mia), coming.Session.ID, "Holiday")
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(40 * 24 * time.Hour)
		w.hears(mia) // nothing about what was cancelled
		_, err = w.svc.CheckIn(ctx, w.call(mia), session, core.OutcomeCalledOff, 0)
		refused(t, err, core.CodeCheckInLate)
	})
}

func TestASessionThatWasPutOffGetsAnotherTimeAfterwards(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, id := w.overSession(ada, mia)
		_, err := w.svc.CheckIn(ctx, w.call(ada), id, core.OutcomeCalledOff, 0)
		w.must(err)
		later := wednesday()
		later.Date = "2026-06-10"
		moved, err := w.svc.MoveSession(ctx, w.call(mia), id, later)
		w.must(err)
		if s := moved.Session; s.State != core.SessionBooked || s.Sequence != 1 || s.Absent != "" {
			t.Errorf("after the move: %+v", s)
		}
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(7*24*time.Hour - time.Hour)
		w.pass(time.Hour)
		w.hears(mia, core.NoticeSessionReminder, core.NoticeCheckIn)
		if list := w.dashboard(ada).ToCheckIn; len(list) != 1 {
			t.Errorf("Ada, who answered about the old time, is asked about %+v", list)
		}
		_, err = w.svc.CheckIn(ctx, w.call(ada), id, core.OutcomeMet, 0)
		w.must(err)
		_, err = w.svc.MoveSession(ctx, w.call(mia), id, later)
		refused(t, err, core.CodeSessionOver) // somebody says it took place
	})
}

func TestStaffHearOfWhoMissesSessions(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
		mentorship, first := w.overSession(ada, mia)
		_, err := w.svc.CheckIn(ctx, w.call(ada), first, core.OutcomeMenteeAbsent, 0)
		w.must(err)
		if items := w.dashboard(kim).Attention; len(items) != 0 {
			t.Errorf("once is no pattern: %+v", items)
		}
		next := wednesday()
		next.Date = "2026-06-04"
		second, err := w.svc.BookSession(ctx, w.call(mia), mentorship, next)
		w.must(err)
		_, err = w.svc.CancelSession(ctx, w.call(mia), second.Session.ID, "Something came up") // at short notice
		w.must(err)
		items := w.dashboard(kim).Attention
		if len(items) != 1 || items[0].Item.Kind != core.AttentionMissed || items[0].Person.Person.ID != mia.ID || items[0].Session.Missed != 2 {
			t.Fatalf("staff read %+v", items)
		}
		report, err := w.svc.Supply(ctx, w.call(kim), w.firstProgram())
		w.must(err)
		if diff := cmp.Diff(core.SessionStats{Missed: 1}, report.Sessions); diff != "" {
			t.Errorf("the report (-want +got):\n%s", diff)
		}
	})
}

func TestAProgrammeThatAsksNobodyCountsSessionsAsHeld(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) { p.CheckIn = core.CheckInNobody })
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday())
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(53 * time.Hour)
		w.hears(mia)
		d := w.dashboard(mia)
		if m := d.Mentorships[0]; m.Held != 1 || m.HeldMinutes != 45 || len(d.ToCheckIn) != 0 {
			t.Errorf("held %d for %d minutes, asked about %+v", m.Held, m.HeldMinutes, d.ToCheckIn)
		}
	})
}
