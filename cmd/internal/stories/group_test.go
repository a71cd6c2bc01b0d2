package stories

import (
	"testing"

	"mentorbot/core"
)

func TestFavouritesAreSortedIntoGroups(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		s.mentor(ben, nil)
		results := s.search(mia, nil)

		form := s.clickAbout(mia, results, "groups_open", "Ada Osei").View
		s.says(form.all(), "*Ada Osei*", "Only you see your groups.")
		bad := s.submit(mia, form, values{"name": value("--")})
		s.says(bad.Errors["name"], "at least one letter or digit")
		s.submit(mia, form, values{"name": value(" Short  <list> ")})
		below := s.stack(mia)[1]
		s.says(below.all(), "In your groups:* Short &lt;list&gt;", "Remove from favourites") // in a group, and so a favourite

		profile := s.clickAbout(mia, &below, "person_open", "Ben Ito").View
		form = s.clickView(mia, profile, "groups_open").View // with no room for a fourth, everything moves down by one
		s.act("close", fields{"user": mia, "view_id": form.ID})
		profile = s.stackTop(mia)
		s.says(profile.all(), "Ben Ito", "Match with your profile")
		s.submit(mia, s.clickView(mia, profile, "groups_open").View, values{"name": value("SHORT <LIST>")})
		s.says(s.stackTop(mia).all(), "Ben Ito", "In your groups:* Short &lt;list&gt;", "Match with your profile")
		s.act("close", fields{"user": mia, "view_id": s.stackTop(mia).ID})
		s.says(s.stackTop(mia).all(), "2 mentors found", "Ben Ito", "In your groups:* Short &lt;list&gt;")
		s.closeAll(mia, s.stackTop(mia))

		s.openHome(mia)
		favourites := s.clickHome(mia, "favourites_open").View
		s.says(favourites.all(), "2 people as favourites", "*Short &lt;list&gt;* (2)")
		form = s.clickAbout(mia, favourites, "groups_open", "Ben Ito").View
		s.submit(mia, form, values{"groups": value([]string{}), "name": value("Later")})
		favourites = &s.stack(mia)[0]
		s.says(favourites.all(), "*Short &lt;list&gt;* (1)", "*Later* (1)")
		later := s.clickAbout(mia, favourites, "group_open", "Later").View
		s.says(later.all(), "*Later*", "1 person in this group", "Ben Ito", "All favourites")
		s.saysNot(later.all(), "Ada Osei")
		form = s.clickView(mia, later, "group_rename").View
		s.says(form.all(), "Rename group", `"Later"`)
		taken := s.submit(mia, form, values{"name": value("short <LIST>")})
		s.says(taken.Errors["name"], "already have a group with this name")
		s.submit(mia, form, values{"name": value(" Much  later ")})
		later = s.stackTop(mia)
		s.says(later.all(), "The group has its new name", "*Much later*", "Ben Ito")
		s.submit(mia, s.clickView(mia, later, "group_rename").View, values{"name": value("LATER")}) // its own name in other letters
		later = s.stackTop(mia)
		s.says(later.all(), "*LATER*")
		profile = s.clickView(mia, later, "person_open").View
		s.act("close", fields{"user": mia, "view_id": s.clickView(mia, profile, "person_hide").View.ID})
		s.says(s.stack(mia)[0].all(), "*LATER*", "0 people in this group") // who is hidden is in no group
		left := s.clickView(mia, &s.stack(mia)[0], "group_remove").View
		s.says(left.all(), "1 person as a favourite", "*Short &lt;list&gt;* (1)")
		s.saysNot(left.all(), "LATER", "Ben Ito")
	})
}

func TestMentorsSortMenteesIntoGroups(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.mentor(ada, nil)
		s.member(mia)
		_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Mentee: true})
		s.must(err)
		s.policy(func(p *core.Policy) { p.MentorsInvite = true })
		found := s.submit(ada, s.command(ada, "/mentor find").View, nil).View
		s.submit(ada, s.clickView(ada, found, "groups_open").View, values{"name": value("Promising")})
		below := s.stack(ada)[1]
		s.says(below.all(), "In your groups:* Promising")
		profile := s.clickView(ada, &below, "mentee_open").View
		s.says(profile.all(), "In your groups:* Promising", "Remove from favourites")
	})
}
