package stories

import (
	"strings"
	"testing"
)

// every fills in that a session repeats.
func (v values) every(repeat, times string) values { return v.and("repeat", repeat).and("times", times) }

// booksSeries enters a series, looks at what it comes to and books it; what is in the way is answered by answers, in order.
func (s *stage) booksSeries(user string, in values, answers ...string) *view {
	s.t.Helper()
	review := s.submit(user, s.sessionForm(user), in)
	if review.View == nil {
		s.t.Fatalf("the times were not shown: %v", review.Errors)
	}
	chosen := values{}
	for i, block := range conflictsIn(review.View) {
		if i < len(answers) {
			chosen.and(block, answers[i])
		}
	}
	if out := s.submit(user, review.View, chosen); len(out.Errors) > 0 || out.View != nil {
		s.t.Fatalf("the series was not booked: %v %s", out.Errors, out.View.all())
	}
	return review.View
}

func conflictsIn(v *view) []string {
	var all []string
	for _, piece := range strings.Split(v.all(), `"block_id":"`)[1:] {
		if id, _, _ := strings.Cut(piece, `"`); strings.HasPrefix(id, "part_") {
			all = append(all, id)
		}
	}
	return all
}

func TestASeriesIsBookedAcrossTheChangeOfTheClocks(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		review := s.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4").and("place", "Library"))
		s.says(review.all(), "Check the times", "Every week · 4 sessions", "Wed 10 Jun 2026, 15:00", "Wed 1 Jul 2026, 15:00", "Nothing is in the way")
		told := s.gets(mia, "Sessions with Ada Osei booked", "Every week · 4 sessions", "Wed 24 Jun 2026, 15:00", "Library", "By you")
		s.gets(ada, "Sessions with Mia Wanjiru booked", "Wed 24 Jun 2026, 12:00 (GMT)", "I’ll be there each time")
		for _, user := range []string{mia, ada} {
			mails := s.invitations(user)
			if len(mails) != 1 {
				s.t.Fatalf("%s got %d mails", user, len(mails))
			}
			c := mails[0].Calendar
			if c.Method != "REQUEST" || c.Sequence != 0 {
				s.t.Errorf("%+v", c)
			}
			s.t.Log(mails[0].Text)
		}
		_ = told
	})
}
