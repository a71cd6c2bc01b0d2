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
	DueReturns(ctx context.Context, now time.Time, limit int) ([]DueItem, error)
	// NextDeadline is the earliest instant after now at which one of the due lookups finds more; zero if none. kind is
	// "invitation", "invitation_reminder", "session_reminder" or "mentor_return".
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
	Hours() HoursOfPeople
}

// People keeps the members of a workspace.
type People interface {
	Get(ctx context.Context, id PersonID) (Person, error)                    // ErrNotFound
	GetAll(ctx context.Context, ids []PersonID) (map[PersonID]Person, error) // unknown ids are absent
	ByChatUser(ctx context.Context, chatUserID string) (Person, error)       // ErrNotFound
	Admins(ctx context.Context) ([]Person, error)                            // active workspace admins, by name
	Save(ctx context.Context, p Person) error                                // insert or update by id; ErrDuplicate for a second person with the same chat user
	Lock(ctx context.Context, ids ...PersonID) error                         // holds the rows until the end of the transaction, in id order
	Facts(ctx context.Context, id PersonID) ([]Fact, error)
	SaveFacts(ctx context.Context, facts []Fact) error // insert or update by person and key
	// FactOf gives one fact of many people; those without it are absent.
	FactOf(ctx context.Context, key FactKey, ids []PersonID) (map[PersonID]string, error)
	FactsOf(ctx context.Context, ids []PersonID) ([]Fact, error)
	// WithFact finds people one of whose facts names one of some people, in order of id.
	WithFact(ctx context.Context, key FactKey, named []PersonID, limit int) ([]PersonID, error)
	AllFacts(ctx context.Context) ([]Fact, error)        // by person and key
	RemoveFacts(ctx context.Context, facts []Fact) error // by person and key
	// Named finds people by the chat system's ids and by addresses in lower case.
	Named(ctx context.Context, chatUsers, emails []string) ([]Person, error)
}

// Profiles keeps profiles and the search index that follows them.
type Profiles interface {
	Get(ctx context.Context, person PersonID) (Profile, error) // ErrNotFound
	GetAll(ctx context.Context, people []PersonID) (map[PersonID]Profile, error)
	Save(ctx context.Context, p Profile) error
	// Index replaces the person's search terms.
	Index(ctx context.Context, person PersonID, terms []Term) error
	// Known returns values of a kind in use in the workspace whose words begin with the normalised prefix, most used first.
	Known(ctx context.Context, kind TermKind, prefix string, limit int) ([]string, error)
	// Criteria are what the person last searched for in a programme. Errors: ErrNotFound.
	Criteria(ctx context.Context, program ProgramID, person PersonID) (Criteria, error)
	SaveCriteria(ctx context.Context, program ProgramID, person PersonID, c Criteria) error
	// MenteeCriteria are what the person, a mentor, last searched for among mentees. Errors: ErrNotFound.
	MenteeCriteria(ctx context.Context, program ProgramID, person PersonID) (Criteria, error)
	SaveMenteeCriteria(ctx context.Context, program ProgramID, person PersonID, c Criteria) error
	// Search finds findable mentors of a programme. See SearchQuery.
	Search(ctx context.Context, q SearchQuery) (SearchFound, error)
}

// Programs keeps programmes.
type Programs interface {
	Get(ctx context.Context, id ProgramID) (Program, error) // ErrNotFound
	List(ctx context.Context) ([]Program, error)            // oldest first
	Save(ctx context.Context, p Program) error              // ErrDuplicate for the name of another that is not archived
	// Counts counts what goes on in a programme.
	Counts(ctx context.Context, id ProgramID) (ProgramCounts, error)
	// Lock holds the row until the end of the transaction.
	Lock(ctx context.Context, id ProgramID) error
	SaveVersion(ctx context.Context, v ProgramVersion) error // ErrDuplicate for a version that is there
	// Versions are what the changes of a programme left it like, latest first.
	Versions(ctx context.Context, id ProgramID, offset, limit int) ([]ProgramVersion, error)
	VersionCount(ctx context.Context, id ProgramID) (int, error)
	Draft(ctx context.Context, id ProgramID, person PersonID) (PolicyDraft, error) // ErrNotFound
	SaveDraft(ctx context.Context, d PolicyDraft) error                            // insert or update by programme and person
	RemoveDraft(ctx context.Context, id ProgramID, person PersonID) error
	// Waiting counts the invitations that wait for an answer, or to be delivered.
	Waiting(ctx context.Context, id ProgramID) (int, error)
	// Participants are a programme's, in order of id, from behind one.
	Participants(ctx context.Context, id ProgramID, after PersonID, limit int) ([]Participant, error)
	// Staff are those who run a programme, in the order they were given their roles.
	Staff(ctx context.Context, id ProgramID) ([]Staff, error)
	StaffMember(ctx context.Context, id ProgramID, person PersonID) (Staff, error) // ErrNotFound
	StaffOf(ctx context.Context, person PersonID) ([]Staff, error)                 // what a person runs
	SaveStaff(ctx context.Context, s Staff) error                                  // insert or update by programme and person
	RemoveStaff(ctx context.Context, id ProgramID, person PersonID) error
}

// ProposalQuery asks for some of a run's proposals: those without a mentor first, then by score, lowest first: what needs a look.
type ProposalQuery struct {
	Offset int
	Limit  int // 0 for all
}

// PairingRuns keeps pairing runs and what they propose.
type PairingRuns interface {
	Get(ctx context.Context, id PairingRunID) (PairingRun, error)                         // ErrNotFound
	List(ctx context.Context, program ProgramID, offset, limit int) ([]PairingRun, error) // latest first
	Count(ctx context.Context, program ProgramID) (int, error)
	Save(ctx context.Context, r PairingRun) error
	Lock(ctx context.Context, id PairingRunID) error
	Proposals(ctx context.Context, run PairingRunID, q ProposalQuery) ([]Proposal, error)
	Proposal(ctx context.Context, run PairingRunID, mentee PersonID) (Proposal, error) // ErrNotFound
	SaveProposal(ctx context.Context, p Proposal) error
	// SetProposals replaces all proposals of a run.
	SetProposals(ctx context.Context, run PairingRunID, all []Proposal) error
}

// Supplies compares what a programme's mentors have to give with what its mentees look for.
type Supplies interface {
	// Coverage counts free places against waiting mentees as of now, topics in no order.
	Coverage(ctx context.Context, program ProgramID, now time.Time) (Coverage, error)
	// Outcomes counts the requests that ended since an instant.
	Outcomes(ctx context.Context, program ProgramID, since time.Time) ([]OutcomeCount, error)
	// AnswerTimes are from delivery to answer, of the latest answers since an instant.
	AnswerTimes(ctx context.Context, program ProgramID, since time.Time) ([]time.Duration, error)
}

// Exclusions keeps pairs that are never made in a programme.
type Exclusions interface {
	Among(ctx context.Context, program ProgramID, people []PersonID) ([]Exclusion, error) // both of whom are among some people
	Of(ctx context.Context, program ProgramID, person PersonID) ([]PersonID, error)       // whom a person is kept apart from
	List(ctx context.Context, program ProgramID, offset, limit int) ([]Exclusion, error)  // latest first
	Count(ctx context.Context, program ProgramID) (int, error)
	Save(ctx context.Context, e Exclusion) error // insert or update by programme and people, who are in order
	Remove(ctx context.Context, program ProgramID, one, other PersonID) error
}

// Participants keeps who takes part in which programme.
type Participants interface {
	Get(ctx context.Context, program ProgramID, person PersonID) (Participant, error) // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) (map[PersonID]Participant, error)
	ForPerson(ctx context.Context, person PersonID) ([]Participant, error)
	Save(ctx context.Context, p Participant) error
	// Looking are the active mentees of a programme without a mentor, in order of id; Offering its mentors who take requests now, in
	// order of id.
	Looking(ctx context.Context, program ProgramID) ([]Participant, error)
	Offering(ctx context.Context, program ProgramID, now time.Time) ([]Participant, error)
	// Page is a stretch of a programme's participants: by name, or those whose application waits longest first. Count is how many
	// there are in all.
	Page(ctx context.Context, q ParticipantQuery) ([]Participant, error)
	Count(ctx context.Context, q ParticipantQuery) (int, error)
	// Waiting are the queues of applications of some programmes, or of all for none; programmes where nobody waits are absent.
	Waiting(ctx context.Context, programs []ProgramID) ([]ApplicationQueue, error)
	// Lock holds the rows of these people until the end of the transaction, in id order.
	Lock(ctx context.Context, program ProgramID, people ...PersonID) error
}

// AnswerSheets keeps what people answered to questionnaires.
type AnswerSheets interface {
	Get(ctx context.Context, program ProgramID, person PersonID) (AnswerSheet, error) // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) (map[PersonID]AnswerSheet, error)
	Save(ctx context.Context, a AnswerSheet) error // insert or update by programme and person
	// Count counts the people with a sheet in a programme; with a question, those who answered it.
	Count(ctx context.Context, program ProgramID, question QuestionID) (int, error)
}

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
	Lock(ctx context.Context, id ChoiceListID) error
}

// Invitations keeps invitations.
type Invitations interface {
	Get(ctx context.Context, id InvitationID) (Invitation, error)         // ErrNotFound
	ForList(ctx context.Context, list ChoiceListID) ([]Invitation, error) // by rank, then creation
	// LiveForMentor are the invitations of mentees waiting for a mentor's answer, oldest first; of all programmes when program is empty.
	LiveForMentor(ctx context.Context, program ProgramID, mentor PersonID) ([]Invitation, error)
	// Offers are the live invitations of mentors that somebody made or was sent, oldest first; of all programmes when program is empty.
	Offers(ctx context.Context, program ProgramID, person PersonID) ([]Invitation, error)
	// Save inserts or updates. Errors: ErrDuplicate for a second live invitation of a list, and for a second live offer of a mentor to a
	// mentee.
	Save(ctx context.Context, i Invitation) error
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
	// SetReminders replaces the reminders not yet sent.
	SetReminders(ctx context.Context, id SessionID, reminders []SessionReminder) error
	// MarkReminded records a reminder as sent; false when it was sent or removed before.
	MarkReminded(ctx context.Context, id SessionID, lead int, at time.Time) (bool, error)
	Copy(ctx context.Context, id SessionID, person PersonID) (CalendarCopy, error) // ErrNotFound
	SaveCopy(ctx context.Context, c CalendarCopy) error
	Reply(ctx context.Context, id SessionID, person PersonID) (SessionReply, error) // ErrNotFound
	SaveReply(ctx context.Context, r SessionReply) error                            // insert or update by session and person
	DropReplies(ctx context.Context, id SessionID) error
}

// Calendars keeps people's choices about their own calendars.
type Calendars interface {
	Get(ctx context.Context, person PersonID) (CalendarSettings, error) // ErrNotFound
	Save(ctx context.Context, c CalendarSettings) error
}

// HoursOfPeople keeps when people can meet.
type HoursOfPeople interface {
	Get(ctx context.Context, person PersonID) (Hours, error) // ErrNotFound for somebody who has set none
	Save(ctx context.Context, h Hours) error                 // insert or update by person
}

// AttentionItems keeps what waits for admins.
type AttentionItems interface {
	Get(ctx context.Context, id AttentionID) (Attention, error) // ErrNotFound
	// Open are the open items of some programmes, or of all for nil, oldest first.
	Open(ctx context.Context, programs []ProgramID, limit int) ([]Attention, error)
	OpenFor(ctx context.Context, program ProgramID, person PersonID) ([]Attention, error)
	Save(ctx context.Context, a Attention) error
}

// Messages records deliveries.
type Messages interface {
	Save(ctx context.Context, m Message) error                         // ErrDuplicate for a job recorded before
	ByJob(ctx context.Context, job JobID) (Message, error)             // ErrNotFound
	ForSubject(ctx context.Context, subject string) ([]Message, error) // oldest first
}

// Deliveries records notices that did not arrive by direct message at once.
type Deliveries interface {
	Get(ctx context.Context, id DeliveryID) (Delivery, error) // ErrNotFound
	ByJob(ctx context.Context, job JobID) (Delivery, error)   // ErrNotFound
	Save(ctx context.Context, d Delivery) error               // insert or update by id
	// Failed are failed deliveries since an instant, latest first.
	Failed(ctx context.Context, since time.Time, offset, limit int) ([]Delivery, error)
	// Counts counts messages sent to one person and deliveries since an instant.
	Counts(ctx context.Context, since time.Time) (DeliveryCounts, error)
}

// Audit keeps the log of changes.
type Audit interface {
	Append(ctx context.Context, e AuditEntry) error
	ForSubject(ctx context.Context, subject string) ([]AuditEntry, error) // oldest first
}

// Inbox remembers requests that were carried out, with their answers.
type Inbox interface {
	Find(ctx context.Context, envelope string) (answer []byte, err error) // ErrNotFound
	// Save records an envelope. While another transaction is carrying the same one out, it waits for the end of that. Errors:
	// ErrDuplicate.
	Save(ctx context.Context, envelope string, answer []byte, at time.Time) error
	// Answer replaces the answer of a recorded envelope.
	Answer(ctx context.Context, envelope string, answer []byte) error
}

// Jobs adds work to be done after the commit.
type Jobs interface {
	// Enqueue stores the jobs. One whose Key is that of a queued job is dropped; that job is not claimed before the end of the
	// transaction, so that it sees what the transaction changed.
	Enqueue(ctx context.Context, jobs ...Job) error
}

// Installations keeps the app's installation in the workspace of the transaction.
type Installations interface {
	Get(ctx context.Context) (Installation, error)   // ErrNotFound
	Brief(ctx context.Context) (Installation, error) // without its tokens; ErrNotFound
	// Lock holds the row, if there is one, until the end of the transaction.
	Lock(ctx context.Context) error
	// Save inserts or updates and ends a lease on the refresh.
	Save(ctx context.Context, i Installation) error
	Remove(ctx context.Context) error
	// ClaimRefresh leases the refresh of an active installation of this generation until an instant of real time; false when
	// it is leased to somebody else or has another generation.
	ClaimRefresh(ctx context.Context, generation int, now, until time.Time) (bool, error)
}

// Errands keeps what admins have prepared and confirm.
type Errands interface {
	Get(ctx context.Context, id ErrandID) (Errand, error) // ErrNotFound
	Lock(ctx context.Context, id ErrandID) error
	Save(ctx context.Context, e Errand) error
}

// Enlistments keeps who was asked to take part in a programme.
type Enlistments interface {
	Get(ctx context.Context, id EnlistmentID) (Enlistment, error)                                   // ErrNotFound
	Of(ctx context.Context, program ProgramID, person PersonID) (Enlistment, error)                 // ErrNotFound
	GetAll(ctx context.Context, program ProgramID, people []PersonID) ([]Enlistment, error)         // by those people
	Save(ctx context.Context, e Enlistment) error                                                   // ErrDuplicate for a second one of a person
	Counts(ctx context.Context, program ProgramID) (EnlistmentCounts, error)                        // of a programme
	Waiting(ctx context.Context, program ProgramID, offset, limit int) ([]Enlistment, error)        // who has not answered, longest first
	Remindable(ctx context.Context, program ProgramID, askedBefore time.Time) ([]Enlistment, error) // of those, who was not reminded and was asked before then
}

// Marks keeps what people keep about others for themselves.
type Marks interface {
	// Among are a person's marks about some others; those without one are absent.
	Among(ctx context.Context, person PersonID, others []PersonID) (map[PersonID]MarkKind, error)
	List(ctx context.Context, person PersonID, kind MarkKind, offset, limit int) ([]Mark, error) // latest first
	Count(ctx context.Context, person PersonID, kind MarkKind) (int, error)
	Save(ctx context.Context, m Mark) error // insert or update by person and other
	Remove(ctx context.Context, person, other PersonID) error
}

// JobQueue is what a worker needs from the store, across workspaces. Leases are real time, RunAt is product time.
type JobQueue interface {
	// Claim takes the oldest job that may run now: queued or with an expired lease, RunAt not after now, and no earlier
	// unfinished job in its lane. ok is false when there is none.
	Claim(ctx context.Context, now time.Time, lease time.Duration) (job Job, ok bool, err error)
	// The four methods that follow settle a run with the job as Claim returned it. A worker whose lease was lost settles
	// nothing: the next holder's run has more Attempts.

	// Finish records a job as done.
	Finish(ctx context.Context, job Job, at time.Time) error
	// Retry queues a job again for runAt with one attempt more and the reason.
	Retry(ctx context.Context, job Job, runAt time.Time, reason string) error
	// Snooze queues a job again for runAt without counting an attempt.
	Snooze(ctx context.Context, job Job, runAt time.Time) error
	// Fail ends a job as failed, with the reason.
	Fail(ctx context.Context, job Job, at time.Time, reason string) error
	// EnqueueSystem adds a job without workspace; one whose Key was used before, by a job in any state, is dropped.
	EnqueueSystem(ctx context.Context, job Job) error
	// Pending counts queued and running jobs with RunAt not after now.
	Pending(ctx context.Context, now time.Time) (int, error)
	// Purge deletes finished jobs and inbox rows older than before.
	Purge(ctx context.Context, before time.Time) (int, error)
}

// TermKind groups search terms.
type TermKind string

// The kinds of search terms. Words are the single words of everything public.
const (
	TermTopic        TermKind = "topic" // topics offered and skills
	TermWish         TermKind = "wish"
	TermPracticeArea TermKind = "practice_area"
	TermJobFunction  TermKind = "job_function"
	TermUnit         TermKind = "unit"
	TermDutyStation  TermKind = "duty_station"
	TermLanguage     TermKind = "language"
	TermGender       TermKind = "gender"
	TermMeeting      TermKind = "meeting" // ways to meet and the city
	TermWord         TermKind = "word"
)

// Term is one entry of the search index.
type Term struct {
	Kind  TermKind
	Value string // as the person wrote it
	Norm  string // matching.Normalize(Value); what is looked up
}

// SearchQuery asks for findable mentors of a programme. With Any, a mentor must have at least one term of at least one kind. With Words,
// every word must be there. Who is named in Without or has a term in Not is never found. Those with more kinds come first, then those with more points for what is preferred, then those the workspace
// knew first.
type SearchQuery struct {
	Program ProgramID
	Seek    Role                  // RoleMentee for active mentees without a mentorship instead of mentors
	Except  PersonID              // the person who searches
	Any     map[TermKind][]string // normalised
	Words   []string              // normalised
	Without []PersonID            // left out
	Not     map[TermKind][]string // normalised; who has one of them is left out
	Prefer  []Preference
	Limit   int
}

// Preference gives points for each of some terms that a mentor has, up to a number of terms.
type Preference struct {
	Kind   TermKind
	Norms  []string // normalised
	Points int      // for each term
	Most   int      // terms that count
}

// SearchFound is what a search found: the first of them, and how many there are.
type SearchFound struct {
	People []PersonID
	Total  int
}
