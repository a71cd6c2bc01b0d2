package core

import (
	"context"
	"fmt"

	"mentorbot/core/slots"
)

// GoalsFacts is a page of the goals of a mentorship as one of the two, the viewer, sees them.
type GoalsFacts struct {
	Program    Program
	Mentorship Mentorship
	Other      Card
	Counts     GoalCounts
	Progress   int    // of the open and reached goals together, in percent
	Goals      []Goal // open ones first, by the day they are due; then the others, those settled last first
	Today      CivilDate
	Page       int // from 0
	Pages      int
}

// GoalFacts is one goal as one of the two, the viewer, sees it.
type GoalFacts struct {
	Program    Program
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Goal       Goal
	Today      CivilDate
	Entries    []GoalEntry // a page of the history, newest first
	Page       int         // from 0
	Pages      int
	Comment    *GoalEntry // in a message about one
}

// GoalsOfPair are how many goals somebody has with somebody else.
type GoalsOfPair struct {
	Mentorship Mentorship
	Other      Card
	Counts     GoalCounts
}

// MyGoals counts the goals of each mentorship of the actor: those that go on, and those that have ended and left goals to read. Newest
// first.
func (s *Service) MyGoals(ctx context.Context, call Call) ([]GoalsOfPair, error) {
	return own(ctx, s, call, ActionListGoals, func(ctx context.Context, u *unit) ([]GoalsOfPair, error) {
		all, err := u.Mentorships().ForPerson(ctx, u.actor.ID)
		if err != nil {
			return nil, fmt.Errorf("load mentorships: %w", err)
		}
		ids := make([]MentorshipID, len(all))
		for i, m := range all {
			ids[i] = m.ID
		}
		counts, err := u.Goals().Counts(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("count goals: %w", err)
		}
		var pairs []GoalsOfPair
		for _, m := range all {
			if !m.Ongoing() && counts[m.ID].All() == 0 {
				continue
			}
			other, err := u.publicCard(ctx, m.Other(u.actor.ID))
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, GoalsOfPair{Mentorship: m, Other: other, Counts: counts[m.ID]})
		}
		return pairs, nil
	})
}

// Goals loads a page of a mentorship's goals, counted from 0, for one of the two.
func (s *Service) Goals(ctx context.Context, call Call, id MentorshipID, page int) (GoalsFacts, error) {
	return read(ctx, s, call, ActionViewGoals, func(ctx context.Context, u *unit) (GoalsFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return GoalsFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewGoals, u.relation(m.Mentor, m.Mentee)); err != nil {
			return GoalsFacts{}, err
		}
		facts := GoalsFacts{Mentorship: m, Today: u.today()}
		if facts.Program, err = u.Programs().Get(ctx, m.Program); err != nil {
			return facts, missing(err, "load programme")
		}
		if facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID)); err != nil {
			return facts, err
		}
		all, err := u.Goals().ForMentorship(ctx, id)
		if err != nil {
			return facts, fmt.Errorf("load goals: %w", err)
		}
		facts.count(all)
		facts.Pages = max(1, (len(all)+GoalsPerPage-1)/GoalsPerPage)
		facts.Page = min(max(page, 0), facts.Pages-1)
		first := facts.Page * GoalsPerPage
		facts.Goals = all[first:min(first+GoalsPerPage, len(all))]
		return facts, nil
	})
}

// count adds up goals. Dropped ones are no part of how far the two are.
func (f *GoalsFacts) count(all []Goal) {
	sum := 0
	for _, g := range all {
		switch g.State {
		case GoalOpen:
			f.Counts.Open++
		case GoalReached:
			f.Counts.Reached++
		case GoalDropped:
			f.Counts.Dropped++
			continue
		}
		sum += g.Progress()
	}
	if n := f.Counts.Open + f.Counts.Reached; n > 0 {
		f.Progress = sum / n
	}
}

// Goal loads a goal with a page of its history, counted from 0, for one of the two.
func (s *Service) Goal(ctx context.Context, call Call, id GoalID, page int) (GoalFacts, error) {
	return read(ctx, s, call, ActionViewGoals, func(ctx context.Context, u *unit) (GoalFacts, error) {
		return u.goalFacts(ctx, id, call.Actor, page)
	})
}

// GoalToEdit loads a goal the actor can change what it says of.
func (s *Service) GoalToEdit(ctx context.Context, call Call, id GoalID) (GoalFacts, error) {
	return read(ctx, s, call, ActionEditGoal, func(ctx context.Context, u *unit) (GoalFacts, error) {
		facts, err := u.goalFacts(ctx, id, call.Actor, 0)
		switch {
		case err != nil:
			return facts, err
		case !facts.Mentorship.Ongoing():
			return facts, conflict(CodeGoalReadOnly)
		case facts.Goal.State != GoalOpen:
			return facts, conflict(CodeGoalSettled)
		}
		return facts, nil
	})
}

// GoalFor loads a goal as the viewer sees it, for rendering messages. entry is a comment the message is about, empty for none.
func (s *Service) GoalFor(ctx context.Context, workspace WorkspaceID, id GoalID, entry GoalEntryID, viewer PersonID) (GoalFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (GoalFacts, error) {
		return u.goalNews(ctx, id, entry, viewer)
	})
}

func (u *unit) goalNews(ctx context.Context, id GoalID, entry GoalEntryID, viewer PersonID) (GoalFacts, error) {
	facts, err := u.goalFacts(ctx, id, viewer, 0)
	if err != nil || entry == "" {
		return facts, err
	}
	comment, err := u.Goals().Entry(ctx, entry)
	facts.Comment = &comment
	return facts, missing(err, "load comment")
}

// Stale reports that a notice of the goal would not be true any more.
func (f GoalFacts) Stale(notice NoticeKind) bool { return !f.Goal.worthTelling(notice) }

func (u *unit) goalFacts(ctx context.Context, id GoalID, viewer PersonID, page int) (GoalFacts, error) {
	goal, err := u.Goals().Get(ctx, id)
	if err != nil {
		return GoalFacts{}, missing(err, "load goal")
	}
	facts := GoalFacts{Goal: goal}
	if facts.Mentorship, err = u.Mentorships().Get(ctx, goal.Mentorship); err != nil {
		return facts, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewGoals, relationOf(viewer, facts.Mentorship.Mentor, facts.Mentorship.Mentee)); err != nil {
		return GoalFacts{}, err
	}
	if facts.Program, err = u.Programs().Get(ctx, facts.Mentorship.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, viewer); err != nil {
		return facts, err
	}
	if facts.Other, err = u.publicCard(ctx, facts.Mentorship.Other(viewer)); err != nil {
		return facts, err
	}
	facts.Today = slots.DateOf(u.now.In(facts.Viewer.Person.Location()))
	total, err := u.Goals().CountEntries(ctx, id)
	if err != nil {
		return facts, fmt.Errorf("count a goal's history: %w", err)
	}
	facts.Pages = max(1, (total+GoalEntriesPerPage-1)/GoalEntriesPerPage)
	facts.Page = min(max(page, 0), facts.Pages-1)
	facts.Entries, err = u.Goals().Entries(ctx, id, facts.Page*GoalEntriesPerPage, GoalEntriesPerPage)
	if err != nil {
		return facts, fmt.Errorf("load a goal's history: %w", err)
	}
	return facts, nil
}
