package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"mentorbot/core/slots"
)

// Availability says whether a mentor takes requests.
type Availability struct {
	Unavailable bool
	Until       string // first day back, "2006-01-02" in the person's own zone; empty for open end
	Reason      string
}

// MentorSettings is how somebody takes part as a mentor.
type MentorSettings struct {
	Program   ProgramID // empty for the default programme
	Topics    []string
	Languages []string
	Capacity  int
	Availability
}

// MaxAvailabilityReason limits the reason shown for being unavailable, in code points.
const MaxAvailabilityReason = 150

// placesOf loads a person's participations with what they need to be found.
func (u *unit) placesOf(ctx context.Context, person Person, profile Profile) ([]ParticipantFacts, error) {
	places, err := u.Participants().ForPerson(ctx, person.ID)
	if err != nil {
		return nil, fmt.Errorf("load participations: %w", err)
	}
	var out []ParticipantFacts
	for _, place := range places {
		program, err := u.Programs().Get(ctx, place.Program)
		if err != nil {
			return nil, fmt.Errorf("load programme: %w", err)
		}
		facts, err := u.placeFacts(ctx, program, place, person, profile)
		if err != nil {
			return nil, err
		}
		out = append(out, facts)
	}
	return out, nil
}

func (u *unit) placeFacts(ctx context.Context, program Program, place Participant, person Person, profile Profile) (ParticipantFacts, error) {
	load, err := u.Mentorships().Load(ctx, program.ID, person.ID)
	if err != nil {
		return ParticipantFacts{}, fmt.Errorf("count mentorships: %w", err)
	}
	facts := ParticipantFacts{Program: program, Participant: place, Load: load}
	gaps, err := u.gaps(ctx, program.Policy, person, profile, place)
	if err != nil {
		return facts, err
	}
	facts.Missing, facts.MenteeMissing = gaps[RoleMentor], gaps[RoleMentee]
	facts.Waiting = place.standingIn(RoleMentor, program.Policy, gaps) == waiting
	facts.AnswerBy = program.Policy.AnswerDue(place.AppliedAt, person.Location())
	facts.Overdue = !place.AppliedAt.IsZero() && facts.AnswerBy.Before(u.now)
	return facts, nil
}

// MentorFacts loads the form for taking part as a mentor; for somebody new it is prefilled from their profile.
func (s *Service) MentorFacts(ctx context.Context, call Call, id ProgramID) (ProfileFacts, ParticipantFacts, error) {
	type both struct {
		Profile ProfileFacts
		Place   ParticipantFacts
	}
	facts, err := own(ctx, s, call, ActionViewPlace, func(ctx context.Context, u *unit) (both, error) {
		profile, err := u.profileFacts(ctx)
		if err != nil {
			return both{}, err
		}
		program, err := u.program(ctx, id)
		if err != nil {
			return both{}, err
		}
		place, err := u.participant(ctx, program, u.actor.ID)
		if err != nil {
			return both{}, err
		}
		if !place.Mentor && len(place.Topics) == 0 {
			place.Topics = profile.Profile.Skills
		}
		placeFacts, err := u.placeFacts(ctx, program, place, u.actor, profile.Profile)
		return both{profile, placeFacts}, err
	})
	return facts.Profile, facts.Place, err
}

// participant is the person's place in a programme, or the one they would start with.
func (u *unit) participant(ctx context.Context, program Program, person PersonID) (Participant, error) {
	place, err := u.Participants().Get(ctx, program.ID, person)
	if errors.Is(err, ErrNotFound) {
		return Participant{
			Program: program.ID, Person: person, State: ParticipantActive, Capacity: program.Policy.DefaultCapacity,
			JoinedAt: u.now, UpdatedAt: u.now,
		}, nil
	}
	if err != nil {
		return Participant{}, fmt.Errorf("load participation: %w", err)
	}
	return place, nil
}

// SaveMentor lets the actor take part as a mentor, or changes how they do.
func (s *Service) SaveMentor(ctx context.Context, call Call, in MentorSettings) (ParticipantFacts, error) {
	in.Topics, in.Reason = cleanTerms(in.Topics), cleanLine(in.Reason)
	return change(ctx, s, call, ActionJoinMentor, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		if err := u.allow(ActionJoinMentor, u.self()); err != nil {
			return ParticipantFacts{}, err
		}
		until, err := u.checkMentor(in)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return ParticipantFacts{}, err
		}
		profile, isNew, err := u.ownProfile(ctx)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if isNew {
			return ParticipantFacts{}, conflict(CodeProfileFirst)
		}
		program, err := u.program(ctx, in.Program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.joinable(ctx, program); err != nil {
			return ParticipantFacts{}, err
		}
		profile.Languages, profile.UpdatedAt = in.Languages, u.now
		return u.storeMentor(ctx, program, profile, in, until)
	})
}

func (u *unit) checkMentor(in MentorSettings) (until time.Time, err error) {
	var bad fieldErrors
	if len(in.Topics) == 0 {
		bad.add(invalid("topics", CodeNoTopics))
	}
	bad.add(checkTerms("topics", in.Topics))
	if len(in.Languages) == 0 {
		bad.add(invalid("languages", CodeRequired))
	}
	bad.add(checkKnown("languages", Languages(), in.Languages...))
	if in.Capacity < 1 || in.Capacity > MaxCapacity {
		bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "capacity", Args: map[string]any{"Min": 1, "Max": MaxCapacity}})
	}
	until, e := u.checkAvailability(in.Availability)
	bad.add(e)
	return until, bad.err()
}

// checkAvailability reads the day a mentor is back, in their own zone.
func (u *unit) checkAvailability(in Availability) (time.Time, *Error) {
	if !in.Unavailable {
		return time.Time{}, nil
	}
	if e := checkLength("reason", in.Reason, MaxAvailabilityReason); e != nil {
		return time.Time{}, e
	}
	if in.Until == "" {
		return time.Time{}, nil
	}
	wall, err := slots.ParseWall(in.Until, "00:00")
	if err != nil {
		return time.Time{}, invalid("until", CodeInvalidInput)
	}
	until, _ := wall.Instant(u.actor.Location())
	if !until.After(u.now) {
		return time.Time{}, invalid("until", CodeDateInPast)
	}
	return until, nil
}

func (u *unit) storeMentor(ctx context.Context, program Program, profile Profile, in MentorSettings, until time.Time) (ParticipantFacts, error) {
	place, err := u.ownPlace(ctx, program)
	if err != nil {
		return ParticipantFacts{}, err
	}
	if err := place.enter(u); err != nil {
		return ParticipantFacts{}, err
	}
	place.Mentor, place.Topics, place.Capacity = true, in.Topics, in.Capacity
	if err := u.saveAvailability(ctx, &place, in.Availability, until); err != nil {
		return ParticipantFacts{}, err
	}
	if err := u.storeProfile(ctx, profile); err != nil {
		return ParticipantFacts{}, err
	}
	u.release(program.ID, u.actor.ID)
	detail := map[string]string{"capacity": strconv.Itoa(in.Capacity), "unavailable": strconv.FormatBool(in.Unavailable)}
	if err := u.audit(ctx, ActionJoinMentor, PersonSubject(u.actor.ID), detail); err != nil {
		return ParticipantFacts{}, err
	}
	place, err = u.Participants().Get(ctx, program.ID, u.actor.ID) // storeProfile settled state and findability
	if err != nil {
		return ParticipantFacts{}, fmt.Errorf("load participation: %w", err)
	}
	return u.placeFacts(ctx, program, place, u.actor, profile)
}

// ownPlace is the actor's place in a programme, held until the end of the transaction.
func (u *unit) ownPlace(ctx context.Context, program Program) (Participant, error) {
	if err := u.Participants().Lock(ctx, program.ID, u.actor.ID); err != nil {
		return Participant{}, fmt.Errorf("lock participation: %w", err)
	}
	return u.participant(ctx, program, u.actor.ID)
}

func (u *unit) saveAvailability(ctx context.Context, place *Participant, in Availability, until time.Time) error {
	place.Unavailable, place.UnavailableUntil, place.UnavailableReason = in.Unavailable, until, in.Reason
	if !in.Unavailable {
		place.UnavailableReason = ""
	}
	place.UpdatedAt = u.now
	if err := u.Participants().Save(ctx, *place); err != nil {
		return fmt.Errorf("save participation: %w", err)
	}
	return nil
}

// StopMentoring takes the actor off the list of mentors. Their mentorships go on; requests that wait are passed on.
func (s *Service) StopMentoring(ctx context.Context, call Call, id ProgramID) (ParticipantFacts, error) {
	return change(ctx, s, call, ActionLeaveMentor, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		if err := u.allow(ActionLeaveMentor, u.self()); err != nil {
			return ParticipantFacts{}, err
		}
		program, err := u.program(ctx, id)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return ParticipantFacts{}, err
		}
		place, err := u.ownPlace(ctx, program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if !place.Mentor {
			return ParticipantFacts{}, conflict(CodeNotMentor)
		}
		place.Mentor, place.Findable = false, false
		if err := u.saveAvailability(ctx, &place, Availability{}, time.Time{}); err != nil {
			return ParticipantFacts{}, err
		}
		u.release(program.ID, u.actor.ID)
		if err := u.audit(ctx, ActionLeaveMentor, PersonSubject(u.actor.ID), nil); err != nil {
			return ParticipantFacts{}, err
		}
		return u.resettle(ctx, program, u.actor, place)
	})
}

// returnMentor makes a mentor available again whose last day away is over.
func (s *Service) returnMentor(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionSetAvailability, func(ctx context.Context, u *unit) (Participant, error) {
		if err := u.Participants().Lock(ctx, item.Program, item.Person); err != nil {
			return Participant{}, err
		}
		place, err := u.Participants().Get(ctx, item.Program, item.Person)
		if err != nil || !place.Unavailable || !place.Available(u.now) {
			return place, err
		}
		if err := u.saveAvailability(ctx, &place, Availability{}, time.Time{}); err != nil {
			return place, err
		}
		u.refreshHome(item.Person)
		return place, u.audit(ctx, ActionSetAvailability, PersonSubject(item.Person), map[string]string{"unavailable": "false"})
	})
	return err
}
