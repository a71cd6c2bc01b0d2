package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Fit is how somebody finds their mentorship; words are in the catalogue under "fit.<key>".
type Fit string

// The answers.
const (
	FitGood      Fit = "good"
	FitUndecided Fit = "undecided"
	FitNot       Fit = "not_a_fit"
)

// Fits lists the answers in order.
func Fits() []Fit { return []Fit{FitGood, FitUndecided, FitNot} }

// FitRule says whether people are asked how it fits, and what those who run the programme learn of it; words are in the catalogue under
// "fit_rule.<key>". The other one of the pair never does.
type FitRule string

// The rules. A policy stored before there was a choice has none of them, which means off.
const (
	FitOff     FitRule = "off"
	FitPrivate FitRule = "private" // nobody but the person
	FitCounts  FitRule = "counts"  // staff read how many gave each answer
	FitNames   FitRule = "names"   // staff read who gave which
)

// FitRules lists the rules, from what says least.
func FitRules() []FitRule { return []FitRule{FitOff, FitPrivate, FitCounts, FitNames} }

// tells reports whether a rule lets staff learn what another rule does.
func (r FitRule) tells(what FitRule) bool {
	return slices.Index(FitRules(), r) >= slices.Index(FitRules(), what)
}

// AsksFit reports whether people are asked how it fits.
func (p Policy) AsksFit() bool { return p.Fit.tells(FitPrivate) }

const (
	// FitSessions is how many sessions the two hold before they are asked how it fits.
	FitSessions = 2
	// MinFits is how many answers it takes until staff read counts, so that nobody's own can be told.
	MinFits = 5
)

// FitAnswer is what one of a pair said about how it fits.
type FitAnswer struct {
	Mentorship MentorshipID
	Person     PersonID
	Program    ProgramID
	Fit        Fit     // empty while they have not answered
	Told       FitRule // who was to learn it when they answered: nobody else ever does
	At         time.Time
}

// told reports whether somebody's answer, that was given under a rule, may be told under another one that holds now.
func (a FitAnswer) told(now FitRule, what FitRule) bool {
	return a.Fit != "" && a.Told.tells(what) && now.tells(what)
}

// FitFacts is what the page about how it fits shows one of the two, the viewer.
type FitFacts struct {
	MentorshipFacts
	Answer FitAnswer // the viewer's
}

// MayAnswerFit reports whether the viewer can say how it fits.
func (f *MentorshipFacts) MayAnswerFit() bool { return f.refuseFit() == nil }

// AsksFit reports whether the viewer has not said yet how it fits, and can.
func (f *MentorshipFacts) AsksFit() bool { return f.MayAnswerFit() && f.Fit == "" }

func (f *MentorshipFacts) refuseFit() error {
	switch {
	case !f.Program.Policy.AsksFit():
		return conflict(CodeFitOff)
	case !f.Mentorship.Ongoing():
		return conflict(CodeMentorshipEnded)
	case f.Held < FitSessions:
		return &Error{Kind: Conflict, Code: CodeFitEarly, Args: map[string]any{"Sessions": FitSessions}}
	}
	return nil
}

// Fitting loads a mentorship for one of the two who is about to say how it fits, or reads what they can do.
func (s *Service) Fitting(ctx context.Context, call Call, id MentorshipID) (FitFacts, error) {
	return read(ctx, s, call, ActionAnswerFit, func(ctx context.Context, u *unit) (FitFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return FitFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionAnswerFit, u.relation(m.Mentor, m.Mentee)); err != nil {
			return FitFacts{}, err
		}
		return u.fitFacts(ctx, m)
	})
}

func (u *unit) fitFacts(ctx context.Context, m Mentorship) (FitFacts, error) {
	facts := FitFacts{}
	var err error
	if facts.MentorshipFacts, err = u.mentorshipFacts(ctx, m, u.actor.ID); err != nil {
		return facts, err
	}
	if facts.Answer, err = u.fitOf(ctx, m.ID, u.actor.ID); err != nil {
		return facts, err
	}
	return facts, facts.refuseFit()
}

// fitOf is what somebody said about how it fits, empty for nothing yet.
func (u *unit) fitOf(ctx context.Context, id MentorshipID, person PersonID) (FitAnswer, error) {
	a, err := u.Fits().Get(ctx, id, person)
	if errors.Is(err, ErrNotFound) {
		return FitAnswer{Mentorship: id, Person: person}, nil
	}
	if err != nil {
		return a, fmt.Errorf("load how it fits: %w", err)
	}
	return a, nil
}

// AnswerFit records how the actor finds their mentorship; they can change their mind. The other one is told nothing, and staff what the rule
// of the programme says now.
func (s *Service) AnswerFit(ctx context.Context, call Call, id MentorshipID, fit Fit) (FitFacts, error) {
	return change(ctx, s, call, ActionAnswerFit, func(ctx context.Context, u *unit) (FitFacts, error) {
		m, err := u.lockForPair(ctx, ActionAnswerFit, id, CodeMentorshipEnded)
		if err != nil {
			return FitFacts{}, err
		}
		facts, err := u.fitFacts(ctx, m)
		switch {
		case err != nil:
			return facts, err
		case !slices.Contains(Fits(), fit):
			return facts, invalid("fit", CodeInvalidInput)
		}
		facts.Fit, facts.Answer = fit, FitAnswer{Mentorship: id, Person: u.actor.ID, Program: m.Program, Fit: fit, Told: facts.Program.Policy.Fit, At: u.now}
		if err := u.Fits().Save(ctx, facts.Answer); err != nil {
			return facts, fmt.Errorf("save how it fits: %w", err)
		}
		for _, session := range facts.Sessions { // where the question stands
			if session.State == SessionHeld {
				u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
			}
		}
		u.refreshHome(u.actor.ID)
		return facts, u.audit(ctx, ActionAnswerFit, MentorshipSubject(id), nil) // what they said is theirs
	})
}

// Rematching loads a mentorship for one of the two who is about to end it and not to be paired with the other one again.
func (s *Service) Rematching(ctx context.Context, call Call, id MentorshipID) (EndFacts, error) {
	return read(ctx, s, call, ActionRematch, func(ctx context.Context, u *unit) (EndFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return EndFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionRematch, u.relation(m.Mentor, m.Mentee)); err != nil {
			return EndFacts{}, err
		}
		if !m.Ongoing() {
			return EndFacts{}, conflict(CodeMentorshipEnded)
		}
		return u.endFacts(ctx, m)
	})
}

// Rematch ends a mentorship as [Service.EndMentorship] does and keeps the two apart in the programme from now on. Both are told of the end;
// only staff see that the two are kept apart, and who wanted that.
func (s *Service) Rematch(ctx context.Context, call Call, id MentorshipID, reason string) (Mentorship, error) {
	reason = clean(reason)
	return change(ctx, s, call, ActionRematch, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return m, missing(err, "load mentorship")
		}
		if err := u.allow(ActionRematch, u.relation(m.Mentor, m.Mentee)); err != nil {
			return m, err
		}
		if m, err = u.lockToEnd(ctx, id); err != nil {
			return m, err
		}
		if err := m.checkEndReason(reason, u.now); err != nil {
			return m, err
		}
		if err := u.keepApart(ctx, m); err != nil {
			return m, err
		}
		if err := u.audit(ctx, ActionRematch, MentorshipSubject(id), nil); err != nil {
			return m, err
		}
		return u.endMentorship(ctx, m, u.actor.ID, reason)
	})
}

// keepApart keeps the two of a mentorship apart from now on. What staff have written about them before stays.
func (u *unit) keepApart(ctx context.Context, m Mentorship) error {
	known, err := u.Exclusions().Among(ctx, m.Program, []PersonID{m.Mentor, m.Mentee})
	if err != nil {
		return fmt.Errorf("load exclusions: %w", err)
	}
	if len(known) > 0 {
		return nil
	}
	e := Exclusion{Program: m.Program, AddedBy: u.actor.ID, AddedAt: u.now}
	e.One, e.Other = pairOf(m.Mentor, m.Mentee)
	if err := u.Exclusions().Save(ctx, e); err != nil {
		return fmt.Errorf("save exclusion: %w", err)
	}
	u.release(m.Program, e.One)
	u.release(m.Program, e.Other)
	return nil
}

// FitStats is how people of a programme find their mentorships, as far as staff may read it.
type FitStats struct {
	Shown  bool // staff read counts at all
	Counts map[Fit]int
}

// Sum counts the answers.
func (s FitStats) Sum() int {
	sum := 0
	for _, n := range s.Counts {
		sum += n
	}
	return sum
}

// addFits counts how it fits, where the rule of the programme says so, of those who were told so.
func (u *unit) addFits(ctx context.Context, r *SupplyReport) error {
	r.Fits.Shown = r.Program.Policy.Fit.tells(FitCounts)
	if !r.Fits.Shown {
		return nil
	}
	var err error
	if r.Fits.Counts, err = u.Fits().Counts(ctx, r.Program.ID, []FitRule{FitCounts, FitNames}, u.now.Add(-SupplyWindow)); err != nil {
		return fmt.Errorf("count how it fits: %w", err)
	}
	return nil
}

// toldFits are what the two of a mentorship have said about how it fits, as far as staff may read it by name. Staff who are one of the two
// learn nothing here: the other one was promised that.
func (u *unit) toldFits(ctx context.Context, policy Policy, m Mentorship) (map[PersonID]Fit, error) {
	if !policy.Fit.tells(FitNames) || m.Has(u.actor.ID) {
		return nil, nil
	}
	told := map[PersonID]Fit{}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		a, err := u.fitOf(ctx, m.ID, person)
		if err != nil {
			return nil, err
		}
		if a.told(policy.Fit, FitNames) {
			told[person] = a.Fit
		}
	}
	return told, nil
}
