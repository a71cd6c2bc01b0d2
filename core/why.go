package core

import "context"

// Why explains from the real state where the actor stands and what is missing.
func (s *Service) Why(ctx context.Context, call Call) ([]Reason, error) {
	return own(ctx, s, call, ActionExplain, func(ctx context.Context, u *unit) ([]Reason, error) {
		d, err := u.dashboard(ctx, u.actor)
		if err != nil {
			return nil, err
		}
		return d.Reasons(), nil
	})
}

// whyRule is one line of a table: when it holds for somebody, the reason says so. Of a table the first line that holds counts.
type whyRule struct {
	key   ReasonKey
	holds func(Dashboard) bool
	fill  func(Dashboard, *Reason) // what the sentence needs besides the programme; nil for nothing
}

func first(rules []whyRule, d Dashboard) []Reason {
	for _, rule := range rules {
		if !rule.holds(d) {
			continue
		}
		reason := Reason{Key: rule.key, Program: d.Program}
		if rule.fill != nil {
			rule.fill(d, &reason)
		}
		return []Reason{reason}
	}
	return nil
}

// Reasons says where the viewer stands: in the programme as a whole where that decides it, else as a mentor and as a mentee. A mentorship
// is told in any case.
func (d Dashboard) Reasons() []Reason {
	if whole := first(whyOutside(), d); whole != nil {
		return append(whole, d.matched()...)
	}
	var reasons []Reason
	if d.Program.State == ProgramClosed {
		reasons = append(reasons, Reason{Key: WhyProgramClosed, Program: d.Program})
	}
	if d.Mentor != nil {
		reasons = append(reasons, first(whyMentor(), d)...)
	}
	reasons = append(reasons, d.menteeReasons()...)
	reasons = append(reasons, d.offerReasons()...)
	if len(reasons) == 0 {
		reasons = append(reasons, Reason{Key: WhyNotJoined, Program: d.Program})
	}
	return reasons
}

func (d Dashboard) menteeReasons() []Reason {
	if matched := d.matched(); matched != nil {
		return matched
	}
	if d.Choices == nil && !d.mentee() {
		return nil
	}
	return first(whyMentee(), d)
}

// offerReasons name the offers of mentors in the programme that wait for the viewer's answer, and those the viewer made.
func (d Dashboard) offerReasons() []Reason {
	var reasons []Reason
	for _, x := range d.ToAnswer {
		if x.Invitation.Offer && x.Program.ID == d.Program.ID {
			reasons = append(reasons, Reason{Key: WhyOffered, Program: x.Program, Other: x.Mentor, Until: x.Invitation.ExpiresAt})
		}
	}
	for _, x := range d.Offers {
		if x.Program.ID == d.Program.ID {
			reasons = append(reasons, Reason{Key: WhyOffering, Program: x.Program, Other: x.Mentee, Until: x.Invitation.ExpiresAt})
		}
	}
	return reasons
}

// asked counts the requests of mentees in the programme that wait for the viewer.
func (d Dashboard) asked() int {
	n := 0
	for _, x := range d.ToAnswer {
		if !x.Invitation.Offer && x.Program.ID == d.Program.ID {
			n++
		}
	}
	return n
}

// matched names the viewer's mentors.
func (d Dashboard) matched() []Reason {
	var reasons []Reason
	for _, m := range d.Mentorships {
		if m.ViewerIs == RoleMentee {
			reasons = append(reasons, Reason{Key: WhyMatched, Program: m.Program, Other: m.Other})
		}
	}
	return reasons
}

func (d Dashboard) state() ParticipantState {
	if d.Place == nil {
		return ""
	}
	return d.Place.Participant.State
}

func (d Dashboard) mentee() bool { return d.Place != nil && d.Place.Participant.Mentee }

// whyOutside is why somebody takes no part at all.
func whyOutside() []whyRule {
	in := func(state ParticipantState) func(Dashboard) bool {
		return func(d Dashboard) bool { return d.state() == state }
	}
	words := func(d Dashboard, r *Reason) { r.Words = d.Place.Participant.Note }
	return []whyRule{
		{WhyNoProfile, func(d Dashboard) bool { return !d.HasProfile }, nil},
		{WhyNoProgram, func(d Dashboard) bool { return d.Program.ID == "" }, nil},
		{WhyRemoved, in(ParticipantRemoved), words},
		{WhyDeclined, in(ParticipantDeclined), words},
		{WhyPaused, in(ParticipantPaused), nil},
		{WhyLeft, in(ParticipantWithdrawn), nil},
		{WhyReturned, func(d Dashboard) bool {
			return d.state() == ParticipantProfileIncomplete && d.Place.Participant.Returned
		}, words},
		{WhyAwaiting, in(ParticipantAwaitingActivation), func(d Dashboard, r *Reason) { r.Until = d.Place.AnswerBy }},
	}
}

// whyMentor is how a mentor stands to new requests.
func whyMentor() []whyRule {
	return []whyRule{
		{WhyMentorIncomplete, func(d Dashboard) bool { return len(d.Mentor.Missing) > 0 },
			func(d Dashboard, r *Reason) { r.Missing = d.Mentor.Missing }},
		{WhyReturned, func(d Dashboard) bool { return d.Mentor.Waiting && d.Mentor.Participant.Returned },
			func(d Dashboard, r *Reason) { r.Words = d.Mentor.Participant.Note }},
		{WhyAwaiting, func(d Dashboard) bool { return d.Mentor.Waiting },
			func(d Dashboard, r *Reason) { r.Until = d.Mentor.AnswerBy }},
		{WhyMentorUnreachable, func(d Dashboard) bool { return !d.Mentor.Participant.Findable }, nil},
		{WhyMentorUnavailable, func(d Dashboard) bool { return !d.Mentor.Participant.Available(d.Now) },
			func(d Dashboard, r *Reason) { r.Until = d.Mentor.Participant.UnavailableUntil }},
		{WhyMentorFull, func(d Dashboard) bool { return d.Mentor.Load >= d.Mentor.Participant.Capacity },
			func(d Dashboard, r *Reason) { r.Count = d.Mentor.Load }},
		{WhyMentorListed, func(Dashboard) bool { return true }, func(d Dashboard, r *Reason) { r.Count = d.asked() }},
	}
}

// whyMentee is how far somebody is on the way to a mentor.
func whyMentee() []whyRule {
	return []whyRule{
		{WhyMenteeIncomplete, func(d Dashboard) bool { return d.Place != nil && len(d.Place.MenteeMissing) > 0 },
			func(d Dashboard, r *Reason) { r.Missing = d.Place.MenteeMissing }},
		{WhyAdminsPair, func(d Dashboard) bool {
			return d.Program.Policy.Pairing == PairingAdmins && (d.Choices == nil || d.Choices.Live == nil)
		}, nil},
		{WhyNoChoices, func(d Dashboard) bool { return d.Choices == nil }, nil},
		{WhyChoicesExhausted, func(d Dashboard) bool { return d.Choices.List.State == ChoicesExhausted }, nil},
		{WhyChoicesDraft, func(d Dashboard) bool { return d.Choices.Live == nil },
			func(d Dashboard, r *Reason) { r.Count = len(d.Choices.List.Mentors) }},
		{WhyChoicesRunning, func(Dashboard) bool { return true }, func(d Dashboard, r *Reason) { d.Choices.asking(r) }},
	}
}

// asking fills in who is being asked.
func (c *ChoiceFacts) asking(r *Reason) {
	r.Count, r.Until = c.Live.Rank, c.Live.ExpiresAt
	for _, m := range c.Mentors {
		if m.Person.ID == c.Live.Mentor {
			r.Other = m.Card
		}
	}
}
