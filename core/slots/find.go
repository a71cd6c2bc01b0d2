package slots

import "time"

// Rules are how somebody wants to be booked. Zero values ask for nothing.
type Rules struct {
	Length  int `json:"length,omitempty"`   // of a session in minutes; 0 leaves it to the plan of the programme
	Every   int `json:"every,omitempty"`    // minutes from one possible start to the next, counted from the start of the hours; 0 is Length
	Before  int `json:"before,omitempty"`   // minutes kept free before a session
	After   int `json:"after,omitempty"`    // minutes kept free after a session
	Notice  int `json:"notice,omitempty"`   // minutes from the booking to the start, at least
	Days    int `json:"days,omitempty"`     // how many days ahead, by the calendar; 0 for no limit
	PerDay  int `json:"per_day,omitempty"`  // sessions that start on one day, at most; 0 for no limit
	PerWeek int `json:"per_week,omitempty"` // sessions that start from Monday to Sunday, at most; 0 for no limit
}

// Person is one of those who meet.
type Person struct {
	Zone     *time.Location
	Hours    Hours // empty ones restrict nothing
	Rules    Rules
	Sessions []Span // booked; they keep their own buffers and count for the limits, so a week to both sides of the query belongs here
	Busy     []Span // taken otherwise; a day to both sides of the query belongs here
}

// Query asks for times when everybody can meet.
type Query struct {
	Now    time.Time
	From   time.Time // of the start, inclusive
	To     time.Time // of the start, exclusive
	Length time.Duration
	People []Person
	Limit  int // 0 for all
}

// Find gives the free times, soonest first. They begin on the grid of the first person who has hours: where the local clock shows the
// start of their hours or some times Rules.Every later. Without anybody's hours there is no grid and so nothing to offer.
func Find(q Query) []Span {
	owner := q.owner()
	if owner < 0 || q.Length <= 0 || !q.From.Before(q.To) {
		return nil
	}
	diaries := make([]diary, len(q.People))
	for i, p := range q.People {
		diaries[i] = open(p, q)
	}
	var found []Span
	person := q.People[owner]
	every := time.Duration(person.Rules.Every) * time.Minute
	if every <= 0 {
		every = q.Length
	}
	for _, piece := range person.Hours.pieces(q.From, q.To, person.Zone) {
		for _, start := range piece.starts(every, person.Zone) {
			s := Span{start, start.Add(q.Length)}
			if !q.asksFor(start) || !allow(diaries, s) || follows(found, s) {
				continue
			}
			if found = append(found, s); len(found) == q.Limit {
				return found
			}
		}
	}
	return found
}

// Free reports whether a session can start at an instant: by the same rules as what Find offers.
func Free(q Query, start time.Time) bool {
	q.From, q.To, q.Limit = start, start.Add(time.Nanosecond), 1
	return len(Find(q)) == 1
}

// owner is who gives the grid, -1 for nobody.
func (q Query) owner() int {
	for i, p := range q.People {
		if !p.Hours.Empty() {
			return i
		}
	}
	return -1
}

func (q Query) asksFor(start time.Time) bool {
	return !start.Before(q.From) && start.Before(q.To) && start.After(q.Now)
}

// follows is false for what comes later than all that was found: pieces of hours that the clocks push into one another are read once.
func follows(found []Span, s Span) bool {
	return len(found) > 0 && !found[len(found)-1].Start.Before(s.Start)
}

func allow(diaries []diary, s Span) bool {
	for i := range diaries {
		if !diaries[i].allows(s) {
			return false
		}
	}
	return true
}

// starts are the instants in a piece at which its clock shows the start of the interval or some steps later. Where the clocks go back a
// time comes twice, where they go forward one is left out.
func (p piece) starts(every time.Duration, loc *time.Location) []time.Time {
	step := int(every / time.Minute)
	var all []time.Time
	if offset(p.Start, loc) == offset(p.End.Add(-time.Minute), loc) {
		gone := p.minutesIn(p.Start, loc)
		for t := p.Start.Add(time.Duration((step-gone%step)%step) * time.Minute); t.Before(p.End); t = t.Add(every) {
			all = append(all, t)
		}
		return all
	}
	for t := p.Start; t.Before(p.End); t = t.Add(time.Minute) {
		if gone := p.minutesIn(t, loc); gone >= 0 && gone%step == 0 && p.wall.From+gone < p.wall.To {
			all = append(all, t)
		}
	}
	return all
}

// minutesIn is how far the clock stands behind the start of the interval; negative where it shows an earlier time.
func (p piece) minutesIn(t time.Time, loc *time.Location) int {
	local := t.In(loc)
	return p.date.Until(DateOf(local))*MinutesPerDay + local.Hour()*60 + local.Minute() - p.wall.From
}
