package stories

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/slacksim"
)

// search fills in the search form and gives the first page of results.
func (s *stage) search(user string, in values) *view {
	s.t.Helper()
	return s.submit(user, s.command(user, "/mentor find").View, in).View
}

func offering(topics ...string) func(*core.MentorSettings) {
	return func(m *core.MentorSettings) { m.Topics = topics }
}

func capacity(n int) func(*core.MentorSettings) {
	return func(m *core.MentorSettings) { m.Capacity = n }
}

func TestSearchMatchesWholeTerms(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, offering("AI"))
		s.mentor(ben, offering("Retail"))
		s.mentor(eve, offering("Résilience"))

		found := s.search(mia, values{"text": value("ai")})
		s.says(found.all(), "1 mentor found", "Ada Osei")
		s.saysNot(found.all(), "Ben Ito")
		s.says(s.search(mia, values{"text": value("RESILIENCE")}).all(), "1 mentor found", "Ève Martin")
		s.says(s.search(mia, values{"text": value("eve martin")}).all(), "1 mentor found", "Ève Martin")
		s.says(s.search(mia, values{"text": value("tail")}).all(), "0 mentors found")

		form := s.command(mia, "/mentor find").View
		topic := s.suggest(mia, form, "topics", "suggest_topic", "resilience")
		s.says(s.submit(mia, form, values{"topics": {"suggest_topic": []string{topic}}, "text": value("")}).View.all(), "1 mentor found", "Ève Martin")
	})
}

// dozen adds a dozen people to the cast who can be mentors.
func dozen() []slacksim.User {
	users := cast()
	for i := range 12 {
		users = append(users, slacksim.User{
			ID: fmt.Sprintf("U0CROWD%02d", i), Name: fmt.Sprintf("crowd%d", i), RealName: fmt.Sprintf("Mentor Number%02d", i),
			Title: "Adviser", Email: fmt.Sprintf("m%d@example.org", i), TZ: "Europe/Zurich", Locale: "en-GB",
		})
	}
	return users
}

func TestResultsAreRankedAndPaged(t *testing.T) {
	tell(t, dozen(), func(s *stage) {
		s.member(mia)
		for i := range 12 {
			topics := []string{"Leadership"}
			if i == 11 { // the only one who offers both of Mia's wishes
				topics = []string{"Leadership", "Public speaking"}
			}
			s.mentor(fmt.Sprintf("U0CROWD%02d", i), offering(topics...))
		}
		form := s.command(mia, "/mentor find").View
		topic := s.suggest(mia, form, "topics", "suggest_topic", "Leadership")
		first := s.submit(mia, form, values{
			"topics": {"suggest_topic": []string{topic}}, "languages": value([]string{"en", "sw"}), "gender": value("male"),
		}).View
		s.says(first.all(), "12 mentors found", "*1. Mentor Number11*", "*10. Mentor Number08*", "Page 1 of 2")
		s.says(first.all(), "Meets 2 of 3 criteria: *Topics* · *Languages* · Gender")
		s.saysNot(first.all(), "11. ", "page_previous")

		second := s.clickView(mia, first, "page_next").View
		s.says(second.all(), "*11. Mentor Number09*", "*12. Mentor Number10*", "Page 2 of 2")
		s.saysNot(second.all(), "page_next", "*1. ")
		s.says(s.clickView(mia, second, "page_previous").View.all(), "*1. Mentor Number11*", "Page 1 of 2")
	})
}

// Between two pages one mentor leaves, one offers something else, and one becomes the best match there is: nobody is shown twice, nobody who
// still matches is skipped, and the page before is as it was but for who left.
func TestPagesStayAsTheyWereWhileMentorsChange(t *testing.T) {
	for locale, viewer := range map[string]string{"en-GB": mia, "fr-FR": eve} {
		t.Run(locale, func(t *testing.T) {
			tell(t, dozen(), func(s *stage) { s.turnsPages(wording(t, locale), viewer) })
		})
	}
}

func (s *stage) turnsPages(say *i18n.Localizer, viewer string) {
	s.t.Helper()
	s.member(viewer)
	for i := range 12 {
		s.mentor(fmt.Sprintf("U0CROWD%02d", i), offering("Leadership"))
	}
	s.mentor(ada, offering("Leadership"))
	form := s.command(viewer, "/mentor find").View
	topic := s.suggest(viewer, form, "topics", "suggest_topic", "Leadership")
	first := s.submit(viewer, form, values{"topics": {"suggest_topic": []string{topic}}}).View
	s.says(first.all(), say.N("results.found", 13), "*1. Ada Osei*", "*2. Mentor Number00*", "*10. Mentor Number08*")

	_, err := s.box.App.Service.Leave(s.in(), s.as("U0CROWD00"), "", "")
	s.must(err)
	s.mentor("U0CROWD10", offering("Retail"))
	s.mentor("U0CROWD11", offering("Leadership", "Public speaking")) // which the viewer wishes to learn as well
	second := s.clickView(viewer, first, "page_next").View
	s.says(second.all(), say.N("results.found", 11), "*11. Mentor Number09*", "*13. Mentor Number11*", say.N("results.gone", 1), say.T("page.of", "page", 2, "pages", 2))
	s.saysNot(second.all(), "Number08", "Number10")

	open := s.clickAbout(viewer, second, "person_open", "Number11").View
	s.clickView(viewer, open, "favourite_add")
	s.act("close", fields{"user": viewer, "view_id": s.stackTop(viewer).ID})
	second = s.stackTop(viewer)
	s.says(second.all(), "*13. Mentor Number11*", say.T("page.of", "page", 2, "pages", 2))
	back := s.clickView(viewer, second, "page_previous").View
	s.says(back.all(), "*1. Ada Osei*", "*3. Mentor Number01*", "*10. Mentor Number08*", say.N("results.gone", 1))
	s.saysNot(back.all(), "*2. ", "Number00", "Number09")
	s.closeAll(viewer, back)

	again := s.search(viewer, nil) // what was looked for last, among those who are there now
	s.says(again.all(), say.N("results.found", 11), "*1. Mentor Number11*")
	s.saysNot(again.all(), say.N("results.gone", 1))
}

// scoreLine is a line of an explained score: points of weight.
var scoreLine = regexp.MustCompile(`• \*[^*]+\* (\d+)/(\d+) – `)

// addsUp checks that the lines of an explanation give the total, out of a hundred.
func (s *stage) addsUp(text string, total string) {
	s.t.Helper()
	points, weights := 0, 0
	for _, line := range scoreLine.FindAllStringSubmatch(text, -1) {
		given, _ := strconv.Atoi(line[1])
		possible, _ := strconv.Atoi(line[2])
		points, weights = points+given, weights+possible
	}
	if strconv.Itoa(points) != total || weights != 100 {
		s.t.Errorf("the lines give %d of %d, the total says %s:\n%s", points, weights, total, text)
	}
}

func TestAFullProfileExplainsTheScore(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.mentor(ada, offering("Leadership"))
		results := s.search(mia, nil)
		profile := s.clickView(mia, results, "person_open").View
		s.says(profile.all(), "Ada Osei", "Head of programmes", "I build wells and pumps.", "Leadership", "English", "French", "Climate and environment",
			"Match with your profile: 75")
		s.saysNot(profile.all(), "+41 22", "Female") // private
		total := regexp.MustCompile(`Match with your profile: (\d+)`).FindStringSubmatch(profile.all())[1]
		s.addsUp(profile.all(), total)
		s.says(results.all(), "*"+total+"/100*") // the same number wherever it appears

		chosen := s.clickView(mia, profile, "choice_add").View
		s.says(chosen.all(), "On your choices.")
		s.saysNot(chosen.all(), "choice_add")
		s.act("close", fields{"user": mia, "view_id": chosen.ID})
		s.closeAll(mia, results)
		s.says(s.command(mia, "/mentor choices").View.all(), "Ada Osei")
	})
}

func TestAMentorWithoutRoomIsMarkedAndCannotBeChosen(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.member(leo)
		before := s.search(leo, nil) // both are free while Leo looks
		s.pair(mia, ada)
		s.mentor(ben, func(m *core.MentorSettings) {
			m.Availability = core.Availability{Unavailable: true, Until: "2026-06-15"}
		})
		taken := s.clickAbout(leo, before, "choice_add", "Ada Osei")
		s.says(taken.View.all(), "This mentor has no free place at the moment")
		s.closeAll(leo, taken.View)

		results := s.search(leo, nil)
		s.says(results.all(), "Ada Osei", "No free place at the moment", "Ben Ito", "Not available until Sun 14 Jun 2026") // in London
		s.saysNot(results.all(), "choice_add")
		open := s.clickAbout(leo, results, "person_open", "Ben Ito").View
		s.says(open.all(), "Not available until Sun 14 Jun 2026")
		s.saysNot(open.all(), "choice_add")

		s.closeAll(leo, open)
		s.advance(15 * 24 * hour)
		s.readAll(mia) // reminders of the first steps
		s.readAll(ada)
		s.says(s.search(leo, nil).all(), "Available", "choice_add")
	})
}

func TestNothingFoundLeadsBackToTheCriteria(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		form := s.command(mia, "/mentor find").View
		nothing := s.submit(mia, form, values{"text": value("volcanology"), "languages": value([]string{"en"})}).View
		s.says(nothing.all(), "0 mentors found", "Looking for: English · volcanology", "Nobody matches all of this", "Change criteria")
		s.act("close", fields{"user": mia, "view_id": nothing.ID})

		back := s.stack(mia)[0]
		s.says(back.all(), "Words in the profile")
		s.says(string(back.State), "volcanology")
		s.says(s.submit(mia, &back, values{"text": value("leadership")}).View.all(), "1 mentor found", "Ada Osei")
	})
}

func TestChoicesAreLimitedAndCanBeTakenBack(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben, eve)
		s.mentor(kim, nil)
		s.choose(mia, "Ada", "Ben", "Kim")
		results := s.search(mia, nil)
		s.says(results.all(), "My choices (3)")
		full := s.clickAbout(mia, results, "choice_add", "Ève Martin")
		s.says(full.View.all(), "Your list is full: you can choose up to 3 mentors")
		s.closeAll(mia, full.View)

		s.says(s.openHome(mia).all(), "You have chosen 3 mentors", "Review and send")
		list := s.clickHome(mia, "choices_open").View
		s.says(list.all(), "Choice 3", "each has 72 hours to answer")
		shorter := s.clickAbout(mia, list, "choice_remove", "Kim Sato").View
		s.saysNot(shorter.all(), "Kim Sato", "Choice 3")

		twice := s.submit(mia, shorter, values{"choice_2": {"value_2": s.chosenFirst(shorter)}, "message": value("Please.")})
		s.says(twice.Errors["choice_2"], "This mentor is on your list twice")
		empty := s.submit(mia, shorter, values{"message": value("")})
		s.says(empty.Errors["message"], "required")
		s.saysNot(s.openHome(mia).all(), "of 2 asked")
	})
}

// chosenFirst is the option filled in as the first choice.
func (s *stage) chosenFirst(v *view) string {
	s.t.Helper()
	var blocks []struct {
		BlockID string `json:"block_id"`
		Element struct {
			Initial struct{ Value string } `json:"initial_option"`
		}
	}
	if err := json.Unmarshal(v.Blocks, &blocks); err != nil {
		s.t.Fatal(err)
	}
	for _, b := range blocks {
		if b.BlockID == "choice_1" {
			return b.Element.Initial.Value
		}
	}
	s.t.Fatalf("no first choice in %s", v.Blocks)
	return ""
}
