package core

import (
	"slices"
	"time"
)

// EventID identifies an event of a programme.
type EventID string

// SignUpID identifies somebody's part in an event. Who gives their place back and signs up again has another one, so that what was said about
// the first stays true.
type SignUpID string

// EventState is the life of an event. That it is over follows from its time.
type EventState string

// The states of an event.
const (
	EventPlanned   EventState = "planned"
	EventCancelled EventState = "cancelled"
)

// Event is a meeting of many: what those who run a programme invite the people in it to.
type Event struct {
	ID           EventID
	Program      ProgramID
	Title        string
	Description  string
	Where        string // in person, empty if online only
	Link         string // https address of the video room, empty if none
	For          Role   // whom it is for; empty for everybody who takes part
	StartsAt     time.Time
	Minutes      int
	Zone         string // IANA zone of the person who set the time
	Places       int    // how many can come; 0 for no limit
	ClosesBefore int    // minutes before the start until which one can sign up
	State        EventState
	Words        string    // why it was cancelled, to all who had signed up
	Sequence     int       // counts the changes that those who have signed up are told of: news of an earlier one is out of date
	MovedFrom    time.Time // start before the last of these changes, zero if it kept its time
	CreatedBy    PersonID
	CreatedAt    time.Time
}

// EndsAt is the end of the event, exclusive.
func (e *Event) EndsAt() time.Time { return e.StartsAt.Add(time.Duration(e.Minutes) * time.Minute) }

// ClosesAt is until when one can sign up.
func (e *Event) ClosesAt() time.Time {
	return e.StartsAt.Add(-time.Duration(e.ClosesBefore) * time.Minute)
}

// Ahead reports whether the event is still to come.
func (e *Event) Ahead(now time.Time) bool { return e.State == EventPlanned && now.Before(e.StartsAt) }

// Limits of events. Texts are in code points.
const (
	MinEventMinutes     = 15
	MaxEventMinutes     = 8 * 60
	MaxEventPlaces      = 500
	MaxEventTitle       = 100
	MaxEventDescription = 2000
	MaxEventsAhead      = 100  // of one programme, to come
	MaxSignUps          = 2000 // of one event, those who wait included
	EventsPerPage       = 8
	SignUpsPerPage      = 25
)

// EventClosings are how long before the start sign-up can close, in minutes.
func EventClosings() []int { return []int{0, 60, 24 * 60, 2 * 24 * 60, 7 * 24 * 60} }

// SignUpState is what somebody's part in an event is.
type SignUpState string

// The states of a sign-up. The first two live; the others are final.
const (
	SignUpPlace     SignUpState = "place"
	SignUpWaiting   SignUpState = "waiting"
	SignUpGivenBack SignUpState = "given_back" // by the person
	SignUpLost      SignUpState = "lost"       // the person does not take part in the programme any more, or not in the role
)

// SignUp is somebody's part in an event.
type SignUp struct {
	ID       SignUpID
	Event    EventID
	Person   PersonID
	Number   int // within the event, in the order of signing up: who waits moves up in this order
	State    SignUpState
	SignedAt time.Time
	Since    time.Time // of the state
}

// Live reports whether the person has a place or waits for one.
func (s *SignUp) Live() bool { return s.State == SignUpPlace || s.State == SignUpWaiting }

// EventCounts are how many have a place at an event and how many wait for one.
type EventCounts struct {
	Places  int
	Waiting int
}

// EventQuery asks for some of a programme's events.
type EventQuery struct {
	Program ProgramID
	Now     time.Time
	Past    bool   // those that are over, latest first; else those that are not, soonest first
	Planned bool   // without those that were cancelled
	Roles   []Role // those for one of these or for everybody; nil for all
	Offset  int
	Limit   int
}

// SignUpQuery asks for some of an event's sign-ups that live, in the order of signing up.
type SignUpQuery struct {
	State  SignUpState // empty for both
	Offset int
	Limit  int // 0 for all
}

// EventFacts is an event as one person, the viewer, sees it.
type EventFacts struct {
	Program Program
	Event   Event
	Viewer  Person
	Counts  EventCounts
	SignUp  SignUp // the viewer's, that which lives or the one the facts were asked for by; without an ID when there is none
	Before  int    // how many wait before the viewer, who waits
	Refused Code   // why the viewer cannot sign up; empty when they can, or have
	Runs    bool   // the viewer reads who comes
	Manages bool   // the viewer changes the event
	Now     time.Time
}

// Free are the places that nobody has; -1 for an event without a limit.
func (f *EventFacts) Free() int {
	if f.Event.Places == 0 {
		return -1
	}
	return max(0, f.Event.Places-f.Counts.Places)
}

// EventsFacts are a page of a programme's events as one person sees them.
type EventsFacts struct {
	Program  Program // without an ID for somebody who is in none
	TakesIn  bool    // the viewer takes part in the programme
	Runs     bool
	Manages  bool
	Past     bool
	Events   []EventFacts
	Page     int // from 0
	Pages    int
	Total    int
	NextPast bool // there are events that are over
}

// SignUpFacts is a sign-up with whose it is.
type SignUpFacts struct {
	SignUp SignUp
	Person Card
}

// EventDesk is an event as those who run its programme see it.
type EventDesk struct {
	EventFacts
	SignUps []SignUpFacts // of the page, those with a place first
	Page    int
	Pages   int
}

// fits reports whether the event is for people in one of the roles.
func (e *Event) fits(roles []Role) bool {
	return len(roles) > 0 && (e.For == "" || slices.Contains(roles, e.For))
}

// keeps reports whether somebody keeps what they have signed up for: they take part and have not paused, in the role if it is for one.
func (e *Event) keeps(place Participant) bool {
	return place.Joined() && place.State != ParticipantPaused && e.fits(place.roles())
}
