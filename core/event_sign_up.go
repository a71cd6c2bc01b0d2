package core

import (
	"context"
	"fmt"
)

// SignUp gives the actor a place at an event, or a place on its waiting list while all are taken. Asking again changes nothing.
func (s *Service) SignUp(ctx context.Context, call Call, id EventID) (EventFacts, error) {
	return change(ctx, s, call, ActionSignUp, func(ctx context.Context, u *unit) (EventFacts, error) {
		if err := u.allow(ActionSignUp, u.self()); err != nil {
			return EventFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return EventFacts{}, err
		}
		e, program, err := u.lockEvent(ctx, id)
		if err != nil {
			return EventFacts{}, err
		}
		facts, err := u.eventFacts(ctx, program, e, u.actor)
		if err != nil || facts.SignUp.ID != "" {
			return facts, err
		}
		if err := u.maySignUp(ctx, program, e, u.actor, facts.Counts); err != nil {
			return EventFacts{}, err
		}
		if err := u.enterSignUp(ctx, facts); err != nil {
			return EventFacts{}, err
		}
		return u.event(ctx, id)
	})
}

// lockEvent loads an event so that nobody else signs up for it meanwhile. People are locked before it.
func (u *unit) lockEvent(ctx context.Context, id EventID) (Event, Program, error) {
	if err := u.Events().Lock(ctx, id); err != nil {
		return Event{}, Program{}, fmt.Errorf("lock event: %w", err)
	}
	return u.eventAndProgram(ctx, id)
}

// enterSignUp stores a new sign-up of the actor.
func (u *unit) enterSignUp(ctx context.Context, facts EventFacts) error {
	last, err := u.Events().LastNumber(ctx, facts.Event.ID)
	if err != nil {
		return fmt.Errorf("number sign-up: %w", err)
	}
	signUp := SignUp{
		ID: SignUpID(u.service.ids.NewID()), Event: facts.Event.ID, Person: u.actor.ID, Number: last + 1,
		State: SignUpWaiting, SignedAt: u.now, Since: u.now,
	}
	if facts.Free() != 0 && facts.Counts.Waiting == 0 {
		signUp.State = SignUpPlace
	}
	if err := u.Events().SaveSignUp(ctx, signUp); err != nil {
		return fmt.Errorf("save sign-up: %w", err)
	}
	if signUp.State == SignUpPlace {
		u.notify(u.actor.ID, NoticeEventPlace, Task{SignUp: signUp.ID, Sequence: facts.Event.Sequence})
	}
	u.refreshHome(u.actor.ID)
	return u.audit(ctx, ActionSignUp, EventSubject(facts.Event.ID), map[string]string{"state": string(signUp.State)})
}

// GiveBack gives back the actor's place at an event, or on its waiting list. Who waits longest gets a place that becomes free, and is told.
func (s *Service) GiveBack(ctx context.Context, call Call, id EventID) (EventFacts, error) {
	return change(ctx, s, call, ActionGiveBack, func(ctx context.Context, u *unit) (EventFacts, error) {
		if err := u.allow(ActionGiveBack, u.self()); err != nil {
			return EventFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return EventFacts{}, err
		}
		e, program, err := u.lockEvent(ctx, id)
		if err != nil {
			return EventFacts{}, err
		}
		signUp, err := u.liveSignUp(ctx, id, u.actor.ID)
		switch {
		case err != nil:
			return EventFacts{}, err
		case signUp.ID == "":
			return EventFacts{}, conflict(CodeNotSignedUp)
		case e.State == EventCancelled:
			return EventFacts{}, conflict(CodeEventCancelled)
		case !u.now.Before(e.StartsAt):
			return EventFacts{}, conflict(CodeEventOver)
		}
		if err := u.endSignUp(ctx, &signUp, SignUpGivenBack); err != nil {
			return EventFacts{}, err
		}
		if err := u.moveUp(ctx, e); err != nil {
			return EventFacts{}, err
		}
		if err := u.audit(ctx, ActionGiveBack, EventSubject(id), nil); err != nil {
			return EventFacts{}, err
		}
		return u.eventFacts(ctx, program, e, u.actor)
	})
}

// endSignUp ends a sign-up that lives.
func (u *unit) endSignUp(ctx context.Context, signUp *SignUp, as SignUpState) error {
	signUp.State, signUp.Since = as, u.now
	return u.keepSignUp(ctx, *signUp)
}

// keepSignUp stores a changed sign-up and brings what was said about it up to date.
func (u *unit) keepSignUp(ctx context.Context, signUp SignUp) error {
	if err := u.Events().SaveSignUp(ctx, signUp); err != nil {
		return fmt.Errorf("save sign-up: %w", err)
	}
	u.refreshSignUp(signUp)
	return nil
}

func (u *unit) refreshSignUp(signUp SignUp) {
	u.refreshMessages(SignUpSubject(signUp.ID), Task{SignUp: signUp.ID})
	u.refreshHome(signUp.Person)
}

// moveUp gives the free places of an event to those who wait longest, and tells them.
func (u *unit) moveUp(ctx context.Context, e Event) error {
	counts, err := u.Events().Counts(ctx, []EventID{e.ID})
	if err != nil {
		return fmt.Errorf("count sign-ups: %w", err)
	}
	free := counts[e.ID].Waiting
	if e.Places > 0 {
		free = min(free, e.Places-counts[e.ID].Places)
	}
	if free <= 0 || !e.Ahead(u.now) {
		return nil
	}
	next, err := u.Events().SignUps(ctx, e.ID, SignUpQuery{State: SignUpWaiting, Limit: free})
	if err != nil {
		return fmt.Errorf("load who waits: %w", err)
	}
	for _, signUp := range next {
		signUp.State, signUp.Since = SignUpPlace, u.now
		if err := u.keepSignUp(ctx, signUp); err != nil {
			return err
		}
		u.notify(signUp.Person, NoticeEventMovedUp, Task{SignUp: signUp.ID, Sequence: e.Sequence})
	}
	return nil
}

// loseSignUps ends what somebody has signed up for in a programme and cannot come to any more: they left it, paused, or gave up the role an
// event is for. Unless they cannot be told anything any more, they are, once of each; the places pass on.
func (u *unit) loseSignUps(ctx context.Context, place Participant, tell bool) error {
	live, err := u.Events().LiveOf(ctx, place.Program, place.Person, u.now)
	if err != nil {
		return fmt.Errorf("load sign-ups: %w", err)
	}
	for _, id := range eventIDs(live) {
		e, _, err := u.lockEvent(ctx, id)
		if err != nil {
			return err
		}
		if !e.Ahead(u.now) || e.keeps(place) {
			continue
		}
		signUp, err := u.liveSignUp(ctx, id, place.Person)
		if err != nil {
			return err
		}
		if signUp.ID == "" { // given back meanwhile
			continue
		}
		if err := u.endSignUp(ctx, &signUp, SignUpLost); err != nil {
			return err
		}
		if tell {
			u.notify(place.Person, NoticeEventLost, Task{SignUp: signUp.ID})
		}
		if err := u.moveUp(ctx, e); err != nil {
			return err
		}
		if err := u.audit(ctx, ActionGiveBack, EventSubject(id), map[string]string{"why": string(SignUpLost)}); err != nil {
			return err
		}
	}
	return nil
}

// EventNewsDue reports whether what a notice tells of a sign-up is still to be told.
func (s *Service) EventNewsDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.newsOfEvent(ctx, task) })
}

// newsOfEvent: news of a sign-up is worth telling until the event begins, while it is true and nothing later has been told.
func (u *unit) newsOfEvent(ctx context.Context, task Task) (bool, error) {
	facts, err := u.signUpFacts(ctx, task.SignUp)
	if err != nil {
		return false, err
	}
	e, signUp := facts.Event, facts.SignUp
	if !u.now.Before(e.StartsAt) {
		return false, nil
	}
	switch task.Notice {
	case NoticeEventCancelled:
		return e.State == EventCancelled, nil
	case NoticeEventLost:
		return signUp.State == SignUpLost, nil
	case NoticeEventChanged:
		return e.State == EventPlanned && signUp.Live() && e.Sequence == task.Sequence, nil
	}
	return e.State == EventPlanned && signUp.State == SignUpPlace, nil
}
