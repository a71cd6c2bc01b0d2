package stories

import "testing"

// refusesMessages makes Slack refuse the next direct messages.
func (s *stage) refusesMessages(n int) {
	s.t.Helper()
	s.fault(fields{"method": "chat.postMessage", "kind": "error", "error": "restricted_action", "times": n})
}

// gotMails checks how many mails somebody has and that the latest is an intact calendar mail of a method.
func (s *stage) gotMails(user string, n int, method string) {
	s.t.Helper()
	all := s.mails(user)
	if len(all) != n {
		s.t.Fatalf("%s got %d mails, want %d: %+v", user, len(all), n, all)
	}
	if got := s.mail(all[0].ID).Calendar; got.Method != method || len(got.Problems) > 0 {
		s.t.Fatalf("the latest mail of %s: %+v, want %s", user, got, method)
	}
}

func TestNewsOfASessionComesByOneMailWhereSlackDeliversNone(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.refusesMessages(2)
		s.books(mia, on("2026-06-10", "15:00"))
		for _, user := range []string{mia, ada} { // the calendar mail has told them
			s.gotMails(user, 1, "REQUEST")
		}
		s.says(s.openHome(kim).all(), "2 sent by e-mail, 0 failed")

		s.refusesMessages(2)
		list := s.command(mia, "/mentor sessions").Reply
		s.submit(mia, s.clickMessage(mia, *list, "session_move").View, on("2026-06-10", "16:00"))
		for _, user := range []string{mia, ada} {
			s.gotMails(user, 2, "REQUEST")
		}

		s.refusesMessages(2)
		list = s.command(ada, "/mentor sessions").Reply
		s.submit(ada, s.clickMessage(ada, *list, "session_cancel").View, values{"reason": value("I am ill.")})
		for _, user := range []string{mia, ada} {
			s.gotMails(user, 3, "CANCEL")
		}
		s.says(s.openHome(kim).all(), "6 sent by e-mail, 0 failed")
	})
}

// A reminder has no calendar mail beside it, so it is mailed itself. Where there is no address, neither kind of mail can go, and admins
// see that.
func TestNewsWithoutACalendarMailKeepsItsOwn(t *testing.T) {
	people := cast()
	people[0].Email = "" // Mia's address is not known
	tell(t, people, func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.refusesMessages(2)
		s.books(ada, on("2026-06-10", "15:00"))
		s.gotMails(ada, 1, "REQUEST")
		s.openHome(kim)
		s.says(s.home(kim).all(), "1 sent by e-mail, 1 failed")
		s.says(s.clickHome(kim, "deliveries_open").View.all(), "To *Mia Wanjiru*", "no e-mail address is known")

		s.refusesMessages(2)
		s.advance(8*24*hour + 6*hour)
		s.says(s.newestMail(ada), "Mia Wanjiru", "Wed 10 Jun 2026")
		s.gotMails(ada, 2, "")
	})
}
