package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/core/matching"
)

func pairingRun(state core.PairingState) core.PairingRun {
	r := core.PairingRun{
		ID: "run", Program: "programme", State: state, CreatedBy: "lucia", CreatedAt: now, ComputedAt: now,
		Settings: core.PairingSettings{Objective: matching.FewestUnmatched, Who: core.PairEverybody, Floor: 20, Seed: 1},
		Statistics: matching.Statistics{
			Pairs: 14, Unmatched: 2, Total: 871, Mean: 62.2, Buckets: [10]int{0, 0, 1, 0, 3, 0, 6, 0, 3, 1},
			Loads: []matching.Load{{Mentor: "kenji", Pairs: 2, Capacity: 2}, {Mentor: "amara", Pairs: 0, Capacity: 3}, {Mentor: "ada", Capacity: 1}},
		},
	}
	if state == core.PairingComputing {
		r.Statistics, r.ComputedAt = matching.Statistics{}, r.SettledAt
	}
	return r
}

func loads() []core.MentorLoad {
	return []core.MentorLoad{{Mentor: kenji(), Pairs: 2, Free: 2}, {Mentor: amara(), Free: 3}}
}

func proposals() []core.ProposalFacts {
	paired := core.ProposalFacts{
		Proposal: core.Proposal{Run: "run", Mentee: "amara", Mentor: "kenji", Score: 60, Choice: 1, Origin: core.OriginByHand},
		Mentee:   amara(), Mentor: mentorCard(kenji(), core.MentorFree),
	}
	alone := core.ProposalFacts{Mentee: lucia(), Proposal: core.Proposal{
		Run: "run", Mentee: "lucia", Origin: core.OriginComputed, Reason: matching.NoCapacity, Excluded: 1, BelowFloor: 4, Taken: 3,
	}}
	removed := alone
	removed.Proposal.Reason, removed.Proposal.Origin = "", core.OriginByHand
	return []core.ProposalFacts{alone, removed, paired}
}

func runPage(state core.PairingState, change func(*core.PairingPage)) core.PairingPage {
	p := core.PairingPage{
		Program: program(), Relation: core.RelationProgramAdmin, Run: pairingRun(state), By: lucia(), Proposals: proposals(), Pages: 2,
		Before: "before", Loads: loads(),
	}
	if change != nil {
		change(&p)
	}
	return p
}

func pairingRuns(f view.For) map[string]any {
	kept := pairingRun(core.PairingDraft)
	kept.Settings.Kept = []core.Pair{{Mentee: "amara", Mentor: "kenji"}}
	named := pairingRun(core.PairingDraft)
	named.Settings.Mentees, named.Settings.Mentors, named.Settings.Without = []core.PersonID{"amara"}, []core.PersonID{"kenji", "lucia"}, []core.PersonID{"bo"}
	named.Settings.Alone = []core.PersonID{"lucia"}
	runs := core.PairingRunsPage{Program: program(), Relation: core.RelationAdmin, Runs: []core.PairingRun{kept, named, pairingRun(core.PairingComputing)}, Pages: 1}
	older, other := pairingRun(core.PairingDiscarded), pairingRun(core.PairingDraft)
	older.ID, other.ID, other.Settings.Floor = "before", "other", 60
	comparison := core.PairingComparison{
		Program: program(), Before: older, After: kept, Others: []core.PairingRun{other, older},
		Changes: matching.Changes{
			Same: make([]matching.Pair, 9), Moved: []matching.Move{{Mentee: "amara", Before: "kenji", After: "lucia"}, {Mentee: "unknown"}},
			OnlyBefore: []matching.Pair{{Mentee: "lucia", Mentor: "kenji"}}, OnlyAfter: []matching.Pair{{Mentee: "kenji", Mentor: "lucia"}},
		},
		People: map[core.PersonID]core.Card{"amara": amara(), "kenji": kenji(), "lucia": lucia()},
	}
	screens := map[string]any{
		"pairings":          f.Pairings(runs),
		"pairings_none":     f.Pairings(core.PairingRunsPage{Program: program(), Relation: core.RelationObserver, Pages: 1}),
		"pairing":           f.Pairing(program(), 0, nil),
		"pairing_pairs_set": f.Pairing(program(), 2, nil),
		"pairing_groups":    f.Pairing(program(), 0, []view.UserGroup{{ID: "S1", Name: "Water team"}}),
		"run_group": f.Run(runPage(core.PairingDraft, func(p *core.PairingPage) {
			p.Run.Settings.Group = &core.PairingGroup{ID: "S1", Name: "Water <team>", People: []core.PersonID{"amara", "lucia"}}
		})),
		"run_group_and_named": f.Run(runPage(core.PairingDraft, func(p *core.PairingPage) {
			p.Run.Settings.Group = &core.PairingGroup{ID: "S1", Name: "Water team", People: []core.PersonID{"lucia"}}
			p.Run.Settings.Mentees, p.Named.Mentees = []core.PersonID{"amara"}, []core.Card{amara()}
		})),
		"run_nothing": f.Run(runPage(core.PairingDraft, func(p *core.PairingPage) {
			p.Run.Statistics, p.Proposals, p.Pages, p.Before = matching.Statistics{}, nil, 1, ""
		})),
		"run_named": f.Run(runPage(core.PairingDraft, func(p *core.PairingPage) {
			p.Run.Settings = named.Settings
			p.Run.Settings.Without = append(p.Run.Settings.Without, "b1", "b2")
			p.Named = core.PairingNames{Mentees: []core.Card{amara()}, Mentors: []core.Card{kenji(), lucia()}, Without: []core.Card{kenji()}}
		})),
		"run_observer": f.Run(runPage(core.PairingDraft, func(p *core.PairingPage) { p.Relation = core.RelationObserver })),
		"run_not_undone": f.Run(runPage(core.PairingCommitted, func(p *core.PairingPage) {
			p.Run.Changed = []core.PairingAspect{core.AspectActed}
		})),
		"proposal": f.Proposal(core.ProposalChoice{
			Program: program(), Run: pairingRun(core.PairingDraft), Now: proposals()[2],
			Mentors: []core.MentorCard{mentorCard(lucia(), core.MentorFree)},
		}, 1),
		"proposal_nobody":        f.Proposal(core.ProposalChoice{Program: program(), Run: pairingRun(core.PairingDraft), Now: proposals()[0]}, 0),
		"comparison":             f.Comparison(comparison),
		"pairing_news":           f.PairingNews(runPage(core.PairingDraft, nil)),
		"pairing_news_committed": f.PairingNews(runPage(core.PairingCommitted, func(p *core.PairingPage) { p.Run.Told = true })),
		"pairing_news_quiet":     f.PairingNews(runPage(core.PairingCommitted, func(p *core.PairingPage) { p.Run.Statistics.Unmatched = 0 })),
		"loads":                  f.Loads(core.PairingLoads{Program: program(), Run: pairingRun(core.PairingDraft), Loads: loads(), Page: 1, Pages: 3}),
		"loads_none":             f.Loads(core.PairingLoads{Program: program(), Run: pairingRun(core.PairingDraft), Pages: 1}),
		"unpaired":               f.Unpaired(mentorship(core.RoleMentee)),
	}
	for _, state := range []core.PairingState{
		core.PairingComputing, core.PairingDraft, core.PairingCommitting, core.PairingCommitted, core.PairingStale, core.PairingDiscarded,
		core.PairingUndoing, core.PairingUndone, core.PairingFailed,
	} {
		screens["run_"+string(state)] = f.Run(runPage(state, func(p *core.PairingPage) {
			if state == core.PairingStale {
				p.Run.Changed = []core.PairingAspect{core.AspectMentors, core.AspectScores}
			}
		}))
	}
	return screens
}
