package sample

import (
	"time"

	"mentorbot/core"
)

// script is what happened in the programme before a visitor comes. People are named by their Slack user ids.
type script struct {
	Rounds   []round   `yaml:"rounds"`
	Drafts   []request `yaml:"drafts"`
	Sessions []session `yaml:"sessions"`
}

// round is some requests and then some answers, also to requests of earlier rounds.
type round struct {
	Requests []request `yaml:"requests"`
	Answers  []answer  `yaml:"answers"`
}

// request is a mentee's ranked mentors and why they ask; a draft has no message.
type request struct {
	Mentee  string   `yaml:"mentee"`
	Choices []string `yaml:"choices"`
	Message string   `yaml:"message"`
}

// answer is a mentor's yes, or no with a reason.
type answer struct {
	Mentor  string             `yaml:"mentor"`
	Mentee  string             `yaml:"mentee"`
	Decline core.DeclineReason `yaml:"decline"` // empty for a yes
	Words   string             `yaml:"words"`
}

// session is a booking of the next session two people have.
type session struct {
	Booker  string `yaml:"booker"`
	Partner string `yaml:"partner"`
	InDays  int    `yaml:"in_days"`
	Time    string `yaml:"time"` // "15:04" in the booker's zone
	Place   string `yaml:"place"`
	Link    string `yaml:"link"`
	Agenda  string `yaml:"agenda"`
}

// booking puts the session on the first working day at least InDays ahead of now, for as long as the plan says.
func (s session) booking(now time.Time, minutes int) core.Booking {
	day := now.AddDate(0, 0, s.InDays)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return core.Booking{
		Date: day.Format(time.DateOnly), Time: s.Time, Minutes: minutes, Place: s.Place, Link: s.Link, Agenda: s.Agenda,
	}
}

// users are all who appear in the script.
func (s script) users() []string {
	var ids []string
	requests := s.Drafts
	for _, r := range s.Rounds {
		requests = append(requests, r.Requests...)
		for _, a := range r.Answers {
			ids = append(ids, a.Mentor, a.Mentee)
		}
	}
	for _, r := range requests {
		ids = append(append(ids, r.Mentee), r.Choices...)
	}
	for _, b := range s.Sessions {
		ids = append(ids, b.Booker, b.Partner)
	}
	return ids
}
