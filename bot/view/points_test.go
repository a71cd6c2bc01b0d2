package view_test

import "mentorbot/core"

// badges are all there are, the first so many of them earned.
func badges(earned int) []core.BadgeFacts {
	var all []core.BadgeFacts
	for i, b := range core.Badges() {
		all = append(all, core.BadgeFacts{Badge: b, Earned: i < earned})
	}
	return all
}

// pointFacts is what somebody has who has held so many sessions, of an hour each.
func pointFacts(sessions int) core.PointFacts {
	facts := core.PointFacts{Program: program(), Badges: badges(sessions)}
	for i, rule := range core.PointRules() {
		facts.Lines = append(facts.Lines, core.PointLine{Rule: rule, Each: 10 * (i + 1)})
	}
	facts.Lines[0].Count, facts.Lines[1].Count = sessions, sessions
	return facts
}

// pointPlace is somebody's part in a programme that gives points.
func pointPlace() core.ParticipantFacts {
	p := place(core.ParticipantActive, nil)
	p.Program.Policy.Points = &core.PointPolicy{On: true}
	return p
}
