package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// choiceContext is a mentee's list with what decides whether it can be changed.
type choiceContext struct {
	ChoiceFacts
	mayAsk bool // no mentor yet, as far as the programme allows
}

// choices loads the mentee's draft or running list, or an empty draft that is not stored yet.
func (u *unit) choices(ctx context.Context, program Program, mentee PersonID) (choiceContext, error) {
	list, err := u.ChoiceLists().Current(ctx, program.ID, mentee)
	if errors.Is(err, ErrNotFound) {
		list = ChoiceList{Program: program.ID, Mentee: mentee, State: ChoicesDraft, CreatedAt: u.now}
	} else if err != nil {
		return choiceContext{}, fmt.Errorf("load choices: %w", err)
	}
	active, err := u.Mentorships().ActiveOf(ctx, program.ID, mentee)
	if err != nil {
		return choiceContext{}, fmt.Errorf("count mentorships: %w", err)
	}
	facts, err := u.choiceFacts(ctx, program, list)
	return choiceContext{ChoiceFacts: facts, mayAsk: active < program.Policy.MentorshipsPerMentee}, err
}

// choiceFacts loads the people and invitations of a list.
func (u *unit) choiceFacts(ctx context.Context, program Program, list ChoiceList) (ChoiceFacts, error) {
	facts := ChoiceFacts{Program: program, List: list, Invitations: map[PersonID]Invitation{}}
	var err error
	if facts.Mentee, err = u.card(ctx, list.Mentee); err != nil {
		return ChoiceFacts{}, err
	}
	if facts.Mentors, err = u.mentorCards(ctx, program, list.Mentee, list.Mentors); err != nil {
		return ChoiceFacts{}, err
	}
	if list.ID == "" {
		return facts, nil
	}
	invitations, err := u.Invitations().ForList(ctx, list.ID)
	if err != nil {
		return ChoiceFacts{}, fmt.Errorf("load invitations: %w", err)
	}
	for _, inv := range invitations {
		facts.Invitations[inv.Mentor] = inv
		facts.Asked++
		if inv.Live() {
			facts.Live = &inv
		}
	}
	return facts, nil
}

// card loads a person with their profile.
func (u *unit) card(ctx context.Context, id PersonID) (Card, error) {
	person, err := u.People().Get(ctx, id)
	if err != nil {
		return Card{}, missing(err, "load person")
	}
	profile, err := u.Profiles().Get(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Card{}, fmt.Errorf("load profile: %w", err)
	}
	return Card{Person: person, Profile: profile}, nil
}

// Choices loads the actor's draft or running list; an empty draft when there is none.
func (s *Service) Choices(ctx context.Context, call Call) (ChoiceFacts, error) {
	return own(ctx, s, call, ActionViewChoices, func(ctx context.Context, u *unit) (ChoiceFacts, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return ChoiceFacts{}, err
		}
		choices, err := u.choices(ctx, program, u.actor.ID)
		return choices.ChoiceFacts, err
	})
}

// AddChoice puts a mentor at the end of the actor's draft.
func (s *Service) AddChoice(ctx context.Context, call Call, mentor PersonID) (ChoiceFacts, error) {
	return s.editChoices(ctx, call, func(ctx context.Context, u *unit, c *choiceContext) error {
		if c.List.Rank(mentor) > 0 {
			return conflict(CodeAlreadyChosen)
		}
		if len(c.List.Mentors) >= c.Program.Policy.MaxChoices {
			return &Error{Kind: Conflict, Code: CodeChoicesFull, Args: map[string]any{"Limit": c.Program.Policy.MaxChoices}}
		}
		if err := u.mayChoose(ctx, c.Program, mentor); err != nil {
			return err
		}
		c.List.Mentors = append(c.List.Mentors, mentor)
		return nil
	})
}

// RemoveChoice takes a mentor off the actor's draft; one that is not on it is no error.
func (s *Service) RemoveChoice(ctx context.Context, call Call, mentor PersonID) (ChoiceFacts, error) {
	return s.editChoices(ctx, call, func(_ context.Context, _ *unit, c *choiceContext) error {
		c.List.Mentors = slices.DeleteFunc(c.List.Mentors, func(m PersonID) bool { return m == mentor })
		return nil
	})
}

// editChoices changes the actor's draft and stores it.
func (s *Service) editChoices(ctx context.Context, call Call, edit func(context.Context, *unit, *choiceContext) error) (ChoiceFacts, error) {
	return change(ctx, s, call, ActionEditChoices, func(ctx context.Context, u *unit) (ChoiceFacts, error) {
		if err := u.allow(ActionEditChoices, u.self()); err != nil {
			return ChoiceFacts{}, err
		}
		c, err := u.draft(ctx)
		if err != nil {
			return ChoiceFacts{}, err
		}
		if err := edit(ctx, u, &c); err != nil {
			return ChoiceFacts{}, err
		}
		if err := u.joinMentee(ctx, c.Program); err != nil {
			return ChoiceFacts{}, err
		}
		if c.List.ID == "" {
			c.List.ID = ChoiceListID(s.ids.NewID())
		}
		if err := u.ChoiceLists().Save(ctx, c.List); err != nil {
			return ChoiceFacts{}, fmt.Errorf("save choices: %w", err)
		}
		u.refreshHome(u.actor.ID)
		if err := u.audit(ctx, ActionEditChoices, ListSubject(c.List.ID), map[string]string{"choices": strconv.Itoa(len(c.List.Mentors))}); err != nil {
			return ChoiceFacts{}, err
		}
		return u.choiceFacts(ctx, c.Program, c.List)
	})
}

// draft loads the actor's list and refuses when it cannot be changed any more. Mentors who are to be asked are locked together with the
// actor, because locks taken one after the other would have no order.
func (u *unit) draft(ctx context.Context, asked ...PersonID) (choiceContext, error) {
	if err := u.lockActor(ctx); err != nil {
		return choiceContext{}, err
	}
	program, err := u.current(ctx, u.actor)
	if err != nil {
		return choiceContext{}, err
	}
	if program.State != ProgramOpen {
		return choiceContext{}, conflict(CodeProgramClosed)
	}
	if err := program.Policy.menteesChoose(); err != nil {
		return choiceContext{}, err
	}
	if err := u.Participants().Lock(ctx, program.ID, append(asked, u.actor.ID)...); err != nil {
		return choiceContext{}, fmt.Errorf("lock participants: %w", err)
	}
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return choiceContext{}, err
	}
	if err := u.mayChooseMentors(ctx, program, place); err != nil {
		return choiceContext{}, err
	}
	c, err := u.choices(ctx, program, u.actor.ID)
	switch {
	case err != nil:
		return choiceContext{}, err
	case c.List.State == ChoicesRunning:
		return choiceContext{}, conflict(CodeChoicesRunning)
	case !c.mayAsk:
		return choiceContext{}, conflict(CodeAlreadyMatched)
	}
	return c, nil
}

// joinMentee makes the actor a mentee of the programme: who chooses a mentor takes part, where nothing more is needed for it.
func (u *unit) joinMentee(ctx context.Context, program Program) error {
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil || place.Mentee && place.Joined() {
		return err
	}
	if err := place.enter(u); err != nil {
		return err
	}
	place.Mentee = true
	if err := u.audit(ctx, ActionJoinMentee, PersonSubject(u.actor.ID), nil); err != nil {
		return err
	}
	_, err = u.resettle(ctx, program, u.actor, place)
	return err
}

// canChoose reports whether the actor may add to their choices now.
func (u *unit) canChoose(ctx context.Context, program Program, c choiceContext) (bool, error) {
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return false, err
	}
	err = u.mayChooseMentors(ctx, program, place)
	if err != nil && Refusal(err) == nil {
		return false, err
	}
	return err == nil && c.List.State == ChoicesDraft && c.mayAsk, nil
}

// mayChoose refuses a mentor who cannot be asked now.
func (u *unit) mayChoose(ctx context.Context, program Program, mentor PersonID) error {
	if mentor == u.actor.ID {
		return conflict(CodeSelfChoice)
	}
	reason, err := u.obstacle(ctx, program, u.actor.ID, mentor)
	if err != nil {
		return err
	}
	switch reason {
	case SkipFull:
		return conflict(CodeMentorFull)
	case SkipUnavailable:
		return conflict(CodeMentorUnavailable)
	case SkipExcluded:
		if err := u.notApart(ctx, program, u.actor.ID, mentor); err != nil {
			return err
		}
		return conflict(CodeMentorExcluded)
	case SkipLeft, SkipUnreachable:
		return conflict(CodeMentorNotFindable)
	}
	return nil
}
