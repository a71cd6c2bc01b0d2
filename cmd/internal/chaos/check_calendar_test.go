package chaos

import (
	"strings"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim/mailbox"
)

// event is what a calendar shows of a session.
type event struct {
	sequence int
	starts   string
}

// calendar is one person's calendar as mails have made it: a request adds or replaces an event unless it is older than what is
// there, and a cancellation removes it for good (RFC 5546 section 3.2).
type calendar struct {
	events    map[string]event
	cancelled map[string]bool
}

func (c *calendar) take(m *mailbox.Calendar) {
	known, there := c.events[m.UID]
	switch {
	case m.Method == "CANCEL":
		delete(c.events, m.UID)
		c.cancelled[m.UID] = true
	case m.Method == "REQUEST" && !c.cancelled[m.UID] && (!there || m.Sequence >= known.sequence):
		c.events[m.UID] = event{m.Sequence, m.Starts}
	}
}

// calendars delivers all mails to calendars and compares them with the sessions. Mails taken twice by the server after a connection
// that was lost carry the same Message-ID and are told apart from news by it.
func (w *world) calendars(v *verdict, f *facts) {
	all := map[string]*calendar{} // by mail address
	for _, m := range w.mail.Messages() {
		to := strings.ToLower(m.To[0])
		if all[to] == nil {
			all[to] = &calendar{map[string]event{}, map[string]bool{}}
		}
		if m.Calendar == nil || len(m.Calendar.Problems) > 0 || len(m.Problems) > 0 {
			v.wrong("a mail to %s is not sound: %+v", to, m.Problems)
			continue
		}
		all[to].take(m.Calendar)
	}
	wanted := map[string]map[event]int{}
	for _, s := range f.sessions {
		if s.State != core.SessionBooked {
			continue
		}
		m := f.mentorships[s.Mentorship]
		for _, person := range []core.PersonID{m.Mentor, m.Mentee} {
			address := f.people[person].Email
			if wanted[address] == nil {
				wanted[address] = map[event]int{}
			}
			wanted[address][event{s.Sequence, s.StartsAt.UTC().Format(time.RFC3339)}]++
		}
	}
	for person, p := range f.people {
		if !f.gone[person] {
			compareCalendar(v, p.Email, all[p.Email], wanted[p.Email])
		}
	}
}

func compareCalendar(v *verdict, address string, have *calendar, want map[event]int) {
	left := map[event]int{}
	if have != nil {
		for _, e := range have.events {
			left[e]++
		}
	}
	for e, n := range want {
		if left[e] < n {
			v.lose("%s's calendar has %d events at %s with sequence %d, want %d", address, left[e], e.starts, e.sequence, n)
		}
		left[e] -= n
	}
	for e, n := range left {
		if n > 0 {
			v.repeat("%s's calendar has %d events at %s with sequence %d too many", address, n, e.starts, e.sequence)
		}
	}
}

// mailedAgain counts mails that the server took more than once, because a connection was lost after it had.
func (w *world) mailedAgain() int {
	ids := map[string]int{}
	for _, m := range w.mail.Messages() {
		for _, h := range m.Headers {
			if strings.EqualFold(h.Name, "Message-ID") {
				ids[h.Value]++
			}
		}
	}
	again := 0
	for _, n := range ids {
		again += n - 1
	}
	return again
}
