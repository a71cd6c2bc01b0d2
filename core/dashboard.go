package core

import (
	"context"
	"errors"
	"fmt"
)

// OpenHome loads the Home for somebody who opens it and remembers that they did. It has no use for the envelope: opening twice does no
// harm, and the answer to a repeated event must be the Home of now, not that of the first delivery.
func (s *Service) OpenHome(ctx context.Context, call Call) (Dashboard, error) {
	call.Envelope = ""
	return change(ctx, s, call, ActionOpenHome, func(ctx context.Context, u *unit) (Dashboard, error) {
		if err := u.allow(ActionOpenHome, u.self()); err != nil {
			return Dashboard{}, err
		}
		if err := u.rememberVisit(ctx); err != nil {
			return Dashboard{}, err
		}
		return u.dashboard(ctx, u.actor)
	})
}

// rememberVisit stores that the actor has been here: their Home is kept up to date from now on, and whoever comes can be written to
// again. If that proves wrong, the next message that is refused says so.
func (u *unit) rememberVisit(ctx context.Context) error {
	if !u.actor.HomeOpenedAt.IsZero() && !u.actor.Unreachable {
		return nil
	}
	if err := u.lockActor(ctx); err != nil {
		return err
	}
	if u.actor.HomeOpenedAt.IsZero() {
		u.actor.HomeOpenedAt = u.now
	}
	u.actor.Unreachable = false
	if err := u.People().Save(ctx, u.actor); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	return u.refreshFindable(ctx, u.actor)
}

// Dashboard loads the actor's Home.
func (s *Service) Dashboard(ctx context.Context, call Call) (Dashboard, error) {
	return own(ctx, s, call, ActionOpenHome, func(ctx context.Context, u *unit) (Dashboard, error) {
		return u.dashboard(ctx, u.actor)
	})
}

// DashboardFor loads a person's Home, for publishing it. Of somebody who is not shown one it says no more than who they are.
func (s *Service) DashboardFor(ctx context.Context, workspace WorkspaceID, person PersonID) (Dashboard, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Dashboard, error) {
		p, err := u.People().Get(ctx, person)
		if err != nil {
			return Dashboard{}, missing(err, "load person")
		}
		if !p.SeesHome() {
			return Dashboard{Viewer: Card{Person: p}}, nil
		}
		return u.dashboard(ctx, p)
	})
}

func (u *unit) dashboard(ctx context.Context, viewer Person) (Dashboard, error) {
	d := Dashboard{Now: u.now}
	var err error
	if d.Workspace, err = u.Workspace(ctx); err != nil {
		return d, fmt.Errorf("load workspace: %w", err)
	}
	if d.Programs, err = u.programsOf(ctx, viewer); err != nil {
		return d, err
	}
	for _, p := range d.Programs {
		if p.Current {
			d.Program, d.Participant = p.Program, p.Place
		}
	}
	d.Viewer.Person = viewer
	d.Viewer.Profile, err = u.Profiles().Get(ctx, viewer.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return d, fmt.Errorf("load profile: %w", err)
	}
	d.HasProfile = err == nil
	d.Completeness = completeness(viewer, d.Viewer.Profile)
	for _, load := range []func(context.Context, *Dashboard) error{
		u.addPlace, u.addQuestions, u.addRequests, u.addMentorships, u.addEvents, u.addHours, u.addPoints, u.addAttention, u.addLapse, u.addSupport,
	} {
		if err := load(ctx, &d); err != nil {
			return d, err
		}
	}
	return d, nil
}

func (u *unit) addPlace(ctx context.Context, d *Dashboard) error {
	if d.Participant == nil {
		return nil
	}
	facts, err := u.placeFacts(ctx, d.Program, *d.Participant, d.Viewer.Person, d.Viewer.Profile)
	d.Place = &facts
	if d.Participant.Mentor && d.Participant.Joined() {
		d.Mentor = &facts
	}
	return err
}

func (u *unit) addRequests(ctx context.Context, d *Dashboard) error {
	requests, err := u.requests(ctx, d.Program, d.Viewer.Person)
	d.ToAnswer, d.Offers, d.Choices = requests.ToAnswer, requests.Offers, requests.Choices
	return err
}

func (u *unit) addMentorships(ctx context.Context, d *Dashboard) error {
	var err error
	if d.Mentorships, err = u.openMentorships(ctx, d.Viewer.Person.ID); err != nil {
		return err
	}
	if d.ToCheckIn, err = u.toCheckIn(ctx, d.Viewer.Person.ID); err != nil {
		return err
	}
	if d.Times, err = u.openTimes(ctx, d.Viewer.Person.ID); err != nil {
		return err
	}
	if d.Evaluations, err = u.openEvaluations(ctx, d.Viewer.Person.ID); err != nil {
		return err
	}
	d.Sessions, err = u.upcoming(ctx, d.Viewer.Person.ID)
	return err
}

func (u *unit) addPoints(ctx context.Context, d *Dashboard) error {
	if d.Participant == nil || !d.Program.Policy.GivesPoints() {
		return nil
	}
	facts, err := u.points(ctx, d.Program, d.Viewer.Person.ID)
	d.Points = &facts
	return err
}

func (u *unit) addHours(ctx context.Context, d *Dashboard) error {
	var err error
	if d.Hours, err = u.hours(ctx, d.Viewer.Person.ID); err != nil {
		return err
	}
	d.Feeds, err = u.countBusyFeeds(ctx, d.Viewer.Person.ID)
	return err
}

// maxAttention bounds how many items the Home lists.
const maxAttention = 10

func (u *unit) addAttention(ctx context.Context, d *Dashboard) error {
	mine, all, err := u.runs(ctx, d.Viewer.Person)
	if err != nil {
		return err
	}
	d.Runs = all || len(mine) > 0
	if !d.Runs {
		return nil
	}
	if all {
		counts, err := u.Deliveries().Counts(ctx, u.now.Add(-DeliveryWindow))
		if err != nil {
			return fmt.Errorf("count deliveries: %w", err)
		}
		d.Deliveries = &counts
	}
	if err := u.addApplications(ctx, d, mine); err != nil {
		return err
	}
	return u.addItems(ctx, d, mine)
}

// addItems loads what waits in the programmes the viewer runs; in all for a workspace admin, who has no roles listed.
func (u *unit) addItems(ctx context.Context, d *Dashboard, mine []Staff) error {
	relations := map[ProgramID]Relation{}
	var programs []ProgramID
	for _, role := range mine {
		programs = append(programs, role.Program)
		relations[role.Program] = role.Role.relation()
	}
	items, err := u.Attention().Open(ctx, programs, maxAttention)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	for _, item := range items {
		program, err := u.Programs().Get(ctx, item.Program)
		if err != nil {
			return missing(err, "load programme")
		}
		person, err := u.card(ctx, item.Person)
		if err != nil {
			return err
		}
		person.Profile = person.Profile.Public()
		about, err := u.sessionCase(ctx, item)
		if err != nil {
			return err
		}
		gone, err := u.goneFacts(ctx, item)
		if err != nil {
			return err
		}
		quiet, err := u.quietFacts(ctx, item)
		if err != nil {
			return err
		}
		d.Attention = append(d.Attention, AttentionFacts{
			Item: item, Program: program, Person: person, Mine: d.Viewer.Person.Admin || relations[item.Program].MayManage(), Session: about, Gone: gone,
			Quiet: quiet,
		})
	}
	return nil
}

// Requests loads what waits for the actor's answer and what the actor asked.
func (s *Service) Requests(ctx context.Context, call Call) (Requests, error) {
	return own(ctx, s, call, ActionViewRequests, func(ctx context.Context, u *unit) (Requests, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return Requests{}, err
		}
		return u.requests(ctx, program, u.actor)
	})
}

func (u *unit) requests(ctx context.Context, program Program, viewer Person) (Requests, error) {
	r := Requests{Viewer: viewer, Now: u.now}
	live, err := u.Invitations().LiveForMentor(ctx, "", viewer.ID)
	if err != nil {
		return r, fmt.Errorf("load invitations: %w", err)
	}
	for _, inv := range live {
		facts, err := u.invitationFacts(ctx, inv, viewer.ID)
		if err != nil {
			return r, err
		}
		r.ToAnswer = append(r.ToAnswer, facts)
	}
	offers, err := u.Invitations().Offers(ctx, "", viewer.ID)
	if err != nil {
		return r, fmt.Errorf("load offers: %w", err)
	}
	for _, inv := range offers {
		facts, err := u.invitationFacts(ctx, inv, viewer.ID)
		if err != nil {
			return r, err
		}
		if inv.AskedOf() == viewer.ID {
			r.ToAnswer = append(r.ToAnswer, facts)
		} else {
			r.Offers = append(r.Offers, facts)
		}
	}
	r.Choices, err = u.latestChoices(ctx, program, viewer.ID)
	return r, err
}

// latestChoices is the person's draft or running list, or an exhausted one after which nothing was done; nil otherwise.
func (u *unit) latestChoices(ctx context.Context, program Program, person PersonID) (*ChoiceFacts, error) {
	list, err := u.ChoiceLists().Latest(ctx, program.ID, person)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load choices: %w", err)
	}
	empty := list.State == ChoicesDraft && len(list.Mentors) == 0
	if empty || list.State == ChoicesMatched || list.State == ChoicesWithdrawn {
		return nil, nil
	}
	facts, err := u.choiceFacts(ctx, program, list)
	return &facts, err
}

// ResolveAttention takes an item off the admins' list.
func (s *Service) ResolveAttention(ctx context.Context, call Call, id AttentionID) error {
	_, err := change(ctx, s, call, ActionResolveAttention, func(ctx context.Context, u *unit) (Attention, error) {
		item, err := u.Attention().Get(ctx, id)
		if err != nil {
			return item, missing(err, "load attention")
		}
		if err := u.allowStaff(ctx, ActionResolveAttention, item.Program); err != nil {
			return item, err
		}
		if !item.ResolvedAt.IsZero() {
			return item, conflict(CodeAlreadyResolved)
		}
		if err := u.settleQuiet(ctx, item); err != nil {
			return item, err
		}
		item.ResolvedAt, item.ResolvedBy = u.now, u.actor.ID
		if err := u.Attention().Save(ctx, item); err != nil {
			return item, fmt.Errorf("save attention: %w", err)
		}
		if err := u.refreshStaff(ctx, item.Program); err != nil {
			return item, err
		}
		return item, u.audit(ctx, ActionResolveAttention, item.subject(), nil)
	})
	return err
}
