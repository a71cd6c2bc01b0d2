package core_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// threeTimes are proposed two, three and four days after start, 14:00 in Paris.
func threeTimes() core.NewTimes {
	return core.NewTimes{
		Times:   [core.MaxProposedTimes]core.WallTime{{Date: "2026-06-03", Time: "14:00"}, {Date: "2026-06-04", Time: "14:00"}, {Date: "2026-06-05", Time: "14:00"}},
		Minutes: 45, Place: "Room 4", Link: "https://meet.example.org/room", Agenda: "Say hello",
	}
}

// proposed has somebody propose three times and forgets what was told on the way.
func (w *world) proposed(by core.Person, m core.MentorshipID) core.TimeProposalFacts {
	w.t.Helper()
	facts, err := w.svc.ProposeTimes(context.Background(), w.call(by), m, threeTimes())
	w.must(err)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	return facts
}

func (w *world) times(id core.TimeProposalID, viewer core.Person) core.TimeProposalFacts {
	w.t.Helper()
	facts, err := w.svc.TimesFor(context.Background(), w.ws, id, viewer.ID)
	w.must(err)
	return facts
}

func TestTheOtherOneTakesAProposedTime(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		m := w.pair(ada, mia)

		p, err := w.svc.ProposeTimes(ctx, w.call(mia), m, threeTimes())
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeTimesProposed)
		w.hears(mia, core.NoticeTimesProposed)
		if len(p.Times) != 3 || !p.Times[1].Start.Equal(time.Date(2026, 6, 4, 12, 0, 0, 0, time.UTC)) || !p.Times[1].Possible || !p.Mine() {
			t.Errorf("proposed %+v, want three possible times of hers", p.Times)
		}

		_, err = w.svc.TakeTime(ctx, w.call(mia), p.Proposal.ID, 0)
		refused(t, err, core.CodeTimesOwn)
		_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 3)
		refused(t, err, core.CodeInvalidInput)
		_, err = w.svc.WithdrawTimes(ctx, w.call(ada), p.Proposal.ID)
		refused(t, err, core.CodeTimesNotOwn)

		booked, err := w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 1)
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeSessionBooked)
		w.hears(mia, core.NoticeSessionBooked)
		s := booked.Session
		if !s.StartsAt.Equal(p.Times[1].Start) || s.Minutes != 45 || s.Place != "Room 4" || s.Link == "" || s.Agenda != "Say hello" || s.Number != 1 || s.Kind != core.SessionIntroduction {
			t.Errorf("booked %+v, want the introduction as it was proposed", s)
		}
		if booked.Mine.Attendance != core.AttendanceYes || booked.Theirs.Attendance != core.AttendanceYes {
			t.Errorf("they said %q and %q, want that both come", booked.Mine.Attendance, booked.Theirs.Attendance)
		}
		after := w.times(p.Proposal.ID, mia)
		if after.Proposal.State != core.TimesAccepted || after.Session == nil || after.Session.ID != s.ID {
			t.Errorf("proposal %+v, want it accepted", after.Proposal)
		}
		_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 2)
		refused(t, err, core.CodeTimesAccepted)
		_, err = w.svc.WithdrawTimes(ctx, w.call(mia), p.Proposal.ID)
		refused(t, err, core.CodeTimesAccepted)
	})
}

func TestProposedTimesAreAnsweredWithOthers(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	first := w.proposed(mia, m)

	_, err := w.svc.CounterTimes(ctx, w.call(mia), first.Proposal.ID, threeTimes())
	refused(t, err, core.CodeTimesOwn)
	others := threeTimes()
	others.Times = [core.MaxProposedTimes]core.WallTime{{Date: "2026-06-08", Time: "10:00"}}
	second, err := w.svc.CounterTimes(ctx, w.call(ada), first.Proposal.ID, others)
	w.must(err)
	w.work()
	w.hears(mia, core.NoticeTimesProposed)
	if second.Before == nil || second.Before.ID != first.Proposal.ID || second.Before.State != core.TimesCountered {
		t.Errorf("countered %+v, want the first one closed", second.Before)
	}
	_, err = w.svc.TakeTime(ctx, w.call(ada), first.Proposal.ID, 0)
	refused(t, err, core.CodeTimesReplaced)
	booked, err := w.svc.TakeTime(ctx, w.call(mia), second.Proposal.ID, 0)
	w.must(err)
	if !booked.Session.StartsAt.Equal(time.Date(2026, 6, 8, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("booked at %s, want Ada's time", booked.Session.StartsAt)
	}
}

func TestANewProposalReplacesAnOpenOne(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	first := w.proposed(mia, m)
	second := w.proposed(mia, m)
	if second.Before == nil || second.Before.State != core.TimesReplaced {
		t.Errorf("before %+v, want the first one replaced", second.Before)
	}
	_, err := w.svc.TakeTime(ctx, w.call(ada), first.Proposal.ID, 0)
	refused(t, err, core.CodeTimesReplaced)
	third := w.proposed(ada, m) // without looking at hers
	if third.Before == nil || third.Before.State != core.TimesCountered {
		t.Errorf("before %+v, want hers countered", third.Before)
	}
	agenda, err := w.svc.Agenda(ctx, w.call(mia))
	w.must(err)
	if len(agenda.Times) != 1 || agenda.Times[0].Proposal.ID != third.Proposal.ID || agenda.Times[0].Mine() {
		t.Errorf("open for Mia %+v, want Ada's", agenda.Times)
	}
}

func TestATimeThatHasGoneLeavesTheOthersOpen(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada := w.mentor("Ada", 2)
	mia, leo := w.mentee("Mia"), w.mentee("Leo")
	m, other := w.pair(ada, mia), w.pair(ada, leo)
	p := w.proposed(mia, m)
	_, err := w.svc.BookSession(ctx, w.call(leo), other, wednesday())
	w.must(err)

	_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 0)
	refused(t, err, core.CodeSessionOverlap)
	now := w.times(p.Proposal.ID, ada)
	if now.Proposal.State != core.TimesOpen || now.Times[0].Possible || !now.Times[1].Possible {
		t.Errorf("proposal %+v with %+v, want it open without the first time", now.Proposal.State, now.Times)
	}
	_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 1)
	w.must(err)
}

func TestProposedTimesAreDeclinedAndWithdrawn(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	first := w.proposed(mia, m)
	_, err := w.svc.DeclineTimes(ctx, w.call(mia), first.Proposal.ID, "")
	refused(t, err, core.CodeTimesOwn)
	_, err = w.svc.DeclineTimes(ctx, w.call(ada), first.Proposal.ID, " I travel all week. ")
	w.must(err)
	w.work()
	w.hears(mia, core.NoticeTimesClosed)
	if p := w.times(first.Proposal.ID, mia).Proposal; p.State != core.TimesDeclined || p.Reason != "I travel all week." {
		t.Errorf("proposal %+v, want it declined with her word", p)
	}
	second := w.proposed(mia, m)
	_, err = w.svc.WithdrawTimes(ctx, w.call(mia), second.Proposal.ID)
	w.must(err)
	_, err = w.svc.TakeTime(ctx, w.call(ada), second.Proposal.ID, 0)
	refused(t, err, core.CodeTimesWithdrawn)
	_, err = w.svc.TimesToAnswer(ctx, w.call(ada), second.Proposal.ID)
	refused(t, err, core.CodeTimesWithdrawn)
}

func TestEachProposedTimeIsCheckedWhereItWasEntered(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada := w.mentor("Ada", 2)
	mia, leo := w.mentee("Mia"), w.mentee("Leo")
	m, other := w.pair(ada, mia), w.pair(ada, leo)
	_, err := w.svc.BookSession(ctx, w.call(leo), other, wednesday())
	w.must(err)
	fine := core.WallTime{Date: "2026-06-04", Time: "14:00"}
	tests := map[string]struct {
		times [core.MaxProposedTimes]core.WallTime
		field string
		code  core.Code
	}{
		"none":            {[3]core.WallTime{}, "date_1", core.CodeRequired},
		"no time of day":  {[3]core.WallTime{fine, {Date: "2026-06-05"}}, "time_2", core.CodeRequired},
		"no date":         {[3]core.WallTime{fine, {}, {Time: "10:00"}}, "date_3", core.CodeRequired},
		"past":            {[3]core.WallTime{fine, {Date: "2026-05-31", Time: "14:00"}}, "date_2", core.CodeSessionInPast},
		"too far":         {[3]core.WallTime{{Date: "2027-06-04", Time: "14:00"}}, "date_1", core.CodeSessionTooFar},
		"no date at all":  {[3]core.WallTime{{Date: "tomorrow", Time: "14:00"}}, "date_1", core.CodeInvalidInput},
		"twice":           {[3]core.WallTime{fine, {Date: "2026-06-05", Time: "14:00"}, fine}, "time_3", core.CodeTimeTwice},
		"clocks go ahead": {[3]core.WallTime{fine, {Date: "2027-03-28", Time: "02:30"}}, "time_2", core.CodeTimeSkipped},
		"taken":           {[3]core.WallTime{fine, {Date: "2026-06-03", Time: "13:30"}}, "time_2", core.CodeSessionOverlap},
	}
	for name, test := range tests {
		in := threeTimes()
		in.Times = test.times
		_, err := w.svc.ProposeTimes(ctx, w.call(mia), m, in)
		if refusal := core.Refusal(err); refusal == nil || refusal.Code != test.code || refusal.Field != test.field || len(refusal.Also) > 0 {
			t.Errorf("%s: got %v, want %s: %s", name, err, test.field, test.code)
		}
	}
	in := core.NewTimes{Times: [core.MaxProposedTimes]core.WallTime{{Date: "2026-05-31", Time: "14:00"}, {Date: "2027-03-28", Time: "02:30"}}, Minutes: 5, Link: "http://x"}
	_, err = w.svc.ProposeTimes(ctx, w.call(mia), m, in)
	var fields []string
	for _, e := range core.Refusal(err).All() {
		fields = append(fields, e.Field)
	}
	if want := []string{"date_1", "time_2", "minutes", "link"}; !slices.Equal(fields, want) {
		t.Errorf("refused %q, want all of %q at once", fields, want)
	}
}

func TestProposedTimesLapseAfterOneReminder(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	late := threeTimes()
	late.Times = [core.MaxProposedTimes]core.WallTime{{Date: "2026-06-29", Time: "14:00"}}
	p, err := w.svc.ProposeTimes(ctx, w.call(mia), m, late)
	w.must(err)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	window := p.Program.Policy.Deadline(start, mia.Location(), nil).Sub(start)
	if !p.Proposal.AnswerBy.Equal(start.Add(window)) {
		t.Errorf("answer by %s, want the programme's response time", p.Proposal.AnswerBy)
	}
	w.pass(window - 25*time.Hour)
	w.hears(ada)
	w.pass(time.Hour)
	w.hears(ada, core.NoticeTimesReminder)
	w.pass(23 * time.Hour)
	w.hears(ada)
	w.pass(time.Hour)
	w.hears(ada)
	w.hears(mia, core.NoticeTimesClosed)
	if now := w.times(p.Proposal.ID, mia).Proposal; now.State != core.TimesLapsed {
		t.Errorf("state %s, want it lapsed", now.State)
	}
	_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 0)
	refused(t, err, core.CodeTimesLapsed)
}

// A proposal cannot be answered once its first time has come, also while the lapse has not been noted.
func TestProposedTimesAreToBeAnsweredBeforeTheFirst(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	p := w.proposed(mia, w.pair(ada, mia))
	if first := p.Times[0].Start; !p.Proposal.AnswerBy.Equal(first) {
		t.Errorf("answer by %s, want %s", p.Proposal.AnswerBy, first)
	}
	w.clock.advance(p.Proposal.AnswerBy.Sub(start))
	_, err := w.svc.TakeTime(context.Background(), w.call(ada), p.Proposal.ID, 1)
	refused(t, err, core.CodeTimesLapsed)
	agenda, err := w.svc.Agenda(context.Background(), w.call(ada))
	w.must(err)
	if len(agenda.Times) != 0 {
		t.Errorf("still open %+v, want nothing", agenda.Times)
	}
}

func TestReminderOfTimesKeepsQuietHours(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	_, err := w.svc.SaveSettings(ctx, w.call(ada), core.Settings{QuietFrom: "10:00", QuietTo: "16:00"})
	w.must(err)
	p := w.proposed(mia, m) // to be answered by 14:00 on Wednesday in Paris
	if got, want := p.Proposal.NextAt, time.Date(2026, 6, 2, 14, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("reminded at %s, want %s, when it is not quiet any more", got, want)
	}
}

func TestTheEndOfAMentorshipClosesProposedTimes(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	p := w.proposed(mia, m)
	_, err := w.svc.EndMentorship(ctx, w.call(ada), m, "I move on")
	w.must(err)
	if now := w.times(p.Proposal.ID, mia).Proposal; now.State != core.TimesEnded || now.ClosedAt.IsZero() {
		t.Errorf("proposal %+v, want it ended", now)
	}
	_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 0)
	refused(t, err, core.CodeMentorshipOver)
	w.pass(72 * time.Hour)
	w.hears(mia, core.NoticeEnded)
}

func TestTakingAndWithdrawingAtOnceHaveOneWinner(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		m := w.pair(ada, mia)
		p := w.proposed(mia, m)
		results := atOnce(8, func(i int) error {
			if i%2 == 0 {
				_, err := w.svc.TakeTime(context.Background(), w.call(ada), p.Proposal.ID, i/2%3)
				return err
			}
			_, err := w.svc.WithdrawTimes(context.Background(), w.call(mia), p.Proposal.ID)
			return err
		})
		won := 0
		for _, err := range results {
			if err == nil {
				won++
				continue
			}
			if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeTimesAccepted && refusal.Code != core.CodeTimesWithdrawn {
				t.Errorf("got %v, want a word that it is settled", err)
			}
		}
		facts, err := w.svc.Mentorship(context.Background(), w.call(ada), m)
		w.must(err)
		accepted := w.times(p.Proposal.ID, ada).Proposal.State == core.TimesAccepted
		if won != 1 || accepted != (len(facts.Sessions) == 1) || len(facts.Sessions) > 1 {
			t.Errorf("%d won, accepted %t, %d sessions", won, accepted, len(facts.Sessions))
		}
	})
}

func TestAProposedTimeTakenTwiceIsBookedOnce(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	p := w.proposed(mia, m)
	call := w.call(ada)
	call.Envelope = "click"
	first, err := w.svc.TakeTime(ctx, call, p.Proposal.ID, 0)
	w.must(err)
	again, err := w.svc.TakeTime(ctx, call, p.Proposal.ID, 0)
	w.must(err)
	if first.Session.ID != again.Session.ID {
		t.Errorf("booked %s and %s, want one session", first.Session.ID, again.Session.ID)
	}
}

func TestASessionBookedOtherwiseEndsProposedTimes(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	m := w.pair(ada, mia)
	p := w.proposed(mia, m)
	gone := wednesday()
	gone.Date = "2026-05-01"
	_, err := w.svc.BookSession(ctx, w.call(ada), m, gone)
	refused(t, err, core.CodeSessionInPast)
	if now := w.times(p.Proposal.ID, mia).Proposal; now.State != core.TimesOpen {
		t.Errorf("state %s after a booking that was refused, want it open", now.State)
	}
	_, err = w.svc.BookSession(ctx, w.call(ada), m, wednesday())
	w.must(err)
	if now := w.times(p.Proposal.ID, mia).Proposal; now.State != core.TimesOvertaken {
		t.Errorf("state %s, want it overtaken", now.State)
	}
	_, err = w.svc.TakeTime(ctx, w.call(ada), p.Proposal.ID, 1)
	refused(t, err, core.CodeTimesOvertaken)
}
