package core

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// silencePatience is when a look into the conversation of two is tried again that came to nothing.
const silencePatience = 24 * time.Hour

// settleSilence looks for signs of life of a mentorship in what is known. Where there is none it has the conversation of the two looked at,
// of which the product knows nothing else than when somebody last wrote.
func (s *Service) settleSilence(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionAskAfter, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, program, err := u.lockSilence(ctx, item.Mentorship)
		if err != nil || m.Silence.LookAt.IsZero() || m.Silence.LookAt.After(u.now) {
			return m, err
		}
		if !m.Ongoing() {
			m.Silence.LookAt, m.Silence.EndsAt = time.Time{}, time.Time{}
			return m, u.saveSilence(ctx, m)
		}
		heard, err := u.soundsOf(ctx, &m, program.Policy, time.Time{})
		if err != nil || heard {
			return m, err
		}
		u.enqueue(Job{Kind: JobSilence, Task: Task{Mentorship: m.ID, To: m.Mentee}, Lane: "silence:" + string(m.ID)})
		m.Silence.LookAt = u.now.Add(silencePatience)
		return m, u.saveSilence(ctx, m)
	})
	return err
}

// lockSilence holds a mentorship as its end does, and loads it with its programme.
func (u *unit) lockSilence(ctx context.Context, id MentorshipID) (m Mentorship, program Program, err error) {
	if m, err = u.Mentorships().Get(ctx, id); err != nil {
		return m, program, missing(err, "load mentorship")
	}
	if err := u.People().Lock(ctx, m.Mentor, m.Mentee); err != nil {
		return m, program, fmt.Errorf("lock people: %w", err)
	}
	if m, err = u.lockOngoing(ctx, id); err != nil {
		return m, program, err
	}
	program, err = u.Programs().Get(ctx, m.Program)
	return m, program, missing(err, "load programme")
}

// Silent loads a mentorship in whose conversation a sign of life is to be looked for.
func (s *Service) Silent(ctx context.Context, workspace WorkspaceID, id MentorshipID) (Mentorship, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, err := u.Mentorships().Get(ctx, id)
		return m, missing(err, "load mentorship")
	})
}

// TakeSilence goes on after the conversation of two was looked at: wrote is when one of them last did, zero if nobody has. Without a sign of
// life it takes the next step: it asks the two, or puts it before staff, or ends the mentorship.
func (s *Service) TakeSilence(ctx context.Context, workspace WorkspaceID, id MentorshipID, wrote time.Time) error {
	_, err := change(ctx, s, Call{Workspace: workspace, Unhurried: true}, ActionAskAfter, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, program, err := u.lockSilence(ctx, id)
		if err != nil || !m.Open() {
			return m, err
		}
		heard, err := u.soundsOf(ctx, &m, program.Policy, wrote)
		if err != nil || heard {
			return m, err
		}
		return m, u.askAfter(ctx, m, program.Policy)
	})
	return err
}

// soundsOf reports whether there is no need to ask after a mentorship now, and then saves when there will be: somebody gave a sign of life,
// the programme asks after nobody, the mentorship is on hold, or one of the two is away.
func (u *unit) soundsOf(ctx context.Context, m *Mentorship, policy Policy, wrote time.Time) (bool, error) {
	sign, err := u.lastSign(ctx, *m)
	if err != nil {
		return false, err
	}
	if wrote.After(sign) {
		sign = wrote
	}
	if policy.nearsEnd(m, u.now) && m.PlannedEnd.After(sign) {
		sign = m.PlannedEnd
	}
	back, err := u.backAt(ctx, *m)
	if err != nil {
		return false, err
	}
	s := m.Silence
	s.heard(policy, sign, u.now)
	switch {
	case m.OnHold():
		s.LookAt = m.Hold.Until.AddDate(0, 0, silenceLookDays)
	case s.LookAt.After(u.now):
	case back.After(u.now):
		s = m.Silence
		s.LookAt = back.AddDate(0, 0, silenceLookDays)
	default:
		m.Silence.Since = s.Since
		return false, nil
	}
	was := m.Silence.Stage
	m.Silence = s
	if err := u.saveSilence(ctx, *m); err != nil || was == s.Stage {
		return true, err
	}
	return true, u.silenceOver(ctx, *m)
}

// askAfter takes the next step about a mentorship that is locked and quiet.
func (u *unit) askAfter(ctx context.Context, m Mentorship, policy Policy) error {
	was := m.Silence.Stage
	notice := m.Silence.next(policy, u.now)
	if m.Silence.Stage == SilenceEnded {
		_, err := u.endMentorship(ctx, m, "", "")
		return err
	}
	if err := u.saveSilence(ctx, m); err != nil {
		return err
	}
	if was == SilenceAsked {
		if err := u.reportQuiet(ctx, m); err != nil {
			return err
		}
	}
	if notice == "" {
		return nil
	}
	if err := u.remindLater(ctx, m, notice, u.now, m.Mentor, m.Mentee); err != nil {
		return err
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	return u.audit(ctx, ActionAskAfter, MentorshipSubject(m.ID), map[string]string{"told": string(notice)})
}

func (u *unit) saveSilence(ctx context.Context, m Mentorship) error {
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	return nil
}

// silenceOver takes back what was said about a silence.
func (u *unit) silenceOver(ctx context.Context, m Mentorship) error {
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	return u.resolveQuiet(ctx, m)
}

// reportQuiet puts a mentorship before staff. What they settle by hand does not come back until it was quiet anew.
func (u *unit) reportQuiet(ctx context.Context, m Mentorship) error {
	item := Attention{
		ID: AttentionID(u.service.ids.NewID()), Program: m.Program, Kind: AttentionQuiet, Person: m.Mentee, Mentorship: m.ID, CreatedAt: u.now,
	}
	if err := u.Attention().Save(ctx, item); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, m.Program)
}

// resolveQuiet takes a mentorship that is not quiet any more, or over, away from staff.
func (u *unit) resolveQuiet(ctx context.Context, m Mentorship) error {
	open, err := u.Attention().OpenFor(ctx, m.Program, m.Mentee)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	at := slices.IndexFunc(open, func(a Attention) bool { return a.Kind == AttentionQuiet && a.Mentorship == m.ID })
	if at < 0 {
		return nil
	}
	open[at].ResolvedAt = u.now
	if err := u.Attention().Save(ctx, open[at]); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, m.Program)
}

// SilenceDue reports whether somebody still is to be told of a silence in their mentorship.
func (s *Service) SilenceDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.silenceDue(ctx, task) })
}

func (u *unit) silenceDue(ctx context.Context, task Task) (bool, error) {
	m, err := u.Mentorships().Get(ctx, task.Mentorship)
	if err != nil {
		return false, missing(err, "load mentorship")
	}
	facts, err := u.mentorshipFacts(ctx, m, task.To)
	return err == nil && facts.Silent(task.Notice), err
}

// Silent reports whether what a notice says of a silence is true.
func (f *MentorshipFacts) Silent(notice NoticeKind) bool {
	m := &f.Mentorship
	return m.Quiet() && f.Next == nil && (notice != NoticeQuietEnd || m.Silence.Stage == SilenceWarned)
}

// QuietFacts is a mentorship in which nothing happens, as staff see it.
type QuietFacts struct {
	Mentorship Mentorship
	Mentor     Card
	Mentee     Card
}

// quietFacts loads what an item about a quiet mentorship shows; nil for an item about something else.
func (u *unit) quietFacts(ctx context.Context, item Attention) (*QuietFacts, error) {
	if item.Kind != AttentionQuiet {
		return nil, nil
	}
	var q QuietFacts
	var err error
	if q.Mentorship, err = u.Mentorships().Get(ctx, item.Mentorship); err != nil {
		return nil, missing(err, "load mentorship")
	}
	if q.Mentor, err = u.publicCard(ctx, q.Mentorship.Mentor); err != nil {
		return nil, err
	}
	q.Mentee, err = u.publicCard(ctx, q.Mentorship.Mentee)
	return &q, err
}
