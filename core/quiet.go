package core

import "context"

// canWait reports whether a notice is one that nobody has to hear of at night: what the other one of a pair wrote, proposed or decided, and
// what is asked about something that is over. What changes the time of a session is told at once, and so is what has a deadline.
func (n NoticeKind) canWait() bool {
	switch n {
	case NoticeGoal, NoticeGoalReached, NoticeGoalComment,
		NoticeAgreement, NoticeAgreementAgreed,
		NoticeInquiry, NoticeInquiryAnswered,
		NoticeExtension, NoticeExtended, NoticeExtensionDeclined,
		NoticeHold, NoticeResumed, NoticeQuiet, NoticeQuietEnd,
		NoticeCheckIn, NoticeThanks:
		return true
	}
	return false
}

// waitForQuiet is the one place that puts off what people are told in their quiet hours. What somebody is told of what they did themselves
// comes at once: they are awake. A notice that waits has a lane of its own, so that it does not hold up what cannot.
func (u *unit) waitForQuiet(ctx context.Context) error {
	for i := range u.jobs {
		job := &u.jobs[i]
		if job.Kind != JobNotice || !job.Task.Notice.canWait() || job.Task.To == u.call.Actor || job.RunAt.After(u.now) {
			continue
		}
		person, err := u.People().Get(ctx, job.Task.To)
		if err != nil {
			return missing(err, "load person")
		}
		due, err := u.outsideQuiet(ctx, person, job.RunAt)
		if err != nil {
			return err
		}
		if due.After(job.RunAt) {
			job.RunAt, job.Lane = due, "quiet:"+string(person.ID)
		}
	}
	return nil
}
