package core

import (
	"time"

	"mentorbot/core/matching"
)

// The types of this file are what screens and messages are drawn from: facts, loaded in one transaction, with nothing
// left to look up and nothing decided about words.

// Card is a person as others see them.
type Card struct {
	Person  Person
	Profile Profile // zero value when they have none
}

// Name is the name to show: the profile's, else the chat system's.
func (c Card) Name() string {
	if c.Profile.Name != "" {
		return c.Profile.Name
	}
	return c.Person.Name
}

// MentorStatus is how a mentor stands to new requests.
type MentorStatus string

// The statuses of a mentor, as the directory shows them.
const (
	MentorFree        MentorStatus = "free"
	MentorFull        MentorStatus = "full"
	MentorUnavailable MentorStatus = "unavailable"
)

// MentorCard is a mentor as a mentee sees them.
type MentorCard struct {
	Card
	Participant Participant
	Load        int
	Status      MentorStatus
	Score       matching.Score
	Met         []TermKind // the search criteria this mentor satisfies
	Chosen      bool       // already on the viewer's choices
	Said        []Said     // answers to public questions
	Mark        MarkKind   // what the viewer keeps about them; empty for nothing
	Groups      []string   // names of the viewer's groups they are in
	Away        Absence    // days off they have before an answer would be due if they were asked now
	Hours       Hours      // on the mentor's own page only
	Place       int        // among all results of a search, from 1; 0 elsewhere
}

// Criteria is what a mentee looks for. Empty fields do not restrict.
type Criteria struct {
	Topics       []string `json:"topics,omitempty"`
	PracticeArea []string `json:"practice_areas,omitempty"`
	JobFunction  []string `json:"job_functions,omitempty"`
	Unit         string   `json:"unit,omitempty"`
	DutyStation  string   `json:"duty_station,omitempty"`
	Languages    []string `json:"languages,omitempty"`
	Gender       string   `json:"gender,omitempty"`
	Meeting      []string `json:"meeting,omitempty"` // modes and cities
	Text         string   `json:"text,omitempty"`
}

// PageSize is how many search results a page has.
const PageSize = 10

// SearchResults is one page of ranked mentors.
type SearchResults struct {
	Program  Program
	Viewer   Person
	Search   SearchID // what was looked for
	Name     string   // of a saved search
	Criteria Criteria
	Asked    []TermKind // the kinds of criteria that were given
	Mentors  []MentorCard
	Chosen   int  // mentors on the viewer's draft
	CanAsk   bool // the viewer may add choices now
	SearchCount
}

// ProfileFacts is what the profile wizard and the profile page show.
type ProfileFacts struct {
	Person       Person
	Profile      Profile // prefilled when New
	New          bool    // nothing was saved yet
	Completeness Completeness
	Participants []ParticipantFacts
	Questions    Questionnaire // of the programme the person's screens are about
	Hours        Hours
	Feeds        int // calendars the person is read from
}

// ParticipantFacts is a person's place in one programme.
type ParticipantFacts struct {
	Program     Program
	Participant Participant
	Load        int
	Missing     []ProfileItem // required items that keep a mentor from being found

	MenteeMissing []ProfileItem // required items that keep a mentee from sending requests
	Waiting       bool          // as a mentor they wait for staff, who have to activate them
	AnswerBy      time.Time     // until when staff answer an application; zero when none waits
	Overdue       bool          // and that time is over
}

// PlaceFacts is a person's own part in a programme, with what it begins with.
type PlaceFacts struct {
	ParticipantFacts
	HasProfile bool
	Known      bool // they joined before, whatever became of it
}

// LeaveFacts is what somebody has open in a programme they are about to leave.
type LeaveFacts struct {
	Place       ParticipantFacts
	Mentorships []MentorshipFacts
	ToAnswer    []InvitationFacts
	Choices     *ChoiceFacts // draft, running or exhausted
}

// EndFacts is a mentorship that somebody may end.
type EndFacts struct {
	Program    Program
	Mentorship Mentorship
	Viewer     PersonID // one of the two, or staff
	Mentor     Card
	Mentee     Card
	Coming     int // sessions that will be cancelled
	Agreement  AgreementStanding
	Fits       map[PersonID]Fit // what the two say about how it fits, as far as staff may read it; for staff
}

// ChoiceFacts is a mentee's list with the people on it.
type ChoiceFacts struct {
	Program     Program
	Mentee      Card
	List        ChoiceList
	Mentors     []MentorCard            // in rank order
	Invitations map[PersonID]Invitation // the ask to each mentor, where there is one
	Live        *Invitation             // the one being asked now
	Asked       int                     // how many were asked so far
}

// InvitationFacts is everything an invitation's message shows.
type InvitationFacts struct {
	Program        Program
	Invitation     Invitation
	List           ChoiceList
	Mentor         Card
	Mentee         Card
	Score          matching.Score
	Said           []Said      // what the mentee answered to public questions
	Off            DaysOff     // of whom it is asked
	Previous       *Invitation // the ask before this one on the same list, if any
	PreviousMentor Card
	Mentorship     *Mentorship // when accepted
}

// Stage is where a mentee stands (features.md S2-29).
type Stage int

// The stages shown on the Home.
const (
	StageNone        Stage = 0
	StageInvited     Stage = 1
	StageEstablished Stage = 2
	StageCompleted   Stage = 3
)

// MentorshipFacts is a mentorship as one of the two, the viewer, sees it.
type MentorshipFacts struct {
	Program     Program
	Mentorship  Mentorship
	Viewer      Card
	Other       Card
	ViewerIs    Role
	Sessions    []Session // by number, cancelled ones included
	Next        *Session  // the next booked one
	NextNumber  int       // number the next booking gets
	NextPlanned PlannedSession
	Held        int         // sessions that took place
	HeldMinutes int         // how long they were together
	Unconfirmed int         // sessions that are over and of which nobody has said how they went
	GuideRead   bool        // the viewer has opened the plan for the first meeting; loaded until the two have met
	EndedBy     Person      // who ended it early; zero otherwise
	Fit         Fit         // the viewer's answer; loaded where they can give one
	Dropped     int         // sessions that were cancelled with its end, or for its hold
	MayMentor   bool        // the viewer, a mentee, is to be asked to become a mentor now that it is over
	Evaluation  *Evaluation // the viewer's, once it is over and they are asked for one
	Goals       GoalCounts
	Agreement   AgreementStanding
	Inquiries   InquiryCounts      // that wait for an answer, while the mentorship goes on
	Notes       int                // those the viewer may read; counted where the mentorship has its page
	Agenda      []AgendaEntry      // what the two still want to talk about, by session; loaded as above
	Links       []Link             // those the two share, newest first; loaded as above
	Times       *TimeProposalFacts // times one of the two proposes and that wait for an answer; nil if there are none
	Rooms       []Room             // video rooms of the two, the mentor's first; loaded where a session can be booked
}

// SessionFacts is everything a session's messages, mails and forms show one of the two, the viewer.
type SessionFacts struct {
	Program    Program
	Mentorship Mentorship
	Session    Session
	Viewer     Card
	Other      Card
	By         Person           // who did the last change
	Lead       int              // minutes, in a reminder
	Told       time.Time        // when what a message tells was so; zero for one that tells of now
	Calendar   CalendarSettings // of the viewer
	Mine       SessionReply     // what the viewer said
	Theirs     SessionReply     // what the other one said
	ViewerIs   Role
	Said       CheckIn       // what the viewer said after it
	OtherSaid  CheckIn       // what the other one said after it, without their pulse; empty until the viewer has said something
	Booked     bool          // another session of the pair is booked
	Agenda     []AgendaEntry // what the two still want to talk about in it, while it is to come
	AsksFit    bool          // the viewer is to say how it fits, of the latest session that was held

	Series    *Series // it is part of, nil for none
	Following int     // how many of the series come after it
	Along     int     // how many that come after it were cancelled together with it
}

// Dashboard is what the Home shows a person.
type Dashboard struct {
	Now          time.Time
	Workspace    Workspace
	Viewer       Card
	HasProfile   bool
	Completeness Completeness
	Program      Program        // the one the page is about; zero when there is none the viewer can be in
	Programs     []ProgramPlace // all the viewer can be in
	Participant  *Participant
	Mentor       *ParticipantFacts // set when the viewer is a mentor
	Place        *ParticipantFacts // their part in the programme, left ones included; nil for somebody who never joined
	Choices      *ChoiceFacts      // draft, running, or the last one exhausted
	Questions    Questionnaire     // the programme's questions to the viewer, without the answers' pages
	Recommended  []MentorCard      // for a mentee who has finished the questionnaire and may choose
	ToAnswer     []InvitationFacts
	Offers       []InvitationFacts // of the viewer, a mentor, that wait for an answer
	Mentorships  []MentorshipFacts
	Sessions     []SessionFacts      // upcoming, soonest first
	Points       *PointFacts         // the viewer's in the programme; nil where it gives none, or they take no part
	ToCheckIn    []SessionFacts      // over, and the viewer has not said how it went; latest first
	Runs         bool                // the viewer runs a programme, or all
	Evaluations  []EvaluationFacts   // that wait for the viewer, soonest due first
	Times        []TimeProposalFacts // open proposals of times for a session, of the viewer and for them
	Attention    []AttentionFacts    // for those who run a programme
	Applications []Application       // who waits for them, longest first
	Lapse        *Lapse              // for workspace admins, while the installation lapses
	Events       []EventFacts        // the next ones of the programme that the viewer may come to
	MoreEvents   int                 // how many there are besides
	Hours        Hours               // the viewer's own
	Feeds        int                 // calendars the viewer is read from
	Support      SupportCounts       // of requests for help, the viewer's own and, for those who run something, what waits for them
	Deliveries   *DeliveryCounts     // for workspace admins, over [DeliveryWindow]; nil for everybody else
}

// AttentionFacts is an item waiting for an admin, with the person it is about.
type AttentionFacts struct {
	Item    Attention
	Program Program
	Person  Card
	Mine    bool         // the viewer may settle it; observers only read
	Session *SessionCase // of items about a session
	Gone    *GoneFacts   // of items about somebody who is gone
	Quiet   *QuietFacts  // of items about a mentorship in which nothing happens
}

// NeedsMentor reports whether the viewer may settle the item by finding a mentee a mentor.
func (a AttentionFacts) NeedsMentor() bool { return a.Mine && a.Item.Kind.Waits() }

// ReasonKey names one thing about where a person stands; words are in the catalogue under "why.<key>".
type ReasonKey string

// The things `/mentor why` can say. What each one fills in of Reason is named behind it.
const (
	WhyNoProfile         ReasonKey = "no_profile"
	WhyNotJoined         ReasonKey = "not_joined"         // has a profile, neither mentor nor mentee yet (Program)
	WhyAdminsPair        ReasonKey = "admins_pair"        // staff find their mentor (Program)
	WhyNoProgram         ReasonKey = "no_program"         // no programme is open for them
	WhyProgramClosed     ReasonKey = "program_closed"     // nothing new begins (Program)
	WhyAwaiting          ReasonKey = "awaiting"           // staff have to activate them (Program, Until)
	WhyReturned          ReasonKey = "returned"           // staff asked for changes (Program, Words)
	WhyDeclined          ReasonKey = "declined"           // application declined (Program, Words)
	WhyRemoved           ReasonKey = "removed"            // taken out by staff (Program, Words)
	WhyPaused            ReasonKey = "paused"             // by their own will (Program)
	WhyLeft              ReasonKey = "left"               // by their own will (Program)
	WhyMenteeIncomplete  ReasonKey = "mentee_incomplete"  // cannot send requests (Program, Missing)
	WhyMentorUnreachable ReasonKey = "mentor_unreachable" // not findable for a reason outside the programme (Program)
	WhyMentorIncomplete  ReasonKey = "mentor_incomplete"  // not findable (Program, Missing)
	WhyMentorUnavailable ReasonKey = "mentor_unavailable" // marked unavailable (Program, Until or zero)
	WhyMentorFull        ReasonKey = "mentor_full"        // capacity used up (Program, Count = load)
	WhyMentorListed      ReasonKey = "mentor_listed"      // can be found, Count requests wait for an answer (Program, Count)
	WhyNoChoices         ReasonKey = "no_choices"         // mentee without choices (Program)
	WhyChoicesDraft      ReasonKey = "choices_draft"      // chosen but not sent (Program, Count)
	WhyChoicesRunning    ReasonKey = "choices_running"    // being asked (Program, Count = rank, Until or zero before delivery, Other = mentor)
	WhyChoicesExhausted  ReasonKey = "choices_exhausted"  // nobody left (Program)
	WhyOffered           ReasonKey = "offered"            // a mentor has made them an offer that waits (Program, Other, Until)
	WhyOffering          ReasonKey = "offering"           // an offer of theirs waits (Program, Other, Until)
	WhyMatched           ReasonKey = "matched"            // has a mentor (Program, Other)
)

// Reason explains one thing about where a person stands.
type Reason struct {
	Key     ReasonKey
	Program Program
	Missing []ProfileItem
	Words   string // of staff, to the person
	Count   int
	Until   time.Time
	Other   Card
}

// Requests is what `/mentor requests` shows: what waits for an answer and what the person asked.
type Requests struct {
	Viewer   Person
	Now      time.Time
	ToAnswer []InvitationFacts
	Offers   []InvitationFacts // of the viewer to mentees, that wait for an answer
	Choices  *ChoiceFacts
}

// Agenda is what `/mentor sessions` shows.
type Agenda struct {
	Viewer      Card
	Now         time.Time
	Sessions    []SessionFacts
	ToCheckIn   []SessionFacts      // over, and the viewer has not said how it went; latest first
	Times       []TimeProposalFacts // open proposals of times for a session
	Mentorships []MentorshipFacts
}
