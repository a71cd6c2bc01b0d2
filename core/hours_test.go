package core_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestHoursOfAWeekAreCopiedToOtherDays(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		facts, err := w.svc.SaveDays(t.Context(), w.call(ada), core.DayHours{
			Days: []time.Weekday{time.Monday, time.Tuesday, time.Friday}, Hours: "14-17, 9:00–12:00",
		})
		w.must(err)
		want := []core.Interval{{From: 9 * 60, To: 12 * 60}, {From: 14 * 60, To: 17 * 60}}
		for day, got := range facts.Hours.Week {
			has := slices.Contains([]time.Weekday{time.Monday, time.Tuesday, time.Friday}, time.Weekday(day))
			if has != cmp.Equal(want, got) {
				t.Errorf("%s has %v", time.Weekday(day), got)
			}
		}
		facts, err = w.svc.SaveDays(t.Context(), w.call(ada), core.DayHours{Days: []time.Weekday{time.Monday}})
		w.must(err)
		if len(facts.Hours.Week[time.Monday]) > 0 || !facts.Hours.Weekly() {
			t.Errorf("after Monday was taken off: %v", facts.Hours.Week)
		}
		read, err := w.svc.Hours(t.Context(), w.call(ada))
		w.must(err)
		if diff := cmp.Diff(facts.Hours, read.Hours); diff != "" {
			t.Error(diff)
		}
		for text, code := range map[string]core.Code{
			"soon": core.CodeHoursUnreadable, "17-9": core.CodeHoursUnreadable,
			"1-2,3-4,5-6,7-8,9-10,11-12,13-14,15-16,17-18": core.CodeTooMany, string(make([]rune, 300)): "",
		} {
			_, err := w.svc.SaveDays(t.Context(), w.call(ada), core.DayHours{Days: []time.Weekday{time.Monday}, Hours: text})
			if code == "" {
				w.must(err) // nothing that can be seen
				continue
			}
			refused(t, err, code)
		}
		_, err = w.svc.SaveDays(t.Context(), w.call(ada), core.DayHours{Days: []time.Weekday{7}, Hours: "9-10"})
		refused(t, err, core.CodeUnknownOption)
	})
}

func TestDatesOfTheirOwnReplaceOneAnother(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		day := func(n int) string { return start.AddDate(0, 0, n).Format(time.DateOnly) }
		set := func(first, last int, hours string) []string {
			facts, err := w.svc.SaveDates(t.Context(), w.call(ada), core.DateHours{First: day(first), Last: day(last), Hours: hours})
			w.must(err)
			var all []string
			for _, e := range facts.Hours.Exceptions {
				mark := "off"
				if len(e.Intervals) > 0 {
					mark = "open"
				}
				all = append(all, e.First.String()+" "+e.Last.String()+" "+mark)
			}
			return all
		}
		set(10, 20, "")
		if diff := cmp.Diff([]string{day(10) + " " + day(13) + " off", day(14) + " " + day(15) + " open", day(16) + " " + day(20) + " off"},
			set(14, 15, "9-12")); diff != "" {
			t.Errorf("two days within days off: %s", diff)
		}
		if diff := cmp.Diff([]string{day(10) + " " + day(11) + " off", day(12) + " " + day(16) + " off", day(17) + " " + day(20) + " off"},
			set(12, 16, "")); diff != "" {
			t.Errorf("over the edges of others: %s", diff)
		}
		facts, err := w.svc.RemoveDates(t.Context(), w.call(ada), day(12))
		w.must(err)
		if len(facts.Hours.Exceptions) != 2 || len(facts.Coming()) != 2 {
			t.Errorf("after one was taken back: %v", facts.Hours.Exceptions)
		}
		for code, in := range map[core.Code]core.DateHours{
			core.CodeDateInPast: {First: day(-3)}, core.CodeDatesReversed: {First: day(5), Last: day(4)},
			core.CodeSessionTooFar: {First: day(5), Last: day(400)}, core.CodeInvalidInput: {First: "soon"},
			core.CodeHoursUnreadable: {First: day(5), Hours: "soon"},
		} {
			_, err := w.svc.SaveDates(t.Context(), w.call(ada), in)
			refused(t, err, code)
		}
	})
}

func TestRulesOfBookingAreBounded(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		rules := core.BookingRules{Length: 30, Every: 20, Before: 10, After: 15, Notice: 60, Days: 30, PerDay: 2, PerWeek: 4}
		facts, err := w.svc.SaveRules(t.Context(), w.call(ada), rules)
		w.must(err)
		if facts.Hours.Rules != rules {
			t.Errorf("kept as %+v", facts.Hours.Rules)
		}
		_, err = w.svc.SaveRules(t.Context(), w.call(ada), core.BookingRules{
			Length: 5, Every: -1, Before: 500, After: -1, Notice: 1 << 30, Days: 1000, PerDay: -1, PerWeek: 99,
		})
		refused(t, err, core.CodeNumberOutOfRange)
		if got := len(core.Refusal(err).All()); got != 8 {
			t.Errorf("%d fields are refused, want all 8", got)
		}
	})
}

func TestAMentorsHoursAreOnTheirPage(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, err := w.svc.SaveDays(t.Context(), w.call(ada), core.DayHours{Days: []time.Weekday{time.Monday}, Hours: "9-12"})
		w.must(err)
		card, _, err := w.svc.Mentor(t.Context(), w.call(mia), ada.ID)
		w.must(err)
		home, err := w.svc.Dashboard(t.Context(), w.call(ada))
		w.must(err)
		if !card.Hours.Weekly() || !home.Hours.Weekly() {
			t.Errorf("the page says %v, the Home %v", card.Hours, home.Hours)
		}
	})
}
