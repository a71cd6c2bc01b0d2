package stories

import "testing"

func TestAMentorWhoIsOnTheListAlreadyIsShownAsSuch(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		results := s.search(mia, values{"text": value("leadership")})
		_, err := s.box.App.Service.AddChoice(s.in(), s.as(mia), s.id(ada)) // meanwhile, on another device
		s.must(err)

		again := s.clickView(mia, results, "choice_add").View
		s.says(again.all(), "On your choices.", "My choices (1)")
		s.saysNot(again.all(), "Add to my choices")
	})
}

func TestAMentorAddedFromTheProfileIsMarkedInTheResults(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		results := s.search(mia, values{"text": value("leadership")})
		profile := s.clickView(mia, results, "person_open").View
		added := s.clickView(mia, profile, "choice_add").View
		s.says(added.all(), "On your choices.", "My choices")

		back := s.act("close", fields{"user": mia, "view_id": added.ID}).View
		s.says(back.all(), "1 mentor found", "On your choices.", "My choices (1)")
	})
}
