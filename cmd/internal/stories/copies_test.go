package stories

import "testing"

// copies has somebody ask for copies of their messages by e-mail, or want none any more.
func (s *stage) copies(user string, wanted bool) {
	s.t.Helper()
	chosen := []string{}
	if wanted {
		chosen = append(chosen, "yes")
	}
	if out := s.submit(user, s.command(user, "/mentor settings").View, values{"copies": value(chosen)}); len(out.Errors) > 0 {
		s.t.Fatalf("the settings were not saved: %v", out.Errors)
	}
}

// subjects are those of a person's mails, newest first.
func (s *stage) subjects(user string) []string {
	s.t.Helper()
	all := []string{}
	for _, m := range s.mails(user) {
		all = append(all, m.Subject)
	}
	return all
}

func TestCopiesOfMessagesGoToTheMailbox(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.says(s.command(ada, "/mentor settings").View.all(), "Send me by e-mail, too, what I am told in Slack")
		s.copies(ada, true)
		s.asks(mia, "Would you?", ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada Osei")
		if got := s.subjects(ada); len(got) != 1 || got[0] != "Mia Wanjiru asks you to be their mentor" {
			s.t.Fatalf("Ada's mails are %q", got)
		}
		s.says(s.mail(s.mails(ada)[0].ID).Text, "Would you?", "because you asked for copies", "/answer/")
		if got := s.subjects(mia); len(got) != 0 {
			s.t.Errorf("Mia asked for no copies and got %q", got)
		}

		s.clickMessage(ada, asked, "invitation_accept")
		s.settle()
		s.gets(ada, "You are now the mentor of Mia Wanjiru")
		s.gets(ada, "Welcome to your mentoring conversation")
		s.gets(mia, "Write to Ada within 72 hours")
		s.gets(mia, "Welcome to your mentoring conversation")
		if got := s.subjects(ada); len(got) != 2 || got[0] != "Mia Wanjiru and you are a mentoring pair" {
			s.t.Errorf("Ada's mails are %q", got)
		}

		// The calendar's mail tells of a session: one mail, not two.
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		if got := s.subjects(ada); len(got) != 3 {
			s.t.Errorf("Ada's mails are %q", got)
		}

		s.copies(ada, false)
		s.submit(mia, s.command(mia, "/mentor settings").View, values{"language": value("fr"), "copies": value([]string{"yes"})})
		before := len(s.mails(ada))
		s.openHome(ada)
		s.submit(ada, s.clickHome(ada, "mentorship_end").View, values{"reason": value("I move to another city.")})
		s.gets(ada, "has ended")
		s.gets(mia, "a pris fin")
		if got := s.subjects(ada); len(got) > before+1 { // the session's cancellation
			s.t.Errorf("Ada wants no copies any more and got %q", got)
		}
		s.says(s.subjects(mia)[0]+s.subjects(mia)[1], "Votre mentorat avec Ada Osei")
	})
}

// What a calendar answers is copied, too, and an invitation to the programme.
func TestCopiesOfWhatCalendarsAnswer(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.copies(mia, true)
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		s.replies(ada, "COUNTER", attendee("TENTATIVE", "ada@example.org"), "20260601T090100Z", "DTSTART:20260611T130000Z", "DTEND:20260611T140000Z")
		s.gets(mia, "Ada Osei proposes another time")
		got := s.mails(mia)
		if len(got) != 2 { // the calendar's invitation, and this
			s.t.Fatalf("Mia's mails are %q", s.subjects(mia))
		}
		s.says(s.mail(got[0].ID).Text, "because you asked for copies", "Ada Osei")
	})
}
