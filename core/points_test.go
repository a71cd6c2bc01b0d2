package core_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// met has a pair hold a session of some minutes, of which one of them says so.
func (w *world) met(p core.Person, id core.MentorshipID, in core.Booking) {
	w.t.Helper()
	session, err := w.svc.BookSession(context.Background(), w.call(p), id, in)
	w.must(err)
	w.pass(3 * day)
	_, err = w.svc.CheckIn(context.Background(), w.call(p), session.Session.ID, core.OutcomeMet, in.Minutes)
	w.must(err)
}

// has says for what somebody has points, and which badges.
func (w *world) has(p core.Person) (counts map[core.PointRule]int, badges []core.Badge, sum int) {
	w.t.Helper()
	facts, err := w.svc.Points(context.Background(), w.call(p), "")
	w.must(err)
	counts = map[core.PointRule]int{}
	for _, l := range facts.Lines {
		counts[l.Rule] = l.Count
	}
	for _, b := range facts.Badges {
		if b.Earned {
			badges = append(badges, b.Badge)
		}
	}
	return counts, badges, facts.Sum()
}

func givePoints(p *core.Policy) {
	for _, f := range core.PolicyFields() {
		if f.Key == "points" {
			f.Put(p, core.PolicyValue{{Number: 1}})
		}
	}
}

func TestPointsFollowFromWhatHappened(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		if _, err := w.svc.Points(ctx, w.call(mia), ""); err != nil {
			refused(t, err, core.CodePointsOff)
		} else {
			t.Error("a programme gives points that never was asked to")
		}
		if w.dashboard(mia).Points != nil {
			t.Error("they are on the Home")
		}
		w.policy(givePoints)
		if _, badges, sum := w.has(mia); sum != 0 || len(badges) != 0 {
			t.Errorf("%d points and %v for nothing", sum, badges)
		}
		for _, date := range []string{"2026-06-03", "2026-06-06"} {
			in := wednesday()
			in.Date, in.Minutes = date, 75
			w.met(mia, id, in)
		}
		goal, err := w.svc.CreateGoal(ctx, w.call(mia), id, core.GoalInput{Title: "Give a talk"})
		w.must(err)
		settle := func(to core.GoalState) {
			_, err := w.svc.SettleGoal(ctx, w.call(mia), goal.ID, to)
			w.must(err)
		}
		settle(core.GoalReached)
		if counts, _, sum := w.has(ada); counts[core.PointsGoal] != 1 || sum != 2*10+2*5+20 {
			t.Errorf("%d points, %v", sum, counts)
		}
		settle(core.GoalOpen)
		if counts, badges, sum := w.has(ada); counts[core.PointsGoal] != 0 || sum != 2*10+2*5 || len(badges) != 1 {
			t.Errorf("a goal that is open again gives %d points, %v, %v", sum, counts, badges)
		}
		settle(core.GoalReached)
		settle(core.GoalReached) // twice is once
		agreed, err := w.svc.ProposeAgreement(ctx, w.call(mia), id, 0, howWeWork("Every month"))
		w.must(err)
		_, err = w.svc.Agree(ctx, w.call(ada), agreed.ID)
		w.must(err)
		_, err = w.svc.EndAsPlanned(ctx, w.call(mia), id)
		w.must(err)
		w.pass(60 * day)
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, given("4", ""))
		w.must(err)
		_, err = w.svc.Thank(ctx, w.call(ada), id, "It was a pleasure.")
		w.must(err)

		want := map[core.PointRule]int{
			core.PointsSession: 2, core.PointsHour: 2, core.PointsGoal: 1, core.PointsAgreement: 1, core.PointsEvaluation: 1, core.PointsCompleted: 1,
		}
		counts, badges, sum := w.has(mia)
		if diff := cmp.Diff(want, counts); diff != "" || sum != 20+10+20+10+10+50 {
			t.Errorf("%d points (-want +got)\n%s", sum, diff)
		}
		if diff := cmp.Diff([]core.Badge{core.BadgeFirstSession, core.BadgeGoal, core.BadgeCompleted, core.BadgeThanked}, badges); diff != "" {
			t.Error(diff)
		}
		if counts, badges, _ := w.has(ada); counts[core.PointsEvaluation] != 0 || len(badges) != 3 {
			t.Errorf("Ada has %v and %v", counts, badges)
		}
		if home := w.dashboard(mia).Points; home == nil || home.Sum() != sum {
			t.Errorf("the Home says %+v", home)
		}
		_, err = w.svc.Points(ctx, core.Call{Workspace: w.ws}, "")
		refused(t, err, core.CodeForbidden)
	})
}

// What one copy of a policy is told, others keep.
func TestPointsOfAPolicyAreItsOwn(t *testing.T) {
	before := core.DefaultPolicy()
	givePoints(&before)
	after := before
	for _, f := range core.PolicyFields() {
		if f.Key == "points_session" {
			f.Put(&after, core.PolicyValue{{Number: 0}})
			if was, is := f.Of(before)[0].Number, f.Of(after)[0].Number; was != 10 || is != 0 {
				t.Errorf("%d before, %d after", was, is)
			}
		}
	}
	raw, err := json.Marshal(core.DefaultPolicy())
	if err != nil || strings.Contains(string(raw), "points\"") {
		t.Errorf("%s, error %v", raw, err)
	}
}
