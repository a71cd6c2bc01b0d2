package core

import "time"

// SessionState is the life of a session.
type SessionState string

// The states of a session. A rescheduled session stays booked with a higher Sequence.
const (
	SessionBooked    SessionState = "booked"
	SessionHeld      SessionState = "held"     // they met, as those say who have answered the check-in
	SessionNoShow    SessionState = "no_show"  // they did not; who was missing stands in Absent
	SessionDisputed  SessionState = "disputed" // the two say different things, which is for them and their admins to clear up
	SessionCancelled SessionState = "cancelled"
)

// Session is a meeting of a mentorship.
type Session struct {
	ID          SessionID
	Mentorship  MentorshipID
	Program     ProgramID
	Number      int // within the mentorship, from 1; cancelled sessions keep theirs
	Kind        SessionKind
	Title       string // own title; empty shows the plan's title for Kind
	Agenda      string
	Place       string // where in person, empty if online only
	Link        string // https address of the video room, empty if none
	StartsAt    time.Time
	Minutes     int
	Zone        string // IANA zone of the person who set the time
	State       SessionState
	Sequence    int // counts every change, as calendars need it (RFC 5545 section 3.8.7.4)
	BookedBy    PersonID
	ChangedBy   PersonID  // who moved or cancelled it last, empty if nobody did
	MovedFrom   time.Time // start before the last change of time, zero if it kept its time
	CancelledBy PersonID
	Reason      string    // of the cancellation
	Late        bool      // cancelled nearer to the start than the programme likes
	CheckInAt   time.Time // when both are asked how it went; zero once they were, and when there is nothing to ask
	HeldMinutes int       // how long they met, 0 unless held
	Absent      Role      // who did not come, of a no-show; empty when neither did
	Series      SeriesID  // it was booked with, empty for a session by itself
	Part        int       // which of the series' times it is, from 1; 0 without a series
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// EndsAt is the end of the session, exclusive.
func (s *Session) EndsAt() time.Time { return s.StartsAt.Add(time.Duration(s.Minutes) * time.Minute) }

// Movable reports whether the session can get another time: before it begins, and afterwards while it can be said how it went and nobody
// says that it took place.
func (s *Session) Movable(now time.Time) bool {
	return s.State == SessionBooked && s.StartsAt.After(now) || s.awaitsCheckIn(now) && s.State != SessionHeld
}

// awaitsCheckIn reports whether the two can say how the session went.
func (s *Session) awaitsCheckIn(now time.Time) bool {
	return s.State != SessionCancelled && !now.Before(s.EndsAt()) && now.Before(s.EndsAt().AddDate(0, 0, CheckInDays))
}

// Limits of session input.
const (
	MinSessionMinutes = 15
	MaxSessionMinutes = 240
	MaxSessionDays    = 366 // how far ahead a session can be booked
	MaxSessionTitle   = 100
	MaxAgenda         = 2000
	MaxPlace          = 200
	MaxCancelReason   = 500
)

// SessionReminder is one reminder of a session, sent to one of the two once.
type SessionReminder struct {
	Session SessionID
	Person  PersonID
	Lead    int // minutes before the start
	DueAt   time.Time
	SentAt  time.Time
}

// CalendarMethod is what a calendar mail asks for (RFC 5546 section 1.4).
type CalendarMethod string

// The methods in use.
const (
	CalendarRequest CalendarMethod = "REQUEST"
	CalendarCancel  CalendarMethod = "CANCEL"
	CalendarPublish CalendarMethod = "PUBLISH" // of a file: nobody is asked anything
)

// CalendarCopy is one person's copy of a session in their calendar: what was last sent, so that later mails update and
// cancel exactly that event (RFC 5546 section 3.2). UID and Organizer never change once sent.
type CalendarCopy struct {
	Session   SessionID
	Person    PersonID
	Series    SeriesID // whose event the session is one occurrence of, sharing its UID; empty for an event of its own
	UID       string
	Organizer string // mail address as sent, byte for byte
	Address   string // attendee address as sent
	MailID    string // Message-ID of the first mail, for threading
	Sequence  int    // last sent
	Method    CalendarMethod
	StampedAt time.Time // DTSTAMP of the last mail
}
