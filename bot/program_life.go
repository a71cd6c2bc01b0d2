package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openNewProgram asks for the name of a new programme.
func (a *App) openNewProgram(ctx context.Context, r *Request) (Reply, error) {
	err := a.service.MayCreatePrograms(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.ProgramForm(view.ActionNewProgram, core.Program{})) })
}

// openDuplicate asks for the name of a copy.
func (a *App) openDuplicate(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.MayCreatePrograms(ctx, r.call()); err != nil {
		return Reply{}, err
	}
	return a.programForm(ctx, r, view.ActionDuplicateProgram)
}

// openRename asks for another name.
func (a *App) openRename(ctx context.Context, r *Request) (Reply, error) {
	return a.programForm(ctx, r, view.ActionRenameProgram)
}

func (a *App) programForm(ctx context.Context, r *Request, do string) (Reply, error) {
	program, err := a.service.PolicyToEdit(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.ProgramForm(do, program)) })
}

// saveProgram creates, copies or renames. A renamed programme's page lies below the form; a new one's takes the form's place.
func (a *App) saveProgram(ctx context.Context, r *Request) (Reply, error) {
	switch r.Meta.Do {
	case view.ActionNewProgram, view.ActionDuplicateProgram:
		page, err := a.service.CreateProgram(ctx, r.call(), core.NewProgram{Name: r.Form.Text("name"), LikeID: r.Meta.Program})
		return orFail(err, func() Reply { return instead(r.For.ProgramPage(page)) })
	case view.ActionRenameProgram:
		page, err := a.service.RenameProgram(ctx, r.call(), r.Meta.Program, r.Form.Text("name"))
		return orFail(err, func() Reply {
			below := r.For.ProgramPage(page)
			return Reply{Below: &below}
		})
	}
	return Reply{}, errStale
}

// moveProgram makes the handler that brings a programme to a state. The button has asked for confirmation.
func (a *App) moveProgram(to core.ProgramState) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		page, err := a.service.MoveProgram(ctx, r.call(), r.Meta.Program, to)
		return orFail(err, func() Reply { return instead(r.For.ProgramPage(page)) })
	}
}
