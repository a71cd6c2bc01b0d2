package view

import (
	"cmp"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// CheckIn asks one of the two how a session went, once it is over. Drawn again it shows what they said, and what comes next.
func (f For) CheckIn(s core.SessionFacts) Message {
	title := header(f.L.T("check_in.question", "name", s.Other.Name()))
	switch {
	case s.Session.State == core.SessionCancelled, !f.past(s.Session):
		return message(title, section(f.session(s)), smallPrint(f.L.T("session.settled")))
	case s.Said.Outcome == "":
		blocks := []slack.Block{title, section(f.met(s))}
		return message(append(append(blocks, f.checkInButtons(s)...), smallPrint(f.L.T("check_in.why", "name", firstName(s.Other))))...)
	}
	blocks := []slack.Block{title, section(lines(f.met(s), f.ownAnswer(s), f.otherAnswer(s)))}
	blocks = append(append(blocks, f.pulse(s)...), f.askFit(s)...)
	return message(append(blocks, f.afterCheckIn(s)...)...)
}

// met is a session that is over, in two lines.
func (f For) met(s core.SessionFacts) string {
	return lines(
		bold(f.L.T("session.with", "title", f.sessionTitle(s.Session), "name", name(s.Other))),
		dotted(f.instant(s.Session.StartsAt), f.L.Duration(s.Session.Minutes)))
}

// checkInButtons answer with one click where nothing more is to be said.
func (f For) checkInButtons(s core.SessionFacts) []slack.Block {
	m, subject := Meta{Session: s.Session.ID}, dotted(f.sessionTitleText(s.Session), f.date(s.Session.StartsAt))
	var move *slack.ButtonBlockElement
	if s.Mentorship.Open() {
		move = about(f.button(ActionMoveSession, "button.moved", m), subject)
	}
	return row(primary(about(f.button(ActionMet, "button.met", m), subject)), move,
		about(f.button(ActionOpenCheckIn, "button.not_met", m), subject))
}

// ownAnswer is what the viewer said.
func (f For) ownAnswer(s core.SessionFacts) string {
	return f.L.T("check_in.said", "answer", f.becameOf(s.Said, s.ViewerIs, s.Other))
}

// otherAnswer is what the other one said, and what to do about it where it differs; nothing while they have said nothing.
func (f For) otherAnswer(s core.SessionFacts) string {
	switch {
	case s.OtherSaid.Outcome == "":
		return ""
	case s.OtherSaid.Outcome == s.Said.Outcome && s.OtherSaid.Minutes == s.Said.Minutes:
		return f.L.T("check_in.same", "name", name(s.Other))
	case s.OtherSaid.Outcome == s.Said.Outcome:
		return f.L.T("check_in.length", "name", name(s.Other), "time", f.L.Duration(s.OtherSaid.Minutes), "counts", f.L.Duration(s.Session.HeldMinutes))
	}
	return lines(
		f.L.T("check_in.other_said", "name", name(s.Other), "answer", f.heard(s.OtherSaid, s.ViewerIs)),
		bold(f.L.T("check_in.differ")))
}

// becameOf says in a sentence to somebody with a role what became of a session.
func (f For) becameOf(c core.CheckIn, viewer core.Role, other core.Card) string {
	key := "outcome." + string(c.Outcome)
	switch c.Outcome {
	case core.OutcomeMentorAbsent, core.OutcomeMenteeAbsent:
		key = "outcome.other_absent"
		if c.Outcome == core.AbsenceOf(viewer) {
			key = "outcome.own_absent"
		}
	}
	return f.L.T(key, "name", name(other), "time", f.L.Duration(c.Minutes))
}

// heard is what the other one said, in their words to somebody with a role.
func (f For) heard(c core.CheckIn, viewer core.Role) string {
	key := "outcome." + string(c.Outcome)
	switch c.Outcome {
	case core.OutcomeMentorAbsent, core.OutcomeMenteeAbsent:
		key = "outcome.own_absent"
		if c.Outcome == core.AbsenceOf(viewer) {
			key = "outcome.you_absent"
		}
	}
	return f.L.T(key, "time", f.L.Duration(c.Minutes))
}

// pulse asks how useful the session was, or thanks for the answer; nothing about a session of which it is not clear that it took place.
func (f For) pulse(s core.SessionFacts) []slack.Block {
	m := Meta{Session: s.Session.ID}
	switch {
	case s.Said.Outcome != core.OutcomeMet, s.Session.State == core.SessionDisputed:
		return nil
	case s.Said.Pulse != "":
		return []slack.Block{smallPrint(f.L.T("pulse.thanks", "answer", f.L.T("pulse."+string(s.Said.Pulse))))}
	}
	return []slack.Block{
		section(bold(f.L.T("pulse.question"))),
		actions(f.button(ActionPulseVery, "pulse.very", m), f.button(ActionPulseSome, "pulse.some", m), f.button(ActionPulseLittle, "pulse.little", m)),
		smallPrint(f.L.T("pulse.privacy", "count", core.MinPulses)),
	}
}

// afterCheckIn leads on to the next session, and back to the answer.
func (f For) afterCheckIn(s core.SessionFacts) []slack.Block {
	var book *slack.ButtonBlockElement
	if s.Mentorship.Open() && !s.Booked {
		book = primary(about(f.button(ActionBookSession, "button.book_next", Meta{Mentorship: s.Mentorship.ID}), s.Other.Name()))
	}
	change := f.button(ActionOpenCheckIn, "button.change_answer", Meta{Session: s.Session.ID})
	return row(book, f.sessionNotesButton(s), about(change, dotted(f.sessionTitleText(s.Session), f.date(s.Session.StartsAt))))
}

// CheckInForm asks what became of a session: for answers that take more than a click, and to correct one.
func (f For) CheckInForm(s core.SessionFacts) slack.ModalViewRequest {
	var options []*slack.OptionBlockObject
	for _, o := range core.SessionOutcomes() {
		key := "outcome.option." + string(o)
		switch o {
		case core.OutcomeMentorAbsent, core.OutcomeMenteeAbsent:
			key = "outcome.option.other_absent"
			if o == core.AbsenceOf(s.ViewerIs) {
				key = "outcome.option.own_absent"
			}
		}
		options = append(options, option(string(o), f.L.T(key, "name", firstName(s.Other))))
	}
	minutes := cmp.Or(s.Said.Minutes, s.Session.Minutes)
	blocks := []slack.Block{
		section(f.met(s)),
		f.selectOne(field{"outcome", "check_in.outcome", true}, options, string(s.Said.Outcome)),
		f.heldMinutes(minutes),
	}
	if s.Mentorship.Open() && s.Session.State != core.SessionHeld {
		blocks = append(blocks, smallPrint(f.L.T("check_in.moved_hint")))
	}
	return f.form(CallbackCheckIn, "check_in", Meta{Session: s.Session.ID}, blocks)
}

// heldMinutes offers lengths in quarters of an hour, and the one in use.
func (f For) heldMinutes(current int) slack.Block {
	var all []*slack.OptionBlockObject
	add := func(n int) { all = append(all, option(strconv.Itoa(n), f.L.Duration(n))) }
	for n, before := 15, 0; n <= core.MaxHeldMinutes; n, before = n+15, n {
		if before < current && current < n {
			add(current)
		}
		add(n)
	}
	return f.selectOne(field{"minutes", "check_in.minutes", true}, all, strconv.Itoa(current))
}

// toCheckIn lists the sessions of which the viewer has not said how they went.
func (f For) toCheckIn(all []core.SessionFacts) []slack.Block {
	if len(all) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("check_in.list"))}
	for _, s := range all {
		blocks = append(blocks, section(f.met(s)))
		buttons := f.checkInButtons(s)
		for _, b := range buttons {
			calm(b)
		}
		blocks = append(blocks, buttons...)
	}
	return append(blocks, divider())
}

// sessionCase says what staff read about an item on a session.
func (f For) sessionCase(a core.AttentionFacts) string {
	c := a.Session
	other := c.Mentee
	if a.Person.Person.ID == c.Mentee.Person.ID {
		other = c.Mentor
	}
	text := f.L.T("attention."+string(a.Item.Kind), "name", bold(name(a.Person)), "other", bold(name(other)), "program", escape(a.Program.Name),
		"time", f.written(c.Session.StartsAt), "count", c.Missed)
	if a.Item.Kind != core.AttentionDisputed {
		return text
	}
	return lines(text,
		"• "+f.L.T("attention.said", "name", name(c.Mentor), "answer", f.outcomeOf(c.Mentors, c)),
		"• "+f.L.T("attention.said", "name", name(c.Mentee), "answer", f.outcomeOf(c.Mentees, c)))
}

// outcomeOf says what became of a session to somebody who was not part of it.
func (f For) outcomeOf(c core.CheckIn, about *core.SessionCase) string {
	absent := about.Mentee
	if c.Outcome == core.OutcomeMentorAbsent {
		absent = about.Mentor
	}
	key := "outcome.told." + string(c.Outcome)
	if c.Outcome == core.OutcomeMentorAbsent || c.Outcome == core.OutcomeMenteeAbsent {
		key = "outcome.other_absent"
	}
	return f.L.T(key, "name", name(absent), "time", f.L.Duration(c.Minutes))
}
