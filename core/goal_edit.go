package core

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentorbot/core/slots"
)

// CreateGoal sets a goal for a mentorship. The other one is told.
func (s *Service) CreateGoal(ctx context.Context, call Call, id MentorshipID, in GoalInput) (Goal, error) {
	return change(ctx, s, call, ActionCreateGoal, func(ctx context.Context, u *unit) (Goal, error) {
		m, err := u.lockForPair(ctx, ActionCreateGoal, id, CodeGoalReadOnly)
		if err != nil {
			return Goal{}, err
		}
		g := Goal{
			ID: GoalID(u.service.ids.NewID()), Mentorship: id, State: GoalOpen, CreatedBy: u.actor.ID, CreatedAt: u.now, EditedBy: u.actor.ID, Version: 1,
		}
		if _, err := g.put(in, u.today()); err != nil {
			return Goal{}, err
		}
		if err := u.roomForGoal(ctx, id); err != nil {
			return Goal{}, err
		}
		if _, err := u.saveGoal(ctx, ActionCreateGoal, m, g, EntryCreated, ""); err != nil {
			return Goal{}, err
		}
		u.refreshMessages(MentorshipSubject(id), Task{Mentorship: id}) // a first step is done
		return g, u.tellOfGoal(ctx, m, NoticeGoal, Task{Goal: g.ID})
	})
}

// today is the actor's day.
func (u *unit) today() CivilDate { return slots.DateOf(u.now.In(u.actor.Location())) }

// roomForGoal refuses one more open goal than a pair can keep in mind.
func (u *unit) roomForGoal(ctx context.Context, id MentorshipID) error {
	counts, err := u.Goals().Counts(ctx, []MentorshipID{id})
	if err != nil {
		return fmt.Errorf("count goals: %w", err)
	}
	if counts[id].Open >= MaxOpenGoals {
		return &Error{Kind: Conflict, Code: CodeGoalsFull, Args: map[string]any{"Limit": MaxOpenGoals}}
	}
	return nil
}

// EditGoal changes what an open goal says. version is the one the actor had before them: where the other one has written meanwhile, the
// actor is told and nothing of theirs is put over it unseen. Steps ticked meanwhile are no such thing, they stay ticked.
func (s *Service) EditGoal(ctx context.Context, call Call, id GoalID, version int, in GoalInput) (Goal, error) {
	return change(ctx, s, call, ActionEditGoal, func(ctx context.Context, u *unit) (Goal, error) {
		g, m, err := u.lockOpenGoal(ctx, ActionEditGoal, id)
		if err != nil {
			return Goal{}, err
		}
		if g.Version != version {
			return Goal{}, u.overwritten(ctx, g)
		}
		changed, err := g.put(in, u.today())
		if err != nil || len(changed) == 0 {
			return g, err
		}
		g.Version, g.EditedBy = g.Version+1, u.actor.ID
		return u.saveGoal(ctx, ActionEditGoal, m, g, EntryEdited, strings.Join(changed, ","))
	})
}

// overwritten is the refusal to write over what somebody else wrote; it says who.
func (u *unit) overwritten(ctx context.Context, g Goal) error {
	if g.EditedBy == u.actor.ID {
		return conflict(CodeGoalChangedByYou)
	}
	other, err := u.publicCard(ctx, g.EditedBy)
	if err != nil {
		return err
	}
	return &Error{Kind: Conflict, Code: CodeGoalChanged, Args: map[string]any{"Name": other.Name()}}
}

// TickSteps marks steps of an open goal as done and others as not done. Numbers that the goal does not have any more, and steps that are so
// already, are left alone: the other one may have been quicker.
func (s *Service) TickSteps(ctx context.Context, call Call, id GoalID, done, undone []int) (Goal, error) {
	return change(ctx, s, call, ActionTickGoal, func(ctx context.Context, u *unit) (Goal, error) {
		g, m, err := u.lockOpenGoal(ctx, ActionTickGoal, id)
		if err != nil {
			return Goal{}, err
		}
		g.Steps = slices.Clone(g.Steps)
		for i := range g.Steps {
			step, kind := &g.Steps[i], EntryTicked
			switch {
			case !step.Done() && slices.Contains(done, step.Number):
				step.DoneBy, step.DoneAt = u.actor.ID, u.now
			case step.Done() && slices.Contains(undone, step.Number):
				*step, kind = GoalStep{Number: step.Number, Text: step.Text}, EntryUnticked
			default:
				continue
			}
			if _, err := u.saveGoal(ctx, ActionTickGoal, m, g, kind, step.Text); err != nil {
				return Goal{}, err
			}
		}
		return g, nil
	})
}

// SetProgress says how far an open goal without steps is, in percent.
func (s *Service) SetProgress(ctx context.Context, call Call, id GoalID, percent int) (Goal, error) {
	return change(ctx, s, call, ActionTickGoal, func(ctx context.Context, u *unit) (Goal, error) {
		g, m, err := u.lockOpenGoal(ctx, ActionTickGoal, id)
		switch {
		case err != nil:
			return Goal{}, err
		case len(g.Steps) > 0:
			return Goal{}, conflict(CodeGoalHasSteps)
		case percent < 0 || percent > 100:
			return Goal{}, &Error{Kind: Invalid, Code: CodeNumberOutOfRange, Args: map[string]any{"Min": 0, "Max": 100}}
		case percent == g.ByHand:
			return g, nil
		}
		g.ByHand = percent
		return u.saveGoal(ctx, ActionTickGoal, m, g, EntryProgress, strconv.Itoa(percent))
	})
}

// CommentGoal adds words to a goal in any state. The other one is told.
func (s *Service) CommentGoal(ctx context.Context, call Call, id GoalID, text string) (Goal, error) {
	text = clean(text)
	return change(ctx, s, call, ActionCommentGoal, func(ctx context.Context, u *unit) (Goal, error) {
		g, m, err := u.lockGoal(ctx, ActionCommentGoal, id)
		if err != nil {
			return Goal{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("text", text))
		bad.add(checkLength("text", text, MaxGoalComment))
		if err := bad.err(); err != nil {
			return Goal{}, err
		}
		entry, err := u.addGoalEntry(ctx, g.ID, EntryComment, text)
		if err != nil {
			return Goal{}, err
		}
		if err := u.audit(ctx, ActionCommentGoal, GoalSubject(g.ID), nil); err != nil {
			return Goal{}, err
		}
		return g, u.tellOfGoal(ctx, m, NoticeGoalComment, Task{Goal: g.ID, GoalEntry: entry.ID})
	})
}

// SettleGoal moves a goal to a state: reached, of which the other one is told, dropped, or open again. One that is there already stays as it
// is.
func (s *Service) SettleGoal(ctx context.Context, call Call, id GoalID, to GoalState) (Goal, error) {
	return change(ctx, s, call, ActionSettleGoal, func(ctx context.Context, u *unit) (Goal, error) {
		g, m, err := u.lockGoal(ctx, ActionSettleGoal, id)
		if err != nil || g.State == to {
			return g, err
		}
		var kind GoalEntryKind
		switch to {
		case GoalReached:
			kind, g.SettledAt = EntryReached, u.now
		case GoalDropped:
			kind, g.SettledAt = EntryDropped, u.now
		case GoalOpen:
			kind, g.SettledAt = EntryReopened, time.Time{}
			if err := u.roomForGoal(ctx, m.ID); err != nil {
				return Goal{}, err
			}
		default:
			return Goal{}, invalid("state", CodeInvalidInput)
		}
		g.State = to
		if g, err = u.saveGoal(ctx, ActionSettleGoal, m, g, kind, ""); err != nil || to != GoalReached {
			return g, err
		}
		return g, u.tellOfGoal(ctx, m, NoticeGoalReached, Task{Goal: g.ID})
	})
}

// lockGoal loads a goal under the lock of its mentorship, for one of the two.
func (u *unit) lockGoal(ctx context.Context, action Action, id GoalID) (Goal, Mentorship, error) {
	g, err := u.Goals().Get(ctx, id)
	if err != nil {
		return g, Mentorship{}, missing(err, "load goal")
	}
	m, err := u.lockForPair(ctx, action, g.Mentorship, CodeGoalReadOnly)
	if err != nil {
		return g, m, err
	}
	g, err = u.Goals().Get(ctx, id)
	return g, m, missing(err, "load goal")
}

// lockOpenGoal is lockGoal for what is done to open goals only.
func (u *unit) lockOpenGoal(ctx context.Context, action Action, id GoalID) (Goal, Mentorship, error) {
	g, m, err := u.lockGoal(ctx, action, id)
	if err == nil && g.State != GoalOpen {
		err = conflict(CodeGoalSettled)
	}
	return g, m, err
}

// saveGoal keeps a goal and what was done to it. Both see it at once: on their Home, and in what they were told about the goal.
func (u *unit) saveGoal(ctx context.Context, action Action, m Mentorship, g Goal, kind GoalEntryKind, text string) (Goal, error) {
	if err := u.Goals().Save(ctx, g); err != nil {
		return g, fmt.Errorf("save goal: %w", err)
	}
	if _, err := u.addGoalEntry(ctx, g.ID, kind, text); err != nil {
		return g, err
	}
	u.refreshMessages(GoalSubject(g.ID), Task{Goal: g.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return g, u.audit(ctx, action, GoalSubject(g.ID), map[string]string{"entry": string(kind)}) // what they wrote is theirs
}

func (u *unit) addGoalEntry(ctx context.Context, goal GoalID, kind GoalEntryKind, text string) (GoalEntry, error) {
	entry := GoalEntry{ID: GoalEntryID(u.service.ids.NewID()), Goal: goal, By: u.actor.ID, Kind: kind, Text: text, At: u.now}
	if err := u.Goals().AddEntry(ctx, entry); err != nil {
		return entry, fmt.Errorf("add to the goal's history: %w", err)
	}
	return entry, nil
}

// tellOfGoal tells the other one, unless they are gone.
func (u *unit) tellOfGoal(ctx context.Context, m Mentorship, notice NoticeKind, task Task) error {
	other, err := u.People().Get(ctx, m.Other(u.actor.ID))
	if err != nil {
		return missing(err, "load person")
	}
	if other.Active() {
		u.notify(other.ID, notice, task)
	}
	return nil
}
