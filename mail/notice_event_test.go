package mail

import (
	"time"

	"mentorbot/core"
)

// eventNotices are all that is told about an event, which starts in a month.
func eventNotices(reader core.Card) map[string]core.NoticeMail {
	start := time.Date(2026, 11, 20, 11, 30, 0, 0, time.UTC)
	all := map[string]core.NoticeMail{}
	for kind, state := range map[core.NoticeKind]core.SignUpState{
		core.NoticeEventPlace: core.SignUpPlace, core.NoticeEventMovedUp: core.SignUpPlace, core.NoticeEventChanged: core.SignUpWaiting,
		core.NoticeEventCancelled: core.SignUpPlace, core.NoticeEventLost: core.SignUpLost,
	} {
		m := noticeTo(reader, kind)
		m.Event = core.EventFacts{Program: noticeProgram(), Viewer: reader.Person, SignUp: core.SignUp{ID: "s", State: state}, Event: core.Event{
			Title: "Lunch & more", Where: "Room <5>", Link: "https://meet.example.org/lunch", StartsAt: start, Minutes: 90, State: core.EventPlanned,
		}}
		switch kind {
		case core.NoticeEventChanged:
			m.Event.Event.MovedFrom = start.AddDate(0, 0, -1)
		case core.NoticeEventCancelled:
			m.Event.Event.State, m.Event.Event.Words = core.EventCancelled, "The room is flooded.\nSorry!"
		}
		all[string(kind)] = m
	}
	return all
}
