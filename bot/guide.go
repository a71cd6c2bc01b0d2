package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openGuides shows the library of a programme, in place of a guide it is opened from.
func (a *App) openGuides(ctx context.Context, r *Request) (Reply, error) {
	library, err := a.service.Library(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply {
		if r.Kind == KindAction && r.inPage(view.PageGuide) {
			return instead(r.For.Guides(library))
		}
		return show(r.For.Guides(library))
	})
}

// openGuide shows a guide, or another page of it. From the library it takes that one's place: its own button leads back.
func (a *App) openGuide(ctx context.Context, r *Request) (Reply, error) {
	guide, err := a.service.OpenGuide(ctx, r.call(), r.Meta.Program, r.Meta.Guide)
	if err != nil {
		return Reply{}, err
	}
	modal := r.For.Guide(guide, r.Meta.Program, r.Meta.Page)
	switch {
	case r.inPage(view.PageGuides):
		return instead(modal), nil
	case r.Interaction.inModal() && r.Interaction.View.depth() >= maxDepth && len(r.inputs().Blocks.BlockSet) > 0:
		return r.unfold(guide)
	}
	return show(modal), nil
}

// inPage reports whether somebody acted in a page of an app's modals.
func (r *Request) inPage(callback string) bool {
	return r.Interaction.inModal() && r.Interaction.View.CallbackID == callback
}

// unfold shows a guide inside the form of the click, in place of its button: nothing can be put on top of the form any more. What was typed
// into it stays, as Slack keeps that for inputs with the ids they had.
func (r *Request) unfold(guide core.GuideFacts) (Reply, error) {
	at := r.Interaction.View
	form := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: at.CallbackID, PrivateMetadata: at.Metadata, Title: at.Title, Submit: at.Submit, Close: at.Close,
	}
	for _, b := range at.Blocks {
		if b.ID == r.action().BlockID {
			form.Blocks.BlockSet = append(form.Blocks.BlockSet, r.For.GuideInside(guide)...)
			continue
		}
		form.Blocks.BlockSet = append(form.Blocks.BlockSet, sameBlock{b})
	}
	return instead(form), nil
}

// sameBlock is a block that is sent back as it came.
type sameBlock struct{ came Block }

// BlockType implements slack.Block.
func (b sameBlock) BlockType() slack.MessageBlockType { return slack.MessageBlockType(b.came.Type) }

// ID implements slack.Block.
func (b sameBlock) ID() string { return b.came.ID }

// MarshalJSON writes what Slack sent.
func (b sameBlock) MarshalJSON() ([]byte, error) { return b.came.raw, nil }
