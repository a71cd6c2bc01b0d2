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

func TestParticipantsAreListedByNameAndApplicationsByWait(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 0)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Programs().Save(ctx, core.Program{ID: "other"}))
			for _, p := range []struct {
				name, shown string
				place       core.Participant
			}{
				{"Zoe", "", core.Participant{Mentor: true, State: core.ParticipantActive, AppliedAt: after(time.Hour)}},
				{"anna_b%", "", core.Participant{Mentee: true, State: core.ParticipantAwaitingActivation, AppliedAt: noon}},
				{"Xaver", "Bella", core.Participant{Mentor: true, Mentee: true, State: core.ParticipantPaused}},
				{"Carl", "", core.Participant{Mentee: true, State: core.ParticipantActive, Program: "other", AppliedAt: noon}},
			} {
				person := core.Person{ID: core.PersonID("p" + p.name[:1]), ChatUserID: "U" + p.name, Name: p.name}
				must(t, tx.People().Save(ctx, person))
				must(t, tx.Profiles().Save(ctx, core.Profile{Person: person.ID, Name: p.shown}))
				p.place.Person = person.ID
				if p.place.Program == "" {
					p.place.Program = w.program
				}
				must(t, tx.Participants().Save(ctx, p.place))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for name, c := range map[string]struct {
				filter        core.ParticipantFilter
				offset, limit int
				want          []string
				total         int
			}{
				"everybody, by the name shown":   {core.ParticipantFilter{}, 0, 9, []string{"pa", "pX", "pZ"}, 3},
				"the second page":                {core.ParticipantFilter{}, 2, 2, []string{"pZ"}, 3},
				"mentors":                        {core.ParticipantFilter{Role: core.RoleMentor}, 0, 9, []string{"pX", "pZ"}, 2},
				"mentees":                        {core.ParticipantFilter{Role: core.RoleMentee}, 0, 9, []string{"pa", "pX"}, 2},
				"one state":                      {core.ParticipantFilter{State: core.ParticipantPaused}, 0, 9, []string{"pX"}, 1},
				"who waits, in whatever state":   {core.ParticipantFilter{State: core.ParticipantAwaitingActivation}, 0, 9, []string{"pa", "pZ"}, 2},
				"a part of the name":             {core.ParticipantFilter{Name: "ell"}, 0, 9, []string{"pX"}, 1},
				"the chat name behind a profile": {core.ParticipantFilter{Name: "xaver"}, 0, 9, nil, 0},
				"no pattern":                     {core.ParticipantFilter{Name: "_b%"}, 0, 9, []string{"pa"}, 1},
				"nothing but a wildcard":         {core.ParticipantFilter{Name: "%"}, 0, 9, []string{"pa"}, 1},
			} {
				q := core.ParticipantQuery{ParticipantFilter: c.filter, Program: w.program, Offset: c.offset, Limit: c.limit}
				found, err := tx.Participants().Page(ctx, q)
				expect(t, name, ids(t, found, err, func(p core.Participant) core.PersonID { return p.Person }), c.want...)
				total, err := tx.Participants().Count(ctx, q)
				must(t, err)
				if total != c.total {
					t.Errorf("%s: %d in all, want %d", name, total, c.total)
				}
			}
			queues, err := tx.Participants().Waiting(ctx, []core.ProgramID{w.program})
			must(t, err)
			if diff := cmp.Diff([]core.ApplicationQueue{{Program: w.program, Count: 2, Since: noon}}, queues); diff != "" {
				t.Errorf("applications (-want +got):\n%s", diff)
			}
			all, err := tx.Participants().Waiting(ctx, nil)
			if len(all) != 2 {
				t.Errorf("applications in all programmes: %v", all)
			}
			return err
		})
	})
}
