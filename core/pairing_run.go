package core

import (
	"time"

	"mentorbot/core/matching"
)

// PairingState is the life of a pairing run.
type PairingState string

// The states of a pairing run. Committed, discarded and undone are terminal.
const (
	PairingComputing  PairingState = "computing"  // a job works on it
	PairingDraft      PairingState = "draft"      // proposals to look at and to change; nobody has been told anything
	PairingCommitting PairingState = "committing" // a job makes the mentorships
	PairingCommitted  PairingState = "committed"
	PairingStale      PairingState = "stale" // what it rests on has changed; it can only be computed again
	PairingDiscarded  PairingState = "discarded"
	PairingUndoing    PairingState = "undoing" // a job takes its mentorships back
	PairingUndone     PairingState = "undone"  // its mentorships were taken back before anybody acted
	PairingFailed     PairingState = "failed"  // it could not be computed
)

// PairingWho says for whom a run looks for mentors; words are in the catalogue under "pairing_who.<key>".
type PairingWho string

// Whom a run is for.
const (
	PairEverybody PairingWho = "everybody" // all active mentees without a mentor
	PairWaiting   PairingWho = "waiting"   // those on the waiting list
)

// PairingSettings are what somebody decides about a run.
type PairingSettings struct {
	Objective matching.Objective `json:"objective"`
	Who       PairingWho         `json:"who"`
	Floor     int                `json:"floor"`             // the lowest score of a pair, 0-100
	Seed      uint64             `json:"seed"`              // decides between equals
	Kept      []Pair             `json:"kept,omitempty"`    // set beforehand, or decided by hand in the run before
	Mentees   []PersonID         `json:"mentees,omitempty"` // only these, whatever Who says; empty for all
	Group     *PairingGroup      `json:"group,omitempty"`   // only those of it and of Mentees, whatever Who says; nil for no group
	Mentors   []PersonID         `json:"mentors,omitempty"` // only these; empty for all
	Without   []PersonID         `json:"without,omitempty"` // neither mentors nor mentees of the run
	Alone     []PersonID         `json:"alone,omitempty"`   // mentees who get nobody, as decided by hand in the run before
}

// PairingGroup is a user group of the chat system whose members a run looks for mentors for. Who was in it when the run began stays so when
// it is computed again: the same settings give the same result.
type PairingGroup struct {
	ID      string     `json:"id"`     // in the chat system
	Name    string     `json:"name"`   // as it was called when the run began
	People  []PersonID `json:"people"` // its members who looked for a mentor then, in order of id
	Members []string   `json:"-"`      // all its members in the chat system, of whom StartPairing makes People
}

// PairingAspect is something a run rests on; words are in the catalogue under "pairing_aspect.<key>".
type PairingAspect string

// What a run rests on.
const (
	AspectMentees    PairingAspect = "mentees"    // who looks for a mentor
	AspectMentors    PairingAspect = "mentors"    // who has how many free places
	AspectScores     PairingAspect = "scores"     // how well they fit: profiles, answers and weights
	AspectChoices    PairingAspect = "choices"    // whom mentees ranked
	AspectExclusions PairingAspect = "exclusions" // who must not be paired
	AspectActed      PairingAspect = "acted"      // nobody has acted in the mentorships it made: what an undo rests on
)

// PairingBasis is a fingerprint of each aspect a run rests on.
type PairingBasis map[PairingAspect]string

// PairingRun is one attempt to pair many people at once.
type PairingRun struct {
	ID         PairingRunID
	Program    ProgramID
	State      PairingState
	Settings   PairingSettings
	Basis      PairingBasis
	Statistics matching.Statistics // of the proposals as they are
	Changed    []PairingAspect     // what made it stale
	Told       bool                // the pairs are introduced to each other when it is committed
	CreatedBy  PersonID
	CreatedAt  time.Time
	ComputedAt time.Time
	SettledBy  PersonID
	SettledAt  time.Time // committed, discarded or undone
}

// ProposalOrigin says where a proposal comes from; words are in the catalogue under "proposal_origin.<key>".
type ProposalOrigin string

// Where a proposal comes from.
const (
	OriginComputed ProposalOrigin = "computed"
	OriginKept     ProposalOrigin = "kept" // asked for in the settings: set before the run, or by hand in the one before
	OriginByHand   ProposalOrigin = "by_hand"
)

// Proposal is what a run has for one mentee: a mentor, or the reason why there is none.
type Proposal struct {
	Run        PairingRunID
	Mentee     PersonID
	Mentor     PersonID // empty for nobody
	Score      int      // 0-100
	Choice     int      // the mentor's rank among the mentee's choices, from 1; 0 for none
	Origin     ProposalOrigin
	Reason     matching.UnmatchedReason // why there is nobody; empty where somebody took the mentor away by hand
	Excluded   int                      // mentors a rule keeps from the mentee
	BelowFloor int                      // mentors whose score is too low
	Taken      int                      // acceptable mentors whose places went to others
	Mentorship MentorshipID             // once committed
}
