package core

import "mentorbot/core/matching"

// preferences are what a mentee brings to each criterion, as the index knows it.
func preferences(p Profile, program Program) []Preference {
	return prefer(menteeSide(p), TermTopic, program)
}

// prefer has the index prefer people for what one side of a comparison brings. Its topics are looked for among terms of a kind.
func prefer(mine matching.Side, topics TermKind, program Program) []Preference {
	kinds := map[matching.Key]TermKind{
		matching.Topics: topics, matching.Languages: TermLanguage, matching.PracticeArea: TermPracticeArea,
		matching.JobFunction: TermJobFunction, matching.Meeting: TermMeeting, matching.DutyStation: TermDutyStation, matching.Unit: TermUnit,
	}
	var all []Preference
	for _, c := range program.Policy.Criteria {
		var list termList
		list.add(kinds[c.Key], mine[c.Key]...)
		if kinds[c.Key] == "" || len(list.terms) == 0 {
			continue
		}
		preferred := Preference{Kind: kinds[c.Key]}
		for _, term := range list.terms {
			preferred.Norms = append(preferred.Norms, term.Norm)
		}
		preferred.Points, preferred.Most = c.PerTerm(len(preferred.Norms))
		all = append(all, preferred)
	}
	return all
}
