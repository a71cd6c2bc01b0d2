package stories

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// beforeClocks is a Monday; on the Sunday after it the clocks of Europe go back, and those of Accra and Nairobi do not.
var beforeClocks = time.Date(2026, 10, 19, 9, 0, 0, 0, time.UTC)

// allTimes are the free times of a form, on all its pages.
func (s *stage) allTimes(user string, form *view) string {
	s.t.Helper()
	all := form.all()
	for range 20 {
		if !strings.Contains(form.all(), "page_next") {
			return all
		}
		form = s.clickView(user, form, "page_next").View
		all += form.all()
	}
	s.t.Fatal("there is no end to the free times")
	return ""
}

// Hours, and what a calendar says without a zone, are on the clock of whose they are, before and after it changes.
func TestFreeTimesKeepToAClockThatChanges(t *testing.T) {
	tellReadingFrom(t, beforeClocks, cast(), func(s *stage, p *publisher) {
		s.ready(mia)
		s.mentor(eve, nil)
		s.pair(mia, eve)
		s.opens(eve, "9-11", core.BookingRules{Every: 60, Length: 60, Days: 14})
		p.publishes(
			entry("1", "20261022T090000", "20261022T100000", "RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
			entry("2", "20261023T080000Z", "20261023T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
		)
		s.closeAll(eve, s.connects(eve, p.URL+"/s3cr3t-t0ken/basic.ics"))

		form := s.sessionForm(mia)
		times := s.allTimes(mia, form)
		s.closeAll(mia, form)
		s.says(times,
			"2026-10-21T07:00:00Z", "2026-10-21T08:00:00Z", // Wednesday, in summer
			"2026-10-22T08:00:00Z",                         // Thursday: the first hour is taken
			"2026-10-23T07:00:00Z",                         // Friday: the second hour is taken, in universal time
			"2026-10-26T08:00:00Z", "2026-10-26T09:00:00Z", // Monday, in winter
			"2026-10-29T09:00:00Z", // Thursday: the first hour is taken still
			"2026-10-30T09:00:00Z", // Friday: what is in universal time is now in the first hour
		)
		s.saysNot(times, "2026-10-22T07:00:00Z", "2026-10-23T08:00:00Z", "2026-10-26T07:00:00Z", "2026-10-29T08:00:00Z", "2026-10-30T08:00:00Z")
		s.submit(mia, s.sessionForm(mia), slot("2026-10-21T07:00:00Z"))
		s.gets(mia, "Wed 21 Oct 2026, 10:00 (EAT)", "For Ève: Wed 21 Oct 2026, 09:00 (CEST)")
		s.gets(eve, "mer. 21 oct. 2026 à 09:00 (CEST)", "10:00 (EAT)")
		move := s.clickMessage(mia, s.lists(mia), "session_move").View
		for range 5 {
			if strings.Contains(move.all(), "2026-10-26T08:00:00Z") {
				break
			}
			move = s.clickView(mia, move, "page_next").View
		}
		s.says(move.all(), "Ève: 09:00 (CET)")
		s.submit(mia, move, slot("2026-10-26T08:00:00Z"))
		s.gets(mia, "Mon 26 Oct 2026, 11:00 (EAT)", "For Ève: Mon 26 Oct 2026, 09:00 (CET)")
		s.gets(eve, "lun. 26 oct. 2026 à 09:00 (CET)", "Avant", "mer. 21 oct. 2026 à 09:00 (CEST)")
	})
}

// A session over the night in which one of two clocks changes: in both calendars, answered, reminded of and asked about at its instant.
func TestASessionIsAtItsInstantOnBothClocks(t *testing.T) {
	all := settings(t.Name())
	for i := range all {
		all[i].start = beforeClocks
	}
	tellIn(t, all, cast(), func(s *stage) {
		s.ready(eve)
		s.mentor(ada, nil)
		s.pair(eve, ada)
		s.hasRoom(ada, "https://meet.example/ada")
		feed := s.address(s.choosesCalendar(eve, "feed"))
		s.books(eve, on("2026-10-24", "10:00"))
		mine := s.gets(eve, "sam. 24 oct. 2026 à 10:00 (CEST)", "08:00 (GMT)", "https://meet.example/ada")
		s.gets(ada, "Sat 24 Oct 2026, 08:00 (GMT)", "10:00 (CEST)", "session_join", "https://meet.example/ada")
		s.says(s.reads(feed), "DTSTART:20261024T080000Z", "https://meet.example/ada")
		first := s.invitations(ada)[0]
		s.says(first.Text, "08:00–08:45 (GMT", "10:00–10:45 (CEST", "https://meet.example/ada")
		if first.Calendar.Starts != "2026-10-24T08:00:00Z" {
			t.Errorf("invited to %s", first.Calendar.Starts)
		}
		s.replies(ada, "REPLY", attendee("ACCEPTED", "ada@example.org"), "20261019T090500Z")
		s.says(s.again(eve, mine).all(), "Ada Osei sera là")

		// The same time on her clock after the night is an hour later for the other.
		s.submit(eve, s.clickMessage(eve, s.again(eve, mine), "session_move").View, on("2026-10-26", "10:00"))
		s.gets(eve, "lun. 26 oct. 2026 à 10:00 (CET)", "09:00 (GMT)", "Avant", "10:00 (CEST)")
		s.gets(ada, "Mon 26 Oct 2026, 09:00 (GMT)", "10:00 (CET)", "session_attend")
		moved := s.invitations(ada)[0]
		s.says(moved.Text, "09:00–09:45 (GMT", "10:00–10:45 (CET", "https://meet.example/ada")
		if c := moved.Calendar; c.Starts != "2026-10-26T09:00:00Z" || c.UID != first.Calendar.UID || c.Sequence != 1 {
			t.Errorf("moved to %+v", c)
		}
		s.says(s.reads(feed), "DTSTART:20261026T090000Z", "SEQUENCE:1")
		s.replies(ada, "COUNTER", attendee("TENTATIVE", "ada@example.org"), "20261019T100000Z", "DTSTART:20261026T150000Z", "DTEND:20261026T160000Z")
		s.clickMessage(eve, s.gets(eve, "lun. 26 oct. 2026 à 16:00 (CET)"), "session_attend")
		s.gets(ada, "would rather keep the time", "Mon 26 Oct 2026, 09:00 (GMT)")

		s.until("2026-10-25T08:30:00Z") // 24 hours before, as the clocks were
		s.nobodyHears(eve, ada)
		s.until("2026-10-25T09:00:30Z")
		s.gets(eve, "commence dans 24 heures", "10:00 (CET)", "session_join")
		s.gets(ada, "starts in 24 hours", "09:00 (GMT)", "session_join")
		s.until("2026-10-26T08:45:30Z")
		s.gets(eve, "commence dans 15 minutes", "https://meet.example/ada")
		s.gets(ada, "starts in 15 minutes", "https://meet.example/ada")
		s.until("2026-10-26T09:44:00Z")
		s.nobodyHears(eve, ada)
		s.until("2026-10-26T09:50:00Z")
		asked := s.gets(eve, "Ada Osei", "session_met")
		s.gets(ada, "How did it go with Ève Martin?")
		s.clickMessage(eve, asked, "session_met")
		s.says(s.again(eve, asked).all(), "45 minutes")
	})
}
