package bot

import (
	"fmt"
	"log/slog"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// Request is an envelope ready to be handled: who acts is known, and what came along is decoded.
type Request struct {
	Envelope
	Actor core.Person // zero for events
	For   view.For    // the actor's language and zone
	Meta  view.Meta   // of the button that was clicked, else of the modal
	Modal view.Meta   // of the modal, also when a button in it was clicked
	Form  Form        // what was entered in the modal
	Words []string    // of a command, behind the verb

	tenant
	route     string // for the log
	reference string
	log       *slog.Logger
}

// call is the actor's request as core takes it.
func (r *Request) call() core.Call {
	return core.Call{Workspace: r.Workspace.ID, Actor: r.Actor.ID, Envelope: r.ID, RequestID: r.reference}
}

// pageCall is the actor's request from a page of a wizard. People come back to a page that lies below another one and submit it again,
// perhaps as it was at first: that is no repetition of the earlier submission, and saving a page twice does no harm.
func (r *Request) pageCall() core.Call {
	call := r.call()
	call.Envelope = r.Interaction.Trigger
	return call
}

// systemCall is a request nobody in particular makes.
func (r *Request) systemCall() core.Call {
	return core.Call{Workspace: r.Workspace.ID, Envelope: r.ID, RequestID: r.reference}
}

// action is the element that was used.
func (r *Request) action() Action { return r.Interaction.Actions[0] }

// decode reads what travels in button values and private_metadata. It comes from outside and is checked as such.
func (r *Request) decode() error {
	if r.Interaction == nil {
		return nil
	}
	if v := r.Interaction.View; v != nil {
		r.Form = v.values()
		if v.Metadata != "" {
			meta, err := view.DecodeMeta(v.Metadata)
			if err != nil {
				return fmt.Errorf("private_metadata: %w", err)
			}
			r.Meta, r.Modal = meta, meta
		}
	}
	if r.Kind != KindAction || r.action().Type != string(slack.METButton) || r.action().Value == "" {
		return nil
	}
	meta, err := view.DecodeMeta(r.action().Value)
	if err != nil {
		return fmt.Errorf("button value: %w", err)
	}
	r.Meta = meta
	return nil
}

// inputs is the submitted modal reduced to its inputs, which is all that field errors need to know of it.
func (r *Request) inputs() slack.ModalViewRequest {
	var form slack.ModalViewRequest
	for _, b := range r.Interaction.View.Blocks {
		if b.Type == string(slack.MBTInput) {
			form.Blocks.BlockSet = append(form.Blocks.BlockSet, &slack.InputBlock{Type: slack.MBTInput, BlockID: b.ID})
		}
	}
	return form
}
