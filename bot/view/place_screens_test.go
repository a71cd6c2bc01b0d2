package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// place is a person's part in a programme in a state, as a mentee; change may say otherwise.
func place(state core.ParticipantState, change func(*core.ParticipantFacts)) core.ParticipantFacts {
	p := core.ParticipantFacts{Program: program(), Participant: core.Participant{Program: "programme", Person: "amara", Mentee: true, State: state, Capacity: 2}}
	if change != nil {
		change(&p)
	}
	return p
}

func approval(p *core.ParticipantFacts) { p.Program.Policy.Approval = core.ApprovalEverybody }

func applied(p *core.ParticipantFacts) {
	approval(p)
	p.Participant.Mentor, p.Participant.Mentee, p.Waiting = true, false, true
	p.Participant.AppliedAt, p.AnswerBy = now.Add(-24*time.Hour), now.Add(48*time.Hour)
}

func late(p *core.ParticipantFacts) {
	applied(p)
	p.AnswerBy, p.Overdue = now.Add(-time.Hour), true
}

func noted(p *core.ParticipantFacts) {
	approval(p)
	p.Participant.Note, p.Participant.NotedAt = "Please write a little more about your *work*.", now
}

func returned(p *core.ParticipantFacts) {
	noted(p)
	p.Participant.Returned = true
}

func gaps(p *core.ParticipantFacts) {
	p.Participant.Mentor = true
	p.Missing = []core.ProfileItem{core.ItemPicture, core.ItemTopics}
	p.MenteeMissing = []core.ProfileItem{core.ItemWishes}
}

func entry(p core.ParticipantFacts) core.ParticipantEntry {
	return core.ParticipantEntry{
		ParticipantFacts: p, Person: amara(), Completeness: core.Completeness{Percent: 84}, Request: p.Participant.Mentee, ToAnswer: 1,
		LastActive: now.Add(-48 * time.Hour),
	}
}

// pending are an offer Amara was made and one she made herself.
func pending() []core.Invitation {
	return []core.Invitation{
		{Offer: true, Mentor: kenji().Person.ID, Mentee: amara().Person.ID, State: core.InvitationSent, CreatedAt: now, ExpiresAt: now.Add(72 * time.Hour)},
		{Offer: true, Mentor: amara().Person.ID, Mentee: lucia().Person.ID, State: core.InvitationQueued, CreatedAt: now},
	}
}

func ending(viewer core.PersonID, coming int) core.EndFacts {
	m := mentorship(core.RoleMentee).Mentorship
	m.StartedAt = now.Add(-30 * 24 * time.Hour)
	return core.EndFacts{Program: program(), Mentorship: m, Viewer: viewer, Mentor: kenji(), Mentee: amara(), Coming: coming}
}

func ended(viewer core.Role, by core.Person, dropped int) core.MentorshipFacts {
	m := mentorship(viewer)
	m.Mentorship.State, m.Mentorship.EndedBy, m.EndedBy, m.Dropped = core.MentorshipEndedEarly, by.ID, by, dropped
	if by.ID != "kim" {
		m.Mentorship.EndReason = "I am moving to another country.\nThank you for everything!"
	}
	return m
}

// detail is a participant as somebody with a relation sees them.
func detail(relation core.Relation, p core.ParticipantFacts) core.ParticipantDetail {
	d := core.ParticipantDetail{ParticipantEntry: entry(p), Relation: relation, Mentorships: []core.EndFacts{ending("kim", 0)}}
	d.Offers = pending()
	d.Pending = []core.PendingOffer{{Invitation: d.Offers[0], Other: kenji()}, {Invitation: d.Offers[1], Other: lucia()}}
	return d
}

func places(f view.For) map[string]any {
	all := map[string]any{
		"join_now": f.JoinNow(core.PlaceFacts{ParticipantFacts: place(core.ParticipantActive, nil), HasProfile: true}),
		"join":     f.Join(core.PlaceFacts{ParticipantFacts: place(core.ParticipantActive, nil), HasProfile: true}),
		"join_approval": f.Join(core.PlaceFacts{ParticipantFacts: place(core.ParticipantActive, func(p *core.ParticipantFacts) {
			approval(p)
			p.Participant.Mentor = true
		}), HasProfile: true}),
		"join_approval_mentors": f.Join(core.PlaceFacts{ParticipantFacts: place(core.ParticipantActive, func(p *core.ParticipantFacts) {
			p.Program.Policy.Approval = core.ApprovalMentors
		}), HasProfile: true}),
		"join_no_profile": f.Join(core.PlaceFacts{ParticipantFacts: place(core.ParticipantActive, nil)}),
		"leave": f.Leave(core.LeaveFacts{
			Place: place(core.ParticipantActive, nil), Mentorships: []core.MentorshipFacts{mentorship(core.RoleMentee)},
			ToAnswer: []core.InvitationFacts{asked(core.InvitationSent)}, Choices: new(choices(core.ChoicesRunning)),
		}),
		"leave_nothing":       f.Leave(core.LeaveFacts{Place: place(core.ParticipantActive, nil)}),
		"end_mentor":          f.EndMentorship(ending("kenji", 2)),
		"end_mentee":          f.EndMentorship(ending("amara", 0)),
		"end_staff":           f.EndMentorship(ending("kim", 1)),
		"ended_mentee":        f.Ended(ended(core.RoleMentee, amara().Person, 1)),
		"ended_mentor":        f.Ended(ended(core.RoleMentor, amara().Person, 2)),
		"ended_by_staff":      f.Ended(ended(core.RoleMentor, core.Person{ID: "kim", Name: "Kim"}, 0)),
		"tips":                f.Tips(tipped()),
		"tips_none":           f.Tips(profile(false)),
		"tip":                 f.TipForm(),
		"participants":        f.Participants(participants()),
		"participants_none":   f.Participants(core.ParticipantPage{Program: program(), Pages: 1}),
		"note_advise":         f.Note(detail(core.RelationAdmin, place(core.ParticipantAwaitingActivation, applied)), view.ActionAdvise, true),
		"note_decline":        f.Note(detail(core.RelationAdmin, place(core.ParticipantAwaitingActivation, applied)), view.ActionDeclineApplication, true),
		"note_remove":         f.Note(detail(core.RelationAdmin, place(core.ParticipantActive, nil)), view.ActionRemove, false),
		"participant_waits":   f.Participant(detail(core.RelationProgramAdmin, place(core.ParticipantAwaitingActivation, applied))),
		"participant_removed": f.Participant(detail(core.RelationProgramAdmin, place(core.ParticipantRemoved, noted))),
		"participant_active":  f.Participant(detail(core.RelationProgramAdmin, place(core.ParticipantActive, gaps))),
		"participant_read":    f.Participant(detail(core.RelationObserver, place(core.ParticipantProfileIncomplete, returned))),
		"mentor_waiting":      f.MentorSummary(place(core.ParticipantAwaitingActivation, applied)),
	}
	for name, p := range placeStates() {
		all["place_"+name] = f.Place(p)
		all["home_place_"+name] = f.Home(dashboard(func(d *core.Dashboard) { d.Place, d.Program = &p, p.Program }))
	}
	for notice, p := range map[core.NoticeKind]core.ParticipantFacts{
		core.NoticeActivated: place(core.ParticipantActive, approval), core.NoticeFeedback: place(core.ParticipantProfileIncomplete, returned),
		core.NoticeApplicationDeclined: place(core.ParticipantDeclined, noted), core.NoticeRemoved: place(core.ParticipantRemoved, noted),
	} {
		all["news_"+string(notice)] = f.PlaceNews(notice, p)
	}
	return all
}

// placeStates are all states a person can be in, with what tells them apart.
func placeStates() map[string]core.ParticipantFacts {
	return map[string]core.ParticipantFacts{
		"active":     place(core.ParticipantActive, approval),
		"no_role":    place(core.ParticipantActive, func(p *core.ParticipantFacts) { p.Participant.Mentee = false }),
		"incomplete": place(core.ParticipantProfileIncomplete, gaps),
		"partly":     place(core.ParticipantActive, gaps),
		"returned":   place(core.ParticipantProfileIncomplete, returned),
		"awaiting":   place(core.ParticipantAwaitingActivation, applied),
		"overdue":    place(core.ParticipantAwaitingActivation, late),
		"paused":     place(core.ParticipantPaused, nil),
		"withdrawn":  place(core.ParticipantWithdrawn, nil),
		"removed":    place(core.ParticipantRemoved, noted),
		"declined":   place(core.ParticipantDeclined, noted),
	}
}

func tipped() core.ProfileFacts {
	p := profile(false)
	p.Profile.Tips = []core.Tip{
		{ID: "one", Kind: core.TipBook, Title: "How to listen | a <guide>", Link: "https://books.example.org/listen?a=1&b=2"},
		{ID: "two", Kind: core.TipNetwork, Title: "Engineers without borders"},
	}
	return p
}

func participants() core.ParticipantPage {
	return core.ParticipantPage{
		Program: program(), Relation: core.RelationProgramAdmin, Filter: core.ParticipantFilter{Role: core.RoleMentor, Name: "a"},
		Entries: []core.ParticipantEntry{
			entry(place(core.ParticipantActive, gaps)), entry(place(core.ParticipantAwaitingActivation, applied)),
			entry(place(core.ParticipantAwaitingActivation, late)), entry(place(core.ParticipantWithdrawn, nil)),
		},
		Page: 1, Pages: 3, Total: 24,
	}
}
