package core_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// opens gives a person hours on every weekday.
func (w *world) opens(p core.Person, hours string, rules core.BookingRules) {
	w.t.Helper()
	_, err := w.svc.SaveDays(context.Background(), w.call(p), core.DayHours{
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}, Hours: hours,
	})
	w.must(err)
	_, err = w.svc.SaveRules(context.Background(), w.call(p), rules)
	w.must(err)
}

// offered are the starts of a page, as clocks in Paris show them.
func offered(t *testing.T, o core.FreeTimes) []string {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, day := range o.Days {
		for _, start := range day.Starts {
			all = append(all, start.In(paris).Format("Mon 02 15:04"))
		}
	}
	return all
}

func chosen(start time.Time) core.Booking {
	return core.Booking{Offered: start.Format(time.RFC3339), Minutes: 240} // the form has no say in the length
}

func TestFreeTimesAreOfferedAndBooked(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia, leo := w.mentor("Ada", 2), w.mentee("Mia"), w.mentee("Leo")
		id, others := w.pair(ada, mia), w.pair(ada, leo)
		none, err := w.svc.TimesToBook(ctx, w.call(mia), id, 0)
		w.must(err)
		if none.Hours || none.Pages != 0 {
			t.Errorf("nobody has hours, yet %+v is offered", none.Days)
		}
		w.opens(ada, "9-12", core.BookingRules{Every: 60, Notice: 24 * 60, After: 30})
		o, err := w.svc.TimesToBook(ctx, w.call(mia), id, 0)
		w.must(err)
		got := offered(t, o) // the programme plans 45 minutes
		if !slices.Contains(got, "Wed 03 09:00") || slices.Contains(got, "Mon 01 11:00") || o.Minutes != 45 || len(o.Days) != core.MaxOfferedDays {
			t.Errorf("offered %v for %d minutes", got, o.Minutes)
		}
		second, err := w.svc.TimesToBook(ctx, w.call(mia), id, 1)
		w.must(err)
		if first := second.Days[0].Starts[0]; !first.After(o.Days[len(o.Days)-1].Starts[0]) || second.Page != 1 {
			t.Errorf("page 2 begins with %v", first)
		}
		if past, err := w.svc.TimesToBook(ctx, w.call(mia), id, 10_000); err != nil || past.Page != 0 {
			t.Errorf("a page that is not there: %d %v", past.Page, err)
		}

		start := o.Days[1].Starts[0]
		booked, err := w.svc.BookSession(ctx, w.call(mia), id, chosen(start))
		w.must(err)
		if s := booked.Session; !s.StartsAt.Equal(start) || s.Minutes != 45 {
			t.Errorf("booked %v for %d minutes", s.StartsAt, s.Minutes)
		}
		_, err = w.svc.BookSession(ctx, w.call(leo), others, chosen(start))
		refused(t, err, core.CodeSlotTaken)
		e := core.Refusal(err)
		next, _ := e.Args["Next"].([]time.Time)
		if want := []time.Time{o.Days[0].Starts[0], start.Add(2 * time.Hour), o.Days[2].Starts[0]}; e.Field != "slot" || !cmp.Equal(want, next) {
			t.Errorf("on field %q the next times are %v, want %v", e.Field, next, want) // an hour later Ada has her break
		}
		for what, at := range map[string]time.Time{
			"off the grid": start.Add(24*time.Hour + 10*time.Minute), "out of hours": start.Add(30 * time.Hour), "in the past": start.AddDate(0, 0, -7),
			"too far": start.AddDate(0, 0, 7*20),
		} {
			_, err := w.svc.BookSession(ctx, w.call(mia), id, chosen(at))
			if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeSlotTaken {
				t.Errorf("%s: %v", what, err)
			}
		}
		_, err = w.svc.BookSession(ctx, w.call(mia), id, core.Booking{Offered: "soon"})
		refused(t, err, core.CodeInvalidInput)

		again, err := w.svc.TimesToMove(ctx, w.call(ada), booked.Session.ID, 0)
		w.must(err)
		if !slices.Contains(offered(t, again), "Wed 03 10:00") {
			t.Errorf("what is moved is in its own way: %v", offered(t, again))
		}
		moved, err := w.svc.MoveSession(ctx, w.call(ada), booked.Session.ID, chosen(start.Add(time.Hour)))
		w.must(err)
		if moved.Session.Minutes != 45 || moved.Session.Sequence != 1 {
			t.Errorf("moved to %+v", moved.Session)
		}
	})
}

func TestAMentorsOwnLengthIsOffered(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.opens(mia, "9-12", core.BookingRules{Length: 90})
		w.opens(ada, "10-16", core.BookingRules{Length: 30, PerDay: 1})
		o, err := w.svc.TimesToBook(t.Context(), w.call(mia), id, 0)
		w.must(err)
		if o.Minutes != 30 {
			t.Errorf("%d minutes are offered", o.Minutes)
		}
		for _, at := range offered(t, o) {
			if clock := at[7:]; clock < "10:00" || clock > "11:30" {
				t.Errorf("%s is offered, outside of the hours they share", at)
			}
		}
		_, err = w.svc.TimesToBook(t.Context(), w.call(w.mentee("Zoe")), id, 0)
		refused(t, err, core.CodeForbidden)
	})
}

// Two hundred people at one door: one comes in, everybody else hears what is free next, and nothing overlaps.
func TestOneOfManyGetsATimeAllWant(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 4)
		w.opens(ada, "9-12", core.BookingRules{})
		type side struct {
			person core.Person
			pair   core.MentorshipID
		}
		var sides []side
		for _, name := range []string{"Mia", "Leo", "Zoe"} {
			mentee := w.mentee(name)
			id := w.pair(ada, mentee)
			sides = append(sides, side{mentee, id}, side{ada, id})
		}
		o, err := w.svc.TimesToBook(t.Context(), w.call(ada), sides[0].pair, 0)
		w.must(err)
		start, won := o.Days[0].Starts[0], 0
		for _, err := range atOnce(200, func(i int) error {
			_, err := w.svc.BookSession(context.Background(), w.call(sides[i%len(sides)].person), sides[i%len(sides)].pair, chosen(start))
			return err
		}) {
			e := core.Refusal(err)
			switch {
			case err == nil:
				won++
			case e == nil || e.Code != core.CodeSlotTaken || e.Field != "slot":
				t.Errorf("refused otherwise: %v", err)
			default:
				if next, _ := e.Args["Next"].([]time.Time); len(next) != 3 || next[0].Before(start.Add(45*time.Minute)) {
					t.Errorf("next are %v", next)
				}
			}
		}
		agenda, err := w.svc.Agenda(t.Context(), w.call(ada))
		w.must(err)
		if won != 1 || len(agenda.Sessions) != 1 {
			t.Errorf("%d of 200 got it, %d sessions are booked", won, len(agenda.Sessions))
		}
	})
}
