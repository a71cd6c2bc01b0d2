package core

import (
	"testing"
	"time"
)

// The first of May is a Friday; sessions are at ten and last an hour.
func TestAnOpenPointStandsInTheNextSessionItIsNotOver(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2026, 5, d, 10, 0, 0, 0, time.UTC) }
	session := func(id SessionID, d int, state SessionState) Session {
		return Session{ID: id, State: state, StartsAt: day(d), Minutes: 60}
	}
	held, past, cancelled := session("held", 5, SessionHeld), session("past", 12, SessionBooked), session("cancelled", 14, SessionCancelled)
	next, later := session("next", 19, SessionBooked), session("later", 26, SessionBooked)
	all := []Session{later, held, next, past, cancelled}
	for name, c := range map[string]struct {
		point    AgendaPoint
		sessions []Session
		now      time.Time
		in       SessionID
		from     time.Time
	}{
		"one that is new stands in the next one":                  {AgendaPoint{CreatedAt: day(13)}, all, day(13), "next", time.Time{}},
		"one for a later one stands there":                        {AgendaPoint{CreatedAt: day(1), Session: "later"}, all, day(13), "later", time.Time{}},
		"one that was left over says so":                          {AgendaPoint{CreatedAt: day(11)}, all, day(13), "next", day(12)},
		"left over twice it names the latest":                     {AgendaPoint{CreatedAt: day(1)}, all, day(13), "next", day(12)},
		"one added during a session was left over from it":        {AgendaPoint{CreatedAt: day(12).Add(30 * time.Minute)}, all, day(13), "next", day(12)},
		"one added as a session ended was not":                    {AgendaPoint{CreatedAt: day(12).Add(time.Hour)}, all, day(13), "next", time.Time{}},
		"while a session runs it stands there":                    {AgendaPoint{CreatedAt: day(11)}, all, day(12).Add(59 * time.Minute), "past", time.Time{}},
		"at its end it stands in the next one":                    {AgendaPoint{CreatedAt: day(11)}, all, day(12).Add(time.Hour), "next", day(12)},
		"one for a session that is over goes on":                  {AgendaPoint{CreatedAt: day(1), Session: "past"}, all, day(13), "next", day(12)},
		"early for a later one, it was not left over before":      {AgendaPoint{CreatedAt: day(1), Session: "past"}, all, day(12), "past", time.Time{}},
		"one for a cancelled session goes on":                     {AgendaPoint{CreatedAt: day(13), Session: "cancelled"}, all, day(16), "next", time.Time{}},
		"one for a session that is gone goes on":                  {AgendaPoint{CreatedAt: day(13), Session: "unknown"}, all, day(13), "next", time.Time{}},
		"without a session to come it stands in none":             {AgendaPoint{CreatedAt: day(1)}, []Session{held}, day(13), "", day(5)},
		"without any session neither":                             {AgendaPoint{CreatedAt: day(1)}, nil, day(13), "", time.Time{}},
		"cancelled sessions leave nothing over":                   {AgendaPoint{CreatedAt: day(1)}, []Session{cancelled, later}, day(20), "later", time.Time{}},
		"one that was moved to another day takes its point along": {AgendaPoint{CreatedAt: day(1), Session: "past"}, []Session{held, session("past", 22, SessionBooked), next}, day(13), "past", time.Time{}},
	} {
		got := agendaOf([]AgendaPoint{c.point}, c.sessions, c.now)[0]
		if in := got.Session; in == nil && c.in != "" || in != nil && in.ID != c.in || !got.CarriedFrom.Equal(c.from) {
			t.Errorf("%s: in %+v, carried over from %v", name, got.Session, got.CarriedFrom)
		}
	}
	order := agendaOf([]AgendaPoint{{ID: "a", Session: "later"}, {ID: "b", CreatedAt: day(13)}, {ID: "c", CreatedAt: day(14)}}, all, day(15))
	if order[0].Point.ID != "b" || order[1].Point.ID != "c" || order[2].Point.ID != "a" {
		t.Errorf("they come as %v", order)
	}
}
