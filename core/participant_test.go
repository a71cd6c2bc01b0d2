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

func approve(a core.Approval) func(*core.Policy) { return func(p *core.Policy) { p.Approval = a } }

// place is a person's part in the first programme.
func (w *world) place(p core.Person) core.Participant {
	w.t.Helper()
	facts, err := w.svc.PlaceFor(context.Background(), w.ws, w.firstProgram(), p.ID)
	w.must(err)
	return facts.Participant
}

func (w *world) placeID(p core.Person) core.PlaceID {
	return core.PlaceID{Program: w.firstProgram(), Person: p.ID}
}

func (w *world) joins(p core.Person, mentor, mentee bool) core.ParticipantFacts {
	w.t.Helper()
	facts, err := w.svc.Join(context.Background(), w.call(p), core.Joining{Mentor: mentor, Mentee: mentee})
	w.must(err)
	w.work()
	return facts
}

func (w *world) isIn(p core.Person, want core.ParticipantState) {
	w.t.Helper()
	if got := w.place(p).State; got != want {
		w.t.Fatalf("%s is %s, want %s", p.Name, got, want)
	}
}

func TestAnApplicationIsReturnedSentAgainAndActivated(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
		w.policy(approve(core.ApprovalEverybody))
		w.isIn(ada, core.ParticipantActive) // who is in stays in
		facts := w.joins(mia, false, true)
		if want := start.AddDate(0, 0, 3); !facts.AnswerBy.Equal(want) { // Monday to Thursday
			t.Errorf("an answer is due by %s, want %s", facts.AnswerBy, want)
		}
		w.isIn(mia, core.ParticipantAwaitingActivation)
		_, err := w.submit(mia, ada)
		refused(t, err, core.CodeAwaitingActivation)
		home, err := w.svc.Dashboard(ctx, w.call(kim))
		w.must(err)
		if len(home.Applications) != 1 || home.Applications[0].Count != 1 || home.Applications[0].Overdue {
			t.Errorf("the admin’s Home says %+v", home.Applications)
		}
		w.clock.advance(80 * time.Hour)
		if home, _ = w.svc.Dashboard(ctx, w.call(kim)); !home.Applications[0].Overdue {
			t.Error("after three working days and more nothing is overdue")
		}

		_, err = w.svc.Advise(ctx, w.call(kim), w.placeID(mia), "Please say more.")
		w.must(err)
		_, err = w.svc.Advise(ctx, w.call(kim), w.placeID(mia), "Please say more.")
		refused(t, err, core.CodeNothingToDecide)
		w.fill(mia, core.Skills{Summary: "More words.", Wishes: []string{"Leadership"}})
		if p := w.place(mia); !p.AppliedAt.IsZero() || p.State != core.ParticipantProfileIncomplete {
			t.Error("a returned application waits again before it was sent again")
		}
		_, err = w.submit(mia, ada)
		refused(t, err, core.CodeApplicationReturned)
		_, err = w.svc.Resubmit(ctx, w.call(mia), "")
		w.must(err)
		_, err = w.svc.Resubmit(ctx, w.call(mia), "")
		refused(t, err, core.CodeNothingReturned)
		w.isIn(mia, core.ParticipantAwaitingActivation)
		_, err = w.svc.Activate(ctx, w.call(kim), w.placeID(mia))
		w.must(err)
		_, err = w.svc.Activate(ctx, w.call(kim), w.placeID(mia))
		refused(t, err, core.CodeNothingToDecide)
		w.isIn(mia, core.ParticipantActive)
		w.ask(mia, ada)
		w.hears(mia, core.NoticeFeedback, core.NoticeActivated, core.NoticeAsked)
	})
}

func TestOnlyMentorsAreActivatedWhereOnlyTheyHaveTo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
		w.policy(approve(core.ApprovalMentors))
		w.joins(mia, false, true)
		w.isIn(mia, core.ParticipantActive)
		w.fill(mia, core.Skills{Summary: "I help, too.", Skills: []string{"Go"}, Wishes: []string{"Leadership"}}) // skills become topics
		both := w.joins(mia, true, false)
		if both.Participant.State != core.ParticipantActive || !both.Waiting || both.Participant.Findable {
			t.Errorf("a mentee who applies as a mentor: %+v", both)
		}
		w.ask(mia, ada) // as a mentee she goes on meanwhile
		list, err := w.svc.ParticipantList(ctx, w.call(kim), w.firstProgram(), core.ParticipantFilter{State: core.ParticipantAwaitingActivation}, 0)
		w.must(err)
		if list.Total != 1 || list.Entries[0].Person.Person.ID != mia.ID || !list.Entries[0].Request {
			t.Errorf("waiting are %+v", list.Entries)
		}
		_, err = w.svc.DeclineApplication(ctx, w.call(kim), w.placeID(mia), "")
		refused(t, err, core.CodeRequired)
		_, err = w.svc.DeclineApplication(ctx, w.call(kim), w.placeID(mia), "We have enough mentors.")
		w.must(err)
		if p := w.place(mia); p.Mentor || !p.Mentee || p.State != core.ParticipantActive || !p.AppliedAt.IsZero() {
			t.Errorf("after the decline she should be the mentee she was: %+v", p)
		}
		w.accept(ada)
	})
}

func TestADeclinedApplicationCanBeOpenedAgainByStaffOnly(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
		w.policy(approve(core.ApprovalEverybody))
		w.joins(mia, true, true)
		_, err := w.svc.DeclineApplication(ctx, w.call(kim), w.placeID(mia), "Engineers only.")
		w.must(err)
		w.work()
		w.isIn(mia, core.ParticipantDeclined)
		_, err = w.svc.Join(ctx, w.call(mia), core.Joining{Mentee: true})
		refused(t, err, core.CodeApplicationDeclined)
		_, err = w.svc.SaveMentor(ctx, w.call(mia), core.MentorSettings{Topics: []string{"Go"}, Languages: []string{"en"}, Capacity: 1})
		refused(t, err, core.CodeApplicationDeclined)
		_, err = w.svc.AddChoice(ctx, w.call(mia), ada.ID)
		refused(t, err, core.CodeApplicationDeclined)
		_, err = w.svc.Restore(ctx, w.call(mia), w.placeID(mia))
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.Restore(ctx, w.call(kim), w.placeID(mia))
		w.must(err)
		w.work()
		w.isIn(mia, core.ParticipantActive)
		w.hears(mia, core.NoticeApplicationDeclined, core.NoticeActivated)
	})
}

func TestRequiredItemsOfMenteesComeBeforeTheirRequest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		mia, ada := w.mentee("Mia"), w.mentor("Ada", 1)
		w.policy(func(p *core.Policy) { p.MenteeItems = []core.ProfileItem{core.ItemLinkedIn} })
		_, err := w.svc.AddChoice(ctx, w.call(mia), ada.ID)
		refused(t, err, core.CodeJoinFirst)
		w.joins(mia, false, true)
		w.isIn(mia, core.ParticipantProfileIncomplete)
		_, err = w.svc.AddChoice(ctx, w.call(mia), ada.ID)
		w.must(err) // choosing is free, asking is not
		_, err = w.submit(mia, ada)
		refused(t, err, core.CodeItemsMissing)
		_, err = w.svc.SaveWork(ctx, w.call(mia), core.Work{Headline: "Engineer", LinkedInURL: "https://www.linkedin.com/in/mia"})
		w.must(err)
		w.isIn(mia, core.ParticipantActive)
		w.ask(mia, ada)
		w.hears(ada, core.NoticeInvitation)
	})
}

func TestAPauseHidesAndGivesBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		mia, leo, ada, ben := w.mentee("Mia"), w.mentee("Leo"), w.mentor("Ada", 2), w.mentor("Ben", 1)
		w.ask(leo, ada)
		w.accept(ada)
		w.ask(mia, ada, ben)
		_, err := w.svc.Pause(ctx, w.call(ada), "")
		w.must(err)
		w.work()
		_, err = w.svc.Pause(ctx, w.call(ada), "")
		refused(t, err, core.CodeParticipantPaused)
		if w.waiting(ben); w.place(ada).Findable {
			t.Error("a paused mentor can be found")
		}
		agenda, err := w.svc.Agenda(ctx, w.call(ada))
		w.must(err)
		if len(agenda.Mentorships) != 1 {
			t.Error("a pause ended a mentorship")
		}
		_, err = w.svc.Pause(ctx, w.call(mia), "")
		w.must(err)
		w.work()
		_, err = w.submit(mia, ben)
		refused(t, err, core.CodeParticipantPaused)
		if requests, err := w.svc.Requests(ctx, w.call(ben)); err != nil || len(requests.ToAnswer) != 0 {
			t.Error("the request of a paused mentee still waits")
		}
		for _, p := range []core.Person{ada, mia} {
			_, err = w.svc.Resume(ctx, w.call(p), "")
			w.must(err)
			_, err = w.svc.Resume(ctx, w.call(p), "")
			refused(t, err, core.CodeNotPaused)
		}
		if !w.place(ada).Findable {
			t.Error("a mentor who is back cannot be found")
		}
		w.ask(mia, ada)
	})
}

func TestLeavingSettlesEverythingThatIsOpen(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		mia, leo, nia := w.mentee("Mia"), w.mentee("Leo"), w.mentor("Nia", 1)
		ada, ben := w.mentor("Ada", 2), w.mentor("Ben", 1)
		w.ask(mia, ada)
		w.accept(ada)
		mentorship := w.mentorshipOf(mia)
		booked, err := w.svc.BookSession(ctx, w.call(mia), mentorship, core.Booking{Date: "2026-06-10", Time: "15:00", Minutes: 60})
		w.must(err)
		w.ask(leo, ada, ben) // waits for Ada
		w.ask(ada, nia)      // Ada's own request
		w.told = map[core.PersonID][]core.NoticeKind{}

		open, err := w.svc.Leaving(ctx, w.call(ada), "")
		w.must(err)
		if len(open.Mentorships) != 1 || len(open.ToAnswer) != 1 || open.Choices == nil {
			t.Errorf("open are %d mentorships, %d requests, own request %v", len(open.Mentorships), len(open.ToAnswer), open.Choices != nil)
		}
		_, err = w.svc.Leave(ctx, w.call(ada), "", " ")
		refused(t, err, core.CodeRequired)
		_, err = w.svc.Leave(ctx, w.call(ada), "", "I retire. Thank you!")
		w.must(err)
		w.work()
		_, err = w.svc.Leave(ctx, w.call(ada), "", "Again.")
		refused(t, err, core.CodeNotParticipant)

		w.hears(mia, core.NoticeEnded)
		w.hears(ada, core.NoticeEnded)
		w.hears(ben, core.NoticeInvitation)
		w.hears(leo, core.NoticeAsked)
		w.hears(nia)
		session, err := w.svc.SessionFor(ctx, w.ws, booked.Session.ID, mia.ID)
		w.must(err)
		if session.Session.State != core.SessionCancelled || session.Session.Sequence != 1 {
			t.Errorf("the session is %s, sequence %d", session.Session.State, session.Session.Sequence)
		}
		if requests, err := w.svc.Requests(ctx, w.call(nia)); err != nil || len(requests.ToAnswer) != 0 {
			t.Error("the request of somebody who left still waits")
		}
		w.isIn(ada, core.ParticipantWithdrawn)
		w.joins(ada, true, false)
		if p := w.place(ada); !p.Findable || p.Mentee {
			t.Errorf("back again: %+v", p)
		}
	})
}

// mentorshipOf is the one mentorship somebody has.
func (w *world) mentorshipOf(p core.Person) core.MentorshipID {
	w.t.Helper()
	agenda, err := w.svc.Agenda(context.Background(), w.call(p))
	w.must(err)
	if len(agenda.Mentorships) != 1 {
		w.t.Fatalf("%s has %d mentorships, want one", p.Name, len(agenda.Mentorships))
	}
	return agenda.Mentorships[0].Mentorship.ID
}

func TestAMentorshipEndsOnceAndFreesThePlace(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo, ada := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo"), w.mentor("Ada", 1)
		w.ask(mia, ada)
		w.accept(ada)
		id := w.mentorshipOf(mia)
		_, err := w.submit(leo, ada)
		refused(t, err, core.CodeMentorFull)
		_, err = w.svc.EndMentorship(ctx, w.call(leo), id, "Not mine.")
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.EndMentorship(ctx, w.call(mia), id, "")
		refused(t, err, core.CodeRequired)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.EndMentorship(ctx, w.call(kim), id, "As you both asked.")
		w.must(err)
		_, err = w.svc.EndMentorship(ctx, w.call(mia), id, "Me too.")
		refused(t, err, core.CodeMentorshipEnded)
		w.work()
		w.hears(mia, core.NoticeEnded)
		w.hears(ada, core.NoticeEnded)
		w.ask(leo, ada)
		w.accept(ada)
		w.ask(mia, w.mentor("Ben", 1)) // and Mia can look again
	})
}

func TestRemovingSettlesAndBringsBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
		w.ask(mia, ada)
		w.accept(ada)
		id := w.mentorshipOf(mia)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err := w.svc.Remove(ctx, w.call(kim), w.placeID(ada), "")
		refused(t, err, core.CodeRequired)
		_, err = w.svc.Remove(ctx, w.call(kim), w.placeID(ada), "You leave the organisation.")
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeEnded)
		w.hears(ada, core.NoticeEnded, core.NoticeRemoved)
		ended, err := w.svc.MentorshipFor(ctx, w.ws, id, mia.ID)
		w.must(err)
		if ended.Mentorship.EndReason != "" {
			t.Error("why somebody was removed is told to others")
		}
		_, err = w.svc.Join(ctx, w.call(ada), core.Joining{Mentor: true})
		refused(t, err, core.CodeParticipantRemoved)
		_, err = w.svc.Remove(ctx, w.call(kim), w.placeID(ada), "Twice.")
		refused(t, err, core.CodeNothingToDecide)
		_, err = w.svc.Restore(ctx, w.call(kim), w.placeID(ada))
		w.must(err)
		if p := w.place(ada); !p.Findable || p.Note != "" {
			t.Errorf("brought back: %+v", p)
		}
	})
}

func TestTipsAreCheckedAndBounded(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		ada := w.mentor("Ada", 1)
		add := func(kind core.TipKind, title, link string) error {
			_, err := w.svc.AddTip(ctx, w.call(ada), core.Tip{Kind: kind, Title: title, Link: link})
			return err
		}
		for code, err := range map[core.Code]error{
			core.CodeUnknownOption: add("poem", "A title", ""), core.CodeRequired: add(core.TipBook, " \u200b ", ""),
			core.CodeBadURL: add(core.TipBook, "A title", "http://example.org"),
		} {
			refused(t, err, code)
		}
		for _, bad := range []string{"https://user:pw@example.org", "javascript:alert(1)", "https://example.org/a|b", "https:///x"} {
			refused(t, add(core.TipBook, "A title", bad), core.CodeBadURL)
		}
		for range core.MaxTips {
			w.must(add(core.TipEvent, "Conference", "https://example.org/c"))
		}
		refused(t, add(core.TipBook, "One more", ""), core.CodeTipsFull)
		facts, err := w.svc.ProfileFacts(ctx, w.call(ada))
		w.must(err)
		facts, err = w.svc.RemoveTip(ctx, w.call(ada), facts.Profile.Tips[3].ID)
		w.must(err)
		if len(facts.Profile.Tips) != core.MaxTips-1 {
			t.Errorf("%d tips are left", len(facts.Profile.Tips))
		}
		_, err = w.svc.AddTip(ctx, w.call(w.person("New")), core.Tip{Kind: core.TipBook, Title: "A"})
		refused(t, err, core.CodeProfileFirst)
	})
}

func TestWorkingDaysLeaveOutTheWeekend(t *testing.T) {
	policy := core.Policy{ApprovalDays: 3}
	for applied, want := range map[string]string{
		"2026-06-01T09:00:00Z": "2026-06-04T09:00:00Z", // Monday to Thursday
		"2026-06-04T09:00:00Z": "2026-06-09T09:00:00Z", // Thursday to Tuesday
		"2026-06-06T09:00:00Z": "2026-06-10T09:00:00Z", // Saturday to Wednesday
	} {
		at, _ := time.Parse(time.RFC3339, applied)
		if got := policy.AnswerDue(at, time.UTC).Format(time.RFC3339); got != want {
			t.Errorf("an application of %s is due by %s, want %s", applied, got, want)
		}
	}
}

// The table of states and what is said about them (features.md S3-24).
func TestWhyAnswersFromTheRealState(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, n := context.Background(), 0
		for name, c := range map[string]struct {
			bring func(w *world, kim, mia, ada core.Person) // Mia is asked where she stands; Ada is a mentor with one place
			want  []core.ReasonKey
		}{
			"newly complete": {func(*world, core.Person, core.Person, core.Person) {}, []core.ReasonKey{core.WhyNotJoined}},
			"a mentee":       {func(w *world, _, mia, _ core.Person) { w.joins(mia, false, true) }, []core.ReasonKey{core.WhyNoChoices}},
			"mentee with items missing": {func(w *world, _, mia, _ core.Person) {
				w.policy(func(p *core.Policy) { p.MenteeItems = []core.ProfileItem{core.ItemLinkedIn} })
				w.joins(mia, false, true)
			}, []core.ReasonKey{core.WhyMenteeIncomplete}},
			"mentor with items missing": {func(w *world, _, mia, _ core.Person) {
				w.policy(func(p *core.Policy) { p.MentorItems = []core.ProfileItem{core.ItemLinkedIn} })
				w.joins(mia, true, false)
			}, []core.ReasonKey{core.WhyMentorIncomplete}},
			"application waits": {func(w *world, _, mia, _ core.Person) {
				w.policy(approve(core.ApprovalEverybody))
				w.joins(mia, false, true)
			}, []core.ReasonKey{core.WhyAwaiting}},
			"waits as a mentor only": {func(w *world, _, mia, _ core.Person) {
				w.policy(approve(core.ApprovalMentors))
				w.fill(mia, core.Skills{Summary: "I help.", Skills: []string{"Go"}})
				w.joins(mia, true, true)
			}, []core.ReasonKey{core.WhyAwaiting, core.WhyNoChoices}},
			"returned": {func(w *world, kim, mia, _ core.Person) {
				w.policy(approve(core.ApprovalEverybody))
				w.joins(mia, false, true)
				_, err := w.svc.Advise(ctx, w.call(kim), w.placeID(mia), "More, please.")
				w.must(err)
			}, []core.ReasonKey{core.WhyReturned}},
			"declined": {func(w *world, kim, mia, _ core.Person) {
				w.policy(approve(core.ApprovalEverybody))
				w.joins(mia, false, true)
				_, err := w.svc.DeclineApplication(ctx, w.call(kim), w.placeID(mia), "Not now.")
				w.must(err)
			}, []core.ReasonKey{core.WhyDeclined}},
			"paused": {func(w *world, _, mia, _ core.Person) {
				w.joins(mia, false, true)
				_, err := w.svc.Pause(ctx, w.call(mia), "")
				w.must(err)
			}, []core.ReasonKey{core.WhyPaused}},
			"left": {func(w *world, _, mia, _ core.Person) {
				w.joins(mia, false, true)
				_, err := w.svc.Leave(ctx, w.call(mia), "", "")
				w.must(err)
			}, []core.ReasonKey{core.WhyLeft}},
			"removed": {func(w *world, kim, mia, _ core.Person) {
				w.joins(mia, false, true)
				_, err := w.svc.Remove(ctx, w.call(kim), w.placeID(mia), "Sorry.")
				w.must(err)
			}, []core.ReasonKey{core.WhyRemoved}},
			"programme closed": {func(w *world, _, mia, _ core.Person) {
				w.joins(mia, false, true)
				w.close()
			}, []core.ReasonKey{core.WhyProgramClosed, core.WhyNoChoices}},
			"admins pair": {func(w *world, _, mia, _ core.Person) {
				w.policy(func(p *core.Policy) { p.Pairing = core.PairingAdmins })
				w.joins(mia, false, true)
			}, []core.ReasonKey{core.WhyAdminsPair}},
			"no programme": {func(w *world, _, _, _ core.Person) { w.close() }, []core.ReasonKey{core.WhyNoProgram}},
			"unavailable":  {func(w *world, _, mia, _ core.Person) { w.mentors(mia, core.Availability{Unavailable: true}) }, []core.ReasonKey{core.WhyMentorUnavailable}},
			"listed":       {func(w *world, _, mia, _ core.Person) { w.mentors(mia, core.Availability{}) }, []core.ReasonKey{core.WhyMentorListed}},
			"full": {func(w *world, _, mia, _ core.Person) {
				w.mentors(mia, core.Availability{})
				w.ask(w.mentee("Leo"), mia)
				w.accept(mia)
			}, []core.ReasonKey{core.WhyMentorFull}},
			"draft": {func(w *world, _, mia, ada core.Person) {
				_, err := w.svc.AddChoice(ctx, w.call(mia), ada.ID)
				w.must(err)
			}, []core.ReasonKey{core.WhyChoicesDraft}},
			"asking":  {func(w *world, _, mia, ada core.Person) { w.ask(mia, ada) }, []core.ReasonKey{core.WhyChoicesRunning}},
			"nobody":  {func(w *world, _, mia, ada core.Person) { w.ask(mia, ada); w.decline(ada) }, []core.ReasonKey{core.WhyChoicesExhausted}},
			"matched": {func(w *world, _, mia, ada core.Person) { w.ask(mia, ada); w.accept(ada) }, []core.ReasonKey{core.WhyMatched}},
			"matched and on a break": {func(w *world, _, mia, ada core.Person) {
				w.ask(mia, ada)
				w.accept(ada)
				_, err := w.svc.Pause(ctx, w.call(mia), "")
				w.must(err)
			}, []core.ReasonKey{core.WhyPaused, core.WhyMatched}},
		} {
			n++
			w := newWorld(t, db, "T"+string(rune('A'+n)))
			kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
			c.bring(w, kim, mia, ada)
			reasons, err := w.svc.Why(ctx, w.call(mia))
			w.must(err)
			var got []core.ReasonKey
			for _, r := range reasons {
				got = append(got, r.Key)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	})
}

// mentors makes somebody a mentor with one place.
func (w *world) mentors(p core.Person, a core.Availability) {
	w.t.Helper()
	_, err := w.svc.SaveMentor(context.Background(), w.call(p), core.MentorSettings{
		Topics: []string{"Go"}, Languages: []string{"en"}, Capacity: 1, Availability: a,
	})
	w.must(err)
}

// close closes the first programme.
func (w *world) close() {
	w.t.Helper()
	ctx, id := context.Background(), w.firstProgram()
	w.must(w.db.Change(ctx, w.ws, func(tx core.Tx) error {
		p, err := tx.Programs().Get(ctx, id)
		p.State = core.ProgramClosed
		if err != nil {
			return err
		}
		return tx.Programs().Save(ctx, p)
	}))
}
