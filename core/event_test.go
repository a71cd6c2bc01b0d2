package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// lunch is an event two days after start, at 14:00 where its organiser is: admins of these tests are in UTC.
func lunch(places int) core.EventInput {
	return core.EventInput{
		Title: "Lunch together", Description: "Bring questions.", Date: "2026-06-03", Time: "14:00", Minutes: 60, Where: "Room 5", Link: "https://meet.example.org/lunch", Places: places,
	}
}

// comes is somebody who takes part as a mentee.
func (w *world) comes(name string) core.Person {
	w.t.Helper()
	p := w.mentee(name)
	w.joins(p, false, true)
	return p
}

// plans adds an event to the programme everybody is in.
func (w *world) plans(admin core.Person, in core.EventInput) core.EventDesk {
	w.t.Helper()
	page, err := w.svc.Events(context.Background(), w.call(admin), 0)
	w.must(err)
	desk, err := w.svc.CreateEvent(context.Background(), w.call(admin), page.Program.ID, in)
	w.must(err)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	return desk
}

func (w *world) signsUp(p core.Person, id core.EventID) core.EventFacts {
	w.t.Helper()
	facts, err := w.svc.SignUp(context.Background(), w.call(p), id)
	w.must(err)
	w.work()
	return facts
}

func TestPlacesOfAnEventPassOnInTheOrderOfTheWaitingList(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		boss, ada, mia, ben, eve := w.admin("Boss"), w.mentor("Ada", 1), w.comes("Mia"), w.comes("Ben"), w.comes("Eve")
		id := w.plans(boss, lunch(1)).Event.ID

		if facts := w.signsUp(ada, id); facts.SignUp.State != core.SignUpPlace || facts.Free() != 0 {
			t.Errorf("the first has %+v", facts.SignUp)
		}
		w.hears(ada, core.NoticeEventPlace)
		for i, p := range []core.Person{mia, ben, eve} {
			if facts := w.signsUp(p, id); facts.SignUp.State != core.SignUpWaiting || facts.Before != i {
				t.Errorf("%s has %+v behind %d", p.Name, facts.SignUp, facts.Before)
			}
			w.hears(p)
		}
		if again := w.signsUp(mia, id); again.SignUp.Number != 2 || again.Counts != (core.EventCounts{Places: 1, Waiting: 3}) {
			t.Errorf("asked again: %+v %+v", again.SignUp, again.Counts)
		}
		_, err := w.svc.GiveBack(ctx, w.call(mia), id) // from the list
		w.must(err)
		w.work()
		w.hears(mia)
		_, err = w.svc.GiveBack(ctx, w.call(ada), id)
		w.must(err)
		w.work()
		w.hears(ada)
		w.hears(ben, core.NoticeEventMovedUp)
		w.hears(eve)
		_, err = w.svc.GiveBack(ctx, w.call(ada), id)
		refused(t, err, core.CodeNotSignedUp)
		if last := w.signsUp(ada, id); last.SignUp.State != core.SignUpWaiting || last.Before != 1 {
			t.Errorf("who comes back has %+v behind %d", last.SignUp, last.Before)
		}
		desk, err := w.svc.EventDesk(ctx, w.call(boss), id, 0)
		w.must(err)
		var who []string
		for _, s := range desk.SignUps {
			who = append(who, s.Person.Person.Name+" "+string(s.SignUp.State))
		}
		if got := strings.Join(who, ", "); got != "Ben place, Eve waiting, Ada waiting" {
			t.Errorf("comes: %s", got)
		}
		_, err = w.svc.EventDesk(ctx, w.call(mia), id, 0)
		refused(t, err, core.CodeForbidden)
	})
}

func TestOneOfManyAtOnceGetsTheLastPlace(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		boss := w.admin("Boss")
		var people []core.Person
		for i := range 8 {
			people = append(people, w.comes(fmt.Sprintf("P%d", i)))
		}
		id := w.plans(boss, lunch(1)).Event.ID
		for i, err := range atOnce(len(people), func(i int) error {
			_, err := w.svc.SignUp(t.Context(), w.call(people[i]), id)
			return err
		}) {
			if err != nil {
				t.Errorf("%s signs up: %v", people[i].Name, err)
			}
		}
		desk, err := w.svc.EventDesk(t.Context(), w.call(boss), id, 0)
		w.must(err)
		if desk.Counts != (core.EventCounts{Places: 1, Waiting: 7}) {
			t.Fatalf("counts %+v", desk.Counts)
		}
		for i, s := range desk.SignUps {
			if place := s.SignUp.State == core.SignUpPlace; s.SignUp.Number != i+1 || place != (i == 0) {
				t.Errorf("sign-up %d is %+v", i+1, s.SignUp)
			}
		}
		// All give back at once: nobody is left, and each who moved up had a place to give.
		for i, err := range atOnce(len(people), func(i int) error {
			_, err := w.svc.GiveBack(t.Context(), w.call(people[i]), id)
			return err
		}) {
			if err != nil {
				t.Errorf("%s gives back: %v", people[i].Name, err)
			}
		}
		desk, err = w.svc.EventDesk(t.Context(), w.call(boss), id, 0)
		w.must(err)
		if desk.Counts != (core.EventCounts{}) {
			t.Errorf("left over: %+v", desk.Counts)
		}
	})
}

func TestAChangedEventIsLookedAtFirstAndToldOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		boss, ada, mia, ben := w.admin("Boss"), w.mentor("Ada", 1), w.comes("Mia"), w.comes("Ben")
		id := w.plans(boss, lunch(1)).Event.ID
		for _, p := range []core.Person{ada, mia, ben} {
			w.signsUp(p, id)
		}
		w.told = map[core.PersonID][]core.NoticeKind{}
		later := lunch(2)
		later.Time = "16:00"
		edit, err := w.svc.EditEvent(ctx, w.call(boss), id, later, "")
		w.must(err)
		if edit.Saved || !edit.Tells || edit.MovesUp != 1 || edit.Seen() != "time-places-1" {
			t.Fatalf("weighed as %+v", edit)
		}
		w.work()
		w.hears(ada)
		edit, err = w.svc.EditEvent(ctx, w.call(boss), id, later, edit.Seen())
		w.must(err)
		e := edit.Desk.Event
		if !edit.Saved || e.Sequence != 1 || !e.MovedFrom.Equal(start.Add(53*time.Hour)) || !e.StartsAt.Equal(start.Add(55*time.Hour)) {
			t.Errorf("saved as %+v", edit)
		}
		w.work()
		w.hears(ada, core.NoticeEventChanged)
		w.hears(mia, core.NoticeEventMovedUp)
		w.hears(ben, core.NoticeEventChanged)

		for name, c := range map[string]struct {
			change func(*core.EventInput)
			code   core.Code
		}{
			"nothing":               {func(*core.EventInput) {}, core.CodeEventUnchanged},
			"fewer places":          {func(in *core.EventInput) { in.Places = 1 }, core.CodeEventPlacesTaken},
			"not for some of them":  {func(in *core.EventInput) { in.For = core.RoleMentor }, core.CodeEventForTaken},
			"in the past":           {func(in *core.EventInput) { in.Date = "2026-05-01" }, core.CodeSessionInPast},
			"too long":              {func(in *core.EventInput) { in.Minutes = 481 }, core.CodeNumberOutOfRange},
			"too many places":       {func(in *core.EventInput) { in.Places = 501 }, core.CodeNumberOutOfRange},
			"no title":              {func(in *core.EventInput) { in.Title = "\u200b" }, core.CodeRequired},
			"a dangerous link":      {func(in *core.EventInput) { in.Link = "javascript:alert(1)" }, core.CodeBadURL},
			"an unknown role":       {func(in *core.EventInput) { in.For = "boss" }, core.CodeUnknownOption},
			"closes before now":     {func(in *core.EventInput) { in.ClosesBefore = 7 * 24 * 60 }, core.CodeEventClosesPast},
			"closes at an odd time": {func(in *core.EventInput) { in.ClosesBefore = 7 }, core.CodeUnknownOption},
		} {
			in := later
			c.change(&in)
			_, err := w.svc.EditEvent(ctx, w.call(boss), id, in, "")
			if refusal := core.Refusal(err); refusal == nil || refusal.Code != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = w.svc.CancelEvent(ctx, w.call(boss), id, " ")
		refused(t, err, core.CodeRequired)
		_, err = w.svc.CancelEvent(ctx, w.call(boss), id, "The room is flooded.")
		w.must(err)
		w.work()
		for _, p := range []core.Person{ada, mia, ben} {
			w.hears(p, core.NoticeEventCancelled)
		}
		_, err = w.svc.CancelEvent(ctx, w.call(boss), id, "Again.")
		refused(t, err, core.CodeEventCancelled)
		_, err = w.svc.SignUp(ctx, w.call(ada), id)
		w.must(err) // they have: nothing changes
		_, err = w.svc.GiveBack(ctx, w.call(ada), id)
		refused(t, err, core.CodeEventCancelled)
	})
}

func TestWhoLeavesOrPausesLosesTheirPlace(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		boss, ada, mia, ben, eve := w.admin("Boss"), w.mentor("Ada", 1), w.comes("Mia"), w.comes("Ben"), w.comes("Eve")
		desk := w.plans(boss, lunch(1))
		forMentors := lunch(1)
		forMentors.For = core.RoleMentor
		mentors := w.plans(boss, forMentors).Event.ID
		id := desk.Event.ID
		_, err := w.svc.SignUp(ctx, w.call(mia), mentors)
		refused(t, err, core.CodeEventNotForYou)
		_, err = w.svc.Event(ctx, w.call(mia), mentors)
		refused(t, err, core.CodeEventNotForYou)
		for _, p := range []core.Person{mia, ben, eve, ada} {
			w.signsUp(p, id)
		}
		w.signsUp(ada, mentors)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.Pause(ctx, w.call(mia), desk.Program.ID)
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeEventLost)
		w.hears(ben, core.NoticeEventMovedUp)
		_, err = w.svc.SignUp(ctx, w.call(mia), id)
		refused(t, err, core.CodeEventNotIn)
		_, err = w.svc.Leave(ctx, w.call(ben), desk.Program.ID, "")
		w.must(err)
		w.work()
		w.hears(ben, core.NoticeEventLost)
		w.hears(eve, core.NoticeEventMovedUp)
		_, err = w.svc.SyncPerson(ctx, core.Call{Workspace: w.ws}, core.ChatProfile{ChatUserID: "UEve", Name: "Eve", TimeZone: "Europe/Paris", Deactivated: true})
		w.must(err)
		w.work()
		w.hears(eve)
		w.hears(ada, core.NoticeEventMovedUp)
		_, err = w.svc.Leave(ctx, w.call(ada), desk.Program.ID, "")
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeEventLost, core.NoticeEventLost)
	})
}

func TestEventsAreListedForWhomTheyAre(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		boss, ada, mia, out := w.admin("Boss"), w.mentor("Ada", 1), w.comes("Mia"), w.mentee("Out")
		program := w.plans(boss, lunch(0)).Program.ID
		forMentors := lunch(5)
		forMentors.For, forMentors.Date = core.RoleMentor, "2026-06-02"
		w.plans(boss, forMentors)
		for _, c := range []struct {
			who  core.Person
			want int
		}{{ada, 2}, {mia, 1}, {out, 0}} {
			page, err := w.svc.Events(ctx, w.call(c.who), 7)
			w.must(err)
			if page.Total != c.want || len(page.Events) != c.want || page.Page != 0 {
				t.Errorf("%s sees %d events", c.who.Name, page.Total)
			}
			home, err := w.svc.Dashboard(ctx, w.call(c.who))
			w.must(err)
			if len(home.Events) != c.want {
				t.Errorf("the Home of %s lists %d", c.who.Name, len(home.Events))
			}
		}
		_, err := w.svc.SignUp(ctx, w.call(out), w.plans(boss, lunch(1)).Event.ID)
		refused(t, err, core.CodeEventNotIn)
		for i := range core.MaxEventsAhead - 3 {
			in := lunch(1)
			in.Title = fmt.Sprintf("Event %d", i)
			_, err := w.svc.CreateEvent(ctx, w.call(boss), program, in)
			w.must(err)
		}
		_, err = w.svc.CreateEvent(ctx, w.call(boss), program, lunch(1))
		refused(t, err, core.CodeEventsFull)
		_, err = w.svc.CreateEvent(ctx, w.call(ada), program, lunch(1))
		refused(t, err, core.CodeForbidden)
		w.clock.advance(72 * time.Hour)
		desks, err := w.svc.EventDesks(ctx, w.call(boss), program, true, 0)
		w.must(err)
		if desks.Total != core.MaxEventsAhead || !desks.Events[0].Event.StartsAt.After(desks.Events[len(desks.Events)-1].Event.StartsAt.Add(-time.Second)) {
			t.Errorf("over: %d", desks.Total)
		}
	})
}
