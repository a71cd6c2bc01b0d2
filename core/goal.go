package core

import (
	"slices"
	"strings"
	"time"

	"mentorbot/core/slots"
)

// GoalID identifies a goal of a mentorship.
type GoalID string

// GoalEntryID identifies an entry in the history of a goal.
type GoalEntryID string

// GoalState is the life of a goal (features.md 4); words are in the catalogue under "goal_state.<key>".
type GoalState string

// The states of a goal. Either of the two moves it from each to each.
const (
	GoalOpen    GoalState = "open"
	GoalReached GoalState = "reached"
	GoalDropped GoalState = "dropped"
)

// Limits of goals. Texts are in code points. A step is a checkbox in Slack, which has ten in a group with 75 characters each (slack.md 1.5).
const (
	MaxOpenGoals   = 10 // of one mentorship
	MaxGoalTitle   = 120
	MaxGoalWhy     = 500
	MaxGoalMeasure = 300
	MaxGoalSteps   = 10
	MaxGoalStep    = 75
	MaxGoalComment = 1000
	// MaxGoalDays is how far ahead a goal may be due.
	MaxGoalDays = 3 * 366
	// GoalsPerPage and GoalEntriesPerPage are the lengths of pages.
	GoalsPerPage       = 5
	GoalEntriesPerPage = 8
)

// Goal is something a mentor and a mentee want to have reached together by some day.
type Goal struct {
	ID         GoalID
	Mentorship MentorshipID
	Title      string
	Why        string    // why it matters now; empty when they left it out
	Measure    string    // how they will know that it is reached; empty when they left it out
	Due        CivilDate // zero for no date
	Steps      []GoalStep
	StepsMade  int // steps there ever were: numbers are not given twice
	ByHand     int // percent, of a goal without steps
	State      GoalState
	CreatedBy  PersonID
	CreatedAt  time.Time
	EditedBy   PersonID  // who wrote what it says now
	SettledAt  time.Time // when it was reached or dropped; zero while it is open
	Version    int       // counts what was written, from 1: of two who write at once the second one is told
}

// GoalStep is one thing to do on the way.
type GoalStep struct {
	Number int       `json:"n"` // within the goal, from 1, for good
	Text   string    `json:"text"`
	DoneBy PersonID  `json:"by,omitempty"` // empty while it is to be done
	DoneAt time.Time `json:"at,omitzero"`
}

// Done reports whether the step is ticked off.
func (s GoalStep) Done() bool { return s.DoneBy != "" }

// Ticked are the numbers of the steps that are done.
func (g *Goal) Ticked() []int {
	var done []int
	for _, s := range g.Steps {
		if s.Done() {
			done = append(done, s.Number)
		}
	}
	return done
}

// Progress is how far the goal is in percent: the share of steps done, or what the two say where there are none.
func (g *Goal) Progress() int {
	switch {
	case g.State == GoalReached:
		return 100
	case len(g.Steps) == 0:
		return g.ByHand
	}
	return 100 * len(g.Ticked()) / len(g.Steps)
}

// worthTelling reports whether a notice is still true: a new goal is news while it is open, a reached one while it counts as reached. What
// somebody said about a goal always is.
func (g *Goal) worthTelling(notice NoticeKind) bool {
	switch notice {
	case NoticeGoal:
		return g.State == GoalOpen
	case NoticeGoalReached:
		return g.State == GoalReached
	}
	return true
}

// Overdue reports whether the goal is open after the day it was due.
func (g *Goal) Overdue(today CivilDate) bool {
	return g.State == GoalOpen && g.Due != CivilDate{} && g.Due.Compare(today) < 0
}

// GoalCounts are how many goals there are.
type GoalCounts struct {
	Open    int
	Reached int
	Dropped int
}

// All counts goals in any state.
func (c GoalCounts) All() int { return c.Open + c.Reached + c.Dropped }

// GoalEntryKind is what an entry of a goal's history records; words are in the catalogue under "goal_entry.<key>".
type GoalEntryKind string

// The kinds of entries. What Text holds is named behind each.
const (
	EntryCreated  GoalEntryKind = "created"
	EntryEdited   GoalEntryKind = "edited"   // the names of the fields that changed, in the order of the form, with commas
	EntryTicked   GoalEntryKind = "ticked"   // the step
	EntryUnticked GoalEntryKind = "unticked" // the step
	EntryProgress GoalEntryKind = "progress" // percent
	EntryReached  GoalEntryKind = "reached"
	EntryDropped  GoalEntryKind = "dropped"
	EntryReopened GoalEntryKind = "reopened"
	EntryComment  GoalEntryKind = "comment" // the words
)

// GoalEntry is what one of the two did to a goal or said about it.
type GoalEntry struct {
	ID   GoalEntryID
	Goal GoalID
	By   PersonID
	Kind GoalEntryKind
	Text string
	At   time.Time
}

// GoalInput is a goal as it is written in the form. Steps are one per line; Due is "2006-01-02" or empty.
type GoalInput struct {
	Title   string
	Why     string
	Measure string
	Due     string
	Steps   string
}

// GoalFields are the names of the form's inputs, in its order.
func GoalFields() []string { return []string{"title", "why", "measure", "due", "steps"} }

// put takes over what was written and names the fields that changed. Steps that are worded as before stay as they are, done or not.
func (g *Goal) put(in GoalInput, today CivilDate) ([]string, error) {
	var bad fieldErrors
	title, why, measure := cleanLine(in.Title), clean(in.Why), clean(in.Measure)
	bad.add(checkName("title", title, MaxGoalTitle))
	bad.add(checkLength("why", why, MaxGoalWhy))
	bad.add(checkLength("measure", measure, MaxGoalMeasure))
	due, wrong := g.dueBy(in.Due, today)
	bad.add(wrong)
	steps, made, wrong := g.worded(in.Steps)
	bad.add(wrong)
	if err := bad.err(); err != nil {
		return nil, err
	}
	differs := []bool{title != g.Title, why != g.Why, measure != g.Measure, due != g.Due, !slices.Equal(steps, g.Steps)}
	g.Title, g.Why, g.Measure, g.Due, g.Steps, g.StepsMade = title, why, measure, due, steps, made
	var changed []string
	for i, field := range GoalFields() {
		if differs[i] {
			changed = append(changed, field)
		}
	}
	return changed, nil
}

// dueBy reads the day the goal is due. One that has passed may stay, but nobody sets a new one in the past.
func (g *Goal) dueBy(text string, today CivilDate) (CivilDate, *Error) {
	if text == "" {
		return CivilDate{}, nil
	}
	due, err := slots.ParseDate(text)
	switch {
	case err != nil:
		return CivilDate{}, invalid("due", CodeInvalidInput)
	case due != g.Due && due.Compare(today) < 0:
		return CivilDate{}, invalid("due", CodeDateInPast)
	case today.Until(due) > MaxGoalDays:
		return CivilDate{}, &Error{Kind: Invalid, Code: CodeGoalTooFar, Field: "due", Args: map[string]any{"Years": 3}}
	}
	return due, nil
}

// worded reads the steps off their lines. A line that stands there twice is one step.
func (g *Goal) worded(text string) ([]GoalStep, int, *Error) {
	made, seen := g.StepsMade, map[string]bool{}
	var steps []GoalStep
	for line := range strings.SplitSeq(clean(text), "\n") {
		line = cleanLine(line)
		if line == "" || seen[line] {
			continue
		}
		seen[line] = true
		if wrong := checkLength("steps", line, MaxGoalStep); wrong != nil {
			return nil, 0, &Error{
				Kind: Invalid, Code: CodeGoalStepLong, Field: "steps", Args: map[string]any{"Limit": MaxGoalStep, "Text": string([]rune(line)[:30]) + "…"},
			}
		}
		if len(steps) == MaxGoalSteps {
			return nil, 0, &Error{Kind: Invalid, Code: CodeGoalStepsFull, Field: "steps", Args: map[string]any{"Limit": MaxGoalSteps}}
		}
		i := slices.IndexFunc(g.Steps, func(s GoalStep) bool { return s.Text == line })
		if i >= 0 {
			steps = append(steps, g.Steps[i])
			continue
		}
		made++
		steps = append(steps, GoalStep{Number: made, Text: line})
	}
	return steps, made, nil
}

// Lines are the goal's steps as the form shows them.
func (g *Goal) Lines() string {
	lines := make([]string, len(g.Steps))
	for i, s := range g.Steps {
		lines[i] = s.Text
	}
	return strings.Join(lines, "\n")
}
