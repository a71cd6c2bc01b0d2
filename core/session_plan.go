package core

// PlanEntry is one numbered session of a mentorship: of the programme's plan, or one after it.
type PlanEntry struct {
	Number  int // from 1
	Planned PlannedSession
	Session *Session // what was booked under the number last, nil for nothing yet; a cancelled or missed one is to be made up for
}

// Open reports whether a session is still to be booked under the number.
func (e PlanEntry) Open() bool {
	return e.Session == nil || e.Session.State == SessionCancelled || e.Session.State == SessionNoShow
}

// Plan are the numbered sessions, those of the programme's plan and all that were booked beyond it.
func (f *MentorshipFacts) Plan() []PlanEntry {
	var plan []PlanEntry
	for n := 1; n < f.NextNumber || n <= len(f.Program.Policy.SessionPlan); n++ {
		plan = append(plan, PlanEntry{Number: n, Planned: f.Program.Policy.Planned(n)})
	}
	for i := range f.Sessions {
		s := &f.Sessions[i]
		if s.Number < 1 || s.Number > len(plan) {
			continue // cancelled, and nothing came in its place
		}
		if e := &plan[s.Number-1]; e.Open() {
			e.Session = s
		}
	}
	return plan
}
