package slots

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// nineToFive are hours on every day of the week.
func nineToFive() Hours { return everyDay(Interval{9 * 60, 17 * 60}) }

func everyDay(all ...Interval) Hours {
	var h Hours
	for i := range h.Week {
		h.Week[i] = all
	}
	return h
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	when, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func span(t testing.TB, day, from, to string) Span {
	t.Helper()
	return Span{at(t, day+" "+from), at(t, day+" "+to)}
}

// clocks writes starts as a clock in a zone shows them.
func clocks(found []Span, loc *time.Location) []string {
	var all []string
	for _, s := range found {
		all = append(all, s.Start.In(loc).Format("02 15:04"))
	}
	return all
}

// of asks for one person's free hours on a date of their calendar.
func of(t testing.TB, p Person, day string, length int) Query {
	t.Helper()
	date, err := ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	from, _ := date.wall(0).Instant(p.Zone)
	to, _ := date.wall(MinutesPerDay).Instant(p.Zone)
	return Query{Now: from.AddDate(0, 0, -1), From: from, To: to, Length: minutes(length), People: []Person{p}}
}

func TestFindMeetsTheMistakesOthersMade(t *testing.T) {
	utc, paris := time.UTC, location(t, "Europe/Paris")
	for name, tt := range map[string]struct {
		person Person
		day    string
		length int
		want   []string
	}{
		"several intervals a day, each with its own grid": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 10*60 + 30}, Interval{14*60 + 10, 15*60 + 10})}, "2026-06-01", 30,
			[]string{"01 09:00", "01 09:30", "01 10:00", "01 14:10", "01 14:40"}},
		"the grid does not follow the length": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 11 * 60}), Rules: Rules{Every: 20}}, "2026-06-01", 90,
			[]string{"01 09:00", "01 09:20"}}, // 09:40 would end at 11:10
		"the grid stays where it is behind a booking": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 12 * 60}), Rules: Rules{Every: 60},
				Sessions: []Span{span(t, "2026-06-01", "09:00", "09:45")}}, "2026-06-01", 60,
			[]string{"01 10:00", "01 11:00"}},
		"Kathmandu's quarter hours do not move the grid": {
			Person{Zone: location(t, "Asia/Kathmandu"), Hours: everyDay(Interval{9 * 60, 11 * 60})}, "2026-06-01", 60,
			[]string{"01 09:00", "01 10:00"}},
		"the end of the day is 24:00": {
			Person{Zone: utc, Hours: everyDay(Interval{23 * 60, MinutesPerDay})}, "2026-06-01", 60, []string{"01 23:00"}},
		"a night in two pieces is one": {
			Person{Zone: utc, Hours: everyDay(Interval{0, 60}, Interval{23 * 60, MinutesPerDay})}, "2026-06-01", 90,
			[]string{"01 23:00"}},
		"an exception replaces the whole day": {
			Person{Zone: utc, Hours: Hours{Week: nineToFive().Week, Exceptions: []Exception{{
				First: Date{2026, 6, 1}, Last: Date{2026, 6, 1}, Intervals: []Interval{{20 * 60, 21 * 60}}}}}}, "2026-06-01", 60, []string{"01 20:00"}},
		"days off include the last one": {
			Person{Zone: utc, Hours: Hours{Week: nineToFive().Week, Exceptions: []Exception{{First: Date{2026, 5, 30}, Last: Date{2026, 6, 1}}}}},
			"2026-06-01", 60, nil},
		"sessions may touch": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 12 * 60}), Busy: []Span{span(t, "2026-06-01", "10:00", "11:00")}}, "2026-06-01", 60,
			[]string{"01 09:00", "01 11:00"}},
		"buffers before and after count once": {
			Person{Zone: utc, Hours: everyDay(Interval{8 * 60, 13 * 60}), Rules: Rules{Every: 30, Before: 30, After: 30},
				Sessions: []Span{span(t, "2026-06-01", "10:00", "11:00")}}, "2026-06-01", 60,
			[]string{"01 08:00", "01 08:30", "01 11:30", "01 12:00"}},
		"a buffer only before": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 13 * 60}), Rules: Rules{Every: 30, Before: 30},
				Busy: []Span{span(t, "2026-06-01", "10:00", "11:00")}}, "2026-06-01", 60,
			[]string{"01 09:00", "01 11:30", "01 12:00"}},
		"a buffer does not shorten the hours": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 10 * 60}), Rules: Rules{Before: 60, After: 60}}, "2026-06-01", 60, []string{"01 09:00"}},
		"what is booked before the window reaches in with its buffer": {
			Person{Zone: utc, Hours: everyDay(Interval{0, 2 * 60}), Rules: Rules{Before: 30},
				Sessions: []Span{{at(t, "2026-05-31 23:00"), at(t, "2026-05-31 23:50")}}}, "2026-06-01", 60, []string{"01 01:00"}},
		"one session a day, counted on the person's own calendar": {
			Person{Zone: location(t, "Australia/Sydney"), Hours: nineToFive(), Rules: Rules{PerDay: 1},
				Sessions: []Span{span(t, "2026-05-31", "22:00", "22:30")}}, "2026-06-01", 60, nil}, // the 1st, 8:00 there
		"a week begins on Monday": {
			Person{Zone: utc, Hours: everyDay(Interval{9 * 60, 10 * 60}), Rules: Rules{PerWeek: 1},
				Sessions: []Span{span(t, "2026-05-31", "09:00", "10:00")}}, "2026-06-01", 60, []string{"01 09:00"}},
		"the horizon counts days, not hours": {
			Person{Zone: utc, Hours: everyDay(Interval{23 * 60, MinutesPerDay}), Rules: Rules{Days: 1}}, "2026-06-01", 60, []string{"01 23:00"}},
		"notice over the day the clocks change is hours gone by": {
			Person{Zone: paris, Hours: everyDay(Interval{0, 4 * 60}), Rules: Rules{Notice: 26 * 60}}, "2026-03-29", 60, []string{"29 03:00"}},
		"hours in the morning are an hour later in UTC when summer is over": {
			Person{Zone: paris, Hours: everyDay(Interval{9 * 60, 11 * 60})}, "2026-10-26", 60, []string{"26 09:00", "26 10:00"}},
		"the hour that is skipped is not offered": {
			Person{Zone: paris, Hours: everyDay(Interval{60, 5 * 60})}, "2026-03-29", 60, []string{"29 01:00", "29 03:00", "29 04:00"}},
		"an end the clocks skip is as far behind the gap, without more starts": {
			Person{Zone: paris, Hours: everyDay(Interval{60, 2*60 + 30}), Rules: Rules{Every: 30}}, "2026-03-29", 30, []string{"29 01:00", "29 01:30"}},
		"the hour that comes twice is offered twice": {
			Person{Zone: paris, Hours: everyDay(Interval{60, 4 * 60})}, "2026-10-25", 60,
			[]string{"25 01:00", "25 02:00", "25 02:00", "25 03:00"}},
		"half an hour more on Lord Howe": {
			Person{Zone: location(t, "Australia/Lord_Howe"), Hours: everyDay(Interval{60, 3 * 60}), Rules: Rules{Every: 30}}, "2026-04-05", 30,
			[]string{"05 01:00", "05 01:30", "05 01:30", "05 02:00", "05 02:30"}},
		"a day the calendar skips has no hours": {
			Person{Zone: location(t, "Pacific/Apia"), Hours: nineToFive()}, "2011-12-30", 60, nil},
	} {
		t.Run(name, func(t *testing.T) {
			q := of(t, tt.person, tt.day, tt.length)
			if diff := cmp.Diff(tt.want, clocks(Find(q), tt.person.Zone)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTwoPeopleShareWhatBothHaveFree(t *testing.T) {
	paris, york := location(t, "Europe/Paris"), location(t, "America/New_York")
	mentor := Person{Zone: paris, Hours: nineToFive()}
	mentee := Person{Zone: york, Hours: everyDay(Interval{8 * 60, 18 * 60})}
	q := of(t, mentor, "2026-03-16", 60) // between the two changes New York is five hours behind
	q.People = append(q.People, mentee)
	if diff := cmp.Diff([]string{"16 13:00", "16 14:00", "16 15:00", "16 16:00"}, clocks(Find(q), paris)); diff != "" {
		t.Error(diff)
	}
	q.People[1] = Person{Zone: york, Busy: []Span{span(t, "2026-03-16", "08:30", "15:00")}}
	if diff := cmp.Diff([]string{"16 16:00"}, clocks(Find(q), paris)); diff != "" {
		t.Errorf("somebody without hours restricts only what they have booked: %s", diff)
	}
	q.People[1] = Person{Zone: york, Hours: Hours{Exceptions: []Exception{{First: Date{2026, 3, 16}, Last: Date{2026, 3, 16}}}}}
	if found := Find(q); found != nil {
		t.Errorf("somebody is away that day, yet %v are offered", found)
	}
	q.People = q.People[1:]
	if found := Find(q); found != nil {
		t.Errorf("nobody has hours, yet %v are offered", found)
	}
}

func TestFreeTakesNobodysWord(t *testing.T) {
	p := Person{Zone: time.UTC, Hours: nineToFive(), Rules: Rules{Every: 30}}
	q := of(t, p, "2026-06-01", 60)
	for start, want := range map[string]bool{
		"2026-06-01 09:00": true, "2026-06-01 09:30": true, "2026-06-01 09:10": false, "2026-06-01 16:30": false, "2026-05-30 09:00": false,
	} {
		if got := Free(q, at(t, start)); got != want {
			t.Errorf("%s can be booked: %v", start, got)
		}
	}
}

func TestMergeJoinsWhatTouches(t *testing.T) {
	d := "2026-06-01"
	got := Merge([]Span{span(t, d, "12:00", "13:00"), span(t, d, "09:00", "10:00"), span(t, d, "10:00", "11:00"), span(t, d, "09:15", "09:30"), span(t, d, "15:00", "15:00")})
	if diff := cmp.Diff([]Span{span(t, d, "09:00", "11:00"), span(t, d, "12:00", "13:00")}, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkFind is what the booking form costs at worst: two months ahead, two people, two thousand events.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	now := at(b, "2026-03-01 08:00")
	events := func() []Span {
		var all []Span
		for range 1000 {
			start := now.Add(time.Duration(r.IntN(60*MinutesPerDay)) * time.Minute)
			all = append(all, Span{start, start.Add(time.Duration(5+r.IntN(20)) * time.Minute)})
		}
		return all
	}
	rules := Rules{Every: 15, Before: 5, After: 5, Notice: 120, Days: 60, PerDay: 3, PerWeek: 9}
	q := Query{Now: now, From: now, To: now.AddDate(0, 0, 60), Length: 30 * time.Minute, People: []Person{
		{Zone: location(b, "Europe/Paris"), Hours: nineToFive(), Rules: rules, Busy: events()},
		{Zone: location(b, "America/New_York"), Hours: everyDay(Interval{0, MinutesPerDay}), Rules: rules, Busy: events()},
	}}
	if len(Find(q)) == 0 {
		b.Fatal("nothing is free: this measures nothing")
	}
	for b.Loop() {
		Find(q)
	}
}

func TestQueriesLeaveTheirInputAlone(t *testing.T) {
	p := Person{Zone: time.UTC, Hours: nineToFive(), Sessions: []Span{span(t, "2026-06-01", "12:00", "13:00"), span(t, "2026-06-01", "10:00", "11:00")}}
	before := slices.Clone(p.Sessions)
	Find(of(t, p, "2026-06-01", 60))
	if diff := cmp.Diff(before, p.Sessions); diff != "" {
		t.Error(diff)
	}
}
