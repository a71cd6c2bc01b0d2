package core

import (
	"context"
	"fmt"
	"time"
)

// FailedDeliveries loads a page of the notices that reached nobody within [DeliveryWindow], latest first, for an admin. A page behind the
// last one is the last one.
func (s *Service) FailedDeliveries(ctx context.Context, call Call, page int) (FailedDeliveries, error) {
	return read(ctx, s, call, ActionViewDeliveries, func(ctx context.Context, u *unit) (FailedDeliveries, error) {
		if err := u.allow(ActionViewDeliveries, u.adminRelation()); err != nil {
			return FailedDeliveries{}, err
		}
		return u.failedDeliveries(ctx, page)
	})
}

func (u *unit) failedDeliveries(ctx context.Context, page int) (FailedDeliveries, error) {
	since := u.now.Add(-DeliveryWindow)
	counts, err := u.Deliveries().Counts(ctx, since)
	if err != nil {
		return FailedDeliveries{}, fmt.Errorf("count deliveries: %w", err)
	}
	f := FailedDeliveries{Counts: counts, Pages: max(1, (counts.Failed+PageSize-1)/PageSize)}
	f.Page = min(max(page, 0), f.Pages-1)
	failed, err := u.Deliveries().Failed(ctx, since, f.Page*PageSize, PageSize)
	if err != nil {
		return f, fmt.Errorf("load deliveries: %w", err)
	}
	for _, d := range failed {
		facts, err := u.deliveryFacts(ctx, d)
		if err != nil {
			return f, err
		}
		f.Failed = append(f.Failed, facts)
	}
	return f, nil
}

func (u *unit) deliveryFacts(ctx context.Context, d Delivery) (DeliveryFacts, error) {
	card, err := u.card(ctx, d.Person)
	if err != nil {
		return DeliveryFacts{}, err
	}
	card.Profile = card.Profile.Public()
	pending, err := u.pending(ctx, d.Task)
	if refusal := Refusal(err); refusal != nil && refusal.Kind == NotFound { // its subject is gone
		pending, err = false, nil
	}
	return DeliveryFacts{Delivery: d, Person: card, Retryable: pending && card.Person.Active()}, err
}

// RetryDelivery has a notice that reached nobody tried again from the beginning, by direct message first. It is refused when nothing
// would be left to tell, such as an invitation that has passed to another mentor.
func (s *Service) RetryDelivery(ctx context.Context, call Call, id DeliveryID) error {
	_, err := change(ctx, s, call, ActionRetryDelivery, func(ctx context.Context, u *unit) (Delivery, error) {
		if err := u.allow(ActionRetryDelivery, u.adminRelation()); err != nil {
			return Delivery{}, err
		}
		d, err := u.Deliveries().Get(ctx, id)
		if err != nil {
			return d, missing(err, "load delivery")
		}
		if d.State != DeliveryFailed {
			return d, conflict(CodeDeliveryUnderWay)
		}
		facts, err := u.deliveryFacts(ctx, d)
		if err != nil {
			return d, err
		}
		if !facts.Retryable {
			return d, conflict(CodeDeliveryPointless)
		}
		return d, u.retryDelivery(ctx, d)
	})
	return err
}

func (u *unit) retryDelivery(ctx context.Context, d Delivery) error {
	task := d.Task
	task.Delivery = d.ID
	again := Job{Kind: JobNotice, Task: task, Lane: "dm:" + string(d.Person)}
	if task.Notice == NoticeConversation {
		again.Kind, again.Lane = JobConversation, conversationLane(task.Mentorship)
	}
	job := u.enqueue(again)
	d.Job, d.State, d.Channel, d.At = job, DeliveryQueued, ChannelDirect, u.now
	if err := u.saveDelivery(ctx, d); err != nil {
		return err
	}
	if err := u.refreshAdmins(ctx); err != nil {
		return err
	}
	return u.auditDelivery(ctx, ActionRetryDelivery, d)
}

// pending reports whether a notice is still worth telling: the question has not been answered, the session has not begun or
// been moved.
func (u *unit) pending(ctx context.Context, task Task) (bool, error) {
	switch task.Notice {
	case NoticeInvitation, NoticeInvitationReminder, NoticeAsked:
		inv, err := u.Invitations().Get(ctx, task.Invitation)
		overdue := inv.State == InvitationSent && !u.now.Before(inv.ExpiresAt)
		return err == nil && inv.Live() && !overdue, missing(err, "load invitation")
	case NoticeOfferEnded:
		inv, err := u.Invitations().Get(ctx, task.Invitation)
		return err == nil && !inv.Live(), missing(err, "load invitation")
	case NoticePairingRun:
		run, err := u.PairingRuns().Get(ctx, task.Run)
		return err == nil && run.State != PairingComputing, missing(err, "load pairing run")
	case NoticeUnpaired:
		m, err := u.Mentorships().Get(ctx, task.Mentorship)
		return err == nil && m.State == MentorshipCancelled, missing(err, "load mentorship")
	case NoticeLapsing:
		lapse, err := u.lapse(ctx)
		return err == nil && !lapse.Over, err
	case NoticeBusyFeed:
		_, _, err := u.busyFeed(ctx, task.BusyFeed)
		return err == nil, err
	case NoticeSupport:
		request, err := u.Support().Get(ctx, task.Support)
		return err == nil && request.Waits(), missing(err, "load request for help")
	case NoticeSupportAnswer:
		request, err := u.Support().Get(ctx, task.Support)
		return err == nil && !request.Waits(), missing(err, "load request for help")
	case NoticeExhausted:
		list, err := u.ChoiceLists().Get(ctx, task.List)
		return err == nil && list.State == ChoicesExhausted, missing(err, "load choices")
	case NoticeEnded, NoticeThanks:
		return true, nil
	case NoticeActivated, NoticeFeedback, NoticeApplicationDeclined, NoticeRemoved:
		return u.newsOfPlace(ctx, task)
	case NoticeChoose:
		chose, err := u.hasChosen(ctx, task.Program, task.To)
		return err == nil && !chose, err
	case NoticeMatched, NoticeConversation:
		m, err := u.Mentorships().Get(ctx, task.Mentorship)
		return err == nil && m.Ongoing(), missing(err, "load mentorship")
	case NoticeFirstContact, NoticeFirstSession:
		return u.stepDue(ctx, task)
	case NoticeEvaluation:
		return u.evaluationDue(ctx, task)
	case NoticeQuiet, NoticeQuietEnd:
		return u.silenceDue(ctx, task)
	case NoticeHold, NoticeResumed:
		return u.holdDue(ctx, task)
	case NoticeClosing, NoticePlannedEnd, NoticeExtension, NoticeExtended, NoticeExtensionDeclined:
		return u.closingDue(ctx, task)
	case NoticeTimesProposed, NoticeTimesReminder, NoticeTimesClosed:
		return u.newsOfTimes(ctx, task)
	case NoticeGoal, NoticeGoalReached, NoticeGoalComment:
		return u.newsOfGoal(ctx, task)
	case NoticeInquiry, NoticeInquiryReminder, NoticeInquiryAnswered:
		return u.newsOfInquiry(ctx, task)
	case NoticeEventPlace, NoticeEventMovedUp, NoticeEventChanged, NoticeEventCancelled, NoticeEventLost:
		return u.newsOfEvent(ctx, task)
	case NoticeAgreement, NoticeAgreementAgreed:
		return u.newsOfAgreement(ctx, task)
	case NoticeCheckIn:
		session, err := u.Sessions().Get(ctx, task.Session)
		if err != nil {
			return false, missing(err, "load session")
		}
		said, err := u.checkIn(ctx, task.Session, task.To)
		return err == nil && said.Outcome == "" && session.awaitsCheckIn(u.now), err
	case NoticeEnlist, NoticeEnlistReminder:
		facts, err := u.enlistmentFacts(ctx, task.Enlistment)
		return err == nil && facts.Live(), err
	case NoticeSessionDeclined, NoticeSessionProposed, NoticeSessionKept:
		return u.replyStands(ctx, task)
	case NoticeSessionBooked, NoticeSessionMoved, NoticeSessionCancelled, NoticeSessionReminder:
		session, err := u.Sessions().Get(ctx, task.Session)
		if err != nil {
			return false, missing(err, "load session")
		}
		return u.newsOfSession(task, session), nil
	}
	return false, nil
}

// newsOfSession: news of a session is worth telling until there is later news and until it begins, a reminder from when it is due.
func (u *unit) newsOfSession(task Task, session Session) bool {
	if !u.now.Before(session.StartsAt) {
		return false
	}
	if task.Notice != NoticeSessionReminder {
		return task.Sequence == session.Sequence
	}
	due := session.StartsAt.Add(-time.Duration(task.Lead) * time.Minute)
	return session.State == SessionBooked && !u.now.Before(due)
}

// newsOfTimes: proposed times are worth telling while they can be answered, their end while it was one without an answer that says more.
func (u *unit) newsOfTimes(ctx context.Context, task Task) (bool, error) {
	p, err := u.TimeProposals().Get(ctx, task.Times)
	if err != nil {
		return false, missing(err, "load times")
	}
	if task.Notice == NoticeTimesClosed {
		return p.State == TimesDeclined || p.State == TimesLapsed, nil
	}
	return p.Live(u.now), nil
}

// newsOfGoal: a new goal is worth telling while it is open, a reached one while it counts as reached, words about one always.
func (u *unit) newsOfGoal(ctx context.Context, task Task) (bool, error) {
	goal, err := u.Goals().Get(ctx, task.Goal)
	if err != nil {
		return false, missing(err, "load goal")
	}
	return goal.worthTelling(task.Notice), nil
}

// newsOfAgreement: a version is worth asking about while it waits for an answer, and worth telling while it holds.
func (u *unit) newsOfAgreement(ctx context.Context, task Task) (bool, error) {
	facts, err := u.agreementNews(ctx, task.Agreement, task.To)
	if err != nil {
		return false, err
	}
	return !facts.Stale(task.Notice), nil
}

// newsOfPlace: news of a person's part in a programme is worth telling while it is still so.
func (u *unit) newsOfPlace(ctx context.Context, task Task) (bool, error) {
	place, err := u.Participants().Get(ctx, task.Program, task.To)
	if err != nil {
		return false, missing(err, "load participation")
	}
	switch task.Notice {
	case NoticeActivated:
		return place.Joined(), nil
	case NoticeFeedback:
		return place.Returned, nil
	case NoticeRemoved:
		return place.State == ParticipantRemoved, nil
	}
	return place.Note != "", nil
}

// replyStands reports whether what a calendar answered about a session is still so.
func (u *unit) replyStands(ctx context.Context, task Task) (bool, error) {
	session, err := u.Sessions().Get(ctx, task.Session)
	if err != nil {
		return false, missing(err, "load session")
	}
	if !session.ahead(u.now) {
		return false, nil
	}
	facts, err := u.sessionFacts(ctx, session, task.To)
	if err != nil {
		return false, err
	}
	switch task.Notice {
	case NoticeSessionDeclined:
		return facts.Mine.Attendance == AttendanceNo, nil
	case NoticeSessionProposed:
		return !facts.Theirs.Proposed.IsZero(), nil
	}
	return true, nil
}
