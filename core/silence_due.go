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
		m.Silence.LookAt = u.now.Add(silencePatience)
		u.enqueue(Job{
			Kind: JobSilence, Task: Task{Mentorship: m.ID, To: m.Mentee, Sequence: m.Silence.look()}, Lane: "silence:" + string(m.ID),
		})
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

// TakeSilence goes on after the conversation of two was looked at for a job: wrote is when one of them last did, zero if nobody has. Without a
// sign of life it takes the next step: it asks the two, or puts it before staff, or ends the mentorship. One look leads to one step.
func (s *Service) TakeSilence(ctx context.Context, workspace WorkspaceID, task Task, wrote time.Time) error {
	_, err := change(ctx, s, Call{Workspace: workspace, Unhurried: true}, ActionAskAfter, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, program, err := u.lockSilence(ctx, task.Mentorship)
		if err != nil || !m.Open() || m.Silence.look() != task.Sequence {
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
	case policy.nearsEnd(m, u.now) && m.PlannedEnd.AddDate(0, 0, policy.QuietDays).After(u.now):
		s.LookAt = m.PlannedEnd.AddDate(0, 0, policy.QuietDays)
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
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	if err := u.resolveQuiet(ctx, *m); err != nil {
		return true, err
	}
	return true, u.audit(ctx, ActionAskAfter, MentorshipSubject(m.ID), map[string]string{"stage": "over"})
}

// askAfter takes the next step about a mentorship that is locked and quiet.
func (u *unit) askAfter(ctx context.Context, m Mentorship, policy Policy) error {
	was := m.Silence
	if err := u.heedNews(ctx, &m, policy); err != nil {
		return err
	}
	notice := m.Silence.next(policy, u.now)
	if m.Silence.Stage == SilenceEnded {
		_, err := u.endMentorship(ctx, m, "", "")
		return err
	}
	if err := u.saveSilence(ctx, m); err != nil {
		return err
	}
	if was.Stage == m.Silence.Stage && was.EndsAt.Equal(m.Silence.EndsAt) {
		return nil
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	if was.Stage == SilenceAsked {
		if err := u.reportQuiet(ctx, m); err != nil {
			return err
		}
	}
	if notice != "" {
		if err := u.remindLater(ctx, m, notice, u.now, m.Mentor, m.Mentee); err != nil {
			return err
		}
	}
	return u.audit(ctx, ActionAskAfter, MentorshipSubject(m.ID), map[string]string{"stage": string(m.Silence.Stage)})
}

// heedNews puts off the end of a mentorship for as long as the two have not had the days they were promised, counted from when they were told.
// Where neither was, because the chat system took no messages, it does not end.
func (u *unit) heedNews(ctx context.Context, m *Mentorship, policy Policy) error {
	if m.Silence.Stage != SilenceWarned || policy.QuietEndDays == 0 || u.now.Before(m.Silence.EndsAt) {
		return nil
	}
	sent, err := u.Messages().ForSubject(ctx, MentorshipSubject(m.ID))
	if err != nil {
		return fmt.Errorf("load messages: %w", err)
	}
	told := u.now
	if latest := slices.IndexFunc(sent, func(x Message) bool { return x.Notice == NoticeQuietEnd && x.SentAt.After(m.Silence.Since) }); latest >= 0 {
		told = time.Time{}
		for _, x := range sent[latest:] {
			if x.Notice == NoticeQuietEnd && x.SentAt.After(told) {
				told = x.SentAt
			}
		}
	}
	if ends := told.AddDate(0, 0, policy.QuietEndDays); ends.After(m.Silence.EndsAt) {
		m.Silence.EndsAt = ends
	}
	return nil
}

func (u *unit) saveSilence(ctx context.Context, m Mentorship) error {
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	return nil
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
	var over []Attention
	for _, a := range open {
		if a.Kind == AttentionQuiet && a.Mentorship == m.ID {
			a.ResolvedAt = u.now
			over = append(over, a)
		}
	}
	if len(over) == 0 {
		return nil
	}
	if err := u.Attention().Save(ctx, over...); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, m.Program)
}

// settleQuiet is what staff do who settle such an item: the time begins anew, and nothing ends.
func (u *unit) settleQuiet(ctx context.Context, item Attention) error {
	if item.Kind != AttentionQuiet {
		return nil
	}
	m, _, err := u.lockSilence(ctx, item.Mentorship)
	if err != nil {
		return err
	}
	m.Silence.stirs(u.now)
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	return u.saveSilence(ctx, m)
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
