package stories

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// wanted fills in times to propose, each as "2026-06-10 15:00" in the proposer's zone.
func wanted(times ...string) values {
	in := values{}
	for i, at := range times {
		n, day, clock := string(rune('1'+i)), "", ""
		day, clock, _ = strings.Cut(at, " ")
		in["date_"+n], in["time_"+n] = map[string]any{"times_date": day}, map[string]any{"times_time": clock}
	}
	return in
}

// timesForm opens the form to propose times from the form of a new session.
func (s *stage) timesForm(user string) *view {
	s.t.Helper()
	return s.clickView(user, s.sessionForm(user), "times_propose").View
}

// proposes has somebody propose times, and gives both messages about them.
func (s *stage) proposes(user, other string, times ...string) (own, theirs message) {
	s.t.Helper()
	if out := s.submit(user, s.timesForm(user), wanted(times...)); len(out.Errors) > 0 || out.View != nil {
		s.t.Fatalf("the times were not proposed: %v %s", out.Errors, out.View.all())
	}
	return s.gets(user, "times_withdraw"), s.gets(other, "times_take_first", "times_counter", "times_decline")
}

func TestAProposedTimeIsTaken(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben)
		s.pair(mia, ben)
		form := s.timesForm(mia)
		s.says(form.all(), "zone: Africa/Nairobi", "Ben is in Asia/Tokyo")
		s.act("type", fields{"user": mia, "view_id": form.ID, "values": values{"agenda": value("Who we are")}})
		chosen := s.act("type", fields{"user": mia, "view_id": form.ID, "values": wanted("2026-06-10 15:00")}).View
		s.says(chosen.all(), "For Ben: Wed 10 Jun 2026, 21:00 (JST)")
		out := s.submit(mia, chosen, wanted("2026-06-10 15:00", "2026-06-11 09:00", "2026-06-12 20:00"))
		if len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not proposed: %v", out.Errors)
		}
		own := s.gets(mia, "Times you propose to Ben Ito", "Wed 10 Jun 2026, 15:00 (EAT)", "For Ben: Wed 10 Jun 2026, 21:00 (JST)", "times_withdraw")
		s.saysNot(own.all(), "times_take_first")
		theirs := s.gets(ben, "Mia Wanjiru proposes times", "Thu 11 Jun 2026, 15:00 (JST)", "For Mia: Thu 11 Jun 2026, 09:00 (EAT)", "Sat 13 Jun 2026, 02:00 (JST)", "Who we are")
		s.says(s.openHome(ben).all(), "proposes times for your next session", "times_take_third")
		s.says(s.openHome(mia).all(), "has times of yours to choose from", "times_withdraw")
		s.says(s.clickHome(ben, "mentorship_open").View.all(), "Proposed times", "Thu 11 Jun 2026, 15:00 (JST)", "times_take_third", "times_counter")
		s.says(s.clickHome(mia, "mentorship_open").View.all(), "Proposed times", "times_withdraw")

		click := s.pressed(ben, theirs, "times_take_second")
		s.atOnce("click", click, click) // twice, as somebody does who is impatient
		s.settle()
		s.gets(ben, "booked", "Thu 11 Jun 2026, 15:00 (JST)")
		s.gets(mia, "booked", "Thu 11 Jun 2026, 09:00 (EAT)", "Who we are")
		s.nobodyHears(mia, ben)
		if booked := s.mentorships(mia)[0].Sessions; len(booked) != 1 {
			s.t.Errorf("%d sessions were booked, want one", len(booked))
		}
		s.says(s.again(mia, own).all(), "Settled: one of these times is booked", "Introduction with Ben Ito", "✓ *Thu 11 Jun 2026, 09:00 (EAT)*")
		s.saysNot(s.again(mia, own).all()+s.again(ben, theirs).all()+s.home(ben).all()+s.home(mia).all(), "times_take", "times_withdraw", "times_counter")
		if words := s.clickStale(mia, own, "times_withdraw").reply(); !strings.Contains(words, "booked already") {
			s.t.Errorf("a late click says %s", words)
		}
	})
}

func TestTimesAreCounteredInFrench(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, eve)
		s.pair(luc, eve)
		own, theirs := s.proposes(luc, eve, "2026-06-10 15:00", "2026-06-11 15:00")
		s.says(own.all(), "Vos horaires proposés à Ève Martin", "Délai de réponse")
		s.says(theirs.all(), "Luc Petit propose des horaires", "Choisir cet horaire", "Aucun ne convient")

		form := s.clickMessage(eve, theirs, "times_counter").View
		s.says(form.all(), "Proposer des horaires", "Luc Petit", "pourra choisir parmi vos horaires")
		out := s.submit(eve, form, wanted("2026-06-15 10:00"))
		if len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not proposed: %v", out.Errors)
		}
		s.gets(eve, "Vos horaires proposés à Luc Petit", "À la place des horaires proposés auparavant par Luc")
		counter := s.gets(luc, "Ève Martin propose des horaires", "À la place des horaires que vous aviez proposés", "lun. 15 juin 2026")
		s.says(s.again(luc, own).all(), "D’autres horaires ont été proposés à la place")
		s.saysNot(s.again(eve, theirs).all(), "times_take", "times_counter")

		s.clickMessage(luc, counter, "times_take_first")
		s.gets(luc, "lun. 15 juin 2026 à 10:00")
		s.gets(eve, "lun. 15 juin 2026 à 10:00")
		s.nobodyHears(luc, eve)
	})
}

func TestATimeThatHasGoneIsExplained(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.pair(mia, ada)
		s.pair(leo, ada)
		_, theirs := s.proposes(mia, ada, "2026-06-10 15:00", "2026-06-11 15:00")
		_, err := s.box.App.Service.BookSession(s.in(), s.as(leo), s.mentorships(leo)[0].Mentorship.ID, core.Booking{Date: "2026-06-10", Time: "13:00", Minutes: 45})
		s.must(err)
		s.settle()
		s.readAll(ada)
		s.readAll(leo)

		words := s.clickMessage(ada, theirs, "times_take_first").reply()
		s.says(words, "You have another session")
		now := s.again(ada, theirs)
		s.says(now.all(), "Not possible any more", "times_take_second")
		s.saysNot(now.all(), "times_take_first")
		s.clickMessage(ada, now, "times_take_second")
		s.gets(mia, "booked", "Thu 11 Jun 2026, 15:00 (EAT)")
		s.gets(ada, "booked")
	})
}

func TestTimesAreDeclinedWithAWordAndWithdrawn(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		own, theirs := s.proposes(mia, ada, "2026-06-10 15:00")
		form := s.clickMessage(ada, theirs, "times_decline").View
		s.says(form.all(), "is told that none of these times suits you", "Wed 10 Jun 2026, 12:00 (GMT)")
		s.submit(ada, form, values{"reason": value("I travel all week.")})
		told := s.gets(mia, "None of your times suits Ada Osei", "I travel all week.", "times_propose")
		s.says(s.again(mia, own).all(), "None of these times suited")
		s.saysNot(s.again(ada, theirs).all(), "times_decline\"", "times_take")

		again := s.clickMessage(mia, told, "times_propose").View
		s.submit(mia, again, wanted("2026-06-17 15:00"))
		mine, hers := s.gets(mia, "times_withdraw"), s.gets(ada, "times_take_first")
		s.clickMessage(mia, mine, "times_withdraw")
		s.says(s.again(ada, hers).all(), "These times were withdrawn")
		s.saysNot(s.again(mia, mine).all()+s.home(mia).all(), "times_withdraw")
		if words := s.clickStale(ada, hers, "times_take_first").reply(); !strings.Contains(words, "withdrawn") {
			s.t.Errorf("a late click says %s", words)
		}
		s.nobodyHears(mia, ada)

		// From the list of sessions it works as well, in a message only she sees.
		s.proposes(ada, mia, "2026-06-18 12:00")
		list := s.command(mia, "/mentor sessions").Reply
		s.says(list.all(), "Proposed times", "times_take_first")
		s.clickMessage(mia, *list, "times_take_first")
		s.gets(mia, "booked", "Thu 18 Jun 2026, 15:00 (EAT)")
		s.gets(ada, "booked")
	})
}

func TestTimesNobodyAnswersLapse(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		own, theirs := s.proposes(mia, ada, "2026-07-10 15:00")
		window := s.mentorships(mia)[0].Program.Policy.ResponseWindow()
		s.advance(window - 23*time.Hour)
		reminder := s.gets(ada, "Times proposed by Mia Wanjiru: please answer", "times_take_first")
		s.advance(24 * time.Hour)
		s.gets(mia, "Ada Osei has not answered your times", "off the table", "times_propose")
		for _, m := range []message{s.again(ada, theirs), s.again(ada, reminder), s.again(mia, own)} {
			s.says(m.all(), "off the table")
			s.saysNot(m.all(), "times_take", "times_counter", "times_withdraw")
		}
		s.saysNot(s.openHome(ada).all(), "Proposed times")
		s.nobodyHears(mia, ada)
	})
}

func TestWrongTimesAreRefusedWhereTheyWereEntered(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, eve)
		s.pair(luc, eve)
		s.books(luc, on("2026-06-10", "15:00"))
		s.gets(luc, "planifiée")
		s.gets(eve, "planifiée")
		list := s.command(luc, "/mentor sessions").Reply
		form := s.clickView(luc, s.clickMessage(luc, *list, "session_book").View, "times_propose").View
		out := s.submit(luc, form, wanted("2026-06-10 15:30", "2026-05-01 10:00", "2027-03-28 02:30"))
		s.says(out.Errors["time_1"], "Vous avez une autre séance")
		s.says(out.Errors["date_2"], "horaire à venir")
		s.says(out.Errors["time_3"], "heure d’été")
		kept := s.stack(luc)[0]
		out = s.submit(luc, &kept, wanted("2026-06-12 10:00", "2026-06-12 10:00", "2026-06-13 "))
		s.says(out.Errors["time_2"], "déjà proposé cet horaire")
		if out.Errors["time_3"] == "" {
			s.t.Errorf("a date without a time was taken: %v", out.Errors)
		}
	})
}
