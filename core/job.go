package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// JobKind says what a job does.
type JobKind string

// The kinds of jobs.
const (
	JobNotice        JobKind = "notice"         // tell one person one thing by direct message
	JobNoticeMail    JobKind = "notice_mail"    // tell it by e-mail, as the direct message was refused
	JobNoticeCopy    JobKind = "notice_copy"    // mail a copy of what a direct message told
	JobRefresh       JobKind = "refresh"        // bring earlier messages about a subject to its present state
	JobHome          JobKind = "home"           // publish a person's Home again
	JobConversation  JobKind = "conversation"   // open the group conversation of a mentorship
	JobCalendarMail  JobKind = "calendar_mail"  // mail a person's calendar copy of a session
	JobCalendarFile  JobKind = "calendar_file"  // send a person the file of a session, or of a series (To)
	JobRelease       JobKind = "release"        // pass on open invitations of a mentor who can take no more
	JobErrand        JobKind = "errand"         // prepare or carry out what an admin wants, and show it
	JobSettleProgram JobKind = "settle_program" // bring findability in line with a new policy
	JobSweep         JobKind = "sweep"          // look for deadlines that have passed
	JobRenewals      JobKind = "renewals"       // look for tokens that are to be renewed
	JobRenewal       JobKind = "renewal"        // renew the tokens of a workspace
	JobBusyFeed      JobKind = "busy_feed"      // read when somebody is busy from a calendar they publish
	JobSupport       JobKind = "support"        // post a request for help in the team's channel
	JobSupportDue    JobKind = "support_due"    // show that a request for help was not answered in time
	JobAgreement     JobKind = "agreement"      // send an agreement as a document, to the two (Mentorship) or to one (To)
	JobErase         JobKind = "erase"          // settle what somebody has open who is to be erased, and erase them (To)
	JobPersonalData  JobKind = "personal_data"  // send somebody everything that is stored about them (To)
	JobCertificate   JobKind = "certificate"    // send one of the two the certificate of a mentorship (Mentorship, To)
	JobSilence       JobKind = "silence"        // look for a sign of life in a pair's conversation (Mentorship)
	JobPairing       JobKind = "pairing"        // compute, commit or undo a pairing run, whichever its state asks for
)

// JobKinds lists them all.
func JobKinds() []JobKind {
	return []JobKind{JobNotice, JobNoticeMail, JobNoticeCopy, JobRefresh, JobHome, JobConversation, JobCalendarMail, JobCalendarFile, JobRelease, JobErrand, JobSettleProgram, JobSweep, JobRenewals, JobRenewal, JobPairing, JobBusyFeed, JobSupport, JobSupportDue, JobAgreement, JobPersonalData, JobErase, JobSilence, JobCertificate}
}

// NoticeKind names what a person is told.
type NoticeKind string

// The notices. The subject of each is named behind it.
const (
	NoticeInvitation         NoticeKind = "invitation"          // mentor, or mentee: somebody asks you (Invitation)
	NoticeInvitationReminder NoticeKind = "invitation_reminder" // mentor: half of the time is over (Invitation)
	NoticeAsked              NoticeKind = "asked"               // mentee: whom we ask and until when (Invitation)
	NoticeOfferEnded         NoticeKind = "offer_ended"         // mentor: your offer ended without a yes (Invitation)
	NoticeExhausted          NoticeKind = "exhausted"           // mentee: nobody left (List)
	NoticeChoose             NoticeKind = "choose"              // mentee: the questionnaire is done, choose mentors (Program)
	NoticeMatched            NoticeKind = "matched"             // both: you are a pair (Mentorship)
	NoticeFirstContact       NoticeKind = "first_contact"       // who writes first: you have not yet, it seems (Mentorship)
	NoticeFirstSession       NoticeKind = "first_session"       // both: no session is booked yet (Mentorship)
	NoticeClosing            NoticeKind = "closing"             // who has not spoken of it: the planned end comes near (Mentorship)
	NoticePlannedEnd         NoticeKind = "planned_end"         // both: it has come, and the mentorship goes on (Mentorship)
	NoticeExtension          NoticeKind = "extension"           // the other one: go on longer? (Mentorship)
	NoticeExtended           NoticeKind = "extended"            // who proposed it: agreed (Mentorship)
	NoticeExtensionDeclined  NoticeKind = "extension_declined"  // who proposed it (Mentorship)
	NoticeQuiet              NoticeKind = "mentorship_quiet"    // both: are you in touch? (Mentorship)
	NoticeQuietEnd           NoticeKind = "quiet_end"           // both: it ends on a day unless you go on (Mentorship)
	NoticeHold               NoticeKind = "mentorship_hold"     // both: it is on hold until a day (Mentorship)
	NoticeResumed            NoticeKind = "mentorship_resumed"  // both, or the other one: it goes on (Mentorship)
	NoticeSessionBooked      NoticeKind = "session_booked"      // both (Session)
	NoticeSessionMoved       NoticeKind = "session_moved"       // both (Session)
	NoticeSessionCancelled   NoticeKind = "session_cancelled"   // both (Session)
	NoticeSessionReminder    NoticeKind = "session_reminder"    // both (Session, Lead)
	NoticeSessionDeclined    NoticeKind = "session_declined"    // whose calendar declined: cancel or move it? (Session)
	NoticeSessionKept        NoticeKind = "session_kept"        // who proposed another time: the other one keeps to this one (Session)
	NoticeSessionProposed    NoticeKind = "session_proposed"    // the other proposes another time by calendar (Session)
	NoticeCheckIn            NoticeKind = "check_in"            // both: how did it go? (Session)
	NoticeTimesProposed      NoticeKind = "times_proposed"      // both: times one of them proposes (Times)
	NoticeTimesReminder      NoticeKind = "times_reminder"      // who is to answer: it lapses soon (Times)
	NoticeTimesClosed        NoticeKind = "times_closed"        // who proposed them: declined, or not answered in time (Times)
	NoticePairingRun         NoticeKind = "pairing_run"         // who asked for it: a run is ready, committed or undone, or could not be (Run)
	NoticeUnpaired           NoticeKind = "unpaired"            // both: an admin took back that you are a pair (Mentorship)
	NoticeEnlist             NoticeKind = "enlist"              // anybody: take part in a programme? (Enlistment)
	NoticeEnlistReminder     NoticeKind = "enlist_reminder"     // who has not answered (Enlistment)
	NoticeLapsing            NoticeKind = "lapsing"             // workspace admin: the app has to be installed again
	NoticeErrand             NoticeKind = "errand"              // admin: what you began waits for you, or is done (Errand)
	NoticeBusyFeed           NoticeKind = "busy_feed"           // its owner: how reading your calendar goes (BusyFeed)

	NoticeSupport       NoticeKind = "support"        // team: somebody asks for help, or writes again (Support)
	NoticeSupportAnswer NoticeKind = "support_answer" // who asked: the team has answered, or closed it (Support)

	// NoticeConversation is the beginning of a pair's group conversation. It is no direct message and only named where it failed.
	NoticeConversation NoticeKind = "conversation"

	NoticeGoal        NoticeKind = "goal"         // the other one: there is a new goal (Goal)
	NoticeGoalReached NoticeKind = "goal_reached" // the other one (Goal)
	NoticeGoalComment NoticeKind = "goal_comment" // the other one (Goal, GoalEntry)

	NoticeInquiry         NoticeKind = "inquiry"          // the other one: somebody asks you something (Inquiry)
	NoticeInquiryReminder NoticeKind = "inquiry_reminder" // the other one: it waits for an answer (Inquiry)
	NoticeInquiryAnswered NoticeKind = "inquiry_answered" // who asked (Inquiry)

	NoticeEventPlace     NoticeKind = "event_place"     // who signed up: you have a place (SignUp)
	NoticeEventMovedUp   NoticeKind = "event_moved_up"  // who waited: you have a place (SignUp)
	NoticeEventChanged   NoticeKind = "event_changed"   // who signed up (SignUp)
	NoticeEventCancelled NoticeKind = "event_cancelled" // who signed up (SignUp)
	NoticeEventLost      NoticeKind = "event_lost"      // who does not take part any more: your place is gone (SignUp)

	NoticeAgreement       NoticeKind = "agreement"        // the other one: please agree, or suggest changes (Agreement)
	NoticeAgreementAgreed NoticeKind = "agreement_agreed" // who proposed it: both agree now (Agreement)

	NoticeEnded               NoticeKind = "mentorship_ended"     // both: it is over (Mentorship)
	NoticeEvaluation          NoticeKind = "evaluation"           // who has not answered: how was it? (Mentorship)
	NoticeThanks              NoticeKind = "thanks"               // the other one: words of thanks (Mentorship)
	NoticeActivated           NoticeKind = "activated"            // participant: you are in (Program)
	NoticeFeedback            NoticeKind = "feedback"             // participant: please change something (Program)
	NoticeApplicationDeclined NoticeKind = "application_declined" // participant (Program)
	NoticeRemoved             NoticeKind = "removed"              // participant (Program)
)

// Task is what a job is about: names of domain facts, never rendered text. Fields that do not apply are empty.
type Task struct {
	Notice     NoticeKind   `json:"notice,omitempty"`
	To         PersonID     `json:"to,omitempty"`
	Program    ProgramID    `json:"program,omitempty"`
	List       ChoiceListID `json:"list,omitempty"`
	Invitation InvitationID `json:"invitation,omitempty"`
	Mentorship MentorshipID `json:"mentorship,omitempty"`
	Session    SessionID    `json:"session,omitempty"`
	Run        PairingRunID `json:"run,omitempty"`
	Series     SeriesID     `json:"series,omitempty"`   // all of which it is about
	Lead       int          `json:"lead,omitempty"`     // minutes, of a session reminder
	Sequence   int          `json:"sequence,omitempty"` // of the session or event when it was decided
	Delivery   DeliveryID   `json:"delivery,omitempty"` // the record to settle, when there is one already
	Enlistment EnlistmentID `json:"enlistment,omitempty"`
	Errand     ErrandID     `json:"errand,omitempty"`
	BusyFeed   BusyFeedID   `json:"busy_feed,omitempty"`
	Goal       GoalID       `json:"goal,omitempty"`
	GoalEntry  GoalEntryID  `json:"goal_entry,omitempty"` // a comment

	Agreement AgreementID `json:"agreement,omitempty"`
	Inquiry   InquiryID   `json:"inquiry,omitempty"`
	SignUp    SignUpID    `json:"sign_up,omitempty"`

	Times   TimeProposalID `json:"times,omitempty"`
	Support SupportID      `json:"support,omitempty"`
}

// JobState is the life of a job.
type JobState string

// The states of a job.
const (
	JobQueued  JobState = "queued"
	JobRunning JobState = "running"
	JobDone    JobState = "done"
	JobFailed  JobState = "failed"
)

// Job is work to be done outside the transaction that decided on it.
type Job struct {
	ID        JobID
	Workspace WorkspaceID // empty for work across workspaces
	Kind      JobKind
	Task      Task
	Lane      string    // jobs of one lane run one at a time in order; empty for no order
	Key       string    // at most one queued job has this key; empty for no such rule
	RunAt     time.Time // product time
	Bulk      bool      // nobody waits for it: it comes after jobs that are not bulk
	Attempts  int       // failed attempts so far
	State     JobState
	LastError string
	CreatedAt time.Time
}

// Handler carries out a job. nil means done. A [SnoozeError] puts it off without counting an attempt, a [PermanentError] ends
// it as failed, anything else is tried again later.
type Handler func(ctx context.Context, job Job) error

// SnoozeError puts a job off: a rate limit, a service that asked to come back later.
type SnoozeError struct {
	After time.Duration
}

// Error implements error.
func (e *SnoozeError) Error() string { return fmt.Sprintf("come back in %s", e.After) }

// PermanentError says that trying again cannot help.
type PermanentError struct {
	Err error
}

// Error implements error.
func (e *PermanentError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *PermanentError) Unwrap() error { return e.Err }

// Permanent reports whether err says that trying again cannot help.
func Permanent(err error) bool {
	var permanent *PermanentError
	return errors.As(err, &permanent)
}
