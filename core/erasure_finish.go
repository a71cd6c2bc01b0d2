package core

import (
	"context"
	"fmt"
	"maps"
	"time"
)

// stillOpen is how long to wait when something of somebody who is to be erased is still under way.
const stillOpen = time.Minute

// Erase removes what is stored about somebody whose time has come, in one transaction. What must stay for others, such as a mentorship with its
// hours, stays as that of [FormerMember], without any words of the person. Errors: a [SnoozeError] while something of theirs is still open.
func (s *Service) Erase(ctx context.Context, workspace WorkspaceID, id PersonID) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionErase, func(ctx context.Context, u *unit) (PersonID, error) {
		person := Person{ID: id}
		if err := u.lockPerson(ctx, &person); err != nil {
			return id, err
		}
		if !person.Erasing() || u.now.Before(person.ErasingAt.Add(ErasureDelay)) {
			return id, nil
		}
		open, err := u.namedElsewhere(ctx, person)
		if err != nil {
			return id, err
		}
		if open {
			return id, &SnoozeError{After: stillOpen}
		}
		return id, u.erase(ctx, person)
	})
	return err
}

// namedElsewhere reports whether something of a person's is still open, or others are about to do something with them in it, such as an import.
func (u *unit) namedElsewhere(ctx context.Context, person Person) (bool, error) {
	open, err := u.erasureFacts(ctx, person.ID)
	if err != nil || !open.Nothing() {
		return true, err
	}
	named, err := u.Records().InErrand(ctx, person)
	if err != nil {
		return true, fmt.Errorf("look for person in errands: %w", err)
	}
	return named, nil
}

func (u *unit) erase(ctx context.Context, person Person) error {
	if err := u.Profiles().Index(ctx, person.ID, nil); err != nil {
		return fmt.Errorf("take out of the search: %w", err)
	}
	places, err := u.Participants().ForPerson(ctx, person.ID)
	if err != nil {
		return fmt.Errorf("load participations: %w", err)
	}
	for _, place := range places {
		place.Topics, place.Note, place.UnavailableReason, place.Findable = nil, "", "", false
		if err := u.Participants().Save(ctx, place); err != nil {
			return fmt.Errorf("save participation: %w", err)
		}
	}
	mentorships, err := u.Mentorships().ForPerson(ctx, person.ID)
	if err != nil {
		return fmt.Errorf("load mentorships: %w", err)
	}
	for _, m := range mentorships {
		if err := u.eraseWords(ctx, m, person.ID); err != nil {
			return err
		}
		u.refreshHome(m.Other(person.ID))
	}
	if err := u.Records().Erase(ctx, person); err != nil {
		return fmt.Errorf("erase records: %w", err)
	}
	gone := Person{
		ID: person.ID, Workspace: person.Workspace, ChatUserID: "erased:" + string(person.ID), Name: FormerMember, TimeZone: "UTC", Bot: person.Bot,
		Deactivated: true, CreatedAt: person.CreatedAt, ErasingAt: person.ErasingAt, ErasedAt: u.now,
	}
	if err := u.People().Save(ctx, gone); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	return u.audit(ctx, ActionErase, PersonSubject(person.ID), map[string]string{"done": "true"})
}

// eraseWords takes somebody's words out of what two people have together: goals they had a hand in, and of agreements what they proposed,
// also where the other one took it over word for word.
func (u *unit) eraseWords(ctx context.Context, m Mentorship, id PersonID) error {
	goals, err := u.Goals().ForMentorship(ctx, m.ID)
	if err != nil {
		return fmt.Errorf("load goals: %w", err)
	}
	for _, g := range goals {
		theirs, err := u.wroteGoal(ctx, g, id)
		if err != nil {
			return err
		}
		if !theirs {
			continue
		}
		g.Title, g.Why, g.Measure = "", "", ""
		g.ByHand, g.Steps = g.Progress(), nil
		if err := u.Goals().Save(ctx, g); err != nil {
			return fmt.Errorf("save goal: %w", err)
		}
	}
	versions, err := u.Agreements().ForMentorship(ctx, m.ID)
	if err != nil {
		return fmt.Errorf("load agreements: %w", err)
	}
	words := map[string]bool{}
	for _, v := range versions {
		if v.ProposedBy == id {
			for _, text := range v.Texts {
				words[text] = true
			}
		}
	}
	for _, v := range versions {
		maps.DeleteFunc(v.Texts, func(_ AgreementSection, text string) bool { return words[text] })
		if err := u.Agreements().Save(ctx, v); err != nil {
			return fmt.Errorf("save agreement: %w", err)
		}
	}
	return nil
}

// wroteGoal reports whether somebody set or changed a goal.
func (u *unit) wroteGoal(ctx context.Context, g Goal, id PersonID) (bool, error) {
	if g.CreatedBy == id || g.EditedBy == id {
		return true, nil
	}
	count, err := u.Goals().CountEntries(ctx, g.ID)
	if err != nil {
		return false, fmt.Errorf("count history: %w", err)
	}
	entries, err := u.Goals().Entries(ctx, g.ID, 0, count)
	if err != nil {
		return false, fmt.Errorf("load history: %w", err)
	}
	for _, e := range entries {
		if e.By == id && e.Kind == EntryEdited {
			return true, nil
		}
	}
	return false, nil
}
