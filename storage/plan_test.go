package storage_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// What costs must not grow with everything that is stored goes through an index made for it.
func TestLookupsUseTheirIndexes(t *testing.T) {
	inTx := func(fn func(ctx context.Context, tx core.Tx) error) func(context.Context, *storage.DB) error {
		return func(ctx context.Context, db *storage.DB) error {
			return db.Change(ctx, "w", func(tx core.Tx) error { return fn(ctx, tx) })
		}
	}
	tests := map[string]struct {
		run     func(ctx context.Context, db *storage.DB) error
		indexes []string
	}{
		"due invitations": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueInvitations(ctx, noon, 10)
			return err
		}, []string{"invitations_expiring"}},
		"due invitation reminders": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueInvitationReminders(ctx, noon, 10)
			return err
		}, []string{"invitations_reminding"}},
		"due session reminders": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueSessionReminders(ctx, noon, 10)
			return err
		}, []string{"session_reminders_due"}},
		"due returns": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueReturns(ctx, noon, 10)
			return err
		}, []string{"participants_returning"}},
		"due check-ins": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueCheckIns(ctx, noon, 10)
			return err
		}, []string{"sessions_check_in"}},
		"due busy feeds": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueBusyFeeds(ctx, noon, 10)
			return err
		}, []string{"busy_feeds_next"}},
		"a person's busy feeds": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.BusyFeeds().List(ctx, "p")
			return err
		}), []string{"busy_feeds_person"}},
		"next deadline": {func(ctx context.Context, db *storage.DB) error {
			_, _, err := db.NextDeadline(ctx, noon)
			return err
		}, []string{"invitations_expiring", "invitations_reminding", "session_reminders_due", "participants_returning", "sessions_check_in", "time_proposals_next", "mentorships_closing", "mentorships_quiet", "evaluations_next"}},
		"due evaluations": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueEvaluations(ctx, noon, 10)
			return err
		}, []string{"evaluations_next"}},
		"a person's evaluations": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Evaluations().DueOf(ctx, "person")
			return err
		}), []string{"evaluations_person"}},
		"how it fits": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Fits().Counts(ctx, "programme", core.FitRules(), noon)
			return err
		}), []string{"fit_answers_program"}},
		"due closings": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueClosings(ctx, noon, 10)
			return err
		}, []string{"mentorships_closing"}},
		"due silences": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueSilences(ctx, noon, 10)
			return err
		}, []string{"mentorships_quiet"}},
		"due times": {func(ctx context.Context, db *storage.DB) error {
			_, err := db.DueTimes(ctx, noon, 10)
			return err
		}, []string{"time_proposals_next"}},
		"open times of a person": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.TimeProposals().OpenFor(ctx, "person")
			return err
		}), []string{"mentorships_mentor", "time_proposals_open"}},
		"claim": {func(ctx context.Context, db *storage.DB) error {
			_, _, err := db.Claim(ctx, noon, 1)
			return err
		}, []string{"jobs_leased", "jobs_next", "jobs_lane"}},
		"hurried lanes": {inTx(func(ctx context.Context, tx core.Tx) error {
			return tx.Jobs().Enqueue(ctx, core.Job{ID: "hurried", Lane: "dm:1", RunAt: noon})
		}), []string{"jobs_bulk"}},
		"a person's requests for help": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Support().Of(ctx, "p", 0, 10)
			return err
		}), []string{"support_requests_person"}},
		"unresolved requests for help": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Support().Unresolved(ctx, nil, 0, 10)
			return err
		}), []string{"support_requests_unresolved"}},
		"a person's attention items": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Attention().OpenFor(ctx, "p", "x")
			return err
		}), []string{"attention_items_person"}},
		"known terms": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Profiles().Known(ctx, core.TermTopic, "go", 10)
			return err
		}), []string{"terms_lookup"}},
		"search": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Profiles().Search(ctx, core.SearchQuery{Program: "p", Any: map[core.TermKind][]string{core.TermTopic: {"go"}}, Limit: 10})
			return err
		}), []string{"postings_list", "person_numbers_person"}},
		"applications": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Participants().Waiting(ctx, []core.ProgramID{"p"}); err != nil {
				return err
			}
			_, err := tx.Participants().Page(ctx, core.ParticipantQuery{
				Program: "p", Limit: 10, ParticipantFilter: core.ParticipantFilter{State: core.ParticipantAwaitingActivation},
			})
			return err
		}), []string{"participants_waiting"}},
		"delivery health": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Deliveries().Failed(ctx, noon, 0, 10); err != nil {
				return err
			}
			_, err := tx.Deliveries().Counts(ctx, noon)
			return err
		}), []string{"deliveries_ended", "messages_sent"}},
		"live invitations of a mentor": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Invitations().LiveForMentor(ctx, "", "mentor")
			return err
		}), []string{"invitations_waiting"}},
		"upcoming sessions": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Sessions().Upcoming(ctx, "person", noon, 10)
			return err
		}), []string{"session_times_person"}},
		"sessions of a series": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Sessions().ForSeries(ctx, "series")
			return err
		}), []string{"sessions_series"}},
		"a mentorship's goals": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Goals().ForMentorship(ctx, "mentorship"); err != nil {
				return err
			}
			_, err := tx.Goals().Counts(ctx, []core.MentorshipID{"mentorship"})
			return err
		}), []string{"goals_mentorship"}},
		"a mentorship's links": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Links().ForMentorship(ctx, "mentorship")
			return err
		}), []string{"links_mentorship"}},
		"a programme's events": {inTx(func(ctx context.Context, tx core.Tx) error {
			q := core.EventQuery{Program: "program", Now: noon, Planned: true, Roles: []core.Role{core.RoleMentor}, Limit: 9}
			if _, err := tx.Events().List(ctx, q); err != nil {
				return err
			}
			_, err := tx.Events().Count(ctx, q)
			return err
		}), []string{"events_program"}},
		"who signed up for an event": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Events().SignUps(ctx, "event", core.SignUpQuery{State: core.SignUpWaiting, Limit: 9}); err != nil {
				return err
			}
			if _, err := tx.Events().LastNumber(ctx, "event"); err != nil {
				return err
			}
			_, err := tx.Events().Before(ctx, "event", 9)
			return err
		}), []string{"event_sign_ups_number"}},
		"a person's sign-ups": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Events().LiveOf(ctx, "", "person", noon)
			return err
		}), []string{"event_sign_ups_person"}},
		"a mentorship's agenda": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.AgendaPoints().Open(ctx, "mentorship"); err != nil {
				return err
			}
			if _, err := tx.AgendaPoints().Done(ctx, "mentorship", 0, 9); err != nil {
				return err
			}
			_, err := tx.AgendaPoints().CountDone(ctx, "mentorship")
			return err
		}), []string{"agenda_points_mentorship"}},
		"a mentorship's notes": {inTx(func(ctx context.Context, tx core.Tx) error {
			about := core.NotesAbout{Mentorship: "mentorship", Reader: "person"}
			if _, err := tx.Notes().Readable(ctx, about, 0, 9); err != nil {
				return err
			}
			_, err := tx.Notes().CountReadable(ctx, about)
			return err
		}), []string{"notes_mentorship"}},
		"a mentorship's questions": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Inquiries().Open(ctx, "mentorship"); err != nil {
				return err
			}
			if _, err := tx.Inquiries().CountForMentorship(ctx, "mentorship"); err != nil {
				return err
			}
			_, err := tx.Inquiries().ForMentorship(ctx, "mentorship", 0, 9)
			return err
		}), []string{"inquiries_mentorship"}},
		"a goal's history": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Goals().Entries(ctx, "goal", 0, 9)
			return err
		}), []string{"goal_entries_goal"}},
		"a mentorship's agreement": {inTx(func(ctx context.Context, tx core.Tx) error {
			if _, err := tx.Agreements().Live(ctx, "mentorship"); err != nil {
				return err
			}
			_, err := tx.Agreements().ForMentorship(ctx, "mentorship")
			return err
		}), []string{"agreements_number", "agreements_live"}},
		"a person's mentorships": {inTx(func(ctx context.Context, tx core.Tx) error {
			_, err := tx.Mentorships().ForPerson(ctx, "person")
			return err
		}), []string{"mentorships_mentor", "mentorships_mentee"}},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := waiting(t, db)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return w.pastMentorships(ctx, tx) })
		for name, test := range tests {
			plans, err := db.Explain(t.Context(), func(observed *storage.DB) error { return test.run(t.Context(), observed) })
			must(t, err)
			plan := strings.Join(plans, "\n")
			missing := slices.DeleteFunc(test.indexes, func(index string) bool { return strings.Contains(plan, index) })
			if len(missing) > 0 {
				t.Errorf("%s does without %q:\n%s", name, missing, plan)
			}
		}
	})
}

// pastMentorships makes the table too large for a plan to be indifferent.
func (w world) pastMentorships(ctx context.Context, tx core.Tx) error {
	for i := 10; i < 60; i++ {
		if err := w.addPerson(ctx, tx, i); err != nil {
			return err
		}
		for n := range 6 {
			m := w.mentorship(fmt.Sprint("past-", i, "-", n))
			m.State, m.Mentor, m.Mentee = core.MentorshipCompleted, w.person(i), w.person(10+(i+n)%50)
			if err := tx.Mentorships().Save(ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}
