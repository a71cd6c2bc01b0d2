package chaos

import (
	"context"
	"encoding/json"

	"mentorbot/core"
)

// jobRow is a job as it ended.
type jobRow struct {
	id, kind, state, lastError string
	task                       core.Task
}

// facts are everything there is after a run.
type facts struct {
	people      map[core.PersonID]core.Person
	gone        map[core.PersonID]bool // deactivated in Slack, whether or not the app has heard
	places      map[core.PersonID]core.Participant
	lists       map[core.ChoiceListID]core.ChoiceList
	invitations map[core.InvitationID]core.Invitation
	mentorships map[core.MentorshipID]core.Mentorship
	sessions    map[core.SessionID]core.Session
	goals       []core.Goal
	agreements  []core.Agreement
	audit       map[string][]core.AuditEntry // by subject
	attention   []core.Attention
	jobs        []jobRow
	messages    []message            // of the app, each once
	read        map[string]bool      // by channel and timestamp, by somebody who can still click
	byJob       map[string][]message // by the job in the metadata
	homes       map[core.PersonID]*modal
}

// gather reads the database and Slack.
func (w *world) gather() *facts {
	w.t.Helper()
	f := &facts{
		people: map[core.PersonID]core.Person{}, gone: map[core.PersonID]bool{}, places: map[core.PersonID]core.Participant{},
		lists: map[core.ChoiceListID]core.ChoiceList{}, invitations: map[core.InvitationID]core.Invitation{},
		mentorships: map[core.MentorshipID]core.Mentorship{}, sessions: map[core.SessionID]core.Session{},
		audit: map[string][]core.AuditEntry{}, byJob: map[string][]message{}, read: map[string]bool{}, homes: map[core.PersonID]*modal{},
	}
	w.gatherRecords(f)
	w.gatherJobs(f)
	w.gatherSlack(f)
	return f
}

// gatherRecords loads every record through the domain's ports.
func (w *world) gatherRecords(f *facts) {
	db := w.raw()
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ids := func(table string) []string { return w.column(db, "SELECT id FROM "+table) }
	people, lists, invitations := ids("people"), ids("choice_lists"), ids("invitations")
	mentorships, sessions, programs := ids("mentorships"), ids("sessions"), ids("programs")
	subjects := w.column(db, "SELECT DISTINCT subject FROM audit_entries")
	w.must(w.db.Read(ctx, w.ws, func(tx core.Tx) error {
		each(w, ctx, f.people, people, tx.People().Get)
		each(w, ctx, f.lists, lists, tx.ChoiceLists().Get)
		each(w, ctx, f.invitations, invitations, tx.Invitations().Get)
		each(w, ctx, f.mentorships, mentorships, tx.Mentorships().Get)
		each(w, ctx, f.sessions, sessions, tx.Sessions().Get)
		for id := range f.mentorships {
			goals, err := tx.Goals().ForMentorship(ctx, id)
			w.must(err)
			agreements, err := tx.Agreements().ForMentorship(ctx, id)
			w.must(err)
			f.goals, f.agreements = append(f.goals, goals...), append(f.agreements, agreements...)
		}
		for _, s := range subjects {
			entries, err := tx.Audit().ForSubject(ctx, s)
			w.must(err)
			f.audit[s] = entries
		}
		for _, p := range programs {
			for id := range f.people {
				if place, err := tx.Participants().Get(ctx, core.ProgramID(p), id); err == nil {
					f.places[id] = place
				}
			}
		}
		var err error
		f.attention, err = tx.Attention().Open(ctx, nil, 1<<20)
		return err
	}))
}

// each loads records by id.
func each[K ~string, V any](w *world, ctx context.Context, into map[K]V, ids []string, get func(context.Context, K) (V, error)) {
	for _, id := range ids {
		record, err := get(ctx, K(id))
		w.must(err)
		into[K(id)] = record
	}
}

func (w *world) gatherJobs(f *facts) {
	db := w.raw()
	defer db.Close()
	rows, err := db.Query("SELECT id, kind, state, last_error, task FROM jobs")
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var j jobRow
		var task string
		w.must(rows.Scan(&j.id, &j.kind, &j.state, &j.lastError, &task))
		w.must(json.Unmarshal([]byte(task), &j.task))
		f.jobs = append(f.jobs, j)
	}
	w.must(rows.Err())
}

// gatherSlack reads every conversation and Home. A message of a group conversation is seen by two and counts once.
func (w *world) gatherSlack(f *facts) {
	w.gatherGone(f)
	met := map[string]bool{}
	for _, p := range w.people {
		messages, err := w.messages(p.user.ID)
		w.must(err)
		for _, m := range messages {
			job := m.Metadata.EventPayload.Job
			f.read[m.Channel+m.TS] = f.read[m.Channel+m.TS] || !f.gone[p.id]
			if job == "" || met[m.Channel+m.TS] {
				continue
			}
			met[m.Channel+m.TS] = true
			f.messages = append(f.messages, m)
			f.byJob[job] = append(f.byJob[job], m)
		}
		var home struct{ View *modal }
		w.must(w.control("GET", "users/"+p.user.ID+"/home", nil, &home))
		f.homes[p.id] = home.View
	}
}

// gatherGone asks Slack who was deactivated.
func (w *world) gatherGone(f *facts) {
	var shown struct {
		Users []struct {
			ID      string
			Deleted bool
		}
	}
	w.must(w.control("GET", "users", nil, &shown))
	for _, p := range w.people {
		for _, u := range shown.Users {
			if u.ID == p.user.ID && u.Deleted {
				f.gone[p.id] = true
			}
		}
	}
}
