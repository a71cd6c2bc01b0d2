package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErasureDelay is how long somebody's name and addresses stay after everything of theirs was settled: until then others read who it was
// whose mentorship has ended, and calendars take back their sessions.
const ErasureDelay = time.Hour

// FormerMember is the name of everybody who was erased, until it is said in the reader's language.
const FormerMember = "a former member"

// Erasing reports whether the person is being erased: they can do nothing any more, and nobody tells them anything.
func (p *Person) Erasing() bool { return !p.ErasingAt.IsZero() && p.ErasedAt.IsZero() }

// Erased reports whether nothing is left of the person.
func (p *Person) Erased() bool { return !p.ErasedAt.IsZero() }

// ErasureFacts are what somebody has open, to be read before they are erased.
type ErasureFacts struct {
	Person      Card
	Requests    []Program         // in which they ask mentors
	ToAnswer    []InvitationFacts // that wait for their answer, offers included
	Offers      []InvitationFacts // they made as a mentor
	Mentorships []MentorshipFacts // that have not ended
	Sessions    int               // still to come
}

// Nothing reports that nobody else is concerned.
func (f ErasureFacts) Nothing() bool {
	return len(f.Requests)+len(f.ToAnswer)+len(f.Offers)+len(f.Mentorships)+f.Sessions == 0
}

// Erasure loads what somebody has open: the actor where id is empty, else somebody who asked a workspace admin to be erased.
func (s *Service) Erasure(ctx context.Context, call Call, id PersonID) (ErasureFacts, error) {
	return read(ctx, s, call, ActionErase, func(ctx context.Context, u *unit) (ErasureFacts, error) {
		id, err := u.mayErase(id)
		if err != nil {
			return ErasureFacts{}, err
		}
		return u.erasureFacts(ctx, id)
	})
}

// mayErase permits everybody to erase themselves, and workspace admins to erase others.
func (u *unit) mayErase(id PersonID) (PersonID, error) {
	if id == "" || id == u.actor.ID {
		return u.actor.ID, u.allow(ActionErase, u.self())
	}
	return id, u.allow(ActionErase, u.adminRelation())
}

// ErasureOf is Erasure for whoever operates the service, when a person has asked for it. Errors: ErrNotFound.
func (s *Service) ErasureOf(ctx context.Context, workspace WorkspaceID, id PersonID) (ErasureFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ErasureFacts, error) { return u.erasureFacts(ctx, id) })
}

func (u *unit) erasureFacts(ctx context.Context, id PersonID) (ErasureFacts, error) {
	var facts ErasureFacts
	var err error
	if facts.Person, err = u.card(ctx, id); err != nil {
		return facts, err
	}
	if facts.Requests, err = u.runningRequests(ctx, id); err != nil {
		return facts, err
	}
	live, err := u.liveInvitations(ctx, id)
	if err != nil {
		return facts, err
	}
	for _, inv := range live {
		x, err := u.invitationFacts(ctx, inv, id)
		if err != nil {
			return facts, err
		}
		if inv.Offer && inv.Mentor == id {
			facts.Offers = append(facts.Offers, x)
		} else {
			facts.ToAnswer = append(facts.ToAnswer, x)
		}
	}
	mentorships, err := u.allOngoing(ctx, id)
	if err != nil {
		return facts, err
	}
	for _, m := range mentorships {
		x, err := u.mentorshipFacts(ctx, m, id)
		if err != nil {
			return facts, err
		}
		coming, err := u.coming(ctx, m)
		if err != nil {
			return facts, err
		}
		facts.Mentorships, facts.Sessions = append(facts.Mentorships, x), facts.Sessions+coming
	}
	return facts, nil
}

// runningRequests are the programmes in which somebody asks mentors.
func (u *unit) runningRequests(ctx context.Context, id PersonID) ([]Program, error) {
	places, err := u.Participants().ForPerson(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load participations: %w", err)
	}
	var running []Program
	for _, place := range places {
		list, err := u.ChoiceLists().Current(ctx, place.Program, id)
		if errors.Is(err, ErrNotFound) || err == nil && list.State != ChoicesRunning {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("load choices: %w", err)
		}
		program, err := u.Programs().Get(ctx, place.Program)
		if err != nil {
			return nil, missing(err, "load programme")
		}
		running = append(running, program)
	}
	return running, nil
}

// liveInvitations are those that wait for somebody's answer, and the offers they made.
func (u *unit) liveInvitations(ctx context.Context, id PersonID) ([]Invitation, error) {
	live, err := u.Invitations().LiveForMentor(ctx, "", id)
	if err != nil {
		return nil, fmt.Errorf("load invitations: %w", err)
	}
	offers, err := u.Invitations().Offers(ctx, "", id)
	if err != nil {
		return nil, fmt.Errorf("load offers: %w", err)
	}
	return append(live, offers...), nil
}

// allOngoing are a person's mentorships in all programmes that have not ended, in the order in which they are locked.
func (u *unit) allOngoing(ctx context.Context, id PersonID) ([]Mentorship, error) {
	all, err := u.Mentorships().ForPerson(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load mentorships: %w", err)
	}
	all = slices.DeleteFunc(all, func(m Mentorship) bool { return !m.Ongoing() })
	slices.SortFunc(all, func(a, b Mentorship) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// BeginErasure begins to erase somebody: the actor where id is empty, else somebody who asked a workspace admin, or whoever operates the service, for it.
// sure is the explicit yes. From then on they can do nothing here; what they have open is settled at once, and the rest goes after
// [ErasureDelay]. It cannot be taken back. Asking again has it looked after once more, and does it once.
func (s *Service) BeginErasure(ctx context.Context, call Call, id PersonID, sure bool) (Person, error) {
	return change(ctx, s, call, ActionErase, func(ctx context.Context, u *unit) (Person, error) {
		id, err := u.mayErase(id)
		if err != nil {
			return Person{}, err
		}
		if !sure {
			return Person{}, &Error{Kind: Invalid, Code: CodeNotSure, Field: "sure"}
		}
		person := Person{ID: id}
		if err := u.lockPerson(ctx, &person); err != nil {
			return person, err
		}
		switch {
		case person.CreatedAt.IsZero():
			return person, notFound()
		case person.Erased():
			return person, nil
		}
		return u.beginErasure(ctx, person)
	})
}

func (u *unit) beginErasure(ctx context.Context, person Person) (Person, error) {
	if !person.Erasing() {
		person.ErasingAt = u.now
		if err := u.People().Save(ctx, person); err != nil {
			return person, fmt.Errorf("save person: %w", err)
		}
	}
	u.refreshHome(person.ID)
	job := Job{Kind: JobErase, Task: Task{To: person.ID}, Lane: "erase:" + string(person.ID)}
	u.enqueue(job)
	u.enqueueAt(job, person.ErasingAt.Add(ErasureDelay))
	return person, u.audit(ctx, ActionErase, PersonSubject(person.ID), nil)
}
