package core

import (
	"context"
	"fmt"
)

// MaxThanks limits what one of a pair says to thank the other, in code points.
const MaxThanks = 500

// Thanks are what each of the two said to the other when it was over; empty for nothing.
type Thanks struct {
	OfMentor string
	OfMentee string
}

// thanksBy is where what one of the two said is kept.
func (m *Mentorship) thanksBy(person PersonID) *string {
	if person == m.Mentor {
		return &m.Thanks.OfMentor
	}
	return &m.Thanks.OfMentee
}

// Over reports whether the mentorship took place and has ended.
func (m *Mentorship) Over() bool {
	return m.State == MentorshipCompleted || m.State == MentorshipEndedEarly
}

// Said is what the viewer said to thank the other one; empty for nothing.
func (f *MentorshipFacts) Said() string { return *f.Mentorship.thanksBy(f.Viewer.Person.ID) }

// Heard is what the other one said to thank the viewer; empty for nothing.
func (f *MentorshipFacts) Heard() string { return *f.Mentorship.thanksBy(f.Other.Person.ID) }

// MayThank reports whether the viewer can thank the other one: once, when it is over, and while the other one is there to read it.
func (f *MentorshipFacts) MayThank() bool { return f.refuseThanks() == nil }

func (f *MentorshipFacts) refuseThanks() error {
	switch {
	case !f.Mentorship.Over():
		return conflict(CodeThanksEarly)
	case f.Said() != "":
		return conflict(CodeThanksSent)
	case !f.Other.Person.Active():
		return conflict(CodeThanksGone)
	}
	return nil
}

// Thanking loads a mentorship for one of the two who is about to thank the other.
func (s *Service) Thanking(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return read(ctx, s, call, ActionThank, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		return u.thanking(ctx, m)
	})
}

func (u *unit) thanking(ctx context.Context, m Mentorship) (MentorshipFacts, error) {
	if err := u.allow(ActionThank, u.relation(m.Mentor, m.Mentee)); err != nil {
		return MentorshipFacts{}, err
	}
	facts, err := u.mentorshipFacts(ctx, m, u.actor.ID)
	if err != nil {
		return facts, err
	}
	return facts, facts.refuseThanks()
}

// Thank sends the other one a few words once the mentorship is over.
func (s *Service) Thank(ctx context.Context, call Call, id MentorshipID, words string) (MentorshipFacts, error) {
	words = clean(words)
	return change(ctx, s, call, ActionThank, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionThank, u.relation(m.Mentor, m.Mentee)); err != nil {
			return MentorshipFacts{}, err
		}
		if m, err = u.lockOngoing(ctx, id); err != nil {
			return MentorshipFacts{}, err
		}
		if _, err := u.thanking(ctx, m); err != nil {
			return MentorshipFacts{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("words", words))
		bad.add(checkLength("words", words, MaxThanks))
		if err := bad.err(); err != nil {
			return MentorshipFacts{}, err
		}
		*m.thanksBy(u.actor.ID) = words
		if err := u.tellOther(ctx, m, NoticeThanks); err != nil {
			return MentorshipFacts{}, err
		}
		return u.saveClosing(ctx, ActionThank, m, nil) // what they said is theirs
	})
}

// mayMentor reports whether the news of an end is the moment to ask a mentee to become a mentor: it went to its planned end, it is the
// first one that did, and the programme would take them as one.
func (u *unit) mayMentor(ctx context.Context, program Program, m Mentorship) (bool, error) {
	if m.State != MentorshipCompleted || program.State != ProgramOpen {
		return false, nil
	}
	place, err := u.participant(ctx, program, m.Mentee)
	if err != nil || place.Mentor || !place.Joined() {
		return false, err
	}
	all, err := u.Mentorships().ForPerson(ctx, m.Mentee)
	if err != nil {
		return false, fmt.Errorf("load mentorships: %w", err)
	}
	for _, other := range all {
		earlier := other.State == MentorshipCompleted && other.Mentee == m.Mentee && other.EndedAt.Before(m.EndedAt)
		if earlier && other.Program == m.Program {
			return false, nil
		}
	}
	return true, nil
}
