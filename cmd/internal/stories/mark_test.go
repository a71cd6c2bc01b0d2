package stories

import "testing"

func TestFavouritesAreKeptAndHiddenPeopleStayAway(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		s.mentor(ben, nil)
		results := s.search(mia, nil)
		kept := s.clickAbout(mia, results, "favourite_add", "Ada Osei").View
		s.says(kept.all(), "★ Remove from favourites")

		favourites := s.clickView(mia, kept, "favourites_open").View
		s.says(favourites.all(), "You have kept 1 person as a favourite.", "Ada Osei", "Only you see this list.")
		profile := s.clickView(mia, favourites, "person_open").View // takes the place of the list: three modals are as many as there can be
		s.says(profile.all(), "Ada Osei", "Match with your profile")
		s.act("close", fields{"user": mia, "view_id": profile.ID})
		s.closeAll(mia, results)

		results = s.search(mia, nil)
		profile = s.clickAbout(mia, results, "person_open", "Ben Ito").View
		hidden := s.clickView(mia, profile, "person_hide").View
		s.says(hidden.all(), "You have hidden Ben", "Show again")
		s.act("close", fields{"user": mia, "view_id": hidden.ID})
		s.closeAll(mia, results)
		s.says(s.search(mia, nil).all(), "1 mentor found", "Ada Osei")

		s.openHome(mia)
		list := s.clickHome(mia, "favourites_open").View
		list = s.clickView(mia, list, "favourite_remove").View
		s.says(list.all(), "No favourites yet.")
		people := s.clickView(mia, list, "hidden_open").View
		s.says(people.all(), "You have hidden 1 person", "Ben Ito")
		people = s.clickView(mia, people, "person_unhide").View
		s.says(people.all(), "You have hidden nobody.")
		s.closeAll(mia, people)
		s.says(s.search(mia, nil).all(), "2 mentors found")
	})
}
