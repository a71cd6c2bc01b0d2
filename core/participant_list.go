package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ParticipantFilter narrows the list of a programme's participants. Empty fields do not restrict.
type ParticipantFilter struct {
	Role  Role
	State ParticipantState // awaiting_activation means everybody whose application waits, whatever else they take part in
	Name  string           // part of the name
}

// ParticipantQuery asks for a stretch of the list.
type ParticipantQuery struct {
	ParticipantFilter
	Program       ProgramID
	Offset, Limit int
}

// ApplicationQueue is how many applications wait in a programme, and since when the oldest does.
type ApplicationQueue struct {
	Program ProgramID
	Count   int
	Since   time.Time
}

// ParticipantEntry is a participant as staff see them.
type ParticipantEntry struct {
	ParticipantFacts
	Person       Card // public part
	Completeness Completeness
	Request      bool         // their own request is under way
	ToAnswer     int          // requests that wait for their answer
	Offers       []Invitation // of mentors, which they made or were made, that wait for an answer, oldest first
	LastActive   time.Time    // when they last changed something or began something
}

// ParticipantPage is one page of a programme's participants.
type ParticipantPage struct {
	Program  Program
	Relation Relation
	Filter   ParticipantFilter
	Entries  []ParticipantEntry
	Page     int // from 0
	Pages    int
	Total    int
}

// ParticipantDetail is everything staff see of one participant.
type ParticipantDetail struct {
	ParticipantEntry
	Relation    Relation
	Mentorships []EndFacts // those that go on
	Pending     []PendingOffer
}

// PendingOffer is an offer of a mentor that waits for an answer, as staff see it: without the words, which are between the two.
type PendingOffer struct {
	Invitation Invitation
	Other      Card // the other one than the participant
}

// Made reports whether the participant made the offer; they were made it otherwise.
func (o PendingOffer) Made() bool { return o.Other.Person.ID == o.Invitation.Mentee }

// OffersMade counts those the participant made.
func (e ParticipantEntry) OffersMade() int {
	n := 0
	for _, inv := range e.Offers {
		if inv.Mentor == e.Person.Person.ID {
			n++
		}
	}
	return n
}

// ParticipantStates are the states of participants, in the order in which they are passed through.
func ParticipantStates() []ParticipantState {
	return []ParticipantState{
		ParticipantProfileIncomplete, ParticipantAwaitingActivation, ParticipantActive, ParticipantPaused, ParticipantWithdrawn,
		ParticipantRemoved, ParticipantDeclined,
	}
}

// ParticipantList loads a page of a programme's participants for those who run it: applications oldest first, everybody else by name. A
// page past the end gives the last one.
func (s *Service) ParticipantList(ctx context.Context, call Call, id ProgramID, f ParticipantFilter, page int) (ParticipantPage, error) {
	f.Name = cleanLine(f.Name)
	return read(ctx, s, call, ActionViewParticipants, func(ctx context.Context, u *unit) (ParticipantPage, error) {
		program, err := u.managed(ctx, ActionViewParticipants, id)
		if err != nil {
			return ParticipantPage{}, err
		}
		if err := f.check(); err != nil {
			return ParticipantPage{}, err
		}
		return u.participantPage(ctx, program, f, page)
	})
}

func (f ParticipantFilter) check() error {
	var bad fieldErrors
	if f.Role != "" && f.Role != RoleMentor && f.Role != RoleMentee {
		bad.add(invalid("role", CodeUnknownOption))
	}
	if f.State != "" && !slices.Contains(ParticipantStates(), f.State) {
		bad.add(invalid("state", CodeUnknownOption))
	}
	bad.add(checkLength("name", f.Name, MaxShortText))
	return bad.err()
}

func (u *unit) participantPage(ctx context.Context, program Program, f ParticipantFilter, page int) (ParticipantPage, error) {
	q := ParticipantQuery{ParticipantFilter: f, Program: program.ID, Limit: PageSize}
	q.Name = strings.ToLower(q.Name)
	total, err := u.Participants().Count(ctx, q)
	if err != nil {
		return ParticipantPage{}, fmt.Errorf("count participants: %w", err)
	}
	out := ParticipantPage{Program: program, Filter: f, Total: total, Pages: max(1, (total+PageSize-1)/PageSize)}
	out.Page = min(max(page, 0), out.Pages-1)
	q.Offset = out.Page * PageSize
	if out.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return out, err
	}
	places, err := u.Participants().Page(ctx, q)
	if err != nil {
		return out, fmt.Errorf("list participants: %w", err)
	}
	for _, place := range places {
		entry, err := u.participantEntry(ctx, program, place)
		if err != nil {
			return out, err
		}
		out.Entries = append(out.Entries, entry)
	}
	return out, nil
}

func (u *unit) participantEntry(ctx context.Context, program Program, place Participant) (ParticipantEntry, error) {
	card, err := u.card(ctx, place.Person)
	if err != nil {
		return ParticipantEntry{}, err
	}
	entry := ParticipantEntry{Completeness: completeness(card.Person, card.Profile)}
	if entry.ParticipantFacts, err = u.placeFacts(ctx, program, place, card.Person, card.Profile); err != nil {
		return entry, err
	}
	entry.LastActive = latest(place.JoinedAt, place.UpdatedAt, card.Profile.UpdatedAt)
	card.Profile = card.Profile.Public()
	entry.Person = card
	live, err := u.Invitations().LiveForMentor(ctx, program.ID, place.Person)
	if err != nil {
		return entry, fmt.Errorf("load invitations: %w", err)
	}
	entry.ToAnswer = len(live)
	if entry.Offers, err = u.Invitations().Offers(ctx, program.ID, place.Person); err != nil {
		return entry, fmt.Errorf("load offers: %w", err)
	}
	list, err := u.ChoiceLists().Latest(ctx, program.ID, place.Person)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return entry, fmt.Errorf("load choices: %w", err)
	}
	entry.Request = list.State == ChoicesRunning
	entry.LastActive = latest(entry.LastActive, list.CreatedAt, list.SubmittedAt)
	return entry, nil
}

func latest(all ...time.Time) time.Time { return slices.MaxFunc(all, time.Time.Compare) }

// Participant loads one participant for those who run the programme.
func (s *Service) Participant(ctx context.Context, call Call, id PlaceID) (ParticipantDetail, error) {
	return read(ctx, s, call, ActionViewParticipants, func(ctx context.Context, u *unit) (ParticipantDetail, error) {
		program, err := u.managed(ctx, ActionViewParticipants, id.Program)
		if err != nil {
			return ParticipantDetail{}, err
		}
		return u.participantDetail(ctx, program, id.Person)
	})
}

func (u *unit) participantDetail(ctx context.Context, program Program, person PersonID) (ParticipantDetail, error) {
	place, err := u.Participants().Get(ctx, program.ID, person)
	if err != nil {
		return ParticipantDetail{}, missing(err, "load participation")
	}
	var detail ParticipantDetail
	if detail.ParticipantEntry, err = u.participantEntry(ctx, program, place); err != nil {
		return detail, err
	}
	if detail.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return detail, err
	}
	ongoing, err := u.ongoing(ctx, program.ID, person)
	if err != nil {
		return detail, err
	}
	for _, m := range ongoing {
		facts, err := u.endFacts(ctx, m)
		if err != nil {
			return detail, err
		}
		if facts.Fits, err = u.toldFits(ctx, program.Policy, m); err != nil {
			return detail, err
		}
		detail.Mentorships = append(detail.Mentorships, facts)
	}
	for _, inv := range detail.Offers {
		other := inv.Mentor
		if other == person {
			other = inv.Mentee
		}
		card, err := u.publicCard(ctx, other)
		if err != nil {
			return detail, err
		}
		detail.Pending = append(detail.Pending, PendingOffer{Invitation: inv, Other: card})
	}
	return detail, nil
}

// Deciding loads a participant for somebody who is about to decide about them.
func (s *Service) Deciding(ctx context.Context, call Call, id PlaceID) (ParticipantDetail, error) {
	return read(ctx, s, call, ActionRemove, func(ctx context.Context, u *unit) (ParticipantDetail, error) {
		program, err := u.managed(ctx, ActionRemove, id.Program)
		if err != nil {
			return ParticipantDetail{}, err
		}
		return u.participantDetail(ctx, program, id.Person)
	})
}
