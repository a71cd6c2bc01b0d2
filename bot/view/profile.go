package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Basics is the wizard's first page: name, place, zone, languages and the private part. For somebody on the way into a programme it says so;
// for everybody else the programme is zero.
func (f For) Basics(p core.ProfileFacts, into core.Program) slack.ModalViewRequest {
	blocks := []slack.Block{smallPrint(f.L.T("profile.step", "n", 1))}
	if into.ID != "" {
		blocks = append(blocks, section(f.L.T("join.profile_then", "program", bold(escape(into.Name)))))
	}
	if p.New {
		blocks = append(blocks, section(f.L.T("profile.prefilled")))
	}
	blocks = append(blocks, section(f.L.T("profile.public_part")),
		f.textInput(field{"name", "profile.name", true}, nameOf(p), core.MaxShortText),
		f.suggestOne(field{"duty_station", "profile.duty_station", false}, SuggestDutyStation, p.Profile.DutyStation),
		f.suggestOne(field{"time_zone", "profile.time_zone", true}, SuggestZone, p.Person.TimeZone),
		f.selectMany(field{"languages", "profile.languages", false}, f.languageOptions(), p.Profile.Languages),
		divider(), section(f.L.T("profile.private_part")),
		f.selectOne(field{"gender", "profile.gender", false}, f.genderOptions("profile.gender.none"), orAny(p.Profile.Gender)),
		f.checkbox(field{FieldGenderPublic, "profile.gender_public", false}, p.Profile.GenderPublic),
		f.textInput(field{"phone", "profile.phone", false}, p.Profile.Phone, maxPhone),
	)
	return f.form(CallbackBasics, "profile.basics", Meta{Program: into.ID}, blocks)
}

// maxPhone is how long a phone number core takes can be, in code points.
const maxPhone = 40

// maxLink is how long an address core takes can be, in code points.
const maxLink = 500

func nameOf(p core.ProfileFacts) string {
	return core.Card{Person: p.Person, Profile: p.Profile}.Name()
}

// Work is the wizard's second page, pushed over the first. into is the programme somebody is on the way into, or empty.
func (f For) Work(p core.ProfileFacts, into core.ProgramID) slack.ModalViewRequest {
	return f.page(CallbackWork, "profile.work", into, []slack.Block{
		smallPrint(f.L.T("profile.step", "n", 2)),
		f.textInput(field{"headline", "profile.headline", false}, p.Profile.Headline, core.MaxShortText),
		f.suggestOne(field{"unit", "profile.unit", false}, SuggestUnit, p.Profile.Unit),
		f.selectMany(field{"practice_areas", "profile.practice_areas", false}, f.practiceAreaOptions(), p.Profile.PracticeAreas),
		f.selectMany(field{"job_functions", "profile.job_functions", false}, f.jobFunctionOptions(), p.Profile.JobFunctions),
		f.textInput(field{"linkedin_url", "profile.linkedin_url", false}, p.Profile.LinkedInURL, maxLink),
	})
}

// Skills is the wizard's last page, pushed over the second. into is as for [For.Work].
func (f For) Skills(p core.ProfileFacts, into core.ProgramID) slack.ModalViewRequest {
	return f.page(CallbackSkills, "profile.skills_page", into, []slack.Block{
		smallPrint(f.L.T("profile.step", "n", 3)),
		f.textArea(field{"summary", "profile.summary", false}, p.Profile.Summary, core.MaxSummary),
		f.suggestMany(field{"skills", "profile.skills", false}, SuggestTopic, p.Profile.Skills, core.MaxTerms),
		f.suggestMany(field{"wishes", "profile.wishes", false}, SuggestWish, p.Profile.Wishes, core.MaxTerms),
		f.selectMany(field{"meeting_modes", "profile.meeting_modes", false}, f.meetingOptions(), p.Profile.MeetingModes),
		f.suggestOne(field{"meeting_city", "profile.meeting_city", false}, SuggestCity, p.Profile.MeetingCity),
	})
}

// page is a form pushed over another one: Close leads back to it.
func (f For) page(callback, prefix string, into core.ProgramID, blocks []slack.Block) slack.ModalViewRequest {
	v := f.form(callback, prefix, Meta{Program: into}, blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}

// ProfileSummary ends the wizard: how complete the profile is, what is missing and what to do next. It takes the place of the last
// page; closing it closes the pages under it.
func (f For) ProfileSummary(p core.ProfileFacts) slack.ModalViewRequest {
	card := core.Card{Person: p.Person, Profile: p.Profile}
	blocks := []slack.Block{
		section(lines(bold(f.L.T("profile.saved")), f.completeness(p.Completeness))),
		divider(),
		smallPrint(f.L.T("profile.public_part")),
		f.introduction(card, ""),
	}
	blocks = append(blocks, f.profileDetails(card)...)
	blocks = append(blocks, f.hoursOf(p.Person, p.Hours)...)
	if p.Feeds > 0 {
		blocks = append(blocks, smallPrint(f.L.N("busy.own_profile", p.Feeds)))
	}
	blocks = append(blocks, f.privatePart(p.Profile)...)
	answer, place := f.answerButton(p.Questions), f.button(ActionOpenPlace, f.placeButton(p.Participants), Meta{})
	if answer == nil {
		place = primary(place)
	}
	blocks = append(blocks, divider(), section(f.L.T("profile.next")))
	blocks = append(blocks, row(answer, place, f.button(ActionOpenFind, "button.find", Meta{}),
		f.button(ActionOpenMentor, f.mentorButton(p.Participants), Meta{}),
		f.button(ActionOpenTips, "button.tips", Meta{}),
		f.button(ActionOpenHours, "button.hours", Meta{}),
		f.button(ActionOpenProfile, "button.edit_again", Meta{}),
	)...)
	v := f.modal(PageProfileSummary, "profile.summary_page", blocks)
	v.ClearOnClose = true
	return v
}

// privatePart shows its owner what others do not see, or only partners do.
func (f For) privatePart(p core.Profile) []slack.Block {
	gender := ""
	if p.Gender != "" && !p.GenderPublic {
		gender = f.fact("profile.gender.label", escape(f.word("gender", p.Gender)))
	}
	private := lines(gender, f.fact("profile.phone.label", escape(p.Phone)))
	if private == "" {
		private = f.L.T("profile.nothing_private")
	}
	return []slack.Block{divider(), smallPrint(f.L.T("profile.private_part")), section(private)}
}

// placeButton is the label for a person's part in the programme: joining or looking at it.
func (f For) placeButton(participants []core.ParticipantFacts) string {
	for _, p := range participants {
		if p.Participant.Joined() {
			return "button.place"
		}
	}
	return "button.join_programme"
}

// mentorButton is the label for a mentor's settings: joining or editing.
func (f For) mentorButton(participants []core.ParticipantFacts) string {
	for _, p := range participants {
		if p.Participant.Mentor {
			return "button.mentor"
		}
	}
	return "button.become_mentor"
}

// completeness says how complete a profile is and names what is missing.
func (f For) completeness(c core.Completeness) string {
	done := f.L.T("profile.complete", "percent", f.percent(c.Percent))
	if len(c.Missing) == 0 {
		return done
	}
	return lines(done, f.L.T("profile.missing", "items", f.items(c.Missing)))
}

// orAny is the option that stands for no answer when there is none.
func orAny(value string) string {
	if value == "" {
		return OptionAny
	}
	return value
}

func (f For) languageOptions() []*slack.OptionBlockObject {
	return f.options(core.Languages(), f.L.LanguageName)
}

func (f For) practiceAreaOptions() []*slack.OptionBlockObject {
	return f.options(core.PracticeAreas(), func(key string) string { return f.word("practice_area", key) })
}

func (f For) jobFunctionOptions() []*slack.OptionBlockObject {
	return f.options(core.JobFunctions(), func(key string) string { return f.word("job_function", key) })
}

func (f For) meetingOptions() []*slack.OptionBlockObject {
	return f.options(core.MeetingModes(), func(key string) string { return f.word("meeting", key) })
}

// genderOptions are core's answers behind the one that says none, whose label is the text of a key.
func (f For) genderOptions(none string) []*slack.OptionBlockObject {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T(none))}
	return append(all, f.options(core.Genders(), func(key string) string { return f.word("gender", key) })...)
}
