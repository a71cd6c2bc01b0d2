package bot

import (
	"context"
	"fmt"

	"mentorbot/core"
)

// openChoices shows the list: to rank and send while it is a draft, afterwards how it goes.
func (a *App) openChoices(ctx context.Context, r *Request) (Reply, error) {
	choices, err := a.service.Choices(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if r.said(wordWithdraw) {
		return a.askToWithdraw(r, choices)
	}
	return show(r.For.Choices(choices)), nil
}

// addChoice puts a mentor on the list. One that is on it already, because of a second click or results drawn earlier, is shown as such.
func (a *App) addChoice(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.AddChoice(ctx, r.call(), r.Meta.Person)
	if refusal := core.Refusal(err); err != nil && (refusal == nil || refusal.Code != core.CodeAlreadyChosen) {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

func (a *App) removeChoice(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.RemoveChoice(ctx, r.call(), r.Meta.Person); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// submitChoices sends the ranked list; the modal then shows how it goes.
func (a *App) submitChoices(ctx context.Context, r *Request) (Reply, error) {
	in := core.Submission{Message: r.Form.Text("message")}
	for rank := 1; r.Form.Has(choiceField(rank)); rank++ {
		in.Mentors = append(in.Mentors, core.PersonID(r.Form.Text(choiceField(rank))))
	}
	choices, err := a.service.SubmitChoices(ctx, r.call(), in)
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.Choices(choices)), nil
}

func choiceField(rank int) string { return fmt.Sprintf("choice_%d", rank) }

// withdraw ends a sent list. The button has asked for confirmation.
func (a *App) withdraw(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.WithdrawChoices(ctx, r.call(), r.Meta.List); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}
