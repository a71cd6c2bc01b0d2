package core

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Approval says whose part in a programme begins only when those who run it say so; words are in the catalogue under "approval.<key>".
type Approval string

// Who has to be activated. An empty value means nobody.
const (
	ApprovalNone      Approval = "none"
	ApprovalMentors   Approval = "mentors"
	ApprovalEverybody Approval = "everybody"
)

// Approvals are the values that can be chosen.
func Approvals() []Approval { return []Approval{ApprovalNone, ApprovalMentors, ApprovalEverybody} }

// NeedsApproval reports whether staff decide who takes part in a role.
func (p Policy) NeedsApproval(role Role) bool {
	return p.Approval == ApprovalEverybody || p.Approval == ApprovalMentors && role == RoleMentor
}

// required are the items of a profile that a role needs.
func (p Policy) required(role Role) []ProfileItem {
	if role == RoleMentor {
		return p.MentorItems
	}
	return p.MenteeItems
}

// AnswerDue is until when an application is to be answered: so many working days later, on the clock of a place.
func (p Policy) AnswerDue(applied time.Time, at *time.Location) time.Time {
	if applied.IsZero() {
		return time.Time{}
	}
	return workingDaysLater(applied, max(p.ApprovalDays, 1), at)
}

// workingDaysLater is so many days later on the clock of a place, Saturdays and Sundays not counted.
func workingDaysLater(from time.Time, days int, at *time.Location) time.Time {
	due := from.In(at)
	for days > 0 {
		due = due.AddDate(0, 0, 1)
		if !onWeekend(due.Weekday()) {
			days--
		}
	}
	return due.UTC()
}

// Joined reports whether the person takes part or wants to.
func (p *Participant) Joined() bool {
	switch p.State {
	case ParticipantWithdrawn, ParticipantRemoved, ParticipantDeclined:
		return false
	}
	return true
}

// In reports whether the person has taken a role.
func (p *Participant) In(role Role) bool {
	if role == RoleMentor {
		return p.Mentor
	}
	return p.Mentee
}

func (p *Participant) approved(role Role) bool {
	if role == RoleMentor {
		return p.ApprovedMentor
	}
	return p.ApprovedMentee
}

func (p *Participant) approve(role Role) {
	if role == RoleMentor {
		p.ApprovedMentor = true
	} else {
		p.ApprovedMentee = true
	}
}

// standing is how far somebody is in a role. A higher one is nearer to taking part.
type standing int

const (
	outside    standing = iota // has not taken the role
	incomplete                 // required items are missing
	waiting                    // complete: staff decide
	ready
)

// gaps are the required items somebody has not filled in, by the roles they have taken. What else a role may need before one can take
// part in it is to be added here: all that follows from the gaps, from the state to the words, then follows from it too.
func (u *unit) gaps(ctx context.Context, policy Policy, person Person, profile Profile, place Participant) (map[Role][]ProfileItem, error) {
	var answers map[QuestionID]Answer
	if slices.ContainsFunc(place.roles(), policy.requires) {
		sheet, err := u.sheet(ctx, place.Program, person.ID)
		if err != nil {
			return nil, err
		}
		answers = sheet.Answers
	}
	return gapsIn(policy, person, profile, place, answers), nil
}

// gapsIn are the gaps of somebody whose answers are loaded.
func gapsIn(policy Policy, person Person, profile Profile, place Participant, answers map[QuestionID]Answer) map[Role][]ProfileItem {
	found := map[Role][]ProfileItem{}
	for _, role := range place.roles() {
		found[role] = emptyItems(policy.required(role), person, profile, place)
		if len(missingAnswers(policy, answers, role)) > 0 {
			found[role] = append(found[role], ItemQuestions)
		}
	}
	return found
}

// standingIn is how far somebody is in a role.
func (p *Participant) standingIn(role Role, policy Policy, gaps map[Role][]ProfileItem) standing {
	switch {
	case !p.In(role):
		return outside
	case len(gaps[role]) > 0:
		return incomplete
	case policy.NeedsApproval(role) && !p.approved(role):
		return waiting
	}
	return ready
}

// settle derives the state from how far the person is in the best of their roles, and whether an application waits. Decisions of staff,
// a pause and leaving are not touched.
func (p *Participant) settle(policy Policy, gaps map[Role][]ProfileItem, now time.Time) {
	if !p.Joined() || p.State == ParticipantPaused {
		p.AppliedAt = time.Time{}
		return
	}
	best, applies := outside, false
	for _, role := range []Role{RoleMentor, RoleMentee} {
		s := p.standingIn(role, policy, gaps)
		best, applies = max(best, s), applies || s == waiting && !p.Returned
		if s == ready { // whoever is in stays in when the programme begins to ask
			p.approve(role)
		}
	}
	switch {
	case !applies:
		p.AppliedAt = time.Time{}
	case p.AppliedAt.IsZero():
		p.AppliedAt = now
	}
	switch {
	case best == ready || best == outside:
		p.State = ParticipantActive
	case applies:
		p.State = ParticipantAwaitingActivation
	default:
		p.State = ParticipantProfileIncomplete
	}
}

// mayChooseMentors refuses somebody who takes no part as a mentee and cannot begin by choosing.
func (u *unit) mayChooseMentors(ctx context.Context, program Program, place Participant) error {
	switch place.State {
	case ParticipantPaused:
		return conflict(CodeParticipantPaused)
	case ParticipantRemoved:
		return conflict(CodeParticipantRemoved)
	case ParticipantDeclined:
		return conflict(CodeApplicationDeclined)
	}
	if program.Policy.Pairing == PairingAdmins {
		return conflict(CodeAdminsPair)
	}
	if place.Mentee && place.Joined() {
		return nil
	}
	place.Mentee = true
	gaps, err := u.gapsOf(ctx, program, u.actor, place)
	if err != nil {
		return err
	}
	if err := u.answersFirst(ctx, program); err != nil {
		return err
	}
	if place.standingIn(RoleMentee, program.Policy, gaps) != ready {
		return conflict(CodeJoinFirst)
	}
	return nil
}

// mayAsk refuses somebody who may choose, but not send requests yet.
func (u *unit) mayAsk(ctx context.Context, program Program, place Participant) error {
	if err := u.mayChooseMentors(ctx, program, place); err != nil || !place.Mentee {
		return err
	}
	gaps, err := u.gapsOf(ctx, program, u.actor, place)
	if err != nil {
		return err
	}
	switch s := place.standingIn(RoleMentee, program.Policy, gaps); {
	case s == incomplete:
		return &Error{Kind: Conflict, Code: CodeItemsMissing, Args: map[string]any{"Items": gaps[RoleMentee]}}
	case s == waiting && place.Returned:
		return conflict(CodeApplicationReturned)
	case s == waiting:
		return conflict(CodeAwaitingActivation)
	}
	return nil
}

// gapsOf loads the profile gaps are looked for in.
func (u *unit) gapsOf(ctx context.Context, program Program, person Person, place Participant) (map[Role][]ProfileItem, error) {
	profiles, err := u.Profiles().GetAll(ctx, []PersonID{person.ID})
	if err != nil {
		return nil, fmt.Errorf("load profile: %w", err)
	}
	return u.gaps(ctx, program.Policy, person, profiles[person.ID], place)
}

// sameStanding reports whether two versions of a place differ in nothing that settling decides.
func sameStanding(a, b Participant) bool {
	return a.State == b.State && a.Findable == b.Findable && a.AppliedAt.Equal(b.AppliedAt) &&
		a.ApprovedMentor == b.ApprovedMentor && a.ApprovedMentee == b.ApprovedMentee
}

// roles are those the person has taken.
func (p *Participant) roles() []Role {
	return slices.DeleteFunc([]Role{RoleMentor, RoleMentee}, func(r Role) bool { return !p.In(r) })
}
