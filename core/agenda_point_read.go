package core

import (
	"context"
	"fmt"
	"slices"
)

// AgendaFacts is a page of what a pair wants to talk about, as one of the two, the viewer, sees it.
type AgendaFacts struct {
	Program    Program
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Session    *Session      // for which one it was opened; nil for the mentorship as a whole, and for one that is not to come any more
	Coming     []Session     // booked and not over, soonest first
	Met        bool          // a session has taken place
	Open       []AgendaEntry // all of them, by when they are to be talked about, those of Session first
	Entries    []AgendaEntry // those of Open that are on this page
	Done       []AgendaPoint // those talked about that are on this page, latest first
	Past       int           // how many have been talked about
	Page       int           // from 0
	Pages      int
}

// Choices are the sessions a point can be meant for: the next ones, and the one it is meant for now.
func (f AgendaFacts) Choices(current SessionID) []Session {
	if len(f.Coming) <= MaxNoteSessions {
		return f.Coming
	}
	all := f.Coming[:MaxNoteSessions:MaxNoteSessions]
	if i := slices.IndexFunc(f.Coming, func(s Session) bool { return s.ID == current }); i >= MaxNoteSessions {
		all = append(all, f.Coming[i])
	}
	return all
}

// AgendaPointFacts is a point of the viewer with what its form shows.
type AgendaPointFacts struct {
	AgendaFacts
	Point AgendaPoint
}

// AgendaPoints loads a page, counted from 0, of the agenda of a mentorship of the actor.
func (s *Service) AgendaPoints(ctx context.Context, call Call, id MentorshipID, page int) (AgendaFacts, error) {
	return read(ctx, s, call, ActionViewAgendaPoints, func(ctx context.Context, u *unit) (AgendaFacts, error) {
		return u.agendaFacts(ctx, id, "", page)
	})
}

// SessionAgendaPoints loads a page, counted from 0, of the agenda of a mentorship of the actor, what stands in one session first.
func (s *Service) SessionAgendaPoints(ctx context.Context, call Call, id SessionID, page int) (AgendaFacts, error) {
	return read(ctx, s, call, ActionViewAgendaPoints, func(ctx context.Context, u *unit) (AgendaFacts, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return AgendaFacts{}, missing(err, "load session")
		}
		return u.agendaFacts(ctx, session.Mentorship, id, page)
	})
}

// AgendaPointToEdit loads a point the actor can change.
func (s *Service) AgendaPointToEdit(ctx context.Context, call Call, id AgendaPointID) (AgendaPointFacts, error) {
	return read(ctx, s, call, ActionEditAgendaPoint, func(ctx context.Context, u *unit) (AgendaPointFacts, error) {
		p, err := u.AgendaPoints().Get(ctx, id)
		if err != nil {
			return AgendaPointFacts{}, missing(err, "load point of an agenda")
		}
		facts, err := u.agendaFacts(ctx, p.Mentorship, "", 0)
		switch {
		case err != nil:
			return AgendaPointFacts{}, err
		case !facts.Mentorship.Ongoing():
			return AgendaPointFacts{}, conflict(CodeAgendaReadOnly)
		case p.Author != call.Actor:
			return AgendaPointFacts{}, conflict(CodeAgendaPointNotYours)
		}
		return AgendaPointFacts{AgendaFacts: facts, Point: p}, nil
	})
}

func (u *unit) agendaFacts(ctx context.Context, id MentorshipID, session SessionID, page int) (AgendaFacts, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return AgendaFacts{}, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewAgendaPoints, u.relation(m.Mentor, m.Mentee)); err != nil {
		return AgendaFacts{}, err
	}
	facts := AgendaFacts{Mentorship: m}
	if facts.Program, err = u.Programs().Get(ctx, m.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, u.actor.ID); err != nil {
		return facts, err
	}
	if facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID)); err != nil {
		return facts, err
	}
	sessions, err := u.Sessions().ForMentorship(ctx, id)
	if err != nil {
		return facts, fmt.Errorf("load sessions: %w", err)
	}
	facts.Met = slices.ContainsFunc(sessions, func(s Session) bool { return s.State == SessionHeld })
	facts.Coming = comingSessions(sessions, u.now)
	if i := slices.IndexFunc(facts.Coming, func(s Session) bool { return s.ID == session }); i >= 0 {
		facts.Session = &facts.Coming[i]
	}
	open, err := u.AgendaPoints().Open(ctx, id)
	if err != nil {
		return facts, fmt.Errorf("load open points of an agenda: %w", err)
	}
	facts.Open = agendaOf(open, sessions, u.now)
	slices.SortStableFunc(facts.Open, func(a, b AgendaEntry) int {
		switch {
		case a.In(session) == b.In(session):
			return 0
		case a.In(session):
			return -1
		}
		return 1
	})
	return facts, u.turnAgenda(ctx, &facts, page)
}

// turnAgenda loads what a page of an agenda shows: first what is open, then what has been talked about.
func (u *unit) turnAgenda(ctx context.Context, facts *AgendaFacts, page int) error {
	var err error
	if facts.Past, err = u.AgendaPoints().CountDone(ctx, facts.Mentorship.ID); err != nil {
		return fmt.Errorf("count points talked about: %w", err)
	}
	facts.Pages = max(1, (len(facts.Open)+facts.Past+AgendaPointsPerPage-1)/AgendaPointsPerPage)
	facts.Page = min(max(page, 0), facts.Pages-1)
	from := facts.Page * AgendaPointsPerPage
	to := min(from+AgendaPointsPerPage, len(facts.Open))
	facts.Entries = facts.Open[min(from, to):to]
	if room := AgendaPointsPerPage - len(facts.Entries); room > 0 {
		facts.Done, err = u.AgendaPoints().Done(ctx, facts.Mentorship.ID, max(0, from-len(facts.Open)), room)
		if err != nil {
			return fmt.Errorf("load points talked about: %w", err)
		}
	}
	return nil
}

// openAgenda is what a pair still wants to talk about, by session.
func (u *unit) openAgenda(ctx context.Context, id MentorshipID) ([]AgendaEntry, error) {
	open, err := u.AgendaPoints().Open(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load open points of an agenda: %w", err)
	}
	if len(open) == 0 {
		return nil, nil
	}
	sessions, err := u.Sessions().ForMentorship(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load sessions: %w", err)
	}
	return agendaOf(open, sessions, u.now), nil
}
