package stories

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim/mailbox"
)

// refusesOne makes Slack refuse the next direct message of a person the app has not written to before.
func (s *stage) refusesOne() {
	s.t.Helper()
	s.fault(fields{"method": "conversations.open", "kind": "error", "error": "channel_not_found"})
}

// newestMail is the text of the latest mail to a person.
func (s *stage) newestMail(user string) string {
	s.t.Helper()
	all := s.mails(user)
	if len(all) == 0 {
		s.t.Fatalf("%s got no mail", user)
	}
	return strings.ReplaceAll(s.mail(all[0].ID).Text, "\r\n", "\n")
}

var answerLink = regexp.MustCompile(`http\S+/answer/\S+`)

// links are the addresses to accept and to decline in a mail's text.
func (s *stage) links(text string) (accept, decline string) {
	s.t.Helper()
	found := answerLink.FindAllString(text, -1)
	if len(found) != 2 {
		s.t.Fatalf("%d links in\n%s", len(found), text)
	}
	return found[0], found[1]
}

// browse opens a page, or sends its form, and waits for what follows.
func (s *stage) browse(address string, form url.Values) (status int, page string) {
	s.t.Helper()
	method, body := http.MethodGet, ""
	if form != nil {
		method, body = http.MethodPost, form.Encode()
	}
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	s.must(err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	status, raw, err := roundTrip(request)
	s.must(err)
	s.settle()
	return status, string(raw)
}

func TestARequestSlackDoesNotDeliverIsAnsweredByMail(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.refusesOne()
		s.asks(mia, words, ada, ben)
		s.gets(mia, "We asked Ada Osei for you", "answer by", "Thu 4 Jun 2026, 12:0") // the time runs from the mail on
		text := s.newestMail(ada)
		s.says(text, "Mia Wanjiru asks you to be their mentor.", "I would like to learn to lead a team.\nTwo hours a month would do.",
			"Please answer by: Thu 4 Jun 2026, 09:0", "because Slack could not deliver it")
		s.saysNot(text, "+41 22") // private
		accept, decline := s.links(text)

		for range 3 { // a mail server looks at links before people do
			status, page := s.browse(accept, nil)
			s.says(page, "Say yes to Mia Wanjiru?", "Yes, accept", "You can answer until Thu 4 Jun 2026, 09:0")
			if status != http.StatusOK {
				s.t.Errorf("status %d", status)
			}
			_, page = s.browse(decline, nil)
			s.says(page, "Say no to Mia Wanjiru?")
		}
		if n := len(s.mentorships(mia)); n != 0 {
			s.t.Fatalf("to look at the page made %d mentorships", n)
		}
		_, page := s.browse(accept, url.Values{})
		s.says(page, "You accepted", "You are the mentor of Mia Wanjiru now")
		s.areAPair(mia, ada)

		status, page := s.browse(accept, url.Values{})
		s.says(page, "You accepted the request of Mia Wanjiru already. Nothing has changed.")
		if status != http.StatusConflict {
			s.t.Errorf("the second time: status %d", status)
		}
		_, page = s.browse(decline, url.Values{"reason": {"no_time"}})
		s.says(page, "You accepted the request of Mia Wanjiru already.")
		s.says(s.openHome(kim).all(), "1 sent by e-mail, 0 failed")
	})
}

func TestANoByLinkMovesOnWithItsWords(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, eve, ben)
		s.refusesOne()
		s.asks(mia, words, eve, ben)
		s.gets(mia, "We asked Ève Martin")
		_, decline := s.links(s.newestMail(eve))
		_, page := s.browse(decline, nil)
		s.says(page, `lang="fr"`, "Dire non à Mia Wanjiru", "pas le temps en ce moment")
		status, page := s.browse(decline, url.Values{"text": {"Bon courage !"}, "also_unavailable": {"yes"}, "until": {"2026-05-01"}})
		s.says(page, "Bon courage !", "Indisponible jusqu’au")
		if status != http.StatusUnprocessableEntity {
			s.t.Errorf("without a reason: status %d", status)
		}
		_, page = s.browse(decline, url.Values{
			"reason": {"no_time"}, "text": {"Bon courage !"}, "also_unavailable": {"yes"}, "until": {"2026-06-22"},
		})
		s.says(page, "Vous avez décliné")
		s.gets(mia, "Ève Martin* said no · no time at the moment", "Bon courage !", "We asked Ben Ito")
		s.gets(ben, "Mia Wanjiru asks you")
		s.says(s.command(eve, "/mentor why").reply(), "22 juin 2026")
	})
}

func TestALinkEndsWithItsRequest(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.refusesOne()
		s.asks(mia, words, ada, ben)
		s.gets(mia, "We asked Ada Osei")
		accept, _ := s.links(s.newestMail(ada))
		s.refusesOne() // the reminder goes by mail too
		s.advance(36 * hour)
		reminder := s.newestMail(ada)
		s.says(reminder, "still waiting for your answer")
		again, _ := s.links(reminder)
		s.advance(36 * hour)
		s.gets(mia, "Ada Osei* did not answer in time", "We asked Ben Ito")
		second := s.gets(ben, "asks you")
		for _, link := range []string{accept, again} {
			for _, form := range []url.Values{nil, {}} {
				status, page := s.browse(link, form)
				s.says(page, "The time to answer is over")
				s.saysNot(page, "Mia Wanjiru", "<form")
				if status != http.StatusGone {
					s.t.Errorf("status %d", status)
				}
			}
		}
		s.clickMessage(ben, second, "invitation_accept")
		s.areAPair(mia, ben)
	})
}

func TestAWithdrawnRequestCannotBeAnsweredByLink(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.refusesOne()
		s.asks(mia, words, ada)
		accept, _ := s.links(s.newestMail(ada))
		s.clickMessage(mia, s.gets(mia, "We asked Ada Osei"), "choices_withdraw")
		for _, form := range []url.Values{nil, {}} {
			_, page := s.browse(accept, form)
			s.says(page, "Mia Wanjiru withdrew this request. There is nothing left to do.")
		}
	})
}

func TestNobodyWhoLeftIsMailed(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.fault(fields{"method": "events_api", "kind": "hold", "delay": "1h"}) // the app does not hear of it
		s.call(http.MethodPatch, "users/"+ada, fields{"deleted": true}, nil)
		s.asks(mia, words, ada, ben)
		s.gets(mia, "Ada Osei* could not be asked", "We asked Ben Ito")
		s.gets(ben, "Mia Wanjiru asks you")
		if got := s.mails(ada); len(got) > 0 {
			s.t.Errorf("somebody who left was mailed %q", got[0].Subject)
		}
		s.openHome(kim)
		list := s.clickHome(kim, "deliveries_open").View
		s.says(list.all(), "Request to a mentor", "To *Ada Osei*", "The person has left the workspace", "There is nothing left to tell")
		s.saysNot(list.all(), "delivery_retry")
	})
}

func TestAnAdminHasAFailedMessageTriedAgain(t *testing.T) {
	people := cast()
	people[0].Email = "" // Mia's address is not known
	tell(t, people, func(s *stage) {
		s.ready(mia, ada)
		s.says(s.openHome(kim).all(), "0 sent by e-mail, 0 failed")
		s.saysNot(s.home(kim).all(), "deliveries_open")
		s.fault(fields{"method": "chat.postMessage", "kind": "error", "error": "restricted_action", "nth": 2})
		s.asks(mia, words, ada)
		s.gets(ada, "Mia Wanjiru asks you")
		if got := s.unread(mia); len(got) > 0 {
			s.t.Fatalf("Slack refused, and yet came %s", got[0].Text)
		}

		s.says(s.home(kim).all(), "1 failed", "Show failures") // by itself
		list := s.clickHome(kim, "deliveries_open").View
		s.says(list.all(), "Whom we asked for a mentee", "To *Mia Wanjiru*", "Slack delivers no messages to this person",
			"restricted_action", "no e-mail address is known", "delivery_retry")
		empty := s.clickView(kim, list, "delivery_retry").View
		s.says(empty.all(), "No message of the last 30 days has failed.")
		s.gets(mia, "We asked Ada Osei for you", "answer by")
		s.says(s.home(kim).all(), "0 failed")

		failed, err := s.box.App.Service.FailedDeliveries(s.in(), s.as(leo), 0)
		if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeForbidden {
			s.t.Errorf("somebody who is no admin sees %+v, %v", failed, err)
		}
	})
}

func TestARequestByMailWaitsForTheMailServer(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		address := s.box.Mail.Addr()
		s.must(s.box.Mail.Close())
		s.refusesOne()
		s.asks(mia, words, ada)
		s.says(s.openHome(mia).all(), "We are asking *Ada Osei*")
		s.saysNot(s.home(mia).all(), "answer by") // nothing has reached her yet

		s.advance(hour)
		revived, err := mailbox.New(mailbox.Options{Addr: address})
		s.must(err)
		s.t.Cleanup(func() { _ = revived.Close() })
		s.advance(hour)
		ctx, cancel := context.WithTimeout(s.in(), 20*time.Second)
		defer cancel()
		s.must(revived.Wait(ctx, 1))
		s.settle()
		s.gets(mia, "We asked Ada Osei", "Thu 4 Jun 2026, 14:0") // 72 hours from the mail, two hours after the request
		accept, _ := s.links(revived.Messages()[0].Text)
		s.browse(accept, url.Values{})
		s.areAPair(mia, ada)
		if n := len(revived.Messages()); n != 1 {
			s.t.Errorf("%d mails came", n)
		}
	})
}

func TestAnAdminHasAConversationOpenedThatFailed(t *testing.T) {
	tellAlone(t, "each process opens a conversation with a person for itself, so that the next one need not be theirs", cast(), func(s *stage) {
		s.ready(mia, ada)
		s.openHome(kim)
		s.asks(mia, words, ada)
		s.gets(mia, "We asked Ada Osei")
		request := s.gets(ada, "Mia Wanjiru asks you")
		s.refusesOne() // both have been written to, so the next one is theirs
		s.clickMessage(ada, request, "invitation_accept")
		s.gets(mia, "is now your mentor")
		s.gets(ada, "You are now the mentor of")
		s.nobodyHears(mia, ada)

		s.says(s.home(kim).all(), "1 failed", "Show failures")
		list := s.clickHome(kim, "deliveries_open").View
		s.says(list.all(), "The conversation of a new pair", "To *Mia Wanjiru*", "channel_not_found", "delivery_retry")
		s.saysNot(list.all(), "e-mail address")
		s.says(s.clickView(kim, list, "delivery_retry").View.all(), "No message of the last 30 days has failed.")
		for _, user := range []string{mia, ada} {
			s.gets(user, "Welcome to your mentoring conversation")
		}
		s.nobodyHears(mia, ada)
		s.says(s.home(kim).all(), "0 failed")
	})
}

func TestAMailServerThatRefusesMovesTheRequestOn(t *testing.T) {
	people := cast()
	people[2].Email = "not an address" // Ada's, which no mail server takes
	tell(t, people, func(s *stage) {
		s.ready(mia, ada, ben)
		s.refusesOne()
		s.asks(mia, words, ada, ben)
		s.gets(mia, "Ada Osei* could not be asked", "We asked Ben Ito")
		s.gets(ben, "Mia Wanjiru asks you")
		s.openHome(kim)
		s.says(s.clickHome(kim, "deliveries_open").View.all(), "the mail server refused the e-mail")
	})
}
