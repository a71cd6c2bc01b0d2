package bot

import (
	"context"

	"mentorbot/core"
)

// openPrograms lists the programmes a person can be in.
func (a *App) openPrograms(ctx context.Context, r *Request) (Reply, error) {
	all, err := a.service.Programs(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.Programs(all)) })
}

// switchProgram makes the person's screens be about another programme. Their Home follows by itself.
func (a *App) switchProgram(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.SwitchProgram(ctx, r.call(), r.Meta.Program); err != nil {
		return Reply{}, err
	}
	all, err := a.service.Programs(ctx, r.call())
	return orFail(err, func() Reply { return instead(r.For.Programs(all)) })
}

// enterProgram switches to the programme a button is about, so that what it opens is about it too. A button of no programme, or of the
// one the person is in already, changes nothing.
func (a *App) enterProgram(ctx context.Context, r *Request) error {
	if r.Meta.Program == "" {
		return nil
	}
	_, err := a.service.SwitchProgram(ctx, r.call(), r.Meta.Program)
	return err
}

// openAdmin lists the programmes somebody runs.
func (a *App) openAdmin(ctx context.Context, r *Request) (Reply, error) {
	overview, err := a.service.AdminOverview(ctx, r.call())
	return orFail(err, func() Reply { return instead(r.For.Admin(overview)) })
}

// openProgram shows a programme to one who runs it, in place of the list: Slack stacks three modals, and what a programme's page leads to
// needs the other two.
func (a *App) openProgram(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.ProgramPage(page)) })
}

// openStaff asks whom to give a role in running a programme.
func (a *App) openStaff(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Staff(page.Program)) })
}

// grantStaff gives the role. The programme's page lies below the form and shows it at once.
func (a *App) grantStaff(ctx context.Context, r *Request) (Reply, error) {
	person, err := a.chosenPerson(ctx, r, "person")
	if err != nil {
		return Reply{}, err
	}
	page, err := a.service.GrantStaff(ctx, r.call(), core.Staff{
		Program: r.Meta.Program, Person: person, Role: core.StaffRole(r.Form.Text("role")),
	})
	return orFail(err, func() Reply {
		below := r.For.ProgramPage(page)
		return Reply{Below: &below}
	})
}

// revokeStaff takes a role away. The button has asked for confirmation.
func (a *App) revokeStaff(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RevokeStaff(ctx, r.call(), r.Meta.Program, r.Meta.Person)
	return orFail(err, func() Reply { return instead(r.For.ProgramPage(page)) })
}

// chosenPerson is whom somebody picked from the workspace's members; empty when nobody was picked.
func (a *App) chosenPerson(ctx context.Context, r *Request, block string) (core.PersonID, error) {
	chosen := r.Form.Text(block)
	if chosen == "" {
		return "", nil
	}
	return a.somebodyIn(ctx, r, block, chosen)
}

// somebodyIn is a person chosen in an input. Slack also lists people it tells nothing of, such as those of another organisation.
func (a *App) somebodyIn(ctx context.Context, r *Request, block, chosen string) (core.PersonID, error) {
	person, err := a.person(ctx, r.tenant, r.systemCall(), chosen)
	if nobody(codeOf(err)) {
		return "", &core.Error{Kind: core.Invalid, Code: core.CodePersonUnknown, Field: block}
	}
	return person.ID, err
}
