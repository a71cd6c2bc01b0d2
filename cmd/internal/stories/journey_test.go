package stories

import (
	"testing"
	"time"
)

func TestANewcomerSetsUpTheProfile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		home := s.openHome(mia)
		s.says(home.all(), "Welcome", "Mia", "Set up my profile")
		wizard := s.clickHome(mia, "profile_open").View
		s.says(wizard.all(), "Mia Wanjiru", "Africa/Nairobi")
		s.closeAll(mia, wizard)

		summary := s.fillProfile(mia, []string{"Hydraulics"}, []string{"Leadership"})
		s.says(summary.all(), "%", "LinkedIn")
		s.closeAll(mia, summary)
		s.saysNot(s.home(mia).all(), "Welcome to mentoring")
		s.says(s.command(mia, "/mentor why").reply(), "Find a mentor")
	})
}

// reply is what a command answered, as a message or in a modal.
func (o outcome) reply() string {
	text := o.View.all()
	if o.Reply != nil {
		text += o.Reply.all()
	}
	return text
}

func TestAMentorIsFoundOnlyWithTheRequiredItems(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.closeAll(mia, s.fillProfile(mia, []string{"Hydraulics"}, []string{"Leadership"}))
		s.closeAll(ada, s.becomeMentor(ada, "2"))
		s.says(s.command(ada, "/mentor why").reply(), "can find you")
		s.closeAll(leo, s.becomeMentor(leo, "2"))
		s.says(s.command(leo, "/mentor why").reply(), "Still missing: a profile picture in Slack")

		form := s.command(mia, "/mentor find").View
		found := s.submit(mia, form, values{"text": value("leadership")}).View
		s.says(found.all(), "1 mentor found", "Ada Osei")
		s.saysNot(found.all(), "Leo Marsh")
	})
}

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
		s.gets(eve, "Mia Wanjiru")
		s.gets(mia, "Ève Martin is now your mentor")
		s.gets(eve, "Ève Martin") // the conversation of the two
		s.gets(mia, "Welcome to your mentoring conversation")
		s.saysNot(s.again(eve, third).all(), "invitation_accept")
		s.says(s.openHome(mia).all(), "Stage 2 of 3", "Ève Martin")
	})
}
