package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// times are three times Kenji proposes to Amara, who is busy at the second.
func times(change func(*core.TimeProposalFacts)) core.TimeProposalFacts {
	t := core.TimeProposalFacts{
		Program: program(), Mentorship: mentorship(core.RoleMentee).Mentorship, Kind: core.SessionIntroduction, Viewer: amara(), Other: kenji(),
		Proposal: core.TimeProposal{
			ID: "times", Mentorship: "mentorship", Program: "programme", By: "kenji", Minutes: 45, Place: "Room 4", Link: "https://video.example.org/room",
			Agenda: "Getting to know each other\nWhat we expect", State: core.TimesOpen, CreatedAt: now, AnswerBy: now.Add(24 * time.Hour),
		},
	}
	for i := range core.MaxProposedTimes {
		at := core.ProposedTime{Start: now.Add(time.Duration(28+25*i) * time.Hour), Possible: true, Busy: i == 1}
		t.Times, t.Proposal.Starts = append(t.Times, at), append(t.Proposal.Starts, at.Start)
	}
	if change != nil {
		change(&t)
	}
	return t
}

func ownTimes(t *core.TimeProposalFacts) {
	t.Proposal.By, t.Proposal.Title = "amara", "How models go *wrong*"
}

// timesAre gives proposed times a state.
func timesAre(state core.TimeProposalState, change func(*core.TimeProposalFacts)) core.TimeProposalFacts {
	return times(func(t *core.TimeProposalFacts) {
		t.Proposal.State, t.Proposal.ClosedAt = state, now
		if state == core.TimesAccepted { // what is planned next is another one by now
			t.Kind, t.Session = core.SessionGoalSetting, &core.Session{Kind: t.Kind, StartsAt: t.Proposal.Starts[1]}
		}
		if change != nil {
			change(t)
		}
	})
}

func timeScreens(f view.For) map[string]any {
	pair := mentorship(core.RoleMentee)
	answered := times(nil).Proposal
	answered.Title = "How models go wrong"
	entered := view.EnteredTimes{
		Walls: [core.MaxProposedTimes]core.WallTime{{Date: "2026-03-03", Time: "15:00"}, {Date: "2026-03-04"}, {Date: "2026-03-05", Time: "09:00"}},
		Shown: [core.MaxProposedTimes]core.PreviewedTime{{Start: now.Add(28 * time.Hour)}, {}, {Start: now.Add(70 * time.Hour), Busy: true}},
	}
	replaced := times(func(t *core.TimeProposalFacts) {
		t.Before = &core.TimeProposal{By: "amara", State: core.TimesCountered}
	})
	replacing := times(func(t *core.TimeProposalFacts) { t.Before = &core.TimeProposal{By: "kenji", State: core.TimesReplaced} })
	declined := timesAre(core.TimesDeclined, func(t *core.TimeProposalFacts) { ownTimes(t); t.Proposal.Reason = "I travel *all* week." })
	over := timesAre(core.TimesLapsed, func(t *core.TimeProposalFacts) { ownTimes(t); t.Mentorship.State = core.MentorshipCompleted })
	all := map[string]any{
		"times":             f.TimesProposed(times(nil)),
		"times_own":         f.TimesProposed(times(ownTimes)),
		"times_gone":        f.TimesProposed(times(func(t *core.TimeProposalFacts) { t.Times[1].Possible = false })),
		"times_countered":   f.TimesProposed(replaced),
		"times_replaced":    f.TimesProposed(replacing),
		"times_reminder":    f.TimesReminder(times(nil)),
		"times_declined":    f.TimesClosed(declined),
		"times_lapsed":      f.TimesClosed(timesAre(core.TimesLapsed, ownTimes)),
		"times_lapsed_over": f.TimesClosed(over),
		"times_late":        f.TimesProposed(times(func(t *core.TimeProposalFacts) { t.Proposal.AnswerBy = now })),
		"times_decline":     f.DeclineTimes(times(nil)),
		"times_form":        f.ProposeTimes(withRooms(pair), nil, view.EnteredTimes{}),
		"times_form_filled": f.ProposeTimes(pair, nil, entered),
		"times_counter":     f.ProposeTimes(withRooms(pair), &answered, view.EnteredTimes{}),
		"sessions_times":    f.SessionsModal(core.Agenda{Viewer: amara(), Now: now, Times: []core.TimeProposalFacts{times(nil), times(ownTimes)}}),
		"home_times": f.Home(dashboard(func(d *core.Dashboard) {
			d.Mentorships = []core.MentorshipFacts{pair}
			d.Times = []core.TimeProposalFacts{times(nil), times(ownTimes), times(nil), times(nil)}
		})),
		"home_times_own": f.Home(dashboard(func(d *core.Dashboard) {
			d.Mentorships = []core.MentorshipFacts{pair}
			d.Times = []core.TimeProposalFacts{times(ownTimes)}
		})),
	}
	alike := pair
	alike.Other = amara()
	all["times_form_same_zone"] = f.ProposeTimes(alike, nil, entered)
	for _, state := range []core.TimeProposalState{core.TimesAccepted, core.TimesWithdrawn, core.TimesOvertaken, core.TimesEnded} {
		all["times_"+string(state)] = f.TimesProposed(timesAre(state, nil))
	}
	return all
}
