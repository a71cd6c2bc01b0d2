package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openSaveMessage asks what a message is to be kept as, in the group conversation of a pair. Elsewhere core says kindly why not.
func (a *App) openSaveMessage(ctx context.Context, r *Request) (Reply, error) {
	talk, err := a.service.MentorshipTalk(ctx, r.call(), r.Interaction.Channel.ID)
	return orFail(err, func() Reply { return show(r.For.SaveMessage(talk, r.Interaction.Message.Text)) })
}

// saveMessage keeps a message as a note, a goal, a question, a point of the agenda or a link, and shows it in its list.
func (a *App) saveMessage(ctx context.Context, r *Request) (Reply, error) {
	id, text := r.Modal.Mentorship, r.Form.Text("text")
	switch r.Form.Text("as") {
	case view.SaveAsNote:
		if _, err := a.service.WriteNote(ctx, r.call(), id, core.NoteInput{Text: text}); err != nil {
			return Reply{}, err
		}
		notes, err := a.service.Notes(ctx, r.call(), id, 0)
		return orFail(err, func() Reply { return instead(r.For.Notes(notes)) })
	case view.SaveAsGoal:
		if _, err := a.service.CreateGoal(ctx, r.call(), id, core.GoalInput{Title: text}); err != nil {
			return Reply{}, err
		}
		goals, err := a.service.Goals(ctx, r.call(), id, 0)
		return orFail(err, func() Reply { return instead(r.For.Goals(goals)) })
	case view.SaveAsQuestion:
		if _, err := a.service.Ask(ctx, r.call(), id, text); err != nil {
			return Reply{}, err
		}
		inquiries, err := a.service.Inquiries(ctx, r.call(), id, 0)
		return orFail(err, func() Reply { return instead(r.For.Inquiries(inquiries)) })
	case view.SaveAsPoint:
		if _, err := a.service.AddAgendaPoint(ctx, r.call(), id, core.AgendaPointInput{Text: text}); err != nil {
			return Reply{}, err
		}
		agenda, err := a.service.AgendaPoints(ctx, r.call(), id, 0)
		return orFail(err, func() Reply { return instead(r.For.AgendaPage(agenda)) })
	case view.SaveAsLink:
		return a.saveMessageLink(ctx, r, id, text)
	}
	return Reply{}, &core.Error{Kind: core.Invalid, Code: core.CodeRequired, Field: "as"}
}

// saveMessageLink puts the address in a message to the links of a mentorship, with the words around it.
func (a *App) saveMessageLink(ctx context.Context, r *Request, id core.MentorshipID, text string) (Reply, error) {
	in, _ := view.LinkIn(text) // without an address core refuses it
	if _, err := a.service.AddLink(ctx, r.call(), id, in); err != nil {
		return Reply{}, atField("text", err)
	}
	links, err := a.service.Links(ctx, r.call(), id)
	return orFail(err, func() Reply { return instead(r.For.Links(links)) })
}
