package stories

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// crowd is the cast and n more people, with their addresses one in a line.
func crowd(n int) (people []slacksim.User, addresses string) {
	people = cast()
	for i := range n {
		people = append(people, slacksim.User{ID: inCrowd(i), Name: fmt.Sprintf("many%d", i), RealName: fmt.Sprintf("Person %d", i),
			Email: fmt.Sprintf("many%d@example.org", i), TZ: "Etc/UTC", Locale: "en-GB"})
		addresses += fmt.Sprintf("many%d@example.org\n", i)
	}
	return people, addresses
}

func inCrowd(i int) string { return fmt.Sprintf("U0MANY%03d", i) }

// calls counts the calls of a method since an entry of Slack's log, and those refused for a limit.
func (s *stage) calls(method string, after int) (all, refused int) {
	s.t.Helper()
	var answer struct {
		Log []struct {
			Direction, Method, Error string
			Response                 struct{ Error string }
		}
	}
	s.call(http.MethodGet, fmt.Sprintf("log?after=%d&limit=100000", after), nil, &answer)
	for _, e := range answer.Log {
		if e.Direction != "in" || e.Method != method {
			continue
		}
		all++
		if e.Response.Error == "ratelimited" {
			refused++
		}
	}
	return all, refused
}

// Two hundred people are written to for the first time, for which Slack's limits take three minutes. Meanwhile somebody asks a mentor: that
// does not stand in line behind them. Everybody gets one message, and Slack has to refuse little.
func TestManyAreInvitedWithinSlacksLimits(t *testing.T) {
	const many = 200
	people, addresses := crowd(many)
	tellLimited(t, people, func(s *stage) {
		s.member(mia)
		s.mentor(ada, nil)
		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		s.submit(kim, form, values{"file": value(s.uploads(kim, "list.csv", addresses))})
		s.settle()
		s.submit(kim, s.current(kim), values{"count": value(fmt.Sprint(many))})
		s.settle()
		s.advance(30 * time.Second) // some are written to, most wait
		if n := s.reached(many); n == 0 || n > many/2 {
			t.Errorf("%d of %d were written to after half a minute", n, many)
		}

		s.asks(mia, "Would you?", ada)
		s.advance(10 * time.Second)
		s.gets(ada, "Would you?", "invitation_accept")
		s.gets(mia, "We asked Ada Osei for you")
		if n := s.reached(many); n > many/2+20 {
			t.Errorf("the request came only with the last %d", n)
		}

		minutes := 0
		for ; s.reached(many) < many && minutes < 10; minutes++ {
			s.advance(time.Minute)
		}
		s.advance(hour)
		for i := range many {
			s.gets(inCrowd(i), "invites you")
		}
		if minutes > 6 {
			t.Errorf("the rest took %d minutes", minutes)
		}
		all, refused := s.calls("conversations.open", 0)
		t.Logf("%d minutes for the rest; conversations.open: %d calls, %d refused", minutes, all, refused)
		if refused*5 > all {
			t.Errorf("Slack refused %d of %d calls", refused, all)
		}
	})
}

// reached counts the first n of the crowd who were written to.
func (s *stage) reached(n int) int {
	s.t.Helper()
	told := 0
	for i := range n {
		if len(s.unread(inCrowd(i))) > 0 {
			told++
		}
	}
	return told
}
