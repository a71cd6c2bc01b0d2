package core

import "time"

// ParticipantState is where a person stands in a programme.
type ParticipantState string

// The states of a participant (features.md 4). Activation by an admin is a programme's choice.
const (
	ParticipantProfileIncomplete  ParticipantState = "profile_incomplete"
	ParticipantAwaitingActivation ParticipantState = "awaiting_activation"
	ParticipantActive             ParticipantState = "active"
	ParticipantPaused             ParticipantState = "paused"
	ParticipantWithdrawn          ParticipantState = "withdrawn"
	ParticipantRemoved            ParticipantState = "removed"
	ParticipantDeclined           ParticipantState = "declined"
)

// Role is what a participant is in a programme; one person can have both.
type Role string

// The roles of participants.
const (
	RoleMentor Role = "mentor"
	RoleMentee Role = "mentee"
)

// Participant is one person in one programme.
type Participant struct {
	Program ProgramID
	Person  PersonID
	Mentor  bool
	Mentee  bool
	State   ParticipantState

	// What a mentor sets.
	Topics            []string  // what they offer to help with
	Capacity          int       // most mentorships at the same time
	Unavailable       bool      // set by hand
	UnavailableUntil  time.Time // start of the day they are back, zero for open end
	UnavailableReason string

	// Findable is kept by core: an active mentor whose required items are all there and whom nobody has still to activate.
	Findable bool

	// Whether those who run the programme have taken the person on in a role, which counts where they want to decide.
	ApprovedMentor bool
	ApprovedMentee bool
	AppliedAt      time.Time // since when an application waits; zero when none does
	Returned       bool      // staff asked for changes, and the person has not sent it again

	Note    string // the latest words of staff to the person: what to change, why it was declined, why they were removed
	NotedAt time.Time

	JoinedAt  time.Time
	UpdatedAt time.Time
}

// Available reports whether the mentor takes invitations at the instant now, capacity aside.
func (p *Participant) Available(now time.Time) bool {
	if !p.Unavailable {
		return true
	}
	return !p.UnavailableUntil.IsZero() && !now.Before(p.UnavailableUntil)
}

// MaxCapacity is the most mentorships one mentor can offer to hold at once.
const MaxCapacity = 20
