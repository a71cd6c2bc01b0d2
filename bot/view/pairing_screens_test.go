package view_test

import (
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
		"pair":              f.Pair(program()),
		"pair_preview_fine": f.PairPreview(pairPreview(nil)),
		"pair_preview_warned": f.PairPreview(pairPreview(func(p *core.PairPreview) {
			p.Waiting, p.Cause = 2, core.ExcludedByManager
			p.Warnings = []core.PairWarning{
				core.PairNotFindable, core.PairUnavailable, core.PairMentorWaits, core.PairMenteeWaits, core.PairNotJoined, core.PairExcluded,
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
