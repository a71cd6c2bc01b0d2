package core

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// Extending loads a mentorship for one of the two who is about to propose a later end, and refuses what [Service.Extend] would.
func (s *Service) Extending(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return read(ctx, s, call, ActionExtend, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionExtend, u.relation(m.Mentor, m.Mentee)); err != nil {
			return MentorshipFacts{}, err
		}
		if err := m.refuseExtension(u.actor.ID, u.now); err != nil {
			return MentorshipFacts{}, err
		}
		return u.mentorshipFacts(ctx, m, u.actor.ID)
	})
}

// refuseExtension says why somebody cannot propose a later end now; nil if they can.
func (m *Mentorship) refuseExtension(by PersonID, now time.Time) error {
	if err := m.refuseIdle(CodeMentorshipEnded); err != nil {
		return err
	}
	if m.Extends(now) && m.Closing.Extension.By != by {
		return conflict(CodeExtensionWaits)
	}
	return nil
}

// Extend proposes to the other one to go on some weeks longer. It takes the place of what the actor proposed before.
func (s *Service) Extend(ctx context.Context, call Call, id MentorshipID, weeks int) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionExtend, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockToClose(ctx, ActionExtend, id)
		switch {
		case err != nil:
			return MentorshipFacts{}, err
		case weeks < 1 || weeks > MaxExtensionWeeks:
			return MentorshipFacts{}, &Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "weeks", Args: map[string]any{"Min": 1, "Max": MaxExtensionWeeks}}
		}
		if err := m.refuseExtension(u.actor.ID, u.now); err != nil {
			return MentorshipFacts{}, err
		}
		m.Closing.Extension = Extension{Number: m.Closing.Extension.Number + 1, By: u.actor.ID, Until: m.ExtendedBy(weeks, u.now)}
		if m.Closing.AgreedBy == u.actor.ID {
			m.Closing.AgreedBy = ""
		}
		if err := u.tellOther(ctx, m, NoticeExtension); err != nil {
			return MentorshipFacts{}, err
		}
		return u.saveClosing(ctx, ActionExtend, m, map[string]string{"weeks": strconv.Itoa(weeks)})
	})
}

// AgreeExtension agrees to the later end the other one proposes, by its number. Both read the new end.
func (s *Service) AgreeExtension(ctx context.Context, call Call, id MentorshipID, number int) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionAgreeExtension, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockExtension(ctx, ActionAgreeExtension, id, number)
		if err != nil {
			return MentorshipFacts{}, err
		}
		program, err := u.Programs().Get(ctx, m.Program)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load programme")
		}
		m.PlannedEnd = m.Closing.Extension.Until
		m.Closing = Closing{Extension: Extension{Number: number}}
		m.planClosing(program.Policy, u.now)
		if err := u.tellOther(ctx, m, NoticeExtended); err != nil {
			return MentorshipFacts{}, err
		}
		return u.saveClosing(ctx, ActionAgreeExtension, m, map[string]string{"until": m.PlannedEnd.Format(time.RFC3339)})
	})
}

// DeclineExtension keeps to the planned end, which is to say that the mentorship ends then if that day is still to come.
func (s *Service) DeclineExtension(ctx context.Context, call Call, id MentorshipID, number int) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionDeclineExtension, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockExtension(ctx, ActionDeclineExtension, id, number)
		if err != nil {
			return MentorshipFacts{}, err
		}
		m.Closing.Extension = Extension{Number: number}
		if !m.EndReached(u.now) {
			m.Closing.AgreedBy = u.actor.ID
		}
		if err := u.tellOther(ctx, m, NoticeExtensionDeclined); err != nil {
			return MentorshipFacts{}, err
		}
		return u.saveClosing(ctx, ActionDeclineExtension, m, nil)
	})
}

// EndAsPlanned records that the actor wants the mentorship to end on the planned day. What they proposed before is off the table. The
// other one sees it where they read of the end, and can still propose to go on.
func (s *Service) EndAsPlanned(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionEndAsPlanned, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockToClose(ctx, ActionEndAsPlanned, id)
		switch {
		case err != nil:
			return MentorshipFacts{}, err
		case m.EndReached(u.now):
			return MentorshipFacts{}, conflict(CodeEndReached)
		case m.Extends(u.now) && m.Closing.Extension.By != u.actor.ID:
			return MentorshipFacts{}, conflict(CodeExtensionWaits)
		case m.Closing.AgreedBy != "":
			return u.mentorshipFacts(ctx, m, u.actor.ID) // it ends then already
		}
		m.Closing.AgreedBy, m.Closing.Extension.By, m.Closing.Extension.Until = u.actor.ID, "", time.Time{}
		return u.saveClosing(ctx, ActionEndAsPlanned, m, nil)
	})
}

// lockToClose loads a mentorship that goes on under its lock, for one of the two.
func (u *unit) lockToClose(ctx context.Context, action Action, id MentorshipID) (Mentorship, error) {
	m, err := u.lockForPair(ctx, action, id, CodeMentorshipEnded)
	if err == nil {
		err = m.refuseIdle(CodeMentorshipEnded)
	}
	return m, err
}

// lockExtension is lockToClose for whoever is to answer a proposal, which is named by its number: it may have been replaced meanwhile.
func (u *unit) lockExtension(ctx context.Context, action Action, id MentorshipID, number int) (Mentorship, error) {
	m, err := u.lockToClose(ctx, action, id)
	switch {
	case err != nil:
		return m, err
	case !m.Extends(u.now) || m.Closing.Extension.Number != number:
		return m, conflict(CodeExtensionGone)
	case m.Closing.Extension.By == u.actor.ID:
		return m, conflict(CodeExtensionOwn)
	}
	return m, nil
}

// tellOther tells the other one, unless they are gone.
func (u *unit) tellOther(ctx context.Context, m Mentorship, notice NoticeKind) error {
	other, err := u.People().Get(ctx, m.Other(u.actor.ID))
	if err != nil {
		return missing(err, "load person")
	}
	if other.Active() {
		u.notify(other.ID, notice, Task{Mentorship: m.ID})
	}
	return nil
}

// saveClosing keeps how far the end is. Both see it on their Home and in what they were told.
func (u *unit) saveClosing(ctx context.Context, action Action, m Mentorship, detail map[string]string) (MentorshipFacts, error) {
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return MentorshipFacts{}, fmt.Errorf("save mentorship: %w", err)
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	if err := u.audit(ctx, action, MentorshipSubject(m.ID), detail); err != nil {
		return MentorshipFacts{}, err
	}
	return u.mentorshipFacts(ctx, m, u.actor.ID)
}
