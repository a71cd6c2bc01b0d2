package core

import (
	"context"
	"fmt"
)

// mailCopy has a notice that was told by direct message mailed as well, if the person wants that.
func (u *unit) mailCopy(ctx context.Context, m Message, task Task) (bool, error) {
	if m.Notice == "" || m.Person == "" || task.To != m.Person {
		return false, nil
	}
	person, err := u.People().Get(ctx, m.Person)
	if err != nil {
		return false, missing(err, "load person")
	}
	if !person.WantsCopies() {
		return false, nil
	}
	lane, err := u.mailLane(ctx, task)
	if err != nil {
		return false, err
	}
	u.enqueue(Job{Kind: JobNoticeCopy, Task: task, Lane: lane})
	return true, nil
}

// WantsCopies reports whether what the person is told goes to them by e-mail as well.
func (p *Person) WantsCopies() bool { return p.MailCopies && p.Email != "" && p.Stays() }

// PrepareNoticeCopy loads what a job of the kind [JobNoticeCopy] is to send now. Nothing goes out that is settled in the meantime, that a
// calendar mail tells, or that the person does not want any more. Errors: ErrNotFound.
func (s *Service) PrepareNoticeCopy(ctx context.Context, job Job) (NoticeMail, error) {
	return load(ctx, s, job.Workspace, func(ctx context.Context, u *unit) (NoticeMail, error) {
		m := NoticeMail{At: u.now, Copy: true}
		var err error
		if m.Reader, err = u.People().Get(ctx, job.Task.To); err != nil {
			return m, fmt.Errorf("load reader: %w", err)
		}
		pending, err := u.pending(ctx, job.Task)
		if err != nil || !pending || !m.Reader.WantsCopies() {
			return m, err
		}
		if m.Told, err = u.toldByCalendar(ctx, job.Task); err != nil || m.Told {
			return m, err
		}
		m.Send, m.Delivery = true, Delivery{ID: DeliveryID(job.ID), Person: m.Reader.ID, Task: job.Task}
		return m, u.addNoticeFacts(ctx, &m, job.Task)
	})
}
