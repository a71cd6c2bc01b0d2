package bot

import (
	"context"
	"slices"
	"strconv"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openGoalPairs answers `/mentor goals`: the goals of the one mentorship somebody has, or a choice of several.
func (a *App) openGoalPairs(ctx context.Context, r *Request) (Reply, error) {
	pairs, err := a.service.MyGoals(ctx, r.call())
	if err != nil || len(pairs) != 1 {
		return orFail(err, func() Reply { return show(r.For.GoalPairs(pairs)) })
	}
	goals, err := a.service.Goals(ctx, r.call(), pairs[0].Mentorship.ID, 0)
	return orFail(err, func() Reply { return show(r.For.Goals(goals)) })
}

// openGoals shows a page of a mentorship's goals. It takes the place of the choice of a mentorship: a goal and a form still have to fit on
// the stack.
func (a *App) openGoals(ctx context.Context, r *Request) (Reply, error) {
	goals, err := a.service.Goals(ctx, r.call(), r.Meta.Mentorship, r.Meta.Page)
	return orFail(err, func() Reply { return instead(r.For.Goals(goals)) })
}

// openGoal shows a goal, or another page of its history.
func (a *App) openGoal(ctx context.Context, r *Request) (Reply, error) {
	goal, err := a.service.Goal(ctx, r.call(), r.Meta.Goal, r.Meta.Page)
	from := r.Meta
	if r.Interaction.inModal() && r.Interaction.View.CallbackID == view.PageGoal {
		from = r.Modal
	}
	return orFail(err, func() Reply { return show(r.For.Goal(goal, from)) })
}

// openNewGoal asks for a goal.
func (a *App) openNewGoal(ctx context.Context, r *Request) (Reply, error) {
	goals, err := a.service.Goals(ctx, r.call(), r.Meta.Mentorship, 0)
	return orFail(err, func() Reply { return show(r.For.NewGoal(goals, r.Modal)) })
}

// openGoalForm asks for changes of a goal, before anybody writes in vain.
func (a *App) openGoalForm(ctx context.Context, r *Request) (Reply, error) {
	goal, err := a.service.GoalToEdit(ctx, r.call(), r.Meta.Goal)
	return orFail(err, func() Reply { return show(r.For.GoalForm(goal, r.Modal)) })
}

// saveGoal keeps a new goal, or what was changed of one, and leads back to where the form was opened.
func (a *App) saveGoal(ctx context.Context, r *Request) (Reply, error) {
	in := core.GoalInput{
		Title: r.Form.Text("title"), Why: r.Form.Text("why"), Measure: r.Form.Text("measure"), Due: r.Form.Text("due"), Steps: r.Form.Text("steps"),
	}
	if r.Modal.Goal != "" {
		if _, err := a.service.EditGoal(ctx, r.call(), r.Modal.Goal, r.Modal.Version, in); err != nil {
			return Reply{}, err
		}
		return a.backToGoal(ctx, r)
	}
	if _, err := a.service.CreateGoal(ctx, r.call(), r.Modal.Mentorship, in); err != nil {
		return Reply{}, err
	}
	goals, err := a.service.Goals(ctx, r.call(), r.Modal.Mentorship, r.Modal.Page)
	if err != nil {
		return Reply{}, err
	}
	below := r.For.Goals(goals)
	return Reply{Below: &below}, nil
}

// openGoalComment asks for words about a goal.
func (a *App) openGoalComment(ctx context.Context, r *Request) (Reply, error) {
	goal, err := a.service.Goal(ctx, r.call(), r.Meta.Goal, 0)
	return orFail(err, func() Reply { return show(r.For.GoalComment(goal, r.Modal)) })
}

// commentGoal adds words to a goal and leads back to it.
func (a *App) commentGoal(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.CommentGoal(ctx, r.call(), r.Modal.Goal, r.Form.Text("text")); err != nil {
		return Reply{}, err
	}
	return a.backToGoal(ctx, r)
}

// settleGoal makes the handler that moves a goal to a state.
func (a *App) settleGoal(to core.GoalState) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		if _, err := a.service.SettleGoal(ctx, r.call(), r.Meta.Goal, to); err != nil {
			return Reply{}, err
		}
		return a.redrawGoal(ctx, r)
	}
}

// tickSteps brings the steps in line with the checkboxes. Slack sends all that are ticked; what was shown as ticked before stands in the
// page, so that only what this person changed is changed, whatever the other one ticked meanwhile.
func (a *App) tickSteps(ctx context.Context, r *Request) (Reply, error) {
	shown := view.Ticked(r.Modal)
	var now, done, undone []int
	for _, value := range r.action().all() {
		if n, err := strconv.Atoi(value); err == nil {
			now = append(now, n)
		}
	}
	for _, n := range now {
		if !slices.Contains(shown, n) {
			done = append(done, n)
		}
	}
	for _, n := range shown {
		if !slices.Contains(now, n) {
			undone = append(undone, n)
		}
	}
	if _, err := a.service.TickSteps(ctx, r.call(), r.Modal.Goal, done, undone); err != nil {
		return Reply{}, err
	}
	return a.redrawGoal(ctx, r)
}

// setProgress takes over how far a goal without steps is.
func (a *App) setProgress(ctx context.Context, r *Request) (Reply, error) {
	percent, err := strconv.Atoi(r.action().text())
	if err != nil {
		percent = -1 // which core refuses as out of range
	}
	if _, err := a.service.SetProgress(ctx, r.call(), r.Modal.Goal, percent); err != nil {
		return Reply{}, err
	}
	return a.redrawGoal(ctx, r)
}

// redrawGoal shows a goal as it is now, and the list below it, to which one goes back. What was just done is the newest of its history.
func (a *App) redrawGoal(ctx context.Context, r *Request) (Reply, error) {
	goal, err := a.service.Goal(ctx, r.call(), r.Meta.Goal, 0)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Goal(goal, r.Modal))
	if r.Modal.Do != view.PageGoals {
		return reply, nil
	}
	goals, err := a.service.Goals(ctx, r.call(), goal.Mentorship.ID, r.Modal.Under)
	below := r.For.Goals(goals)
	reply.Below = &below
	return reply, err
}

// backToGoal leads from a form back to the goal.
func (a *App) backToGoal(ctx context.Context, r *Request) (Reply, error) {
	back, err := a.redrawGoal(ctx, r)
	return Reply{Below: back.Instead, Bottom: back.Below}, err
}
