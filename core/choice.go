package core

import "time"

// ChoiceListState is the life of a choice list.
type ChoiceListState string

// The states of a choice list. Running has one live invitation; matched, exhausted and withdrawn are terminal.
const (
	ChoicesDraft     ChoiceListState = "draft"
	ChoicesRunning   ChoiceListState = "running"
	ChoicesMatched   ChoiceListState = "matched"
	ChoicesExhausted ChoiceListState = "exhausted"
	ChoicesWithdrawn ChoiceListState = "withdrawn"
)

// ChoiceList is a mentee's ranked mentors and why they ask. At most one list per mentee and programme is a draft or running.
type ChoiceList struct {
	ID          ChoiceListID
	Program     ProgramID
	Mentee      PersonID
	Offer       bool // a mentor's offer to the mentee, of which the mentor is the only one on it
	State       ChoiceListState
	Mentors     []PersonID // in rank order
	Message     string     // why the mentee asks, in their own words
	CreatedAt   time.Time
	SubmittedAt time.Time
	ClosedAt    time.Time
}

// Rank is the mentor's place on the list counted from 1, or 0.
func (l *ChoiceList) Rank(mentor PersonID) int {
	for i, m := range l.Mentors {
		if m == mentor {
			return i + 1
		}
	}
	return 0
}

// MaxRequestMessage limits the mentee's words, in code points.
const MaxRequestMessage = 1000
