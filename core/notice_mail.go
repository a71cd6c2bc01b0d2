package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// NoticeMail is a notice that goes by e-mail because the direct message was refused or the reader wants copies, with the facts its text shows. Of the facts, those of the
// notice's subject are set.
type NoticeMail struct {
	Copy       bool // the direct message arrived, and the reader wants copies
	Send       bool // false: it was sent before, told by a calendar mail, or there is nothing left to tell
	Told       bool // the calendar mail about the session has told it
	Delivery   Delivery
	Reader     Person
	At         time.Time       // when it is sent; the response window of an invitation counts from it
	Invitation InvitationFacts // as it will be once it is delivered
	List       ChoiceFacts
	Recommend  Recommendation
	Mentorship MentorshipFacts
	Session    SessionFacts
	Series     *SeriesFacts // of news about a series, beside its session; else nil
	Pairing    PairingPage
	Enlistment EnlistmentFacts
	Place      ParticipantFacts
	Goal       GoalFacts
	Agreement  AgreementFacts
	Inquiry    InquiryFacts
	Event      EventFacts
	Lapse      Lapse
	BusyFeed   BusyFeed
	Times      TimeProposalFacts
	Support    SupportFacts
}

// PrepareNoticeMail loads what a job of the kind [JobNoticeMail] is to send now. Errors: ErrNotFound.
func (s *Service) PrepareNoticeMail(ctx context.Context, workspace WorkspaceID, task Task) (NoticeMail, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (NoticeMail, error) {
		m := NoticeMail{At: u.now}
		var err error
		if m.Delivery, err = u.Deliveries().Get(ctx, task.Delivery); err != nil {
			return m, fmt.Errorf("load delivery: %w", err)
		}
		if m.Reader, err = u.People().Get(ctx, task.To); err != nil {
			return m, fmt.Errorf("load reader: %w", err)
		}
		pending, err := u.pending(ctx, task)
		if err != nil || !pending || m.Delivery.State != DeliveryQueued || !m.Reader.Stays() || m.Reader.Email == "" {
			return m, err
		}
		if m.Told, err = u.toldByCalendar(ctx, task); err != nil || m.Told {
			return m, err
		}
		m.Send = true
		return m, u.addNoticeFacts(ctx, &m, task)
	})
}

func (u *unit) addNoticeFacts(ctx context.Context, m *NoticeMail, task Task) error {
	switch {
	case task.Invitation != "":
		inv, err := u.Invitations().Get(ctx, task.Invitation)
		if err != nil {
			return missing(err, "load invitation")
		}
		m.Invitation, err = u.invitationFacts(ctx, inv, m.Reader.ID)
		m.Invitation.DeliverAt(m.At)
		return err
	case task.Enlistment != "":
		var err error
		m.Enlistment, err = u.enlistmentFacts(ctx, task.Enlistment)
		return err
	case task.Session != "":
		session, err := u.Sessions().Get(ctx, task.Session)
		if err != nil {
			return missing(err, "load session")
		}
		if m.Session, err = u.sessionFacts(ctx, session, m.Reader.ID); err != nil || task.Series == "" {
			return err
		}
		series, err := u.seriesFacts(ctx, task.Series, m.Reader.ID)
		m.Series = &series
		return err
	case task.Goal != "":
		var err error
		m.Goal, err = u.goalNews(ctx, task.Goal, task.GoalEntry, m.Reader.ID)
		return err
	case task.SignUp != "":
		var err error
		m.Event, err = u.signUpFacts(ctx, task.SignUp)
		return err
	case task.Inquiry != "":
		var err error
		m.Inquiry, err = u.inquiryFacts(ctx, task.Inquiry, m.Reader.ID)
		return err
	case task.Agreement != "":
		var err error
		m.Agreement, err = u.agreementNews(ctx, task.Agreement, m.Reader.ID)
		return err
	case task.Mentorship != "":
		mentorship, err := u.Mentorships().Get(ctx, task.Mentorship)
		if err != nil {
			return missing(err, "load mentorship")
		}
		m.Mentorship, err = u.mentorshipFacts(ctx, mentorship, m.Reader.ID)
		return err
	case task.Times != "":
		var err error
		m.Times, err = u.timesOf(ctx, task.Times, m.Reader.ID)
		return err
	case task.BusyFeed != "":
		var err error
		m.BusyFeed, _, err = u.busyFeed(ctx, task.BusyFeed)
		return err
	case task.Support != "":
		var err error
		m.Support, err = u.supportFor(ctx, task.Support, m.Reader)
		return err
	case task.Notice == NoticeLapsing:
		var err error
		m.Lapse, err = u.lapse(ctx)
		return err
	case task.Notice == NoticeChoose:
		var err error
		m.Recommend, err = u.recommendation(ctx, task.Program, m.Reader)
		return err
	}
	if task.Run != "" {
		return u.addPairingFacts(ctx, m, task.Run)
	}
	if task.Program != "" {
		var err error
		m.Place, err = u.placeOf(ctx, task.Program, m.Reader.ID)
		return err
	}
	return u.addListFacts(ctx, m, task.List)
}

func (u *unit) addPairingFacts(ctx context.Context, m *NoticeMail, id PairingRunID) error {
	run, err := u.PairingRuns().Get(ctx, id)
	if err != nil {
		return missing(err, "load pairing run")
	}
	program, err := u.Programs().Get(ctx, run.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	m.Pairing, err = u.pairingPage(ctx, program, run, 0)
	return err
}

func (u *unit) addListFacts(ctx context.Context, m *NoticeMail, id ChoiceListID) error {
	list, err := u.ChoiceLists().Get(ctx, id)
	if err != nil {
		return missing(err, "load choices")
	}
	program, err := u.Programs().Get(ctx, list.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	m.List, err = u.choiceFacts(ctx, program, list)
	return err
}

// DeliverAt makes an invitation that is to be sent look as it will once it is delivered at an instant.
func (f *InvitationFacts) DeliverAt(at time.Time) {
	if f.Invitation.State != InvitationQueued {
		return
	}
	f.Invitation.State, f.Invitation.DeliveredAt = InvitationSent, at
	asked := f.Asked()
	f.Invitation.ExpiresAt = f.Program.Policy.Deadline(at, asked.Person.Location(), f.Off)
}

// NoticeMailed records what became of a prepared mail, once the mail server took it if it was to be sent: an invitation is delivered by
// it. Doing it again changes nothing.
func (s *Service) NoticeMailed(ctx context.Context, workspace WorkspaceID, m NoticeMail) error {
	d, at := m.Delivery, m.At
	switch {
	case m.Send, m.Told:
		if err := s.Settled(ctx, workspace, d.ID, ChannelEmail, at); err != nil {
			return err
		}
	case d.State == DeliverySent: // an earlier run of the job did not come further
		at = d.At
	case d.State == DeliveryQueued && m.Reader.Active() && m.Reader.Email == "": // the address has gone since
		return s.MailFailed(ctx, workspace, d.ID, MailNoAddress)
	default:
		return s.DropDelivery(ctx, workspace, d.ID)
	}
	if d.Task.Notice != NoticeInvitation {
		return nil
	}
	return s.Delivered(ctx, workspace, d.Task.Invitation, at)
}

// NoticeMailGivenUp records that a job of the kind [JobNoticeMail] failed for good.
func (s *Service) NoticeMailGivenUp(ctx context.Context, job Job, cause error) error {
	reason := MailUnanswered
	if Permanent(cause) {
		reason = MailRefused
	}
	err := s.MailFailed(ctx, job.Workspace, job.Task.Delivery, reason)
	if refusal := Refusal(err); refusal != nil || errors.Is(err, ErrNotFound) {
		return nil // there is no record to settle any more
	}
	return err
}
