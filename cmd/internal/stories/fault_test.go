package stories

import (
	"context"
	"net/http"
	"testing"
	"time"

	"mentorbot/slacksim/mailbox"
)

func TestAMessageArrivesOnceHoweverSlackFails(t *testing.T) {
	for name, fault := range map[string]fields{
		"error 500":       {"method": "chat.postMessage", "kind": "http_500", "times": 2},
		"rate limit":      {"method": "chat.postMessage", "kind": "ratelimited", "times": 2, "retry_after": 1},
		"answer lost":     {"method": "chat.postMessage", "kind": "drop", "times": 1},
		"no conversation": {"method": "conversations.open", "kind": "http_500", "times": 1},
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, cast(), func(s *stage) {
				s.ready(mia, ada)
				s.fault(fault)
				s.asks(mia, words, ada)
				for range 3 {
					s.advance(time.Minute)
				}
				s.gets(ada, "Mia Wanjiru asks you")
				s.gets(mia, "We asked Ada Osei")
				s.advance(35 * hour)
			})
		})
	}
}

func TestAClickIsExplainedWhenSlackFails(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.expectsErrors("request failed")
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked")
		s.fault(fields{"method": "views.open", "kind": "http_500"})
		s.says(s.clickMessage(ada, asked, "invitation_decline").reply(), "Something went wrong on our side, and nothing was changed.", "reference")
		s.declines(ada, asked, values{"reason": value("no_time")})
		s.gets(mia, "Nobody could take you this time")
	})
}

func TestMailWaitsForItsServer(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		address := s.box.Mail.Addr()
		s.must(s.box.Mail.Close())
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked") // Slack does not wait for the mail
		told := s.gets(ada, "booked")
		s.submit(ada, s.clickMessage(ada, told, "session_move").View, on("2026-06-10", "13:00"))
		s.gets(mia, "new time")
		s.gets(ada, "new time")

		revived, err := mailbox.New(mailbox.Options{Addr: address})
		s.must(err)
		s.t.Cleanup(func() { _ = revived.Close() })
		s.advance(10 * time.Minute)
		s.advance(10 * time.Minute)
		ctx, cancel := context.WithTimeout(s.in(), 20*time.Second)
		defer cancel()
		s.must(revived.Wait(ctx, 2))
		for _, m := range revived.Messages() { // what is true now, once for each
			if m.Calendar == nil || m.Calendar.Method != "REQUEST" || m.Calendar.Sequence != 1 || len(m.Calendar.Problems) > 0 {
				s.t.Errorf("%v got %+v", m.To, m.Calendar)
			}
		}
		if n := len(revived.Messages()); n != 2 {
			s.t.Errorf("%d mails came", n)
		}
	})
}

func TestARestartLosesAndRepeatsNothing(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.fault(fields{"method": "chat.postMessage", "kind": "drop"}) // posted, and nobody knows
		s.asks(mia, words, ada, ben)
		s.must(s.box.Restart(s.in()))
		s.advance(time.Minute)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada")

		s.fault(fields{"method": "chat.postMessage", "kind": "http_500", "times": 1})
		s.declines(ada, asked, values{"reason": value("no_time")})
		s.must(s.box.Restart(s.in()))
		s.advance(time.Minute)
		second := s.gets(ben, "asks you")
		s.gets(mia, "We asked Ben")
		s.says(s.again(ada, asked).all(), "You said no to Mia Wanjiru")
		s.clickMessage(ben, second, "invitation_accept")
		s.areAPair(mia, ben)
		s.must(s.box.Restart(s.in()))
		s.advance(72 * hour) // no deadline comes back
		s.gets(mia, "Have you written to Ben Ito?")
		s.says(s.openHome(mia).all(), "Stage 2 of 3")
	})
}

func TestADeactivatedMentorIsPassedOver(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben, eve)
		s.asks(mia, words, ada, ben, eve)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada")
		s.call(http.MethodPatch, "users/"+ada, fields{"deleted": true}, nil)
		s.gets(ben, "Mia Wanjiru asks you")
		s.gets(mia, "Ada Osei* could not be asked", "We asked Ben Ito")
		s.says(s.again(ada, asked).all(), "closed")
		s.saysNot(s.search(leo, nil).all(), "Ada Osei")

		// Who cannot be reached is passed over as well, when it is their turn: neither in Slack nor, without an address, by e-mail.
		s.call(http.MethodPatch, "users/"+eve, fields{"email": ""}, nil)
		s.fault(fields{"method": "chat.postMessage", "kind": "error", "error": "user_disabled"})
		s.advance(72 * hour)
		s.gets(mia, "Nobody could take you this time", "Ben Ito* – did not answer in time", "Ève Martin* – could not be asked: could not be reached")
	})
}
