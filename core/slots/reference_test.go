package slots

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// reference answers queries minute by minute, without any of the code it checks but the types: what a clock shows in each minute is
// looked up, walls are found by looking for the minute that shows them.
type reference struct {
	from  time.Time // of the stretch it knows, in whole minutes
	wall  []int     // what the clock shows in each minute, in minutes since 1970 as if it were UTC
	first map[int]int
}

func newReference(from time.Time, minutes int, loc *time.Location) reference {
	r := reference{from: from, first: map[int]int{}}
	for i := range minutes {
		t := from.Add(time.Duration(i) * time.Minute)
		_, seconds := t.In(loc).Zone()
		shown := int(t.Unix()/60) + seconds/60
		if _, seen := r.first[shown]; !seen {
			r.first[shown] = i
		}
		r.wall = append(r.wall, shown)
	}
	return r
}

// minute finds a time on the clock: its first minute, or as far behind a gap as it lies in it.
func (r reference) minute(shown int) int {
	if i, ok := r.first[shown]; ok {
		return i
	}
	for i := 1; i < len(r.wall); i++ {
		if r.wall[i-1] < shown && shown < r.wall[i] {
			return i - 1 + shown - r.wall[i-1]
		}
	}
	return -1
}

func dayNumber(shown int) int { return shown / MinutesPerDay }

func dateNumbered(n int) Date { return DateOf(time.Unix(int64(n)*86400, 0).UTC()) }

// open marks the minutes within the hours, and those a session can begin in.
func (r reference) open(p Person, every int) (covered, starts []bool) {
	covered, starts = make([]bool, len(r.wall)), make([]bool, len(r.wall))
	for day := dayNumber(r.wall[0]) + 1; day < dayNumber(r.wall[len(r.wall)-1]); day++ {
		if _, noon := r.first[day*MinutesPerDay+MinutesPerDay/2]; !noon {
			continue
		}
		for _, i := range p.Hours.On(dateNumbered(day)) {
			from, to := day*MinutesPerDay+i.From, day*MinutesPerDay+i.To
			for at := r.minute(from); at < r.minute(to); at++ {
				covered[at] = true
				if w := r.wall[at]; w >= from && w < to && (w-from)%every == 0 {
					starts[at] = true
				}
			}
		}
	}
	return covered, starts
}

func (r reference) at(t time.Time) int { return int(t.Sub(r.from) / time.Minute) }

func within(a, b, from, to int) bool { return a < to && from < b }

// refuses says whether what the person has booked, or asks for, is in the way of a session from a minute to another.
func (r reference) refuses(p Person, now time.Time, from, to int) bool {
	start := r.from.Add(time.Duration(from) * time.Minute)
	if start.Before(now.Add(time.Duration(p.Rules.Notice) * time.Minute)) {
		return true
	}
	for _, s := range p.Sessions {
		before, after := r.at(s.Start), r.at(s.End)
		if within(from-p.Rules.Before, to+p.Rules.After, before, after) || within(from, to, before-p.Rules.Before, after+p.Rules.After) {
			return true
		}
	}
	for _, b := range p.Busy {
		if within(from-p.Rules.Before, to+p.Rules.After, r.at(b.Start), r.at(b.End)) {
			return true
		}
	}
	day := dayNumber(r.wall[from])
	if p.Rules.Days > 0 && day > dayNumber(r.wall[r.at(now)])+p.Rules.Days {
		return true
	}
	sameDay, sameWeek := 0, 0
	for _, s := range p.Sessions {
		booked := dayNumber(r.wall[r.at(s.Start)])
		if booked == day {
			sameDay++
		}
		if (booked+3)/7 == (day+3)/7 { // 1 January 1970 was a Thursday
			sameWeek++
		}
	}
	return p.Rules.PerDay > 0 && sameDay >= p.Rules.PerDay || p.Rules.PerWeek > 0 && sameWeek >= p.Rules.PerWeek
}

func referenceFind(q Query) []Span {
	const margin = 12 * 24 * time.Hour
	owner, length := q.owner(), int(q.Length/time.Minute)
	clocks := make([]reference, len(q.People))
	covered := make([][]bool, len(q.People))
	var starts []bool
	for i, p := range q.People {
		clocks[i] = newReference(q.From.Add(-margin), int((q.To.Sub(q.From)+2*margin)/time.Minute), p.Zone)
		every := p.Rules.Every
		if every == 0 {
			every = length
		}
		may, begin := clocks[i].open(p, every)
		if !p.Hours.Empty() {
			covered[i] = may
		}
		if i == owner {
			starts = begin
		}
	}
	var found []Span
	for at := clocks[0].at(q.From); at < clocks[0].at(q.To); at++ {
		start := clocks[0].from.Add(time.Duration(at) * time.Minute)
		fits := starts[at] && start.After(q.Now)
		for i, p := range q.People {
			for m := at; fits && covered[i] != nil && m < at+length; m++ {
				fits = covered[i][m]
			}
			fits = fits && !clocks[i].refuses(p, q.Now, at, at+length)
		}
		if fits {
			found = append(found, Span{start, start.Add(q.Length)})
		}
	}
	return found
}

// nearChanges are days near which clocks did something: in both directions where a zone has two changes a year.
var nearChanges = map[string][]string{
	"America/New_York":    {"2026-03-08", "2026-11-01"},
	"Europe/Paris":        {"2026-03-29", "2026-10-25"},
	"Europe/London":       {"2026-03-29", "2026-10-25"},
	"Australia/Sydney":    {"2026-04-05", "2026-10-04"},
	"Australia/Lord_Howe": {"2026-04-05", "2026-10-04"},
	"Asia/Kathmandu":      {"1986-01-01", "2026-06-01"},
	"Africa/Casablanca":   {"2026-02-15", "2026-03-22"},
	"Africa/Cairo":        {"2026-04-24", "2026-10-30"},
	"America/Santiago":    {"2026-04-05", "2026-09-06"},
	"Europe/Dublin":       {"2026-03-29", "2026-10-25"},
	"Pacific/Apia":        {"2011-12-30", "2012-04-01"},
}

// randomHours are full of what is hard: nights, midnight as an end, days that lead into one another, exceptions.
func randomHours(r *rand.Rand, around Date) Hours {
	var h Hours
	day := func() []Interval {
		var all []Interval
		for at := 0; at < MinutesPerDay && len(all) < 3; {
			from := at + 15*r.IntN(30)
			to := min(from+15*(1+r.IntN(24)), MinutesPerDay)
			if r.IntN(3) == 0 {
				to = MinutesPerDay
			}
			if from >= to {
				break
			}
			all, at = append(all, Interval{from, to}), to+15*r.IntN(3)
		}
		return all
	}
	for i := range h.Week {
		if r.IntN(5) > 0 {
			h.Week[i] = day()
		}
	}
	for range r.IntN(3) {
		first := around.Add(r.IntN(5) - 2)
		e := Exception{First: first, Last: first.Add(r.IntN(2))}
		if r.IntN(2) == 0 {
			e.Intervals = day()
		}
		h.Exceptions = append(h.Exceptions, e)
	}
	return h
}

func pick(r *rand.Rand, all ...int) int { return all[r.IntN(len(all))] }

func randomSpans(r *rand.Rand, near time.Time, most int) []Span {
	var all []Span
	for range r.IntN(most + 1) {
		start := near.Add(time.Duration(r.IntN(6*MinutesPerDay)-3*MinutesPerDay) * time.Minute)
		all = append(all, Span{start, start.Add(time.Duration(1+r.IntN(200)) * time.Minute)})
	}
	return all
}

func randomPerson(r *rand.Rand, near time.Time, zone *time.Location) Person {
	return Person{
		Zone: zone, Hours: randomHours(r, DateOf(near.In(zone))),
		Rules: Rules{
			Every: pick(r, 0, 15, 20, 30, 45, 60, 90), Before: pick(r, 0, 0, 10, 25), After: pick(r, 0, 0, 15, 40),
			Notice: pick(r, 0, 0, 120, 24*60, 36*60), Days: pick(r, 0, 0, 1, 2, 3), PerDay: pick(r, 0, 0, 1, 2), PerWeek: pick(r, 0, 0, 2, 3),
		},
		Sessions: randomSpans(r, near, 4), Busy: randomSpans(r, near, 5),
	}
}

func TestFindAgreesWithLookingAtEveryMinute(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	for zone, dates := range nearChanges {
		for _, date := range dates {
			t.Run(fmt.Sprintf("%s %s", zone, date), func(t *testing.T) {
				t.Parallel()
				near, err := time.Parse(time.DateOnly, date)
				if err != nil {
					t.Fatal(err)
				}
				found := 0
				for seed := range rounds {
					r := rand.New(rand.NewPCG(uint64(seed), uint64(near.Unix())))
					people := []Person{randomPerson(r, near, location(t, zone))}
					if seed%2 == 1 {
						other := randomPerson(r, near, location(t, []string{
							"UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo",
						}[r.IntN(6)]))
						if seed%4 == 3 {
							other.Hours = Hours{}
						}
						people = append(people, other)
					}
					q := Query{
						Now:  near.Add(time.Duration(-r.IntN(3*MinutesPerDay)) * time.Minute),
						From: near.Add(-36 * time.Hour).Add(time.Duration(r.IntN(600)) * time.Minute), To: near.Add(60 * time.Hour),
						Length: time.Duration(pick(r, 15, 30, 45, 60, 90)) * time.Minute, People: people,
					}
					got, want := Find(q), referenceFind(q)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatalf("seed %d (-every minute +found):\n%s\n%+v", seed, diff, q)
					}
					found += len(got)
					for _, s := range got {
						if !Free(q, s.Start) {
							t.Fatalf("seed %d: %v is offered but cannot be booked", seed, s.Start)
						}
					}
				}
				if found == 0 {
					t.Error("nothing was ever free: this compares nothing")
				}
			})
		}
	}
}
