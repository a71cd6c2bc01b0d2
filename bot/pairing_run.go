package bot

import (
	"context"
	"strconv"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openPairings lists the pairing runs of a programme.
func (a *App) openPairings(ctx context.Context, r *Request) (Reply, error) {
	runs, err := a.service.PairingRuns(ctx, r.call(), r.Meta.Program, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Pairings(runs)) })
}

// openPairing asks what a new run is to be best at.
func (a *App) openPairing(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Pairing(page.Program, 0, r.userGroups(ctx))) })
}

// setPairs asks for more or fewer pairs that are set. What was entered stays.
func (a *App) setPairs(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Pairing(page.Program, r.Meta.Page, r.userGroups(ctx))) })
}

// startPairing begins a run and shows it; the list below knows it already.
func (a *App) startPairing(ctx context.Context, r *Request) (Reply, error) {
	floor, seed := number(r.Form.Text("floor")), number(r.Form.Text("seed"))
	settings := core.PairingSettings{
		Objective: core.PairingObjective(r.Form.Text("objective")), Who: core.PairingWho(r.Form.Text("who")), Floor: floor,
		Seed: uint64(seed), // one below zero becomes too large a number
	}
	if err := a.namePeople(ctx, r, &settings); err != nil {
		return Reply{}, err
	}
	if err := a.nameGroup(ctx, r, &settings); err != nil {
		return Reply{}, err
	}
	page, err := a.service.StartPairing(ctx, r.call(), r.Meta.Program, settings)
	if err != nil {
		return Reply{}, err
	}
	runs, err := a.service.PairingRuns(ctx, r.call(), r.Meta.Program, 0)
	return orFail(err, func() Reply {
		reply, below := instead(view.Over(r.For.Run(page), view.PagePairings)), r.For.Pairings(runs)
		reply.Below = &below
		return reply
	})
}

// namePeople reads whom the form of a run names.
func (a *App) namePeople(ctx context.Context, r *Request, settings *core.PairingSettings) error {
	for block, into := range map[string]*[]core.PersonID{"mentees": &settings.Mentees, "mentors": &settings.Mentors, "without": &settings.Without} {
		for _, user := range r.Form.Users(block) {
			person, err := a.somebodyIn(ctx, r, block, user)
			if err != nil {
				return err
			}
			*into = append(*into, person)
		}
	}
	for n := 0; r.Form.Has(core.FixedMentorField(n)) && n < core.MaxPairsSet; n++ {
		pair := core.Pair{Program: r.Meta.Program}
		var err error
		if pair.Mentor, err = a.chosenPerson(ctx, r, core.FixedMentorField(n)); err != nil {
			return err
		}
		if pair.Mentee, err = a.chosenPerson(ctx, r, core.FixedMenteeField(n)); err != nil {
			return err
		}
		settings.Kept = append(settings.Kept, pair)
	}
	return nil
}

// nameGroup reads of which user group the mentees of a run are. Who is in it is asked for those only who may begin a run.
func (a *App) nameGroup(ctx context.Context, r *Request, settings *core.PairingSettings) error {
	id := r.Form.Text("group")
	if id == "" {
		return nil
	}
	if _, err := a.service.Pairable(ctx, r.call(), r.Meta.Program); err != nil {
		return err
	}
	group := core.PairingGroup{ID: id}
	for _, g := range r.userGroups(ctx) {
		if g.ID == id {
			group.Name = g.Name
		}
	}
	if group.Name == "" {
		return &core.Error{Kind: core.Invalid, Code: core.CodeNoUserGroups, Field: "group"}
	}
	var err error
	if group.Members, err = r.chat.membersOf(ctx, id); groupUnreadable(err) {
		return &core.Error{Kind: core.Invalid, Code: core.CodeNoUserGroups, Field: "group"}
	}
	settings.Group = &group
	return err
}

// number reads a number input; what is none is out of every range.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// openRun shows a run, and another page of it.
func (a *App) openRun(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.PairingPage(ctx, r.call(), r.Meta.Run, r.Meta.Page)
	return orFail(err, func() Reply { return show(view.Over(r.For.Run(page), r.listUnder())) })
}

// listUnder names the list of runs where it will be under the run that is opened by a click, and is to say the same; else it is empty.
func (r *Request) listUnder() string {
	switch in := r.Interaction; {
	case !in.inModal():
		return ""
	case in.View.CallbackID == view.PageRun:
		return r.Modal.Do
	case in.View.CallbackID == view.PagePairings && in.View.depth() < maxDepth:
		return view.PagePairings
	}
	return ""
}

// reloadRun shows a run that a job works on as it is by now.
func (a *App) reloadRun(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.PairingPage(ctx, r.call(), r.Meta.Run, 0))
}

// runNow shows a run in place of what it was before a click, and has the list under it say so too.
func (a *App) runNow(ctx context.Context, r *Request) func(core.PairingPage, error) (Reply, error) {
	return func(page core.PairingPage, err error) (Reply, error) {
		if err != nil {
			return Reply{}, err
		}
		under := r.listUnder()
		reply := instead(view.Over(r.For.Run(page), under))
		if under != view.PagePairings {
			return reply, nil
		}
		runs, err := a.service.PairingRuns(ctx, r.call(), page.Program.ID, 0)
		below := r.For.Pairings(runs)
		reply.Below = &below
		return reply, err
	}
}

// commitRun makes the pairs of a run and introduces them. The button has asked for confirmation.
func (a *App) commitRun(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.CommitPairing(ctx, r.call(), r.Meta.Run, true))
}

// commitQuietly makes the pairs of a run and tells nobody.
func (a *App) commitQuietly(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.CommitPairing(ctx, r.call(), r.Meta.Run, false))
}

// computeAgain begins a new run in place of one.
func (a *App) computeAgain(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.ComputeAgain(ctx, r.call(), r.Meta.Run))
}

func (a *App) discardRun(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.DiscardPairing(ctx, r.call(), r.Meta.Run))
}

func (a *App) undoRun(ctx context.Context, r *Request) (Reply, error) {
	return a.runNow(ctx, r)(a.service.UndoPairing(ctx, r.call(), r.Meta.Run))
}

// compareRuns shows a run beside another one.
func (a *App) compareRuns(ctx context.Context, r *Request) (Reply, error) {
	compared, err := a.service.ComparePairings(ctx, r.call(), r.Meta.Before, r.Meta.Run)
	return orFail(err, func() Reply { return show(r.For.Comparison(compared)) })
}

// compareWith shows the run of a comparison beside the one that was picked instead.
func (a *App) compareWith(ctx context.Context, r *Request) (Reply, error) {
	compared, err := a.service.ComparePairings(ctx, r.call(), core.PairingRunID(r.action().text()), r.Modal.Run)
	return orFail(err, func() Reply { return instead(r.For.Comparison(compared)) })
}

// openLoads lists how much each mentor of a run would take on.
func (a *App) openLoads(ctx context.Context, r *Request) (Reply, error) {
	loads, err := a.service.PairingLoads(ctx, r.call(), r.Meta.Run, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Loads(loads)) })
}

// openProposal asks whom a mentee of a draft should have instead.
func (a *App) openProposal(ctx context.Context, r *Request) (Reply, error) {
	choice, err := a.service.ProposalChoice(ctx, r.call(), r.Meta.Run, r.Meta.Person)
	return orFail(err, func() Reply { return show(view.Over(r.For.Proposal(choice, r.Modal.Page), r.listUnder())) })
}

// propose changes a draft by hand. The run lies below the form, at the page one was at, and shows it at once.
func (a *App) propose(ctx context.Context, r *Request) (Reply, error) {
	if err := r.Form.Required("mentor"); err != nil {
		return Reply{}, err
	}
	mentor := core.PersonID(r.Form.Text("mentor"))
	if mentor == view.OptionNobody {
		mentor = ""
	}
	page, err := a.service.Propose(ctx, r.call(), r.Meta.Run, core.Proposing{Mentee: r.Meta.Person, Mentor: mentor, Page: r.Meta.Under})
	return orFail(err, func() Reply {
		below := view.Over(r.For.Run(page), r.Meta.Do)
		return Reply{Below: &below}
	})
}
