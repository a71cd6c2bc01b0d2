package core

import (
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// checked cleans the criteria and refuses what a form could not have sent.
func (c Criteria) checked() (Criteria, error) {
	c.Topics, c.Unit, c.DutyStation = cleanTerms(c.Topics), cleanLine(c.Unit), cleanLine(c.DutyStation)
	c.Meeting, c.Text = cleanTerms(c.Meeting), cleanLine(c.Text)
	var bad fieldErrors
	bad.add(checkTerms("topics", c.Topics))
	bad.add(checkKnown("practice_areas", PracticeAreas(), c.PracticeArea...))
	bad.add(checkKnown("job_functions", JobFunctions(), c.JobFunction...))
	bad.add(checkKnown("languages", Languages(), c.Languages...))
	bad.add(checkKnown("gender", Genders(), c.Gender))
	bad.add(checkLength("unit", c.Unit, MaxTermLength))
	bad.add(checkLength("duty_station", c.DutyStation, MaxTermLength))
	bad.add(checkTerms("city", c.Meeting)) // what is not one of the few ways to meet is a city
	bad.add(checkLength("text", c.Text, MaxShortText))
	return c, bad.err()
}

// byKind lists what was asked for, by the kind of term it is looked up in, in the order of the form.
func (c Criteria) byKind() []criterion {
	return []criterion{
		{TermTopic, c.Topics}, {TermPracticeArea, c.PracticeArea}, {TermJobFunction, c.JobFunction}, {TermUnit, []string{c.Unit}},
		{TermDutyStation, []string{c.DutyStation}}, {TermLanguage, c.Languages}, {TermGender, []string{c.Gender}},
		{TermMeeting, c.Meeting},
	}
}

type criterion struct {
	kind   TermKind
	values []string
}

func (c Criteria) terms() map[TermKind][]string {
	out := map[TermKind][]string{}
	for _, asked := range c.byKind() {
		for _, v := range asked.values {
			if n := matching.Normalize(v); n != "" {
				out[asked.kind] = append(out[asked.kind], n)
			}
		}
	}
	return out
}

func (c Criteria) words() []string { return strings.Fields(matching.Normalize(c.Text)) }

func (c Criteria) asked() []TermKind {
	terms := c.terms()
	var kinds []TermKind
	for _, asked := range c.byKind() {
		if len(terms[asked.kind]) > 0 {
			kinds = append(kinds, asked.kind)
		}
	}
	return kinds
}

// met are the kinds of criteria a mentor satisfies, found the same way as in the index.
func met(c Criteria, m MentorCard) []TermKind {
	return metBy(c.asked(), c.terms(), m.values())
}

func metBy(asked []TermKind, wanted, have map[TermKind][]string) []TermKind {
	var kinds []TermKind
	for _, kind := range asked {
		if slices.ContainsFunc(have[kind], func(v string) bool { return slices.Contains(wanted[kind], matching.Normalize(v)) }) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// values is what of a mentor each kind of criteria looks at.
func (m MentorCard) values() map[TermKind][]string {
	p := m.Profile
	values := map[TermKind][]string{
		TermTopic: slices.Concat(m.Participant.Topics, p.Skills), TermPracticeArea: p.PracticeAreas, TermJobFunction: p.JobFunctions,
		TermUnit: {p.Unit}, TermDutyStation: {p.DutyStation}, TermLanguage: p.Languages,
		TermMeeting: append(slices.Clone(p.MeetingModes), p.MeetingCity),
	}
	if p.GenderPublic {
		values[TermGender] = []string{p.Gender}
	}
	return values
}
