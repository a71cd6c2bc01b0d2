package stories

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// deactivate has Slack deactivate a person, or bring them back.
func (s *stage) deactivate(user string, deleted bool) {
	s.t.Helper()
	s.call(http.MethodPatch, "users/"+user, fields{"deleted": deleted}, nil)
	s.settle()
}

func TestMentorshipsOfSomebodyWhoIsGoneEndKindly(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.mentor(ada, capacity(2))
		s.member(leo)
		s.pair(mia, ada)
		s.pair(leo, ada)
		s.books(ada, on("2026-06-10", "15:00"))
		s.readAll(ada)
		s.readAll(leo)
		s.saysNot(s.openHome(kim).all(), "deactivated in Slack")

		s.deactivate(ada, true)
		home := s.openHome(kim).all()
		s.says(home, "*Ada Osei* was deactivated in Slack", "mentor of *Mia Wanjiru* since", "mentor of *Leo", "1 session to come", "Since", "End mentorships")
		s.deactivate(ada, false)
		s.saysNot(s.openHome(kim).all(), "deactivated in Slack", "mentorship_end_gone") // she is back, and everything goes on
		s.deactivate(ada, true)

		s.openHome(kim)
		form := s.clickHome(kim, "mentorship_end_gone").View
		s.says(form.all(), "*Ada Osei* is no longer in this Slack workspace", "*Mia Wanjiru*", "Each of the others gets one message")
		s.fault(fields{"method": "chat.postMessage", "kind": "error", "error": "restricted_action"}) // one of the two is told by e-mail
		s.submit(kim, form, values{"reason": value("Write to me & we find somebody.")})
		for _, user := range []string{mia, leo} {
			text := s.told(user, "Your mentorship with Ada Osei has ended")
			s.says(text, "is no longer in this Slack workspace", "Thank you for the time", "Write to me &")
		}
		if !slices.ContainsFunc(s.invitations(leo), func(m calendarMail) bool { return m.Calendar.Method == "CANCEL" }) {
			s.t.Error("Leo's calendar keeps the session")
		}
		s.saysNot(s.openHome(kim).all(), "deactivated in Slack")
		s.says(s.openHome(leo).all(), "find_open")
		s.deactivate(ada, false)
		if again := s.mentorships(mia); len(again) != 0 {
			s.t.Errorf("with Ada, %d mentorships came back", len(again))
		}
	})
}

// told is the news with these words that a person got: in a message, or in a mail where Slack delivered none.
func (s *stage) told(user, words string) string {
	s.t.Helper()
	for _, m := range s.unread(user) {
		if strings.Contains(m.all(), words) {
			s.dealtWith(user, m)
			return m.all()
		}
	}
	for _, item := range s.mails(user) {
		if text := strings.ReplaceAll(s.mail(item.ID).Text, "\r\n", "\n"); strings.Contains(text, words) {
			return text
		}
	}
	s.t.Fatalf("nobody told %s %q", user, words)
	return ""
}
