package core

import (
	"cmp"
	"context"
	"time"
)

// SupportTopic is what somebody asks the team for help with; words are in the catalogue under "support_topic.<key>".
type SupportTopic string

// The topics. The first two answer themselves from where the person stands before anybody is written to (features.md S3-24, S3-25).
const (
	SupportNoRequests SupportTopic = "no_requests"
	SupportTooMany    SupportTopic = "too_many"
	SupportAccount    SupportTopic = "account"
	SupportTechnical  SupportTopic = "technical"
	SupportPeople     SupportTopic = "people"
	SupportOther      SupportTopic = "other"
)

// SupportTopics lists them in the order in which they are offered.
func SupportTopics() []SupportTopic {
	return []SupportTopic{SupportNoRequests, SupportTooMany, SupportAccount, SupportTechnical, SupportPeople, SupportOther}
}

// Answers reports whether a topic has an answer from where the person stands.
func (t SupportTopic) Answers() bool { return t == SupportNoRequests || t == SupportTooMany }

// SupportState is the life of a request for help; words are in the catalogue under "support_state.<key>".
type SupportState string

// The states.
const (
	SupportOpen     SupportState = "open"     // nobody of the team has it
	SupportTaken    SupportState = "taken"    // somebody has, and an answer is due
	SupportAnswered SupportState = "answered" // the last word is the team's
	SupportResolved SupportState = "resolved" // over; the person's next word opens it again
)

// Bounds of requests for help. Texts are in code points.
const (
	MaxSupportText    = 2000
	MaxSupportReply   = 1000
	MaxSupportReplies = 30 // of one request, of both sides
	MaxSupportOpen    = 10 // of one person at a time
)

// DefaultSupportDays is in how many working days the team answers where a programme says nothing else (features.md S3-27).
const DefaultSupportDays = 3

// supportDays completes a line of the table of settings. A policy stored before there was a choice has none, which means the default; nobody
// can choose none.
func supportDays(f PolicyField) PolicyField {
	f = number(f, func(p *Policy) *int { return &p.SupportDays })
	f.read = func(p Policy) PolicyValue { return PolicyValue{{Number: p.supportDays()}} }
	f.write = func(p *Policy, v PolicyValue) { p.SupportDays = cmp.Or(v[0].Number, -1) }
	return f
}

func (p Policy) supportDays() int { return cmp.Or(p.SupportDays, DefaultSupportDays) }

// SupportDue is until when somebody who writes to the team is to be answered: so many working days later, on the clock of a place.
func (p Policy) SupportDue(at time.Time, place *time.Location) time.Time {
	return workingDaysLater(at, p.supportDays(), place)
}

// SupportRequest is somebody's request for help from the team: the workspace's admins and those of the programme.
type SupportRequest struct {
	ID         SupportID
	Person     PersonID
	Program    ProgramID // the one their screens were about; empty for none
	Topic      SupportTopic
	Text       string
	File       SupportFile
	State      SupportState
	TakenBy    PersonID // who of the team has it; empty for nobody
	CreatedAt  time.Time
	DueAt      time.Time // until when the team answers the person's last word
	ResolvedAt time.Time
	ResolvedBy PersonID
}

// SupportFile is a screenshot. It stays in the chat system; who may not read it there does not see it.
type SupportFile struct {
	ID   string // in the chat system; empty for none
	Link string // its address there; empty when the chat system told none
}

// Waits reports that the team's answer is due.
func (r *SupportRequest) Waits() bool { return r.State == SupportOpen || r.State == SupportTaken }

// Overdue reports that the team should have answered by now.
func (r *SupportRequest) Overdue(now time.Time) bool { return r.Waits() && !now.Before(r.DueAt) }

// SupportReply is what one of both sides wrote after the request.
type SupportReply struct {
	Request SupportID
	Number  int // from 1
	By      PersonID
	Team    bool // written for the team
	Text    string
	At      time.Time
}

// SupportSettings say where the requests of a workspace go.
type SupportSettings struct {
	Channel string // id in the chat system; empty for a direct message to everybody of the team
	Trouble string // the chat system's reason for refusing the last message to the channel; empty while it takes them
	SetBy   PersonID
	SetAt   time.Time
}

// SupportCounts say how much waits.
type SupportCounts struct {
	Mine    int // the viewer's own that are not resolved
	Waiting int // for the viewer as one of the team
	Overdue int // of those
}

// SupportDesk keeps requests for help.
type SupportDesk interface {
	Get(ctx context.Context, id SupportID) (SupportRequest, error) // ErrNotFound
	Lock(ctx context.Context, id SupportID) error
	Save(ctx context.Context, r SupportRequest) error                  // insert or update by id
	Replies(ctx context.Context, id SupportID) ([]SupportReply, error) // in order
	AddReply(ctx context.Context, r SupportReply) error
	// Of are a person's requests, latest first; CountOf counts them, and those of them that are not resolved.
	Of(ctx context.Context, person PersonID, offset, limit int) ([]SupportRequest, error)
	CountOf(ctx context.Context, person PersonID) (all, open int, err error)
	// Unresolved are the requests of people in some programmes, or of everybody for nil: those that wait for an answer first, by when it
	// is due. CountUnresolved counts them, those that wait, and those of them that are overdue at an instant.
	Unresolved(ctx context.Context, programs []ProgramID, offset, limit int) ([]SupportRequest, error)
	CountUnresolved(ctx context.Context, programs []ProgramID, now time.Time) (all, waiting, overdue int, err error)
	Settings(ctx context.Context) (SupportSettings, error) // zero for none
	SaveSettings(ctx context.Context, s SupportSettings) error
}
