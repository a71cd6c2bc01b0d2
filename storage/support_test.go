package storage_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// What waits for an answer comes first, by when it is due; what was answered comes after it, and what is resolved not at all.
func TestUnresolvedRequestsForHelpCome(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		ids := func(all []core.SupportRequest) (found []core.SupportID) {
			for _, r := range all {
				found = append(found, r.ID)
			}
			return found
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for i, r := range []core.SupportRequest{
				{ID: "late", State: core.SupportTaken, DueAt: noon.Add(-time.Hour)},
				{ID: "answered", State: core.SupportAnswered, DueAt: noon.Add(-2 * time.Hour), Program: w.program},
				{ID: "soon", State: core.SupportOpen, DueAt: noon.Add(time.Hour), Program: w.program},
				{ID: "over", State: core.SupportResolved, DueAt: noon.Add(-3 * time.Hour), Program: w.program},
			} {
				r.Person, r.CreatedAt = w.person(0), noon.Add(time.Duration(i)*time.Minute)
				must(t, tx.Support().Save(ctx, r))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			desk := tx.Support()
			for name, c := range map[string]struct {
				programs []core.ProgramID
				want     []core.SupportID
				counts   [3]int
			}{
				"of everybody":        {nil, []core.SupportID{"late", "soon", "answered"}, [3]int{3, 2, 1}},
				"of one programme":    {[]core.ProgramID{w.program}, []core.SupportID{"soon", "answered"}, [3]int{2, 1, 0}},
				"of another one":      {[]core.ProgramID{"other"}, nil, [3]int{}},
				"of no programme yet": {[]core.ProgramID{}, nil, [3]int{}},
			} {
				found, err := desk.Unresolved(ctx, c.programs, 0, 9)
				must(t, err)
				if got := ids(found); !slices.Equal(got, c.want) {
					t.Errorf("%s: %v, want %v", name, got, c.want)
				}
				all, waiting, overdue, err := desk.CountUnresolved(ctx, c.programs, noon)
				must(t, err)
				if got := [3]int{all, waiting, overdue}; got != c.counts {
					t.Errorf("%s: counted %v, want %v", name, got, c.counts)
				}
			}
			page, err := desk.Unresolved(ctx, nil, 1, 1)
			must(t, err)
			if got := ids(page); !slices.Equal(got, []core.SupportID{"soon"}) {
				t.Errorf("the second page is %v", got)
			}
			mine, err := desk.Of(ctx, w.person(0), 0, 2)
			must(t, err)
			if got := ids(mine); !slices.Equal(got, []core.SupportID{"over", "soon"}) {
				t.Errorf("a person's latest are %v", got)
			}
			all, open, err := desk.CountOf(ctx, w.person(0))
			if all != 4 || open != 3 {
				t.Errorf("counted %d and %d of them open", all, open)
			}
			return err
		})
	})
}
