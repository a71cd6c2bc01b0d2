package core

import (
	"slices"
	"time"
)

// TimeProposalState is the life of proposed times.
type TimeProposalState string

// The states. All but the first are final.
const (
	TimesOpen      TimeProposalState = "open"      // waits for the other one
	TimesAccepted  TimeProposalState = "accepted"  // one of the times is booked
	TimesCountered TimeProposalState = "countered" // the other one proposed other times instead
	TimesReplaced  TimeProposalState = "replaced"  // whoever proposed them proposed others instead
	TimesDeclined  TimeProposalState = "declined"
	TimesWithdrawn TimeProposalState = "withdrawn"
	TimesLapsed    TimeProposalState = "lapsed"    // nobody answered in time
	TimesOvertaken TimeProposalState = "overtaken" // the two booked a session otherwise
	TimesEnded     TimeProposalState = "ended"     // the mentorship was over first
)

// TimeProposal are times one of a pair proposes for their next session, with what the session is to be. The other one takes one of them,
// proposes others or declines. A mentorship has one open proposal at a time.
type TimeProposal struct {
	ID         TimeProposalID
	Mentorship MentorshipID
	Program    ProgramID
	By         PersonID
	Starts     []time.Time // one to MaxProposedTimes, as they were entered
	Minutes    int
	Title      string // own title; empty for the plan's
	Place      string
	Link       string // https, empty for none
	Agenda     string
	Zone       string // IANA zone of whoever proposed them
	State      TimeProposalState
	Before     TimeProposalID // the open proposal this one took the place of, empty for none
	Session    SessionID      // what was booked, once it was accepted
	Reason     string         // why it was declined, empty for no word
	CreatedAt  time.Time
	AnswerBy   time.Time // when it lapses
	NextAt     time.Time // when the reminder is due, or, where there is none left, AnswerBy
	ClosedAt   time.Time // zero while it is open
}

// Limits of proposed times.
const (
	MaxProposedTimes = 3
	MaxTimesReason   = 500
	// timesReminderLead is how long before it lapses the one who is to answer is reminded once, in minutes.
	timesReminderLead = 24 * 60
)

// Live reports whether the proposal can be answered at an instant.
func (p *TimeProposal) Live(now time.Time) bool {
	return p.State == TimesOpen && now.Before(p.AnswerBy)
}

// first is the earliest of the times.
func (p *TimeProposal) first() time.Time { return slices.MinFunc(p.Starts, time.Time.Compare) }

// end is the end of a session that begins at one of the times.
func (p *TimeProposal) end(start time.Time) time.Time {
	return start.Add(time.Duration(p.Minutes) * time.Minute)
}

// session is the session that begins at one of the times.
func (p *TimeProposal) session(start time.Time) Session {
	return Session{
		Mentorship: p.Mentorship, Program: p.Program, Title: p.Title, Agenda: p.Agenda, Place: p.Place, Link: p.Link,
		StartsAt: start, Minutes: p.Minutes, Zone: p.Zone, State: SessionBooked,
	}
}

// refuse says why the proposal is not open any more; nil while it is.
func (p *TimeProposal) refuse(now time.Time) error {
	if p.State == TimesOpen && !p.Live(now) {
		return conflict(CodeTimesLapsed)
	}
	code := map[TimeProposalState]Code{
		TimesAccepted: CodeTimesAccepted, TimesCountered: CodeTimesReplaced, TimesReplaced: CodeTimesReplaced, TimesDeclined: CodeTimesDeclined,
		TimesWithdrawn: CodeTimesWithdrawn, TimesLapsed: CodeTimesLapsed, TimesOvertaken: CodeTimesOvertaken, TimesEnded: CodeMentorshipOver,
	}[p.State]
	if code == "" {
		return nil
	}
	return conflict(code)
}

// TimeProposalFacts are proposed times as one of the two, the viewer, sees them.
type TimeProposalFacts struct {
	Program    Program
	Mentorship Mentorship
	Proposal   TimeProposal
	Kind       SessionKind    // of the next session, whose title counts where there is none of its own
	Times      []ProposedTime // in the order of Proposal.Starts
	Viewer     Card
	Other      Card
	Before     *TimeProposal // what it took the place of
	Session    *Session      // what was booked
}

// Mine reports whether the viewer proposed the times.
func (f *TimeProposalFacts) Mine() bool { return f.Proposal.By == f.Viewer.Person.ID }

// ProposedTime is one of the times as it stands now.
type ProposedTime struct {
	Start    time.Time
	Possible bool // it is to come, and neither of the two has a session then
	Busy     bool // a calendar the viewer is read from has something then; it can be booked all the same
}
