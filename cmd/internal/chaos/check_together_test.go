package chaos

import (
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// cancelledWith tells whether a session was cancelled because its mentorship ended or was put on hold. The news of that tells of it.
func (f *facts) cancelledWith(s core.Session) bool {
	m := f.mentorships[s.Mentorship]
	ended := !m.Ongoing() && s.UpdatedAt.Equal(m.EndedAt)
	return s.State == core.SessionCancelled && (ended || strings.HasPrefix(s.Reason, promiseHold+" "))
}

// together counts, by the words only they carry, what pairs have written.
func (f *facts) together(made map[string]int) {
	for _, m := range f.mentorships {
		made[m.EndReason]++
	}
	for _, g := range f.goals {
		made[g.Title]++
	}
	for _, a := range f.agreements {
		made[a.Texts["expectations"]]++
	}
}

// togetherTold looks for the news about what a pair has written and about its end, and for buttons of what is over.
func (f *facts) togetherTold(v *verdict, shown map[string]int, expect func(core.NoticeKind, core.PersonID, string, int)) {
	for _, g := range f.goals {
		if m := f.mentorships[g.Mentorship]; m.Ongoing() {
			expect(core.NoticeGoal, m.Other(g.CreatedBy), core.GoalSubject(g.ID), 0)
		}
	}
	live := map[core.MentorshipID]int{}
	for _, a := range f.agreements {
		m, about := f.mentorships[a.Mentorship], core.AgreementSubject(a.ID)
		if m.Ongoing() && a.State == core.AgreementProposed {
			live[m.ID]++
			expect(core.NoticeAgreement, m.Other(a.ProposedBy), about, 0)
		}
		if a.State == core.AgreementAgreed {
			expect(core.NoticeAgreementAgreed, a.ProposedBy, about, 0)
		}
	}
	for id, n := range live {
		if n > 1 {
			v.repeat("%d versions of the agreement of %s wait for an answer", n, id)
		}
	}
	for id, m := range f.mentorships {
		if !m.Ongoing() {
			expect(core.NoticeEnded, m.Mentor, core.MentorshipSubject(id), 0)
			expect(core.NoticeEnded, m.Mentee, core.MentorshipSubject(id), 0)
		}
	}
}

// togetherAudited expects one entry for each change to what a pair has written.
func (f *facts) togetherAudited(expect func(subject string, want map[core.Action]int)) {
	for _, g := range f.goals {
		expect(core.GoalSubject(g.ID), map[core.Action]int{core.ActionCreateGoal: 1})
	}
	for _, a := range f.agreements {
		expect(core.AgreementSubject(a.ID), map[core.Action]int{
			core.ActionProposeAgreement: 1, core.ActionAgree: number(a.WasAgreed()),
		})
	}
}

// togetherOver looks for buttons that a mentorship no longer has.
func (f *facts) togetherOver(v *verdict, where string, blocks []byte) {
	for _, e := range elements(blocks, view.ActionEndMentorship, view.ActionBookSession, view.ActionAgree) {
		if m, known := f.mentorships[core.MentorshipID(e.meta().Mentorship)]; known && !m.Ongoing() {
			v.wrong("%s offers %s in a mentorship that has ended (%s)", where, e.Action, m.ID)
		}
	}
}
