package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/core/slots"
)

// aSeries is one of Tuesdays at 14:00 in Paris, over the end of summer time.
func aSeries() core.Series {
	return core.Series{
		ID: "series", Mentorship: "mentorship", Program: "programme", First: slots.Wall{Year: 2026, Month: time.October, Day: 20, Hour: 14},
		Every: core.Weekly, Count: 5, Zone: "Europe/Paris", Minutes: 45, BookedBy: "amara",
	}
}

// ofSeries makes a session one of a series.
func ofSeries(s *core.SessionFacts) {
	series := aSeries()
	s.Series, s.Session.Series, s.Session.Part, s.Following = &series, series.ID, 2, 3
	s.Session.StartsAt = series.Time(2)
}

// series is a series of which one session was moved and one cancelled; the third was left out.
func series(change func(*core.SeriesFacts)) core.SeriesFacts {
	facts := core.SeriesFacts{SessionFacts: sessionFacts(ofSeries)}
	for _, part := range []int{1, 2, 4, 5} {
		s := facts.Session
		s.Part, s.StartsAt = part, facts.Series.Time(part)
		switch part {
		case 4:
			s.StartsAt = s.StartsAt.Add(25 * time.Hour)
		case 5:
			s.State = core.SessionCancelled
		}
		facts.Sessions = append(facts.Sessions, s)
		facts.Replies = append(facts.Replies, core.SessionReply{Attendance: core.AttendanceYes})
	}
	facts.Session = facts.Sessions[0]
	if change != nil {
		change(&facts)
	}
	return facts
}

func seriesPlan() core.SeriesPlan {
	s := aSeries()
	plan := core.SeriesPlan{Mentorship: mentorship(core.RoleMentee), Repeat: s.Repeat(), Minutes: 45, Ends: s.Time(6)}
	for part := 1; part <= 5; part++ {
		t := core.PlannedTime{Part: part, Start: s.Time(part)}
		switch part {
		case 2:
			t.Conflict = &core.SeriesConflict{Reason: core.ConflictSession, Alternatives: []time.Time{t.Start.Add(time.Hour), t.Start.AddDate(0, 0, 1)}}
		case 3:
			t.Conflict = &core.SeriesConflict{Reason: core.ConflictBusy, Own: true}
		case 5:
			t.Conflict = &core.SeriesConflict{Reason: core.ConflictHours, Alternatives: []time.Time{t.Start.Add(-time.Hour)}}
		}
		plan.Times = append(plan.Times, t)
	}
	return plan
}

func seriesScreens(f view.For) map[string]any {
	free := seriesPlan()
	free.Repeat.Every, free.Ends = core.Monthly, time.Time{}
	for i := range free.Times {
		free.Times[i].Conflict = nil
	}
	asked := func(s *core.SeriesFacts) {
		s.Series.BookedBy, s.Replies[1] = "kenji", core.SessionReply{}
	}
	over := func(s *core.SeriesFacts) {
		for i := range s.Sessions {
			s.Sessions[i].State = core.SessionCancelled
		}
		s.Session = s.Sessions[3]
	}
	moving, last := sessionFacts(ofSeries), sessionFacts(ofSeries)
	last.Following = 0
	moved := seriesPlan()
	for i := range moved.Times {
		moved.Times[i].Was = moved.Times[i].Start.AddDate(0, 0, -1)
	}
	late := seriesPlan()
	late.Times[0].Was, late.Past = late.Times[0].Start.AddDate(0, 0, -1), late.Times[2].Start.AddDate(0, 0, -3)
	left := func(s *core.SeriesFacts) { s.Series.Next, s.Series.MovedBy = "next", "kenji" }
	again := func(s *core.SeriesFacts) {
		s.Series.MovedBy, s.Series.MovedAt, s.Told = "kenji", now.Add(-time.Hour), now.Add(-2*time.Hour)
	}
	return map[string]any{
		"series_review":            f.ReviewSeries(f.BookSession(mentorship(core.RoleMentee), now), seriesPlan(), view.Meta{Mentorship: "mentorship"}, "seen"),
		"series_review_free":       f.ReviewSeries(f.OfferedTimes(freeTimes(0)), free, view.Meta{Mentorship: "mentorship", Page: 1}, "seen"),
		"series_booked":            f.SeriesBooked(series(nil)),
		"series_booked_asked":      f.SeriesBooked(series(asked)),
		"series_booked_over":       f.SeriesBooked(series(over)),
		"series_session":           f.SessionReminder(sessionFacts(ofSeries)),
		"series_session_cancel":    f.CancelSession(sessionFacts(ofSeries)),
		"series_session_move":      f.MoveSession(moving, nil, time.Time{}),
		"series_session_move_last": f.MoveSession(last, nil, time.Time{}),
		"series_review_move":       f.ReviewSeries(f.MoveSession(moving, nil, now), moved, view.Meta{Mentorship: "mentorship", Session: "session"}, "seen"),
		"series_review_late":       f.ReviewSeries(f.MoveSession(moving, nil, now), late, view.Meta{Mentorship: "mentorship", Session: "session"}, "seen"),
		"series_moved":             f.SeriesMoved(series(func(s *core.SeriesFacts) { s.Series.MovedBy = "kenji" })),
		"series_booked_moved":      f.SeriesBooked(series(again)),
		"series_moved_again":       f.SeriesMoved(series(again)),
		"series_moved_left": f.SeriesMoved(series(func(s *core.SeriesFacts) {
			again(s)
			left(s)
			s.Split = true
		})),
		"series_left": f.SeriesBooked(series(left)),
		"series_cancelled": f.SessionCancelled(sessionFacts(func(s *core.SessionFacts) {
			ofSeries(s)
			cancelled(s)
			s.Following, s.Along = 0, 3
		})),
	}
}
