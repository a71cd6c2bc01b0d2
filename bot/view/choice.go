package view

import (
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Choices shows a mentee's list: an empty one leads to the search, a draft is ranked and sent, a sent one tells how it goes.
func (f For) Choices(c core.ChoiceFacts) slack.ModalViewRequest {
	switch {
	case c.List.State != core.ChoicesDraft && c.List.State != "":
		return f.modal(PageRunning, "choices", f.running(c))
	case len(c.Mentors) == 0:
		return f.modal(PageRunning, "choices", []slack.Block{
			section(f.L.T("choices.empty", "max", c.Program.Policy.MaxChoices)),
			actions(primary(f.button(ActionOpenFind, "button.find", Meta{}))),
		})
	}
	return f.choicesForm(c)
}

// choicesForm ranks a draft. The inputs of the ranks have another action id for each number of mentors, so that removing one does
// not leave Slack with a rank chosen that is no longer on offer.
func (f For) choicesForm(c core.ChoiceFacts) slack.ModalViewRequest {
	blocks := []slack.Block{
		section(f.L.N("choices.intro", c.Program.Policy.ResponseHours, "max", c.Program.Policy.MaxChoices) + f.weekends(c.Program.Policy)),
	}
	for rank := 1; rank <= min(len(c.Mentors), c.Program.Policy.MaxChoices); rank++ {
		blocks = append(blocks, f.rank(c.Mentors, rank))
	}
	blocks = append(blocks, f.textArea(field{"message", "choices.message", true}, c.List.Message, core.MaxRequestMessage))
	blocks = append(append(blocks, row(f.guideButton(c.Program, core.GuideGetAYes))...), divider())
	for _, m := range c.Mentors {
		blocks = append(blocks, f.removable(m, c.Program))
	}
	return f.form(CallbackChoices, "choices", Meta{Program: c.Program.ID, List: c.List.ID}, blocks)
}

// rank asks who is at a place of the list; the order of the draft is filled in.
func (f For) rank(mentors []core.MentorCard, rank int) slack.Block {
	var all []*slack.OptionBlockObject
	for _, m := range mentors {
		all = append(all, option(string(m.Person.ID), m.Name()))
	}
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, InputValue+"_"+strconv.Itoa(len(mentors)), all...).
		WithInitialOption(all[rank-1])
	label := plain(f.L.T("choices.rank", "n", rank), 2000)
	return slack.NewInputBlock("choice_"+strconv.Itoa(rank), label, nil, element).WithOptional(rank > 1)
}

// removable is a mentor on a draft, with what speaks most for them: that is what there is to rank by.
func (f For) removable(m core.MentorCard, p core.Program) slack.Block {
	remove := about(f.button(ActionRemoveChoice, "button.remove", Meta{Person: m.Person.ID}), m.Name())
	text := append([]string{dotted(bold(name(m.Card)), score(m.Score.Total), f.status(m)), f.headline(m.Card)}, f.bestReasons(m.Score, p)...)
	return sectionWith(lines(text...), remove)
}

// running tells how a sent list goes: who was asked, what came of it, who is next.
func (f For) running(c core.ChoiceFacts) []slack.Block {
	blocks := []slack.Block{section(lines(f.progress(c), f.choiceLines(c)))}
	if c.List.Message != "" {
		blocks = append(blocks, section(lines(bold(f.L.T("choices.your_words")), quote(c.List.Message))))
	}
	switch c.List.State {
	case core.ChoicesRunning:
		blocks = append(blocks, actions(f.withdraw(c.List.ID)))
	case core.ChoicesExhausted, core.ChoicesWithdrawn:
		blocks = append(blocks, actions(primary(f.button(ActionOpenFind, "button.choose_again", Meta{}))))
	}
	return blocks
}

func (f For) withdraw(list core.ChoiceListID) *slack.ButtonBlockElement {
	b := f.button(ActionWithdraw, "button.withdraw", Meta{List: list}).WithStyle(slack.StyleDanger)
	return b.WithConfirm(f.confirm("confirm."+ActionWithdraw, slack.StyleDanger))
}

// progress is one line: "1 of 3 asked. We asked Amara; answer by Tue 14:00."
func (f For) progress(c core.ChoiceFacts) string {
	switch c.List.State {
	case core.ChoicesExhausted:
		return f.L.T("choices.exhausted")
	case core.ChoicesWithdrawn:
		return f.L.T("choices.withdrawn")
	case core.ChoicesMatched:
		return f.L.T("choices.matched")
	}
	asked := bold(f.L.T("choices.asked", "n", c.Asked, "of", len(c.List.Mentors)))
	if c.Live == nil {
		return asked
	}
	mentor := ""
	for _, m := range c.Mentors {
		if m.Person.ID == c.Live.Mentor {
			mentor = name(m.Card)
		}
	}
	return asked + " " + f.waiting(*c.Live, mentor)
}

// waiting says whose answer is awaited until when. Before delivery there is no deadline yet.
func (f For) waiting(i core.Invitation, mentor string) string {
	if i.ExpiresAt.IsZero() {
		return f.L.T("choices.asking", "mentor", bold(mentor))
	}
	return f.L.T("choices.waiting", "mentor", bold(mentor), "deadline", f.instant(i.ExpiresAt))
}

// choiceLines is one line for each mentor of a sent list.
func (f For) choiceLines(c core.ChoiceFacts) string {
	var all []string
	for i, m := range c.Mentors {
		state := f.L.T("choice_state.later")
		if inv, asked := c.Invitations[m.Person.ID]; asked {
			state = f.outcome(inv)
			if inv.Live() {
				state = dotted(state, f.away(m.Away))
			}
		} else if c.List.State != core.ChoicesRunning {
			state = f.L.T("choice_state.not_asked")
		}
		all = append(all, fmt.Sprintf("%d. %s – %s", i+1, bold(name(m.Card)), state))
	}
	return lines(all...)
}

// outcome says what became of an ask, to the mentee: never more than what the mentor said.
func (f For) outcome(i core.Invitation) string {
	switch i.State {
	case core.InvitationDeclined:
		if i.Reason == "" || i.Reason == core.DeclineOther {
			return f.L.T("choice_state.declined")
		}
		return f.L.T("choice_state.declined_because", "reason", f.word("decline_reason", string(i.Reason)))
	case core.InvitationSkipped:
		return f.L.T("choice_state.skipped", "reason", f.word("skip_reason", string(i.SkipReason)))
	}
	return f.L.T("choice_state." + string(i.State))
}

// Exhausted tells a mentee that nobody on the list could take them, what each one said, and what to do now.
func (f For) Exhausted(c core.ChoiceFacts) Message {
	blocks := []slack.Block{
		header(f.L.T("exhausted.title")),
		section(f.L.T("exhausted.text")),
		section(f.choiceLines(c)),
		smallPrint(f.L.T("exhausted.admin")),
	}
	if c.List.State == core.ChoicesExhausted {
		blocks = append(blocks, actions(
			primary(f.button(ActionOpenFind, "button.choose_again", Meta{})),
			f.button(ActionOpenChoices, "button.choices", Meta{}),
		))
	}
	return message(blocks...)
}
