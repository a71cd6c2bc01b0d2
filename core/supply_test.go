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

func TestTheSupplyReportSaysWhereMentorsAreMissing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben, eve := w.admin("Kim"), w.mentor("Ada", 2), w.mentor("Ben", 1), w.mentor("Eve", 3)
		mia, leo, zoe := w.mentee("Mia"), w.mentee("Leo"), w.mentee("Zoe") // who wish for leadership and public speaking
		w.ask(mia, ada)
		w.clock.advance(2 * time.Hour)
		_, err := w.svc.Accept(ctx, w.call(ada), w.asked[0])
		w.must(err)
		w.ask(leo, ben, ada)
		w.clock.advance(10 * time.Hour)
		_, err = w.svc.Decline(ctx, w.call(ben), w.asked[1], core.Decline{Reason: core.DeclineNoTime})
		w.must(err)
		w.work()
		w.clock.advance(72 * time.Hour)
		w.must(w.svc.Sweep(ctx))
		w.work()
		_, err = w.svc.SaveMentor(ctx, w.call(eve), core.MentorSettings{
			Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 3, Availability: core.Availability{Unavailable: true},
		})
		w.must(err)
		w.ask(zoe, ben)
		got, err := w.svc.Supply(ctx, w.call(kim), w.firstProgram())
		w.must(err)
		want := core.SupplyReport{
			Program: got.Program, Waiting: 2, Free: 2,
			Topics: []core.TopicSupply{
				{Topic: "Public speaking", Waiting: 2}, {Topic: "Leadership", Waiting: 2, Free: 2},
			},
			Accepted: map[int]int{1: 1}, Declined: map[core.DeclineReason]int{core.DeclineNoTime: 1}, Expired: 1,
			Skipped: map[core.SkipReason]int{}, Offers: map[core.InvitationState]int{}, AnswerMid: 10 * time.Hour, AnswerMax: 10 * time.Hour,
			Loads: []core.LoadCount{{Load: 0, Mentors: 2}, {Load: 1, Mentors: 1}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
