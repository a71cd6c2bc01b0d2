package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// invited is a mentee who takes part but has asked nobody.
func (w *world) invited(name string) core.Person {
	w.t.Helper()
	p := w.mentee(name)
	w.must(w.db.Change(context.Background(), w.ws, func(tx core.Tx) error {
		return tx.Participants().Save(context.Background(), core.Participant{
			Program: w.firstProgram(), Person: p.ID, Mentee: true, State: core.ParticipantActive, JoinedAt: start, UpdatedAt: start,
		})
	}))
	return p
}

func (w *world) mentorsInvite() { w.policy(func(p *core.Policy) { p.MentorsInvite = true }) }

func (w *world) offer(mentor, mentee core.Person) core.InvitationFacts {
	w.t.Helper()
	facts, err := w.svc.Offer(context.Background(), w.call(mentor), mentee.ID, "I would like to help you.")
	w.must(err)
	w.work()
	return facts
}

// mentees are the names of those a mentor's search without criteria shows on its first page.
func (w *world) mentees(mentor core.Person) []string {
	w.t.Helper()
	found, err := w.svc.FindMentees(context.Background(), w.call(mentor), core.Criteria{})
	w.must(err)
	names := []string{}
	for _, m := range found.Mentees {
		names = append(names, m.Person.Name)
	}
	return names
}

func TestAMentorFindsAMenteeAndTheirYesMakesAPair(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "offers"), context.Background()
		w.mentorsInvite()
		mia, leo := w.invited("mia"), w.invited("leo")
		ada, ben, eve := w.mentor("ada", 1), w.mentor("ben", 2), w.mentor("eve", 1)
		sameNames(t, "what Ada finds", w.mentees(ada), "leo", "mia")
		card, _, err := w.svc.Mentee(ctx, w.call(ada), mia.ID)
		w.must(err)
		same, _, err := w.svc.Mentor(ctx, w.call(mia), ada.ID)
		w.must(err)
		if card.Score.Total == 0 || card.Score.Total != same.Score.Total {
			t.Errorf("the mentor sees a score of %d, the mentee of %d", card.Score.Total, same.Score.Total)
		}

		w.ask(mia, eve)
		w.told = map[core.PersonID][]core.NoticeKind{}
		ours := w.offer(ada, mia)
		w.hears(mia, core.NoticeInvitation)
		w.hears(ada, core.NoticeAsked)
		theirs := w.offer(ben, mia)
		w.hears(mia, core.NoticeInvitation)
		w.hears(ben, core.NoticeAsked)
		_, err = w.svc.Offer(ctx, w.call(ada), mia.ID, "Again.")
		refused(t, err, core.CodeOfferUnderWay)
		_, err = w.svc.Offer(ctx, w.call(ada), leo.ID, "You too.")
		refused(t, err, core.CodeOffersFull)

		for _, stranger := range []core.Person{leo, ben, ada} { // the mentor cannot say yes in the mentee's name
			if _, err := w.svc.Accept(ctx, w.call(stranger), ours.Invitation.ID); !refusedWith(err, core.CodeForbidden) {
				t.Errorf("%s accepts: %v", stranger.Name, err)
			}
		}
		facts, err := w.svc.Accept(ctx, w.call(mia), ours.Invitation.ID)
		w.must(err)
		if facts.Mentorship == nil || facts.Mentorship.Mentor != ada.ID || facts.Mentorship.Mentee != mia.ID {
			t.Fatalf("accepting made %+v", facts.Mentorship)
		}
		w.work()
		w.hears(ada, core.NoticeMatched)
		w.hears(mia, core.NoticeMatched)
		w.hears(ben, core.NoticeOfferEnded)
		_, err = w.svc.Accept(ctx, w.call(mia), theirs.Invitation.ID)
		refused(t, err, core.CodeOfferClosed)
		_, err = w.svc.Accept(ctx, w.call(mia), ours.Invitation.ID)
		refused(t, err, core.CodeOfferClosed)
		requests, err := w.svc.Requests(ctx, w.call(eve))
		w.must(err)
		if len(requests.ToAnswer) != 0 {
			t.Error("the mentor whom Mia asked still waits for nothing")
		}
		sameNames(t, "what Ben finds", w.mentees(ben), "leo")
	})
}

func TestHowAnOfferEndsWithoutAYes(t *testing.T) {
	for name, c := range map[string]struct {
		end   func(w *world, mia, ada core.Person, id core.InvitationID)
		state core.InvitationState
		told  []core.NoticeKind
		late  core.Code
	}{
		"declined": {func(w *world, mia, _ core.Person, id core.InvitationID) {
			_, err := w.svc.Decline(context.Background(), w.call(mia), id, core.Decline{Reason: core.DeclineNoTime, Text: "Later?"})
			w.must(err)
			w.work()
		}, core.InvitationDeclined, []core.NoticeKind{core.NoticeOfferEnded}, core.CodeOfferClosed},
		"expired": {func(w *world, mia, _ core.Person, _ core.InvitationID) {
			w.pass(36*time.Hour + time.Minute)
			w.hears(mia, core.NoticeInvitationReminder)
			w.pass(36 * time.Hour)
		}, core.InvitationExpired, []core.NoticeKind{core.NoticeOfferEnded}, core.CodeOfferExpired},
		"withdrawn": {func(w *world, _, ada core.Person, id core.InvitationID) {
			_, err := w.svc.WithdrawOffer(context.Background(), w.call(ada), id)
			w.must(err)
			w.work()
		}, core.InvitationWithdrawn, nil, core.CodeOfferClosed},
		"the mentee pauses": {func(w *world, mia, _ core.Person, _ core.InvitationID) {
			_, err := w.svc.Pause(context.Background(), w.call(mia), w.firstProgram())
			w.must(err)
			w.work()
		}, core.InvitationSkipped, []core.NoticeKind{core.NoticeOfferEnded}, core.CodeOfferClosed},
		"the mentor stops": {func(w *world, _, ada core.Person, _ core.InvitationID) {
			_, err := w.svc.StopMentoring(context.Background(), w.call(ada), w.firstProgram())
			w.must(err)
			w.work()
		}, core.InvitationSkipped, []core.NoticeKind{core.NoticeOfferEnded}, core.CodeOfferClosed},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w, ctx := newWorld(t, db, "ends"), context.Background()
				w.mentorsInvite()
				mia, ada := w.invited("mia"), w.mentor("ada", 1)
				id := w.offer(ada, mia).Invitation.ID
				w.told = map[core.PersonID][]core.NoticeKind{}
				c.end(w, mia, ada, id)
				w.hears(ada, c.told...)
				facts, err := w.svc.Invitation(ctx, w.call(mia), id)
				w.must(err)
				if facts.Invitation.State != c.state {
					t.Errorf("the offer is %s, want %s", facts.Invitation.State, c.state)
				}
				_, err = w.svc.Accept(ctx, w.call(mia), id)
				refused(t, err, c.late)
				_, err = w.svc.WithdrawOffer(ctx, w.call(ada), id)
				refused(t, err, core.CodeNothingToWithdraw)
			})
		})
	}
}

func TestWhatAnOfferRefuses(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "refuses"), context.Background()
		kim, mia, leo, ada, ben := w.admin("Kim"), w.invited("mia"), w.mentee("leo"), w.mentor("ada", 1), w.mentor("ben", 1)
		offer := func(from, to core.Person, words string) error {
			_, err := w.svc.Offer(ctx, w.call(from), to.ID, words)
			return err
		}
		refused(t, offer(ada, mia, "Hello."), core.CodeNoOffers)
		_, err := w.svc.FindMentees(ctx, w.call(ada), core.Criteria{})
		refused(t, err, core.CodeNoOffers)
		w.mentorsInvite()
		refused(t, offer(mia, ada, "Hello."), core.CodeOfferNotMentor)
		refused(t, offer(ada, mia, " "), core.CodeRequired)
		refused(t, offer(ada, ada, "Hello."), core.CodeSelfChoice)
		refused(t, offer(ada, leo, "Hello."), core.CodeMenteeNotFindable) // takes no part
		_, err = w.svc.Exclude(ctx, w.call(kim), core.Exclusion{Program: w.firstProgram(), One: ada.ID, Other: mia.ID})
		w.must(err)
		refused(t, offer(ada, mia, "Hello."), core.CodeOfferExcluded)
		sameNames(t, "what Ada finds, who is never paired with Mia", w.mentees(ada))
		w.mark(ben, mia, core.MarkHidden)
		sameNames(t, "what Ben finds, who has hidden Mia", w.mentees(ben))
	})
}
