package core

import (
	"context"
	"fmt"
)

// Ask asks the other one of a mentorship a question. They are told, and reminded once if it waits for [InquiryReminderDays].
func (s *Service) Ask(ctx context.Context, call Call, id MentorshipID, text string) (Inquiry, error) {
	return change(ctx, s, call, ActionAskInquiry, func(ctx context.Context, u *unit) (Inquiry, error) {
		m, err := u.lockForPair(ctx, ActionAskInquiry, id, CodeInquiryReadOnly)
		if err != nil {
			return Inquiry{}, err
		}
		i := Inquiry{ID: InquiryID(u.service.ids.NewID()), Mentorship: id, AskedBy: u.actor.ID, State: InquiryOpen, AskedAt: u.now}
		if i.Text, err = inquiryText(text, MaxInquiry); err != nil {
			return Inquiry{}, err
		}
		if err := u.roomForInquiry(ctx, id); err != nil {
			return Inquiry{}, err
		}
		if err := u.inTouch(ctx, &m); err != nil {
			return Inquiry{}, err
		}
		if err := u.saveInquiry(ctx, ActionAskInquiry, m, i); err != nil {
			return Inquiry{}, err
		}
		return i, u.tellOfInquiry(ctx, m, i)
	})
}

// inquiryText checks a question or an answer. Errors: field "text".
func inquiryText(text string, limit int) (string, error) {
	var bad fieldErrors
	text = clean(text)
	bad.add(checkRequired("text", text))
	bad.add(checkLength("text", text, limit))
	return text, bad.err()
}

// roomForInquiry refuses one more open question of the actor than anybody would answer.
func (u *unit) roomForInquiry(ctx context.Context, id MentorshipID) error {
	counts, err := u.inquiryCounts(ctx, id, u.actor.ID)
	if err == nil && counts.Yours >= MaxOpenInquiries {
		err = &Error{Kind: Conflict, Code: CodeInquiriesFull, Field: "text", Args: map[string]any{"Limit": MaxOpenInquiries}}
	}
	return err
}

// tellOfInquiry tells the other one of a question, and has them reminded of it once. Who is gone hears nothing.
func (u *unit) tellOfInquiry(ctx context.Context, m Mentorship, i Inquiry) error {
	other, err := u.People().Get(ctx, m.Other(u.actor.ID))
	if err != nil {
		return missing(err, "load person")
	}
	if !other.Active() {
		return nil
	}
	u.notify(other.ID, NoticeInquiry, Task{Inquiry: i.ID})
	due, err := u.outsideQuiet(ctx, other, u.now.AddDate(0, 0, InquiryReminderDays))
	if err != nil {
		return err
	}
	u.enqueueAt(Job{
		Kind: JobNotice, Task: Task{Notice: NoticeInquiryReminder, To: other.ID, Inquiry: i.ID}, Lane: string(NoticeInquiryReminder) + ":" + string(i.ID),
	}, due)
	return nil
}

// AnswerInquiry answers a question of the other one, who is told.
func (s *Service) AnswerInquiry(ctx context.Context, call Call, id InquiryID, text string) (Inquiry, error) {
	return change(ctx, s, call, ActionAnswerInquiry, func(ctx context.Context, u *unit) (Inquiry, error) {
		i, m, err := u.lockInquiry(ctx, ActionAnswerInquiry, id)
		switch {
		case err != nil:
			return i, err
		case i.AskedBy == u.actor.ID:
			return i, conflict(CodeInquiryYourOwn)
		case i.State != InquiryOpen:
			return i, inquiryClosed(i)
		}
		if i.Answer, err = inquiryText(text, MaxInquiryAnswer); err != nil {
			return i, err
		}
		i.State, i.ClosedAt = InquiryAnswered, u.now
		if err := u.saveInquiry(ctx, ActionAnswerInquiry, m, i); err != nil {
			return i, err
		}
		asker, err := u.People().Get(ctx, i.AskedBy)
		if err == nil && asker.Active() {
			u.notify(asker.ID, NoticeInquiryAnswered, Task{Inquiry: i.ID})
		}
		return i, missing(err, "load person")
	})
}

// WithdrawInquiry takes back a question of the actor that has no answer yet. Taking it back twice changes nothing.
func (s *Service) WithdrawInquiry(ctx context.Context, call Call, id InquiryID) (Inquiry, error) {
	return change(ctx, s, call, ActionWithdrawInquiry, func(ctx context.Context, u *unit) (Inquiry, error) {
		i, m, err := u.lockInquiry(ctx, ActionWithdrawInquiry, id)
		switch {
		case err != nil:
			return i, err
		case i.AskedBy != u.actor.ID:
			return i, conflict(CodeInquiryNotYours)
		case i.State == InquiryWithdrawn:
			return i, nil
		case i.State != InquiryOpen:
			return i, inquiryClosed(i)
		}
		i.State, i.ClosedAt = InquiryWithdrawn, u.now
		return i, u.saveInquiry(ctx, ActionWithdrawInquiry, m, i)
	})
}

// inquiryClosed is the refusal to change a question that has been answered or taken back.
func inquiryClosed(i Inquiry) error {
	if i.State == InquiryWithdrawn {
		return conflict(CodeInquiryWithdrawn)
	}
	return conflict(CodeInquiryAnswered)
}

// lockInquiry loads a question under the lock of its mentorship, for one of the two.
func (u *unit) lockInquiry(ctx context.Context, action Action, id InquiryID) (Inquiry, Mentorship, error) {
	i, err := u.Inquiries().Get(ctx, id)
	if err != nil {
		return i, Mentorship{}, missing(err, "load question")
	}
	m, err := u.lockForPair(ctx, action, i.Mentorship, CodeInquiryReadOnly)
	if err != nil {
		return i, m, err
	}
	i, err = u.Inquiries().Get(ctx, id)
	return i, m, missing(err, "load question")
}

// saveInquiry keeps a question. Both see it at once: on their Home, in the next steps they were told, and in the messages about it.
func (u *unit) saveInquiry(ctx context.Context, action Action, m Mentorship, i Inquiry) error {
	if err := u.Inquiries().Save(ctx, i); err != nil {
		return fmt.Errorf("save question: %w", err)
	}
	u.refreshMessages(InquirySubject(i.ID), Task{Inquiry: i.ID})
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, action, InquirySubject(i.ID), nil) // what they wrote is theirs
}
