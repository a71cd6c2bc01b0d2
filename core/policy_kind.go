package core

import "mentorbot/core/matching"

// Bounds of a plan of sessions and of reminders.
const (
	MaxPlannedSessions  = 5
	maxSessionReminders = 4
	maxReminderLead     = 14 * 24 * 60 // minutes
	minSessionMinutes   = 15
	maxSessionMinutes   = 4 * 60
)

// MatchingKeys are the criteria a programme can weigh.
func MatchingKeys() []matching.Key {
	return []matching.Key{
		matching.Topics, matching.Languages, matching.PracticeArea, matching.JobFunction, matching.Meeting, matching.DutyStation,
		matching.Unit,
	}
}

// The functions below complete a line of the table by where its value is in a policy.

func number(f PolicyField, at func(*Policy) *int) PolicyField {
	f.Kind = PolicyNumber
	f.read = func(p Policy) PolicyValue { return PolicyValue{{Number: *at(&p)}} }
	f.write = func(p *Policy, v PolicyValue) { *at(p) = v[0].Number }
	return f
}

func yesNo(f PolicyField, at func(*Policy) *bool) PolicyField {
	f.Kind, f.Max = PolicyYesNo, 1
	f.read = func(p Policy) PolicyValue {
		if *at(&p) {
			return PolicyValue{{Number: 1}}
		}
		return PolicyValue{{}}
	}
	f.write = func(p *Policy, v PolicyValue) { *at(p) = v[0].Number == 1 }
	return f
}

// choice is one word. A policy stored before the setting existed has none and means the first option.
func choice[T ~string](f PolicyField, options []T, at func(*Policy) *T) PolicyField {
	f.Kind, f.Options = PolicyChoice, words(options)
	f.read = func(p Policy) PolicyValue {
		word := string(*at(&p))
		if word == "" {
			word = f.Options[0]
		}
		return PolicyValue{{Word: word}}
	}
	f.write = func(p *Policy, v PolicyValue) { *at(p) = T(v[0].Word) }
	return f
}

func set[T ~string](f PolicyField, options []T, at func(*Policy) *[]T) PolicyField {
	f.Kind, f.Options = PolicySet, words(options)
	f.read = func(p Policy) PolicyValue {
		return entries(*at(&p), func(t T) PolicyEntry { return PolicyEntry{Word: string(t)} })
	}
	f.write = func(p *Policy, v PolicyValue) {
		*at(p) = parts(v, func(e PolicyEntry) T { return T(e.Word) })
	}
	return f
}

func moments(f PolicyField, at func(*Policy) *[]int) PolicyField {
	f.Kind, f.Unit, f.Min, f.Max, f.Most = PolicyMoments, UnitMinutes, 5, maxReminderLead, maxSessionReminders
	f.read = func(p Policy) PolicyValue {
		return entries(*at(&p), func(n int) PolicyEntry { return PolicyEntry{Number: n} })
	}
	f.write = func(p *Policy, v PolicyValue) { *at(p) = parts(v, func(e PolicyEntry) int { return e.Number }) }
	return f
}

func plan(f PolicyField, at func(*Policy) *[]PlannedSession) PolicyField {
	f.Kind, f.Unit, f.Min, f.Max = PolicyPlan, UnitMinutes, minSessionMinutes, maxSessionMinutes
	f.Options, f.Least, f.Most = words(SessionKinds()), 1, MaxPlannedSessions
	f.read = func(p Policy) PolicyValue {
		return entries(*at(&p), func(s PlannedSession) PolicyEntry { return PolicyEntry{Word: string(s.Kind), Number: s.Minutes} })
	}
	f.write = func(p *Policy, v PolicyValue) {
		*at(p) = parts(v, func(e PolicyEntry) PlannedSession {
			return PlannedSession{Kind: SessionKind(e.Word), Minutes: e.Number}
		})
	}
	return f
}

// weights are points by criterion; one without points is left out.
func weights(f PolicyField, at func(*Policy) *[]matching.Criterion) PolicyField {
	f.Kind, f.Unit, f.Max, f.Options = PolicyWeights, UnitPoints, 100, words(MatchingKeys())
	f.read = func(p Policy) PolicyValue {
		return entries(*at(&p), func(c matching.Criterion) PolicyEntry { return PolicyEntry{Word: string(c.Key), Number: c.Weight} })
	}
	f.write = func(p *Policy, v PolicyValue) {
		before := *at(p)
		*at(p) = nil
		for _, e := range v {
			if e.Number > 0 {
				*at(p) = append(*at(p), weighed(before, e))
			}
		}
	}
	return f
}

// weighed is a criterion with other points; how it compares stays.
func weighed(before []matching.Criterion, e PolicyEntry) matching.Criterion {
	for _, c := range before {
		if string(c.Key) == e.Word {
			c.Weight = e.Number
			return c
		}
	}
	return matching.Criterion{Key: matching.Key(e.Word), Weight: e.Number}
}

// agreementText is a section of the template of agreements in a language.
func agreementText(f PolicyField, s AgreementSection, language string) PolicyField {
	f.Kind, f.Most, f.Max = PolicyText, 1, MaxAgreementText
	f.read = func(p Policy) PolicyValue {
		if text := p.Agreement.of(s, language); text != "" {
			return PolicyValue{{Word: text}}
		}
		return nil
	}
	f.write = func(p *Policy, v PolicyValue) {
		text := ""
		if len(v) > 0 {
			text = clean(v[0].Word)
		}
		p.Agreement = p.Agreement.with(s, language, text)
	}
	return f
}

func words[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return out
}

func entries[T any](all []T, entry func(T) PolicyEntry) PolicyValue {
	v := make(PolicyValue, len(all))
	for i, one := range all {
		v[i] = entry(one)
	}
	return v
}

func parts[T any](v PolicyValue, part func(PolicyEntry) T) []T {
	all := make([]T, len(v))
	for i, e := range v {
		all[i] = part(e)
	}
	return all
}
