package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// EventInput is an event as somebody fills it in: wall clock in their own zone.
type EventInput struct {
	Title        string
	Description  string
	Date         string // "2006-01-02"
	Time         string // "15:04"
	Minutes      int
	Where        string
	Link         string // https
	Places       int    // 0 for no limit
	For          Role   // empty for everybody
	ClosesBefore int    // minutes before the start, one of [EventClosings]
}

func (in *EventInput) clean() {
	in.Title, in.Description = cleanLine(in.Title), clean(in.Description)
	in.Where, in.Link = cleanLine(in.Where), cleanLine(in.Link)
}

// check refuses what a form could not have sent and gives the start in UTC.
func (in *EventInput) check(actor Person, now time.Time) (time.Time, error) {
	var bad fieldErrors
	bad.add(checkRequired("title", in.Title))
	bad.add(checkLength("title", in.Title, MaxEventTitle))
	bad.add(checkLength("description", in.Description, MaxEventDescription))
	when := Booking{Date: in.Date, Time: in.Time}
	start, e := when.start(actor, now)
	bad.add(e)
	bad.add(checkRange("minutes", in.Minutes, MinEventMinutes, MaxEventMinutes))
	bad.add(checkLength("where", in.Where, MaxPlace))
	bad.add(checkLink("link", in.Link))
	bad.add(checkRange("places", in.Places, 0, MaxEventPlaces))
	if in.For != "" && in.For != RoleMentor && in.For != RoleMentee {
		bad.add(invalid("for", CodeUnknownOption))
	}
	closes := start.Add(-time.Duration(in.ClosesBefore) * time.Minute)
	switch {
	case !slices.Contains(EventClosings(), in.ClosesBefore):
		bad.add(invalid("closes", CodeUnknownOption))
	case !start.IsZero() && !closes.After(now):
		bad.add(invalid("closes", CodeEventClosesPast))
	}
	return start, bad.err()
}

func checkRange(field string, n, least, most int) *Error {
	if n >= least && n <= most {
		return nil
	}
	return &Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: field, Args: map[string]any{"Min": least, "Max": most}}
}

// fill takes over what was entered.
func (e *Event) fill(in EventInput, start time.Time, zone string) {
	if !start.Equal(e.StartsAt) { // whose clock it was put by is no change
		e.StartsAt, e.Zone = start, zone
	}
	e.Title, e.Description, e.Minutes, e.Where, e.Link = in.Title, in.Description, in.Minutes, in.Where, in.Link
	e.Places, e.For, e.ClosesBefore = in.Places, in.For, in.ClosesBefore
}

// EventProgram loads a programme for those who may add an event to it.
func (s *Service) EventProgram(ctx context.Context, call Call, id ProgramID) (Program, error) {
	return read(ctx, s, call, ActionCreateEvent, func(ctx context.Context, u *unit) (Program, error) { return u.eventProgram(ctx, id) })
}

func (u *unit) eventProgram(ctx context.Context, id ProgramID) (Program, error) {
	program, err := u.managed(ctx, ActionCreateEvent, id)
	if err != nil {
		return program, err
	}
	if program.State != ProgramOpen && program.State != ProgramClosed {
		return program, conflict(CodeProgramNotOpen)
	}
	return program, nil
}

// CreateEvent plans an event. Nobody is told: those it is for find it among the events and on their Home. Errors by the fields of the input.
func (s *Service) CreateEvent(ctx context.Context, call Call, id ProgramID, in EventInput) (EventDesk, error) {
	in.clean()
	return change(ctx, s, call, ActionCreateEvent, func(ctx context.Context, u *unit) (EventDesk, error) {
		program, err := u.eventProgram(ctx, id)
		if err != nil {
			return EventDesk{}, err
		}
		start, err := in.check(u.actor, u.now)
		if err != nil {
			return EventDesk{}, err
		}
		if err := u.Programs().Lock(ctx, id); err != nil {
			return EventDesk{}, fmt.Errorf("lock programme: %w", err)
		}
		ahead, err := u.eventsAhead(ctx, id, u.now)
		if err != nil {
			return EventDesk{}, err
		}
		if ahead >= MaxEventsAhead {
			return EventDesk{}, &Error{Kind: Conflict, Code: CodeEventsFull, Field: "title", Args: map[string]any{"Limit": MaxEventsAhead}}
		}
		e := Event{ID: EventID(s.ids.NewID()), Program: id, State: EventPlanned, CreatedBy: u.actor.ID, CreatedAt: u.now}
		e.fill(in, start, u.actor.TimeZone)
		if err := u.Events().Save(ctx, e); err != nil {
			return EventDesk{}, fmt.Errorf("save event: %w", err)
		}
		if err := u.audit(ctx, ActionCreateEvent, EventSubject(e.ID), map[string]string{"starts": start.Format(time.RFC3339)}); err != nil {
			return EventDesk{}, err
		}
		return u.eventDesk(ctx, program, e, 0)
	})
}

// EventEdit is what a change of an event comes to.
type EventEdit struct {
	Entered EventInput // as it is stored, for a form that is shown again
	Desk    EventDesk  // as it is when nothing was saved, else as it has become
	Changed []string   // fields of the input that differ
	Tells   bool       // those who have signed up are told
	MovesUp int        // how many who wait get a place
	Saved   bool
}

// Seen names what a change comes to, for whoever has looked at it.
func (e EventEdit) Seen() string {
	return strings.Join(append(slices.Clone(e.Changed), strconv.Itoa(e.MovesUp)), "-")
}

// toldOfEvent reports whether people are told of a change of some fields.
func toldOfEvent(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return f != "places" && f != "for" && f != "closes" })
}

// changes are the fields in which two versions of an event differ.
func (e *Event) changes(to Event) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"title", e.Title == to.Title}, {"description", e.Description == to.Description}, {"time", e.StartsAt.Equal(to.StartsAt)},
		{"minutes", e.Minutes == to.Minutes}, {"where", e.Where == to.Where}, {"link", e.Link == to.Link}, {"places", e.Places == to.Places},
		{"for", e.For == to.For}, {"closes", e.ClosesBefore == to.ClosesBefore},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// EditEvent changes an event that is still to come. Where people have signed up and would be told or moved up, nothing is saved until seen is
// what the change comes to: whoever makes it has looked at that first. Errors by the fields of the input.
func (s *Service) EditEvent(ctx context.Context, call Call, id EventID, in EventInput, seen string) (EventEdit, error) {
	in.clean()
	return change(ctx, s, call, ActionEditEvent, func(ctx context.Context, u *unit) (EventEdit, error) {
		before, program, err := u.lockEventAhead(ctx, ActionEditEvent, id)
		if err != nil {
			return EventEdit{}, err
		}
		start, err := in.check(u.actor, u.now)
		if err != nil {
			return EventEdit{}, err
		}
		after := before
		after.fill(in, start, u.actor.TimeZone)
		edit, err := u.weighEdit(ctx, program, before, after)
		edit.Entered = in
		if err != nil || (edit.Tells || edit.MovesUp > 0) && edit.Seen() != seen {
			return edit, err
		}
		if err := u.storeEdit(ctx, before, after, edit); err != nil {
			return EventEdit{}, err
		}
		edit.Saved = true
		if after, err = u.Events().Get(ctx, id); err != nil {
			return edit, missing(err, "load event")
		}
		edit.Desk, err = u.eventDesk(ctx, program, after, 0)
		return edit, err
	})
}

// lockEventAhead loads an event, held, for those who may change it while it is still to come.
func (u *unit) lockEventAhead(ctx context.Context, action Action, id EventID) (Event, Program, error) {
	if _, _, err := u.staffEvent(ctx, action, id); err != nil {
		return Event{}, Program{}, err
	}
	e, program, err := u.lockEvent(ctx, id)
	if err != nil {
		return e, program, err
	}
	return e, program, u.refuseOver(e)
}

func (u *unit) refuseOver(e Event) error {
	switch {
	case e.State == EventCancelled:
		return conflict(CodeEventCancelled)
	case !u.now.Before(e.StartsAt):
		return conflict(CodeEventOver)
	}
	return nil
}

// EventToChange loads an event for those who may change or cancel it, before anybody types.
func (s *Service) EventToChange(ctx context.Context, call Call, id EventID) (EventDesk, error) {
	return read(ctx, s, call, ActionEditEvent, func(ctx context.Context, u *unit) (EventDesk, error) {
		e, program, err := u.staffEvent(ctx, ActionEditEvent, id)
		if err != nil {
			return EventDesk{}, err
		}
		if err := u.refuseOver(e); err != nil {
			return EventDesk{}, err
		}
		return u.eventDesk(ctx, program, e, 0)
	})
}

// weighEdit says what a change comes to, and refuses one that would take a place from somebody.
func (u *unit) weighEdit(ctx context.Context, program Program, before, after Event) (EventEdit, error) {
	edit := EventEdit{Changed: before.changes(after)}
	var err error
	if edit.Desk, err = u.eventDesk(ctx, program, before, 0); err != nil {
		return edit, err
	}
	counts := edit.Desk.Counts
	signedUp := counts.Places + counts.Waiting
	switch {
	case len(edit.Changed) == 0:
		return edit, invalid("title", CodeEventUnchanged)
	case after.Places > 0 && after.Places < counts.Places:
		return edit, &Error{Kind: Invalid, Code: CodeEventPlacesTaken, Field: "places", Args: map[string]any{"N": counts.Places}}
	case after.For != "" && after.For != before.For && signedUp > 0:
		return edit, invalid("for", CodeEventForTaken)
	}
	edit.Tells = signedUp > 0 && toldOfEvent(edit.Changed)
	edit.MovesUp = counts.Waiting
	if after.Places > 0 {
		edit.MovesUp = min(counts.Waiting, after.Places-counts.Places)
	}
	return edit, nil
}

// storeEdit stores a changed event, gives free places to who waits, and tells the others.
func (u *unit) storeEdit(ctx context.Context, before, after Event, edit EventEdit) error {
	if toldOfEvent(edit.Changed) {
		after.Sequence, after.MovedFrom = before.Sequence+1, time.Time{}
		if !after.StartsAt.Equal(before.StartsAt) {
			after.MovedFrom = before.StartsAt
		}
	}
	if err := u.Events().Save(ctx, after); err != nil {
		return fmt.Errorf("save event: %w", err)
	}
	signUps, err := u.Events().SignUps(ctx, after.ID, SignUpQuery{})
	if err != nil {
		return fmt.Errorf("load sign-ups: %w", err)
	}
	if err := u.moveUp(ctx, after); err != nil {
		return err
	}
	for i, signUp := range signUps {
		up := signUp.State == SignUpWaiting && i < edit.Desk.Counts.Places+edit.MovesUp // told that they have a place, and of the event as it is
		if edit.Tells && !up {
			u.refreshSignUp(signUp)
			u.notify(signUp.Person, NoticeEventChanged, Task{SignUp: signUp.ID, Sequence: after.Sequence})
		}
	}
	return u.audit(ctx, ActionEditEvent, EventSubject(after.ID), map[string]string{"fields": strings.Join(edit.Changed, " ")})
}

// CancelEvent calls an event off with words that all who have signed up read, once.
func (s *Service) CancelEvent(ctx context.Context, call Call, id EventID, words string) (EventDesk, error) {
	words = clean(words)
	return change(ctx, s, call, ActionCancelEvent, func(ctx context.Context, u *unit) (EventDesk, error) {
		e, program, err := u.lockEventAhead(ctx, ActionCancelEvent, id)
		if err != nil {
			return EventDesk{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("reason", words))
		bad.add(checkLength("reason", words, MaxCancelReason))
		if err := bad.err(); err != nil {
			return EventDesk{}, err
		}
		e.State, e.Words = EventCancelled, words
		e.Sequence++
		if err := u.Events().Save(ctx, e); err != nil {
			return EventDesk{}, fmt.Errorf("save event: %w", err)
		}
		signUps, err := u.Events().SignUps(ctx, id, SignUpQuery{})
		if err != nil {
			return EventDesk{}, fmt.Errorf("load sign-ups: %w", err)
		}
		for _, signUp := range signUps {
			u.refreshSignUp(signUp)
			u.notify(signUp.Person, NoticeEventCancelled, Task{SignUp: signUp.ID, Sequence: e.Sequence})
		}
		if err := u.audit(ctx, ActionCancelEvent, EventSubject(id), nil); err != nil {
			return EventDesk{}, err
		}
		return u.eventDesk(ctx, program, e, 0)
	})
}

// eventIDs are the events of some sign-ups, in the order in which they are locked.
func eventIDs(signUps []SignUp) []EventID {
	var ids []EventID
	for _, s := range signUps {
		ids = append(ids, s.Event)
	}
	slices.SortFunc(ids, func(a, b EventID) int { return cmp.Compare(a, b) })
	return slices.Compact(ids)
}
