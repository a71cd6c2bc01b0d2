package core

import (
	"context"
	"fmt"
)

// ProposeAgreement writes a version of a mentorship's agreement; who proposes it agrees to it, and the other one is asked. number is that of
// the latest version the actor had before them, 0 for none: where there is a newer one, they are told and nothing is put over it unseen. A
// version that waited for an answer gives way; one that is agreed holds until both have agreed to this one.
func (s *Service) ProposeAgreement(ctx context.Context, call Call, id MentorshipID, number int, in AgreementTexts) (Agreement, error) {
	return change(ctx, s, call, ActionProposeAgreement, func(ctx context.Context, u *unit) (Agreement, error) {
		m, err := u.lockForPair(ctx, ActionProposeAgreement, id, CodeAgreementReadOnly)
		if err != nil {
			return Agreement{}, err
		}
		all, err := u.agreements(ctx, id)
		if err != nil {
			return Agreement{}, err
		}
		texts, err := cleanAgreement(in)
		if err != nil {
			return Agreement{}, err
		}
		if err := u.checkProposal(ctx, m, all, number, texts); err != nil {
			return Agreement{}, err
		}
		if waiting := agreementIn(all, AgreementProposed); waiting != nil {
			if err := u.closeAgreement(ctx, *waiting, AgreementSuperseded); err != nil {
				return Agreement{}, err
			}
		}
		a := Agreement{
			ID: AgreementID(u.service.ids.NewID()), Mentorship: id, Number: len(all) + 1, Texts: texts, State: AgreementProposed,
			ProposedBy: u.actor.ID, ProposedAt: u.now,
		}
		if err := u.inTouch(ctx, &m); err != nil {
			return Agreement{}, err
		}
		if err := u.saveAgreement(ctx, ActionProposeAgreement, m, a); err != nil {
			return Agreement{}, err
		}
		return a, u.tellOfAgreement(ctx, m.Other(u.actor.ID), NoticeAgreement, a.ID)
	})
}

// checkProposal refuses a version written over one the actor has not seen, and one that says what is proposed or agreed already.
func (u *unit) checkProposal(ctx context.Context, m Mentorship, all []Agreement, number int, texts AgreementTexts) error {
	latest := latestAgreement(all)
	switch {
	case latest == nil && number == 0:
		return nil
	case latest == nil || latest.Number != number:
		other, err := u.publicCard(ctx, m.Other(u.actor.ID))
		if err != nil {
			return err
		}
		if latest != nil && latest.ProposedBy == u.actor.ID {
			return conflict(CodeAgreementChangedByYou)
		}
		return &Error{Kind: Conflict, Code: CodeAgreementChanged, Args: map[string]any{"Name": other.Name()}}
	case len(all) >= MaxAgreementVersions:
		return &Error{Kind: Conflict, Code: CodeAgreementVersions, Args: map[string]any{"Limit": MaxAgreementVersions}}
	}
	holds := agreementIn(all, AgreementProposed)
	if holds == nil {
		holds = agreementIn(all, AgreementAgreed)
	}
	if holds != nil && len(AgreementChanges(holds.Texts, texts)) == 0 {
		return conflict(CodeAgreementSame)
	}
	return nil
}

// Agree makes a version that the other one has proposed hold between the two; who proposed it is told. A version that another one has taken
// the place of is refused. Agreeing to what holds already changes nothing.
func (s *Service) Agree(ctx context.Context, call Call, id AgreementID) (Agreement, error) {
	return change(ctx, s, call, ActionAgree, func(ctx context.Context, u *unit) (Agreement, error) {
		a, m, err := u.lockAgreement(ctx, ActionAgree, id)
		if err != nil || a.State == AgreementAgreed {
			return a, err
		}
		all, err := u.agreements(ctx, m.ID)
		if err != nil {
			return a, err
		}
		switch {
		case a.State == AgreementSuperseded:
			return a, agreementOutdated(latestAgreement(all).Number)
		case a.State == AgreementWithdrawn:
			return a, conflict(CodeAgreementWithdrawn)
		case a.ProposedBy == u.actor.ID:
			return a, conflict(CodeAgreementOwn)
		}
		if before := agreementIn(all, AgreementAgreed); before != nil {
			if err := u.closeAgreement(ctx, *before, AgreementSuperseded); err != nil {
				return a, err
			}
		}
		a.State, a.AgreedAt = AgreementAgreed, u.now
		if err := u.saveAgreement(ctx, ActionAgree, m, a); err != nil {
			return a, err
		}
		u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID}) // a first step is done
		return a, u.tellOfAgreement(ctx, a.ProposedBy, NoticeAgreementAgreed, a.ID)
	})
}

// WithdrawAgreement takes back a version the actor has proposed. What was agreed before goes on to hold. Taking it back twice changes nothing.
func (s *Service) WithdrawAgreement(ctx context.Context, call Call, id AgreementID) (Agreement, error) {
	return change(ctx, s, call, ActionWithdrawAgreement, func(ctx context.Context, u *unit) (Agreement, error) {
		a, m, err := u.lockAgreement(ctx, ActionWithdrawAgreement, id)
		switch {
		case err != nil:
			return a, err
		case a.ProposedBy != u.actor.ID:
			return a, conflict(CodeAgreementNotYours)
		case a.State == AgreementWithdrawn:
			return a, nil
		case a.State == AgreementAgreed:
			return a, conflict(CodeAgreementSettled)
		case a.State == AgreementSuperseded:
			return a, agreementOutdated(a.Number + 1)
		}
		a.State, a.ClosedAt = AgreementWithdrawn, u.now
		return a, u.saveAgreement(ctx, ActionWithdrawAgreement, m, a)
	})
}

// ShareAgreement has an agreed version sent as a document: the first time to the group conversation of the two, after that, and where there
// is none or the mentorship has ended, to who asks for it alone. together tells which.
func (s *Service) ShareAgreement(ctx context.Context, call Call, id AgreementID) (together bool, err error) {
	return change(ctx, s, call, ActionShareAgreement, func(ctx context.Context, u *unit) (bool, error) {
		a, err := u.Agreements().Get(ctx, id)
		if err != nil {
			return false, missing(err, "load agreement")
		}
		m, err := u.Mentorships().Get(ctx, a.Mentorship)
		if err != nil {
			return false, missing(err, "load mentorship")
		}
		if err := u.allow(ActionShareAgreement, u.relation(m.Mentor, m.Mentee)); err != nil {
			return false, err
		}
		if m, err = u.lockOngoing(ctx, m.ID); err != nil {
			return false, err
		}
		if a, err = u.Agreements().Get(ctx, id); err != nil {
			return false, missing(err, "load agreement")
		}
		if !a.WasAgreed() {
			return false, conflict(CodeAgreementNotAgreed)
		}
		task := Task{Agreement: id, To: u.actor.ID}
		together := m.Ongoing() && m.Conversation != "" && a.SharedAt.IsZero() && a.State == AgreementAgreed
		if together {
			task.Mentorship, a.SharedAt = m.ID, u.now
			if err := u.Agreements().Save(ctx, a); err != nil {
				return false, fmt.Errorf("save agreement: %w", err)
			}
		}
		u.enqueue(Job{Kind: JobAgreement, Task: task, Lane: "agreement:" + string(id)})
		return together, u.audit(ctx, ActionShareAgreement, AgreementSubject(id), nil)
	})
}

// lockAgreement loads a version under the lock of its mentorship, for one of the two.
func (u *unit) lockAgreement(ctx context.Context, action Action, id AgreementID) (Agreement, Mentorship, error) {
	a, err := u.Agreements().Get(ctx, id)
	if err != nil {
		return a, Mentorship{}, missing(err, "load agreement")
	}
	m, err := u.lockForPair(ctx, action, a.Mentorship, CodeAgreementReadOnly)
	if err != nil {
		return a, m, err
	}
	a, err = u.Agreements().Get(ctx, id)
	return a, m, missing(err, "load agreement")
}

func (u *unit) agreements(ctx context.Context, id MentorshipID) ([]Agreement, error) {
	all, err := u.Agreements().ForMentorship(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load agreement: %w", err)
	}
	return all, nil
}

// closeAgreement ends a version that gives way to another one. It goes first: two that are live at once would be one too many.
func (u *unit) closeAgreement(ctx context.Context, a Agreement, state AgreementState) error {
	a.State, a.ClosedAt = state, u.now
	if err := u.Agreements().Save(ctx, a); err != nil {
		return fmt.Errorf("save agreement: %w", err)
	}
	u.refreshMessages(AgreementSubject(a.ID), Task{Agreement: a.ID})
	return nil
}

// saveAgreement keeps a version and what was done to it. Both see it at once: on their Home, and in what they were told about it.
func (u *unit) saveAgreement(ctx context.Context, action Action, m Mentorship, a Agreement) error {
	if err := u.Agreements().Save(ctx, a); err != nil {
		return fmt.Errorf("save agreement: %w", err)
	}
	u.refreshMessages(AgreementSubject(a.ID), Task{Agreement: a.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, action, AgreementSubject(a.ID), nil) // what they wrote is theirs
}

// tellOfAgreement tells one of the two, unless they are gone.
func (u *unit) tellOfAgreement(ctx context.Context, to PersonID, notice NoticeKind, id AgreementID) error {
	person, err := u.People().Get(ctx, to)
	if err != nil {
		return missing(err, "load person")
	}
	if person.Active() {
		u.notify(to, notice, Task{Agreement: id})
	}
	return nil
}

// endAgreement takes the buttons off what was said about a version that nobody can agree to any more, because the mentorship ends.
func (u *unit) endAgreement(ctx context.Context, m Mentorship) error {
	live, err := u.Agreements().Live(ctx, m.ID)
	if err != nil {
		return fmt.Errorf("load agreement: %w", err)
	}
	for _, a := range live {
		u.refreshMessages(AgreementSubject(a.ID), Task{Agreement: a.ID})
	}
	return nil
}
