package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// NewGoal asks for a goal, with the SMART guide as hints (features.md S3-18).
func (f For) NewGoal(g core.GoalsFacts, from Meta) slack.ModalViewRequest {
	intro := section(f.L.T("goal.intro", "name", bold(firstName(g.Other))))
	return f.form(CallbackGoal, "goal_new", Meta{Mentorship: g.Mentorship.ID, Page: from.Page}, slices.Concat(
		[]slack.Block{intro}, row(f.guideButton(g.Program, core.GuideSmartGoals)), f.goalInputs(core.Goal{})))
}

// GoalForm asks for changes of a goal. from is the metadata of the page it was opened from.
func (f For) GoalForm(g core.GoalFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Goal: g.Goal.ID, Version: g.Goal.Version, Do: from.Do, Under: from.Under, Page: from.Page}
	return f.form(CallbackGoal, "goal_edit", m, f.goalInputs(g.Goal))
}

func (f For) goalInputs(g core.Goal) []slack.Block {
	due := ""
	if g.Due != (core.CivilDate{}) {
		due = g.Due.String()
	}
	return []slack.Block{
		f.textInput(field{"title", "goal.title", true}, g.Title, core.MaxGoalTitle),
		f.textArea(field{"why", "goal.why", false}, g.Why, core.MaxGoalWhy),
		f.textArea(field{"measure", "goal.measure", false}, g.Measure, core.MaxGoalMeasure),
		f.textArea(field{"steps", "goal.steps", false}, g.Lines(), core.MaxGoalSteps*(core.MaxGoalStep+1)),
		f.dateInput(field{"due", "goal.due", false}, InputValue, due),
	}
}

// GoalComment asks for words about a goal.
func (f For) GoalComment(g core.GoalFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Goal: g.Goal.ID, Do: from.Do, Under: from.Under, Page: from.Page}
	return f.form(CallbackGoalComment, "goal_comment", m, []slack.Block{
		section(lines(bold(escape(f.goalTitle(g.Goal))), f.standing(g.Goal, g.Today))),
		f.textArea(field{"text", "goal_comment.text", true}, "", core.MaxGoalComment),
		smallPrint(f.L.T("goal_comment.told", "name", firstName(g.Other))),
	})
}

// GoalNews tells one of a pair what the other one did: a new goal, one reached, or words about one. Drawn again it shows where the goal
// stands by then.
func (f For) GoalNews(notice core.NoticeKind, g core.GoalFacts) Message {
	open := actions(about(f.button(ActionOpenGoal, "button.open_goal", Meta{Goal: g.Goal.ID}), f.goalTitle(g.Goal)))
	title := header(f.L.T("goal_news."+string(notice), "name", g.Other.Name()))
	what := lines(bold(escape(f.goalTitle(g.Goal))), f.standing(g.Goal, g.Today))
	switch notice {
	case core.NoticeGoalComment:
		return message(title, section(lines(bold(escape(f.goalTitle(g.Goal))), quote(g.Comment.Text))), open)
	case core.NoticeGoalReached:
		if g.Goal.State != core.GoalReached {
			return message(title, section(what), smallPrint(f.L.T("goal_news.open_again")), open)
		}
		return message(title, section(what), smallPrint(f.L.T("goal_news.well_done")), open)
	}
	return message(title, section(lines(what, f.described(g.Goal))), open)
}
