package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// goalsButton leads to the goals of a mentorship.
func (f For) goalsButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenGoals, "button.goals", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// goalCounts says how many goals there are; nothing when there are none.
func (f For) goalCounts(c core.GoalCounts) string {
	open, reached := "", ""
	if c.Open > 0 {
		open = f.L.N("goals.open", c.Open)
	}
	if c.Reached > 0 {
		reached = f.L.N("goals.reached", c.Reached)
	}
	return dotted(open, reached)
}

// barLength is how many pieces a bar of progress has.
const barLength = 10

// bar draws progress in percent and writes it behind the drawing, for those who cannot see it. Only what is reached is full.
func (f For) bar(percent int) string {
	full := percent * barLength / 100
	return strings.Repeat("▰", full) + strings.Repeat("▱", barLength-full) + " " + f.percent(percent)
}

// GoalPairs asks with whom somebody wants to look at their goals.
func (f For) GoalPairs(pairs []core.GoalsOfPair) slack.ModalViewRequest {
	var blocks []slack.Block
	if len(pairs) == 0 {
		blocks = append(blocks, section(f.L.T("goals.nobody")), actions(f.button(ActionOpenWhy, "button.why", Meta{})))
	}
	for _, p := range pairs {
		open := about(f.button(ActionOpenGoals, "button.goals", Meta{Mentorship: p.Mentorship.ID}), p.Other.Name())
		over := ""
		if !p.Mentorship.Ongoing() {
			over = f.L.T("mentorship.over")
		}
		blocks = append(blocks, sectionWith(lines(bold(name(p.Other)), dotted(f.goalCounts(p.Counts), over)), open))
	}
	return f.modal(PageGoalPairs, "goals", blocks)
}

// Goals is the overview of a pair's goals.
func (f For) Goals(g core.GoalsFacts) slack.ModalViewRequest {
	m := Meta{Mentorship: g.Mentorship.ID}
	blocks := []slack.Block{section(lines(f.L.T("goals.with", "name", bold(name(g.Other))), f.overview(g)))}
	var add *slack.ButtonBlockElement
	if g.Mentorship.Ongoing() && g.Counts.Open < core.MaxOpenGoals {
		add = primary(f.button(ActionNewGoal, "button.new_goal", m))
	}
	switch {
	case !g.Mentorship.Ongoing():
		blocks = append(blocks, smallPrint(f.L.T("goals.ended")))
	case g.Counts.All() == 0:
		blocks = append(blocks, section(f.L.T("goals.none", "name", firstName(g.Other))))
	case add == nil:
		blocks = append(blocks, smallPrint(f.L.T("goals.full", "count", core.MaxOpenGoals)))
	}
	blocks = append(blocks, row(add)...)
	for _, goal := range g.Goals {
		open := about(f.button(ActionOpenGoal, "button.open_goal", Meta{Goal: goal.ID, Do: PageGoals, Under: g.Page}), f.goalTitle(goal))
		blocks = append(blocks, divider(), sectionWith(lines(bold(escape(f.goalTitle(goal))), f.standing(goal, g.Today)), open))
	}
	blocks = append(blocks, f.pages(PageGoals, m, g.Page, g.Pages)...)
	v := f.modal(PageGoals, "goals", append(blocks, smallPrint(f.L.T("goals.private"))))
	m.Page = g.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// overview sums up how far two people are with all they want to reach.
func (f For) overview(g core.GoalsFacts) string {
	if g.Counts.Open+g.Counts.Reached == 0 {
		return ""
	}
	return lines(f.bar(g.Progress), f.goalCounts(g.Counts))
}

// standing says where a goal stands: how far it is and until when, or what became of it.
func (f For) standing(g core.Goal, today core.CivilDate) string {
	switch g.State {
	case core.GoalReached:
		return f.L.T("goal.was_reached", "date", f.date(g.SettledAt))
	case core.GoalDropped:
		return f.L.T("goal.was_dropped", "date", f.date(g.SettledAt))
	}
	steps := ""
	if n := len(g.Steps); n > 0 {
		steps = f.L.T("goal.steps_done", "done", len(g.Ticked()), "count", n)
	}
	return lines(f.bar(g.Progress()), dotted(steps, f.due(g, today)))
}

// due is until when a goal is to be reached, with a mark on one that is late; nothing for one without a date.
func (f For) due(g core.Goal, today core.CivilDate) string {
	switch {
	case g.Due == core.CivilDate{}:
		return ""
	case g.Overdue(today):
		return f.L.T("goal.overdue", "date", f.civil(g.Due))
	}
	return f.L.T("goal.due_on", "date", f.civil(g.Due))
}

// Goal is the page of one goal. from says where it was opened: Do and Under, as in [PageGoal].
func (f For) Goal(g core.GoalFacts, from Meta) slack.ModalViewRequest {
	goal := g.Goal
	m := Meta{Goal: goal.ID, Do: from.Do, Under: from.Under}
	blocks := []slack.Block{header(f.goalTitle(goal)), section(lines(f.standing(goal, g.Today), f.described(goal)))}
	if !g.Mentorship.Ongoing() {
		blocks = append(blocks, smallPrint(f.L.T("goals.ended")))
	}
	blocks = append(blocks, f.steps(g)...)
	blocks = append(blocks, f.goalButtons(g, m)...)
	blocks = append(blocks, divider(), section(bold(f.L.T("goal.history"))))
	for _, e := range g.Entries {
		blocks = append(blocks, section(f.entry(e, g)))
	}
	blocks = append(blocks, f.pages(PageGoal, m, g.Page, g.Pages)...)
	v := f.modal(PageGoal, "goal_page", blocks)
	m.Page, m.As = g.Page, ticked(goal)
	v.PrivateMetadata = m.Encode()
	return v
}

// described is what a goal says beside its title.
func (f For) described(g core.Goal) string {
	why, measure := "", ""
	if g.Why != "" {
		why = lines(bold(f.L.T("goal.why.label")), quote(g.Why))
	}
	if g.Measure != "" {
		measure = lines(bold(f.L.T("goal.measure.label")), quote(g.Measure))
	}
	return lines(why, measure)
}

// ticked writes the numbers of the steps that are done, as the page's metadata keeps them: what somebody ticks or unticks is told apart by it.
func ticked(g core.Goal) string {
	var all []string
	for _, n := range g.Ticked() {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, "-")
}

// Ticked reads what the metadata of [For.Goal] says of the steps that were shown as done.
func Ticked(m Meta) []int {
	var all []int
	for part := range strings.SplitSeq(m.As, "-") {
		if n, err := strconv.Atoi(part); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// steps are what is to be done on the way: checkboxes to tick in place while the goal is open. A goal without steps has a menu of how far it
// is. The block's id changes with what is done, because Slack keeps the ticks of a block it knows (slack.md 1.2).
func (f For) steps(g core.GoalFacts) []slack.Block {
	goal := g.Goal
	if goal.State != core.GoalOpen || !g.Mentorship.Ongoing() {
		return f.settledSteps(goal)
	}
	if len(goal.Steps) == 0 {
		return []slack.Block{sectionWith(f.L.T("goal.by_hand"), f.progressMenu(goal.ByHand))}
	}
	var all, done []*slack.OptionBlockObject
	for _, s := range goal.Steps {
		o := option(strconv.Itoa(s.Number), s.Text)
		if all = append(all, o); s.Done() {
			done = append(done, o)
		}
	}
	boxes := slack.NewCheckboxGroupsBlockElement(InputSteps, all...)
	boxes.InitialOptions = done
	return []slack.Block{section(bold(f.L.T("goal.steps.label"))), slack.NewActionBlock("steps-"+ticked(goal), boxes)}
}

func (f For) settledSteps(g core.Goal) []slack.Block {
	if len(g.Steps) == 0 {
		return nil
	}
	all := []string{bold(f.L.T("goal.steps.label"))}
	for _, s := range g.Steps {
		mark := "☐ "
		if s.Done() {
			mark = "☑ "
		}
		all = append(all, mark+escape(s.Text))
	}
	return []slack.Block{section(lines(all...))}
}

// progressMenu offers tenths, and what was said before.
func (f For) progressMenu(current int) *slack.SelectBlockElement {
	var all []*slack.OptionBlockObject
	var picked *slack.OptionBlockObject
	for n := 0; n <= 100; n += 10 {
		o := option(strconv.Itoa(n), f.percent(n))
		if all = append(all, o); n == current {
			picked = o
		}
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(f.L.T("goal.progress"), maxPlaceholder), InputProgress, all...)
	menu.InitialOption = picked
	return menu
}

// goalButtons are what either of the two can do with a goal while they work together.
func (f For) goalButtons(g core.GoalFacts, m Meta) []slack.Block {
	if !g.Mentorship.Ongoing() {
		return nil
	}
	comment := f.button(ActionCommentGoal, "button.comment", m)
	if g.Goal.State != core.GoalOpen {
		return row(f.button(ActionReopenGoal, "button.reopen_goal", m), comment)
	}
	return row(primary(f.button(ActionReachGoal, "button.reach_goal", m)), comment, f.button(ActionEditGoal, "button.edit", m),
		f.button(ActionDropGoal, "button.drop_goal", m))
}

// entry is one line of a goal's history.
func (f For) entry(e core.GoalEntry, g core.GoalFacts) string {
	who := f.L.T("goal.you")
	if e.By != g.Viewer.Person.ID {
		who = firstName(g.Other)
	}
	at := f.instant(e.At)
	head := dotted(f.L.T("goal_entry."+string(e.Kind), "name", bold(who)), at)
	switch e.Kind {
	case core.EntryComment:
		return lines(head, quote(e.Text))
	case core.EntryTicked, core.EntryUnticked:
		return lines(head, quote(e.Text))
	case core.EntryProgress:
		percent, _ := strconv.Atoi(e.Text) // written by core
		return lines(head, f.bar(percent))
	case core.EntryEdited:
		var fields []string
		for field := range strings.SplitSeq(e.Text, ",") {
			fields = append(fields, f.L.T("goal_field."+field))
		}
		return lines(head, f.L.List(fields))
	}
	return head
}

// goalTitle is what a goal is called; one whose words went with somebody who was erased is still there for the other one.
func (f For) goalTitle(g core.Goal) string {
	if g.Title == "" {
		return f.L.T("person.erased_goal")
	}
	return g.Title
}
