package stories

import (
	"fmt"
	"io"
	"net/http"
	"net/smtp"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// replies has somebody's calendar answer the newest mail they got about a session, by real SMTP. The lines are those of the event that
// differ from one answer to another.
func (s *stage) replies(user, method, attendee, stamp string, lines ...string) {
	s.t.Helper()
	event := s.invitations(user)[0].Calendar
	ics := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:" + method, "BEGIN:VEVENT", "UID:" + event.UID, fmt.Sprintf("SEQUENCE:%d", event.Sequence),
		"DTSTAMP:" + stamp, attendee, strings.Join(lines, "\r\n"), "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	letter := "From: " + user + "@example.org\r\nTo: sessions@mentorbot.example\r\nSubject: Re: session\r\n" +
		"Content-Type: text/calendar; charset=utf-8; method=" + method + "\r\n\r\n" + ics
	s.must(smtp.SendMail(s.box.App.ReplyAddr(), nil, "somebody@example.org", []string{"sessions@mentorbot.example"}, []byte(letter)))
	s.settle()
}

func attendee(status, address string) string {
	return "ATTENDEE;PARTSTAT=" + status + ":mailto:" + address
}

func TestWhoWillBeThereIsSeenByBoth(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		mine := s.gets(mia, "booked")
		theirs := s.gets(ada, "booked", "session_attend")
		s.saysNot(mine.all(), "session_attend")

		s.clickMessage(ada, theirs, "session_attend")
		s.says(s.again(mia, mine).all(), "Ada Osei will be there")
		s.says(s.again(ada, theirs).all(), "You said you will be there")
		s.saysNot(s.again(ada, theirs).all(), "session_attend")

		// Another time asks anew.
		s.submit(mia, s.clickMessage(mia, s.again(mia, mine), "session_move").View, on("2026-06-11", "15:00"))
		moved := s.gets(ada, "new time", "session_attend")
		s.saysNot(s.gets(mia, "new time").all(), "Ada Osei will be there")
		s.clickMessage(ada, moved, "session_attend")
	})
}

func TestACalendarAnswersByMail(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		mine := s.gets(mia, "booked")
		theirs := s.gets(ada, "booked")
		s.replies(ada, "REPLY", attendee("TENTATIVE", "ada@example.org"), "20260601T090100Z")
		s.says(s.again(mia, mine).all(), "Ada Osei is not sure yet")
		s.replies(ada, "REPLY", attendee("ACCEPTED", "ADA@example.org"), "20260601T090200Z")
		s.says(s.again(mia, mine).all(), "Ada Osei will be there")

		// What is old, repeated, from another attendee or about nothing known changes nothing.
		s.replies(ada, "REPLY", attendee("DECLINED", "ada@example.org"), "20260601T090130Z")
		s.replies(ada, "REPLY", attendee("DECLINED", "eve@example.net"), "20260601T090300Z")
		s.says(s.again(mia, mine).all(), "Ada Osei will be there")
		s.nobodyHears(mia, ada)

		// A move makes an answer to the old time stale.
		old := s.invitations(ada)[0].Calendar
		s.submit(mia, s.clickMessage(mia, s.again(mia, mine), "session_move").View, on("2026-06-11", "15:00"))
		s.gets(mia, "new time")
		s.gets(ada, "new time")
		if now := s.invitations(ada)[0].Calendar; now.UID != old.UID || now.Sequence != old.Sequence+1 {
			s.t.Errorf("moved to %+v", now)
		}
		s.says(s.again(ada, theirs).all(), "session_attend")
	})
}

func TestADeclineInACalendarIsAskedAbout(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		mine := s.gets(mia, "booked")
		s.gets(ada, "booked")
		s.replies(ada, "REPLY", attendee("DECLINED", "ada@example.org"), "20260601T090100Z")
		asked := s.gets(ada, "Can you make the session with Mia Wanjiru?", "session_move", "session_cancel", "session_attend")
		s.says(s.again(mia, mine).all(), "Ada Osei’s calendar says no", "session_move")
		s.replies(ada, "REPLY", attendee("DECLINED", "ada@example.org"), "20260601T090200Z") // clients repeat themselves
		s.nobodyHears(mia, ada)

		s.clickMessage(ada, s.again(ada, asked), "session_attend")
		s.says(s.again(ada, asked).all(), "This is settled")
		s.says(s.again(mia, mine).all(), "Ada Osei will be there")

		s.advance(2 * hour)
		s.replies(ada, "REPLY", attendee("DECLINED", "ada@example.org"), "20260601T110000Z")
		asked = s.gets(ada, "Can you make the session with Mia Wanjiru?")
		s.submit(ada, s.clickMessage(ada, asked, "session_cancel").View, values{"reason": value("I am travelling.")})
		s.gets(mia, "cancelled", "I am travelling.")
		s.gets(ada, "cancelled")
		s.says(s.again(ada, asked).all(), "This is settled")
	})
}

func TestAnotherTimeProposedByACalendar(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		s.replies(ada, "COUNTER", attendee("TENTATIVE", "ada@example.org"), "20260601T090100Z", "DTSTART:20260611T130000Z", "DTEND:20260611T140000Z")
		proposal := s.gets(mia, "Ada Osei proposes another time", "Thu 11 Jun 2026, 16:00 (EAT)", "1 hour")
		s.clickMessage(mia, proposal, "session_attend")
		s.gets(ada, "Mia Wanjiru would rather keep the time", "Wed 10 Jun 2026")
		s.says(s.again(mia, proposal).all(), "This is settled")

		s.advance(2 * hour)
		s.replies(ada, "COUNTER", attendee("TENTATIVE", "ada@example.org"), "20260601T110000Z", "DTSTART:20260612T130000Z", "DTEND:20260612T140000Z")
		proposal = s.gets(mia, "Ada Osei proposes another time", "Fri 12 Jun 2026, 16:00 (EAT)")
		form := s.clickMessage(mia, proposal, "session_take_proposal").View
		s.says(form.all(), "2026-06-12", "16:00")
		s.submit(mia, form, nil)
		s.gets(mia, "new time", "Fri 12 Jun 2026, 16:00 (EAT)")
		s.gets(ada, "new time")
		if c := s.invitations(ada)[0].Calendar; c.Method != "REQUEST" || c.Starts != "2026-06-12T13:00:00Z" || c.Sequence != 1 {
			s.t.Errorf("Ada's calendar got %+v", c)
		}
		s.says(s.clickStale(mia, proposal, "session_take_proposal").reply(), "There is no proposed time any more")
	})
}

var sessionLink = regexp.MustCompile(`http://\S+/session/\S+`)

// presses opens the n-th link of the newest mail about a session and sends its form, as a person would.
func (s *stage) presses(user string, n int, form url.Values) string {
	s.t.Helper()
	links := sessionLink.FindAllString(s.invitations(user)[0].Text, -1)
	if len(links) <= n {
		s.t.Fatalf("%d links in %s", len(links), s.invitations(user)[0].Text)
	}
	page := func(response *http.Response, err error) string {
		s.t.Helper()
		s.must(err)
		defer response.Body.Close()
		content, err := io.ReadAll(response.Body)
		s.must(err)
		return string(content)
	}
	s.says(page(http.Get(links[n])), "<form", "submit")
	s.settle()
	answer := page(http.PostForm(links[n], form))
	s.settle()
	return answer
}

func TestASessionIsAnsweredFromTheMail(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		s.pair(luc, ada)
		s.books(luc, on("2026-06-10", "15:00"))
		mine := s.gets(luc, "planifiée")
		hers := s.gets(ada, "booked")
		s.says(s.presses(ada, 1, nil), "You may be there", "Luc Petit")
		s.says(s.again(luc, mine).all(), "Ada Osei viendra peut-être")
		s.says(s.again(ada, hers).all(), "You said: perhaps", "I’ll be there")
		s.says(s.presses(ada, 0, nil), "You will be there", "Luc Petit")
		s.says(s.again(luc, mine).all(), "Ada Osei sera là")

		s.says(s.presses(luc, 0, url.Values{"reason": {"  "}}), "Veuillez remplir ce champ")
		s.says(s.presses(luc, 0, url.Values{"reason": {"Je suis en voyage."}}), "La séance est annulée")
		s.gets(luc, "annulée")
		s.gets(ada, "cancelled", "Je suis en voyage.")
		if c := s.invitations(ada)[0].Calendar; c.Method != "CANCEL" {
			s.t.Errorf("Ada's calendar got %+v", c)
		}
	})
}

func TestASeriesIsAnsweredFromTheMail(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		s.pair(luc, ada)
		s.booksSeries(luc, on("2026-06-10", "15:00").every("week", "3"))
		s.gets(luc, "planifiées")
		hers := s.gets(ada, "booked", "I’ll be there each time")
		s.says(s.invitations(ada)[0].Text, "I’ll be there each time", "Cancel them all")
		s.saysNot(s.invitations(luc)[0].Text, "Je serai là")
		s.until("2026-06-11T09:00:00Z") // the first is over; the link is about those to come
		s.readAll(luc)
		s.readAll(ada)
		s.says(s.presses(ada, 1, nil), "You may be there", "Luc Petit")
		s.says(s.again(ada, hers).all(), "I’ll be there")
		s.says(s.presses(ada, 0, nil), "You will be there", "Luc Petit")
		s.saysNot(s.again(ada, hers).all(), "I’ll be there")

		s.says(s.presses(luc, 0, url.Values{"reason": {"  "}}), "Veuillez remplir ce champ", "Annuler toutes les séances")
		s.says(s.presses(luc, 0, url.Values{"reason": {"Je change de poste."}}), "Les séances sont annulées")
		s.gets(luc, "annulée")
		s.gets(ada, "cancelled", "1 later session of the series is cancelled as well", "Je change de poste.")
		s.says(s.invitations(ada)[0].Calendar.Raw, "COUNT=1")
		s.readAll(luc)
		s.readAll(ada)
	})
}
