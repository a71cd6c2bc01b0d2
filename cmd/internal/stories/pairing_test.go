package stories

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// hall is the cast with a crowd of mentees and mentors beside it.
func hall(mentees, mentors int) []slacksim.User {
	people := cast()
	for i := range mentees + mentors {
		id, name := menteeAt(i), fmt.Sprintf("Mentee%03d Crowd", i)
		if i >= mentees {
			id, name = mentorAt(i-mentees), fmt.Sprintf("Mentor%03d Crowd", i-mentees)
		}
		people = append(people, slacksim.User{
			ID: id, Name: strings.ToLower(id), RealName: name, Title: "Analyst", Email: strings.ToLower(id) + "@example.org",
			TZ: "Europe/Paris", Locale: "en-GB",
		})
	}
	return people
}

func menteeAt(i int) string { return fmt.Sprintf("U0MENTEE%03d", i) }

func mentorAt(i int) string { return fmt.Sprintf("U0MENTOR%03d", i) }

var subjects = []string{"Leadership", "Public speaking", "Budgeting", "Negotiation", "Statistics", "Writing", "Hydraulics"}

// gather gives the crowd profiles: each mentee wishes for two subjects, each mentor offers three.
func (s *stage) gather(mentees, mentors, places int) {
	s.t.Helper()
	for i := range mentees {
		user := menteeAt(i)
		s.member(user)
		_, err := s.box.App.Service.SaveSkills(s.in(), s.as(user), core.Skills{
			Summary: "I would like to learn.", Wishes: []string{subjects[i%7], subjects[(i*3+1)%7]}, MeetingModes: []string{"online"},
		})
		s.must(err)
		_, err = s.box.App.Service.Join(s.in(), s.as(user), core.Joining{Mentee: true})
		s.must(err)
	}
	for i := range mentors {
		s.mentor(mentorAt(i), func(m *core.MentorSettings) {
			m.Capacity, m.Topics = places, []string{subjects[i%7], subjects[(i+2)%7], subjects[(i*5+3)%7]}
		})
	}
	s.settle()
}

// toPage leads an admin from the Home to the programme's page.
func (s *stage) toPage(admin string) *view {
	s.t.Helper()
	s.openHome(admin)
	overview := s.clickHome(admin, "admin_open").View
	return s.clickView(admin, overview, "program_open").View
}

// newRun starts a run and gives it once it is computed.
func (s *stage) newRun(admin string, runs *view, in values) *view {
	s.t.Helper()
	form := s.clickView(admin, runs, "pairing_open").View
	started := s.submit(admin, form, in).View
	s.settle()
	s.gets(admin, "Pairing run of", "Draft")
	return s.clickView(admin, started, "run_reload").View
}

func TestAnAdminPairsACrowdAtOnce(t *testing.T) {
	const mentees, mentors, places = 200, 60, 3
	tellAlone(t, "crowd", hall(mentees, mentors), func(s *stage) {
		s.gather(mentees, mentors, places)
		runs := s.clickView(kim, s.toPage(kim), "pairings_open").View
		s.says(runs.all(), "There has been no run yet.")

		most := s.newRun(kim, runs, values{"objective": value("most_score"), "who": value("everybody"), "floor": value("0"), "seed": value("7")})
		s.says(most.all(), "Draft", "180 pairs", "20 mentees without a mentor", "The places of all mentors who fit went to others.", "Page 1 of 20",
			"Load per mentor", "Crowd: 3 of 3 free places", "55 more mentors")
		loads := s.clickView(kim, most, "run_loads").View
		s.says(loads.all(), "the places that were free when it was computed", "Mentor000 Crowd: 3 of 3 free places", "Page 1 of 3")
		s.says(s.clickView(kim, loads, "page_next").View.all(), "Page 2 of 3")
		for _, user := range []string{menteeAt(0), mentorAt(0)} {
			if n := len(s.unread(user)); n != 0 {
				s.t.Errorf("a dry run told %s something", user)
			}
		}
		s.closeAll(kim, most)

		runs = s.clickView(kim, s.toPage(kim), "pairings_open").View
		s.says(runs.all(), "180 pairs")
		choosy := s.newRun(kim, runs, values{"objective": value("most_score"), "who": value("everybody"), "floor": value("60"), "seed": value("7")})
		compared := s.clickView(kim, choosy, "runs_compare").View
		s.says(compared.all(), "The run before", "scores from 0", "This run", "scores from 60", "only in the run before")
		choosy = s.clickView(kim, compared, "run_open").View
		alone := s.clickAbout(kim, choosy, "proposal_open", "").View
		s.says(alone.all(), "nobody", "Mentors with a place left in this run")
		s.closeAll(kim, alone)

		// Somebody changes what the run rests on: it refuses as a whole, says what has changed, and tells nobody else.
		s.mentor(mentorAt(0), func(m *core.MentorSettings) { m.Capacity, m.Topics = 1, subjects[:2] })
		s.settle()
		runs = s.clickView(kim, s.toPage(kim), "pairings_open").View
		stale := s.clickView(kim, runs, "run_open").View
		s.clickView(kim, stale, "run_commit_quietly")
		s.settle()
		s.gets(kim, "Out of date", "who has how many free places")
		stale = s.stackTop(kim)
		stale = s.clickView(kim, stale, "run_reload").View
		again := s.clickView(kim, stale, "run_compute_again").View
		s.settle()
		s.gets(kim, "Draft")
		again = s.clickView(kim, again, "run_reload").View
		s.says(again.all(), "Draft", "scores from 60")

		s.clickView(kim, again, "run_commit_quietly")
		s.settle()
		s.gets(kim, "Committed")
		done := s.clickView(kim, s.stackTop(kim), "run_reload").View
		s.says(done.all(), "Committed", "Nobody had to accept.")
		why := s.clickAbout(kim, s.lastPage(kim, done), "score_open", "").View
		s.explains(why)
		s.closeAll(kim, why)
		done = s.clickView(kim, s.clickView(kim, s.toPage(kim), "pairings_open").View, "run_open").View
		s.clickView(kim, done, "run_undo")
		s.settle()
		s.gets(kim, "Undone")
		s.says(s.clickView(kim, s.stackTop(kim), "run_reload").View.all(), "The mentorships of this run were taken back.")
		s.closeAll(kim, done)
		for i := range mentees {
			if n := len(s.unread(menteeAt(i))); n != 0 {
				s.t.Fatalf("%s was told something by runs that were to tell nobody", menteeAt(i))
			}
		}
	})
}

// lastPage turns a run to its last page, where the best pairs are.
func (s *stage) lastPage(admin string, run *view) *view {
	s.t.Helper()
	for strings.Contains(string(run.Blocks), `"page_next"`) {
		run = s.clickView(admin, run, "page_next").View
	}
	return run
}

var fit = regexp.MustCompile(`: (\d+)/100\*`)

// explains checks that why two people fit is told as a sum.
func (s *stage) explains(why *view) {
	s.t.Helper()
	total := fit.FindStringSubmatch(why.all())
	if total == nil {
		s.t.Fatalf("no score in\n%s", why.all())
	}
	s.addsUp(why.all(), total[1])
}

// stackTop is the modal somebody has on top.
func (s *stage) stackTop(user string) *view {
	s.t.Helper()
	stack := s.stack(user)
	if len(stack) == 0 {
		s.t.Fatalf("%s has no modal open", user)
	}
	return &stack[len(stack)-1]
}

func TestARunIntroducesEachOnceAndTheRestWaits(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		for _, user := range []string{mia, leo} {
			s.member(user)
			_, err := s.box.App.Service.Join(s.in(), s.as(user), core.Joining{Mentee: true})
			s.must(err)
		}
		s.mentor(ada, nil)
		runs := s.clickView(kim, s.toPage(kim), "pairings_open").View
		draft := s.newRun(kim, runs, values{"objective": value("fewest_unmatched"), "who": value("everybody"), "floor": value("0"), "seed": value("1")})
		s.says(draft.all(), "1 pair", "1 mentee without a mentor")
		s.clickView(kim, draft, "run_commit")
		s.settle()
		news := s.gets(kim, "Committed", "1 pair · 2 introductions · 1 mentee without a mentor, on the waiting list")
		s.gets(ada, "mentoring")
		lucky, left := mia, leo
		if len(s.unread(mia)) == 0 {
			lucky, left = leo, mia
		}
		s.gets(lucky, "Ada Osei")
		s.nobodyHears(left)
		s.readAll(lucky) // their conversation
		s.readAll(ada)
		s.closeAll(kim, draft)

		s.mentor(ben, nil)
		waiting := s.clickMessage(kim, news, "waiting_open").View
		s.says(waiting.all(), "1. ", "Ben Ito")
		why := s.clickAbout(kim, waiting, "score_open", "Ben Ito").View
		s.explains(why)
		s.act("close", fields{"user": kim, "view_id": why.ID})
		s.says(s.clickView(kim, waiting, "waiting_ask").View.all(), "Nobody waits.")
		s.settle()
		s.gets(ben, "asks you")
		s.gets(left, "We asked Ben Ito for you")
	})
}
