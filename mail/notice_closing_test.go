package mail

import (
	"time"

	"mentorbot/core"
)

// closingNotices are about the end of a pair's mentorship.
func closingNotices(pair core.NoticeMail) map[string]core.NoticeMail {
	all := map[string]core.NoticeMail{}
	pair.Mentorship.Mentorship.State = core.MentorshipActive
	pair.Mentorship.Mentorship.PlannedEnd = pair.At.AddDate(0, 0, 14)
	for _, kind := range []core.NoticeKind{core.NoticeClosing, core.NoticeExtended, core.NoticeExtensionDeclined, core.NoticeExtension, core.NoticePlannedEnd} {
		pair.Delivery.Task.Notice = kind
		switch kind {
		case core.NoticeExtension:
			pair.Mentorship.Mentorship.Closing.Extension = core.Extension{Number: 1, By: pair.Mentorship.Other.Person.ID, Until: pair.At.AddDate(0, 2, 0)}
		case core.NoticePlannedEnd:
			pair.Mentorship.Mentorship.Closing.Extension = core.Extension{}
			pair.Mentorship.Mentorship.PlannedEnd = pair.At.Add(-time.Hour)
		}
		all[string(kind)] = pair
	}
	pair.Mentorship.Mentorship.Silence = core.Silence{Since: pair.At.AddDate(0, -2, 0), Stage: core.SilenceWarned, EndsAt: pair.At.AddDate(0, 0, 14)}
	for _, kind := range []core.NoticeKind{core.NoticeQuiet, core.NoticeQuietEnd} {
		pair.Delivery.Task.Notice = kind
		all[string(kind)] = pair
	}
	pair.Mentorship.Mentorship.Silence = core.Silence{}
	pair.Delivery.Task.Notice = core.NoticeResumed
	all[string(core.NoticeResumed)] = pair
	pair.Delivery.Task.Notice, pair.Mentorship.Mentorship.State = core.NoticeHold, core.MentorshipOnHold
	pair.Mentorship.Mentorship.Hold = core.Hold{Since: pair.At, Until: pair.At.AddDate(0, 0, 30), By: pair.Mentorship.Other.Person.ID, Reason: "Parental leave: <back> soon,\nand happy!"}
	all[string(core.NoticeHold)] = pair
	pair.Mentorship.Mentorship.Hold = core.Hold{}
	pair.Delivery.Task.Notice = core.NoticeEvaluation
	pair.Mentorship.Mentorship.State = core.MentorshipCompleted
	pair.Mentorship.Evaluation = &core.Evaluation{State: core.EvaluationDue, DueAt: pair.At.AddDate(0, 0, 7)}
	all[string(core.NoticeEvaluation)] = pair
	pair.Delivery.Task.Notice = core.NoticeThanks
	pair.Mentorship.Mentorship.Mentor, pair.Mentorship.Mentorship.Mentee = pair.Mentorship.Other.Person.ID, pair.Mentorship.Viewer.Person.ID
	pair.Mentorship.Mentorship.Thanks.OfMentor = "Thank you for your <trust>,\nand all the best!"
	all[string(core.NoticeThanks)] = pair
	return all
}
