package core

import "time"

// MentorshipState is the life of a mentorship.
type MentorshipState string

// The states of a mentorship (features.md 4).
const (
	MentorshipActive     MentorshipState = "active"
	MentorshipOnHold     MentorshipState = "on_hold"
	MentorshipCompleted  MentorshipState = "completed"
	MentorshipEndedEarly MentorshipState = "ended_early"
	MentorshipCancelled  MentorshipState = "cancelled"
)

// Mentorship is the established relationship of a mentor and a mentee.
type Mentorship struct {
	ID           MentorshipID
	Program      ProgramID
	Mentor       PersonID
	Mentee       PersonID
	Invitation   InvitationID // empty when paired by an admin
	State        MentorshipState
	Conversation string // id of the group conversation in the chat system, empty until opened
	StartedAt    time.Time
	InTouchAt    time.Time // when one of them last said that they are in touch, or first proposed times or an agreement, or asked something; zero if nobody did
	PlannedEnd   time.Time
	EndedAt      time.Time
	EndedBy      PersonID // one of the two, or one who runs the programme; empty while it goes on
	EndReason    string   // what they wrote to both
	Hold         Hold
	Silence      Silence
	Closing      Closing
	Thanks       Thanks
}

// Other is the person on the other side, or empty for somebody who is not part of it.
func (m *Mentorship) Other(person PersonID) PersonID {
	switch person {
	case m.Mentor:
		return m.Mentee
	case m.Mentee:
		return m.Mentor
	}
	return ""
}

// Has reports whether the person is one of the two.
func (m *Mentorship) Has(person PersonID) bool { return m.Other(person) != "" }

// MaxEndReason limits why a mentorship ended, in code points.
const MaxEndReason = 500

// Ongoing reports whether the mentorship can still end.
func (m *Mentorship) Ongoing() bool {
	return m.State == MentorshipActive || m.State == MentorshipOnHold
}

// Open reports whether sessions can be booked.
func (m *Mentorship) Open() bool { return m.State == MentorshipActive }
