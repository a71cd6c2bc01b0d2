package core

import (
	"context"
	"errors"
	"fmt"
)

// PairWarning is what a programme's admin should know before they pair two people; words are in the catalogue under
// "pair_warning.<key>".
type PairWarning string

// The warnings. A pair can be made in spite of them.
const (
	PairExcluded       PairWarning = "excluded"         // these two are not to be paired; Cause says why
	PairUnavailable    PairWarning = "unavailable"      // the mentor is marked as not available
	PairNotFindable    PairWarning = "not_findable"     // the mentor's profile is not complete, or they are not active
	PairMenteeWaits    PairWarning = "mentee_waits"     // the mentee has a request under way, which will be closed
	PairMentorWaits    PairWarning = "mentor_waits"     // others have asked the mentor and wait
	PairNotJoined      PairWarning = "not_joined"       // the mentee does not take part yet and will
	PairMenteeOffered  PairWarning = "mentee_offered"   // mentors have made the mentee offers that wait
	PairMentorOffered  PairWarning = "mentor_offered"   // the mentor has made others offers that wait
	PairMentorIsFull   PairWarning = "mentor_full"      // blocks: no place is left
	PairMenteeHasOne   PairWarning = "mentee_matched"   // blocks: the mentee has as many mentors as the programme allows
	PairNoMentor       PairWarning = "not_a_mentor"     // blocks: the mentor does not mentor in this programme
	PairInactive       PairWarning = "inactive"         // blocks: one of them was deactivated or is a bot
	PairTogether       PairWarning = "together"         // blocks: they are a pair already
	PairNoProfile      PairWarning = "no_profile"       // blocks: the mentee has no profile
	PairProgramNotOpen PairWarning = "program_not_open" // blocks: the programme takes nobody
)

// Blocks reports whether a pair cannot be made because of a warning.
func (w PairWarning) Blocks() bool {
	switch w {
	case PairExcluded, PairUnavailable, PairNotFindable, PairMenteeWaits, PairMentorWaits, PairNotJoined, PairMenteeOffered, PairMentorOffered:
		return false
	}
	return true
}

// PairPreview is what pairing two people would mean.
type PairPreview struct {
	Program  Program
	Mentor   MentorCard // with the explained score
	Mentee   Card
	Warnings []PairWarning
	Cause    ExclusionCause // of PairExcluded
	Waiting  int            // requests of others that wait for the mentor
	ToMentee int            // offers of mentors that wait for the mentee
	ToOthers int            // offers of the mentor that wait for others
}

// Blocked reports whether the pair cannot be made.
func (p PairPreview) Blocked() bool {
	for _, w := range p.Warnings {
		if w.Blocks() {
			return true
		}
	}
	return false
}

// Pair is an admin's decision to bring two people together.
type Pair struct {
	Program ProgramID
	Mentor  PersonID
	Mentee  PersonID
}

// PairPreview says what pairing two people would mean, before it is done.
func (s *Service) PairPreview(ctx context.Context, call Call, in Pair) (PairPreview, error) {
	return read(ctx, s, call, ActionPair, func(ctx context.Context, u *unit) (PairPreview, error) {
		program, err := u.managed(ctx, ActionPair, in.Program)
		if err != nil {
			return PairPreview{}, err
		}
		if err := in.check(); err != nil {
			return PairPreview{}, err
		}
		return u.pairPreview(ctx, program, in)
	})
}

func (p Pair) check() error {
	var bad fieldErrors
	bad.add(checkRequired("mentor", string(p.Mentor)))
	bad.add(checkRequired("mentee", string(p.Mentee)))
	if p.Mentor == p.Mentee {
		bad.add(invalid("mentee", CodeSamePerson))
	}
	return bad.err()
}

func (u *unit) pairPreview(ctx context.Context, program Program, in Pair) (PairPreview, error) {
	preview := PairPreview{Program: program}
	cards, err := u.mentorCards(ctx, program, in.Mentee, []PersonID{in.Mentor})
	if err != nil {
		return preview, err
	}
	preview.Mentor = cards[0]
	if preview.Mentee, err = u.publicCard(ctx, in.Mentee); err != nil {
		return preview, err
	}
	if preview.Mentor.Person.ID == "" {
		return preview, notFound()
	}
	for _, look := range []func(context.Context, *PairPreview) error{u.warnOfMentor, u.warnOfMentee, u.warnOfOffers, u.warnOfBoth} {
		if err := look(ctx, &preview); err != nil {
			return preview, err
		}
	}
	return preview, nil
}

func (p *PairPreview) warn(when bool, w PairWarning) {
	if when {
		p.Warnings = append(p.Warnings, w)
	}
}

func (u *unit) warnOfMentor(ctx context.Context, p *PairPreview) error {
	place := p.Mentor.Participant
	p.warn(p.Program.State != ProgramOpen, PairProgramNotOpen)
	p.warn(!p.Mentor.Person.Stays() || !p.Mentee.Person.Stays(), PairInactive)
	if !place.Mentor {
		p.warn(true, PairNoMentor)
		return nil
	}
	p.warn(p.Mentor.Load >= place.Capacity, PairMentorIsFull)
	p.warn(!place.Findable, PairNotFindable)
	p.warn(!place.Available(u.now), PairUnavailable)
	live, err := u.Invitations().LiveForMentor(ctx, p.Program.ID, p.Mentor.Person.ID)
	if err != nil {
		return fmt.Errorf("load invitations: %w", err)
	}
	for _, inv := range live {
		if inv.Mentee != p.Mentee.Person.ID {
			p.Waiting++
		}
	}
	p.warn(p.Waiting > 0, PairMentorWaits)
	return nil
}

func (u *unit) warnOfMentee(ctx context.Context, p *PairPreview) error {
	mentee := p.Mentee.Person.ID
	active, err := u.Mentorships().ActiveOf(ctx, p.Program.ID, mentee)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	p.warn(active >= p.Program.Policy.MentorshipsPerMentee, PairMenteeHasOne)
	p.warn(p.Mentee.Profile.Person == "", PairNoProfile)
	list, err := u.ChoiceLists().Current(ctx, p.Program.ID, mentee)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("load choices: %w", err)
	}
	p.warn(err == nil && list.State == ChoicesRunning, PairMenteeWaits)
	place, err := u.participant(ctx, p.Program, mentee)
	p.warn(!place.Mentee || place.State != ParticipantActive, PairNotJoined)
	return err
}

// warnOfOffers counts the offers that wait: to the mentee, of whoever made them, and of the mentor to others.
func (u *unit) warnOfOffers(ctx context.Context, p *PairPreview) error {
	mentor, mentee := p.Mentor.Person.ID, p.Mentee.Person.ID
	for _, person := range []PersonID{mentor, mentee} {
		offers, err := u.Invitations().Offers(ctx, p.Program.ID, person)
		if err != nil {
			return fmt.Errorf("load offers: %w", err)
		}
		for _, offer := range offers {
			switch {
			case person == mentee && offer.Mentee == mentee:
				p.ToMentee++
			case person == mentor && offer.Mentor == mentor && offer.Mentee != mentee:
				p.ToOthers++
			}
		}
	}
	p.warn(p.ToMentee > 0, PairMenteeOffered)
	p.warn(p.ToOthers > 0, PairMentorOffered)
	return nil
}

func (u *unit) warnOfBoth(ctx context.Context, p *PairPreview) error {
	mentor, mentee := p.Mentor.Person.ID, p.Mentee.Person.ID
	mentorships, err := u.Mentorships().ForPerson(ctx, mentee)
	if err != nil {
		return fmt.Errorf("load mentorships: %w", err)
	}
	for _, m := range mentorships {
		running := m.State == MentorshipActive || m.State == MentorshipOnHold
		p.warn(running && m.Program == p.Program.ID && m.Mentor == mentor, PairTogether)
	}
	p.Cause, err = u.excludedPair(ctx, p.Program, mentee, mentor)
	p.warn(p.Cause != "", PairExcluded)
	return err
}

// PairByHand brings two people together because an admin of the programme says so: nobody is asked. Requests of the mentee end with it,
// and both are told once.
func (s *Service) PairByHand(ctx context.Context, call Call, in Pair) (PairPreview, error) {
	return change(ctx, s, call, ActionPair, func(ctx context.Context, u *unit) (PairPreview, error) {
		program, err := u.managed(ctx, ActionPair, in.Program)
		if err != nil {
			return PairPreview{}, err
		}
		if err := in.check(); err != nil {
			return PairPreview{}, err
		}
		if err := u.lockPair(ctx, in); err != nil {
			return PairPreview{}, err
		}
		preview, err := u.pairPreview(ctx, program, in)
		if err != nil {
			return preview, err
		}
		if preview.Blocked() {
			return preview, conflict(CodePairBlocked)
		}
		_, err = u.pair(ctx, program, in, introduced)
		return preview, err
	})
}

// lockPair holds both people, the mentee's list and the participations, in the order of all locks, so that nobody asks or accepts
// meanwhile.
func (u *unit) lockPair(ctx context.Context, in Pair) error {
	if err := u.People().Lock(ctx, in.Mentor, in.Mentee); err != nil {
		return fmt.Errorf("lock people: %w", err)
	}
	list, err := u.ChoiceLists().Current(ctx, in.Program, in.Mentee)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("load choices: %w", err)
	}
	people := []PersonID{in.Mentee, in.Mentor}
	if err == nil {
		if err := u.ChoiceLists().Lock(ctx, list.ID); err != nil {
			return fmt.Errorf("lock choices: %w", err)
		}
		people = append(people, list.Mentors...)
	}
	if err := u.Participants().Lock(ctx, in.Program, people...); err != nil {
		return fmt.Errorf("lock participants: %w", err)
	}
	return nil
}

// introduction says whether a new pair is told of it.
type introduction bool

const (
	introduced introduction = true
	untold     introduction = false
)

// pair makes the mentorship, under the locks of lockPair, and ends what the mentee had asked for.
func (u *unit) pair(ctx context.Context, program Program, in Pair, told introduction) (Mentorship, error) {
	if err := u.joinPaired(ctx, program, in.Mentee); err != nil {
		return Mentorship{}, err
	}
	if err := u.supersede(ctx, program, in.Mentee); err != nil {
		return Mentorship{}, err
	}
	return u.startMentorship(ctx, Mentorship{Program: program.ID, Mentor: in.Mentor, Mentee: in.Mentee}, program, told)
}

// joinPaired makes a mentee of somebody who is paired without having asked.
func (u *unit) joinPaired(ctx context.Context, program Program, mentee PersonID) error {
	place, err := u.participant(ctx, program, mentee)
	if err != nil || place.Mentee && place.State == ParticipantActive {
		return err
	}
	place.Mentee, place.State, place.UpdatedAt = true, ParticipantActive, u.now
	place.approve(RoleMentee) // whoever runs the programme has decided
	if err := u.Participants().Save(ctx, place); err != nil {
		return fmt.Errorf("save participation: %w", err)
	}
	return u.audit(ctx, ActionJoinMentee, PersonSubject(mentee), nil)
}

// supersede ends a mentee's list because they have a mentor now. A mentor who is being asked sees that there is nothing left to answer.
func (u *unit) supersede(ctx context.Context, program Program, mentee PersonID) error {
	list, err := u.ChoiceLists().Current(ctx, program.ID, mentee)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load choices: %w", err)
	}
	asked, err := u.Invitations().ForList(ctx, list.ID)
	if err != nil {
		return fmt.Errorf("load invitations: %w", err)
	}
	for _, inv := range asked {
		if !inv.Live() {
			continue
		}
		if err := u.closeInvitation(ctx, &inv, InvitationSuperseded, ActionPair); err != nil {
			return err
		}
	}
	list.State, list.ClosedAt = ChoicesMatched, u.now
	if err := u.ChoiceLists().Save(ctx, list); err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	return nil
}
