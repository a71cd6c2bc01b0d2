package core

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// GoneFacts is somebody whom the chat system has deactivated, with the mentorships of a programme in which others wait for them.
type GoneFacts struct {
	Item        Attention
	Program     Program
	Person      Card
	Mentorships []GoneMentorship
}

// GoneMentorship is one of them.
type GoneMentorship struct {
	Mentorship Mentorship
	Other      Card // who is left
	OtherIs    Role
	Coming     int // sessions still to come
}

// EndedAsGone reports that staff ended a mentorship whose other person the chat system has deactivated.
func (f MentorshipFacts) EndedAsGone() bool {
	by := f.EndedBy.ID
	return by != "" && by != f.Viewer.Person.ID && by != f.Other.Person.ID && f.Other.Person.Gone()
}

// EndedByErasure reports that the mentorship ended because the other one had everything about them deleted.
func (f MentorshipFacts) EndedByErasure() bool {
	return f.EndedBy.ID == f.Other.Person.ID && !f.Other.Person.ErasingAt.IsZero() && !f.Mentorship.EndedAt.Before(f.Other.Person.ErasingAt)
}

// settleGone brings what staff see of somebody's mentorships in line with whether that person is gone: an item for each programme in which
// others wait for them, and none when they are back or nobody waits any more.
func (u *unit) settleGone(ctx context.Context, p Person) error {
	all, err := u.Mentorships().ForPerson(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("load mentorships: %w", err)
	}
	waits := map[ProgramID]bool{} // whether anybody does
	for _, m := range all {
		waits[m.Program] = waits[m.Program] || m.Ongoing()
	}
	for _, program := range slices.Sorted(maps.Keys(waits)) {
		if err := u.settleGoneIn(ctx, program, p.ID, waits[program] && p.Gone()); err != nil {
			return err
		}
	}
	return nil
}

func (u *unit) settleGoneIn(ctx context.Context, program ProgramID, person PersonID, wanted bool) error {
	open, err := u.Attention().OpenFor(ctx, program, person)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	at := slices.IndexFunc(open, func(a Attention) bool { return a.Kind == AttentionGone })
	if wanted == (at >= 0) {
		return nil
	}
	item := Attention{Program: program, Kind: AttentionGone, Person: person, CreatedAt: u.now}
	if wanted {
		item.ID = AttentionID(u.service.ids.NewID())
	} else {
		item = open[at]
		item.ResolvedAt = u.now
	}
	if err := u.Attention().Save(ctx, item); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, program)
}

// Gone loads what ends when the mentorships of somebody who is gone end, for those who run the programme.
func (s *Service) Gone(ctx context.Context, call Call, id AttentionID) (GoneFacts, error) {
	return read(ctx, s, call, ActionEndGone, func(ctx context.Context, u *unit) (GoneFacts, error) {
		item, err := u.goneItem(ctx, id)
		if err != nil {
			return GoneFacts{}, err
		}
		facts, err := u.goneFacts(ctx, item)
		if err != nil {
			return GoneFacts{}, err
		}
		return *facts, nil
	})
}

// goneItem loads an open item about somebody who is gone and refuses who may not settle it.
func (u *unit) goneItem(ctx context.Context, id AttentionID) (Attention, error) {
	item, err := u.Attention().Get(ctx, id)
	if err != nil {
		return item, missing(err, "load attention")
	}
	if err := u.allowStaff(ctx, ActionEndGone, item.Program); err != nil {
		return item, err
	}
	if item.Kind != AttentionGone || !item.ResolvedAt.IsZero() {
		return item, conflict(CodeAlreadyResolved)
	}
	return item, nil
}

// goneFacts loads what an item about somebody who is gone shows; nil for an item about something else.
func (u *unit) goneFacts(ctx context.Context, item Attention) (*GoneFacts, error) {
	if item.Kind != AttentionGone {
		return nil, nil
	}
	facts := GoneFacts{Item: item}
	var err error
	if facts.Program, err = u.Programs().Get(ctx, item.Program); err != nil {
		return nil, missing(err, "load programme")
	}
	if facts.Person, err = u.publicCard(ctx, item.Person); err != nil {
		return nil, err
	}
	ongoing, err := u.ongoing(ctx, item.Program, item.Person)
	if err != nil {
		return nil, err
	}
	for _, m := range ongoing {
		one := GoneMentorship{Mentorship: m, OtherIs: RoleMentee}
		if item.Person == m.Mentee {
			one.OtherIs = RoleMentor
		}
		if one.Other, err = u.publicCard(ctx, m.Other(item.Person)); err != nil {
			return nil, err
		}
		if one.Coming, err = u.coming(ctx, m); err != nil {
			return nil, err
		}
		facts.Mentorships = append(facts.Mentorships, one)
	}
	return &facts, nil
}

// EndGone ends the mentorships, in a programme, of somebody who is gone. Who is left is told once, with words of staff if there are any,
// and sessions still to come are cancelled in their calendars. Somebody who is back keeps them.
func (s *Service) EndGone(ctx context.Context, call Call, id AttentionID, words string) error {
	words = clean(words)
	_, err := change(ctx, s, call, ActionEndGone, func(ctx context.Context, u *unit) (Attention, error) {
		item, err := u.goneItem(ctx, id)
		if err != nil {
			return item, err
		}
		if e := checkLength("reason", words, MaxEndReason); e != nil {
			return item, e
		}
		if err := u.lockGone(ctx, item); err != nil {
			return item, err
		}
		if item, err = u.goneItem(ctx, id); err != nil { // as it is under the locks
			return item, err
		}
		ongoing, err := u.ongoing(ctx, item.Program, item.Person)
		if err != nil {
			return item, err
		}
		if err := u.endAll(ctx, ongoing, words); err != nil {
			return item, err
		}
		if err := u.resolveGone(ctx, item); err != nil {
			return item, err
		}
		return item, u.audit(ctx, ActionEndGone, PersonSubject(item.Person), map[string]string{
			"program": string(item.Program), "mentorships": strconv.Itoa(len(ongoing)),
		})
	})
	return err
}

// lockGone holds the person an item is about and those who wait for them, as an end of each of their mentorships does.
func (u *unit) lockGone(ctx context.Context, item Attention) error {
	ongoing, err := u.ongoing(ctx, item.Program, item.Person)
	if err != nil {
		return err
	}
	people := []PersonID{item.Person}
	for _, m := range ongoing {
		people = append(people, m.Other(item.Person))
	}
	if err := u.People().Lock(ctx, people...); err != nil {
		return fmt.Errorf("lock people: %w", err)
	}
	return nil
}

// resolveGone notes who settled an item, which closed by itself with the last mentorship.
func (u *unit) resolveGone(ctx context.Context, item Attention) error {
	item.ResolvedAt, item.ResolvedBy = u.now, u.actor.ID
	if err := u.Attention().Save(ctx, item); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, item.Program)
}
