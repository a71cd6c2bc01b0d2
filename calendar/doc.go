// Package calendar writes sessions as iCalendar (RFC 5545), as scheduling messages that mail clients take as an invitation, an
// update or a cancellation (RFC 5546).
//
// Everybody gets their own copy of a session with themselves as the only attendee and the product as its organiser, so that no
// address is shown to the other side and answers reach the product. The UID of a copy never changes; SEQUENCE and DTSTAMP say
// which of two messages about it is newer. One-off sessions are written in UTC, which every client shows in its own zone.
//
// The library underneath neither folds lines nor guards parameters against line breaks, so both are done here: names, titles,
// places and agendas are typed by people.
//
// It also reads when people are busy from calendars they publish elsewhere. Those may hold anything, so a lexer of our own keeps what
// is needed, within limits, and titles never go further. Repetition is worked out on floating times and each instance converted to an
// instant by [slots.Wall.Instant], because neither library keeps to RFC 5545 around changes of the clocks.
package calendar
