package chaos

import (
	"cmp"
	"fmt"
	"slices"

	"mentorbot/core"
)

// noticesShownOnce compares the jobs with the conversations.
func (f *facts) noticesShownOnce(v *verdict) {
	known := map[string]bool{}
	for _, j := range f.jobs {
		known[j.id] = true
		if j.kind != string(core.JobNotice) && j.kind != string(core.JobConversation) {
			continue
		}
		shown := len(f.byJob[j.id])
		switch {
		case shown > 1:
			v.repeat("%d messages of job %s (%s to %s)", shown, j.id, j.task.Notice, j.task.To)
		case shown == 0 && j.state == string(core.JobDone) && !f.overtaken(j.task):
			v.lose("no message of job %s (%s %s to %s)", j.id, j.kind, j.task.Notice, j.task.To)
		}
	}
	for job := range f.byJob {
		if !known[job] {
			v.wrong("a message names job %s, which does not exist", job)
		}
	}
}

// overtaken tells whether a notice may rightly have been left out because the question was answered before.
func (f *facts) overtaken(task core.Task) bool {
	switch task.Notice {
	case core.NoticeInvitation, core.NoticeInvitationReminder, core.NoticeAsked:
		inv := f.invitations[task.Invitation]
		return !inv.Live()
	case core.NoticeMatched, core.NoticeSessionBooked, core.NoticeSessionMoved:
		m := f.mentorships[cmp.Or(task.Mentorship, f.sessions[task.Session].Mentorship)]
		return !m.Ongoing() || f.gone[task.To]
	case core.NoticeAgreement, core.NoticeAgreementAgreed:
		return f.agreementMoved(task) || f.gone[task.To]
	case core.NoticeFirstContact, core.NoticeFirstSession:
		m := f.mentorships[task.Mentorship]
		return !m.Open() || !m.InTouchAt.IsZero() || f.hasSession(m.ID) || f.wasHeld(m.ID) || f.gone[task.To]
	case core.NoticeHold, core.NoticeResumed:
		return f.holdMoved(task) || f.gone[task.To]
	case core.NoticeQuiet, core.NoticeQuietEnd:
		m := f.mentorships[task.Mentorship]
		return !m.Quiet() || f.hasSession(m.ID) || f.wasHeld(m.ID) || f.gone[task.To]
	case core.NoticeEvaluation, core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		m := f.mentorships[task.Mentorship]
		return !m.Open() || m.Closing.Extension.Number > 0 || m.Closing.AgreedBy != "" || f.wasHeld(m.ID) || f.gone[task.To]
	case core.NoticeSessionReminder:
		s := f.sessions[task.Session]
		return s.State == core.SessionCancelled || s.Sequence != task.Sequence || f.people[task.To].Deactivated || f.begun(s)
	case core.NoticeCheckIn:
		s := f.sessions[task.Session]
		return s.State == core.SessionCancelled || !s.CheckInAt.IsZero() || f.gone[task.To] || f.asked(task)
	}
	m, known := f.mentorships[task.Mentorship]
	return f.gone[task.To] || known && task.Notice == "" && !m.Ongoing() // of the conversation of two
}

// agreementMoved tells whether a version is no longer what a notice says of it, or the mentorship with it is over.
func (f *facts) agreementMoved(task core.Task) bool {
	news := core.AgreementProposed
	if task.Notice == core.NoticeAgreementAgreed {
		news = core.AgreementAgreed
	}
	return slices.ContainsFunc(f.agreements, func(a core.Agreement) bool {
		m := f.mentorships[a.Mentorship]
		return a.ID == task.Agreement && (a.State != news || !m.Ongoing())
	})
}

// hasSession tells whether a session of a mentorship was ever booked.
func (f *facts) hasSession(id core.MentorshipID) bool {
	for _, s := range f.sessions {
		if s.Mentorship == id {
			return true
		}
	}
	return false
}

// asked tells whether somebody was asked how a session went after all: one that is put off is asked about again.
func (f *facts) asked(task core.Task) bool {
	for _, j := range f.jobs {
		if j.task.Notice == task.Notice && j.task.Session == task.Session && j.task.To == task.To && len(f.byJob[j.id]) > 0 {
			return true
		}
	}
	return false
}

// begun tells whether a session began during the run.
func (f *facts) begun(s core.Session) bool {
	for _, entries := range f.audit {
		for _, e := range entries {
			if e.At.After(s.StartsAt) {
				return true
			}
		}
	}
	return false
}

// noticesFor derives from the domain alone what people have to have been told, and looks for it in Slack.
func (f *facts) noticesFor(v *verdict) {
	shown := map[string]int{}
	for _, j := range f.jobs {
		shown[notice(j.task.Notice, j.task.To, subject(j.task), j.task.Sequence)] += len(f.byJob[j.id])
		if j.kind == string(core.JobConversation) {
			shown[notice("conversation", "", subject(j.task), 0)] += len(f.byJob[j.id])
		}
	}
	expect := func(n core.NoticeKind, to core.PersonID, about string, sequence int) {
		if !f.gone[to] {
			v.once(shown[notice(n, to, about, sequence)], "%s to %s about %s, sequence %d", n, to, about, sequence)
		}
	}
	f.togetherTold(v, shown, expect)
	f.holdsTold(v, shown)
	for id, m := range f.mentorships {
		if !m.Ongoing() {
			continue // what was not said before the end need not be said
		}
		about := core.MentorshipSubject(id)
		expect(core.NoticeMatched, m.Mentor, about, 0)
		expect(core.NoticeMatched, m.Mentee, about, 0)
		if !f.gone[m.Mentor] && !f.gone[m.Mentee] {
			expect("conversation", "", about, 0)
		}
	}
	for id, inv := range f.invitations {
		if !inv.DeliveredAt.IsZero() {
			expect(core.NoticeInvitation, inv.Mentor, core.InvitationSubject(id), 0)
		}
		if inv.State == core.InvitationSent {
			expect(core.NoticeAsked, inv.Mentee, core.InvitationSubject(id), 0)
		}
	}
	for id, l := range f.lists {
		if l.State == core.ChoicesExhausted {
			expect(core.NoticeExhausted, l.Mentee, core.ListSubject(id), 0)
		}
	}
	for id, s := range f.sessions {
		m := f.mentorships[s.Mentorship]
		if f.cancelledWith(s) {
			continue
		}
		for _, to := range []core.PersonID{m.Mentor, m.Mentee} {
			expect(core.NoticeSessionBooked, to, core.SessionSubject(id), 0)
			last := s.Sequence
			if s.State == core.SessionCancelled {
				expect(core.NoticeSessionCancelled, to, core.SessionSubject(id), last)
				last--
			}
			for sequence := 1; sequence <= last; sequence++ {
				expect(core.NoticeSessionMoved, to, core.SessionSubject(id), sequence)
			}
		}
	}
}

func notice(n core.NoticeKind, to core.PersonID, about string, sequence int) string {
	if n == "conversation" {
		to = ""
	}
	return fmt.Sprintf("%s %s %s %d", n, to, about, sequence)
}

// subject names what a task is about.
func subject(task core.Task) string {
	switch {
	case task.Invitation != "":
		return core.InvitationSubject(task.Invitation)
	case task.Session != "":
		return core.SessionSubject(task.Session)
	case task.Mentorship != "":
		return core.MentorshipSubject(task.Mentorship)
	case task.Goal != "":
		return core.GoalSubject(task.Goal)
	case task.Agreement != "":
		return core.AgreementSubject(task.Agreement)
	}
	return core.ListSubject(task.List)
}

// auditComplete expects one entry for each change a record has been through.
func (f *facts) auditComplete(v *verdict) {
	expect := func(subject string, want map[core.Action]int) {
		got := map[core.Action]int{}
		for _, e := range f.audit[subject] {
			if e.Refused == "" {
				got[e.Action]++
			}
		}
		for action, n := range want {
			if got[action] != n {
				v.wrong("%s has %d audit entries %s, want %d", subject, got[action], action, n)
			}
		}
	}
	for id, inv := range f.invitations {
		expect(core.InvitationSubject(id), invitationAudit(inv))
	}
	for id, m := range f.mentorships {
		expect(core.MentorshipSubject(id), map[core.Action]int{core.ActionStartMentorship: 1, core.ActionEndMentorship: number(!m.Ongoing())})
	}
	f.togetherAudited(expect)
	for id, l := range f.lists {
		want := map[core.Action]int{core.ActionSubmitChoices: number(!l.SubmittedAt.IsZero())}
		if l.State == core.ChoicesWithdrawn {
			want[core.ActionWithdrawChoices] = 1
		}
		expect(core.ListSubject(id), want)
	}
	for id, s := range f.sessions {
		cancelled := number(s.State == core.SessionCancelled)
		expect(core.SessionSubject(id), map[core.Action]int{
			core.ActionBookSession: 1, core.ActionCancelSession: cancelled, core.ActionMoveSession: s.Sequence - cancelled,
		})
	}
}

// invitationAudit is what the log has to say about an invitation.
func invitationAudit(inv core.Invitation) map[core.Action]int {
	asked := inv.State != core.InvitationSkipped || !inv.ClosedAt.Equal(inv.CreatedAt)
	want := map[core.Action]int{
		core.ActionAdvanceChoices: number(asked), core.ActionDeliver: number(!inv.DeliveredAt.IsZero()),
		core.ActionRemind: number(!inv.RemindedAt.IsZero()),
	}
	for state, action := range map[core.InvitationState]core.Action{
		core.InvitationAccepted: core.ActionAccept, core.InvitationDeclined: core.ActionDecline, core.InvitationExpired: core.ActionExpire,
		core.InvitationWithdrawn: core.ActionWithdrawChoices, core.InvitationSkipped: core.ActionSkip,
	} {
		want[action] = number(inv.State == state)
	}
	return want
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
