package stories

import "testing"

const words = "I would like to learn to lead a team.\nTwo hours a month would do."

func TestTheMentorReadsWhoAsksAndWhy(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben, ada)
		s.asks(mia, words, ben, ada)

		asked := s.gets(ben, "Mia Wanjiru asks you to be their mentor", "invitation_accept", "invitation_decline")
		s.says(asked.all(), "> I would like to learn to lead a team.", "> Two hours a month would do.")
		s.says(asked.all(), "Water engineer", "Hydraulics", "Climate and environment", "Why you: match 100/100")
		s.says(asked.Text, "I would like to learn to lead a team.", "Please answer by Thu 4 Jun 2026, 18:0", "(JST)")
		s.saysNot(asked.all(), "+41 22", "Female") // private
		s.addsUp(asked.all(), "100")
		s.gets(mia, "We asked Ben Ito for you", "1 of 2 asked", "answer by", "Thu 4 Jun 2026, 12:0", "(EAT)")
		s.says(s.openHome(mia).all(), "1 of 2 asked", "Stage 1 of 3", "Ada Osei* – asked later if needed")
		s.says(s.openHome(ben).all(), "Mia Wanjiru* is waiting for your answer", "invitation_accept")
	})
}

func TestAMentorIsRemindedOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada Osei")

		s.advance(35 * hour) // nothing yet
		if early := s.unread(ada); len(early) > 0 {
			s.t.Fatalf("reminded too early: %s", early[0].Text)
		}
		s.advance(hour)
		reminder := s.gets(ada, "Reminder: Mia Wanjiru is waiting for your answer", "Please answer by", "invitation_accept")
		s.advance(12 * hour) // and never again
		s.clickMessage(ada, reminder, "invitation_accept")
		s.gets(ada, "You are now the mentor of Mia Wanjiru")
		s.gets(mia, "Ada Osei is now your mentor")
		s.gets(ada, "Welcome to your mentoring conversation")
		s.gets(mia, "Welcome to your mentoring conversation")
		s.saysNot(s.again(ada, reminder).all(), "invitation_accept")
	})
}

func TestADeadlineStartsWithDelivery(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.fault(fields{"method": "chat.postMessage", "kind": "http_500", "times": 2})
		s.asks(mia, words, ada)
		s.says(s.openHome(mia).all(), "We are asking *Ada Osei*")
		s.saysNot(s.home(mia).all(), "answer by")

		s.advance(hour) // Slack works again
		s.advance(hour)
		s.says(s.gets(ada, "asks you").Text, "Please answer by Thu 4 Jun 2026, 1") // an hour or two later than asked
		s.gets(mia, "We asked Ada Osei")
		s.advance(71 * hour)
		s.gets(ada, "Reminder")
	})
}

func TestARequestCanBeWithdrawnAtAnyTime(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, words, ada, ben)
		first := s.gets(ada, "asks you")
		told := s.gets(mia, "We asked Ada Osei", "choices_withdraw")
		s.clickMessage(mia, told, "choices_withdraw")
		s.says(s.again(ada, first).all(), "Mia Wanjiru withdrew the request")
		s.saysNot(s.again(ada, first).all(), "invitation_accept")
		s.says(s.again(mia, told).all(), "You withdrew your request to Ada Osei")
		s.saysNot(s.again(mia, told).all(), "choices_withdraw")
		s.says(s.clickStale(ada, first, "invitation_accept").reply(), "Mia Wanjiru withdrew this request. There is nothing left to do.")
		s.says(s.clickStale(mia, told, "choices_withdraw").reply(), "There is no running request to withdraw.")

		// Again with the second mentor on the list, from the Home and by command.
		s.asks(mia, words, ada, ben)
		s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada Osei")
		s.advance(72 * hour)
		second := s.gets(ben, "asks you")
		s.gets(mia, "We asked Ben Ito")
		s.openHome(mia)
		s.clickHome(mia, "choices_withdraw")
		s.says(s.again(ben, second).all(), "withdrew the request")

		s.asks(mia, words, ben)
		third := s.gets(ben, "asks you")
		s.gets(mia, "We asked Ben Ito")
		question := s.command(mia, "/mentor choices withdraw").View
		s.says(question.all(), "Nobody else on your list will be asked")
		s.says(s.submit(mia, question, nil).View.all(), "You withdrew this request", "Choose again")
		s.says(s.again(ben, third).all(), "withdrew the request")
		s.advance(72 * hour) // and nobody hears of it again
	})
}

func TestNobodyIsLeftOnTheList(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.says(s.openHome(kim).all(), "Welcome")
		s.openHome(leo)
		s.asks(mia, words, ada, ben)
		s.gets(mia, "We asked Ada Osei")
		s.declines(ada, s.gets(ada, "asks you"), values{"reason": value("not_expert")})
		s.gets(mia, "Ada Osei* said no · the topic is not my field", "2 of 2")
		s.gets(ben, "asks you")
		s.advance(72 * hour)

		told := s.gets(mia, "Nobody could take you this time", "Ada Osei* – said no: the topic is not my field", "Ben Ito* – did not answer in time")
		s.says(s.clickMessage(mia, told, "find_open").View.all(), "Find mentors")
		s.says(s.openHome(mia).all(), "Choose again")
		s.says(s.home(kim).all(), "1 item needs attention", "Mia Wanjiru* found nobody")
		s.saysNot(s.openHome(leo).all(), "attention")

		s.says(s.command(mia, "/mentor why").reply(), "Nobody on your list in Mentoring programme could take you")
	})
}

func TestAnAdminResolvesAnItem(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.endsWithNobody(mia, ada)
		s.says(s.openHome(kim).all(), "Mia Wanjiru* found nobody")
		waiting := s.clickHome(kim, "waiting_open").View
		s.says(waiting.all(), "Mia Wanjiru")
		s.closeAll(kim, waiting)
		s.clickHome(kim, "attention_resolve")
		s.saysNot(s.home(kim).all(), "found nobody", "attention_resolve")

		s.endsWithNobody(mia, ada)
		s.says(s.home(kim).all(), "Mia Wanjiru* found nobody")
		s.asks(mia, words, ada) // who chooses again needs nobody's attention
		s.saysNot(s.home(kim).all(), "found nobody")
		s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada Osei")
	})
}

// declines says no to a request by its message.
func (s *stage) declines(mentor string, asked message, in values) {
	s.t.Helper()
	out := s.submit(mentor, s.clickMessage(mentor, asked, "invitation_decline").View, in)
	if len(out.Errors) > 0 {
		s.t.Fatalf("the answer was not taken: %v", out.Errors)
	}
}

// endsWithNobody sends a request that its only mentor declines.
func (s *stage) endsWithNobody(mentee, mentor string) {
	s.t.Helper()
	s.asks(mentee, words, mentor)
	s.gets(mentee, "We asked")
	s.declines(mentor, s.gets(mentor, "asks you"), values{"reason": value("other")})
	s.gets(mentee, "Nobody could take you this time")
}

// fault makes calls of the app to Slack fail.
func (s *stage) fault(f fields) {
	s.t.Helper()
	s.call("POST", "faults", f, nil)
}
