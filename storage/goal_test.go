package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestGoalsComeInTheOrderTheyMatter(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 2)
		at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.ChoiceLists().Save(ctx, w.list("list", w.person(1))))
			must(t, tx.Invitations().Save(ctx, w.invitation("invitation", "list")))
			must(t, tx.Mentorships().Save(ctx, w.mentorship("mentorship")))
			for _, g := range []core.Goal{
				{ID: "undated, later", State: core.GoalOpen, CreatedAt: at(2)},
				{ID: "undated", State: core.GoalOpen, CreatedAt: at(1)},
				{ID: "dropped first", State: core.GoalDropped, SettledAt: at(3), Due: core.CivilDate{Year: 2026, Month: 1, Day: 1}},
				{ID: "reached last", State: core.GoalReached, SettledAt: at(4)},
				{ID: "due late", State: core.GoalOpen, Due: core.CivilDate{Year: 2027, Month: 10, Day: 1}},
				{ID: "due soon", State: core.GoalOpen, Due: core.CivilDate{Year: 2027, Month: 9, Day: 30}, CreatedAt: at(9)},
			} {
				g.Mentorship, g.CreatedBy, g.EditedBy, g.Version = "mentorship", w.person(0), w.person(0), 1
				if g.CreatedAt.IsZero() {
					g.CreatedAt = at(0)
				}
				must(t, tx.Goals().Save(ctx, g))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			all, err := tx.Goals().ForMentorship(ctx, "mentorship")
			must(t, err)
			var got []core.GoalID
			for _, g := range all {
				got = append(got, g.ID)
			}
			want := []core.GoalID{"due soon", "due late", "undated", "undated, later", "reached last", "dropped first"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			counts, err := tx.Goals().Counts(ctx, []core.MentorshipID{"mentorship", "another"})
			must(t, err)
			if diff := cmp.Diff(map[core.MentorshipID]core.GoalCounts{"mentorship": {Open: 4, Reached: 1, Dropped: 1}}, counts); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			return nil
		})
	})
}
