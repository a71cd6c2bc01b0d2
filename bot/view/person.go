package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// word is the name of a vocabulary's key in the reader's language; a key from elsewhere stands for itself.
func (f For) word(vocabulary, key string) string {
	if id := vocabulary + "." + key; f.L.Has(id) {
		return f.L.T(id)
	}
	return key
}

// words names many keys, safe for mrkdwn.
func (f For) words(vocabulary string, keys []string) string {
	var names []string
	for _, key := range keys {
		names = append(names, escape(f.word(vocabulary, key)))
	}
	return strings.Join(names, ", ")
}

// typed lists what people typed, safe for mrkdwn.
func (f For) typed(values []string) string {
	var safe []string
	for _, value := range values {
		safe = append(safe, escape(value))
	}
	return strings.Join(safe, ", ")
}

func (f For) languages(tags []string) string {
	var names []string
	for _, tag := range tags {
		names = append(names, escape(f.L.LanguageName(tag)))
	}
	return strings.Join(names, ", ")
}

// fact is one labelled line, or nothing when there is nothing to say.
func (f For) fact(key, safe string) string {
	if safe == "" {
		return ""
	}
	return bold(f.L.T("label", "name", f.L.T(key))) + " " + safe
}

// name is a person's name, safe for mrkdwn.
func name(c core.Card) string { return escape(c.Name()) }

// firstName is the short form of a name, safe for mrkdwn.
func firstName(c core.Card) string { return escape(givenName(c)) }

// givenName is the short form of a name; not escaped.
func givenName(c core.Card) string {
	if c.Person.Erased() {
		return c.Name()
	}
	p := core.Person{Name: c.Name()}
	return p.FirstName()
}

// headline is what a person does and where: two short lines at most.
func (f For) headline(c core.Card) string {
	work := dotted(escape(title(c)), escape(c.Profile.Unit))
	place := dotted(escape(c.Profile.DutyStation), f.languages(c.Profile.Languages))
	return lines(work, place)
}

// title is the profile's, else the chat system's.
func title(c core.Card) string {
	if c.Profile.Headline != "" {
		return c.Profile.Headline
	}
	return c.Person.Title
}

// introduction shows a person with their picture. The tag stands behind the name.
func (f For) introduction(c core.Card, tag string, extra ...string) slack.Block {
	text := lines(append([]string{dotted(bold(name(c)), tag), f.headline(c)}, extra...)...)
	if p := picture(c.Person.PictureURL, c.Name()); p != nil {
		return sectionWith(text, p)
	}
	return section(text)
}

// profileDetails shows the rest of a public profile. What the person shares with partners only is not in it.
func (f For) profileDetails(c core.Card) []slack.Block {
	var blocks []slack.Block
	if c.Profile.Summary != "" {
		blocks = append(blocks, section(quote(c.Profile.Summary)))
	}
	facts := lines(
		f.fact("profile.skills.label", f.typed(c.Profile.Skills)),
		f.fact("profile.wishes.label", f.typed(c.Profile.Wishes)),
		f.fact("profile.practice_areas.label", f.words("practice_area", c.Profile.PracticeAreas)),
		f.fact("profile.job_functions.label", f.words("job_function", c.Profile.JobFunctions)),
		f.fact("profile.meeting_modes.label", f.meeting(c.Profile)),
		f.gender(c.Profile),
		link(c.Profile.LinkedInURL, f.L.T("person.linkedin")),
	)
	if facts != "" {
		blocks = append(blocks, section(facts))
	}
	return append(blocks, f.tips(c.Profile)...)
}

func (f For) meeting(p core.Profile) string {
	modes := f.words("meeting", p.MeetingModes)
	if p.MeetingCity == "" {
		return modes
	}
	return dotted(modes, escape(p.MeetingCity))
}

// gender is shown when its owner made it public.
func (f For) gender(p core.Profile) string {
	if !p.GenderPublic || p.Gender == "" {
		return ""
	}
	return f.fact("profile.gender.label", escape(f.word("gender", p.Gender)))
}

// status says how a mentor stands to new requests, and that an answer takes longer while they have days off.
func (f For) status(m core.MentorCard) string {
	until := m.Participant.UnavailableUntil
	if m.Status == core.MentorUnavailable && !until.IsZero() {
		return f.L.T("mentor_status.back", "date", f.L.Date(until, f.Loc))
	}
	if m.Status == core.MentorUnavailable {
		return f.L.T("mentor_status." + string(m.Status))
	}
	return dotted(f.L.T("mentor_status."+string(m.Status)), f.away(m.Away))
}

// away says when a mentor has days off; nothing where there are none.
func (f For) away(a core.Absence) string {
	switch {
	case a == core.Absence{}:
		return ""
	case a.Begun:
		return f.L.T("mentor_status.days_off", "date", f.civil(a.Back))
	}
	return f.L.T("mentor_status.days_off_soon", "from", f.civil(a.First), "date", f.civil(a.Back))
}

// scoreLines explain a score: one line a criterion, points of weight and what both have in common. The points add up to the total.
func (f For) scoreLines(s matching.Score, p core.Program) string {
	all := make([]string, 0, len(s.Parts))
	for _, part := range s.Parts {
		why := f.L.T("score.nothing")
		if shared := f.shared(part, p); shared != "" {
			why = shared
		}
		all = append(all, fmt.Sprintf("• %s %d/%d – %s", bold(f.criterion(part, p)), part.Points, part.Weight, why))
	}
	return lines(all...)
}

// reason is the short form of an explanation: what both have in common, the weightiest first.
func (f For) reason(s matching.Score, p core.Program) string {
	parts := slices.Clone(s.Parts)
	slices.SortStableFunc(parts, func(a, b matching.Contribution) int { return b.Points - a.Points })
	var common []string
	for _, part := range parts[:min(len(parts), 3)] {
		if part.Points > 0 {
			common = append(common, f.shared(part, p))
		}
	}
	return dotted(common...)
}

// shared lists what both sides have in common under a criterion, in the reader's words.
func (f For) shared(part matching.Contribution, p core.Program) string {
	if q, found := p.Policy.QuestionOf(part.Key); found {
		return f.sharedAnswers(part, q)
	}
	switch part.Key {
	case matching.Languages:
		return f.languages(part.Shared)
	case matching.PracticeArea:
		return f.words("practice_area", part.Shared)
	case matching.JobFunction:
		return f.words("job_function", part.Shared)
	case matching.Meeting:
		return f.words("meeting", part.Shared)
	}
	return f.typed(part.Shared)
}

// criterion is what a line of a score is about: a part of the profile, or a question of the programme.
func (f For) criterion(part matching.Contribution, p core.Program) string {
	if q, found := p.Policy.QuestionOf(part.Key); found {
		return escape(f.local(q.Text))
	}
	return f.L.T("criterion." + string(part.Key))
}
