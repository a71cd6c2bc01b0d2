package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestEachThanksTheOtherOnceWhenItIsOver(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		_, err := w.svc.Thank(ctx, w.call(mia), id, "Thanks")
		refused(t, err, core.CodeThanksEarly)
		_, err = w.svc.EndAsPlanned(ctx, w.call(mia), id)
		w.must(err)
		w.pass(57 * day)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.Thank(ctx, w.call(w.mentee("Zoe")), id, "Thanks")
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.Thank(ctx, w.call(mia), id, " ")
		refused(t, err, core.CodeRequired)
		_, err = w.svc.Thank(ctx, w.call(mia), id, "Thanks")
		w.must(err)
		_, err = w.svc.Thank(ctx, w.call(mia), id, "Thanks again")
		refused(t, err, core.CodeThanksSent)
		w.work()
		w.hears(ada, core.NoticeThanks)
		w.hears(mia)
		facts, err := w.svc.Thanking(ctx, w.call(ada), id)
		w.must(err)
		if facts.Heard() != "Thanks" || facts.Said() != "" || facts.MayMentor {
			t.Errorf("heard %q, said %q, may mentor %t", facts.Heard(), facts.Said(), facts.MayMentor)
		}
		hers, err := w.svc.Mentorship(ctx, w.call(mia), id)
		w.must(err)
		if !hers.MayMentor {
			t.Error("a mentee at the planned end is not asked to become a mentor")
		}
		w.clock.advance(day)
		again := w.pair(ada, mia)
		w.must(endAsPlanned(w, mia, again))
		second, err := w.svc.Mentorship(ctx, w.call(mia), again)
		w.must(err)
		if second.MayMentor {
			t.Error("she is asked a second time")
		}
	})
}

func endAsPlanned(w *world, p core.Person, id core.MentorshipID) error {
	if _, err := w.svc.EndAsPlanned(context.Background(), w.call(p), id); err != nil {
		return err
	}
	w.pass(57 * day)
	return nil
}
