package chaos

import (
	"fmt"
	"slices"
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// verdict collects what is wrong, and the figures of a run.
type verdict struct {
	problems []string
	lost     int // acknowledged changes, notices or mails that are not there
	twice    int // of the same
}

func (v *verdict) wrong(format string, args ...any) {
	v.problems = append(v.problems, fmt.Sprintf(format, args...))
}

func (v *verdict) lose(format string, args ...any) {
	v.lost++
	v.wrong("lost: "+format, args...)
}

func (v *verdict) repeat(format string, args ...any) {
	v.twice++
	v.wrong("twice: "+format, args...)
}

// once expects a number to be 1.
func (v *verdict) once(n int, format string, args ...any) {
	switch {
	case n == 0:
		v.lose(format, args...)
	case n > 1:
		v.repeat("%d × %s", n, fmt.Sprintf(format, args...))
	}
}

// check judges a run that has settled.
func (w *world) check() (*verdict, *facts) {
	w.t.Helper()
	f, v := w.gather(), &verdict{}
	f.invariants(v)
	f.promisesKept(v, w.book)
	f.noticesShownOnce(v)
	f.noticesFor(v)
	f.buttonsAreLive(v)
	f.auditComplete(v)
	for _, j := range f.jobs {
		m := f.mentorships[j.task.Mentorship]
		pointless := f.gone[j.task.To] || f.gone[m.Mentor] || f.gone[m.Mentee]
		if j.state != string(core.JobDone) && (j.state != string(core.JobFailed) || !pointless) {
			v.wrong("job %s of %s %s to %s is %s: %s", j.id, j.kind, j.task.Notice, j.task.To, j.state, j.lastError)
		}
	}
	w.calendars(v, f)
	return v, f
}

// invariants are those of the domain that this load can reach, by their number in the specification.
func (f *facts) invariants(v *verdict) {
	live, load, active := map[core.ChoiceListID]int{}, map[core.PersonID]int{}, map[core.PersonID]int{}
	accepted := map[core.InvitationID]int{}
	for _, m := range f.mentorships {
		accepted[m.Invitation]++
		if m.Ongoing() {
			load[m.Mentor]++
			active[m.Mentee]++
		}
	}
	for id, inv := range f.invitations {
		if inv.Live() {
			live[inv.List]++
			if f.people[inv.Mentor].Deactivated || f.people[inv.Mentor].Unreachable { // 8
				v.wrong("invitation %s waits for a mentor who is gone", id)
			}
		}
		if want := inv.State == core.InvitationAccepted; (accepted[id] == 1) != want || accepted[id] > 1 { // 2
			v.wrong("invitation %s is %s and has %d mentorships", id, inv.State, accepted[id])
		}
		if inv.State == core.InvitationSent && inv.ExpiresAt.Sub(inv.DeliveredAt) < core.DefaultPolicy().ResponseWindow() {
			v.wrong("invitation %s has %s to be answered", id, inv.ExpiresAt.Sub(inv.DeliveredAt))
		}
	}
	for id, l := range f.lists { // 1 and 3
		want := 0
		if l.State == core.ChoicesRunning {
			want = 1
		}
		if live[id] != want {
			v.wrong("list %s is %s and has %d live invitations", id, l.State, live[id])
		}
		if l.State == core.ChoicesExhausted && !f.attends(id) && !f.mentored(l.Mentee) {
			v.wrong("list %s is exhausted and no admin knows", id)
		}
	}
	for person, n := range load { // 1
		if n > f.places[person].Capacity {
			v.wrong("mentor %s has %d mentees and room for %d", person, n, f.places[person].Capacity)
		}
	}
	for person, n := range active {
		if n > core.DefaultPolicy().MentorshipsPerMentee {
			v.wrong("mentee %s has %d mentors", person, n)
		}
	}
}

// mentored tells whether a mentee has found a mentor, whatever became of it.
func (f *facts) mentored(mentee core.PersonID) bool {
	for _, m := range f.mentorships {
		if m.Mentee == mentee {
			return true
		}
	}
	return false
}

// attends tells whether a list stands before the admins, or was resolved by a later one of the same mentee.
func (f *facts) attends(list core.ChoiceListID) bool {
	return slices.ContainsFunc(f.attention, func(a core.Attention) bool { return a.List == list }) ||
		slices.ContainsFunc(f.audit[core.ListSubject(list)], func(e core.AuditEntry) bool {
			return e.Detail["state"] == string(core.ChoicesExhausted)
		}) && f.laterList(list)
}

func (f *facts) laterList(list core.ChoiceListID) bool {
	for id, l := range f.lists {
		if id != list && l.Mentee == f.lists[list].Mentee && l.CreatedAt.After(f.lists[list].CreatedAt) {
			return true
		}
	}
	return false
}

// promisesKept looks for every acknowledged change, and for changes asked for once and made twice.
func (f *facts) promisesKept(v *verdict, book *ledger) {
	made := map[string]int{} // by token
	for _, l := range f.lists {
		made[l.Message]++
	}
	for _, s := range f.sessions {
		if s.Sequence == 0 || s.State == core.SessionCancelled && s.Sequence == 1 {
			made[s.Agenda]++
		}
		if !f.cancelledWith(s) {
			made[s.Reason]++
		}
	}
	f.together(made)
	for token := range book.attempts {
		if made[token] > 1 {
			v.repeat("%s was asked for once and is there %d times", token, made[token])
		}
	}
	booked, moved := map[core.PersonID]int{}, map[string]int{}
	for _, p := range book.promises {
		switch p.kind {
		case promiseAccept, promiseDecline:
			want := map[string]core.InvitationState{promiseAccept: core.InvitationAccepted, promiseDecline: core.InvitationDeclined}[p.kind]
			if got := f.invitations[core.InvitationID(p.subject)].State; got != want {
				v.lose("%s of invitation %s was acknowledged, it is %s", p.kind, p.subject, got)
			}
		case promiseSubmit, promiseGoal, promiseAgreement, promiseEnd:
			if made[p.token] == 0 {
				v.lose("%s was acknowledged", p.token)
			}
		case promiseCancel:
			if made[p.token] == 0 {
				v.lose("%s of %s was acknowledged", p.token, p.subject)
			}
		case promiseBook:
			booked[p.actor]++
		case promiseMove:
			moved[p.subject]++
		}
	}
	for actor, n := range booked {
		if got := f.count(core.ActionBookSession, actor, ""); got < n {
			v.lose("%d bookings of %s were acknowledged, %d are there", n, actor, got)
		}
	}
	f.holdsKept(v, book)
	for session, n := range moved {
		if got := f.count(core.ActionMoveSession, "", core.SessionSubject(core.SessionID(session))); got < n {
			v.lose("%d moves of session %s were acknowledged, %d are there", n, session, got)
		}
	}
}

// count counts changes in the audit by action and, unless empty, actor and subject.
func (f *facts) count(action core.Action, actor core.PersonID, subject string) int {
	n := 0
	for s, entries := range f.audit {
		for _, e := range entries {
			if e.Action == action && e.Refused == "" && (actor == "" || e.Actor == actor) && (subject == "" || s == subject) {
				n++
			}
		}
	}
	return n
}

// buttonsAreLive looks for buttons that promise what cannot be done any more.
func (f *facts) buttonsAreLive(v *verdict) {
	look := func(where string, blocks []byte) {
		for _, e := range elements(blocks, view.ActionAccept, view.ActionDecline) {
			inv := f.invitations[core.InvitationID(e.meta().Invitation)]
			if !inv.Live() {
				v.wrong("%s offers %s for an invitation that is %s (%s)", where, e.Action, inv.State, inv.ID)
			}
		}
		for _, e := range elements(blocks, view.ActionMoveSession, view.ActionCancelSession) {
			if s := f.sessions[core.SessionID(e.meta().Session)]; s.State != core.SessionBooked {
				v.wrong("%s offers %s for a session that is %s (%s)", where, e.Action, s.State, s.ID)
			}
		}
	}
	for _, m := range f.messages {
		if !f.read[m.Channel+m.TS] {
			continue
		}
		where := "message " + m.TS + " " + strings.TrimSpace(m.Text[:min(40, len(m.Text))])
		f.togetherOver(v, where, m.Blocks)
		look(where, m.Blocks)
	}
	for person, home := range f.homes {
		if home != nil && !f.gone[person] {
			look("Home of "+string(person), home.Blocks)
			f.togetherOver(v, "Home of "+string(person), home.Blocks)
		}
	}
}
