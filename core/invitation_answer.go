package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Decline is a mentor's no.
type Decline struct {
	Reason          DeclineReason
	Text            string // free words to the mentee, may be empty
	AlsoUnavailable bool   // take no further requests for now
	Until           string // first day back, "2006-01-02" in the mentor's zone; empty for open end
}

// Accept says yes to an invitation: the mentorship starts. Under the list's locks it holds that the mentor has room and the
// mentee no other mentor, whoever else answers at the same instant.
func (s *Service) Accept(ctx context.Context, call Call, id InvitationID) (InvitationFacts, error) {
	return change(ctx, s, call, ActionAccept, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, list, program, err := u.answerable(ctx, id, ActionAccept)
		if err != nil {
			return InvitationFacts{}, err
		}
		if err := u.checkRoom(ctx, program, inv); err != nil {
			return InvitationFacts{}, err
		}
		if err := u.closeInvitation(ctx, &inv, InvitationAccepted, ActionAccept); err != nil {
			return InvitationFacts{}, err
		}
		list.State, list.ClosedAt = ChoicesMatched, u.now
		if err := u.ChoiceLists().Save(ctx, list); err != nil {
			return InvitationFacts{}, fmt.Errorf("save choices: %w", err)
		}
		pair := Mentorship{Program: program.ID, Mentor: inv.Mentor, Mentee: inv.Mentee, Invitation: inv.ID}
		if _, err := u.startMentorship(ctx, pair, program, introduced); err != nil {
			return InvitationFacts{}, err
		}
		return u.invitationFacts(ctx, inv, inv.AskedOf())
	})
}

// answerable loads an invitation under its locks and refuses when the actor may not answer it or nobody can any more.
func (u *unit) answerable(ctx context.Context, id InvitationID, action Action) (Invitation, ChoiceList, Program, error) {
	inv, list, program, err := u.lockInvitation(ctx, id)
	if err != nil {
		return inv, list, program, err
	}
	if err := u.allow(inv.answer(action), u.relation(inv.Mentor, inv.Mentee)); err != nil {
		return inv, list, program, err
	}
	return inv, list, program, u.checkOpen(ctx, inv)
}

// checkOpen says in words why an invitation cannot be answered any more. The deadline counts from the clock, not from when the sweep
// noticed it.
func (u *unit) checkOpen(ctx context.Context, inv Invitation) error {
	code := map[InvitationState]Code{
		InvitationAccepted: CodeInvitationAccepted, InvitationDeclined: CodeInvitationDeclined,
		InvitationExpired: CodeInvitationExpired, InvitationWithdrawn: CodeInvitationWithdrawn,
		InvitationSuperseded: CodeInvitationSuperseded, InvitationSkipped: CodeInvitationSkipped,
	}[inv.State]
	if inv.State == InvitationSent && !u.now.Before(inv.ExpiresAt) {
		code = CodeInvitationExpired
	}
	if inv.State == InvitationSkipped && inv.SkipReason == SkipFull {
		code = CodeYouAreFull
	}
	if code == "" {
		return nil
	}
	if inv.Offer {
		code = offerCode(code)
	}
	asker, err := u.card(ctx, inv.AskedBy())
	if err != nil {
		return err
	}
	return &Error{Kind: Conflict, Code: code, Args: map[string]any{"Name": asker.Name()}}
}

// offerCode is what a mentee reads about an offer that is closed; the words about requests are to mentors.
func offerCode(code Code) Code {
	if code == CodeInvitationExpired {
		return CodeOfferExpired
	}
	return CodeOfferClosed
}

// checkRoom refuses when the mentor is full or the mentee found somebody meanwhile.
func (u *unit) checkRoom(ctx context.Context, program Program, inv Invitation) error {
	place, err := u.participant(ctx, program, inv.Mentor)
	if err != nil {
		return err
	}
	load, err := u.Mentorships().Load(ctx, program.ID, inv.Mentor)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	mentee, err := u.card(ctx, inv.Mentee)
	if err != nil {
		return err
	}
	if inv.Offer {
		return u.checkOfferRoom(ctx, program, inv)
	}
	if load >= place.Capacity {
		return &Error{Kind: Conflict, Code: CodeYouAreFull, Args: map[string]any{"Name": mentee.Name(), "Limit": place.Capacity}}
	}
	active, err := u.Mentorships().ActiveOf(ctx, program.ID, inv.Mentee)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	if active >= program.Policy.MentorshipsPerMentee {
		return &Error{Kind: Conflict, Code: CodeInvitationSuperseded, Args: map[string]any{"Name": mentee.Name()}}
	}
	return nil
}

// checkOfferRoom refuses a mentee's yes to an offer that nobody could make any more.
func (u *unit) checkOfferRoom(ctx context.Context, program Program, inv Invitation) error {
	reason, err := u.offerObstacle(ctx, program, inv.Mentee, inv.Mentor)
	if err != nil {
		return err
	}
	switch reason {
	case "", SkipUnreachable: // who answers is there
		return nil
	case SkipMatched:
		return conflict(CodeAlreadyMatched)
	case SkipUnavailable: // the mentor takes no new requests, and keeps to what they have offered
		return nil
	}
	mentor, err := u.card(ctx, inv.Mentor)
	if err != nil {
		return err
	}
	return &Error{Kind: Conflict, Code: CodeOfferClosed, Args: map[string]any{"Name": mentor.Name()}}
}

// startMentorship begins a mentorship of two people and, if they are introduced, tells both and opens their conversation.
func (u *unit) startMentorship(ctx context.Context, m Mentorship, program Program, told introduction) (Mentorship, error) {
	m.ID, m.State, m.StartedAt = MentorshipID(u.service.ids.NewID()), MentorshipActive, u.now
	m.PlannedEnd = u.now.AddDate(0, 0, 7*program.Policy.LengthWeeks)
	m.planClosing(program.Policy, u.now)
	m.Silence.heard(program.Policy, u.now, u.now)
	err := u.Mentorships().Save(ctx, m)
	if errors.Is(err, ErrDuplicate) {
		return m, conflict(CodeAlreadyMatched)
	}
	if err != nil {
		return m, fmt.Errorf("save mentorship: %w", err)
	}
	if told == introduced {
		for _, person := range []PersonID{m.Mentor, m.Mentee} {
			u.notify(person, NoticeMatched, Task{Mentorship: m.ID})
		}
		u.enqueue(Job{Kind: JobConversation, Task: Task{Mentorship: m.ID, To: m.Mentee}, Lane: conversationLane(m.ID)})
		if err := u.planFirstSteps(ctx, m, program.Policy); err != nil {
			return m, err
		}
	}
	u.refreshHome(m.Mentor, m.Mentee)
	u.release(m.Program, m.Mentor)
	u.release(m.Program, m.Mentee)
	if err := u.resolveAttention(ctx, m.Program, m.Mentee); err != nil {
		return m, err
	}
	return m, u.audit(ctx, ActionStartMentorship, MentorshipSubject(m.ID), map[string]string{"invitation": string(m.Invitation)})
}

// Decline says no to an invitation; the next mentor is asked in the same transaction.
func (s *Service) Decline(ctx context.Context, call Call, id InvitationID, in Decline) (InvitationFacts, error) {
	in.Text = clean(in.Text)
	return change(ctx, s, call, ActionDecline, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, list, program, err := u.answerable(ctx, id, ActionDecline)
		if err != nil {
			return InvitationFacts{}, err
		}
		until, err := u.checkDecline(program, in)
		if err != nil {
			return InvitationFacts{}, err
		}
		inv.Reason, inv.ReasonText = in.Reason, in.Text
		if err := u.closeInvitation(ctx, &inv, InvitationDeclined, ActionDecline); err != nil {
			return InvitationFacts{}, err
		}
		if err := u.advance(ctx, program, list); err != nil {
			return InvitationFacts{}, err
		}
		if in.AlsoUnavailable && !inv.Offer {
			if err := u.setUnavailable(ctx, program, inv.Mentor, until); err != nil {
				return InvitationFacts{}, err
			}
		}
		return u.invitationFacts(ctx, inv, inv.AskedOf())
	})
}

func (u *unit) checkDecline(program Program, in Decline) (until time.Time, err error) {
	var bad fieldErrors
	offered := false
	for _, r := range program.Policy.DeclineReasons {
		offered = offered || r == in.Reason
	}
	if !offered {
		bad.add(invalid("reason", CodeRequired))
	}
	bad.add(checkLength("text", in.Text, MaxDeclineText))
	until, e := u.checkAvailability(Availability{Unavailable: in.AlsoUnavailable, Until: in.Until})
	bad.add(e)
	return until, bad.err()
}

// setUnavailable takes the mentor out of reach until a day and passes on what else waits for them.
func (u *unit) setUnavailable(ctx context.Context, program Program, mentor PersonID, until time.Time) error {
	place, err := u.participant(ctx, program, mentor)
	if err != nil {
		return err
	}
	if err := u.saveAvailability(ctx, &place, Availability{Unavailable: true}, until); err != nil {
		return err
	}
	u.release(program.ID, mentor)
	u.refreshHome(mentor)
	return u.audit(ctx, ActionSetAvailability, PersonSubject(mentor), map[string]string{"unavailable": "true"})
}

// Invitation loads an invitation for one of its two sides.
func (s *Service) Invitation(ctx context.Context, call Call, id InvitationID) (InvitationFacts, error) {
	return read(ctx, s, call, ActionViewInvitation, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, err := u.Invitations().Get(ctx, id)
		if err != nil {
			return InvitationFacts{}, missing(err, "load invitation")
		}
		if err := u.allow(ActionViewInvitation, u.relation(inv.Mentor, inv.Mentee)); err != nil {
			return InvitationFacts{}, err
		}
		return u.invitationFacts(ctx, inv, call.Actor)
	})
}

// Answerable loads an invitation for a page that asks once more before the actor accepts or declines. It changes nothing and refuses as
// the answer itself would: for anybody but the mentor asked, and when the question is closed.
func (s *Service) Answerable(ctx context.Context, call Call, id InvitationID, action Action) (InvitationFacts, error) {
	return read(ctx, s, call, action, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, err := u.Invitations().Get(ctx, id)
		if err != nil {
			return InvitationFacts{}, missing(err, "load invitation")
		}
		if err := u.allow(inv.answer(action), u.relation(inv.Mentor, inv.Mentee)); err != nil {
			return InvitationFacts{}, err
		}
		if err := u.checkOpen(ctx, inv); err != nil {
			return InvitationFacts{}, err
		}
		return u.invitationFacts(ctx, inv, call.Actor)
	})
}

// InvitationFor loads an invitation as the viewer sees it, for rendering messages.
func (s *Service) InvitationFor(ctx context.Context, workspace WorkspaceID, id InvitationID, viewer PersonID) (InvitationFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, err := u.Invitations().Get(ctx, id)
		if err != nil {
			return InvitationFacts{}, missing(err, "load invitation")
		}
		return u.invitationFacts(ctx, inv, viewer)
	})
}

// invitationFacts gathers what an invitation's messages show. The mentee never sees what the mentor keeps private, and the reverse.
func (u *unit) invitationFacts(ctx context.Context, inv Invitation, viewer PersonID) (InvitationFacts, error) {
	facts := InvitationFacts{Invitation: inv}
	var err error
	if facts.Program, err = u.Programs().Get(ctx, inv.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.List, err = u.ChoiceLists().Get(ctx, inv.List); err != nil {
		return facts, missing(err, "load choices")
	}
	if facts.Mentee, err = u.card(ctx, inv.Mentee); err != nil {
		return facts, err
	}
	cards, err := u.mentorCards(ctx, facts.Program, inv.Mentee, []PersonID{inv.Mentor})
	if err != nil {
		return facts, err
	}
	facts.Mentor, facts.Score = cards[0].Card, cards[0].Score
	sheets, err := u.sheetsOf(ctx, facts.Program, []PersonID{inv.Mentee})
	if err != nil {
		return facts, err
	}
	facts.Said = said(facts.Program.Policy, sheets[inv.Mentee].Answers, RoleMentee)
	if inv.Offer {
		facts.Said = cards[0].Said
	}
	hours, err := u.hours(ctx, inv.AskedOf())
	if err != nil {
		return facts, err
	}
	facts.Off = hours.DaysOff()
	facts.hidePrivate(viewer)
	if viewer == inv.Mentee && !inv.Offer { // who else was asked, and what they answered, is no business of the mentor
		if err := u.addPrevious(ctx, &facts); err != nil {
			return facts, err
		}
	}
	return facts, u.addMentorship(ctx, &facts)
}

func (f *InvitationFacts) hidePrivate(viewer PersonID) {
	if viewer != f.Mentee.Person.ID {
		f.Mentee.Profile = f.Mentee.Profile.Public()
		f.List.Mentors = nil // whom else the mentee wishes to ask
	}
}

// addPrevious finds the ask before this one on the same list.
func (u *unit) addPrevious(ctx context.Context, facts *InvitationFacts) error {
	all, err := u.Invitations().ForList(ctx, facts.List.ID)
	if err != nil {
		return fmt.Errorf("load invitations: %w", err)
	}
	for _, other := range all {
		if other.Rank < facts.Invitation.Rank {
			facts.Previous = &other
		}
	}
	if facts.Previous == nil {
		return nil
	}
	card, err := u.card(ctx, facts.Previous.Mentor)
	card.Profile = card.Profile.Public()
	facts.PreviousMentor = card
	return err
}

func (u *unit) addMentorship(ctx context.Context, facts *InvitationFacts) error {
	if facts.Invitation.State != InvitationAccepted {
		return nil
	}
	all, err := u.Mentorships().ForPerson(ctx, facts.Invitation.Mentor)
	if err != nil {
		return fmt.Errorf("load mentorships: %w", err)
	}
	for _, m := range all {
		if m.Invitation == facts.Invitation.ID {
			facts.Mentorship = &m
		}
	}
	return nil
}
