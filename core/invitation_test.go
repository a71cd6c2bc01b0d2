package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestSilenceDeclineAndYesWalkTheList(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben, eve := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentor("Eve", 1)
		mia := w.mentee("Mia")

		w.ask(mia, ada, ben, eve)
		w.hears(ada, core.NoticeInvitation)
		w.hears(ben)
		w.hears(mia, core.NoticeAsked)
		asked := w.waiting(ada).Invitation
		if want := start.Add(72 * time.Hour); !asked.ExpiresAt.Equal(want) {
			t.Errorf("deadline %v, want %v: 72 hours from delivery", asked.ExpiresAt, want)
		}

		w.pass(36 * time.Hour)
		w.pass(time.Hour)
		w.hears(ada, core.NoticeInvitationReminder)

		w.pass(35 * time.Hour)
		w.hears(ada)
		w.hears(ben, core.NoticeInvitation)
		w.hears(mia, core.NoticeAsked)
		_, err := w.svc.Accept(context.Background(), w.call(ada), asked.ID)
		refused(t, err, core.CodeInvitationExpired)

		w.decline(ben)
		w.hears(eve, core.NoticeInvitation)
		w.hears(mia, core.NoticeAsked)

		facts := w.accept(eve)
		w.hears(eve, core.NoticeMatched)
		w.hears(mia, core.NoticeMatched)
		if facts.Mentorship == nil || facts.Mentorship.Mentor != eve.ID || facts.Mentorship.Mentee != mia.ID {
			t.Errorf("mentorship %+v, want Eve and Mia", facts.Mentorship)
		}
		if got := w.dashboard(mia); len(got.Mentorships) != 1 || got.Choices != nil {
			t.Errorf("Mia's Home shows %d mentorships and choices %v, want 1 and none", len(got.Mentorships), got.Choices)
		}
	})
}

func (w *world) dashboard(p core.Person) core.Dashboard {
	w.t.Helper()
	d, err := w.svc.Dashboard(context.Background(), w.call(p))
	w.must(err)
	return d
}

func TestNobodyLeftTellsMenteeAndAdmins(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		admin, err := w.svc.SyncPerson(ctx, core.Call{Workspace: w.ws}, core.ChatProfile{ChatUserID: "UADMIN", Name: "Root", Admin: true, TimeZone: "UTC"})
		w.must(err)

		w.ask(mia, ada)
		w.decline(ada)
		w.hears(mia, core.NoticeAsked, core.NoticeExhausted)
		items := w.dashboard(admin).Attention
		if len(items) != 1 || items[0].Person.Person.ID != mia.ID {
			t.Fatalf("admin sees %v, want one item about Mia", items)
		}
		if got := w.dashboard(mia).Attention; len(got) != 0 {
			t.Errorf("Mia sees admin items: %v", got)
		}
		refused(t, w.svc.ResolveAttention(ctx, w.call(mia), items[0].Item.ID), core.CodeForbidden)

		ben := w.mentor("Ben", 1)
		w.ask(mia, ben)
		if got := w.dashboard(admin).Attention; len(got) != 0 {
			t.Errorf("admin still sees %v after Mia asked again", got)
		}
	})
}

func TestOnlyTheMentorAskedMayAnswer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, ben, mia := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia")
		w.ask(mia, ada)
		id := w.waiting(ada).Invitation.ID
		for _, other := range []core.Person{ben, mia} {
			_, err := w.svc.Accept(ctx, w.call(other), id)
			refused(t, err, core.CodeForbidden)
			_, err = w.svc.Decline(ctx, w.call(other), id, core.Decline{Reason: core.DeclineNoTime})
			refused(t, err, core.CodeForbidden)
		}
		if got := w.waiting(ada).Invitation.State; got != core.InvitationSent {
			t.Errorf("state %s, want sent: nothing changed", got)
		}
	})
}

func TestASecondAnswerChangesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 2), w.mentee("Mia")
		w.ask(mia, ada)
		id := w.accept(ada).Invitation.ID
		w.told = map[core.PersonID][]core.NoticeKind{}

		_, err := w.svc.Accept(ctx, w.call(ada), id)
		refused(t, err, core.CodeInvitationAccepted)
		_, err = w.svc.Decline(ctx, w.call(ada), id, core.Decline{Reason: core.DeclineNoTime})
		refused(t, err, core.CodeInvitationAccepted)
		w.work()
		w.hears(ada)
		w.hears(mia)
	})
}

func TestARepeatedEnvelopeGetsTheSameAnswer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 2), w.mentee("Mia")
		w.ask(mia, ada)
		call := w.call(ada)
		call.Envelope = "envelope-1"
		id := w.waiting(ada).Invitation.ID
		first, err := w.svc.Accept(ctx, call, id)
		w.must(err)
		second, err := w.svc.Accept(ctx, call, id)
		w.must(err)
		if first.Mentorship.ID != second.Mentorship.ID {
			t.Errorf("repetition answered %v, first answer was %v", second.Mentorship.ID, first.Mentorship.ID)
		}
		w.work()
		w.hears(mia, core.NoticeAsked, core.NoticeMatched)
	})
}

func TestAFullMentorPassesOthersOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, ben := w.mentor("Ada", 1), w.mentor("Ben", 1)
		mia, leo := w.mentee("Mia"), w.mentee("Leo")
		w.ask(mia, ada)
		miaAsk := w.asked[0]
		w.ask(leo, ada, ben)
		leoAsk := w.asked[1]

		_, err := w.svc.Accept(ctx, w.call(ada), miaAsk)
		w.must(err)
		_, err = w.svc.Accept(ctx, w.call(ada), leoAsk) // before anybody passed it on
		refused(t, err, core.CodeYouAreFull)
		w.work()
		w.hears(ben, core.NoticeInvitation)
		_, err = w.svc.Accept(ctx, w.call(ada), leoAsk) // and after
		refused(t, err, core.CodeYouAreFull)
		_, err = w.submit(w.mentee("Zoe"), ada)
		refused(t, err, core.CodeMentorFull)
	})
}

func TestDecliningCanTakeTheMentorOutOfReach(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, ben := w.mentor("Ada", 3), w.mentor("Ben", 3)
		mia, leo := w.mentee("Mia"), w.mentee("Leo")
		w.ask(mia, ada, ben)
		w.ask(leo, ada, ben)
		_, err := w.svc.Decline(ctx, w.call(ada), w.asked[0], core.Decline{
			Reason: core.DeclineNoTime, AlsoUnavailable: true, Until: "2026-06-30",
		})
		w.must(err)
		w.work()
		w.hears(ben, core.NoticeInvitation, core.NoticeInvitation)
		_, err = w.submit(w.mentee("Zoe"), ada)
		refused(t, err, core.CodeMentorUnavailable)

		w.pass(29 * 24 * time.Hour) // midnight in Paris of 30 June is over
		if place := w.dashboard(ada).Mentor.Participant; place.Unavailable {
			t.Error("Ada is still away on the day she is back")
		}
	})
}

func TestWithdrawingEndsTheAsk(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		list := w.ask(mia, ada).List.ID
		_, err := w.svc.WithdrawChoices(ctx, w.call(ada), list)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.WithdrawChoices(ctx, w.call(mia), list)
		w.must(err)
		_, err = w.svc.Accept(ctx, w.call(ada), w.asked[0])
		refused(t, err, core.CodeInvitationWithdrawn)
		_, err = w.svc.WithdrawChoices(ctx, w.call(mia), list)
		refused(t, err, core.CodeNothingToWithdraw)
		w.ask(mia, ada)
	})
}

func TestTheDeadlineStartsAtDelivery(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, err := w.submit(mia, ada)
		w.must(err)
		w.clock.advance(100 * time.Hour) // nothing was delivered: Slack was away
		w.must(w.svc.Sweep(context.Background()))
		w.work()
		if got, want := w.waiting(ada).Invitation.ExpiresAt, start.Add(172*time.Hour); !got.Equal(want) {
			t.Errorf("deadline %v, want %v", got, want)
		}
	})
}

func TestAnUnreachableMentorIsPassedOver(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, ben, mia := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia")
		_, err := w.submit(mia, ada, ben)
		w.must(err)
		live := w.waiting(ada).Invitation.ID
		lost := core.Task{Notice: core.NoticeInvitation, To: ada.ID, Invitation: live}
		w.must(w.svc.Undelivered(ctx, core.Job{ID: "lost", Workspace: w.ws, Task: lost}, core.Undelivered{Reason: core.DirectRefused}))
		w.work()
		told, err := w.svc.Invitation(ctx, w.call(mia), w.waiting(ben).Invitation.ID)
		w.must(err)
		if got := told.Previous; got == nil || got.SkipReason != core.SkipUnreachable {
			t.Errorf("previous ask %+v, want skipped as unreachable", got)
		}
	})
}

func TestSomebodyDeactivatedIsOutOfTheGame(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, ben, mia := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia")
		w.ask(mia, ada, ben)
		gone := core.ChatProfile{ChatUserID: ada.ChatUserID, Name: "Ada", TimeZone: "UTC", Deactivated: true}
		_, err := w.svc.SyncPerson(ctx, core.Call{Workspace: w.ws}, gone)
		w.must(err)
		w.work()
		w.hears(ben, core.NoticeInvitation)
		_, err = w.svc.Accept(ctx, w.call(ada), w.asked[0])
		refused(t, err, core.CodeForbidden)
	})
}
