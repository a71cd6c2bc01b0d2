package core

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// MaxNote limits what staff write to a participant, in code points.
const MaxNote = 1000

// PlaceID names one person's part in a programme.
type PlaceID struct {
	Program ProgramID
	Person  PersonID
}

// Activate takes on somebody whose application waits. They are told.
func (s *Service) Activate(ctx context.Context, call Call, id PlaceID) (ParticipantDetail, error) {
	return s.decide(ctx, call, ActionActivate, id, func(ctx context.Context, u *unit, d *decision) error {
		if !d.undecided() {
			return conflict(CodeNothingToDecide)
		}
		d.takeOn()
		return nil
	})
}

// Restore brings back somebody who was removed or whose application was declined. They are told.
func (s *Service) Restore(ctx context.Context, call Call, id PlaceID) (ParticipantDetail, error) {
	return s.decide(ctx, call, ActionRestore, id, func(_ context.Context, _ *unit, d *decision) error {
		if d.place.State != ParticipantRemoved && d.place.State != ParticipantDeclined {
			return conflict(CodeNothingToDecide)
		}
		d.place.State = ParticipantProfileIncomplete
		d.takeOn()
		return nil
	})
}

// Advise returns an application with words about what to change. The person mends it and sends it again.
func (s *Service) Advise(ctx context.Context, call Call, id PlaceID, words string) (ParticipantDetail, error) {
	return s.decide(ctx, call, ActionAdvise, id, func(_ context.Context, u *unit, d *decision) error {
		if d.place.AppliedAt.IsZero() {
			return conflict(CodeNothingToDecide)
		}
		d.place.Returned, d.notice = true, NoticeFeedback
		return d.say(u, words)
	})
}

// DeclineApplication ends an application with a reason. A role the person has already been taken on in stays theirs.
func (s *Service) DeclineApplication(ctx context.Context, call Call, id PlaceID, words string) (ParticipantDetail, error) {
	return s.decide(ctx, call, ActionDeclineApplication, id, func(ctx context.Context, u *unit, d *decision) error {
		if !d.undecided() {
			return conflict(CodeNothingToDecide)
		}
		d.notice, d.place.Returned = NoticeApplicationDeclined, false
		if err := d.say(u, words); err != nil {
			return err
		}
		return u.turnAway(ctx, d)
	})
}

// turnAway takes the roles off that were applied for; without any left the application is declined as a whole.
func (u *unit) turnAway(ctx context.Context, d *decision) error {
	gaps, err := u.gapsOf(ctx, d.program, d.person, d.place)
	if err != nil {
		return err
	}
	if d.place.State != ParticipantActive {
		d.place.State = ParticipantDeclined
		return nil
	}
	if d.place.standingIn(RoleMentor, d.program.Policy, gaps) != ready {
		d.place.Mentor = false
	}
	if d.place.standingIn(RoleMentee, d.program.Policy, gaps) != ready {
		d.place.Mentee = false
	}
	return nil
}

// Remove takes somebody out of a programme with a reason they read. All they have open is settled as if they left.
func (s *Service) Remove(ctx context.Context, call Call, id PlaceID, words string) (ParticipantDetail, error) {
	words = clean(words)
	return change(ctx, s, call, ActionRemove, func(ctx context.Context, u *unit) (ParticipantDetail, error) {
		program, err := u.managed(ctx, ActionRemove, id.Program)
		if err != nil {
			return ParticipantDetail{}, err
		}
		if _, err := u.Participants().Get(ctx, id.Program, id.Person); err != nil {
			return ParticipantDetail{}, missing(err, "load participation")
		}
		place, ongoing, err := u.lockPlace(ctx, program, id.Person)
		if err != nil {
			return ParticipantDetail{}, err
		}
		if place.State == ParticipantRemoved || place.State == ParticipantWithdrawn {
			return ParticipantDetail{}, conflict(CodeNothingToDecide)
		}
		d := decision{program: program, place: place}
		if err := d.say(u, words); err != nil {
			return ParticipantDetail{}, err
		}
		if err := u.endAll(ctx, ongoing, ""); err != nil { // the reason is the person's own business
			return ParticipantDetail{}, err
		}
		d.place.State = ParticipantRemoved
		if _, err := u.outside(ctx, program, d.place, ActionRemove); err != nil {
			return ParticipantDetail{}, err
		}
		u.notify(id.Person, NoticeRemoved, Task{Program: program.ID})
		return u.participantDetail(ctx, program, id.Person)
	})
}

// decision is one about a participant, under way.
type decision struct {
	program Program
	person  Person
	place   Participant
	notice  NoticeKind
}

// undecided reports that staff have the last word: an application waits, or was returned.
func (d *decision) undecided() bool { return !d.place.AppliedAt.IsZero() || d.place.Returned }

// takeOn lets the person take part in the roles they have taken.
func (d *decision) takeOn() {
	for _, role := range d.place.roles() {
		d.place.approve(role)
	}
	d.place.AppliedAt, d.place.Returned, d.place.Note, d.place.NotedAt = time.Time{}, false, "", time.Time{}
	d.notice = NoticeActivated
}

// say keeps words to the person.
func (d *decision) say(u *unit, words string) error {
	words = clean(words)
	var bad fieldErrors
	bad.add(checkRequired("note", words))
	bad.add(checkLength("note", words, MaxNote))
	d.place.Note, d.place.NotedAt = words, u.now
	return bad.err()
}

// decide carries out a decision of those who run the programme, and tells the person.
func (s *Service) decide(ctx context.Context, call Call, action Action, id PlaceID,
	rule func(context.Context, *unit, *decision) error) (ParticipantDetail, error) {
	return change(ctx, s, call, action, func(ctx context.Context, u *unit) (ParticipantDetail, error) {
		program, err := u.managed(ctx, action, id.Program)
		if err != nil {
			return ParticipantDetail{}, err
		}
		d := decision{program: program, person: Person{ID: id.Person}}
		if err := u.holdPlace(ctx, &d); err != nil {
			return ParticipantDetail{}, err
		}
		waited := !d.place.AppliedAt.IsZero()
		if err := rule(ctx, u, &d); err != nil {
			return ParticipantDetail{}, err
		}
		if _, err := u.resettle(ctx, program, d.person, d.place); err != nil {
			return ParticipantDetail{}, err
		}
		if waited {
			if err := u.refreshStaff(ctx, program.ID); err != nil {
				return ParticipantDetail{}, err
			}
		}
		u.notify(id.Person, d.notice, Task{Program: program.ID})
		if err := u.audit(ctx, action, PersonSubject(id.Person), map[string]string{"program": string(program.ID)}); err != nil {
			return ParticipantDetail{}, err
		}
		return u.participantDetail(ctx, program, id.Person)
	})
}

// holdPlace locks the person and their place and loads both.
func (u *unit) holdPlace(ctx context.Context, d *decision) error {
	if err := u.lockPerson(ctx, &d.person); err != nil {
		return err
	}
	if err := u.Participants().Lock(ctx, d.program.ID, d.person.ID); err != nil {
		return fmt.Errorf("lock participation: %w", err)
	}
	var err error
	d.place, err = u.Participants().Get(ctx, d.program.ID, d.person.ID)
	return missing(err, "load participation")
}

// Application is how many people wait for staff of a programme, and since when the first does.
type Application struct {
	Program Program
	Count   int
	Since   time.Time
	Due     time.Time // when the first is to be answered
	Overdue bool
	Mine    bool // the viewer decides; observers only read
}

// addApplications loads what waits for a decision in the programmes the viewer runs.
func (u *unit) addApplications(ctx context.Context, d *Dashboard, mine []Staff) error {
	relations := map[ProgramID]Relation{}
	programs := make([]ProgramID, 0, len(mine))
	for _, role := range mine {
		programs = append(programs, role.Program)
		relations[role.Program] = role.Role.relation()
	}
	queues, err := u.Participants().Waiting(ctx, programs)
	if err != nil {
		return fmt.Errorf("load applications: %w", err)
	}
	for _, q := range queues {
		program, err := u.Programs().Get(ctx, q.Program)
		if err != nil {
			return missing(err, "load programme")
		}
		due := program.Policy.AnswerDue(q.Since, time.UTC)
		d.Applications = append(d.Applications, Application{
			Program: program, Count: q.Count, Since: q.Since, Due: due, Overdue: due.Before(u.now),
			Mine: d.Viewer.Person.Admin || relations[q.Program].MayManage(),
		})
	}
	slices.SortStableFunc(d.Applications, func(a, b Application) int { return a.Since.Compare(b.Since) })
	return nil
}
