package core

import (
	"context"
	"time"
)

// Store keeps everything. A transaction belongs to one workspace and its repositories see nothing else.
type Store interface {
	// Change runs fn in a transaction and commits when fn returns nil. It may run fn again when the database asks for a
	// retry, so fn touches nothing outside the transaction.
	Change(ctx context.Context, workspace WorkspaceID, fn func(Tx) error) error
	// Read runs fn in a read-only transaction with one consistent view.
	Read(ctx context.Context, workspace WorkspaceID, fn func(Tx) error) error

	// WorkspaceByTeam finds a workspace by the chat system's team id. Errors: ErrNotFound.
	WorkspaceByTeam(ctx context.Context, chatTeamID string) (Workspace, error)
	// Workspace finds a workspace. Errors: ErrNotFound.
	Workspace(ctx context.Context, id WorkspaceID) (Workspace, error)
	// PersonByChatUser is People.ByChatUser by itself, for what every request begins with. Errors: ErrNotFound.
	PersonByChatUser(ctx context.Context, workspace WorkspaceID, chatUserID string) (Person, error)
	// CreateWorkspace stores a new workspace. Errors: ErrDuplicate for a known team.
	CreateWorkspace(ctx context.Context, workspace Workspace) error
	// Installations lists the installations of all workspaces without their tokens, oldest first.
	Installations(ctx context.Context) ([]Installation, error)
	// DueRenewals finds the workspaces whose tokens are to be renewed at an instant of real time, and those whose tokens have
	// expired and are not renewed any more.
	DueRenewals(ctx context.Context, now time.Time) ([]WorkspaceID, error)

	// The due lookups find what a deadline has passed for, in any workspace, oldest first. Their cost depends on what is
	// due, not on what waits.
	DueInvitations(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	DueInvitationReminders(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	DueSessionReminders(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// CalendarCopyByUID finds the copy of a session somebody's calendar has, and its workspace. Errors: ErrNotFound.
	CalendarCopyByUID(ctx context.Context, uid string) (WorkspaceID, CalendarCopy, error)
	// DueCheckIns finds sessions that are over and about which both are to be asked.
	DueCheckIns(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// DueTimes finds open proposals of times to remind of, or whose time to answer is over.
	DueTimes(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// DueClosings finds mentorships whose planned end is to be reminded of, or has come.
	DueClosings(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// DueEvaluations finds evaluations to remind of, or whose time is over.
	DueEvaluations(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	DueReturns(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// DueSilences finds mentorships in which a sign of life is to be looked for.
	DueSilences(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// DueBusyFeeds finds the calendars of active people that are to be read. NextDeadline leaves them out: they are read all the time.
	DueBusyFeeds(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// SealAudit seals the entries of the log of changes that came since the last seal, in all workspaces, where that was a while ago.
	SealAudit(ctx context.Context, now time.Time) error
	// NextDeadline is the earliest instant after now at which one of the due lookups finds more; zero if none. kind is
	// "invitation", "invitation_reminder", "session_reminder", "mentor_return", "check_in", "closing", "evaluation" or "times".
	NextDeadline(ctx context.Context, now time.Time) (at time.Time, kind string, err error)
}

// DueItem names a record whose deadline has passed.
type DueItem struct {
	Workspace  WorkspaceID
	Invitation InvitationID
	Session    SessionID
	Lead       int // minutes, of a session reminder
	Program    ProgramID
	Person     PersonID
	BusyFeed   BusyFeedID
	Times      TimeProposalID
	Mentorship MentorshipID
}

// Tx is one transaction of one workspace.
type Tx interface {
	// Workspace is the workspace of the transaction. Errors: ErrNotFound.
	Workspace(ctx context.Context) (Workspace, error)
	People() People
	Profiles() Profiles
	Programs() Programs
	Exclusions() Exclusions
	Supplies() Supplies
	PairingRuns() PairingRuns
	Participants() Participants
	AnswerSheets() AnswerSheets
	ChoiceLists() ChoiceLists
	Invitations() Invitations
	Mentorships() Mentorships
	Sessions() Sessions
	Goals() Goals
	Notes() Notes
	Links() Links
	AgendaPoints() AgendaPoints
	Events() Events
	Inquiries() Inquiries
	Evaluations() Evaluations
	Fits() FitAnswers
	Agreements() Agreements
	Attention() AttentionItems
	Messages() Messages
	Deliveries() Deliveries
	Audit() Audit
	Inbox() Inbox
	Jobs() Jobs
	Installations() Installations
	Calendars() Calendars
	Errands() Errands
	Enlistments() Enlistments
	Marks() Marks
	GuideReads() GuideReads
	LessonTicks() LessonTicks
	Groups() Groups
	Searches() Searches
	Hours() HoursOfPeople
	BusyFeeds() BusyFeeds
	TimeProposals() TimeProposals
	Support() SupportDesk
	Records() PersonalRecords
}
