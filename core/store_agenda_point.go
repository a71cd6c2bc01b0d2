package core

import "context"

// AgendaPoints keeps what pairs want to talk about when they meet.
type AgendaPoints interface {
	Get(ctx context.Context, id AgendaPointID) (AgendaPoint, error)                      // ErrNotFound
	Open(ctx context.Context, id MentorshipID) ([]AgendaPoint, error)                    // not talked about yet, those added first first
	Done(ctx context.Context, id MentorshipID, offset, limit int) ([]AgendaPoint, error) // a part of those talked about, latest first
	CountDone(ctx context.Context, id MentorshipID) (int, error)                         // those talked about
	Save(ctx context.Context, p AgendaPoint) error                                       // insert or update
	Remove(ctx context.Context, id AgendaPointID) error                                  // one that is not there is removed
}
