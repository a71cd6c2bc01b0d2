package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openParticipants lists a programme's participants, at the page of the button and narrowed by what stands in the inputs of the list. It
// takes the place of the programme's page: a person and a form of words still have to fit on the stack.
func (a *App) openParticipants(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ParticipantList(ctx, r.call(), r.Meta.Program, participantFilter(r), r.Meta.Page)
	return orFail(err, func() Reply { return instead(r.For.Participants(page)) })
}

// openApplications lists those who wait for staff.
func (a *App) openApplications(ctx context.Context, r *Request) (Reply, error) {
	filter := core.ParticipantFilter{State: core.ParticipantAwaitingActivation}
	page, err := a.service.ParticipantList(ctx, r.call(), r.Meta.Program, filter, 0)
	return orFail(err, func() Reply { return instead(r.For.Participants(page)) })
}

// narrowParticipants shows the first page of what the inputs ask for.
func (a *App) narrowParticipants(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ParticipantList(ctx, r.call(), r.Meta.Program, participantFilter(r), 0)
	return orFail(err, func() Reply { return instead(r.For.Participants(page)) })
}

func participantFilter(r *Request) core.ParticipantFilter {
	return core.ParticipantFilter{
		Role: core.Role(answered(r.Form.Text("role"))), State: core.ParticipantState(answered(r.Form.Text("state"))),
		Name: r.Form.Text("name"),
	}
}

// placeID is whose part in which programme a button or modal is about.
func placeID(m view.Meta) core.PlaceID { return core.PlaceID{Program: m.Program, Person: m.Person} }

func (a *App) openParticipant(ctx context.Context, r *Request) (Reply, error) {
	detail, err := a.service.Participant(ctx, r.call(), placeID(r.Meta))
	return orFail(err, func() Reply { return show(r.For.Participant(detail)) })
}

func (a *App) activate(ctx context.Context, r *Request) (Reply, error) {
	detail, err := a.service.Activate(ctx, r.call(), placeID(r.Meta))
	return orFail(err, func() Reply { return instead(r.For.Participant(detail)) })
}

func (a *App) restore(ctx context.Context, r *Request) (Reply, error) {
	detail, err := a.service.Restore(ctx, r.call(), placeID(r.Meta))
	return orFail(err, func() Reply { return instead(r.For.Participant(detail)) })
}

// notes are the decisions that go with words, by the action id of their button.
func (a *App) notes() map[string]func(context.Context, core.Call, core.PlaceID, string) (core.ParticipantDetail, error) {
	return map[string]func(context.Context, core.Call, core.PlaceID, string) (core.ParticipantDetail, error){
		view.ActionAdvise:             a.service.Advise,
		view.ActionDeclineApplication: a.service.DeclineApplication,
		view.ActionRemove:             a.service.Remove,
	}
}

// openNote asks for the words of a decision.
func (a *App) openNote(ctx context.Context, r *Request) (Reply, error) {
	detail, err := a.service.Deciding(ctx, r.call(), placeID(r.Meta))
	return orFail(err, func() Reply {
		return show(r.For.Note(detail, r.action().ActionID, r.Interaction.inModal() && r.Interaction.View.depth() < maxDepth))
	})
}

// decide carries a decision out. The participant's page shows at once what came of it: it lies below the form, or comes back in its place.
func (a *App) decide(ctx context.Context, r *Request) (Reply, error) {
	do, known := a.notes()[r.Meta.Do]
	if !known {
		return Reply{}, errStale
	}
	detail, err := do(ctx, r.call(), placeID(r.Meta), r.Form.Text("note"))
	return orFail(err, func() Reply {
		page := r.For.Participant(detail)
		if r.Meta.Page == view.NoteOnTop {
			return Reply{Below: &page}
		}
		return instead(page)
	})
}
