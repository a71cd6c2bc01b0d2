package core

import "time"

// Clock tells product time: deadlines, reminders and the dates people see follow it. It is UTC.
type Clock interface {
	Now() time.Time
}

// ClockFunc makes a function a Clock.
type ClockFunc func() time.Time

// Now implements Clock.
func (f ClockFunc) Now() time.Time { return f() }

// IDSource makes identifiers that are unique and sort by creation.
type IDSource interface {
	NewID() string
}

// IDFunc makes a function an IDSource.
type IDFunc func() string

// NewID implements IDSource.
func (f IDFunc) NewID() string { return f() }

// Identifiers are opaque and unguessable to nobody: permission never rests on knowing one.
type (
	// WorkspaceID identifies a workspace.
	WorkspaceID string
	// PersonID identifies a person within a workspace.
	PersonID string
	// ProgramID identifies a programme.
	ProgramID string
	// ChoiceListID identifies a mentee's list of choices.
	ChoiceListID string
	// InvitationID identifies one ask to one mentor.
	InvitationID string
	// MentorshipID identifies an established mentorship.
	MentorshipID string
	// SeriesID identifies sessions that were booked together, one every week or so.
	SeriesID string
	// SessionID identifies a meeting of a mentorship.
	SessionID string
	// TimeProposalID identifies times one of a pair proposes for a session.
	TimeProposalID string
	// AttentionID identifies an item waiting for an admin.
	AttentionID string
	// JobID identifies a job.
	JobID string
	// MessageID identifies a recorded delivery of a chat message.
	MessageID string
	// PairingRunID identifies a run of the pairing algorithm.
	PairingRunID string
	// TipID identifies a recommendation of one person.
	TipID string
	// DeliveryID identifies the record of a notice that did not arrive by direct message at once.
	DeliveryID string
	// ErrandID identifies what an admin has prepared and confirms.
	ErrandID string
	// EnlistmentID identifies that somebody was asked to take part in a programme.
	EnlistmentID string
	// SupportID identifies a request for help from the team.
	SupportID string
)
