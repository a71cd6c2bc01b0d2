package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func pairPreview(change func(*core.PairPreview)) core.PairPreview {
	p := core.PairPreview{Program: program(), Mentor: mentorCard(kenji(), core.MentorFree), Mentee: amara()}
	if change != nil {
		change(&p)
	}
	return p
}

func pairings(f view.For) map[string]any {
	exclusions := core.ExclusionsPage{Program: program(), Relation: core.RelationProgramAdmin, Pages: 3, Page: 1, Exclusions: []core.ExclusionFacts{
		{Exclusion: core.Exclusion{Program: "programme", One: "amara", Other: "kenji", Reason: "Married <to> each other", AddedAt: now},
			One: amara(), Other: kenji(), AddedBy: lucia()},
	}}
	exclusions.Program.Policy.ExcludeReportingLine, exclusions.Program.Policy.ExcludeSameUnit = true, true
	return map[string]any{
		"supply": f.Supply(core.SupplyReport{
			Program: program(), Waiting: 7, Free: 5, Expired: 3,
			Topics:   []core.TopicSupply{{Topic: "Public <speaking>", Waiting: 6, Free: 1}, {Topic: "Leadership", Waiting: 4, Free: 5}},
			Accepted: map[int]int{1: 6, 2: 3, 3: 1}, Declined: map[core.DeclineReason]int{core.DeclineNoTime: 4, core.DeclineOther: 1},
			Skipped:   map[core.SkipReason]int{core.SkipFull: 2, core.SkipUnavailable: 1},
			Offers:    map[core.InvitationState]int{core.InvitationQueued: 1, core.InvitationSent: 2, core.InvitationAccepted: 4, core.InvitationDeclined: 1},
			AnswerMid: 7*time.Hour + 20*time.Minute, AnswerMax: 62 * time.Hour,
			Loads:    []core.LoadCount{{Load: 0, Mentors: 4}, {Load: 1, Mentors: 1}, {Load: 2, Mentors: 3}},
			Sessions: core.SessionStats{Held: 21, Minutes: 1205, Missed: 2, Late: 1, Unconfirmed: 3, Pulses: map[core.Pulse]int{core.PulseVery: 9, core.PulseSome: 2, core.PulseLittle: 1}},
		}),
		"supply_few_pulses": f.Supply(core.SupplyReport{Program: program(), Sessions: core.SessionStats{Held: 1, Minutes: 45, Pulses: map[core.Pulse]int{core.PulseVery: 1}}}),
		"waiting": f.Waiting(core.WaitingPage{Program: program(), Relation: core.RelationProgramAdmin, Total: 12, Page: 1, Pages: 3, Waiting: []core.WaitingFacts{
			{Item: core.Attention{CreatedAt: now}, Position: 6, Mentee: amara(), Suggestions: []core.MentorCard{mentorCard(kenji(), core.MentorFree)}},
			{Item: core.Attention{CreatedAt: now}, Position: 7, Mentee: lucia()},
		}}),
		"waiting_observer": f.Waiting(core.WaitingPage{Program: program(), Relation: core.RelationObserver, Total: 1, Pages: 1, Waiting: []core.WaitingFacts{
			{Item: core.Attention{CreatedAt: now}, Position: 1, Mentee: amara(), Suggestions: []core.MentorCard{mentorCard(kenji(), core.MentorFree)}},
		}}),
		"pair_score":         f.PairScore(core.PairScore{Program: program(), Mentor: mentorCard(kenji(), core.MentorFree), Mentee: amara(), Then: 60}),
		"pair_score_changed": f.PairScore(core.PairScore{Program: program(), Mentor: mentorCard(kenji(), core.MentorFree), Mentee: amara(), Then: 41}),
		"waiting_none":       f.Waiting(core.WaitingPage{Program: program(), Pages: 1}),
		"supply_empty":       f.Supply(core.SupplyReport{Program: program()}),
		"pair":               f.Pair(program()),
		"pair_preview_fine":  f.PairPreview(pairPreview(nil)),
		"pair_preview_warned": f.PairPreview(pairPreview(func(p *core.PairPreview) {
			p.Waiting, p.Cause, p.ToMentee, p.ToOthers = 2, core.ExcludedByManager, 1, 2
			p.Warnings = []core.PairWarning{
				core.PairNotFindable, core.PairUnavailable, core.PairMentorWaits, core.PairMenteeWaits, core.PairNotJoined, core.PairMenteeOffered, core.PairMentorOffered,
				core.PairExcluded,
			}
		})),
		"pair_preview_blocked": f.PairPreview(pairPreview(func(p *core.PairPreview) {
			p.Warnings = []core.PairWarning{
				core.PairMentorIsFull, core.PairMenteeHasOne, core.PairNoMentor, core.PairInactive, core.PairTogether, core.PairNoProfile,
				core.PairProgramNotOpen,
			}
		})),
		"paired":     f.Paired(pairPreview(nil)),
		"exclusions": f.Exclusions(exclusions),
		"exclusions_none_observer": f.Exclusions(core.ExclusionsPage{
			Program: program(), Relation: core.RelationObserver, Pages: 1,
		}),
		"exclusion": f.Exclusion(program()),
	}
}
