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
