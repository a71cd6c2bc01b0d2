package core

import (
	"context"
	"fmt"
	"slices"
)

// Session loads a session for one of its two people.
func (s *Service) Session(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return s.session(ctx, call, id, call.Actor)
}

// SessionFor loads a session as the viewer sees it, for rendering messages.
func (s *Service) SessionFor(ctx context.Context, workspace WorkspaceID, id SessionID, viewer PersonID) (SessionFacts, error) {
	return s.session(ctx, Call{Workspace: workspace}, id, viewer)
}

func (s *Service) session(ctx context.Context, call Call, id SessionID, viewer PersonID) (SessionFacts, error) {
	return read(ctx, s, call, ActionViewSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return SessionFacts{}, missing(err, "load session")
		}
		return u.sessionFacts(ctx, session, viewer)
	})
}

func (u *unit) sessionFacts(ctx context.Context, session Session, viewer PersonID) (SessionFacts, error) {
	pair, err := u.sessionPair(ctx, session, viewer)
	if err != nil {
		return SessionFacts{}, err
	}
	return u.sessionFactsOf(ctx, pair, session)
}

// sessionPair loads what is the same for all sessions of a mentorship.
func (u *unit) sessionPair(ctx context.Context, session Session, viewer PersonID) (SessionFacts, error) {
	facts := SessionFacts{ViewerIs: RoleMentee}
	var err error
	if facts.Mentorship, err = u.Mentorships().Get(ctx, session.Mentorship); err != nil {
		return facts, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewSession, relationOf(viewer, facts.Mentorship.Mentor, facts.Mentorship.Mentee)); err != nil {
		return SessionFacts{}, err
	}
	if facts.Program, err = u.Programs().Get(ctx, session.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, viewer); err != nil {
		return facts, err
	}
	if facts.Other, err = u.partner(ctx, facts.Mentorship, viewer); err != nil {
		return facts, err
	}
	if viewer == facts.Mentorship.Mentor {
		facts.ViewerIs = RoleMentor
	}
	if facts.Calendar, err = u.calendarSettings(ctx, viewer); err != nil {
		return facts, err
	}
	facts.Agenda, err = u.openAgenda(ctx, facts.Mentorship.ID)
	return facts, err
}

// sessionFactsOf adds one session to what is known of its pair.
func (u *unit) sessionFactsOf(ctx context.Context, pair SessionFacts, session Session) (SessionFacts, error) {
	facts := pair
	facts.Session, facts.Agenda = session, nil
	for _, e := range pair.Agenda {
		if e.In(session.ID) {
			facts.Agenda = append(facts.Agenda, e)
		}
	}
	var err error
	if facts.Mine, err = u.reply(ctx, session.ID, facts.Viewer.Person.ID); err != nil {
		return facts, err
	}
	if facts.Theirs, err = u.reply(ctx, session.ID, facts.Other.Person.ID); err != nil {
		return facts, err
	}
	if err := u.addCheckIns(ctx, &facts); err != nil {
		return facts, err
	}
	if err := u.addSeries(ctx, &facts); err != nil {
		return facts, err
	}
	by := session.BookedBy
	if session.ChangedBy != "" {
		by = session.ChangedBy
	}
	switch by {
	case facts.Viewer.Person.ID:
		facts.By = facts.Viewer.Person
	case facts.Other.Person.ID:
		facts.By = facts.Other.Person
	default: // staff, or somebody who paired them
		facts.By, err = u.People().Get(ctx, by)
	}
	return facts, missing(err, "load person")
}

// ChangedSince reports whether the session is not as it was when what a message tells was so.
func (f *SessionFacts) ChangedSince() bool {
	changed := f.Session.State == SessionBooked || f.Session.State == SessionCancelled // else that it was said how it went is the last change
	return !f.Told.IsZero() && changed && f.Session.UpdatedAt.After(f.Told)
}

// addCheckIns loads what was said about a session that is over. What the other one said is shown to whom has answered, so that each answers
// for themselves.
func (u *unit) addCheckIns(ctx context.Context, facts *SessionFacts) error {
	if u.now.Before(facts.Session.EndsAt()) || facts.Session.State == SessionCancelled {
		return nil
	}
	var err error
	if facts.Said, err = u.checkIn(ctx, facts.Session.ID, facts.Viewer.Person.ID); err != nil || facts.Said.Outcome == "" {
		return err
	}
	if facts.OtherSaid, err = u.checkIn(ctx, facts.Session.ID, facts.Other.Person.ID); err != nil {
		return err
	}
	facts.OtherSaid.Pulse = ""
	all, err := u.Sessions().ForMentorship(ctx, facts.Mentorship.ID)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	if facts.AsksFit, err = u.asksFit(ctx, *facts, all); err != nil {
		return err
	}
	facts.Booked = slices.ContainsFunc(all, func(s Session) bool { return s.State == SessionBooked && s.EndsAt().After(u.now) })
	return nil
}

// asksFit reports whether the viewer is to say how it fits below a session: the latest that was held, once there are enough.
func (u *unit) asksFit(ctx context.Context, facts SessionFacts, all []Session) (bool, error) {
	if !facts.Program.Policy.AsksFit() || !facts.Mentorship.Ongoing() || facts.Session.State != SessionHeld {
		return false, nil
	}
	held := slices.DeleteFunc(slices.Clone(all), func(s Session) bool { return s.State != SessionHeld })
	later := slices.ContainsFunc(held, func(s Session) bool { return s.StartsAt.After(facts.Session.StartsAt) })
	if later || len(held) < FitSessions {
		return false, nil
	}
	answer, err := u.fitOf(ctx, facts.Mentorship.ID, facts.Viewer.Person.ID)
	return err == nil && answer.Fit == "", err
}

// toCheckIn are the sessions of which somebody has not said yet how they went, latest first.
func (u *unit) toCheckIn(ctx context.Context, person PersonID) ([]SessionFacts, error) {
	sessions, err := u.Sessions().ToCheckIn(ctx, person, u.now.AddDate(0, 0, -CheckInDays), u.now, maxUpcoming)
	if err != nil {
		return nil, fmt.Errorf("load sessions to check in: %w", err)
	}
	all, err := u.factsOfSessions(ctx, sessions, person)
	return slices.DeleteFunc(all, func(f SessionFacts) bool { return !f.Program.Policy.AsksHowItWent() }), err
}

// Agenda loads the actor's upcoming sessions and the mentorships they can book in.
func (s *Service) Agenda(ctx context.Context, call Call) (Agenda, error) {
	return own(ctx, s, call, ActionViewAgenda, func(ctx context.Context, u *unit) (Agenda, error) {
		viewer, err := u.card(ctx, u.actor.ID)
		if err != nil {
			return Agenda{}, err
		}
		agenda := Agenda{Viewer: viewer, Now: u.now}
		if agenda.Sessions, err = u.upcoming(ctx, u.actor.ID); err != nil {
			return Agenda{}, err
		}
		if agenda.ToCheckIn, err = u.toCheckIn(ctx, u.actor.ID); err != nil {
			return Agenda{}, err
		}
		if agenda.Times, err = u.openTimes(ctx, u.actor.ID); err != nil {
			return Agenda{}, err
		}
		agenda.Mentorships, err = u.openMentorships(ctx, u.actor.ID)
		return agenda, err
	})
}

// maxUpcoming bounds how many sessions a screen lists.
const maxUpcoming = 20

func (u *unit) upcoming(ctx context.Context, person PersonID) ([]SessionFacts, error) {
	sessions, err := u.Sessions().Upcoming(ctx, person, u.now, maxUpcoming)
	if err != nil {
		return nil, fmt.Errorf("load sessions: %w", err)
	}
	return u.factsOfSessions(ctx, sessions, person)
}

// factsOfSessions loads sessions of one person, what is the same for several of them once: a list may hold the whole of a series.
func (u *unit) factsOfSessions(ctx context.Context, sessions []Session, viewer PersonID) ([]SessionFacts, error) {
	pairs := map[MentorshipID]SessionFacts{}
	var all []SessionFacts
	for _, session := range sessions {
		pair, known := pairs[session.Mentorship]
		if !known {
			var err error
			if pair, err = u.sessionPair(ctx, session, viewer); err != nil {
				return nil, err
			}
			pairs[session.Mentorship] = pair
		}
		facts, err := u.sessionFactsOf(ctx, pair, session)
		if err != nil {
			return nil, err
		}
		all = append(all, facts)
	}
	return all, nil
}

func (u *unit) openMentorships(ctx context.Context, person PersonID) ([]MentorshipFacts, error) {
	all, err := u.Mentorships().ForPerson(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load mentorships: %w", err)
	}
	var out []MentorshipFacts
	for _, m := range all {
		if !m.Ongoing() {
			continue
		}
		facts, err := u.mentorshipFacts(ctx, m, person)
		if err != nil {
			return nil, err
		}
		out = append(out, facts)
	}
	return out, nil
}
