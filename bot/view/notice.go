package view

import (
	"slices"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Refusal is the sentence for a refusal of core. Values from people are shortened; plain_text and field errors do not parse it. Moments
// are the reader's time of day.
func (f For) Refusal(e *core.Error) string {
	var args []any
	for name, value := range e.Args {
		switch v := value.(type) {
		case string:
			value = clip(inline(v), maxSection/10)
		case []core.ProfileItem:
			value = f.items(v)
		case time.Time:
			value = f.L.Clock(v, f.Loc)
		case []time.Time:
			value = f.moments(v)
		}
		args = append(args, name, value)
	}
	return f.L.T("error."+string(e.Code), args...)
}

// moments lists times with their days.
func (f For) moments(all []time.Time) string {
	var written []string
	for _, at := range all {
		written = append(written, f.written(at))
	}
	return f.L.List(written)
}

// FieldErrors are a form's wrong fields in the form Slack wants: block id to sentence. A field that is not among the inputs of
// the form, and a refusal of the whole form, fall on the first input, because Slack shows errors nowhere else.
func (f For) FieldErrors(e *core.Error, v slack.ModalViewRequest) map[string]string {
	var inputs []string
	for _, block := range v.Blocks.BlockSet {
		if in, ok := block.(*slack.InputBlock); ok {
			inputs = append(inputs, in.BlockID)
		}
	}
	errs := map[string]string{}
	for _, one := range e.All() {
		field := one.Field
		if !slices.Contains(inputs, field) && len(inputs) > 0 {
			field = inputs[0]
		}
		if errs[field] == "" {
			errs[field] = f.Refusal(one)
		}
	}
	return errs
}

// Explanation tells in a message why something was not done. The reference is a short id that leads support to the log; empty for
// refusals, which explain themselves.
func (f For) Explanation(sentence, reference string) Message {
	blocks := []slack.Block{slack.NewSectionBlock(plain(sentence, maxSection), nil, nil)}
	if reference != "" {
		blocks = append(blocks, smallPrint(f.L.T("notice.reference", "id", escape(reference))))
	}
	return message(blocks...)
}

// Notice is the same explanation as a modal.
func (f For) Notice(sentence, reference string) slack.ModalViewRequest {
	return f.modal(PageNotice, "notice", f.Explanation(sentence, reference).Blocks)
}

// Failure is the one neutral sentence for everything that is not a refusal.
func (f For) Failure() string { return f.L.T("notice.failure") }

// Loading stands in a modal while something slow is fetched.
func (f For) Loading() slack.ModalViewRequest {
	return f.modal(PageLoading, "loading", []slack.Block{section(f.L.T("loading.text"))})
}

// Confirm asks before something that cannot be taken back, where a button cannot ask by itself: after a slash command, or a menu.
// Meta.Do is the action id whose question is asked: ActionWithdraw or ActionStopMentoring.
func (f For) Confirm(m Meta) slack.ModalViewRequest {
	prefix := "confirm." + m.Do
	return slack.ModalViewRequest{
		Type:            slack.VTModal,
		CallbackID:      CallbackConfirm,
		Title:           plain(f.L.T(prefix+".short"), maxModalTitle),
		Submit:          plain(f.L.T(prefix+".yes"), maxModalTitle),
		Close:           plain(f.L.T(prefix+".no"), maxModalTitle),
		PrivateMetadata: m.Encode(),
		Blocks:          slack.Blocks{BlockSet: []slack.Block{section(f.L.T(prefix + ".text"))}},
	}
}
