package stories

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var feedAddress = regexp.MustCompile("```(http[^`]+/calendar/[^`]+\\.ics)```")

// address is that of the feed a screen shows.
func (s *stage) address(v *view) string {
	s.t.Helper()
	found := feedAddress.FindStringSubmatch(v.all())
	if found == nil {
		s.t.Fatalf("no address in %s", v.all())
	}
	return found[1]
}

// reads is what a calendar gets from an address; unfolded, and empty when there is nothing.
func (s *stage) reads(address string) string {
	s.t.Helper()
	response, err := http.Get(address)
	s.must(err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	s.must(err)
	switch response.StatusCode {
	case http.StatusOK:
		return strings.ReplaceAll(string(content), "\r\n ", "")
	case http.StatusNotFound:
		return ""
	}
	s.t.Fatalf("%s", response.Status)
	return ""
}

// choosesCalendar saves the settings with another way into the calendar.
func (s *stage) choosesCalendar(user, way string) *view {
	s.t.Helper()
	form := s.command(user, "/mentor settings").View
	return s.submit(user, form, values{"calendar": value(way)}).View
}

func TestACalendarReadsSessionsFromAnAddress(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		page := s.choosesCalendar(mia, "feed")
		s.says(page.all(), "Keep it to yourself", "No calendar has looked at it so far", "Add to Google Calendar")
		address := s.address(page)
		s.says(s.reads(address), "BEGIN:VCALENDAR", "NAME:Mentoring sessions")

		s.books(mia, on("2026-06-10", "15:00").and("place", "Library"))
		booked := s.gets(mia, "booked", "Your calendar will show it the next time it looks")
		s.gets(ada, "booked", "An invitation for your calendar comes by e-mail")
		if n := len(s.invitations(mia)); n != 0 {
			s.t.Errorf("%d mails besides the feed", n)
		}
		s.says(s.reads(address), "SUMMARY:Introduction – mentoring with Ada Osei", "DTSTART:20260610T120000Z", "LOCATION:Library", "STATUS:CONFIRMED", "SEQUENCE:0")

		s.submit(mia, s.clickMessage(mia, booked, "session_move").View, on("2026-06-11", "16:00"))
		moved := s.gets(mia, "new time")
		s.gets(ada, "new time")
		s.says(s.reads(address), "DTSTART:20260611T130000Z", "SEQUENCE:1")
		s.submit(mia, s.clickMessage(mia, moved, "session_cancel").View, values{"reason": value("I am ill.")})
		s.gets(mia, "cancelled")
		s.gets(ada, "cancelled")
		s.says(s.reads(address), "STATUS:CANCELLED", "SEQUENCE:2")

		form := s.command(mia, "/mentor settings").View
		page = s.clickView(mia, form, "calendar_open").View
		s.says(page.all(), address, "A calendar last looked at it")
		page = s.clickView(mia, page, "calendar_rotate").View
		if fresh := s.address(page); fresh == address || s.reads(fresh) == "" {
			s.t.Errorf("the new address %s", fresh)
		}
		if left := s.reads(address); left != "" {
			s.t.Errorf("the old address still reads %s", left)
		}
	})
}

func TestWhoComesBackToMailIsInvitedToWhatIsAhead(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		address := s.address(s.choosesCalendar(mia, "feed"))
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		if v := s.choosesCalendar(mia, "mail"); v != nil {
			s.t.Errorf("more to do: %s", v.all())
		}
		s.settle()
		mails := s.invitations(mia)
		if len(mails) != 1 || mails[0].Calendar.Method != "REQUEST" || mails[0].Calendar.Starts != "2026-06-10T12:00:00Z" {
			s.t.Errorf("mails %+v", mails)
		}
		if left := s.reads(address); left != "" {
			s.t.Errorf("the address still reads %s", left)
		}
	})
}

func TestADiscreetCalendarTellsNothing(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		form := s.command(mia, "/mentor settings").View
		page := s.submit(mia, form, values{"calendar": value("feed"), "neutral": value([]string{"yes"})}).View
		s.books(mia, on("2026-06-10", "15:00").and("agenda", "My fears"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		feed := s.reads(s.address(page))
		s.says(feed, "SUMMARY:Appointment")
		s.saysNot(feed, "Ada", "mentoring with", "My fears", "Introduction")
		s.says(s.invitations(ada)[0].Calendar.Summary, "Mia")
	})
}

func TestAnAddressOfSomebodyWhoLeftReadsNothing(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		address := s.address(s.choosesCalendar(mia, "feed"))
		s.call(http.MethodPatch, "users/"+mia, fields{"deleted": true}, nil)
		s.settle()
		if left := s.reads(address); left != "" {
			s.t.Errorf("still reads %s", left)
		}
	})
}

func TestAFrenchCalendarIsFrench(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		s.pair(luc, ada)
		page := s.choosesCalendar(luc, "feed")
		s.says(page.all(), "Mon adresse d’agenda", "Gardez-la pour vous")
		s.books(luc, on("2026-06-10", "15:00"))
		s.gets(luc, "Votre agenda l’affichera")
		s.gets(ada, "booked")
		s.says(s.reads(s.address(page)), "NAME:Séances de mentorat", "mentorat avec Ada Osei")
	})
}
