package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// RecordMessage keeps where a message of a task was delivered, and has a copy of a notice mailed to whoever wants copies. A second record for
// one job is ignored: the first delivery counts.
func (s *Service) RecordMessage(ctx context.Context, workspace WorkspaceID, m Message, task Task) error {
	if m.ID == "" {
		m.ID = MessageID(s.ids.NewID())
	}
	if m.SentAt.IsZero() {
		m.SentAt = s.Now()
	}
	if m.DecidedAt.IsZero() {
		m.DecidedAt = m.SentAt
	}
	copied := false
	err := s.store.Change(ctx, workspace, func(tx Tx) error {
		u := &unit{Tx: tx, service: s, call: Call{Workspace: workspace}, now: s.Now()}
		err := u.Messages().Save(ctx, m)
		if err != nil {
			return err
		}
		if copied, err = u.mailCopy(ctx, m, task); err != nil {
			return err
		}
		return u.finish(ctx, "", nil)
	})
	if err != nil && !errors.Is(err, ErrDuplicate) {
		return fmt.Errorf("record message: %w", err)
	}
	if copied && err == nil {
		s.jobsAdded()
	}
	return nil
}

// MessageOfJob finds the message a job sent. Errors: ErrNotFound.
func (s *Service) MessageOfJob(ctx context.Context, workspace WorkspaceID, job JobID) (Message, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Message, error) {
		return u.Messages().ByJob(ctx, job)
	})
}

// RefreshAround has what was said about a subject brought up to date, in turn with the updates that changes ask for, if the message at a
// place in the chat system is part of it. What a task names must belong to the subject.
func (s *Service) RefreshAround(ctx context.Context, workspace WorkspaceID, subject, channel, timestamp string, task Task) error {
	added := false
	err := s.store.Change(ctx, workspace, func(tx Tx) error {
		u := &unit{Tx: tx, service: s, call: Call{Workspace: workspace}, now: s.Now()}
		messages, err := u.Messages().ForSubject(ctx, subject)
		if err != nil {
			return fmt.Errorf("load messages: %w", err)
		}
		added = slices.ContainsFunc(messages, func(m Message) bool { return m.Channel == channel && m.Timestamp == timestamp })
		if !added {
			return nil
		}
		u.refreshMessages(subject, task)
		return u.finish(ctx, "", nil)
	})
	if err != nil {
		return fmt.Errorf("refresh messages: %w", err)
	}
	if added {
		s.jobsAdded()
	}
	return nil
}

// MessagesAbout are the messages sent about a subject, oldest first.
func (s *Service) MessagesAbout(ctx context.Context, workspace WorkspaceID, subject string) ([]Message, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]Message, error) {
		return u.Messages().ForSubject(ctx, subject)
	})
}

// ListFor loads a choice list for rendering its messages.
func (s *Service) ListFor(ctx context.Context, workspace WorkspaceID, id ChoiceListID) (ChoiceFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ChoiceFacts, error) {
		list, err := u.ChoiceLists().Get(ctx, id)
		if err != nil {
			return ChoiceFacts{}, missing(err, "load choices")
		}
		program, err := u.Programs().Get(ctx, list.Program)
		if err != nil {
			return ChoiceFacts{}, missing(err, "load programme")
		}
		return u.choiceFacts(ctx, program, list)
	})
}
