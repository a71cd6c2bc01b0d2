package stories

import (
	"net/http"
	"net/url"
	"testing"

	"mentorbot/core"
)

// mentorsInvite opens the other way: mentors search mentees.
func (s *stage) mentorsInvite(mentees ...string) {
	s.t.Helper()
	s.policy(func(p *core.Policy) { p.MentorsInvite = true })
	for _, mentee := range mentees {
		_, err := s.box.App.Service.Join(s.in(), s.as(mentee), core.Joining{Mentee: true})
		s.must(err)
	}
}

func TestAMentorOffersAndTheMenteeAccepts(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.member(leo)
		s.mentor(ada, nil)
		s.mentorsInvite(mia, leo)

		s.openHome(ada)
		results := s.submit(ada, s.clickHome(ada, "find_mentees_open").View, nil).View
		s.says(results.all(), "2 mentees found", "Mia Wanjiru", "Leo")
		profile := s.clickAbout(ada, results, "mentee_open", "Mia Wanjiru").View
		s.says(profile.all(), "Mia Wanjiru", "Match with your profile", "Offer to mentor")
		form := s.clickView(ada, profile, "offer_open").View
		s.submit(ada, form, values{"message": value("I would love to help you with talks.")})
		s.settle()

		offer := s.gets(mia, "Ada Osei offers to be your mentor", "I would love to help you with talks.", "Please answer by")
		s.gets(ada, "Mia Wanjiru has your offer", "offer_withdraw")
		s.clickMessage(mia, offer, "invitation_accept")
		s.areAPair(mia, ada)
		s.says(s.clickStale(mia, offer, "invitation_accept").reply(), "The offer of Ada Osei is closed already.")
		s.says(s.clickStale(mia, offer, "invitation_decline").reply(), "The offer of Ada Osei is closed already.")
	})
}

func TestOffersThatWaitAreToldOfToBothAndToTheTeam(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.mentor(ben, nil)
		s.mentorsInvite(mia, leo)
		s.offers(ada, mia, "May I?")
		s.offers(ada, leo, "May I?")
		toMia := s.gets(mia, "offers to be your mentor")
		s.gets(leo, "offers to be your mentor")
		s.gets(ada, "has your offer")
		s.gets(ada, "has your offer")

		s.says(s.command(mia, "/mentor why").reply(), "*Ada Osei* offers to be your mentor in *Mentoring programme*. Answer by")
		s.says(s.command(ada, "/mentor why").reply(), "Your offer to *Mia Wanjiru* in *Mentoring programme* waits for an answer", "Your offer to *Leo")

		form := s.clickView(kim, s.toPage(kim), "pair_open").View
		preview := s.submit(kim, form, values{"mentor": value(ada), "mentee": value(mia)}).View
		s.says(preview.all(), "1 offer of a mentor waits for Mia’s answer", "Ada has made an offer to 1 other person")
		s.closeAll(kim, preview)
		form = s.clickView(kim, s.toPage(kim), "pair_open").View
		preview = s.submit(kim, form, values{"mentor": value(ben), "mentee": value(leo)}).View
		s.says(preview.all(), "1 offer of a mentor waits for Leo’s answer")
		s.saysNot(preview.all(), "Ben has made")
		s.closeAll(kim, preview)

		list := s.clickView(kim, s.toPage(kim), "participants_open").View
		s.says(list.all(), "1 offer to answer", "2 offers made, not answered yet")
		adas := s.clickAbout(kim, list, "participant_open", "Ada Osei").View
		s.says(adas.all(), "Offers that wait for an answer", "to Mia Wanjiru, made on", "to Leo Marsh, made on", "answer by")
		s.saysNot(adas.all(), "May I?") // between the two
		s.closeAll(kim, adas)

		s.clickMessage(mia, toMia, "invitation_accept")
		s.settle()
		supply := s.clickView(kim, s.toPage(kim), "supply_open").View
		s.says(supply.all(), "Offers by mentors: 1 waiting · 1 accepted · 0 declined · 0 without an answer.")
		s.areAPair(mia, ada)
		s.saysNot(s.command(mia, "/mentor why").reply(), "offers to be your mentor")
	})
}

func TestAMentorHearsThatAnOfferWasDeclined(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		s.mentorsInvite(mia)
		s.offers(ada, mia, "May I?")
		form := s.clickMessage(mia, s.gets(mia, "offers to be your mentor"), "invitation_decline").View
		s.saysNot(form.all(), "Also mark me as not available", "the topic is not my field")
		s.submit(mia, form, values{"reason": value("no_time"), "text": value("Perhaps in autumn.")})
		s.settle()
		s.gets(ada, "Mia Wanjiru said no to your offer", "No time at the moment", "Perhaps in autumn.", "find_mentees_open")
		s.gets(ada, "Mia Wanjiru said no to your offer") // what said that it waits
	})
}

func TestAnOfferSlackDoesNotDeliverIsAcceptedByMail(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		s.mentorsInvite(mia)
		s.refusesOne()
		s.offers(ada, mia, "I would love to help you with talks.")
		s.gets(ada, "Mia Wanjiru has your offer")
		text := s.newestMail(mia)
		s.says(text, "Ada Osei offers to be your mentor.", "I would love to help you with talks.", "because Slack could not deliver it")
		s.saysNot(text, "+41 22") // private
		accept, decline := s.links(text)
		for range 3 { // a mail server looks at links before people do
			_, page := s.browse(accept, nil)
			s.says(page, "Ada Osei", "Yes, accept")
			_, page = s.browse(decline, nil)
			s.saysNot(page, "the topic is not my field")
		}
		if n := len(s.mentorships(mia)); n != 0 {
			s.t.Fatalf("to look at the page made %d mentorships", n)
		}
		_, page := s.browse(accept, url.Values{})
		s.says(page, "You accepted", "Ada Osei")
		s.areAPair(mia, ada)
		status, page := s.browse(decline, url.Values{"reason": {"no_time"}})
		s.says(page, "Ada Osei")
		if status != http.StatusConflict {
			s.t.Errorf("the second answer: status %d", status)
		}
	})
}
