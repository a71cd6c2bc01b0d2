package sample

import (
	"maps"
	"slices"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// mailDomain can belong to nobody (RFC 2606 section 2).
const mailDomain = "meridian.example"

// person is one of the people: what Slack and HR know of them and what they told the app, if they did.
type person struct {
	ID          string                  `yaml:"id"`     // Slack user id
	Handle      string                  `yaml:"handle"` // Slack login and local part of the mail address
	Name        string                  `yaml:"name"`
	Title       string                  `yaml:"title"`
	Zone        string                  `yaml:"zone"`   // IANA
	Locale      string                  `yaml:"locale"` // as Slack spells it
	Admin       bool                    `yaml:"admin"`
	Guest       bool                    `yaml:"guest"`
	Deactivated bool                    `yaml:"deactivated"`
	NoEmail     bool                    `yaml:"no_email"`
	NoPicture   bool                    `yaml:"no_picture"`
	HR          map[core.FactKey]string `yaml:"hr"`
	Profile     *profile                `yaml:"profile"` // nil for somebody who has not filled it in
	Mentor      *mentoring              `yaml:"mentor"`  // nil for who does not take part as a mentor
	Hours       string                  `yaml:"hours"`   // of a mentor, from Monday to Friday; empty for who has set none
}

// profile is what somebody told about themselves beyond what HR knows.
type profile struct {
	Name          string   `yaml:"name"` // empty for the name in Slack
	Languages     []string `yaml:"languages"`
	GenderPublic  bool     `yaml:"gender_public"`
	Phone         string   `yaml:"phone"`
	PracticeAreas []string `yaml:"practice_areas"`
	JobFunctions  []string `yaml:"job_functions"`
	LinkedInURL   string   `yaml:"linkedin_url"`
	Summary       string   `yaml:"summary"`
	Skills        []string `yaml:"skills"`
	Wishes        []string `yaml:"wishes"`
	MeetingModes  []string `yaml:"meeting_modes"`
	MeetingCity   string   `yaml:"meeting_city"`
}

// mentoring is how somebody takes part as a mentor.
type mentoring struct {
	Topics      []string `yaml:"topics"`
	Capacity    int      `yaml:"capacity"`
	Unavailable bool     `yaml:"unavailable"`
	BackInDays  int      `yaml:"back_in_days"` // 0 for an open end
	Reason      string   `yaml:"reason"`
}

func (p *person) user() slacksim.User {
	u := slacksim.User{
		ID: p.ID, Name: p.Handle, RealName: p.Name, Title: p.Title, TZ: p.Zone, Locale: p.Locale,
		IsAdmin: p.Admin, IsGuest: p.Guest, Deleted: p.Deactivated, NoPicture: p.NoPicture,
	}
	if !p.NoEmail {
		u.Email = address(p.Handle)
	}
	return u
}

func address(handle string) string { return handle + "@" + mailDomain }

// facts are what the HR import says of the person. Gender counts in matching only, and who manages whom is for admins.
func (p *person) facts(id core.PersonID) []core.Fact {
	visibility := map[core.FactKey]core.Visibility{core.FactGender: core.VisibleMatching, core.FactManager: core.VisibleAdmins}
	var facts []core.Fact
	for _, key := range slices.Sorted(maps.Keys(p.HR)) {
		f := core.Fact{Person: id, Key: key, Value: p.HR[key], Visibility: core.VisiblePublic}
		if v, restricted := visibility[key]; restricted {
			f.Visibility = v
		}
		if key == core.FactManager {
			f.Value = address(f.Value)
		}
		facts = append(facts, f)
	}
	return facts
}

func (p *person) basics() core.Basics {
	name := p.Profile.Name
	if name == "" {
		name = p.Name
	}
	return core.Basics{
		Name: name, DutyStation: p.HR[core.FactDutyStation], TimeZone: p.Zone, Languages: p.Profile.Languages,
		Gender: p.HR[core.FactGender], GenderPublic: p.Profile.GenderPublic, Phone: p.Profile.Phone,
	}
}

func (p *person) work() core.Work {
	return core.Work{
		Headline: p.Title, Unit: p.HR[core.FactUnit], PracticeAreas: p.Profile.PracticeAreas, JobFunctions: p.Profile.JobFunctions,
		LinkedInURL: p.Profile.LinkedInURL,
	}
}

func (p *person) skills() core.Skills {
	return core.Skills{
		Summary: p.Profile.Summary, Skills: p.Profile.Skills, Wishes: p.Profile.Wishes, MeetingModes: p.Profile.MeetingModes,
		MeetingCity: p.Profile.MeetingCity,
	}
}

// mentorSettings are for the default programme; days count from now.
func (p *person) mentorSettings(now time.Time) core.MentorSettings {
	in := core.MentorSettings{Topics: p.Mentor.Topics, Languages: p.Profile.Languages, Capacity: p.Mentor.Capacity}
	in.Unavailable, in.Reason = p.Mentor.Unavailable, p.Mentor.Reason
	if p.Mentor.BackInDays > 0 {
		in.Until = now.AddDate(0, 0, p.Mentor.BackInDays).Format(time.DateOnly)
	}
	return in
}
