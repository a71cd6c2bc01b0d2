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

// waiting stores one of everything that waits for a deadline, in each of several states.
func waiting(t *testing.T, db *storage.DB) world {
	t.Helper()
	w := newWorld(t, db, "w", 6)
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		for n, state := range []core.InvitationState{core.InvitationSent, core.InvitationQueued, core.InvitationDeclined} {
			l := w.list("list-"+string(state), w.person(5))
			l.Mentee = w.person(n)
			must(t, tx.ChoiceLists().Save(ctx, l))
			i := w.invitation(string(state), l.ID)
			i.State = state
			must(t, tx.Invitations().Save(ctx, i))
		}
		must(t, tx.Mentorships().Save(ctx, w.mentorship("mentorship")))
		must(t, tx.Sessions().Save(ctx, w.session("session", "mentorship", after(100*time.Hour))))
		must(t, tx.Sessions().SetReminders(ctx, "session", w.person(0), []core.SessionReminder{
			{Lead: 15, DueAt: after(90 * time.Hour)}, {Lead: 60, DueAt: after(80 * time.Hour)},
		}))
		for n, p := range []core.Participant{
			{Unavailable: true, UnavailableUntil: after(50 * time.Hour)},
			{Unavailable: true}, // open end
			{UnavailableUntil: after(50 * time.Hour)},
		} {
			p.Program, p.Person = w.program, w.person(n)
			must(t, tx.Participants().Save(ctx, p))
		}
		return nil
	})
	return w
}

func TestADeadlineIsDueFromItsInstantOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := waiting(t, db)
		sent := core.DueItem{Workspace: w.ws, Invitation: "sent"}
		hour, quarter := core.DueItem{Workspace: w.ws, Session: "session", Person: w.person(0), Lead: 60}, core.DueItem{Workspace: w.ws, Session: "session", Person: w.person(0), Lead: 15}
		back := core.DueItem{Workspace: w.ws, Program: w.program, Person: w.person(0)}
		type lookup func(context.Context, time.Time, int) ([]core.DueItem, error)
		for name, step := range map[string]struct {
			due   lookup
			hours int
			want  []core.DueItem
		}{
			"invitation":                {db.DueInvitations, 72, []core.DueItem{sent}},
			"invitation reminder":       {db.DueInvitationReminders, 36, []core.DueItem{sent}},
			"first session reminder":    {db.DueSessionReminders, 80, []core.DueItem{hour}},
			"all session reminders":     {db.DueSessionReminders, 90, []core.DueItem{hour, quarter}},
			"a mentor who is back":      {db.DueReturns, 50, []core.DueItem{back}},
			"nobody else later on":      {db.DueReturns, 5000, []core.DueItem{back}},
			"no other invitation later": {db.DueInvitations, 5000, []core.DueItem{sent}},
		} {
			at := after(time.Duration(step.hours) * time.Hour)
			got, err := step.due(t.Context(), at, 10)
			if diff := cmp.Diff(step.want, got); diff != "" || err != nil {
				t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
			}
			got, err = step.due(t.Context(), at.Add(-time.Microsecond), len(step.want))
			if len(got) == len(step.want) && step.hours < 5000 || err != nil {
				t.Errorf("%s: due a microsecond early: %v, %v", name, got, err)
			}
		}
	})
}

func TestTheLimitKeepsTheOldest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := waiting(t, db)
		got, err := db.DueSessionReminders(t.Context(), after(5000*time.Hour), 1)
		want := []core.DueItem{{Workspace: w.ws, Session: "session", Person: w.person(0), Lead: 60}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

func TestNextDeadlineWalksThroughTime(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		waiting(t, db)
		type stop struct {
			Hours int
			Kind  string
		}
		var got []stop
		now := noon
		for range 10 {
			at, kind, err := db.NextDeadline(t.Context(), now)
			must(t, err)
			if at.IsZero() {
				break
			}
			got = append(got, stop{int(at.Sub(noon) / time.Hour), kind})
			now = at
		}
		want := []stop{
			{36, "invitation_reminder"}, {50, "mentor_return"}, {72, "invitation"}, {80, "session_reminder"}, {90, "session_reminder"},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("deadlines (-want +got):\n%s", diff)
		}
	})
}

func TestARemindedInvitationIsNotDueAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := waiting(t, db)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			i, err := tx.Invitations().Get(ctx, "sent")
			must(t, err)
			i.RemindedAt = after(36 * time.Hour)
			return tx.Invitations().Save(ctx, i)
		})
		if due, err := db.DueInvitationReminders(t.Context(), after(40*time.Hour), 10); len(due) > 0 || err != nil {
			t.Errorf("due: %v, %v; want none", due, err)
		}
	})
}

func TestAReminderIsMarkedOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := waiting(t, db)
		mark := func(lead int) (marked bool) {
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) (err error) {
				marked, err = tx.Sessions().MarkReminded(ctx, "session", w.person(0), lead, noon)
				return err
			})
			return marked
		}
		set := func(reminders ...core.SessionReminder) {
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				return tx.Sessions().SetReminders(ctx, "session", w.person(0), reminders)
			})
		}
		same := core.SessionReminder{Lead: 60, DueAt: after(80 * time.Hour)}
		moved := core.SessionReminder{Lead: 60, DueAt: after(104 * time.Hour)}
		for _, step := range []struct {
			name string
			do   func() bool
			want bool
		}{
			{"first time", func() bool { return mark(60) }, true},
			{"again", func() bool { return mark(60) }, false},
			{"set again for the same instant", func() bool { set(same); return mark(60) }, false},
			{"the other one was removed by that", func() bool { return mark(15) }, false},
			{"the session moved", func() bool { set(moved); return mark(60) }, true},
			{"an unknown lead", func() bool { return mark(1) }, false},
		} {
			if got := step.do(); got != step.want {
				t.Errorf("%s: marked = %v, want %v", step.name, got, step.want)
			}
		}
	})
}
