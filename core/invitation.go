package core

import "time"

// InvitationState is the life of an invitation.
type InvitationState string

// The states of an invitation. Queued and sent are live; the others are terminal.
const (
	InvitationQueued     InvitationState = "queued" // decided, not yet delivered
	InvitationSent       InvitationState = "sent"   // delivered; the deadline runs
	InvitationAccepted   InvitationState = "accepted"
	InvitationDeclined   InvitationState = "declined"
	InvitationExpired    InvitationState = "expired"
	InvitationWithdrawn  InvitationState = "withdrawn"  // by the mentee
	InvitationSuperseded InvitationState = "superseded" // the mentee found a mentor elsewhere
	InvitationSkipped    InvitationState = "skipped"    // the mentor could not be asked at their turn
)

// SkipReason says why a mentor was passed over; words are in the catalogue under "skip_reason.<key>".
type SkipReason string

// The reasons to skip a mentor.
const (
	SkipFull        SkipReason = "full"
	SkipUnavailable SkipReason = "unavailable"
	SkipLeft        SkipReason = "left"        // no longer a findable mentor of the programme
	SkipUnreachable SkipReason = "unreachable" // neither direct messages nor mails reach them
	SkipExcluded    SkipReason = "excluded"    // these two are not to be paired
	SkipMatched     SkipReason = "matched"     // of an offer: the mentee has found a mentor
)

// Invitation is one ask: of a mentee to one mentor on a choice list, or of a mentor to a mentee.
type Invitation struct {
	ID          InvitationID
	Program     ProgramID
	List        ChoiceListID
	Mentee      PersonID
	Mentor      PersonID
	Rank        int  // place on the list, from 1
	Offer       bool // the mentor asks the mentee
	State       InvitationState
	SkipReason  SkipReason
	Reason      DeclineReason
	ReasonText  string
	CreatedAt   time.Time
	DeliveredAt time.Time // zero until delivered
	RemindAt    time.Time // when the one reminder is due, zero for none
	RemindedAt  time.Time
	ExpiresAt   time.Time // delivery plus the response window
	ClosedAt    time.Time
}

// Live reports whether the invitation can still be answered.
func (i *Invitation) Live() bool { return i.State == InvitationQueued || i.State == InvitationSent }

// MaxDeclineText limits a mentor's free words when declining, in code points.
const MaxDeclineText = 500
