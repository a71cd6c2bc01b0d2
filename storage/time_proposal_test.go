package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// times is an open proposal of one of the two.
func (w world) times(id core.TimeProposalID, mentorship core.MentorshipID) core.TimeProposal {
	return core.TimeProposal{
		ID: id, Mentorship: mentorship, Program: w.program, By: w.person(0), Starts: []time.Time{after(24 * time.Hour)}, Minutes: 45,
		Zone: "Europe/Paris", State: core.TimesOpen, CreatedAt: noon, AnswerBy: after(24 * time.Hour), NextAt: after(time.Hour),
	}
}

func TestAMentorshipHasOneOpenProposalOfTimes(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Mentorships().Save(ctx, w.mentorship("m")))
			return tx.TimeProposals().Save(ctx, w.times("first", "m"))
		})
		err := db.Change(t.Context(), w.ws, func(tx core.Tx) error { return tx.TimeProposals().Save(t.Context(), w.times("second", "m")) })
		if !errors.Is(err, core.ErrDuplicate) {
			t.Errorf("a second open proposal: %v, want a duplicate", err)
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			closed := w.times("first", "m")
			closed.State, closed.ClosedAt = core.TimesWithdrawn, noon
			must(t, tx.TimeProposals().Save(ctx, closed))
			return tx.TimeProposals().Save(ctx, w.times("second", "m"))
		})
	})
}

func TestProposedTimesAreDueWhileTheyAreOpen(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 4)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Mentorships().Save(ctx, w.mentorship("m")))
			return tx.TimeProposals().Save(ctx, w.times("open", "m"))
		})
		due := func(at time.Time) []core.DueItem {
			items, err := db.DueTimes(t.Context(), at, 10)
			must(t, err)
			return items
		}
		if items := due(noon); len(items) != 0 {
			t.Errorf("due too early: %+v", items)
		}
		at, kind, err := db.NextDeadline(t.Context(), noon)
		if must(t, err); !at.Equal(after(time.Hour)) || kind != "times" {
			t.Errorf("next deadline %s of %q, want that of the times", at, kind)
		}
		if items := due(after(time.Hour)); len(items) != 1 || items[0].Times != "open" || items[0].Workspace != w.ws {
			t.Errorf("due %+v, want the proposal", items)
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			closed := w.times("open", "m")
			closed.State, closed.ClosedAt = core.TimesDeclined, noon
			return tx.TimeProposals().Save(ctx, closed)
		})
		if items := due(after(48 * time.Hour)); len(items) != 0 {
			t.Errorf("due although closed: %+v", items)
		}
	})
}
