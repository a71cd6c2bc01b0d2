package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// EnlistRequest is whom an admin wants to ask to take part in a programme.
type EnlistRequest struct {
	ChatUsers []string `json:"users,omitempty"`
	Emails    []string `json:"emails,omitempty"`
	Group     string   `json:"group,omitempty"` // a user group of the chat system
	ChatFile  string   `json:"file,omitempty"`  // a file with addresses in the chat system
}

// EnlistPlan says who will be asked, or reminded, and who is left out.
type EnlistPlan struct {
	People   []PersonID `json:"people"`
	Joined   int        `json:"joined"`   // take part already
	Asked    int        `json:"asked"`    // were asked before
	Declined int        `json:"declined"` // said no before
	Inactive int        `json:"inactive"` // bots and deactivated accounts
	Unknown  []string   `json:"unknown"`  // addresses and ids nobody in the workspace has
}

// Bounds of asking people.
const (
	MaxEnlisted = 20_000 // people at once
	typeAbove   = 50     // more people than this: the number has to be typed
)

// EnlistPause is the time between two messages of a round: what Slack lets an app open conversations at, with room for what people do
// meanwhile (conversations.open takes about 50 a minute; slack.md 1.10).
const EnlistPause = 1500 * time.Millisecond

// ToType reports whether so many people are concerned that the number has to be typed.
func (p EnlistPlan) ToType() bool { return len(p.People) > typeAbove }

// Takes is how long it takes until everybody is told.
func (p EnlistPlan) Takes() time.Duration { return time.Duration(len(p.People)) * EnlistPause }

// EnlistPage is the programme's page about whom it has asked.
type EnlistPage struct {
	Program    Program
	Relation   Relation
	Counts     EnlistmentCounts
	Waiting    []EnlistmentFacts
	Remindable int // of those who wait, who can be reminded now
	Page       int // from 0
	Pages      int
}

// enlistPageSize is how many of those who wait one page lists.
const enlistPageSize = 15

// RemindAfter is how long somebody has before they can be reminded.
const RemindAfter = 3 * 24 * time.Hour

// EnlistPage loads whom a programme has asked, for its staff.
func (s *Service) EnlistPage(ctx context.Context, call Call, id ProgramID, page int) (EnlistPage, error) {
	return read(ctx, s, call, ActionViewEnlisted, func(ctx context.Context, u *unit) (EnlistPage, error) {
		program, err := u.managed(ctx, ActionViewEnlisted, id)
		if err != nil {
			return EnlistPage{}, err
		}
		return u.enlistPage(ctx, program, page)
	})
}

func (u *unit) enlistPage(ctx context.Context, program Program, page int) (EnlistPage, error) {
	p := EnlistPage{Program: program}
	var err error
	if p.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return p, err
	}
	if p.Counts, err = u.Enlistments().Counts(ctx, program.ID); err != nil {
		return p, fmt.Errorf("count enlistments: %w", err)
	}
	p.Pages = max(1, (p.Counts.Waiting+enlistPageSize-1)/enlistPageSize)
	p.Page = min(max(page, 0), p.Pages-1)
	waiting, err := u.Enlistments().Waiting(ctx, program.ID, p.Page*enlistPageSize, enlistPageSize)
	if err != nil {
		return p, fmt.Errorf("load enlistments: %w", err)
	}
	for _, e := range waiting {
		facts, err := u.enlistmentFacts(ctx, e.ID)
		if err != nil {
			return p, err
		}
		p.Waiting = append(p.Waiting, facts)
	}
	remindable, err := u.remindable(ctx, program.ID)
	p.Remindable = len(remindable)
	return p, err
}

func (u *unit) remindable(ctx context.Context, program ProgramID) ([]Enlistment, error) {
	all, err := u.Enlistments().Remindable(ctx, program, u.now.Add(-RemindAfter))
	if err != nil {
		return nil, fmt.Errorf("load enlistments: %w", err)
	}
	return all, nil
}

// StartEnlist begins a round of invitations to a programme: the people are looked for and counted, and the round waits for a yes.
func (s *Service) StartEnlist(ctx context.Context, call Call, id ProgramID, view string, whom EnlistRequest) (ErrandFacts, error) {
	return change(ctx, s, call, ActionEnlist, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		program, err := u.invitable(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		if err := checkEnlist(whom); err != nil {
			return ErrandFacts{}, err
		}
		e, err := u.beginErrand(ctx, Errand{
			Kind: ErrandEnlist, Program: id, State: ErrandQueued, View: view, Content: ErrandContent{Whom: &whom},
		})
		return ErrandFacts{Errand: e, Program: program}, err
	})
}

func checkEnlist(whom EnlistRequest) error {
	if len(whom.ChatUsers)+len(whom.Emails) == 0 && whom.Group == "" && whom.ChatFile == "" {
		return invalid("people", CodeRequired)
	}
	var bad fieldErrors
	for _, email := range whom.Emails {
		if !isAddress(email) {
			bad.add(&Error{Kind: Invalid, Code: CodeBadAddress, Field: "emails", Args: map[string]any{"Value": email}})
			break
		}
	}
	return bad.err()
}

// ReadyEnlist says who of the people found would be asked, and has the round wait for a yes.
func (s *Service) ReadyEnlist(ctx context.Context, workspace WorkspaceID, id ErrandID, people []PersonID, unknown []string) (ErrandFacts, error) {
	return s.prepareErrand(ctx, workspace, id, func(ctx context.Context, u *unit, e *Errand) error {
		plan, err := u.planEnlist(ctx, e.Program, people)
		plan.Unknown = unknown
		e.Content.Enlist, e.Content.Whom, e.State = &plan, nil, ErrandReady
		return err
	})
}

func (u *unit) planEnlist(ctx context.Context, program ProgramID, people []PersonID) (EnlistPlan, error) {
	var plan EnlistPlan
	slices.Sort(people)
	people = slices.Compact(people)
	if len(people) > MaxEnlisted {
		return plan, &Error{Kind: Conflict, Code: CodeTooManyPeople, Args: map[string]any{"Limit": MaxEnlisted}}
	}
	for batch := range slices.Chunk(people, lockBatch) {
		if err := u.planBatch(ctx, program, batch, &plan); err != nil {
			return plan, err
		}
	}
	return plan, nil
}

func (u *unit) planBatch(ctx context.Context, program ProgramID, batch []PersonID, plan *EnlistPlan) error {
	known, err := u.People().GetAll(ctx, batch)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	places, err := u.Participants().GetAll(ctx, program, batch)
	if err != nil {
		return fmt.Errorf("load participations: %w", err)
	}
	asked, err := u.Enlistments().GetAll(ctx, program, batch)
	if err != nil {
		return fmt.Errorf("load enlistments: %w", err)
	}
	states := map[PersonID]EnlistmentState{}
	for _, e := range asked {
		states[e.Person] = e.State
	}
	for _, id := range batch {
		person, place := known[id], places[id]
		switch {
		case !person.Stays() || person.ID == "":
			plan.Inactive++
		case place.Person != "" && (ProgramPlace{Place: &place}).Joined():
			plan.Joined++
		case states[id] == EnlistmentDeclined:
			plan.Declined++
		case states[id] != "":
			plan.Asked++
		default:
			plan.People = append(plan.People, id)
		}
	}
	return nil
}

// enlist asks everybody of a round who can still be asked, one after the other.
func (u *unit) enlist(ctx context.Context, e *Errand) error {
	program, err := u.Programs().Get(ctx, e.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	if program.State != ProgramOpen {
		return conflict(CodeProgramNotOpen)
	}
	plan, err := u.planEnlist(ctx, e.Program, e.Content.Enlist.People) // whoever joined or was asked meanwhile is left out
	if err != nil {
		return err
	}
	for i, person := range plan.People {
		asked := Enlistment{
			ID: EnlistmentID(u.service.ids.NewID()), Program: e.Program, Person: person, State: EnlistmentAsked, By: e.By, AskedAt: u.now,
		}
		if err := u.Enlistments().Save(ctx, asked); errors.Is(err, ErrDuplicate) {
			continue // another round at the same time
		} else if err != nil {
			return fmt.Errorf("save enlistment: %w", err)
		}
		u.tellEnlisted(asked, NoticeEnlist, i)
	}
	e.Content.Enlist.People, e.Content.Enlist.Unknown = plan.People, nil
	detail := map[string]string{"errand": string(e.ID), "people": strconv.Itoa(len(plan.People))}
	return u.audit(ctx, ActionEnlist, ProgramSubject(e.Program), detail)
}

// tellEnlisted adds the message that asks or reminds somebody. The messages of a round go one after the other with a pause, on a lane of
// their own: what people do meanwhile is answered first.
func (u *unit) tellEnlisted(e Enlistment, notice NoticeKind, place int) {
	u.enqueueAt(Job{
		Kind: JobNotice, Task: Task{Notice: notice, To: e.Person, Enlistment: e.ID}, Lane: "enlist:" + string(e.Person),
	}, u.now.Add(time.Duration(place)*EnlistPause))
}

// StartRemind prepares to remind everybody who was asked at least [RemindAfter] ago and has neither answered nor been reminded.
func (s *Service) StartRemind(ctx context.Context, call Call, id ProgramID, view string) (ErrandFacts, error) {
	return change(ctx, s, call, ActionEnlist, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		program, err := u.invitable(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		due, err := u.remindable(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		if len(due) == 0 {
			return ErrandFacts{}, conflict(CodeNobodyToAsk)
		}
		plan := &EnlistPlan{}
		for _, e := range due {
			plan.People = append(plan.People, e.Person)
		}
		e, err := u.beginErrand(ctx, Errand{Kind: ErrandRemind, Program: id, State: ErrandReady, View: view, Content: ErrandContent{Enlist: plan}})
		return ErrandFacts{Errand: e, Program: program}, err
	})
}

// remindEnlisted reminds those of a round who have not answered since it was prepared. Nobody is reminded twice.
func (u *unit) remindEnlisted(ctx context.Context, e *Errand) error {
	due, err := u.remindable(ctx, e.Program)
	if err != nil {
		return err
	}
	meant := map[PersonID]bool{}
	for _, person := range e.Content.Enlist.People {
		meant[person] = true
	}
	var told []PersonID
	for _, one := range due {
		if !meant[one.Person] {
			continue
		}
		one.RemindedAt = u.now
		if err := u.Enlistments().Save(ctx, one); err != nil {
			return fmt.Errorf("save enlistment: %w", err)
		}
		u.tellEnlisted(one, NoticeEnlistReminder, len(told))
		told = append(told, one.Person)
	}
	e.Content.Enlist.People = told
	detail := map[string]string{"errand": string(e.ID), "reminded": strconv.Itoa(len(told))}
	return u.audit(ctx, ActionEnlist, ProgramSubject(e.Program), detail)
}
