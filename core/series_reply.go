package core

import (
	"context"
	"fmt"
	"time"
)

// takeSeriesReply takes an answer to a series: about one occurrence, or about all that are still to come. Whoever declines all of them is asked once
// what is to become of it, about the next.
func (u *unit) takeSeriesReply(ctx context.Context, known CalendarCopy, reply CalendarReply) (ReplyOutcome, error) {
	series, err := u.Sessions().Series(ctx, known.Series)
	if err != nil {
		return "", missing(err, "load series")
	}
	all, err := u.Sessions().ForSeries(ctx, known.Series)
	if err != nil {
		return "", fmt.Errorf("load sessions of a series: %w", err)
	}
	outcome := ReplyUnknown
	for _, session := range all {
		whole := reply.Occurrence.IsZero()
		switch {
		case whole && !session.ahead(u.now):
			continue
		case !whole && !reply.Occurrence.Equal(series.Time(session.Part)):
			continue
		}
		known.Session = session.ID
		answer := reply
		if whole {
			answer.Proposed, answer.Minutes = time.Time{}, 0 // a start for which of them?
		}
		became, err := u.takeReply(ctx, known, answer)
		if err != nil {
			return "", err
		}
		if outcome != ReplyTaken {
			outcome = became
		}
		if became == ReplyTaken && whole {
			u.oneDeclined(known.Person)
		}
	}
	if outcome == ReplyUnknown && reply.Occurrence.IsZero() {
		return ReplyStale, nil // all of them are over
	}
	return outcome, nil
}

// oneDeclined keeps the first question of what is to become of a session that somebody declined, and drops those behind it.
func (u *unit) oneDeclined(person PersonID) {
	asked := false
	kept := u.jobs[:0]
	for _, job := range u.jobs {
		question := job.Task.Notice == NoticeSessionDeclined && job.Task.To == person
		if question && asked {
			continue
		}
		asked = asked || question
		kept = append(kept, job)
	}
	u.jobs = kept
}

// NextOfSeries loads a session for one of its two people, or the next of its series where that session is over or cancelled. Errors: of kind Conflict
// where none of them is still to come.
func (s *Service) NextOfSeries(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return read(ctx, s, call, ActionViewSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return SessionFacts{}, missing(err, "load session")
		}
		facts, err := u.sessionFacts(ctx, session, call.Actor)
		if err != nil || session.ahead(u.now) {
			return facts, err
		}
		all, err := u.Sessions().ForSeries(ctx, session.Series)
		if err != nil {
			return SessionFacts{}, fmt.Errorf("load sessions of a series: %w", err)
		}
		for _, other := range all {
			if session.Series != "" && other.ahead(u.now) {
				return u.sessionFacts(ctx, other, call.Actor)
			}
		}
		return SessionFacts{}, conflict(CodeSessionOver)
	})
}
