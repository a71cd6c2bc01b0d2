package view

import (
	"cmp"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// EnteredTimes are what somebody has entered so far of times they are about to propose.
type EnteredTimes struct {
	Walls [core.MaxProposedTimes]core.WallTime
	Shown [core.MaxProposedTimes]core.PreviewedTime
}

// ProposeTimes asks for up to three times to propose for the next session of a mentorship. answered are times these are the answer to, nil
// for none: what else was proposed stays as it is unless it is changed. The inputs report every change, so that the form can be drawn again
// with the other's clock beside each time.
func (f For) ProposeTimes(m core.MentorshipFacts, answered *core.TimeProposal, entered EnteredTimes) slack.ModalViewRequest {
	in := sessionInput{
		prefix: "times_form", meta: Meta{Mentorship: m.Mentorship.ID}, other: m.Other,
		title: f.planned(m.NextPlanned.Kind), minutes: m.NextPlanned.Minutes, video: f.videos(m.Mentorship, m.Rooms),
	}
	intro := f.L.T("times_form.intro", "name", bold(name(m.Other)))
	if answered != nil {
		in.meta.Times, in.minutes, in.title = answered.ID, answered.Minutes, cmp.Or(answered.Title, in.title)
		// With an id, what was proposed counts and not the room that is offered for a new session.
		in.session = core.Session{ID: core.SessionID(answered.ID), Place: answered.Place, Link: answered.Link, Agenda: answered.Agenda}
		intro = f.L.T("times_form.counter_intro", "name", bold(name(m.Other)))
	}
	blocks := []slack.Block{section(intro), f.timesZones(m.Other)}
	for i, d := range timeFields() {
		date := f.dateInput(d[0], InputTimesDate, entered.Walls[i].Date).WithDispatchAction(true)
		element := slack.NewTimePickerBlockElement(InputTimesTime)
		element.InitialTime, element.Timezone = entered.Walls[i].Time, f.Loc.String()
		blocks = append(blocks, date, f.input(d[1], element).WithDispatchAction(true))
		if at := entered.Shown[i]; !at.Start.IsZero() {
			blocks = append(blocks, f.previewedTime(at, m.Other))
		}
	}
	blocks = append(blocks, f.textInput(field{"title", "session_form.title", true}, in.title, core.MaxSessionTitle), f.minutes(in.minutes))
	return f.form(CallbackTimes, in.prefix, in.meta, append(blocks, f.sessionDetails(in)...))
}

// timeFields are the date and the time of day of each of the times; the first is required.
func timeFields() [core.MaxProposedTimes][2]field {
	return [core.MaxProposedTimes][2]field{
		{{"date_1", "times_form.date_1", true}, {"time_1", "times_form.time_1", true}},
		{{"date_2", "times_form.date_2", false}, {"time_2", "times_form.time_2", false}},
		{{"date_3", "times_form.date_3", false}, {"time_3", "times_form.time_3", false}},
	}
}

// previewedTime is a time on the other's clock, and a warning where the viewer's own calendar has something.
func (f For) previewedTime(at core.PreviewedTime, other core.Card) slack.Block {
	busy := ""
	if at.Busy {
		busy = f.L.T("times.busy")
	}
	same := f.L.T("session_form.same_time", "name", firstName(other))
	return smallPrint(lines(dotted(f.written(at.Start), cmp.Or(f.othersTime(at.Start, other), same)), busy))
}

func (f For) timesZones(other core.Card) slack.Block {
	zone, theirs := f.L.T("session_offer.your_zone", "zone", f.Loc.String()), other.Person.Location().String()
	if theirs == f.Loc.String() {
		return smallPrint(zone)
	}
	return smallPrint(lines(zone, f.L.T("session_offer.their_zone", "name", firstName(other), "zone", theirs)))
}

// proposeTimes leads from a booking form to this one; nil where a session is moved.
func (f For) proposeTimes(m Meta) *slack.ButtonBlockElement {
	if m.Session != "" {
		return nil
	}
	return f.button(ActionProposeTimes, "button.propose_times", Meta{Mentorship: m.Mentorship})
}
