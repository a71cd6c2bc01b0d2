package core

import (
	"context"
	"time"
)

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
	// Elsewhere are what mentors with free places in a programme offer in others: the topics Coverage counts are a person's in all of them.
	Elsewhere(ctx context.Context, program ProgramID, now time.Time) ([]OfferElsewhere, error)
	// Outcomes counts the requests that ended since an instant.
	Outcomes(ctx context.Context, program ProgramID, since time.Time) ([]OutcomeCount, error)
	// Offers counts the offers of mentors that wait, and those that ended since an instant, by state.
	Offers(ctx context.Context, program ProgramID, since time.Time) ([]OutcomeCount, error)
	// AnswerTimes are from delivery to answer, of the latest answers since an instant.
	AnswerTimes(ctx context.Context, program ProgramID, since time.Time) ([]time.Duration, error)
	// Sessions counts how the sessions went that ended after since and by now.
	Sessions(ctx context.Context, program ProgramID, since, now time.Time) (SessionStats, error)
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
