package core

import "time"

// Profile is what a person tells about themselves: one per person, shared by all programmes. Free terms are kept as typed.
type Profile struct {
	Person PersonID

	// Public part: basics.
	Name        string // the name to show in mentoring; empty follows the chat profile
	DutyStation string // place of work, shown and searched
	Languages   []string
	// Public part: work.
	Headline      string // title at the organisation
	Unit          string
	PracticeAreas []string
	JobFunctions  []string
	LinkedInURL   string
	// Public part: skills and wishes.
	Summary      string
	Skills       []string
	Wishes       []string // what the person wants to learn
	MeetingModes []string
	MeetingCity  string // where they can meet in person
	Tips         []Tip  // what they recommend

	// Private part.
	Gender       string // searched only when GenderPublic
	GenderPublic bool
	Phone        string // shown to the other side of an active mentorship only

	CreatedAt time.Time
	UpdatedAt time.Time
}

// ProfileItem is one thing a complete profile has.
type ProfileItem string

// The items of completeness, in the order people are asked for them. Names are in the catalogue under "item.<key>".
const (
	ItemPicture      ProfileItem = "picture"
	ItemTimeZone     ProfileItem = "time_zone"
	ItemDutyStation  ProfileItem = "duty_station"
	ItemLanguages    ProfileItem = "languages"
	ItemHeadline     ProfileItem = "headline"
	ItemUnit         ProfileItem = "unit"
	ItemPracticeArea ProfileItem = "practice_area"
	ItemJobFunction  ProfileItem = "job_function"
	ItemLinkedIn     ProfileItem = "linkedin"
	ItemSummary      ProfileItem = "summary"
	ItemSkills       ProfileItem = "skills"
	ItemWishes       ProfileItem = "wishes"
	ItemMeeting      ProfileItem = "meeting"
	ItemTopics       ProfileItem = "topics"    // of the mentor's participation, not of the profile
	ItemQuestions    ProfileItem = "questions" // the required answers to the programme's questionnaire, never listed in a policy
)

// Completeness says how far a profile is.
type Completeness struct {
	Percent int           // 0-100
	Missing []ProfileItem // what is still empty, in asking order
}

// Limits of profile input, in code points and items.
const (
	MaxShortText  = 120
	MaxSummary    = 1500
	MaxTerms      = 15
	MaxTermLength = 60
)

// Public is the profile without its private part.
func (p Profile) Public() Profile {
	p.Phone = ""
	if !p.GenderPublic {
		p.Gender = ""
	}
	return p
}
