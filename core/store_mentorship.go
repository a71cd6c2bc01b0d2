package core

import (
	"context"
	"time"
)

// ChoiceLists keeps choice lists.
type ChoiceLists interface {
	Get(ctx context.Context, id ChoiceListID) (ChoiceList, error) // ErrNotFound
	// Current is the mentee's draft or running list; offers to the mentee are none. Errors: ErrNotFound.
	Current(ctx context.Context, program ProgramID, mentee PersonID) (ChoiceList, error)
	// Latest is the mentee's newest list in any state. Errors: ErrNotFound.
	Latest(ctx context.Context, program ProgramID, mentee PersonID) (ChoiceList, error)
	// Save inserts or updates with its ranked mentors. Errors: ErrDuplicate for a second draft or running list.
	Save(ctx context.Context, l ChoiceList) error
	// Ranked are the mentors on every mentee's draft or running list, in rank order.
	Ranked(ctx context.Context, program ProgramID) (map[PersonID][]PersonID, error)
	// GetAll loads lists with their mentors; unknown ids are absent.
	GetAll(ctx context.Context, ids []ChoiceListID) (map[ChoiceListID]ChoiceList, error)
	// SaveStates updates lists that are there and whose mentors stay as they are.
	SaveStates(ctx context.Context, all ...ChoiceList) error
	Lock(ctx context.Context, ids ...ChoiceListID) error // holds the rows until the end of the transaction, in id order
}

// Invitations keeps invitations.
type Invitations interface {
	Get(ctx context.Context, id InvitationID) (Invitation, error)         // ErrNotFound
	ForList(ctx context.Context, list ChoiceListID) ([]Invitation, error) // by rank, then creation
	GetAll(ctx context.Context, ids []InvitationID) ([]Invitation, error) // those there are, by deadline, then id
	// ForLists is ForList for many lists.
	ForLists(ctx context.Context, lists []ChoiceListID) (map[ChoiceListID][]Invitation, error)
	// LiveForMentor are the invitations of mentees waiting for a mentor's answer, oldest first; of all programmes when program is empty.
	LiveForMentor(ctx context.Context, program ProgramID, mentor PersonID) ([]Invitation, error)
	// Offers are the live invitations of mentors that somebody made or was sent, oldest first; of all programmes when program is empty.
	Offers(ctx context.Context, program ProgramID, person PersonID) ([]Invitation, error)
	// Save inserts or updates, in order. Errors: ErrDuplicate for a second live invitation of a list, and for a second live offer of a mentor to a
	// mentee.
	Save(ctx context.Context, all ...Invitation) error
}

// Mentorships keeps mentorships.
type Mentorships interface {
	Get(ctx context.Context, id MentorshipID) (Mentorship, error)         // ErrNotFound
	ForPerson(ctx context.Context, person PersonID) ([]Mentorship, error) // newest first
	// Load counts the mentorships that take up a mentor's capacity (active and on hold).
	Load(ctx context.Context, program ProgramID, mentor PersonID) (int, error)
	// Loads is Load for many mentors; those without any are absent.
	Loads(ctx context.Context, program ProgramID, mentors []PersonID) (map[PersonID]int, error)
	// ActiveOf counts a mentee's active or held mentorships in a programme.
	ActiveOf(ctx context.Context, program ProgramID, mentee PersonID) (int, error)
	// Save inserts or updates. Errors: ErrDuplicate for the same pair active twice in a programme, or the same invitation used twice.
	Save(ctx context.Context, m Mentorship) error
	Lock(ctx context.Context, id MentorshipID) error
}

// Sessions keeps sessions, their reminders and calendar copies.
type Sessions interface {
	Get(ctx context.Context, id SessionID) (Session, error)                // ErrNotFound
	ForMentorship(ctx context.Context, id MentorshipID) ([]Session, error) // by number
	// Upcoming are a person's booked sessions ending after from, soonest first.
	Upcoming(ctx context.Context, person PersonID, from time.Time, limit int) ([]Session, error)
	// Overlapping are booked sessions of any of the people in [from, to), except one.
	Overlapping(ctx context.Context, people []PersonID, from, to time.Time, except SessionID) ([]Session, error)
	// Feed are the sessions of a person's feed.
	Feed(ctx context.Context, q FeedQuery) ([]Session, error)
	Save(ctx context.Context, s Session) error
	Series(ctx context.Context, id SeriesID) (Series, error)       // ErrNotFound
	ForSeries(ctx context.Context, id SeriesID) ([]Session, error) // by part
	SaveSeries(ctx context.Context, s Series) error                // insert or update by id
	// Reminders are one person's, those sent included, nearest to the start first.
	Reminders(ctx context.Context, id SessionID, person PersonID) ([]SessionReminder, error)
	// SetReminders replaces one person's reminders not yet sent.
	SetReminders(ctx context.Context, id SessionID, person PersonID, reminders []SessionReminder) error
	// DropReminders removes the reminders not yet sent to anybody.
	DropReminders(ctx context.Context, id SessionID) error
	// MarkReminded records a reminder as sent; false when it was sent or removed before.
	MarkReminded(ctx context.Context, id SessionID, person PersonID, lead int, at time.Time) (bool, error)
	Copy(ctx context.Context, id SessionID, person PersonID) (CalendarCopy, error) // ErrNotFound
	SaveCopy(ctx context.Context, c CalendarCopy) error
	Reply(ctx context.Context, id SessionID, person PersonID) (SessionReply, error) // ErrNotFound
	SaveReply(ctx context.Context, r SessionReply) error                            // insert or update by session and person
	DropReplies(ctx context.Context, id SessionID) error
	CheckIn(ctx context.Context, id SessionID, person PersonID) (CheckIn, error) // ErrNotFound
	SaveCheckIn(ctx context.Context, c CheckIn) error                            // insert or update by session and person
	DropCheckIns(ctx context.Context, id SessionID) error
	// ToCheckIn are a person's sessions that ended after from and by to, neither cancelled nor commented on by them, latest first.
	ToCheckIn(ctx context.Context, person PersonID, from, to time.Time, limit int) ([]Session, error)
}

// TimeProposals keeps times that are proposed for sessions.
type TimeProposals interface {
	Get(ctx context.Context, id TimeProposalID) (TimeProposal, error)        // ErrNotFound
	Open(ctx context.Context, mentorship MentorshipID) (TimeProposal, error) // ErrNotFound
	// OpenFor are the open ones of a person's mentorships, those to be answered soonest first.
	OpenFor(ctx context.Context, person PersonID) ([]TimeProposal, error)
	Save(ctx context.Context, p TimeProposal) error // insert or update by id; ErrDuplicate for a second open one of a mentorship
}
