package core

import "time"

// Silence is how far the product has gone in asking after a mentorship in which nothing happens: first the two are asked, then staff hear of
// it, and last, where the programme says so, it ends after both were told when.
type Silence struct {
	Since  time.Time // the last sign of life that is known of
	LookAt time.Time // when to look for one again; zero once the mentorship is over
	Stage  SilenceStage
	EndsAt time.Time // when it ends if nobody says anything; zero unless that was announced
}

// SilenceStage is what was said about a silence.
type SilenceStage string

// The stages, in order. Any sign of life leads back to the first one.
const (
	SilenceNone     SilenceStage = ""         // nothing
	SilenceAsked    SilenceStage = "asked"    // the two were asked whether they are in touch
	SilenceReported SilenceStage = "reported" // staff see it
	SilenceWarned   SilenceStage = "warned"   // so do they, and the two were told when it ends
	SilenceEnded    SilenceStage = "ended"    // it did
)

// How long the product waits between two steps.
const (
	silenceAnswerDays = 14 // from the question to the two until staff hear of it
	silenceLookDays   = 7  // from one look at what staff have heard of to the next
	silenceOffDays    = 30 // where the programme asks after nobody, until its policy is looked at again
)

// Quiet reports whether something was said about a silence that goes on.
func (m *Mentorship) Quiet() bool { return m.Open() && m.Silence.Stage != SilenceNone }

// EndedQuiet reports whether a mentorship ended because nothing had happened in it for long.
func (m *Mentorship) EndedQuiet() bool { return m.Silence.Stage == SilenceEnded }

// heard takes note of a sign of life and plans when to look for the next one.
func (s *Silence) heard(policy Policy, sign, now time.Time) {
	if sign.After(s.Since) {
		s.Since = sign
	}
	s.Stage, s.EndsAt = SilenceNone, time.Time{}
	s.LookAt = s.quietFrom(policy)
	if policy.QuietDays == 0 {
		s.LookAt = now.AddDate(0, 0, silenceOffDays)
	}
}

// stirs takes note of a sign of life at this moment. When to look for the next one is planned by the next look.
func (s *Silence) stirs(now time.Time) { s.Since, s.Stage, s.EndsAt = now, SilenceNone, time.Time{} }

// nearsEnd reports whether the two are soon asked about the end of their mentorship, or were: then nobody asks about a silence as well.
func (p Policy) nearsEnd(m *Mentorship, now time.Time) bool {
	return !m.PlannedEnd.IsZero() && !now.Before(m.PlannedEnd.AddDate(0, 0, -p.EndReminderDays-silenceAnswerDays))
}

// quietFrom is when a mentorship counts as quiet, if no other sign comes before that.
func (s *Silence) quietFrom(policy Policy) time.Time { return s.Since.AddDate(0, 0, policy.QuietDays) }

// next takes the next step of a silence that goes on. It tells which notice, if any, the two are to get.
func (s *Silence) next(policy Policy, now time.Time) NoticeKind {
	in := func(days int) time.Time { return now.AddDate(0, 0, days) }
	switch s.Stage {
	case SilenceNone:
		s.Stage, s.LookAt = SilenceAsked, in(silenceAnswerDays)
		return NoticeQuiet
	case SilenceAsked, SilenceReported:
		s.Stage, s.LookAt = SilenceReported, in(silenceLookDays)
		if policy.QuietEndDays == 0 {
			return ""
		}
		s.Stage = SilenceWarned
		s.endAt(in(policy.QuietEndDays), now)
		return NoticeQuietEnd
	case SilenceWarned:
		switch {
		case policy.QuietEndDays == 0: // the programme has changed its mind: so does the product
			s.Stage, s.EndsAt, s.LookAt = SilenceReported, time.Time{}, in(silenceLookDays)
		case now.Before(s.EndsAt):
			s.endAt(s.EndsAt, now)
		default:
			s.Stage, s.LookAt = SilenceEnded, time.Time{}
		}
	}
	return ""
}

// endAt sets when the mentorship ends. Until then it is looked at again and again: a sign of life takes the end back at once.
func (s *Silence) endAt(at, now time.Time) {
	s.EndsAt, s.LookAt = at, now.AddDate(0, 0, silenceLookDays)
	if at.Before(s.LookAt) {
		s.LookAt = at
	}
}

// look tells one look for a sign of life from the next: a job that is carried out twice, or late, is about one that is over.
func (s *Silence) look() int { return int(s.LookAt.Unix()) }
