// Package feeds fetches calendars from addresses people give, as data nobody vouches for: only by HTTPS, never from inside the network the
// program runs in, and within limits of size and time. It knows nothing of what it fetches.
//
// An address is a secret, since whoever has it reads the calendar. No error of this package contains one.
package feeds
