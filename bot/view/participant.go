package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Mentor asks for what somebody offers as a mentor. For those who are one already it also offers to stop.
func (f For) Mentor(profile core.ProfileFacts, p core.ParticipantFacts) slack.ModalViewRequest {
	blocks := []slack.Block{
		section(f.L.T("mentor.intro", "program", bold(escape(p.Program.Name)))),
		f.suggestMany(field{"topics", "mentor.topics", true}, SuggestTopic, p.Participant.Topics, core.MaxTerms),
		f.selectMany(field{"languages", "mentor.languages", true}, f.languageOptions(), profile.Profile.Languages),
		f.capacity(p),
	}
	blocks = append(blocks, f.availability(p.Participant)...)
	if p.Participant.Mentor {
		stop := f.button(ActionStopMentoring, "button.stop_mentoring", Meta{Program: p.Program.ID})
		stop.Style = slack.StyleDanger
		stop.Confirm = f.confirm("confirm."+ActionStopMentoring, slack.StyleDanger)
		blocks = append(blocks, divider(), actions(stop))
	}
	return f.form(CallbackMentor, "mentor", Meta{Program: p.Program.ID}, blocks)
}

func (f For) capacity(p core.ParticipantFacts) slack.Block {
	value := p.Participant.Capacity
	if value == 0 {
		value = p.Program.Policy.DefaultCapacity
	}
	var all []*slack.OptionBlockObject
	for n := 1; n <= core.MaxCapacity; n++ {
		all = append(all, option(strconv.Itoa(n), strconv.Itoa(n)))
	}
	return f.selectOne(field{"capacity", "mentor.capacity", true}, all, strconv.Itoa(value))
}

func (f For) availability(p core.Participant) []slack.Block {
	value, until := AvailabilityOpen, ""
	if p.Unavailable {
		value = AvailabilityClosed
	}
	if !p.UnavailableUntil.IsZero() {
		until = p.UnavailableUntil.In(f.Loc).Format("2006-01-02")
	}
	return []slack.Block{
		f.radio(field{FieldAvailability, "mentor.availability", true}, value,
			option(AvailabilityOpen, f.L.T("mentor.availability.open")),
			option(AvailabilityClosed, f.L.T("mentor.availability.closed"))),
		f.dateInput(field{"until", "mentor.until", false}, InputValue, until),
		f.textInput(field{"reason", "mentor.reason", false}, p.UnavailableReason, core.MaxAvailabilityReason),
	}
}

// MentorSummary follows the saved settings: can mentees find this mentor, and if not, what is missing.
func (f For) MentorSummary(p core.ParticipantFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(f.L.T("profile.saved")), f.findable(p)))}
	blocks = append(blocks, f.toComplete(p)...)
	v := f.modal(PageMentorSummary, "mentor", blocks)
	v.ClearOnClose = true
	return v
}

// toComplete leads a mentor who cannot be found to what is missing.
func (f For) toComplete(p core.ParticipantFacts) []slack.Block {
	answer := f.button(ActionOpenAnswers, "button.answer", Meta{Program: p.Program.ID})
	complete := primary(f.button(ActionOpenProfile, "button.complete_profile", Meta{}))
	questions := slices.Contains(p.Missing, core.ItemQuestions)
	switch {
	case len(p.Missing) == 0:
		return nil
	case questions && len(p.Missing) == 1:
		return row(primary(answer))
	case questions:
		return row(complete, answer)
	}
	return row(complete)
}

// findable says in one or two lines where a mentor stands.
func (f For) findable(p core.ParticipantFacts) string {
	switch {
	case !p.Participant.Mentor:
		return f.L.T("mentor.stopped")
	case len(p.Missing) > 0:
		return f.L.T("mentor.not_findable", "items", f.items(p.Missing))
	case p.Waiting && p.Participant.Returned:
		return f.L.T("mentor.returned")
	case p.Waiting:
		return f.L.T("mentor.waiting", "date", f.date(p.AnswerBy))
	case p.Participant.State == core.ParticipantPaused:
		return f.L.T("place.paused")
	case !p.Participant.Available(f.Now) && !p.Participant.UnavailableUntil.IsZero():
		return f.L.T("mentor.unavailable_until", "date", f.date(p.Participant.UnavailableUntil))
	case !p.Participant.Available(f.Now):
		return f.L.T("mentor.unavailable")
	case p.Load >= p.Participant.Capacity:
		return f.L.T("mentor.full")
	}
	return f.L.T("mentor.findable")
}
