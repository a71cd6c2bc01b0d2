package mail

import (
	"time"

	"mentorbot/core"
)

// timesNotices are the notices about proposed times, for a reader and the other one.
func timesNotices(reader, other core.Card) map[string]core.NoticeMail {
	all := map[string]core.NoticeMail{}
	add := func(name string, kind core.NoticeKind, by core.Card, change func(*core.TimeProposal)) {
		m := noticeTo(reader, kind)
		start := time.Date(2026, 11, 26, 9, 30, 0, 0, time.UTC)
		m.Times = core.TimeProposalFacts{
			Program: noticeProgram(), Kind: core.SessionIntroduction, Viewer: reader, Other: other,
			Proposal: core.TimeProposal{
				ID: "times", By: by.Person.ID, Starts: []time.Time{start, start.Add(26 * time.Hour)}, Minutes: 45, Place: "Room 4 <north>",
				Agenda: "What we expect\nHow we meet", State: core.TimesOpen, AnswerBy: start.Add(-time.Hour),
			},
		}
		if change != nil {
			change(&m.Times.Proposal)
		}
		all[name] = m
	}
	add("times_proposed", core.NoticeTimesProposed, other, nil)
	add("own_times_proposed", core.NoticeTimesProposed, reader, func(p *core.TimeProposal) { p.Title = "How & why" })
	add("times_reminder", core.NoticeTimesReminder, other, nil)
	add("times_closed", core.NoticeTimesClosed, reader, func(p *core.TimeProposal) {
		p.State, p.Reason = core.TimesDeclined, "I travel all week."
	})
	add("lapsed_times_closed", core.NoticeTimesClosed, reader, func(p *core.TimeProposal) { p.State = core.TimesLapsed })
	return all
}
