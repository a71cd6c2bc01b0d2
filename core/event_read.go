package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Events loads a page of the events that the actor may come to, in the programme they are in.
func (s *Service) Events(ctx context.Context, call Call, page int) (EventsFacts, error) {
	return own(ctx, s, call, ActionViewEvents, func(ctx context.Context, u *unit) (EventsFacts, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return EventsFacts{}, err
		}
		if program.ID == "" {
			return EventsFacts{}, nil
		}
		facts := EventsFacts{Program: program}
		roles, err := u.eventRoles(ctx, program, u.actor)
		if err != nil {
			return facts, err
		}
		relation, err := u.staffRelation(ctx, program.ID)
		if err != nil {
			return facts, err
		}
		facts.TakesIn, facts.Runs, facts.Manages = len(roles) > 0, slices.Contains(Permitted(ActionViewEventDesk), relation), relation.MayManage()
		if !facts.TakesIn {
			return facts, nil
		}
		return facts, u.listEvents(ctx, &facts, EventQuery{Program: program.ID, Planned: true, Roles: roles}, page)
	})
}

// EventDesks loads a page of a programme's events for those who run it: those to come, or those that are over.
func (s *Service) EventDesks(ctx context.Context, call Call, id ProgramID, past bool, page int) (EventsFacts, error) {
	return read(ctx, s, call, ActionViewEventDesk, func(ctx context.Context, u *unit) (EventsFacts, error) {
		program, err := u.managed(ctx, ActionViewEventDesk, id)
		if err != nil {
			return EventsFacts{}, err
		}
		relation, err := u.staffRelation(ctx, id)
		if err != nil {
			return EventsFacts{}, err
		}
		facts := EventsFacts{Program: program, Runs: true, Manages: relation.MayManage() && program.State != ProgramArchived, Past: past}
		over, err := u.Events().Count(ctx, EventQuery{Program: id, Now: u.now, Past: true})
		if err != nil {
			return facts, fmt.Errorf("count events: %w", err)
		}
		facts.NextPast = over > 0
		return facts, u.listEvents(ctx, &facts, EventQuery{Program: id, Past: past}, page)
	})
}

// listEvents loads the page of a list, or the last one when there are fewer by now.
func (u *unit) listEvents(ctx context.Context, facts *EventsFacts, q EventQuery, page int) error {
	q.Now = u.now
	var err error
	if facts.Total, err = u.Events().Count(ctx, q); err != nil {
		return fmt.Errorf("count events: %w", err)
	}
	facts.Pages = max(1, (facts.Total+EventsPerPage-1)/EventsPerPage)
	facts.Page = min(max(page, 0), facts.Pages-1)
	q.Offset, q.Limit = facts.Page*EventsPerPage, EventsPerPage
	events, err := u.Events().List(ctx, q)
	if err != nil {
		return fmt.Errorf("load events: %w", err)
	}
	facts.Events, err = u.factsOfEvents(ctx, facts.Program, u.actor, events)
	return err
}

func (u *unit) factsOfEvents(ctx context.Context, program Program, viewer Person, events []Event) ([]EventFacts, error) {
	var all []EventFacts
	for _, e := range events {
		facts, err := u.eventFacts(ctx, program, e, viewer)
		if err != nil {
			return nil, err
		}
		all = append(all, facts)
	}
	return all, nil
}

// eventFacts adds to an event what concerns one person.
func (u *unit) eventFacts(ctx context.Context, program Program, e Event, viewer Person) (EventFacts, error) {
	facts := EventFacts{Program: program, Event: e, Viewer: viewer, Now: u.now}
	counts, err := u.Events().Counts(ctx, []EventID{e.ID})
	if err != nil {
		return facts, fmt.Errorf("count sign-ups: %w", err)
	}
	facts.Counts = counts[e.ID]
	if facts.SignUp, err = u.liveSignUp(ctx, e.ID, viewer.ID); err != nil {
		return facts, err
	}
	return facts, u.addStanding(ctx, &facts)
}

// addStanding says how long who waits has to wait, and why somebody who has not signed up cannot.
func (u *unit) addStanding(ctx context.Context, facts *EventFacts) error {
	var err error
	if facts.SignUp.State == SignUpWaiting {
		if facts.Before, err = u.Events().Before(ctx, facts.Event.ID, facts.SignUp.Number); err != nil {
			return fmt.Errorf("count who waits: %w", err)
		}
	}
	if facts.SignUp.Live() {
		return nil
	}
	err = u.maySignUp(ctx, facts.Program, facts.Event, facts.Viewer, facts.Counts)
	if refusal := Refusal(err); refusal != nil {
		facts.Refused = refusal.Code
		return nil
	}
	return err
}

// liveSignUp is a person's sign-up for an event that lives, or none.
func (u *unit) liveSignUp(ctx context.Context, event EventID, person PersonID) (SignUp, error) {
	found, err := u.Events().Live(ctx, event, person)
	if errors.Is(err, ErrNotFound) {
		return SignUp{}, nil
	}
	if err != nil {
		return found, fmt.Errorf("load sign-up: %w", err)
	}
	return found, nil
}

// eventRoles are the roles in which somebody takes part in a programme now.
func (u *unit) eventRoles(ctx context.Context, program Program, person Person) ([]Role, error) {
	place, err := u.Participants().Get(ctx, program.ID, person.ID)
	if errors.Is(err, ErrNotFound) || err == nil && place.State != ParticipantActive {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load participation: %w", err)
	}
	gaps, err := u.gapsOf(ctx, program, person, place)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(place.roles(), func(r Role) bool { return place.standingIn(r, program.Policy, gaps) != ready }), nil
}

// maySignUp refuses who an event is not for, and everybody once it is too late.
func (u *unit) maySignUp(ctx context.Context, program Program, e Event, person Person, counts EventCounts) error {
	switch {
	case e.State == EventCancelled:
		return conflict(CodeEventCancelled)
	case !u.now.Before(e.StartsAt):
		return conflict(CodeEventOver)
	}
	roles, err := u.eventRoles(ctx, program, person)
	switch {
	case err != nil:
		return err
	case len(roles) == 0:
		return conflict(CodeEventNotIn)
	case !e.fits(roles):
		return conflict(CodeEventNotForYou)
	case !u.now.Before(e.ClosesAt()):
		return conflict(CodeEventClosed)
	case counts.Places+counts.Waiting >= MaxSignUps:
		return &Error{Kind: Conflict, Code: CodeEventFull, Args: map[string]any{"Limit": MaxSignUps}}
	}
	return nil
}

// Event loads an event for somebody it is for, who has signed up, or who runs the programme.
func (s *Service) Event(ctx context.Context, call Call, id EventID) (EventFacts, error) {
	return own(ctx, s, call, ActionViewEvents, func(ctx context.Context, u *unit) (EventFacts, error) { return u.event(ctx, id) })
}

// event is [Service.Event] within a transaction.
func (u *unit) event(ctx context.Context, id EventID) (EventFacts, error) {
	e, program, err := u.eventAndProgram(ctx, id)
	if err != nil {
		return EventFacts{}, err
	}
	facts, err := u.eventFacts(ctx, program, e, u.actor)
	if err != nil {
		return facts, err
	}
	relation, err := u.staffRelation(ctx, program.ID)
	if err != nil {
		return facts, err
	}
	facts.Runs, facts.Manages = slices.Contains(Permitted(ActionViewEventDesk), relation), relation.MayManage()
	if facts.Runs || facts.SignUp.ID != "" {
		return facts, nil
	}
	roles, err := u.eventRoles(ctx, program, u.actor)
	if err != nil {
		return facts, err
	}
	switch {
	case len(roles) == 0:
		return EventFacts{}, conflict(CodeEventNotIn)
	case !e.fits(roles):
		return EventFacts{}, conflict(CodeEventNotForYou)
	}
	return facts, nil
}

func (u *unit) eventAndProgram(ctx context.Context, id EventID) (Event, Program, error) {
	e, err := u.Events().Get(ctx, id)
	if err != nil {
		return e, Program{}, missing(err, "load event")
	}
	program, err := u.Programs().Get(ctx, e.Program)
	return e, program, missing(err, "load programme")
}

// EventFor loads an event for rendering what a person is told of their sign-up, which need not live any more.
func (s *Service) EventFor(ctx context.Context, workspace WorkspaceID, id SignUpID) (EventFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (EventFacts, error) { return u.signUpFacts(ctx, id) })
}

func (u *unit) signUpFacts(ctx context.Context, id SignUpID) (EventFacts, error) {
	signUp, err := u.Events().SignUp(ctx, id)
	if err != nil {
		return EventFacts{}, missing(err, "load sign-up")
	}
	e, program, err := u.eventAndProgram(ctx, signUp.Event)
	if err != nil {
		return EventFacts{}, err
	}
	facts := EventFacts{Program: program, Event: e, SignUp: signUp, Now: u.now}
	if facts.Viewer, err = u.People().Get(ctx, signUp.Person); err != nil {
		return facts, missing(err, "load person")
	}
	counts, err := u.Events().Counts(ctx, []EventID{e.ID})
	if err != nil {
		return facts, fmt.Errorf("count sign-ups: %w", err)
	}
	facts.Counts = counts[e.ID]
	return facts, u.addStanding(ctx, &facts)
}

// EventDesk loads an event with a page of who comes, for those who run its programme.
func (s *Service) EventDesk(ctx context.Context, call Call, id EventID, page int) (EventDesk, error) {
	return read(ctx, s, call, ActionViewEventDesk, func(ctx context.Context, u *unit) (EventDesk, error) {
		e, program, err := u.staffEvent(ctx, ActionViewEventDesk, id)
		if err != nil {
			return EventDesk{}, err
		}
		return u.eventDesk(ctx, program, e, page)
	})
}

// staffEvent loads an event for those who may do something to it.
func (u *unit) staffEvent(ctx context.Context, action Action, id EventID) (Event, Program, error) {
	e, err := u.Events().Get(ctx, id)
	if err != nil {
		return e, Program{}, missing(err, "load event")
	}
	program, err := u.managed(ctx, action, e.Program)
	return e, program, err
}

func (u *unit) eventDesk(ctx context.Context, program Program, e Event, page int) (EventDesk, error) {
	facts, err := u.eventFacts(ctx, program, e, u.actor)
	if err != nil {
		return EventDesk{}, err
	}
	relation, err := u.staffRelation(ctx, program.ID)
	if err != nil {
		return EventDesk{}, err
	}
	facts.Runs, facts.Manages = true, relation.MayManage()
	desk := EventDesk{EventFacts: facts}
	total := facts.Counts.Places + facts.Counts.Waiting
	desk.Pages = max(1, (total+SignUpsPerPage-1)/SignUpsPerPage)
	desk.Page = min(max(page, 0), desk.Pages-1)
	signUps, err := u.Events().SignUps(ctx, e.ID, SignUpQuery{Offset: desk.Page * SignUpsPerPage, Limit: SignUpsPerPage})
	if err != nil {
		return desk, fmt.Errorf("load sign-ups: %w", err)
	}
	for _, signUp := range signUps {
		card, err := u.publicCard(ctx, signUp.Person)
		if err != nil {
			return desk, err
		}
		desk.SignUps = append(desk.SignUps, SignUpFacts{SignUp: signUp, Person: card})
	}
	return desk, nil
}

// homeEvents is how many events the Home lists.
const homeEvents = 3

// addEvents loads the next events a person may come to in the programme they are in.
func (u *unit) addEvents(ctx context.Context, d *Dashboard) error {
	if d.Participant == nil || d.Program.ID == "" {
		return nil
	}
	roles, err := u.eventRoles(ctx, d.Program, d.Viewer.Person)
	if err != nil || len(roles) == 0 {
		return err
	}
	q := EventQuery{Program: d.Program.ID, Now: u.now, Planned: true, Roles: roles, Limit: homeEvents}
	events, err := u.Events().List(ctx, q)
	if err != nil {
		return fmt.Errorf("load events: %w", err)
	}
	if d.Events, err = u.factsOfEvents(ctx, d.Program, d.Viewer.Person, events); err != nil {
		return err
	}
	d.MoreEvents, err = u.Events().Count(ctx, q)
	d.MoreEvents -= len(d.Events)
	return err
}

// eventsAhead counts a programme's events that are planned and not over.
func (u *unit) eventsAhead(ctx context.Context, program ProgramID, now time.Time) (int, error) {
	n, err := u.Events().Count(ctx, EventQuery{Program: program, Now: now, Planned: true})
	if err != nil {
		return 0, fmt.Errorf("count events: %w", err)
	}
	return n, nil
}
