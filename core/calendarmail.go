package core

// CalendarIdentity is how the product appears in calendars.
type CalendarIdentity struct {
	Organizer string                           // mail address of the organiser, constant for a deployment
	Domain    string                           // domain of Message-IDs
	UID       func(SessionID, PersonID) string // unguessable, stable per session and person; a series has that of its id
}

// CalendarMail is one mail, or one file, to send: what it asks the recipient's calendar to do and the facts its text shows.
type CalendarMail struct {
	Send   bool // false: it was sent before, there is nothing to cancel, or there is no address
	Method CalendarMethod
	Facts  SessionFacts // Viewer is the recipient
	Copy   CalendarCopy // what the calendar gets; to be recorded once the mail server took it
	First  bool         // the first mail about this event
	Series *SeriesFacts // of a mail about a whole series, whose Copy names no session; nil for one session
}
