package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// A transaction that another one got in the way of is run again this often, after pauses that double from the first to the
// last. With what SQLite waits by itself, that is about ten seconds.
const (
	maxTries   = 24
	firstPause = 2 * time.Millisecond
	lastPause  = 250 * time.Millisecond
)

// Change implements core.Store. On PostgreSQL the transaction is READ COMMITTED: what must not change is locked row by row.
// On SQLite it holds the whole database.
func (db *DB) Change(ctx context.Context, workspace core.WorkspaceID, fn func(core.Tx) error) error {
	return db.retry(ctx, func() error {
		return db.write.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error {
			return fn(transaction{scope{db: tx, dialect: db.dialect, workspace: workspace}, db.keys})
		})
	})
}

// Read implements core.Store.
func (db *DB) Read(ctx context.Context, workspace core.WorkspaceID, fn func(core.Tx) error) error {
	return db.retry(ctx, func() error {
		return db.read.RunInTx(ctx, db.dialect.readTx(), func(_ context.Context, tx bun.Tx) error {
			return fn(transaction{scope{db: tx, dialect: db.dialect, workspace: workspace}, db.keys})
		})
	})
}

// retry runs fn until it succeeds, fails for good or has been tried often enough.
func (db *DB) retry(ctx context.Context, fn func() error) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := fn()
		if err == nil || !transient(err) && !errors.Is(err, errLaneTaken) {
			return err
		}
		if try == maxTries {
			return fmt.Errorf("gave up after %d tries: %w", try, err)
		}
		db.log.DebugContext(ctx, "run transaction again", "try", try, "error", err)
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause/2 + rand.N(pause)): // spread, so that two that collided do not meet again
		}
		pause = min(2*pause, lastPause)
	}
}

// transaction implements core.Tx.
type transaction struct {
	scope
	keys Keyring
}

func (t transaction) People() core.People               { return people{t.scope} }
func (t transaction) Profiles() core.Profiles           { return profiles{t.scope} }
func (t transaction) Programs() core.Programs           { return programs{t.scope} }
func (t transaction) PairingRuns() core.PairingRuns     { return pairings{t.scope} }
func (t transaction) Supplies() core.Supplies           { return supplies{t.scope} }
func (t transaction) Exclusions() core.Exclusions       { return exclusions{t.scope} }
func (t transaction) Participants() core.Participants   { return participants{t.scope} }
func (t transaction) AnswerSheets() core.AnswerSheets   { return answerSheets{t.scope} }
func (t transaction) ChoiceLists() core.ChoiceLists     { return choiceLists{t.scope} }
func (t transaction) Invitations() core.Invitations     { return invitations{t.scope} }
func (t transaction) Mentorships() core.Mentorships     { return mentorships{t.scope} }
func (t transaction) Notes() core.Notes                 { return notes{t.scope} }
func (t transaction) Links() core.Links                 { return links{t.scope} }
func (t transaction) AgendaPoints() core.AgendaPoints   { return agendaPoints{t.scope} }
func (t transaction) Events() core.Events               { return events{t.scope} }
func (t transaction) Inquiries() core.Inquiries         { return inquiries{t.scope} }
func (t transaction) Goals() core.Goals                 { return goals{t.scope} }
func (t transaction) Evaluations() core.Evaluations     { return evaluations{t.scope} }
func (t transaction) Fits() core.FitAnswers             { return fitAnswers{t.scope} }
func (t transaction) Agreements() core.Agreements       { return agreements{t.scope} }
func (t transaction) Hours() core.HoursOfPeople         { return hours{t.scope} }
func (t transaction) BusyFeeds() core.BusyFeeds         { return busyFeeds(t) }
func (t transaction) Sessions() core.Sessions           { return sessions{t.scope} }
func (t transaction) Attention() core.AttentionItems    { return attentionItems{t.scope} }
func (t transaction) Messages() core.Messages           { return messages{t.scope} }
func (t transaction) Deliveries() core.Deliveries       { return deliveries{t.scope} }
func (t transaction) Audit() core.Audit                 { return audit{t.scope} }
func (t transaction) Inbox() core.Inbox                 { return inbox{t.scope} }
func (t transaction) Jobs() core.Jobs                   { return jobs{t.scope} }
func (t transaction) Calendars() core.Calendars         { return calendars{t.scope} }
func (t transaction) Installations() core.Installations { return installations(t) }
func (t transaction) Errands() core.Errands             { return errands{t.scope} }
func (t transaction) Searches() core.Searches           { return savedSearches{t.scope} }
func (t transaction) Groups() core.Groups               { return groups{t.scope} }
func (t transaction) GuideReads() core.GuideReads       { return guideReads{t.scope} }
func (t transaction) LessonTicks() core.LessonTicks     { return lessonTicks{t.scope} }
func (t transaction) Marks() core.Marks                 { return marks{t.scope} }
func (t transaction) TimeProposals() core.TimeProposals { return timeProposals{t.scope} }
func (t transaction) Enlistments() core.Enlistments     { return enlistments{t.scope} }
func (t transaction) Support() core.SupportDesk         { return supportDesk{t.scope} }
func (t transaction) Records() core.PersonalRecords     { return personalData{t.scope} }
