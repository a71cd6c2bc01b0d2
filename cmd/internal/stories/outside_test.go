package stories

import (
	"testing"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/slacksim"
)

// Somebody of another organisation reads an announcement in a channel that both share, and is an admin where they come from.
func TestSomebodyOfAnotherWorkspaceTakesPartInNothing(t *testing.T) {
	const sam = "U0OUTSIDE"
	users := append(cast(), slacksim.User{ID: sam, Team: "T0OTHER", Name: "sam", RealName: "Sam Strange", IsAdmin: true})
	tell(t, users, func(s *stage) {
		s.closeAll(kim, s.announces(kim, sandbox.ChannelNews, "Come and grow."))
		seen := s.gets(sam, "Mentoring programme", "take_part")
		for _, user := range s.users() {
			if user != sam {
				s.gets(user, "Mentoring programme", "take_part")
			}
		}
		s.says(s.clickMessage(sam, seen, "take_part").reply(), "Mentoring here is for the members of this workspace")
		if open := len(s.stack(sam)); open != 0 {
			s.t.Errorf("%d modals opened", open)
		}

		// Nor does an admin bring them in.
		s.says(s.prepares(kim, values{"people": value([]string{sam, mia})}).all(), "1 person will get an invitation", "1 person")
		s.closeAll(kim, s.current(kim))
		if person, err := s.box.App.Person(s.in(), sam); err != nil || person.Admin || person.Active() {
			s.t.Errorf("Sam is %+v, %v", person, err)
		}
	})
}
