package core

import (
	"context"
	"fmt"
	"time"
)

// SupportFacts is a request for help as one of both sides sees it.
type SupportFacts struct {
	Now      time.Time
	Request  SupportRequest
	Asker    Card
	Program  Program // zero for none
	TakenBy  Card    // zero for nobody
	Resolver Card    // zero while it is not resolved
	Replies  []SupportReplyFacts
	Own      bool // the viewer asked
	Team     bool // the viewer is of the team
	Settings SupportSettings
}

// Overdue reports that the team should have answered by now.
func (f *SupportFacts) Overdue() bool { return f.Request.Overdue(f.Now) }

// SupportReplyFacts is what one of both sides wrote, with who it was.
type SupportReplyFacts struct {
	Reply SupportReply
	By    Card
}

// SupportPage is a page of requests for help: the viewer's own, or those of the team.
type SupportPage struct {
	Now      time.Time
	Requests []SupportFacts // without what was written after the request
	Counts   SupportCounts
	Team     bool
	Admin    bool // the viewer chooses where requests go
	Settings SupportSettings
	Page     int // from 0
	Pages    int
}

// supportFacts loads a request for a viewer; for nobody in particular when the viewer is zero.
func (u *unit) supportFacts(ctx context.Context, r SupportRequest, viewer Person) (SupportFacts, error) {
	f := SupportFacts{Now: u.now, Request: r, Own: viewer.ID != "" && viewer.ID == r.Person}
	var err error
	for _, who := range []struct {
		id   PersonID
		into *Card
	}{{r.Person, &f.Asker}, {r.TakenBy, &f.TakenBy}, {r.ResolvedBy, &f.Resolver}} {
		if *who.into, err = u.publicCard(ctx, who.id); err != nil {
			return f, err
		}
	}
	if r.Program != "" {
		if f.Program, err = u.Programs().Get(ctx, r.Program); err != nil {
			return f, missing(err, "load programme")
		}
	}
	f.Team, err = u.ofSupportTeam(ctx, r.Program, viewer)
	return f, err
}

// ofSupportTeam reports whether a person answers requests about a programme, or about none.
func (u *unit) ofSupportTeam(ctx context.Context, program ProgramID, person Person) (bool, error) {
	mine, all, err := u.runs(ctx, person)
	if err != nil || all || person.ID == "" {
		return all, err
	}
	for _, role := range mine {
		if role.Program == program && role.Role.relation().MayManage() {
			return true, nil
		}
	}
	return false, nil
}

// supportThread is supportFacts with all that was written.
func (u *unit) supportThread(ctx context.Context, r SupportRequest, viewer Person) (SupportFacts, error) {
	f, err := u.supportFacts(ctx, r, viewer)
	if err != nil {
		return f, err
	}
	if f.Settings, err = u.Support().Settings(ctx); err != nil {
		return f, fmt.Errorf("load support settings: %w", err)
	}
	replies, err := u.Support().Replies(ctx, r.ID)
	if err != nil {
		return f, fmt.Errorf("load replies: %w", err)
	}
	known := map[PersonID]Card{r.Person: f.Asker, r.TakenBy: f.TakenBy}
	for _, reply := range replies {
		by, ok := known[reply.By]
		if !ok {
			if by, err = u.publicCard(ctx, reply.By); err != nil {
				return f, err
			}
			known[reply.By] = by
		}
		f.Replies = append(f.Replies, SupportReplyFacts{Reply: reply, By: by})
	}
	return f, nil
}

// supportFor loads a request to be shown to a person, or to nobody in particular.
func (u *unit) supportFor(ctx context.Context, id SupportID, reader Person) (SupportFacts, error) {
	r, err := u.Support().Get(ctx, id)
	if err != nil {
		return SupportFacts{}, missing(err, "load request for help")
	}
	return u.supportThread(ctx, r, reader)
}

// SupportFor loads a request for rendering a message about it, to a person or, for an empty id, to a channel.
func (s *Service) SupportFor(ctx context.Context, workspace WorkspaceID, id SupportID, reader PersonID) (SupportFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (SupportFacts, error) {
		var person Person
		var err error
		if reader != "" {
			if person, err = u.People().Get(ctx, reader); err != nil {
				return SupportFacts{}, missing(err, "load reader")
			}
		}
		return u.supportFor(ctx, id, person)
	})
}

// SupportRequest loads a request for who asked or for one of the team.
func (s *Service) SupportRequest(ctx context.Context, call Call, id SupportID) (SupportFacts, error) {
	return read(ctx, s, call, ActionReadSupport, func(ctx context.Context, u *unit) (SupportFacts, error) {
		r, err := u.Support().Get(ctx, id)
		if err != nil {
			return SupportFacts{}, missing(err, "load request for help")
		}
		if _, err := u.supportAction(ctx, ActionReadSupport, r); err != nil {
			return SupportFacts{}, err
		}
		return u.supportThread(ctx, r, u.actor)
	})
}

// supportAction is what an action on a request is to the actor: what is the team's to do with the requests of others, people do with
// their own. It is refused to everybody else.
func (u *unit) supportAction(ctx context.Context, action Action, r SupportRequest) (Action, error) {
	if u.call.Actor != r.Person {
		return action, u.allowStaff(ctx, action, r.Program)
	}
	switch action {
	case ActionReadSupport:
		action = ActionViewSupport
	case ActionResolveSupport:
		action = ActionSolveSupport
	case ActionReplySupport:
	default:
		return action, u.allowStaff(ctx, action, r.Program)
	}
	return action, u.allow(action, u.self())
}

// MySupport loads a page of the actor's own requests, latest first.
func (s *Service) MySupport(ctx context.Context, call Call, page int) (SupportPage, error) {
	return own(ctx, s, call, ActionViewSupport, func(ctx context.Context, u *unit) (SupportPage, error) {
		out := SupportPage{Now: u.now}
		all, open, err := u.Support().CountOf(ctx, u.actor.ID)
		if err != nil {
			return out, fmt.Errorf("count requests for help: %w", err)
		}
		out.Counts.Mine = open
		out.turn(all, page)
		found, err := u.Support().Of(ctx, u.actor.ID, out.Page*PageSize, PageSize)
		if err != nil {
			return out, fmt.Errorf("load requests for help: %w", err)
		}
		return out, u.addSupportFacts(ctx, &out, found)
	})
}

// turn sets which page of so many requests is shown.
func (p *SupportPage) turn(all, page int) {
	p.Pages = max(1, (all+PageSize-1)/PageSize)
	p.Page = min(max(page, 0), p.Pages-1)
}

func (u *unit) addSupportFacts(ctx context.Context, p *SupportPage, found []SupportRequest) error {
	for _, r := range found {
		facts, err := u.supportFacts(ctx, r, u.actor)
		if err != nil {
			return err
		}
		p.Requests = append(p.Requests, facts)
	}
	return nil
}

// SupportDesk loads a page of what is not resolved in the programmes the actor runs: what waits longest for an answer first.
func (s *Service) SupportDesk(ctx context.Context, call Call, page int) (SupportPage, error) {
	return read(ctx, s, call, ActionViewSupportDesk, func(ctx context.Context, u *unit) (SupportPage, error) {
		out := SupportPage{Now: u.now, Team: true, Admin: u.actor.Admin}
		programs, err := u.supportPrograms(ctx, ActionViewSupportDesk, u.actor)
		if err != nil {
			return out, err
		}
		all, waiting, overdue, err := u.Support().CountUnresolved(ctx, programs, u.now)
		if err != nil {
			return out, fmt.Errorf("count requests for help: %w", err)
		}
		out.Counts.Waiting, out.Counts.Overdue = waiting, overdue
		out.turn(all, page)
		found, err := u.Support().Unresolved(ctx, programs, out.Page*PageSize, PageSize)
		if err != nil {
			return out, fmt.Errorf("load requests for help: %w", err)
		}
		if out.Settings, err = u.Support().Settings(ctx); err != nil {
			return out, fmt.Errorf("load support settings: %w", err)
		}
		return out, u.addSupportFacts(ctx, &out, found)
	})
}

// supportPrograms are the programmes whose requests a person answers; nil for all. Somebody who answers none is refused.
func (u *unit) supportPrograms(ctx context.Context, action Action, person Person) ([]ProgramID, error) {
	mine, all, err := u.runs(ctx, person)
	if err != nil || all {
		return nil, err
	}
	var programs []ProgramID
	for _, role := range mine {
		if u.allow(action, role.Role.relation()) == nil {
			programs = append(programs, role.Program)
		}
	}
	if len(programs) == 0 {
		return nil, u.allow(action, RelationOther)
	}
	return programs, nil
}

// addSupport counts on the Home what the viewer asked and, for one of the team, what waits.
func (u *unit) addSupport(ctx context.Context, d *Dashboard) error {
	var err error
	if _, d.Support.Mine, err = u.Support().CountOf(ctx, d.Viewer.Person.ID); err != nil {
		return fmt.Errorf("count requests for help: %w", err)
	}
	if !d.Runs {
		return nil
	}
	programs, err := u.supportPrograms(ctx, ActionViewSupportDesk, d.Viewer.Person)
	if Refusal(err) != nil { // an observer
		return nil
	}
	if err != nil {
		return err
	}
	_, d.Support.Waiting, d.Support.Overdue, err = u.Support().CountUnresolved(ctx, programs, u.now)
	return err
}

// SupportDiagnosis answers a topic from where the person stands.
type SupportDiagnosis struct {
	Topic     SupportTopic
	Now       time.Time
	Program   Program  // zero for none
	Reasons   []Reason // why they get no requests
	Mentor    bool     // in the programme
	Capacity  int      // of a mentor
	Load      int
	Asked     int // requests that wait for their answer
	Available bool
	Until     time.Time // when they are available again; zero for no date
}

// SupportDiagnosis answers a topic from where the actor stands. Errors: CodeUnknownOption for a topic that has no such answer.
func (s *Service) SupportDiagnosis(ctx context.Context, call Call, topic SupportTopic) (SupportDiagnosis, error) {
	return own(ctx, s, call, ActionViewSupport, func(ctx context.Context, u *unit) (SupportDiagnosis, error) {
		if !topic.Answers() {
			return SupportDiagnosis{}, invalid("topic", CodeUnknownOption)
		}
		d, err := u.dashboard(ctx, u.actor)
		if err != nil {
			return SupportDiagnosis{}, err
		}
		return d.diagnose(topic), nil
	})
}

func (d Dashboard) diagnose(topic SupportTopic) SupportDiagnosis {
	out := SupportDiagnosis{Topic: topic, Now: d.Now, Program: d.Program, Asked: d.asked()}
	out.Reasons = first(whyOutside(), d)
	if d.Program.State == ProgramClosed {
		out.Reasons = append(out.Reasons, Reason{Key: WhyProgramClosed, Program: d.Program})
	}
	if d.Mentor == nil {
		return out
	}
	place := d.Mentor.Participant
	out.Mentor, out.Capacity, out.Load = true, place.Capacity, d.Mentor.Load
	out.Available, out.Until = place.Available(d.Now), place.UnavailableUntil
	if len(out.Reasons) == 0 {
		out.Reasons = first(whyMentor(), d)
	}
	return out
}

// SupportStart is what somebody reads before they write to the team.
type SupportStart struct {
	Program Program // the one it is about; zero for none
	Days    int     // working days in which the team answers
	Any     bool    // they have asked before
	Open    int     // their own requests that are not resolved
}

// SupportStart loads what the actor reads before they write to the team.
func (s *Service) SupportStart(ctx context.Context, call Call) (SupportStart, error) {
	return own(ctx, s, call, ActionViewSupport, func(ctx context.Context, u *unit) (SupportStart, error) {
		program, err := u.supportProgram(ctx)
		if err != nil {
			return SupportStart{}, err
		}
		all, open, err := u.Support().CountOf(ctx, u.actor.ID)
		if err != nil {
			return SupportStart{}, fmt.Errorf("count requests for help: %w", err)
		}
		return SupportStart{Program: program, Days: program.Policy.supportDays(), Any: all > 0, Open: open}, nil
	})
}

// supportProgram is the programme a request of the actor is about. Without one, a programme without id has the policy that counts.
func (u *unit) supportProgram(ctx context.Context) (Program, error) {
	program, err := u.current(ctx, u.actor)
	if refusal := Refusal(err); refusal != nil && refusal.Code == CodeNoProgram {
		return Program{Policy: DefaultPolicy()}, nil
	}
	return program, err
}
