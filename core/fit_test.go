package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// metAgain has the two hold another session, of which the mentee says so.
func (w *world) metAgain(mentee core.Person, id core.MentorshipID) core.SessionID {
	w.t.Helper()
	in := wednesday()
	in.Date = w.inDays(mentee, 1)
	booked, err := w.svc.BookSession(context.Background(), w.call(mentee), id, in)
	w.must(err)
	w.pass(3 * day)
	_, err = w.svc.CheckIn(context.Background(), w.call(mentee), booked.Session.ID, core.OutcomeMet, 0)
	w.must(err)
	w.work()
	return booked.Session.ID
}

// fits is what staff read of a pair and of the programme.
func (w *world) fits(staff, of core.Person) (byName map[core.PersonID]core.Fit, stats core.FitStats) {
	w.t.Helper()
	supply, err := w.svc.Supply(context.Background(), w.call(staff), w.firstProgram())
	w.must(err)
	detail, err := w.svc.Participant(context.Background(), w.call(staff), core.PlaceID{Program: w.firstProgram(), Person: of.ID})
	w.must(err)
	return detail.Mentorships[0].Fits, supply.Fits
}

// Staff learn what the rule of the day somebody answered let them, and no more whatever the rule becomes.
func TestHowItFitsIsToldAsItWasPromised(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		rule := func(r core.FitRule) { w.policy(func(p *core.Policy) { p.Fit = r }) }
		rule(core.FitPrivate)
		w.metAgain(mia, id)
		_, err := w.svc.AnswerFit(ctx, w.call(mia), id, core.FitGood)
		refused(t, err, core.CodeFitEarly)
		session := w.metAgain(mia, id)
		for _, person := range []core.Person{ada, mia} {
			facts, err := w.svc.SessionFor(ctx, w.ws, session, person.ID)
			w.must(err)
			if facts.AsksFit != (person.ID == mia.ID) { // who has not said how it went is asked that first
				t.Errorf("%s is asked how it fits: %t", person.Name, facts.AsksFit)
			}
		}
		_, err = w.svc.AnswerFit(ctx, w.call(mia), id, "perfect")
		refused(t, err, core.CodeInvalidInput)
		_, err = w.svc.AnswerFit(ctx, w.call(kim), id, core.FitGood)
		refused(t, err, core.CodeForbidden)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.AnswerFit(ctx, w.call(mia), id, core.FitNot)
		w.must(err)
		w.work()
		w.hears(ada) // nothing follows by itself
		theirs, err := w.svc.Mentorship(ctx, w.call(ada), id)
		w.must(err)
		if theirs.Fit != "" {
			t.Errorf("the other one reads %q", theirs.Fit)
		}
		if asked, err := w.svc.SessionFor(ctx, w.ws, session, mia.ID); err != nil || asked.AsksFit {
			t.Errorf("asked again: %t, %v", asked.AsksFit, err)
		}

		rule(core.FitNames)
		if byName, stats := w.fits(kim, mia); len(byName) != 0 || stats.Sum() != 0 {
			t.Errorf("what was private is told: %v %v", byName, stats)
		}
		_, err = w.svc.AnswerFit(ctx, w.call(ada), id, core.FitUndecided)
		w.must(err)
		if byName, stats := w.fits(kim, mia); len(byName) != 1 || byName[ada.ID] != core.FitUndecided || stats.Sum() != 1 {
			t.Errorf("told by name: %v %v", byName, stats)
		}
		w.admin("Ada") // who runs the programme and is one of the two learns nothing of the other one
		_, err = w.svc.AnswerFit(ctx, w.call(mia), id, core.FitNot)
		w.must(err)
		if byName, _ := w.fits(ada, mia); len(byName) != 0 {
			t.Errorf("one of the two reads as an admin: %v", byName)
		}
		rule(core.FitCounts)
		_, err = w.svc.AnswerFit(ctx, w.call(mia), id, core.FitGood)
		w.must(err)
		if byName, stats := w.fits(kim, mia); len(byName) != 0 || stats.Sum() != 2 {
			t.Errorf("counted: %v %v", byName, stats)
		}
		rule(core.FitNames)
		if byName, _ := w.fits(kim, mia); len(byName) != 1 {
			t.Errorf("what was to be counted is told by name: %v", byName)
		}
		rule(core.FitOff)
		_, err = w.svc.AnswerFit(ctx, w.call(mia), id, core.FitGood)
		refused(t, err, core.CodeFitOff)
		if _, stats := w.fits(kim, mia); stats.Shown {
			t.Error("shown though nobody is asked")
		}
	})
}

func TestWhoPartsIsNotPairedWithTheOtherOneAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err := w.svc.Rematch(ctx, w.call(kim), id, "No.")
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.Rematch(ctx, w.call(mia), id, " ")
		refused(t, err, core.CodeRequired)
		ended, err := w.svc.Rematch(ctx, w.call(mia), id, "Thank you all the same.")
		w.must(err)
		if ended.State != core.MentorshipEndedEarly || ended.EndReason != "Thank you all the same." {
			t.Errorf("ended: %s %q", ended.State, ended.EndReason)
		}
		w.work()
		w.hears(ada, core.NoticeEnded)
		w.hears(mia, core.NoticeEnded)
		_, err = w.submit(mia, ada)
		if err == nil {
			t.Error("the two could be paired again")
		}
		page, err := w.svc.ExclusionsPage(ctx, w.call(kim), w.firstProgram(), 0)
		w.must(err)
		if len(page.Exclusions) != 1 || page.Exclusions[0].AddedBy.Person.ID != mia.ID {
			t.Errorf("kept apart: %+v", page.Exclusions)
		}
		_, err = w.svc.Rematch(ctx, w.call(ada), id, "Again.")
		refused(t, err, core.CodeMentorshipEnded)
	})
}
