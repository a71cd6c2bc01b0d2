package stories

import (
	"net/http"
	"strings"
	"testing"

	"mentorbot/core"
)

func TestANewcomerSetsUpTheProfile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		home := s.openHome(mia)
		s.says(home.all(), "Welcome to mentoring, Mia", "Set up my profile")
		s.saysNot(home.all(), "invitation_", "find_open")
		wizard := s.clickHome(mia, "profile_open").View
		s.says(wizard.all(), "Step 1 of 3", "Mia Wanjiru", "Africa/Nairobi")
		s.closeAll(mia, wizard)

		summary := s.fillProfile(mia, []string{"Hydraulics"}, []string{"Leadership"})
		s.says(summary.all(), "Your profile is 84% complete", "Still missing: duty station and LinkedIn profile")
		s.closeAll(mia, summary)
		s.says(s.home(mia).all(), "Hello, Mia", "84%", "duty station and LinkedIn profile")
		s.saysNot(s.home(mia).all(), "Welcome to mentoring")
		s.says(s.command(mia, "/mentor why").reply(), "Find a mentor")
	})
}

func TestTheWizardStartsFromWhatIsKnown(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		var facts []core.Fact
		for key, value := range map[core.FactKey]string{
			core.FactUnit: "Water and sanitation", core.FactDutyStation: "Nairobi", core.FactGender: "female",
			core.FactPracticeArea: "climate", core.FactJobFunction: "engineering",
		} {
			facts = append(facts, core.Fact{Person: s.id(mia), Key: key, Value: value, Visibility: core.VisiblePublic})
		}
		s.must(s.box.App.Service.ImportFacts(s.in(), s.box.App.Workspace.ID, facts))

		basics := s.command(mia, "/mentor profile").View
		s.says(basics.all(), "We filled in", "Mia Wanjiru", "Nairobi", "Africa/Nairobi", `"value":"female"`, `"value":"en"`)
		work := s.submit(mia, basics, nil).View
		s.says(work.all(), "Step 2 of 3", "Water engineer", "Water and sanitation")
		skills := s.submit(mia, work, nil).View
		s.says(skills.all(), "Step 3 of 3")
		summary := s.submit(mia, skills, nil).View
		s.says(summary.all(), "Mia Wanjiru", "Water engineer", "Water and sanitation", "Nairobi", "Climate and environment", "Engineering",
			"Still missing:", "LinkedIn profile", "what you want to learn")
		public, private, _ := strings.Cut(summary.all(), "*Private:*")
		s.saysNot(public, "Female") // unless she shows it
		s.says(private, "Female")
	})
}

func TestAWrongFieldKeepsWhatWasTyped(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		basics := s.command(mia, "/mentor profile").View
		work := s.submit(mia, basics, values{"name": value("Mia W."), "phone": value("+254 700 000 000")}).View
		for _, address := range []string{"http://linkedin.com/in/mia", "https://example.org/mia", "mia"} {
			out := s.submit(mia, work, values{"headline": value("Well builder"), "linkedin_url": value(address)})
			s.says(out.Errors["linkedin_url"], "Please enter a full address that starts with https://.")
		}
		open := s.stack(mia)
		if len(open) != 2 || open[1].ID != work.ID {
			s.t.Fatalf("open are %+v, want the two pages", open)
		}
		s.says(string(open[1].State), "Well builder", `"mia"`)

		skills := s.submit(mia, work, values{"linkedin_url": value("https://www.linkedin.com/in/mia")}).View
		s.act("close", fields{"user": mia, "view_id": skills.ID}) // Back
		s.says(string(s.stack(mia)[1].State), "Well builder", "https://www.linkedin.com/in/mia")
		s.act("close", fields{"user": mia, "view_id": work.ID})
		s.says(string(s.stack(mia)[0].State), "Mia W.", "+254 700 000 000")

		again := s.submit(mia, basics, nil).View
		s.says(again.all(), "Well builder", "https://www.linkedin.com/in/mia")
		s.act("close", fields{"user": mia, "view_id": again.ID})
		s.closeAll(mia, s.submit(mia, basics, values{"name": value("Mia Wanjiru-Kern")}).View)
		s.says(s.command(mia, "/mentor profile").View.all(), "Mia Wanjiru-Kern") // pages are saved one by one
	})
}

func TestAPageSubmittedAgainCountsAgain(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		basics := s.command(mia, "/mentor profile").View
		for _, name := range []string{"Mia", "Maria", "Mia"} {
			work := s.submit(mia, basics, values{"name": value(name)}).View
			s.act("close", fields{"user": mia, "view_id": work.ID})
		}
		s.closeAll(mia, basics)
		s.saysNot(s.command(mia, "/mentor profile").View.all(), "Maria")
	})
}

func TestALongerTextThanAllowedIsStoppedByTheField(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		basics := s.command(mia, "/mentor profile").View
		out := s.submit(mia, basics, values{"name": value("")})
		s.says(out.Errors["name"], "required")
		long := make([]byte, core.MaxShortText+1)
		for i := range long {
			long[i] = 'x'
		}
		if out := s.submit(mia, basics, values{"name": value(string(long))}); out.Errors["name"] == "" {
			s.t.Error("a name longer than allowed was taken")
		}
	})
}

func TestAMentorIsFoundOnlyWithTheRequiredItems(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		s.closeAll(ada, s.becomeMentor(ada, "2"))
		s.says(s.command(ada, "/mentor why").reply(), "can find you")
		s.closeAll(leo, s.becomeMentor(leo, "2"))
		s.says(s.command(leo, "/mentor why").reply(), "Still missing: a profile picture in Slack")

		form := s.command(mia, "/mentor find").View
		found := s.submit(mia, form, values{"text": value("leadership")}).View
		s.says(found.all(), "1 mentor found", "Ada Osei")
		s.saysNot(found.all(), "Leo Marsh")
	})
}

func TestAMentorStopsAndComesBack(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, "Would you?", ada, ben)
		asked := s.gets(ada, "Mia Wanjiru")
		s.gets(mia, "We asked Ada Osei for you")

		question := s.command(ada, "/mentor mentor stop").View
		s.says(question.all(), "Mentees no longer find you")
		s.submit(ada, question, nil)
		s.says(s.again(ada, asked).all(), "no longer open for you")
		s.gets(ben, "Mia Wanjiru")
		s.gets(mia, "Ada Osei* could not be asked · no longer a mentor in this programme", "We asked Ben Ito")
		s.saysNot(s.submit(mia, s.command(mia, "/mentor find").View, nil).View.all(), "Ada Osei")

		form := s.command(ada, "/mentor mentor").View
		s.says(form.all(), "Leadership") // as it was
		s.says(s.submit(ada, form, values{"availability": value("available")}).View.all(), "Mentees can find you.")
	})
}

// stack is what somebody has open, the top last, with what they typed.
func (s *stage) stack(user string) []view {
	s.t.Helper()
	var answer struct{ Stack []view }
	s.call(http.MethodGet, "users/"+user+"/view", nil, &answer)
	return answer.Stack
}
