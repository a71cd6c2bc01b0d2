package stories

import "testing"

func TestAPairListsTheLinksItShares(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.asPair(mia, ada)
		list := s.clickView(mia, s.atMentorship(mia), "links_open").View
		s.says(list.all(), "Links that you and *Ada Osei* share", "The document itself stays where it is", "Links send no messages")
		form := s.clickView(mia, list, "link_new").View
		for _, bad := range []string{"", "example.org", "http://example.org/plan", "javascript:alert(1)"} {
			if out := s.submit(mia, form, values{"address": value(bad), "title": value("Our plan")}); out.Errors["address"] == "" {
				s.t.Errorf("%q was taken for an address", bad)
			}
		}
		s.submit(mia, form, values{"address": value("https://files.example.org/plan?a=1&b=2"), "title": value("Our *plan* <!channel>")})
		list = s.stackTop(mia)
		s.says(list.all(), "Our ∗plan∗ &lt;!channel&gt; · <https://files.example.org/plan?a=1&amp;b=2|files.example.org>", "You · ", "Remove this link?")
		s.says(s.stack(mia)[0].all(), "*Links*", "files.example.org")
		again := s.submit(mia, s.clickView(mia, list, "link_new").View, values{"address": value("https://files.example.org/plan?a=1&b=2"), "title": value("Again")})
		s.says(again.Errors["address"], "in your list already")
		s.closeAll(mia, s.stackTop(mia))

		page := s.atMentorship(ada)
		s.says(page.all(), "*Liens*", "Our ∗plan∗")
		theirs := s.clickView(ada, page, "links_open").View
		s.says(theirs.all(), "Les liens que vous partagez avec *Mia", "files.example.org", "Ajouter un lien")
		s.saysNot(theirs.all(), "link_remove")
		s.submit(ada, s.clickView(ada, theirs, "link_new").View, values{"address": value("https://example.org/livre"), "title": value("Un livre")})
		theirs = s.stackTop(ada)
		s.says(theirs.all(), "Un livre", "Vous · ", "Retirer ce lien")
		theirs = s.clickView(ada, theirs, "link_remove").View
		s.saysNot(theirs.all(), "Un livre")
		s.says(theirs.all(), "Our ∗plan∗")
		s.nobodyHears(mia, ada)
	})
}
