package view

import (
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// TimesProposed shows one of the two the times that are proposed: whoever is to answer with a button for each, whoever proposed them with
// the way to withdraw. Drawn again later it shows what became of them.
func (f For) TimesProposed(t core.TimeProposalFacts) Message {
	if t.Mine() {
		return f.timesMessage("times.yours.title", t)
	}
	return f.timesMessage("times.theirs.title", t)
}

// TimesReminder reminds whoever is to answer that the time for it is nearly over.
func (f For) TimesReminder(t core.TimeProposalFacts) Message {
	return f.timesMessage("times.reminder.title", t)
}

// TimesClosed tells whoever proposed times that none of them suited, or that nobody answered.
func (f For) TimesClosed(t core.TimeProposalFacts) Message {
	title := "times.lapsed.title"
	if t.Proposal.State == core.TimesDeclined {
		title = "times.declined.title"
	}
	blocks := append([]slack.Block{header(f.L.T(title, "name", t.Other.Name()))}, f.times(t)...)
	if t.Mentorship.Open() {
		blocks = append(blocks, actions(f.button(ActionProposeTimes, "button.propose_again", Meta{Mentorship: t.Mentorship.ID})))
	}
	return message(blocks...)
}

func (f For) timesMessage(title string, t core.TimeProposalFacts) Message {
	blocks := append([]slack.Block{header(f.L.T(title, "name", t.Other.Name()))}, f.times(t)...)
	if t.Proposal.Agenda != "" && t.Proposal.Live(f.Now) {
		blocks = append(blocks, section(lines(bold(f.L.T("session.agenda")), quote(t.Proposal.Agenda))))
	}
	return message(append(blocks, f.timesButtons(t)...)...)
}

// times are proposed times with what the session is to be, and how it stands with them.
func (f For) times(t core.TimeProposalFacts) []slack.Block {
	p := t.Proposal
	blocks := []slack.Block{section(lines(
		bold(f.timesTitle(t)),
		dotted(f.L.Duration(p.Minutes), f.place(core.Session{Place: p.Place, Link: p.Link})),
		f.timesBefore(t),
	))}
	if !p.Live(f.Now) {
		return append(blocks, f.timesOver(t)...)
	}
	take := []string{ActionTakeFirst, ActionTakeSecond, ActionTakeThird}
	for i, at := range t.Times[:min(len(t.Times), len(take))] {
		text := lines(bold(f.written(at.Start)), f.othersTime(at.Start, t.Other), f.timeNote(at, t.Other))
		if t.Mine() || !at.Possible {
			blocks = append(blocks, section(text))
			continue
		}
		button := about(f.button(take[i], "button.take_time", Meta{Times: p.ID}), f.written(at.Start))
		blocks = append(blocks, sectionWith(text, button))
	}
	until := "times.theirs.until"
	if t.Mine() {
		until = "times.yours.until"
	}
	return append(blocks, smallPrint(f.L.T(until, "name", firstName(t.Other), "time", f.instant(p.AnswerBy))))
}

// timesTitle names the session times are for. What is planned next is it only while they can be taken.
func (f For) timesTitle(t core.TimeProposalFacts) string {
	title := t.Proposal.Title
	switch {
	case title != "":
	case t.Session != nil:
		title = f.planned(t.Session.Kind)
	case t.Proposal.Live(f.Now):
		title = f.planned(t.Kind)
	default:
		return f.L.T("times.session", "name", name(t.Other))
	}
	return f.L.T("session.with", "title", escape(title), "name", name(t.Other))
}

// timeNote says what speaks against a time.
func (f For) timeNote(at core.ProposedTime, other core.Card) string {
	switch {
	case !at.Possible:
		return f.L.T("times.gone", "name", firstName(other))
	case at.Busy:
		return f.L.T("times.busy")
	}
	return ""
}

// timesBefore says which times these take the place of.
func (f For) timesBefore(t core.TimeProposalFacts) string {
	switch {
	case t.Before == nil:
		return ""
	case t.Before.By == t.Viewer.Person.ID:
		return f.L.T("times.instead_of_yours")
	}
	return f.L.T("times.instead_of_theirs", "name", firstName(t.Other))
}

// timesOver lists times that cannot be taken any more, and why: the one that is booked, and those that are off the table.
func (f For) timesOver(t core.TimeProposalFacts) []slack.Block {
	p, state := t.Proposal, t.Proposal.State
	if state == core.TimesOpen {
		state = core.TimesLapsed // nobody has noted it yet
	}
	var all []string
	for _, start := range p.Starts {
		if t.Session != nil && t.Session.StartsAt.Equal(start) {
			all = append(all, "✓ "+bold(f.written(start)))
			continue
		}
		all = append(all, struck(f.written(start)))
	}
	blocks := []slack.Block{section(strings.Join(all, "\n"))}
	if p.Reason != "" {
		blocks = append(blocks, section(quote(p.Reason)))
	}
	return append(blocks, smallPrint(f.L.T("times.state."+string(state))))
}

// timesButtons are what can be done beside taking a time: nothing once it is settled.
func (f For) timesButtons(t core.TimeProposalFacts) []slack.Block {
	if !t.Proposal.Live(f.Now) {
		return nil
	}
	m := Meta{Times: t.Proposal.ID}
	if t.Mine() {
		withdraw := about(f.button(ActionWithdrawTimes, "button.withdraw_times", m), t.Other.Name())
		return row(withdraw.WithConfirm(f.confirm("confirm."+ActionWithdrawTimes, slack.StyleDanger)))
	}
	return row(about(f.button(ActionCounterTimes, "button.counter_times", m), t.Other.Name()),
		about(f.button(ActionDeclineTimes, "button.decline_times", m), t.Other.Name()))
}

// openTimes are proposals that wait for an answer, in a list.
func (f For) openTimes(all []core.TimeProposalFacts) []slack.Block {
	if len(all) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("times.open"))}
	for _, t := range all {
		blocks = append(append(blocks, f.times(t)...), f.timesButtons(t)...)
	}
	return blocks
}

// homeTimes is how many proposals the Home shows; the others are among all sessions.
const homeTimes = 3

func (f For) homeOpenTimes(all []core.TimeProposalFacts) []slack.Block {
	blocks := f.openTimes(all[:min(len(all), homeTimes)])
	if len(all) > homeTimes {
		blocks = append(blocks, actions(f.button(ActionOpenSessions, "button.all_sessions", Meta{})))
	}
	return blocks
}

// nextOfTimes tells whoever has been asked for an answer, in a mentorship without a session, to give it, and whoever asked to wait.
func (f For) nextOfTimes(m core.MentorshipFacts, d core.Dashboard) (nextStep, bool) {
	for _, t := range d.Times {
		if t.Mentorship.ID != m.Mentorship.ID {
			continue
		}
		if t.Mine() {
			return nextStep{text: f.andElse(f.L.T("home.next.times_wait", "name", bold(name(t.Other))), d)}, true
		}
		return nextStep{text: f.L.T("home.next.times", "name", bold(name(t.Other)))}, true
	}
	return nextStep{}, false
}

// DeclineTimes asks for a word to whoever proposed the times; none is needed.
func (f For) DeclineTimes(t core.TimeProposalFacts) slack.ModalViewRequest {
	return f.form(CallbackDeclineTimes, "times_decline", Meta{Times: t.Proposal.ID}, append(f.timesToDecline(t),
		f.textArea(field{"reason", "times_decline.reason", false}, "", core.MaxTimesReason)))
}

func (f For) timesToDecline(t core.TimeProposalFacts) []slack.Block {
	var all []string
	for _, start := range t.Proposal.Starts {
		all = append(all, f.written(start))
	}
	return []slack.Block{section(lines(f.L.T("times_decline.intro", "name", bold(name(t.Other))), strings.Join(all, "\n")))}
}
