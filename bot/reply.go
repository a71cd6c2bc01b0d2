package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
)

// Reply is what a handler wants the person to see. Its zero value acknowledges and, after a submission, closes the modal.
// Where it is shown follows from where the person acted, which the handler need not know.
type Reply struct {
	// Modal is shown: opened after a command or a click on a message or the Home, put on top after a click or submission in a
	// modal.
	Modal *slack.ModalViewRequest
	// Instead replaces the modal the person acted in; elsewhere it is opened.
	Instead *slack.ModalViewRequest
	// Below replaces the modal under the one the person acted in, if there is one.
	Below *slack.ModalViewRequest
	// Bottom replaces the first modal of a stack of three, under Below.
	Bottom *slack.ModalViewRequest
	// Say is told to this person only, in answer to a command or a click on a message. The Home and modals have no such thing.
	Say *view.Message
	// Encoded is Say in answer to a command, encoded before. It fits an acknowledgement.
	Encoded json.RawMessage
	// Replace takes the place of the message that was clicked, where only this person sees it.
	Replace *view.Message
	// Home is published for this person.
	Home *slack.HomeTabViewRequest
	// Errors are sentences by the block id of an input, after a submission.
	Errors map[string]string
	// Clear closes all modals after a submission.
	Clear bool
	// Options answer a suggestion.
	Options *slack.OptionsResponse
}

func show(modal slack.ModalViewRequest) Reply    { return Reply{Modal: &modal} }
func instead(modal slack.ModalViewRequest) Reply { return Reply{Instead: &modal} }
func say(m view.Message) Reply                   { return Reply{Say: &m} }

// maxSocketAck is the largest answer sent in an acknowledgement, in bytes. Slack drops one of 20 KB on a socket without a word
// (slack.md 1.9); the difference is for the envelope around it.
const maxSocketAck = 19 * 1024

// followUpTime bounds what is done after an acknowledgement.
const followUpTime = 10 * time.Second

// answer carries a reply out: through the acknowledgement where Slack takes it there, else by calling Slack before it.
func (a *App) answer(ctx context.Context, r *Request, reply Reply) (Ack, error) {
	sayFormer(r.For.L, &reply)
	if reply.Home != nil {
		if err := r.chat.publish(ctx, r.User, *reply.Home); err != nil {
			return Ack{}, err
		}
	}
	if err := r.updateBelow(ctx, reply); err != nil {
		return Ack{}, err
	}
	switch r.Kind {
	case KindSubmission:
		return a.answerSubmission(r, reply)
	case KindSuggestion:
		return Ack{Body: offer(reply.Options)}, nil
	case KindCommand:
		return a.answerCommand(ctx, r, reply)
	case KindAction, KindShortcut:
		return Ack{}, a.answerAction(ctx, r, reply)
	}
	return Ack{}, nil
}

func (a *App) answerCommand(ctx context.Context, r *Request, reply Reply) (Ack, error) {
	if modal := reply.anyModal(); modal != nil {
		if err := r.chat.openModal(ctx, r.Command.Trigger, *modal); err != nil {
			return Ack{}, err
		}
	}
	if reply.Encoded != nil {
		return Ack{Body: reply.Encoded}, nil
	}
	if reply.Say == nil {
		return Ack{}, nil
	}
	answer := ephemeral(*reply.Say)
	if encoded, small, err := fitsAck(answer); err != nil || small && !hasPictures(answer.Blocks) {
		return Ack{Body: encoded}, err
	}
	return Ack{After: a.followUp(r, func(ctx context.Context) error {
		return r.chat.whisper(ctx, r.Command.ResponseURL, answer)
	})}, nil
}

// fitsAck encodes an answer and reports whether it is small enough for an acknowledgement over any transport.
func fitsAck(body any) (encoded json.RawMessage, small bool, err error) {
	if encoded, err = json.Marshal(body); err != nil {
		return nil, false, fmt.Errorf("encode answer: %w", err)
	}
	return encoded, len(encoded) < maxSocketAck, nil
}

// offered is the answer to a suggestion. slack-go's own type leaves an empty list out, but Slack wants to be told that there is nothing.
type offered struct {
	Options []*slack.OptionBlockObject `json:"options"`
}

func offer(options *slack.OptionsResponse) offered {
	answer := offered{Options: []*slack.OptionBlockObject{}}
	if options != nil {
		answer.Options = append(answer.Options, options.Options...)
	}
	return answer
}

func (r Reply) anyModal() *slack.ModalViewRequest {
	if r.Instead != nil {
		return r.Instead
	}
	return r.Modal
}

// answerAction shows what follows from a click or choice.
func (a *App) answerAction(ctx context.Context, r *Request, reply Reply) error {
	in := r.Interaction
	if reply.Replace != nil {
		if err := r.chat.whisper(ctx, in.ResponseURL, replacing(*reply.Replace)); err != nil {
			return err
		}
	}
	if reply.Say != nil {
		if err := r.chat.whisper(ctx, in.ResponseURL, ephemeral(*reply.Say)); err != nil {
			return err
		}
	}
	switch {
	case !in.inModal() && reply.anyModal() != nil:
		return r.chat.openModal(ctx, in.Trigger, *reply.anyModal())
	case reply.Instead != nil:
		return r.chat.updateModal(ctx, viewRef{ID: in.View.ID}, *reply.Instead)
	case reply.Modal != nil:
		return r.push(ctx, *reply.Modal)
	}
	return nil
}

// updateBelow brings the modals under the one the person acted in up to date, before they see them again.
func (r *Request) updateBelow(ctx context.Context, reply Reply) error {
	in := r.Interaction
	if in == nil || !in.inModal() || in.View.PreviousID == "" {
		return nil
	}
	if reply.Bottom != nil && in.View.depth() == maxDepth {
		if err := r.chat.updateModal(ctx, viewRef{ID: in.View.RootID}, *reply.Bottom); err != nil {
			return err
		}
	}
	if reply.Below == nil {
		return nil
	}
	return r.chat.updateModal(ctx, viewRef{ID: in.View.PreviousID}, *reply.Below)
}

// push puts a modal on top. What would be one too many for the stack takes the place of the topmost one.
func (r *Request) push(ctx context.Context, modal slack.ModalViewRequest) error {
	in := r.Interaction
	if in.View.depth() >= maxDepth {
		return r.chat.updateModal(ctx, viewRef{ID: in.View.ID}, modal)
	}
	return r.chat.pushModal(ctx, in.Trigger, modal)
}

func (in *Interaction) inModal() bool { return in.View != nil && in.View.Type == string(slack.VTModal) }

// answerSubmission answers in the acknowledgement. Anything but the documented shapes, and even {"ok":true}, would show as a failure.
func (a *App) answerSubmission(r *Request, reply Reply) (Ack, error) {
	switch {
	case len(reply.Errors) > 0:
		return Ack{Body: slack.NewErrorsViewSubmissionResponse(reply.Errors)}, nil
	case reply.Clear:
		return Ack{Body: slack.NewClearViewSubmissionResponse()}, nil
	case reply.Instead != nil, reply.Modal != nil && r.Interaction.View.depth() >= maxDepth:
		return a.sendModal(r, slack.RAUpdate, *reply.anyModal())
	case reply.Modal != nil:
		return a.sendModal(r, slack.RAPush, *reply.Modal)
	}
	return Ack{}, nil
}

// sendModal answers a submission with a modal. What cannot go in an acknowledgement follows by views.update: a modal that is too large
// for it, with a small one shown meanwhile, and pictures, for the sake of which Slack may refuse an acknowledgement that cannot be made
// again. The modal gets an external id for that. Slack does not know it before it has the acknowledgement, so nothing comes too early.
func (a *App) sendModal(r *Request, how slack.ViewResponseAction, modal slack.ModalViewRequest) (Ack, error) {
	first := plainModal(modal)
	encoded, small, err := fitsAck(&slack.ViewSubmissionResponse{ResponseAction: how, View: &first})
	switch {
	case err != nil:
		return Ack{}, err
	case !small:
		first = r.For.Loading()
	case !hasPictures(modal.Blocks.BlockSet):
		return Ack{Body: encoded}, nil
	}
	if modal.ExternalID == "" {
		modal.ExternalID = r.reference
	}
	first.ExternalID = modal.ExternalID
	return Ack{
		Body:  &slack.ViewSubmissionResponse{ResponseAction: how, View: &first},
		After: a.followUp(r, func(ctx context.Context) error { return r.complete(ctx, modal) }),
	}, nil
}

// complete puts in what did not go in the acknowledgement. Who closed the modal meanwhile misses nothing.
func (r *Request) complete(ctx context.Context, modal slack.ModalViewRequest) error {
	err := r.chat.completeModal(ctx, modal)
	if codeOf(err) == codeNoView {
		return nil
	}
	return err
}

// followUp wraps what is done after the acknowledgement: it has its own time, its failure is logged, and [App.Idle] waits for it.
func (a *App) followUp(r *Request, do func(context.Context) error) func(context.Context) {
	a.busy.add()
	return func(ctx context.Context) {
		defer a.busy.done()
		ctx, cancel := context.WithTimeout(ctx, followUpTime)
		defer cancel()
		if err := do(ctx); err != nil {
			r.log.ErrorContext(ctx, "after acknowledgement", "error", err)
		}
	}
}
