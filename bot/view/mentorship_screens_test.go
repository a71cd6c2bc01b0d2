package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// underWay is a mentorship with a session in every state.
func underWay() core.MentorshipFacts {
	m := mentorship(core.RoleMentee)
	m.Mentorship.StartedAt, m.Mentorship.PlannedEnd = now.AddDate(0, -3, 0), now.AddDate(0, 3, 0)
	add := func(number int, weeks int, state core.SessionState, kind core.SessionKind) {
		s := sessionFacts(nil).Session
		s.Number, s.State, s.Kind, s.StartsAt = number, state, kind, now.AddDate(0, 0, 7*weeks)
		if state == core.SessionHeld {
			s.HeldMinutes = 50
		}
		m.Sessions = append(m.Sessions, s)
	}
	add(1, -11, core.SessionCancelled, core.SessionIntroduction)
	add(1, -10, core.SessionHeld, core.SessionIntroduction)
	add(2, -8, core.SessionNoShow, core.SessionGoalSetting)
	add(2, -6, core.SessionHeld, core.SessionGoalSetting)
	add(3, -4, core.SessionDisputed, core.SessionRegular)
	add(4, -1, core.SessionBooked, core.SessionRegular)
	add(5, 1, core.SessionBooked, core.SessionRegular)
	add(6, 2, core.SessionNoShow, core.SessionRegular)
	m.Links, m.Agenda = sharedLinks(), agendaEntries(nil, nil)
	m.Goals, m.Notes, m.Inquiries = core.GoalCounts{Open: 2, Reached: 1}, 3, core.InquiryCounts{ForYou: 1, Yours: 2}
	m.NextNumber, m.Held, m.HeldMinutes, m.Unconfirmed, m.Next = 7, 2, 100, 1, &m.Sessions[6]
	return m
}

// onHold is that mentorship on hold by the other one, with a session that was cancelled for it.
func onHold() core.MentorshipFacts {
	m := underWay()
	m.Mentorship.State, m.Dropped = core.MentorshipOnHold, 1
	m.Mentorship.Hold = core.Hold{Since: now, Until: now.AddDate(0, 0, 30), By: m.Other.Person.ID, Reason: "A busy month: back soon!"}
	return m
}

// quiet is that mentorship after two months without a sign of life.
func quiet(stage core.SilenceStage) core.MentorshipFacts {
	m := underWay()
	m.Next = nil
	m.Mentorship.Silence = core.Silence{Since: now.AddDate(0, -2, 0), Stage: stage}
	if stage == core.SilenceWarned {
		m.Mentorship.Silence.EndsAt = now.AddDate(0, 0, 14)
	}
	return m
}

// endedQuiet is that mentorship after it ended for want of a sign of life.
func endedQuiet() core.MentorshipFacts {
	m := quiet(core.SilenceEnded)
	m.Mentorship.State, m.Mentorship.EndedAt = core.MentorshipEndedEarly, now
	return m
}

func mentorshipPages(f view.For) map[string]any {
	fresh, booked, ended, long := mentorship(core.RoleMentee), mentorship(core.RoleMentor), underWay(), underWay()
	fresh.Mentorship.StartedAt, fresh.Mentorship.PlannedEnd = now, now.AddDate(0, 6, 0)
	booked.Mentorship.StartedAt, booked.Mentorship.PlannedEnd = now, now.AddDate(0, 6, 0)
	booked.Sessions = []core.Session{sessionFacts(nil).Session}
	booked.Sessions[0].Number, booked.NextNumber = 1, 2
	touched := fresh
	touched.Mentorship.InTouchAt, touched.GuideRead = now, true
	ended.Mentorship.State, ended.Mentorship.EndedAt = core.MentorshipEndedEarly, now
	for n := 7; n < 16; n++ {
		s := underWay().Sessions[3]
		s.Number, s.StartsAt = n, s.StartsAt.Add(time.Duration(n)*time.Hour)
		long.Sessions = append(long.Sessions, s)
	}
	long.NextNumber = 16
	asked, proposed, kept, reached := underWay(), underWay(), underWay(), underWay()
	extension := core.Extension{Number: 2, By: asked.Other.Person.ID, Until: now.AddDate(0, 5, 0)}
	asked.Mentorship.Closing.Extension = extension
	extension.By = asked.Viewer.Person.ID
	proposed.Mentorship.Closing.Extension = extension
	kept.Mentorship.Closing.AgreedBy = kept.Other.Person.ID
	meeting, open := fresh, times(nil)
	meeting.Times = &open
	reached.Mentorship.PlannedEnd = now.AddDate(0, 0, -1)
	ownHold, free := onHold(), underWay()
	ownHold.Mentorship.Hold.By, ownHold.Mentorship.Hold.Reason, ownHold.Dropped = ownHold.Viewer.Person.ID, "", 0
	free.Next = nil
	return map[string]any{
		"hold":                   f.Hold(onHold()),
		"hold_own":               f.Hold(ownHold),
		"hold_is_over":           f.Hold(underWay()),
		"hold_form":              f.HoldForm(underWay()),
		"hold_change_form":       f.HoldForm(onHold()),
		"hold_resumed":           f.Resumed(underWay()),
		"hold_resumed_free":      f.Resumed(free),
		"hold_page":              f.MentorshipPage(onHold()),
		"hold_closing_page":      f.ClosingPage(onHold()),
		"quiet":                  f.Quiet(core.NoticeQuiet, quiet(core.SilenceAsked)),
		"quiet_over":             f.Quiet(core.NoticeQuiet, underWay()),
		"quiet_end":              f.Quiet(core.NoticeQuietEnd, quiet(core.SilenceWarned)),
		"quiet_ended":            f.Ended(endedQuiet()),
		"quiet_page":             f.MentorshipPage(quiet(core.SilenceAsked)),
		"closing":                f.Closing(core.NoticeClosing, underWay()),
		"closing_kept":           f.Closing(core.NoticeClosing, kept),
		"closing_over":           f.Closing(core.NoticeClosing, ended),
		"closing_reached":        f.Closing(core.NoticePlannedEnd, reached),
		"extension_asked":        f.Closing(core.NoticeExtension, asked),
		"extension_agreed":       f.Closing(core.NoticeExtended, underWay()),
		"extension_declined":     f.Closing(core.NoticeExtensionDeclined, kept),
		"closing_page":           f.ClosingPage(proposed),
		"closing_page_over":      f.ClosingPage(ended),
		"closing_page_reached":   f.ClosingPage(reached),
		"extension_form":         f.Extend(underWay()),
		"mentorship_times":       f.MentorshipPage(meeting),
		"mentorship_asked":       f.MentorshipPage(asked),
		"mentorship_fresh":       f.MentorshipPage(fresh),
		"mentorship_in_touch":    f.MentorshipPage(touched),
		"mentorship_booked":      f.MentorshipPage(booked),
		"mentorship_under_way":   f.MentorshipPage(underWay()),
		"mentorship_long":        f.MentorshipPage(long),
		"mentorship_ended_page":  f.MentorshipPage(ended),
		"first_contact":          f.FirstStep(core.NoticeFirstContact, fresh),
		"first_contact_done":     f.FirstStep(core.NoticeFirstContact, touched),
		"first_session":          f.FirstStep(core.NoticeFirstSession, touched),
		"first_session_done":     f.FirstStep(core.NoticeFirstSession, booked),
		"first_session_too_late": f.FirstStep(core.NoticeFirstSession, ended),
	}
}
