package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// Words behind a verb that undo what the verb is about, for those who would rather type than look for the button. A command has no
// confirmation of its own, so a modal asks.
const (
	wordWithdraw = "withdraw" // /mentor choices withdraw
	wordStop     = "stop"     // /mentor mentor stop
)

// said reports whether the word stands behind the verb of a command.
func (r *Request) said(word string) bool {
	return r.Kind == KindCommand && len(r.Words) == 1 && r.Words[0] == word
}

// askToWithdraw asks before a sent list is withdrawn.
func (a *App) askToWithdraw(r *Request, choices core.ChoiceFacts) (Reply, error) {
	if choices.List.State != core.ChoicesRunning {
		return Reply{}, &core.Error{Kind: core.Conflict, Code: core.CodeNothingToWithdraw}
	}
	return show(r.For.Confirm(view.Meta{Do: view.ActionWithdraw, List: choices.List.ID})), nil
}

// askToStop asks before somebody's part as a mentor ends.
func (a *App) askToStop(r *Request, place core.ParticipantFacts) (Reply, error) {
	if !place.Participant.Mentor {
		return Reply{}, &core.Error{Kind: core.Conflict, Code: core.CodeNotMentor}
	}
	return show(r.For.Confirm(view.Meta{Do: view.ActionStopMentoring, Program: place.Program.ID})), nil
}

// confirmed does what was asked about. The question comes back from outside: only these two are answered.
func (a *App) confirmed(ctx context.Context, r *Request) (Reply, error) {
	switch r.Meta.Do {
	case view.ActionWithdraw:
		choices, err := a.service.WithdrawChoices(ctx, r.call(), r.Meta.List)
		return orFail(err, func() Reply { return instead(r.For.Choices(choices)) })
	case view.ActionStopMentoring:
		return a.stopMentoring(ctx, r)
	}
	return Reply{}, errStale
}
