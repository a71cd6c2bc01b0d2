package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// FieldCity is the block id of the city on the search form; with the ways to meet it makes core.Criteria.Meeting.
const FieldCity = "city"

// FindForm asks what a mentee looks for. Nothing is required. saved is how many searches they have kept.
func (f For) FindForm(p core.Program, c core.Criteria, saved int) slack.ModalViewRequest {
	blocks := []slack.Block{smallPrint(f.L.T("find.intro", "program", bold(escape(p.Name))))}
	blocks = append(blocks, f.savedSearches(p, core.RoleMentor, saved)...)
	return f.form(CallbackFind, "find", Meta{Program: p.ID}, append(blocks, f.criteriaInputs(c, "find.topics", SuggestTopic)...))
}

// criteriaInputs ask what to look for. What people search by topics is labelled with the text of a key, and has suggestions of its own.
func (f For) criteriaInputs(c core.Criteria, topics, suggest string) []slack.Block {
	modes, city := splitMeeting(c.Meeting)
	return []slack.Block{
		f.suggestMany(field{"topics", topics, false}, suggest, c.Topics, core.MaxTerms),
		f.selectMany(field{"practice_areas", "profile.practice_areas", false}, f.practiceAreaOptions(), c.PracticeArea),
		f.selectMany(field{"job_functions", "profile.job_functions", false}, f.jobFunctionOptions(), c.JobFunction),
		f.suggestOne(field{"unit", "find.unit", false}, SuggestUnit, c.Unit),
		f.suggestOne(field{"duty_station", "find.duty_station", false}, SuggestDutyStation, c.DutyStation),
		f.selectMany(field{"languages", "find.languages", false}, f.languageOptions(), c.Languages),
		f.selectOne(field{"gender", "find.gender", false}, f.genderOptions("find.gender.any"), orAny(c.Gender)),
		f.selectMany(field{"meeting", "find.meeting", false}, f.meetingOptions(), modes),
		f.suggestOne(field{FieldCity, "find.city", false}, SuggestCity, city),
		f.textInput(field{"text", "find.text", false}, c.Text, core.MaxShortText),
		f.textInput(field{"name", "find.save_as", false}, "", core.MaxSearchName),
	}
}

// splitMeeting separates ways to meet from the city.
func splitMeeting(meeting []string) (modes []string, city string) {
	for _, value := range meeting {
		if slices.Contains(core.MeetingModes(), value) {
			modes = append(modes, value)
		} else if city == "" {
			city = value
		}
	}
	return modes, city
}

// criteria repeats what was looked for, on one line.
func (f For) criteria(c core.Criteria) string {
	modes, city := splitMeeting(c.Meeting)
	return dotted(
		f.typed(c.Topics), f.words("practice_area", c.PracticeArea), f.words("job_function", c.JobFunction),
		escape(c.Unit), escape(c.DutyStation), f.languages(c.Languages), f.words("gender", one(c.Gender)),
		f.words("meeting", modes), escape(city), escape(c.Text),
	)
}

// one is a list of a value that may be empty.
func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}
