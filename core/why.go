package core

import "context"

// Why explains from the real state where the actor stands and what is missing.
func (s *Service) Why(ctx context.Context, call Call) ([]Reason, error) {
	return own(ctx, s, call, ActionExplain, func(ctx context.Context, u *unit) ([]Reason, error) {
		d, err := u.dashboard(ctx, u.actor)
		if err != nil {
			return nil, err
		}
		return d.reasons(), nil
	})
}

func (d Dashboard) reasons() []Reason {
	if !d.HasProfile {
		return []Reason{{Key: WhyNoProfile, Program: d.Program}}
	}
	var reasons []Reason
	if d.Mentor != nil {
		reasons = append(reasons, d.mentorReason())
	}
	if mentee, ok := d.menteeReason(); ok {
		reasons = append(reasons, mentee)
	}
	if len(reasons) == 0 {
		reasons = append(reasons, Reason{Key: WhyNotJoined, Program: d.Program})
	}
	return reasons
}

func (d Dashboard) mentorReason() Reason {
	place := d.Mentor.Participant
	switch {
	case !place.Findable:
		return Reason{Key: WhyMentorIncomplete, Program: d.Program, Missing: d.Mentor.Missing}
	case !place.Available(d.Now):
		return Reason{Key: WhyMentorUnavailable, Program: d.Program, Until: place.UnavailableUntil}
	case d.Mentor.Load >= place.Capacity:
		return Reason{Key: WhyMentorFull, Program: d.Program, Count: d.Mentor.Load}
	}
	return Reason{Key: WhyMentorListed, Program: d.Program, Count: len(d.ToAnswer)}
}

func (d Dashboard) menteeReason() (Reason, bool) {
	for _, m := range d.Mentorships {
		if m.ViewerIs == RoleMentee {
			return Reason{Key: WhyMatched, Program: m.Program, Other: m.Other}, true
		}
	}
	if d.Choices == nil {
		mentee := d.Participant != nil && d.Participant.Mentee
		return Reason{Key: WhyNoChoices, Program: d.Program}, mentee
	}
	return d.Choices.reason(), true
}

func (c *ChoiceFacts) reason() Reason {
	switch {
	case c.List.State == ChoicesExhausted:
		return Reason{Key: WhyChoicesExhausted, Program: c.Program}
	case c.Live == nil:
		return Reason{Key: WhyChoicesDraft, Program: c.Program, Count: len(c.List.Mentors)}
	}
	r := Reason{Key: WhyChoicesRunning, Program: c.Program, Count: c.Live.Rank, Until: c.Live.ExpiresAt}
	for _, m := range c.Mentors {
		if m.Person.ID == c.Live.Mentor {
			r.Other = m.Card
		}
	}
	return r
}
