package stories

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
)

// writes brings somebody from the command to a request for help and gives the page that shows how it stands.
func (s *stage) writes(user, topic, text string, more values) *view {
	s.t.Helper()
	form := s.clickTopic(user, topic)
	in := values{"text": value(text)}
	for block, v := range more {
		in[block] = v
	}
	out := s.submit(user, form, in)
	if len(out.Errors) > 0 {
		s.t.Fatalf("not taken: %v", out.Errors)
	}
	s.settle()
	return out.View
}

// clickTopic gives what a topic leads to.
func (s *stage) clickTopic(user, topic string) *view {
	s.t.Helper()
	return s.clickAbout(user, s.command(user, "/mentor support").View, "support_topic", topic).View
}

// sendsHelpTo has an admin choose where requests go and gives what the form refuses.
func (s *stage) sendsHelpTo(admin, channel string) map[string]string {
	s.t.Helper()
	desk := s.clickView(admin, s.command(admin, "/mentor admin").View, "support_desk_open").View
	out := s.submit(admin, s.clickView(admin, desk, "support_channel_open").View, values{"channel": value(channel)})
	s.settle()
	return out.Errors
}

// A request goes to the channel, is taken, answered and solved there and in direct messages, and everybody sees how it stands.
func TestTheTeamAnswersARequestForHelp(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.member(mia)
		if errors := s.sendsHelpTo(kim, sandbox.ChannelNews); len(errors) > 0 {
			t.Fatal(errors)
		}
		for _, user := range s.users() {
			s.gets(user, "requests for help with mentoring arrive in this channel")
		}
		s.closeAll(kim, s.current(kim))

		page := s.writes(mia, "Something does not work", "The calendar button does nothing.", values{"file": value(s.uploads(mia, "button.png", "picture"))})
		s.says(page.all(), "Nobody has it yet", "answer by", "The calendar button", "Screenshot")
		s.closeAll(mia, page)
		s.says(s.openHome(mia).all(), "1 request for help that is not solved yet", "support_own_open")
		seen := map[string]message{}
		for _, user := range s.users() {
			seen[user] = s.gets(user, "*Mia", "asks for help", "The calendar button", "|Screenshot>", "Nobody has it yet", "support_take", "support_answer")
		}
		s.says(s.openHome(kim).all(), "1 request for help waits for an answer")

		// Whoever reads the channel and is not of the team cannot act.
		s.says(s.clickMessage(leo, seen[leo], "support_take").reply(), "not")
		s.clickMessage(kim, s.again(kim, seen[kim]), "support_take")
		s.settle()
		s.says(s.again(leo, seen[leo]).all(), "Kim Sato is on it")
		s.saysNot(s.again(leo, seen[leo]).all(), "support_take")

		form := s.clickMessage(kim, s.again(kim, seen[kim]), "support_answer").View
		s.says(form.all(), "*Mia", "The calendar button")
		s.submit(kim, form, values{"text": value("Please open it on the web once.")})
		s.settle()
		answer := s.gets(mia, "The team has answered", "Please open it on the web once.", "Kim Sato", "support_reply", "support_resolve")
		s.says(s.again(ada, seen[ada]).all(), "Answered by Kim Sato", "Please open it")
		s.saysNot(s.openHome(kim).all(), "waits for an answer")

		// Her reply goes to who has it.
		s.submit(mia, s.clickMessage(mia, answer, "support_reply").View, values{"text": value("It still does nothing.")})
		s.settle()
		s.says(s.again(mia, answer).all(), "Your reply is with the team")
		again := s.gets(kim, "It still does nothing.", "Kim Sato is on it", "answer by")
		s.submit(kim, s.clickMessage(kim, again, "support_answer").View, values{"text": value("Repaired.")})
		s.settle()
		s.says(s.clickMessage(mia, s.gets(mia, "Repaired."), "support_resolve").reply(), "")
		s.settle()
		for _, shown := range []string{s.again(kim, seen[kim]).all(), s.again(kim, again).all(), s.again(mia, answer).all()} {
			s.says(shown, "Solved")
		}
		s.saysNot(s.again(kim, seen[kim]).all(), "support_answer\"", "support_resolve")
		s.saysNot(s.openHome(mia).all(), "support_own_open")
		own := s.clickView(mia, s.command(mia, "/mentor support").View, "support_own_open").View
		s.says(own.all(), "Something does not work", "Solved: Mia")
		s.says(s.clickView(mia, own, "support_request_open").View.all(), "Repaired.", "It still does nothing.")
	})
}

// Without a channel everybody of the team is written to; when the channel takes no messages, too, and they read why.
func TestARequestForHelpReachesTheTeamWithoutItsChannel(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.member(leo)
		page := s.writes(leo, "Something else", "Thank you for this.", nil)
		s.closeAll(leo, page)
		direct := s.gets(kim, "*Leo Marsh* asks for help", "Thank you for this.")
		s.saysNot(direct.all(), "does not take Mentorbot’s messages")
		s.says(fmt.Sprint(s.sendsHelpTo(kim, sandbox.ChannelTownHall)), "/invite @Mentorbot")
		s.closeAll(kim, s.current(kim))

		s.must(s.box.App.Service.SetSupportChannel(s.in(), s.as(kim), sandbox.ChannelTownHall)) // which the app has left since
		s.closeAll(leo, s.writes(leo, "Activating my account", "Am I in?", nil))
		s.gets(kim, "Am I in?", "<#"+sandbox.ChannelTownHall+"> does not take Mentorbot’s messages")
		desk := s.clickView(kim, s.command(kim, "/mentor admin").View, "support_desk_open").View
		s.says(desk.all(), "2 requests for help wait", "This channel does not take messages", "Thank you for this.", "Am I in?")
		request := s.clickAbout(kim, desk, "support_request_open", "Activating my account").View
		taken := s.clickView(kim, request, "support_take").View
		s.says(taken.all(), "Kim Sato is on it")
		s.clickView(kim, taken, "support_resolve")
		s.settle()
		below := s.stack(kim)[1] // the list one goes back to
		s.says(below.all(), "1 request for help waits")
		s.saysNot(below.all(), "Am I in?")
		s.gets(leo, "Kim Sato* has closed your request", "just reply", "support_reply")
	})
}

// After the working days the programme sets a request that nobody answered is overdue, wherever it is shown.
func TestARequestForHelpThatIsNotAnsweredIsOverdue(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.member(leo)
		s.policy(func(p *core.Policy) { p.SupportDays = 2 })
		form := s.clickTopic(leo, "Something between people")
		s.says(form.all(), "within 2 working days", "The admins of *Mentoring programme* and of your workspace read this")
		s.closeAll(leo, s.submit(leo, form, values{"text": value("We do not get on.")}).View)
		s.settle()
		card := s.gets(kim, "We do not get on.", "answer by")
		s.advance(47 * time.Hour)
		s.settle()
		s.saysNot(s.again(kim, card).all(), "overdue")
		s.advance(2 * time.Hour)
		s.settle()
		s.says(s.again(kim, card).all(), "*overdue since")
		s.says(s.home(kim).all(), "1 request for help waits for an answer", "*1 overdue*")
		s.submit(kim, s.clickMessage(kim, s.again(kim, card), "support_answer").View, values{"text": value("Let us talk.")})
		s.settle()
		s.gets(leo, "Let us talk.")
		s.saysNot(s.again(kim, card).all(), "overdue")
	})
}

// Who gets too many requests or none reads first why, from where they stand, and what they can do.
func TestRequestsTooManyOrNoneAnswerThemselves(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.member(leo)
		none := s.clickTopic(leo, "I get no requests")
		s.says(none.all(), "You are not a mentor in *Mentoring programme*", "mentor_open", "This did not help?")
		s.closeAll(leo, none)
		s.says(s.clickTopic(mia, "I get no requests").all(), "You have no profile yet", "profile_open")
		s.closeAll(mia, s.current(mia))

		s.mentor(ada, func(m *core.MentorSettings) { m.Capacity = 3 })
		many := s.clickTopic(ada, "I get too many requests")
		s.says(many.all(), "You are available in *Mentoring programme*, and 0 of your 3 places are taken", "Set me unavailable")
		settings := s.clickView(ada, many, "mentor_open").View
		s.submit(ada, settings, values{"availability": value("unavailable")})
		s.settle()
		s.closeAll(ada, s.current(ada))
		s.says(s.clickTopic(ada, "I get too many requests").all(), "You are unavailable", "no new requests come to you")
		s.closeAll(ada, s.current(ada))
		none = s.clickTopic(ada, "I get no requests")
		s.says(none.all(), "you are marked as not available", "mentor_open")

		// It did not help: the topic goes along.
		form := s.clickView(ada, none, "support_write").View
		s.says(fmt.Sprint(s.submit(ada, form, values{"text": value("  ")}).Errors), "Please fill this in.")
		s.closeAll(ada, s.submit(ada, form, values{"text": value("I want to be asked.")}).View)
		s.settle()
		s.gets(kim, "I get no requests", "I want to be asked.")
	})
}

// Where the workspace does not let the app read files the form does without the screenshot.
func TestHelpIsAskedForWithoutTheScopeForFiles(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.lacks("files:read")
		s.member(leo)
		form := s.clickTopic(leo, "Something does not work")
		s.saysNot(form.all(), "file_input")
		s.closeAll(leo, s.submit(leo, form, values{"text": value("No picture.")}).View)
		s.settle()
		s.saysNot(s.gets(kim, "No picture.").all(), "Screenshot")
	})
}

// Somebody reads in their language what the team wrote in another, and who has many requests sees them page by page.
func TestHelpIsAskedForInFrenchAndPageByPage(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.openHome(kim) // an admin the app knows
		s.member(eve)
		s.member(leo)
		ask := func(user string, i int) core.SupportID {
			asked, err := s.box.App.Service.AskSupport(s.in(), s.as(user), core.NewSupport{Topic: core.SupportOther, Text: fmt.Sprintf("Question %d.", i)})
			s.must(err)
			return asked.Request.ID
		}
		for i := range core.MaxSupportOpen + 2 {
			if id := ask(eve, i); i < 2 {
				_, err := s.box.App.Service.ResolveSupport(s.in(), s.as(eve), id)
				s.must(err)
			}
			s.advance(time.Minute)
		}
		ask(leo, 20)
		s.settle()
		menu := s.command(eve, "/mentor support").View
		s.says(menu.all(), "Que pouvons-nous faire pour vous", "10 demandes d’aide")
		form := s.clickAbout(eve, menu, "support_topic", "Autre chose").View
		s.says(fmt.Sprint(s.submit(eve, form, values{"text": value("Encore une.")}).Errors), "Vous avez 10 demandes qui ne sont pas encore réglées")
		s.closeAll(eve, s.current(eve))
		own := s.clickView(eve, s.command(eve, "/mentor support").View, "support_own_open").View
		s.says(own.all(), "Question 11.", "Page 1 sur")
		second := s.clickView(eve, own, "page_next").View
		if strings.Contains(second.all(), "Question 11.") {
			t.Error("the second page is the first one")
		}
		first := s.clickView(eve, second, "page_previous").View
		request := s.clickAbout(eve, first, "support_request_open", "Question 11.").View
		s.says(s.clickView(eve, request, "support_resolve").View.all(), "Réglé")
		s.settle()
		ask(eve, 30)
		s.settle()
		s.readAll(kim)
		s.closeAll(eve, s.current(eve))
		desk := s.clickView(kim, s.command(kim, "/mentor admin").View, "support_desk_open").View
		s.says(desk.all(), "11 requests for help wait", "Page 1 of")
		s.says(s.clickView(kim, desk, "page_next").View.all(), "Page 2 of")
	})
}

// theyAskForHelp has somebody write to the team, who answers and is written to again.
func (a *assault) theyAskForHelp() {
	a.t.Helper()
	form := a.clickAbout(leo, a.command(leo, "/mentor support").View, "support_topic", "Something does not work").View
	a.closeAll(leo, a.send(leo, form).View)
	a.settle()
	a.send(kim, a.clickMessage(kim, a.latest(kim, "support_answer"), "support_answer").View)
	a.settle()
	a.send(leo, a.clickMessage(leo, a.latest(leo, "support_reply"), "support_reply").View)
	a.settle()
	a.closeAll(leo, a.clickView(leo, a.command(leo, "/mentor support").View, "support_own_open").View)
	a.closeAll(kim, a.clickView(kim, a.command(kim, "/mentor admin").View, "support_desk_open").View)
}
