package core

import (
	"time"

	"mentorbot/core/matching"
)

// ProgramState is the life of a programme.
type ProgramState string

// The states of a programme.
const (
	ProgramDraft    ProgramState = "draft"    // being prepared; only its staff see it
	ProgramOpen     ProgramState = "open"     // people join and ask
	ProgramClosed   ProgramState = "closed"   // nobody new; what runs goes on
	ProgramArchived ProgramState = "archived" // over, kept for its staff to read
)

// Program is a mentoring programme: a name and its policy as data.
type Program struct {
	ID        ProgramID
	Workspace WorkspaceID
	Name      string
	State     ProgramState
	Policy    Policy
	Version   int // counts policy changes
	CreatedAt time.Time
}

// Policy is everything an organisation decides about a programme.
type Policy struct {
	Pairing              Pairing              `json:"pairing"`                // who chooses
	MaxChoices           int                  `json:"max_choices"`            // mentors a mentee may rank
	ResponseHours        int                  `json:"response_hours"`         // from delivery to expiry
	WeekendsPause        bool                 `json:"weekends_pause"`         // the response window leaves out weekends in the mentor's zone
	ReminderPercent      int                  `json:"reminder_percent"`       // of the response window, 0 for none
	DefaultCapacity      int                  `json:"default_capacity"`       // mentorships per mentor
	LengthWeeks          int                  `json:"length_weeks"`           // planned length of a mentorship
	FirstContact         Role                 `json:"first_contact"`          // who writes first after acceptance
	FirstContactHours    int                  `json:"first_contact_hours"`    // by when
	RemindFirstContact   bool                 `json:"remind_first_contact"`   // who writes first is reminded then, if the two are not in touch
	FirstSessionWeeks    int                  `json:"first_session_weeks"`    // from the start until both are reminded to book a session, 0 for never
	EndReminderDays      int                  `json:"end_reminder_days"`      // before the planned end, when both are reminded of it, 0 for never
	EvaluationDays       int                  `json:"evaluation_days"`        // from the end of a mentorship until its evaluation is due, 0 for none
	QuietDays            int                  `json:"quiet_days"`             // without a sign of life until the two are asked after it, 0 for never
	QuietEndDays         int                  `json:"quiet_end_days"`         // from the announcement to the two until a quiet mentorship ends, 0 for never
	Fit                  FitRule              `json:"fit"`                    // who learns how people find their mentorship, if they are asked
	Certificates         CertificateRule      `json:"certificates"`           // whether each of a pair can have one of a completed mentorship
	Points               *PointPolicy         `json:"points,omitempty"`       // nil in a policy stored before there were any, and until they are changed
	MentorItems          []ProfileItem        `json:"mentor_items"`           // required to be findable
	MenteeItems          []ProfileItem        `json:"mentee_items"`           // required to send a request
	Approval             Approval             `json:"approval"`               // who is activated by staff
	ApprovalDays         int                  `json:"approval_days"`          // working days in which an application is answered
	SupportDays          int                  `json:"support_days"`           // working days in which the team answers a request for help; 0 in a policy stored before there was a choice
	SessionPlan          []PlannedSession     `json:"session_plan"`           // the numbered sessions; the last one repeats
	SessionReminders     []int                `json:"session_reminders"`      // minutes before the start
	LateCancelHours      int                  `json:"late_cancel_hours"`      // a cancellation nearer to the start counts as late
	CheckIn              CheckInRule          `json:"check_in"`               // who is asked how a session went
	MissedSessions       int                  `json:"missed_sessions"`        // missed or cancelled late by one of a pair before staff hear of it, 0 for never
	Criteria             []matching.Criterion `json:"criteria"`               // weights in points, 100 in all
	DeclineReasons       []DeclineReason      `json:"decline_reasons"`        // offered to mentors
	MentorshipsPerMentee int                  `json:"mentorships_per_mentee"` // active at the same time
	ExcludeReportingLine bool                 `json:"exclude_reporting_line"` // nobody is paired with somebody above or below them
	ExcludeSameUnit      bool                 `json:"exclude_same_unit"`      // nobody is paired within their unit
	MentorsInvite        bool                 `json:"mentors_invite"`         // mentors search mentees and make offers to them
	HiddenGuides         []GuideKey           `json:"hidden_guides"`          // of the starter set, which the library does without
	HiddenCourses        []CourseID           `json:"hidden_courses"`         // of the product, which the library does without
	Agreement            AgreementTemplate    `json:"agreement,omitempty"`    // what an agreement begins with, where that is not the product's own words
	Questions            []Question           `json:"questions,omitempty"`    // the questionnaire, in asking order
	Resources            []Resource           `json:"resources,omitempty"`    // the programme's own library, in reading order
	Courses              []Course             `json:"courses,omitempty"`      // the programme's own, in reading order
}

// Pairing says who chooses who is paired with whom; words are in the catalogue under "pairing_by.<key>".
type Pairing string

// Who pairs. A policy stored before there was a choice has none of them, which means mentees.
const (
	PairingMentees Pairing = "mentees" // they rank mentors and ask them one by one
	PairingAdmins  Pairing = "admins"  // they pair people; nobody searches or asks
)

// Pairings lists who can pair.
func Pairings() []Pairing { return []Pairing{PairingMentees, PairingAdmins} }

// SessionKind is the purpose of a planned session; titles are in the catalogue under "session_kind.<key>".
type SessionKind string

// The kinds of sessions (features.md S3-19).
const (
	SessionIntroduction SessionKind = "introduction"
	SessionGoalSetting  SessionKind = "goal_setting"
	SessionRegular      SessionKind = "regular"
)

// PlannedSession is one numbered session of a programme's plan.
type PlannedSession struct {
	Kind    SessionKind `json:"kind"`
	Minutes int         `json:"minutes"`
}

// DeclineReason is an answer a mentor can pick when declining; names are in the catalogue under "decline_reason.<key>".
type DeclineReason string

// The reasons offered by default.
const (
	DeclineNoTime    DeclineReason = "no_time"
	DeclineNotExpert DeclineReason = "not_expert"
	DeclineConflict  DeclineReason = "conflict_of_interest"
	DeclineKnowWell  DeclineReason = "know_well"
	DeclineOther     DeclineReason = "other"
)

// DefaultPolicy is the policy of the programme a workspace starts with.
func DefaultPolicy() Policy {
	return Policy{
		Pairing:            PairingMentees,
		MaxChoices:         3,
		ResponseHours:      72,
		ReminderPercent:    50,
		DefaultCapacity:    2,
		LengthWeeks:        26,
		FirstContact:       RoleMentee,
		FirstContactHours:  72,
		RemindFirstContact: true,
		FirstSessionWeeks:  2,
		EndReminderDays:    14,
		EvaluationDays:     14,
		QuietDays:          42,
		Fit:                FitPrivate,
		Certificates:       CertificatesGiven,
		MenteeItems:        []ProfileItem{},
		HiddenGuides:       []GuideKey{},
		HiddenCourses:      []CourseID{},
		Approval:           ApprovalNone,
		ApprovalDays:       3,
		SupportDays:        DefaultSupportDays,
		MentorItems:        []ProfileItem{ItemPicture, ItemTimeZone, ItemHeadline, ItemLanguages, ItemSummary, ItemTopics},
		SessionPlan: []PlannedSession{
			{Kind: SessionIntroduction, Minutes: 45},
			{Kind: SessionGoalSetting, Minutes: 60},
			{Kind: SessionRegular, Minutes: 60},
		},
		SessionReminders:     []int{24 * 60, 15},
		LateCancelHours:      24,
		CheckIn:              CheckInBoth,
		MissedSessions:       2,
		Criteria:             matching.DefaultCriteria(),
		DeclineReasons:       DeclineReasons(),
		MentorshipsPerMentee: 1,
		ExcludeReportingLine: true,
	}
}

// AsksHowItWent reports whether the two are asked how a session went.
func (p Policy) AsksHowItWent() bool { return p.CheckIn != CheckInNobody }

// ResponseWindow is how long a mentor has from delivery to answer.
func (p Policy) ResponseWindow() time.Duration { return time.Duration(p.ResponseHours) * time.Hour }

// Planned returns the plan's entry for the n-th session, counted from 1; the last entry repeats.
func (p Policy) Planned(n int) PlannedSession {
	if len(p.SessionPlan) == 0 {
		return PlannedSession{Kind: SessionRegular, Minutes: 60}
	}
	return p.SessionPlan[min(max(n, 1), len(p.SessionPlan))-1]
}
