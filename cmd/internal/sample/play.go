package sample

import (
	"context"
	"fmt"
	"time"

	"mentorbot/core"
)

// Host is the running service the programme is played on.
type Host struct {
	Service   *core.Service
	Workspace core.WorkspaceID
	// Person finds the person behind a Slack user id, and makes the service know them when it does not yet.
	Person func(ctx context.Context, userID string) (core.PersonID, error)
	// Settle returns when all messages decided on so far are delivered.
	Settle func(ctx context.Context) error
}

// Play brings the programme to where a visitor finds it: HR facts imported, profiles filled in, mentors listed, requests sent and
// answered, sessions booked. On a database where it was played before it does nothing. When it fails, what was done stays.
func (o *Organisation) Play(ctx context.Context, host Host) error {
	p := play{Host: host, organisation: o, ids: map[string]core.PersonID{}}
	if err := p.meet(ctx); err != nil {
		return fmt.Errorf("meet sample people: %w", err)
	}
	if played, err := p.played(ctx); played || err != nil {
		return err
	}
	for _, act := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"import facts", p.importFacts}, {"fill in profiles", p.fillIn}, {"run rounds", p.runRounds},
		{"gather choices", p.gather}, {"book sessions", p.book}, {"settle", host.Settle},
		{"begin the second programme", p.beginSecond}, {"settle", host.Settle},
	} {
		if err := act.do(ctx); err != nil {
			return fmt.Errorf("play sample programme: %s: %w", act.name, err)
		}
	}
	return nil
}

// play is one performance of the script.
type play struct {
	Host
	organisation *Organisation
	ids          map[string]core.PersonID // by Slack user id
}

// as is a call by one of the people.
func (p *play) as(userID string) core.Call {
	return core.Call{Workspace: p.Workspace, Actor: p.ids[userID], RequestID: "sample"}
}

// meet finds everybody.
func (p *play) meet(ctx context.Context) error {
	for _, person := range p.organisation.people {
		id, err := p.Person(ctx, person.ID)
		if err != nil {
			return fmt.Errorf("%s: %w", person.ID, err)
		}
		p.ids[person.ID] = id
	}
	return nil
}

// played reports whether the first person to fill in a profile has done so: then this is not the first performance.
func (p *play) played(ctx context.Context) (bool, error) {
	for _, person := range p.organisation.people {
		if person.Profile == nil {
			continue
		}
		facts, err := p.Service.ProfileFacts(ctx, p.as(person.ID))
		if err != nil {
			return false, fmt.Errorf("look for an earlier performance: %w", err)
		}
		return !facts.New, nil
	}
	return false, nil
}

func (p *play) importFacts(ctx context.Context) error {
	var facts []core.Fact
	for _, person := range p.organisation.people {
		facts = append(facts, person.facts(p.ids[person.ID])...)
	}
	return p.Service.ImportFacts(ctx, p.Workspace, facts)
}

// fillIn lets everybody with a profile save its three pages, and mentors join.
func (p *play) fillIn(ctx context.Context) error {
	for _, person := range p.organisation.people {
		if person.Profile == nil {
			continue
		}
		if err := p.fillInOne(ctx, person); err != nil {
			return fmt.Errorf("%s: %w", person.ID, err)
		}
	}
	return nil
}

func (p *play) fillInOne(ctx context.Context, person person) error {
	call := p.as(person.ID)
	if _, err := p.Service.SaveBasics(ctx, call, person.basics()); err != nil {
		return err
	}
	if _, err := p.Service.SaveWork(ctx, call, person.work()); err != nil {
		return err
	}
	if _, err := p.Service.SaveSkills(ctx, call, person.skills()); err != nil {
		return err
	}
	if person.Mentor == nil {
		return nil
	}
	if _, err := p.Service.SaveMentor(ctx, call, person.mentorSettings(p.Service.Now())); err != nil || person.Hours == "" {
		return err
	}
	_, err := p.Service.SaveDays(ctx, call, core.DayHours{
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}, Hours: person.Hours,
	})
	return err
}

func (p *play) runRounds(ctx context.Context) error {
	for _, r := range p.organisation.script.Rounds {
		for _, request := range r.Requests {
			if err := p.request(ctx, request); err != nil {
				return fmt.Errorf("%s asks: %w", request.Mentee, err)
			}
		}
		if err := p.Settle(ctx); err != nil {
			return err
		}
		for _, answer := range r.Answers {
			if err := p.answer(ctx, answer); err != nil {
				return fmt.Errorf("%s answers %s: %w", answer.Mentor, answer.Mentee, err)
			}
		}
		if err := p.Settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *play) request(ctx context.Context, r request) error {
	in := core.Submission{Message: r.Message}
	for _, choice := range r.Choices {
		in.Mentors = append(in.Mentors, p.ids[choice])
	}
	_, err := p.Service.SubmitChoices(ctx, p.as(r.Mentee), in)
	return err
}

func (p *play) answer(ctx context.Context, a answer) error {
	call := p.as(a.Mentor)
	waiting, err := p.Service.Requests(ctx, call)
	if err != nil {
		return err
	}
	for _, facts := range waiting.ToAnswer {
		if facts.Mentee.Person.ID != p.ids[a.Mentee] {
			continue
		}
		if a.Decline == "" {
			_, err = p.Service.Accept(ctx, call, facts.Invitation.ID)
		} else {
			_, err = p.Service.Decline(ctx, call, facts.Invitation.ID, core.Decline{Reason: a.Decline, Text: a.Words})
		}
		return err
	}
	return fmt.Errorf("no request waits for an answer: %w", core.ErrNotFound)
}

// gather puts mentors on lists that are not sent.
func (p *play) gather(ctx context.Context) error {
	for _, draft := range p.organisation.script.Drafts {
		for _, choice := range draft.Choices {
			if _, err := p.Service.AddChoice(ctx, p.as(draft.Mentee), p.ids[choice]); err != nil {
				return fmt.Errorf("%s chooses %s: %w", draft.Mentee, choice, err)
			}
		}
	}
	return nil
}

func (p *play) book(ctx context.Context) error {
	for _, s := range p.organisation.script.Sessions {
		if err := p.bookOne(ctx, s); err != nil {
			return fmt.Errorf("%s books: %w", s.Booker, err)
		}
	}
	return nil
}

func (p *play) bookOne(ctx context.Context, s session) error {
	call := p.as(s.Booker)
	agenda, err := p.Service.Agenda(ctx, call)
	if err != nil {
		return err
	}
	for _, m := range agenda.Mentorships {
		if m.Other.Person.ID == p.ids[s.Partner] {
			_, err = p.Service.BookSession(ctx, call, m.Mentorship.ID, s.booking(p.Service.Now(), m.NextPlanned.Minutes))
			return err
		}
	}
	return fmt.Errorf("no mentorship with %s: %w", s.Partner, core.ErrNotFound)
}
