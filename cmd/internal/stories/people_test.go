package stories

import (
	"net/http"
	"strings"

	"mentorbot/slacksim"
)

// The people of the stories.
const (
	mia = "U0MIA" // a mentee in Nairobi
	leo = "U0LEO" // another one
	ada = "U0ADA" // mentors
	ben = "U0BEN"
	eve = "U0EVE"   // a mentor in Paris who reads French
	kim = "U0ADMIN" // a workspace admin
)

func cast() []slacksim.User {
	return []slacksim.User{
		{ID: mia, Name: "mia", RealName: "Mia Wanjiru", Title: "Water engineer", Email: "mia@example.org", TZ: "Africa/Nairobi", Locale: "en-GB"},
		{ID: leo, Name: "leo", RealName: "Leo Marsh", Title: "Analyst", Email: "leo@example.org", TZ: "Europe/London", Locale: "en-GB", NoPicture: true},
		{ID: ada, Name: "ada", RealName: "Ada Osei", Title: "Head of programmes", Email: "ada@example.org", TZ: "Africa/Accra", Locale: "en-US"},
		{ID: ben, Name: "ben", RealName: "Ben Ito", Title: "Team lead", Email: "ben@example.org", TZ: "Asia/Tokyo", Locale: "en-GB"},
		{ID: eve, Name: "eve", RealName: "Ève Martin", Title: "Directrice adjointe", Email: "eve@example.org", TZ: "Europe/Paris", Locale: "fr-FR"},
		{ID: kim, Name: "kim", RealName: "Kim Sato", Title: "Programme officer", Email: "kim@example.org", TZ: "Europe/Zurich", Locale: "en-GB", IsAdmin: true},
	}
}

// values of a form, by block and action id.
type values map[string]map[string]any

func value(v any) map[string]any { return map[string]any{"value": v} }

// suggest types into an input with suggestions and picks the entry whose label contains the word.
func (s *stage) suggest(user string, v *view, block, action, typed string) string {
	s.t.Helper()
	var answer struct {
		Options []struct {
			Text  struct{ Text string }
			Value string
		}
	}
	s.call(http.MethodPost, "suggest", fields{"user": user, "view_id": v.ID, "block_id": block, "action_id": action, "query": typed}, &answer)
	for _, o := range answer.Options {
		if strings.Contains(strings.ToLower(o.Text.Text), strings.ToLower(typed)) {
			return o.Value
		}
	}
	s.t.Fatalf("nothing suggested for %q: %+v", typed, answer)
	return ""
}

// fillProfile walks the three pages of the profile wizard.
func (s *stage) fillProfile(user string, skills, wishes []string) *view {
	s.t.Helper()
	basics := s.command(user, "/mentor profile").View
	zone := s.suggest(user, basics, "time_zone", "suggest_zone", "Nairobi")
	work := s.submit(user, basics, values{"languages": value([]string{"en", "fr"}), "time_zone": {"suggest_zone": zone}}).View
	third := s.submit(user, work, values{
		"headline": value("Water engineer"), "unit": {"suggest_unit": s.suggest(user, work, "unit", "suggest_unit", "Water")},
		"practice_areas": value([]string{"climate"}), "job_functions": value([]string{"engineering"}),
	}).View
	answers := values{
		"summary": value("I build wells and pumps, and I like to explain how they work."), "meeting_modes": value([]string{"online"}),
	}
	answers["skills"] = map[string]any{"suggest_topic": s.suggestAll(user, third, "skills", "suggest_topic", skills)}
	answers["wishes"] = map[string]any{"suggest_wish": s.suggestAll(user, third, "wishes", "suggest_wish", wishes)}
	return s.submit(user, third, answers).View
}

func (s *stage) suggestAll(user string, v *view, block, action string, words []string) []string {
	s.t.Helper()
	picked := []string{}
	for _, w := range words {
		picked = append(picked, s.suggest(user, v, block, action, w))
	}
	return picked
}

// becomeMentor takes part as a mentor who offers leadership and public speaking.
func (s *stage) becomeMentor(user, capacity string) *view {
	s.t.Helper()
	s.closeAll(user, s.fillProfile(user, []string{"Leadership", "Public speaking"}, nil))
	form := s.command(user, "/mentor mentor").View
	topics := s.suggestAll(user, form, "topics", "suggest_topic", []string{"Leadership", "Public speaking"})
	return s.submit(user, form, values{
		"topics": {"suggest_topic": topics}, "languages": value([]string{"en"}), "capacity": value(capacity),
		"availability": value("available"),
	}).View
}

// closeAll closes the whole stack of modals.
func (s *stage) closeAll(user string, v *view) {
	s.t.Helper()
	s.act("close", fields{"user": user, "view_id": v.ID, "all": true})
}

// choose finds mentors by topic and puts them on the mentee's choices, in this order.
func (s *stage) choose(mentee string, names ...string) {
	s.t.Helper()
	form := s.command(mentee, "/mentor find").View
	results := s.submit(mentee, form, values{
		"topics": {"suggest_topic": []string{s.suggest(mentee, form, "topics", "suggest_topic", "Leadership")}},
	}).View
	for _, name := range names {
		results = s.clickAbout(mentee, results, "choice_add", name).View
	}
	s.closeAll(mentee, results)
}

// send ranks the chosen mentors as they are and sends the request.
func (s *stage) send(mentee, words string) {
	s.t.Helper()
	form := s.command(mentee, "/mentor choices").View
	out := s.submit(mentee, form, values{"message": value(words)})
	if len(out.Errors) > 0 {
		s.t.Fatalf("the request was refused: %v", out.Errors)
	}
	if out.View != nil {
		s.closeAll(mentee, out.View)
	}
}
