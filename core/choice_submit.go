package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Submission is a ranked list as a mentee sends it.
type Submission struct {
	Mentors []PersonID // in rank order; a rank left open is empty, which the first must not be
	Message string     // why they ask
}

// SubmitChoices sends the actor's ranked list: the first mentor who can be asked is asked.
func (s *Service) SubmitChoices(ctx context.Context, call Call, in Submission) (ChoiceFacts, error) {
	in.Message = clean(in.Message)
	return change(ctx, s, call, ActionSubmitChoices, func(ctx context.Context, u *unit) (ChoiceFacts, error) {
		if err := u.allow(ActionSubmitChoices, u.self()); err != nil {
			return ChoiceFacts{}, err
		}
		c, err := u.draft(ctx, in.asked()...)
		if err != nil {
			return ChoiceFacts{}, err
		}
		if err := u.checkSubmission(ctx, c.Program, in); err != nil {
			return ChoiceFacts{}, err
		}
		list := c.List
		if list.ID == "" {
			list.ID = ChoiceListID(s.ids.NewID())
		}
		list.State, list.Mentors, list.Message, list.SubmittedAt = ChoicesRunning, in.asked(), in.Message, u.now
		if err := u.startCascade(ctx, c.Program, list); err != nil {
			return ChoiceFacts{}, err
		}
		list, err = u.ChoiceLists().Get(ctx, list.ID)
		if err != nil {
			return ChoiceFacts{}, fmt.Errorf("load choices: %w", err)
		}
		return u.choiceFacts(ctx, c.Program, list)
	})
}

// asked are the mentors without the ranks left open.
func (in Submission) asked() []PersonID {
	return slices.DeleteFunc(slices.Clone(in.Mentors), func(m PersonID) bool { return m == "" })
}

func (u *unit) startCascade(ctx context.Context, program Program, list ChoiceList) error {
	if err := u.joinMentee(ctx, program); err != nil {
		return err
	}
	err := u.ChoiceLists().Save(ctx, list)
	if errors.Is(err, ErrDuplicate) {
		return conflict(CodeChoicesRunning)
	}
	if err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	if err := u.lockPeople(ctx, list); err != nil {
		return err
	}
	if err := u.resolveAttention(ctx, program.ID, list.Mentee); err != nil {
		return err
	}
	if err := u.audit(ctx, ActionSubmitChoices, ListSubject(list.ID), map[string]string{"choices": strconv.Itoa(len(list.Mentors))}); err != nil {
		return err
	}
	return u.advance(ctx, program, list)
}

// checkSubmission refuses a list that cannot be walked, naming the rank that is wrong.
func (u *unit) checkSubmission(ctx context.Context, program Program, in Submission) error {
	if _, err := u.Profiles().Get(ctx, u.actor.ID); errors.Is(err, ErrNotFound) {
		return conflict(CodeProfileFirst)
	} else if err != nil {
		return fmt.Errorf("load profile: %w", err)
	}
	if err := u.answersFirst(ctx, program); err != nil {
		return err
	}
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return err
	}
	if err := u.mayAsk(ctx, program, place); err != nil {
		return err
	}
	var bad fieldErrors
	switch asked := in.asked(); {
	case len(asked) == 0:
		bad.add(invalid("choice_1", CodeChoicesEmpty))
	case in.Mentors[0] == "":
		bad.add(invalid("choice_1", CodeRequired))
	}
	if limit := program.Policy.MaxChoices; len(in.asked()) > limit {
		return &Error{Kind: Conflict, Code: CodeChoicesFull, Args: map[string]any{"Limit": limit}}
	}
	for i, mentor := range in.Mentors {
		if mentor == "" {
			continue
		}
		e, err := u.checkRank(ctx, program, in.Mentors[:i], mentor)
		if err != nil {
			return err
		}
		if e != nil {
			e.Field = "choice_" + strconv.Itoa(i+1)
		}
		bad.add(e)
	}
	bad.add(checkRequired("message", in.Message))
	bad.add(checkLength("message", in.Message, MaxRequestMessage))
	return bad.err()
}

func (u *unit) checkRank(ctx context.Context, program Program, above []PersonID, mentor PersonID) (*Error, error) {
	if slices.Contains(above, mentor) {
		return invalid("", CodeDuplicateChoice), nil
	}
	err := u.mayChoose(ctx, program, mentor)
	refusal := Refusal(err)
	if err != nil && refusal == nil {
		return nil, err
	}
	return refusal, nil
}

// resolveAttention closes what admins were to look at for a mentee, because the mentee has moved on.
func (u *unit) resolveAttention(ctx context.Context, program ProgramID, person PersonID) error {
	items, err := u.Attention().OpenFor(ctx, program, person)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	for _, item := range items {
		if !item.Kind.Waits() {
			continue
		}
		item.ResolvedAt = u.now
		if err := u.Attention().Save(ctx, item); err != nil {
			return fmt.Errorf("save attention: %w", err)
		}
		if err := u.audit(ctx, ActionResolveAttention, item.subject(), nil); err != nil {
			return err
		}
	}
	if len(items) == 0 {
		return nil
	}
	return u.refreshStaff(ctx, program)
}

// WithdrawChoices ends the actor's running list. The mentor being asked sees that the request is gone.
func (s *Service) WithdrawChoices(ctx context.Context, call Call, id ChoiceListID) (ChoiceFacts, error) {
	return change(ctx, s, call, ActionWithdrawChoices, func(ctx context.Context, u *unit) (ChoiceFacts, error) {
		if err := u.lockActor(ctx); err != nil {
			return ChoiceFacts{}, err
		}
		list, program, err := u.lockList(ctx, id)
		if err != nil {
			return ChoiceFacts{}, err
		}
		if err := u.allow(ActionWithdrawChoices, u.relation("", list.Mentee)); err != nil {
			return ChoiceFacts{}, err
		}
		if list.State != ChoicesRunning {
			return ChoiceFacts{}, conflict(CodeNothingToWithdraw)
		}
		if err := u.withdraw(ctx, &list); err != nil {
			return ChoiceFacts{}, err
		}
		return u.choiceFacts(ctx, program, list)
	})
}

func (u *unit) withdraw(ctx context.Context, list *ChoiceList) error {
	invitations, err := u.Invitations().ForList(ctx, list.ID)
	if err != nil {
		return fmt.Errorf("load invitations: %w", err)
	}
	for _, inv := range invitations {
		if !inv.Live() {
			continue
		}
		if err := u.closeInvitation(ctx, &inv, InvitationWithdrawn, ActionWithdrawChoices); err != nil {
			return err
		}
	}
	list.State, list.ClosedAt = ChoicesWithdrawn, u.now
	if err := u.ChoiceLists().Save(ctx, *list); err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	u.refreshHome(list.Mentee)
	return u.audit(ctx, ActionWithdrawChoices, ListSubject(list.ID), nil)
}
