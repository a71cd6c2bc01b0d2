package stories

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"mentorbot/cmd/internal/sandbox"
)

// opensInvitations brings an admin to the page about whom the programme has asked.
func (s *stage) opensInvitations(user string) *view {
	s.t.Helper()
	page := s.clickView(user, s.command(user, "/mentor admin").View, "program_open").View
	return s.clickView(user, page, "enlisted_open").View
}

// prepares brings an admin to where a round of invitations waits for a yes.
func (s *stage) prepares(user string, whom values) *view {
	s.t.Helper()
	form := s.clickView(user, s.opensInvitations(user), "enlist_open").View
	if out := s.submit(user, form, whom); len(out.Errors) > 0 {
		s.t.Fatalf("the people were not taken: %v", out.Errors)
	}
	s.settle()
	return s.current(user)
}

func TestPeopleAreInvitedToAProgrammeOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.mentor(ada, nil)
		s.says(s.opensInvitations(kim).all(), "Nobody was invited yet.")
		s.closeAll(kim, s.current(kim))
		round := values{"people": value([]string{mia, leo, ada}), "emails": value("Eve <eve@example.org>\nnobody@example.org")}
		ready := s.prepares(kim, round)
		s.says(ready.all(), "3 people will get an invitation to *Mentoring programme*", "1 person takes part already",
			"1 address nobody in this workspace has: nobody@example.org")
		if n := len(s.unread(mia)); n > 0 {
			s.t.Fatalf("%d messages before anybody said yes", n)
		}
		s.submit(kim, ready, nil)
		s.settle()
		s.says(s.current(kim).all(), "3 people are being invited")
		s.closeAll(kim, s.current(kim))
		s.advance(hour / 30) // one after the other
		toMia := s.gets(mia, "Kim Sato* invites you to *Mentoring programme*", "take_part", "enlist_decline")
		toLeo := s.gets(leo, "invites you")
		s.gets(eve, "Kim Sato* vous invite à *Mentoring programme*", "Participer", "Non merci")

		// Mia begins, Leo says no and is clicked twice, Ève waits.
		wizard := s.clickMessage(mia, toMia, "take_part").View
		s.says(wizard.all(), "Step 1 of 3")
		s.closeAll(mia, wizard)
		s.says(s.again(mia, toMia).all(), "Good to have you in *Mentoring programme*")
		no := stale(s.pressed(leo, toLeo, "enlist_decline"))
		s.atOnce("click", no, no)
		s.settle()
		s.says(s.again(leo, toLeo).all(), "You said no to *Mentoring programme*", "take_part")
		s.saysNot(s.again(leo, toLeo).all(), "enlist_decline")

		again := s.prepares(kim, round)
		s.says(again.all(), "0 people will get an invitation", "2 people were invited before", "1 person has said no before", "There is nobody to write to.")
		s.closeAll(kim, again)
		s.advance(hour)
	})
}

func TestWhoHasNotAnsweredIsRemindedOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.submit(kim, s.prepares(kim, values{"people": value([]string{mia, leo})}), nil)
		s.settle()
		s.advance(hour)
		s.gets(leo, "invites you")
		toMia := s.gets(mia, "invites you")
		s.closeAll(kim, s.current(kim))
		s.saysNot(s.opensInvitations(kim).all(), "enlist_remind") // too early
		s.closeAll(kim, s.current(kim))
		s.clickMessage(mia, toMia, "enlist_decline")
		s.advance(73 * hour)
		page := s.opensInvitations(kim)
		s.says(page.all(), "2 invited", "1 said no", "1 has not answered", "*Leo Marsh*", "invited on", "Send reminders")
		ask := s.clickView(kim, page, "enlist_remind").View
		s.says(ask.all(), "1 person was invited", "will be reminded, once")
		s.submit(kim, ask, nil)
		s.settle()
		s.gets(leo, "A reminder: *Kim Sato* invited you")
		s.closeAll(kim, s.current(kim))
		s.advance(200 * hour)
		s.saysNot(s.opensInvitations(kim).all(), "enlist_remind")
	})
}

func TestManyPeopleAreCountedByHand(t *testing.T) {
	people, chosen := crowd(60)
	tell(t, people, func(s *stage) {
		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		out := s.submit(kim, form, nil)
		s.says(fmt.Sprint(out.Errors), "Please fill this in.")
		out = s.submit(kim, form, values{"emails": value("many people")})
		s.says(fmt.Sprint(out.Errors), "There is no e-mail address in it.")
		out = s.submit(kim, form, values{"emails": value("x@y")})
		s.says(fmt.Sprint(out.Errors), "“x@y” is not an e-mail address.")
		s.submit(kim, form, values{"emails": value(""), "file": value(s.uploads(kim, "list.csv", chosen))})
		s.settle()
		ready := s.current(kim)
		s.says(ready.all(), "60 people will get an invitation", "type the number")
		out = s.submit(kim, ready, values{"count": value("6")})
		s.says(fmt.Sprint(out.Errors), "60 people would be written to")
		for name, text := range hostileTexts() {
			if out := s.submit(kim, ready, values{"count": value(cut(text, 10))}); len(out.Errors) == 0 {
				t.Fatalf("%s were taken for the number of people", name)
			}
		}
		s.submit(kim, ready, values{"count": value("60")})
		s.settle()
		if n := len(s.unread(inCrowd(59))) + len(s.unread(inCrowd(0))); n > 1 {
			s.t.Errorf("%d of two people were written to at once", n)
		}
		s.advance(hour)
		for i := range 60 {
			s.gets(inCrowd(i), "invites you")
		}
	})
}

func TestAProgrammeIsAnnouncedAndJoinedByCode(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		var channel struct{ ID string }
		s.call(http.MethodPost, "usergroups", fields{"handle": "water", "name": "Water team", "users": []string{mia, leo}}, &channel)
		link := s.clickView(kim, s.opensInvitations(kim), "program_link_open").View
		code := regexp.MustCompile("/mentor join ([a-z0-9]{6})").FindStringSubmatch(link.all())
		if code == nil {
			s.t.Fatalf("no code in %s", link.all())
		}
		s.says(link.all(), "slack://app?team=")
		s.closeAll(kim, link)
		s.member(leo)
		s.says(s.command(leo, "/mentor join "+code[1]).View.all(), "How would you like to take part in *Mentoring programme*?")
		s.says(s.command(mia, "/mentor join "+code[1]).View.all(), "Step 1 of 3")
		s.says(s.command(mia, "/mentor join nothing").reply(), "There is no programme with this code.")
		s.says(s.command(mia, "/mentor join").reply(), "Mentoring programme")

		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		s.submit(kim, form, values{"group": value(channel.ID)})
		s.settle()
		s.says(s.current(kim).all(), "2 people will get an invitation")
	})
}

// announces brings an admin from the page about invitations to the end of an announcement.
func (s *stage) announces(user, channel, words string) *view {
	s.t.Helper()
	form := s.clickView(user, s.opensInvitations(user), "announce_open").View
	if out := s.submit(user, form, values{"channel": value(channel), "words": value(words)}); len(out.Errors) > 0 {
		s.t.Fatalf("not announced: %v", out.Errors)
	}
	s.settle()
	return s.current(user)
}

func TestAProgrammeIsAnnouncedInAChannel(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(leo)
		refused := s.announces(kim, sandbox.ChannelTownHall, "Come and grow.")
		s.says(refused.all(), "invite")
		s.closeAll(kim, refused)
		done := s.announces(kim, sandbox.ChannelNews, "Come and grow.")
		s.says(done.all(), "Mentoring programme")
		s.closeAll(kim, done)
		seen := map[string]message{}
		for _, user := range s.users() {
			seen[user] = s.gets(user, "Mentoring programme", "Come and grow.", "take_part", "/mentor join ")
		}
		join := s.clickMessage(leo, seen[leo], "take_part").View
		s.says(join.all(), "How would you like to take part in *Mentoring programme*?")
		s.says(s.submit(leo, join, values{"role": value("mentee")}).View.all(), "Mentoring programme")
		s.closeAll(leo, &s.stack(leo)[0])
		s.says(s.clickMessage(leo, seen[leo], "take_part").View.all(), "You take part in *Mentoring programme* already")
		page := s.clickMessage(mia, seen[mia], "take_part").View
		s.says(page.all(), "Step 1 of 3", "then you say how you want to take part in *Mentoring programme*")
		for range 3 {
			page = s.submit(mia, page, nil).View
		}
		s.says(page.all(), "Saved.", "How would you like to take part in *Mentoring programme*?")
		s.says(s.submit(mia, page, values{"role": value("mentor")}).View.all(), "Mentor", "Mentoring programme")
		s.act("close", fields{"user": mia, "view_id": s.stackTop(mia).ID})
		if open := len(s.stack(mia)); open != 0 {
			s.t.Errorf("%d pages of the wizard stayed open", open)
		}
		s.says(s.again(ada, seen[ada]).all(), "take_part") // for everybody else it stays
	})
}

// Slack took the announcement, its answer was lost and the app may not read the channel: nobody reads it twice, and the admin hears of it.
func TestAnAnnouncementWhoseAnswerIsLostIsPostedOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.fault(fields{"method": "chat.postMessage", "kind": "drop"})
		s.announces(kim, sandbox.ChannelNews, "Come and grow.")
		s.advance(hour)
		for _, user := range s.users() {
			s.gets(user, "Come and grow.")
			if n := len(s.unread(user)); n > 0 {
				s.t.Errorf("%s got %d messages more", user, n)
			}
		}
		told := s.current(kim).all()
		s.says(told, "not certain", "<#"+sandbox.ChannelNews+">", "announce again if it is not there")
		s.saysNot(told, "Nothing was changed")
	})
}

func TestANewcomerIsLedFromTheProfileIntoTheProgrammeTheyAskedFor(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		created := s.submit(kim, s.clickView(kim, s.command(kim, "/mentor admin").View, "program_new").View, values{"name": value("Graduates")}).View
		opened := s.clickView(kim, created, "program_start").View
		link := s.clickView(kim, s.clickView(kim, opened, "enlisted_open").View, "program_link_open").View
		command := regexp.MustCompile("/mentor join [a-z0-9]{6}").FindString(link.all())
		s.closeAll(kim, link)

		page := s.command(leo, command).View
		s.says(page.all(), "Step 1 of 3", "how you want to take part in *Graduates*")
		s.closeAll(leo, s.submit(leo, page, nil).View) // half-way, and comes back: the first page is kept
		join := s.command(leo, command).View
		s.says(join.all(), "How would you like to take part in *Graduates*?")
		s.closeAll(leo, join)

		// By the Home: whoever wants to take part first hears that a profile is needed.
		list := s.clickAbout(mia, s.command(mia, "/mentor programme").View, "program_switch", "Graduates").View
		s.closeAll(mia, list)
		s.openHome(mia)
		page = s.clickHome(mia, "profile_open").View
		s.closeAll(mia, page)
		page = s.command(mia, command).View
		for range 3 {
			page = s.submit(mia, page, nil).View
		}
		place := s.submit(mia, page, values{"role": value("mentee")}).View
		s.says(place.all(), "Graduates", "Mentee")
		s.says(s.openHome(mia).all(), "Your part in Graduates")
	})
}
