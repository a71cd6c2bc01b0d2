package stories

import (
	"testing"
	"time"
)

// TestARequestWalksTheListUntilSomebodySaysYes tells the main job from the search to the pair's conversation, all by clicking.
func TestARequestWalksTheListUntilSomebodySaysYes(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben, eve)
		s.choose(mia, "Ada", "Ben", "Ève")
		s.send(mia, "I would like to learn to lead a team.")

		asked := s.gets(ada, "Mia Wanjiru", "I would like to learn to lead a team.", "invitation_accept", "invitation_decline")
		s.gets(mia, "Ada Osei", "1 of 3")

		s.advance(36 * time.Hour)
		s.gets(ada, "waiting for your answer")

		s.advance(36 * time.Hour)
		gone := s.again(ada, asked)
		s.says(gone.all(), "expired")
		s.saysNot(gone.all(), "invitation_accept")
		second := s.gets(ben, "Mia Wanjiru")
		s.gets(mia, "Ada Osei", "did not answer in time", "2 of 3")

		late := s.clickStale(ada, asked, "invitation_accept")
		s.says(late.reply(), "The time to answer the request of Mia Wanjiru is over")

		form := s.clickMessage(ben, second, "invitation_decline").View
		s.submit(ben, form, values{"reason": value("no_time"), "text": value("My plate is full until autumn.")})
		s.says(s.again(ben, second).all(), "You said no to Mia Wanjiru")
		third := s.gets(eve, "Mia Wanjiru", "Accepter")
		s.gets(mia, "Ben Ito", "said no", "3 of 3")

		s.clickMessage(eve, third, "invitation_accept")
		s.gets(eve, "Mia Wanjiru", "Prochaines étapes")
		s.gets(mia, "Ève Martin is now your mentor")
		s.gets(eve, "Ève Martin* mentors") // the conversation of the two is in the workspace's language
		s.gets(mia, "Welcome to your mentoring conversation")
		s.saysNot(s.again(eve, third).all(), "invitation_accept")
		s.says(s.openHome(mia).all(), "Stage 2 of 3", "Ève Martin")
	})
}
