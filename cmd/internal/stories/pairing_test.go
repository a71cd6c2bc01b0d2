package stories

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
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

// wording are the words of a story in one language, by the key they have in the catalogue.
func wording(t *testing.T, locale string) *i18n.Localizer {
	t.Helper()
	all, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return all.For(locale)
}

// Of the 200 mentees of a crowd 180 find a place: an admin looks at a dry run, compares it with a choosier one, changes that by hand,
// is refused because something has changed, commits what is computed anew, and takes it back.
func TestAnAdminPairsACrowdAtOnce(t *testing.T) {
	crowd := hall(200, 60)
	tellAlone(t, "crowd", crowd, func(s *stage) { s.pairsACrowd(wording(t, "en-GB")) })
}

func TestAFrenchAdminPairsACrowdAtOnce(t *testing.T) {
	crowd, english := hall(200, 60), onlyIn(t, "en", "fr")
	for i := range crowd {
		if crowd[i].ID == kim {
			crowd[i].Locale = "fr-FR"
		}
	}
	tellAlone(t, "crowd", crowd, func(s *stage) {
		s.pairsACrowd(wording(t, "fr-FR"))
		s.readsOnly(kim, english)
	})
}

// run starts a run of a crowd with a lowest score and gives it once it is computed.
func (s *stage) run(say *i18n.Localizer, runs *view, floor string) *view {
	s.t.Helper()
	started := s.submit(kim, s.clickView(kim, runs, "pairing_open").View,
		values{"objective": value("most_score"), "who": value("everybody"), "floor": value(floor), "seed": value("7")}).View
	s.settle()
	s.gets(kim, say.T("pairing_state.draft"))
	return s.clickView(kim, started, "run_reload").View
}

func (s *stage) pairsACrowd(say *i18n.Localizer) {
	s.t.Helper()
	s.gather(200, 60, 3)
	runs := s.clickView(kim, s.toPage(kim), "pairings_open").View
	s.says(runs.all(), say.T("pairings.none"))

	most := s.run(say, runs, "0")
	s.says(most.all(), say.N("pairings.pairs", 180), say.N("pairings.unmatched", 20), say.T("unmatched_reason.no_capacity"),
		say.T("page.of", "page", 1, "pages", 20), say.T("run.load_heading"), say.N("run.more_mentors", 55))
	loads := s.clickView(kim, most, "run_loads").View
	full := say.T("run.load", "mentor", "Mentor000 Crowd", "pairs", 3, "places", say.N("run.load_places", 3))
	s.says(loads.all(), full, say.T("page.of", "page", 1, "pages", 3))
	s.says(s.clickView(kim, loads, "page_next").View.all(), say.T("page.of", "page", 2, "pages", 3))
	for _, user := range []string{menteeAt(0), mentorAt(0)} {
		if n := len(s.unread(user)); n != 0 {
			s.t.Errorf("a dry run told %s something", user)
		}
	}
	s.closeAll(kim, most)

	runs = s.clickView(kim, s.toPage(kim), "pairings_open").View
	s.says(runs.all(), say.N("pairings.pairs", 180))
	choosy := s.run(say, runs, "95")
	compared := s.clickView(kim, choosy, "runs_compare").View
	s.says(choosy.all(), say.N("pairings.pairs", 112), say.T("unmatched_reason.below_floor"))
	s.says(compared.all(), say.T("comparison.before"), say.T("pairings.floor", "floor", 0), say.T("comparison.after"),
		say.T("pairings.floor", "floor", 95), say.T("comparison.only_before"))
	moved := s.changesByHand(say, s.clickView(kim, compared, "run_open").View)
	s.closeAll(kim, s.stackTop(kim))

	again := s.isRefused(say)
	s.says(again.all(), say.T("pairings.floor", "floor", 95), say.N("pairings.kept", 1))
	s.clickView(kim, again, "run_commit_quietly")
	s.settle()
	s.gets(kim, say.T("pairing_state.committed"), say.T("run.untold"))
	s.says(s.openHome(moved.mentee).all(), moved.mentor)
	s.isTakenBack(say)
}

// handiwork is what an admin has changed in a draft: who has got another mentor, by name.
type handiwork struct{ mentee, mentor string }

var pairLine = regexp.MustCompile(`\*Mentee(\d+) Crowd\* \S+ \*(Mentor\d+ Crowd)\*`)

// changesByHand leaves one mentee of a draft without a mentor, and gives that mentor to another one.
func (s *stage) changesByHand(say *i18n.Localizer, draft *view) handiwork {
	s.t.Helper()
	draft = s.lastPage(kim, draft)
	pairs := pairLine.FindAllStringSubmatch(draft.all(), -1)
	first, second := pairs[0], pairs[len(pairs)-1]
	for _, p := range pairs {
		if p[2] != first[2] {
			second = p
		}
	}
	form := s.clickAbout(kim, draft, "proposal_open", "Mentee"+first[1]).View
	s.says(form.all(), first[2], say.T("proposal.mentor_input.hint"))
	s.submit(kim, form, values{"mentor": value("nobody")})
	draft = s.stackTop(kim)
	s.says(draft.all(), say.N("pairings.pairs", 111), say.N("pairings.unmatched", 89))

	draft = s.lastPage(kim, draft)
	form = s.clickAbout(kim, draft, "proposal_open", "Mentee"+second[1]).View
	n, err := strconv.Atoi(strings.TrimPrefix(strings.Fields(first[2])[0], "Mentor"))
	s.must(err)
	out := s.submit(kim, form, values{"mentor": value(string(s.id(mentorAt(n))))})
	if len(out.Errors) > 0 {
		s.t.Fatalf("the change was refused: %v", out.Errors)
	}
	n, err = strconv.Atoi(second[1])
	s.must(err)
	return handiwork{mentee: menteeAt(n), mentor: first[2]}
}

// isRefused commits the latest run after something it rests on has changed: it refuses as a whole, says what has changed, tells nobody
// else, and is computed again.
func (s *stage) isRefused(say *i18n.Localizer) *view {
	s.t.Helper()
	s.mentor(mentorAt(59), func(m *core.MentorSettings) { m.Capacity, m.Topics = 1, subjects[:2] })
	s.settle()
	stale := s.clickView(kim, s.clickView(kim, s.toPage(kim), "pairings_open").View, "run_open").View
	s.clickView(kim, stale, "run_commit_quietly")
	s.settle()
	s.gets(kim, say.T("pairing_state.stale"), say.T("pairing_aspect.mentors"))
	stale = s.clickView(kim, s.stackTop(kim), "run_reload").View
	again := s.clickView(kim, stale, "run_compute_again").View
	s.settle()
	s.gets(kim, say.T("pairing_state.draft"))
	return s.clickView(kim, again, "run_reload").View
}

// isTakenBack looks at a committed run, why a pair of it fits, and undoes it. Nobody has heard of it.
func (s *stage) isTakenBack(say *i18n.Localizer) {
	s.t.Helper()
	done := s.clickView(kim, s.stackTop(kim), "run_reload").View
	s.says(done.all(), say.T("pairing_state_explained.committed"), say.T("run.untold"))
	why := s.clickAbout(kim, s.lastPage(kim, done), "score_open", "").View
	s.explains(why)
	s.closeAll(kim, why)
	done = s.clickView(kim, s.clickView(kim, s.toPage(kim), "pairings_open").View, "run_open").View
	s.clickView(kim, done, "run_undo")
	s.settle()
	s.gets(kim, say.T("pairing_state.undone"))
	s.says(s.clickView(kim, s.stackTop(kim), "run_reload").View.all(), say.T("pairing_state_explained.undone"))
	s.closeAll(kim, done)
	for i := range 200 {
		if n := len(s.unread(menteeAt(i))); n != 0 {
			s.t.Fatalf("%s was told something by runs that were to tell nobody", menteeAt(i))
		}
	}
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
