package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
)

// noon is the present of most tests.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 123456000, time.UTC)

func after(d time.Duration) time.Time { return noon.Add(d) }

// change runs fn in a transaction of a workspace that must succeed.
func change(t testing.TB, db *storage.DB, ws core.WorkspaceID, fn func(ctx context.Context, tx core.Tx) error) {
	t.Helper()
	ctx := t.Context()
	if err := db.Change(ctx, ws, func(tx core.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// read runs fn in a read-only transaction of a workspace that must succeed.
func read(t testing.TB, db *storage.DB, ws core.WorkspaceID, fn func(ctx context.Context, tx core.Tx) error) {
	t.Helper()
	ctx := t.Context()
	if err := db.Read(ctx, ws, func(tx core.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a workspace with a programme and people, whose ids begin with the workspace's.
type world struct {
	ws      core.WorkspaceID
	program core.ProgramID
}

// newWorld stores a workspace, its programme and n people: mentors and mentees at once.
func newWorld(t testing.TB, db *storage.DB, ws core.WorkspaceID, n int) world {
	t.Helper()
	w := world{ws: ws, program: core.ProgramID(ws) + "-programme"}
	must(t, db.CreateWorkspace(t.Context(), core.Workspace{ID: ws, ChatTeamID: "T-" + string(ws), CreatedAt: noon}))
	change(t, db, ws, func(ctx context.Context, tx core.Tx) error {
		program := core.Program{ID: w.program, Workspace: ws, State: core.ProgramOpen, Policy: core.DefaultPolicy(), CreatedAt: noon}
		if err := tx.Programs().Save(ctx, program); err != nil {
			return err
		}
		for i := range n {
			if err := w.addPerson(ctx, tx, i); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func (w world) addPerson(ctx context.Context, tx core.Tx, i int) error {
	p := core.Person{ID: w.person(i), Workspace: w.ws, ChatUserID: "U-" + string(w.person(i)), Name: fmt.Sprintf("Person %d", i)}
	if err := tx.People().Save(ctx, p); err != nil {
		return err
	}
	return tx.Participants().Save(ctx, core.Participant{
		Program: w.program, Person: p.ID, Mentor: true, Mentee: true, State: core.ParticipantActive, Findable: true, AppliedAt: noon,
	})
}

func (w world) person(i int) core.PersonID {
	return core.PersonID(fmt.Sprintf("%s-person-%03d", w.ws, i))
}

// list is a running choice list of person 0 that ranks the mentors.
func (w world) list(id string, mentors ...core.PersonID) core.ChoiceList {
	return core.ChoiceList{
		ID: core.ChoiceListID(id), Program: w.program, Mentee: w.person(0), State: core.ChoicesRunning, Mentors: mentors,
		CreatedAt: noon, SubmittedAt: noon,
	}
}

// invitation is a sent invitation from person 0 to person 1 that expires after three days.
func (w world) invitation(id string, list core.ChoiceListID) core.Invitation {
	return core.Invitation{
		ID: core.InvitationID(id), Program: w.program, List: list, Mentee: w.person(0), Mentor: w.person(1), Rank: 1,
		State: core.InvitationSent, CreatedAt: noon, DeliveredAt: noon, RemindAt: after(36 * time.Hour),
		ExpiresAt: after(72 * time.Hour),
	}
}

// mentorship is an active mentorship of person 1 with person 0.
func (w world) mentorship(id string) core.Mentorship {
	return core.Mentorship{
		ID: core.MentorshipID(id), Program: w.program, Mentor: w.person(1), Mentee: w.person(0),
		State: core.MentorshipActive, StartedAt: noon,
	}
}

// session is a booked hour of a mentorship.
func (w world) session(id string, m core.MentorshipID, start time.Time) core.Session {
	return core.Session{
		ID: core.SessionID(id), Mentorship: m, Program: w.program, Number: 1, StartsAt: start, Minutes: 60,
		State: core.SessionBooked, BookedBy: w.person(0),
	}
}
