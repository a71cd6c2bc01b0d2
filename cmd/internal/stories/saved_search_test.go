package stories

import (
	"testing"

	"mentorbot/core"
)

func TestSearchesAreSavedUnderANameAndFoundAgain(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, offering("Leadership"))
		s.mentor(ben, offering("Retail"))

		form := s.command(mia, "/mentor find").View
		s.saysNot(form.all(), "searches_open") // nothing saved yet
		bad := s.submit(mia, form, values{"text": value("retail"), "name": value("???")})
		s.says(bad.Errors["name"], "at least one letter or digit")
		found := s.submit(mia, form, values{"text": value("retail"), "name": value("  Shops &  Retail ")}).View
		s.says(found.all(), "1 mentor found", "Saved search: *Shops &amp; Retail*", "Looking for: retail", "Ben Ito")
		s.closeAll(mia, found)

		form = s.command(mia, "/mentor find").View
		s.says(form.all(), "Saved searches (1)")
		s.closeAll(mia, s.submit(mia, form, values{"text": value("leadership")}).View) // the last search is another one now

		form = s.command(mia, "/mentor find").View
		s.says(form.all(), "leadership")
		list := s.clickView(mia, form, "searches_open").View
		s.says(list.all(), "Shops &amp; Retail", "retail", "Only you see this list.")
		found = s.clickView(mia, list, "search_open").View
		s.says(found.all(), "1 mentor found", "Ben Ito")
		profile := s.clickView(mia, found, "person_open").View // takes the place of the results, and they that of the list
		kept := s.clickView(mia, profile, "favourite_add").View
		s.act("close", fields{"user": mia, "view_id": kept.ID})
		back := s.stack(mia)[1]
		s.says(back.all(), "1 mentor found", "Saved search: *Shops &amp; Retail*", "Remove from favourites")
		s.closeAll(mia, &back)

		s.says(s.command(mia, "/mentor find SHOPS & retail").View.all(), "1 mentor found", "Ben Ito")
		s.closeAll(mia, &s.stack(mia)[0])
		words := s.command(mia, "/mentor find leadership").View
		s.says(words.all(), "Words in the profile", "leadership")
		s.says(s.submit(mia, words, nil).View.all(), "1 mentor found", "Ada Osei")
		s.closeAll(mia, &s.stack(mia)[0])

		again := s.command(mia, "/mentor find").View
		s.says(s.submit(mia, again, values{"text": value("leadership"), "name": value("shops & RETAIL")}).View.all(), "Ada Osei")
		s.closeAll(mia, &s.stack(mia)[0])
		list = s.clickView(mia, s.command(mia, "/mentor find").View, "searches_open").View
		s.says(list.all(), "*shops &amp; RETAIL*", "leadership") // one search, with the new criteria
		list = s.clickView(mia, list, "search_remove").View
		s.says(list.all(), "No saved searches yet.")
	})
}

func TestSavedSearchesGetAnotherName(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, offering("Leadership"))
		for _, name := range []string{"Shops", "Leaders"} {
			s.closeAll(mia, s.submit(mia, s.command(mia, "/mentor find").View, values{"text": value(name), "name": value(name)}).View)
		}
		list := s.clickView(mia, s.command(mia, "/mentor find").View, "searches_open").View
		form := s.clickAbout(mia, list, "search_rename", "Shops").View
		s.says(form.all(), "Rename search", `"Shops"`)
		s.says(s.submit(mia, form, values{"name": value("?")}).Errors["name"], "at least one letter or digit")
		s.says(s.submit(mia, form, values{"name": value("LEADERS")}).Errors["name"], "already have a saved search with this name")
		s.act("close", fields{"user": mia, "view_id": form.ID})
		s.says(s.stackTop(mia).all(), "*Shops*", "*Leaders*")

		s.submit(mia, s.clickAbout(mia, s.stackTop(mia), "search_rename", "Shops").View, values{"name": value("Retail & more")})
		s.says(s.stackTop(mia).all(), "This search is now called *Retail &amp; more*", "*Leaders*")
		s.saysNot(s.stackTop(mia).all(), "*Shops*")
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.command(mia, "/mentor find retail & more").View.all(), "Saved search: *Retail &amp; more*", "Looking for: Shops")
	})
}

func TestTheSearchFormIsFullAtTenSavedSearches(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
			s.closeAll(mia, s.submit(mia, s.command(mia, "/mentor find").View, values{"name": value(name)}).View)
		}
		form := s.command(mia, "/mentor find").View
		full := s.submit(mia, form, values{"name": value("k"), "text": value("wells")})
		s.says(full.Errors["name"], "10 saved searches")
		s.says(s.submit(mia, form, values{"name": value("J"), "text": value("wells")}).View.all(), "Saved search: *J*")
	})
}

func TestAllMentorsLeaveTheLastSearchAlone(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.closeAll(mia, s.search(mia, values{"text": value("leadership")}))
		_, err := s.box.App.Service.FindPage(s.in(), s.as(mia), core.SearchPage{Search: core.SearchAll})
		s.must(err)
		s.says(string(s.command(mia, "/mentor find").View.Blocks), "leadership")
	})
}

func TestMentorsSaveSearchesForMenteesAndFindFindsThem(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.mentor(ada, nil)
		s.member(mia)
		_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Mentee: true})
		s.must(err)
		s.says(s.command(ada, "/mentor find").View.all(), "Find a mentor") // as long as mentors do not invite
		s.closeAll(ada, &s.stack(ada)[0])
		s.says(s.command(ada, "/mentor mentees").reply(), "Mentors make no offers")

		s.policy(func(p *core.Policy) { p.MentorsInvite = true })
		form := s.command(ada, "/mentor find").View
		s.says(form.all(), "Find mentees")
		found := s.submit(ada, form, values{"name": value("Future leaders")}).View
		s.says(found.all(), "Saved search: *Future leaders*", "Mia")
		s.closeAll(ada, found)
		s.says(s.command(ada, "/mentor mentees future leaders").View.all(), "Saved search: *Future leaders*", "Mia")
		s.closeAll(ada, &s.stack(ada)[0])
		list := s.clickView(ada, s.command(ada, "/mentor find").View, "searches_open").View
		s.says(s.clickView(ada, list, "search_open").View.all(), "Mia")
	})
}
