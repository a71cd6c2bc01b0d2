package core

import (
	"context"
	"fmt"
)

// Mentorship loads a mentorship for one of the two.
func (s *Service) Mentorship(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return s.mentorship(ctx, call, id, call.Actor)
}

// MentorshipFor loads a mentorship as the viewer sees it, for rendering messages.
func (s *Service) MentorshipFor(ctx context.Context, workspace WorkspaceID, id MentorshipID, viewer PersonID) (MentorshipFacts, error) {
	return s.mentorship(ctx, Call{Workspace: workspace}, id, viewer)
}

// OpeningOf loads a mentorship for what the group conversation of the two begins with.
func (s *Service) OpeningOf(ctx context.Context, workspace WorkspaceID, id MentorshipID) (MentorshipFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		return u.mentorshipFacts(ctx, m, m.Mentee)
	})
}

func (s *Service) mentorship(ctx context.Context, call Call, id MentorshipID, viewer PersonID) (MentorshipFacts, error) {
	return read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewMentorship, relationOf(viewer, m.Mentor, m.Mentee)); err != nil {
			return MentorshipFacts{}, err
		}
		facts, err := u.mentorshipFacts(ctx, m, viewer)
		if err != nil {
			return facts, err
		}
		if facts.Times, err = u.openTimesOf(ctx, m, viewer); err != nil {
			return facts, err
		}
		if facts.Notes, err = u.Notes().CountReadable(ctx, NotesAbout{Mentorship: id, Reader: viewer}); err != nil {
			return facts, fmt.Errorf("count notes: %w", err)
		}
		if facts.Agenda, err = u.openAgenda(ctx, id); err != nil {
			return facts, err
		}
		if facts.Links, err = u.Links().ForMentorship(ctx, id); err != nil {
			return facts, fmt.Errorf("load links: %w", err)
		}
		facts.Rooms, err = u.rooms(ctx, m)
		return facts, err
	})
}

func (u *unit) mentorshipFacts(ctx context.Context, m Mentorship, viewer PersonID) (MentorshipFacts, error) {
	facts := MentorshipFacts{Mentorship: m, ViewerIs: RoleMentee, NextNumber: 1}
	if viewer == m.Mentor {
		facts.ViewerIs = RoleMentor
	}
	var err error
	if facts.Program, err = u.Programs().Get(ctx, m.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, viewer); err != nil {
		return facts, err
	}
	if facts.Other, err = u.partner(ctx, m, viewer); err != nil {
		return facts, err
	}
	if facts.Sessions, err = u.Sessions().ForMentorship(ctx, m.ID); err != nil {
		return facts, fmt.Errorf("load sessions: %w", err)
	}
	u.summarise(&facts)
	counts, err := u.Goals().Counts(ctx, []MentorshipID{m.ID})
	if err != nil {
		return facts, fmt.Errorf("count goals: %w", err)
	}
	facts.Goals = counts[m.ID]
	if m.Ongoing() {
		if facts.Inquiries, err = u.inquiryCounts(ctx, m.ID, viewer); err != nil {
			return facts, err
		}
	}
	if facts.Agreement, err = u.agreementStanding(ctx, m.ID); err != nil {
		return facts, err
	}
	if facts.Held == 0 {
		read, err := u.guidesRead(ctx, viewer)
		if err != nil {
			return facts, err
		}
		facts.GuideRead = read[GuideFirstMeeting]
	}
	if facts.MayAnswerFit() {
		answer, err := u.fitOf(ctx, m.ID, viewer)
		if err != nil {
			return facts, err
		}
		facts.Fit = answer.Fit
	}
	facts.NextPlanned = facts.Program.Policy.Planned(facts.NextNumber)
	if facts.Evaluation, err = u.evaluationOf(ctx, m.ID, viewer); err != nil {
		return facts, err
	}
	if viewer == m.Mentee {
		if facts.MayMentor, err = u.mayMentor(ctx, facts.Program, m); err != nil {
			return facts, err
		}
	}
	if m.EndedBy != "" {
		facts.EndedBy, err = u.People().Get(ctx, m.EndedBy)
	}
	return facts, missing(err, "load person")
}

// summarise finds the next session, counts those held and gives the next booking its number: sessions that were cancelled, or to which
// somebody did not come, free theirs.
func (u *unit) summarise(facts *MentorshipFacts) {
	for i, session := range facts.Sessions {
		switch session.State {
		case SessionHeld:
			facts.Held++
			facts.HeldMinutes += session.HeldMinutes
		case SessionCancelled:
			if facts.Mentorship.dropped(session) {
				facts.Dropped++
			}
			continue
		case SessionNoShow: // is to be made up for under its number
			continue
		}
		facts.NextNumber = max(facts.NextNumber, session.Number+1)
		if session.State != SessionBooked {
			continue
		}
		if !session.EndsAt().After(u.now) {
			facts.Unconfirmed++
			continue
		}
		if facts.Next == nil || session.StartsAt.Before(facts.Next.StartsAt) {
			facts.Next = &facts.Sessions[i]
		}
	}
}

// dropped reports whether a cancelled session was cancelled with the end of the mentorship, or falls into its hold.
func (m *Mentorship) dropped(s Session) bool {
	if m.OnHold() {
		return !s.UpdatedAt.Before(m.Hold.Since) && s.StartsAt.Before(m.Hold.Until)
	}
	return s.CancelledBy == m.EndedBy && s.UpdatedAt.Equal(m.EndedAt)
}

// partner is the other side; how to reach them by phone is shown while the mentorship goes on.
func (u *unit) partner(ctx context.Context, m Mentorship, viewer PersonID) (Card, error) {
	card, err := u.card(ctx, m.Other(viewer))
	phone := card.Profile.Phone
	card.Profile = card.Profile.Public()
	if m.Ongoing() {
		card.Profile.Phone = phone
	}
	return card, err
}

// ConversationOpened records the group conversation of a mentorship.
func (s *Service) ConversationOpened(ctx context.Context, workspace WorkspaceID, id MentorshipID, channel string) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionOpenConversation, func(ctx context.Context, u *unit) (Mentorship, error) {
		if err := u.Mentorships().Lock(ctx, id); err != nil {
			return Mentorship{}, fmt.Errorf("lock mentorship: %w", err)
		}
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return m, missing(err, "load mentorship")
		}
		m.Conversation = channel
		if err := u.Mentorships().Save(ctx, m); err != nil {
			return m, fmt.Errorf("save mentorship: %w", err)
		}
		u.refreshHome(m.Mentor, m.Mentee)
		return m, u.audit(ctx, ActionOpenConversation, MentorshipSubject(id), nil)
	})
	return err
}
