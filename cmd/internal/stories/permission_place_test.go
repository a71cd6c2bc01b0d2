package stories

import (
	"time"

	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// placeDeeds are about a person's own part in a programme.
func (s *stage) placeDeeds() []deed {
	own := func(th things) screens.Meta { return screens.Meta{Person: s.id(ada), Program: th.program} }
	role := func(int) map[string]any { return map[string]any{"role": picked("both")} }
	tip := func(int) map[string]any {
		return map[string]any{"kind": picked("book"), "title": typed("A title"), "link": typed("")}
	}
	bookedDay := opening.AddDate(0, 1, 0).Format(time.DateOnly)
	monday := func(things) screens.Meta { return screens.Meta{Day: "1"} }
	hours := func(int) map[string]any {
		return map[string]any{"first": dated(bookedDay), "hours": typed("9-12"), "also": checked("2")}
	}
	rules := func(int) map[string]any {
		form := map[string]any{}
		for _, field := range []string{"length", "every", "before", "after", "notice", "days", "per_day", "per_week"} {
			form[field] = picked("30")
		}
		form["per_day"] = picked("2")
		return form
	}
	calendar := func(th things) screens.Meta { return screens.Meta{BusyFeed: th.calendar} }
	guide := func(th things) screens.Meta { return screens.Meta{Program: th.program, Guide: core.GuideFirstMeeting} }
	lesson := func(th things) screens.Meta {
		return screens.Meta{Program: th.program, Course: "course", Lesson: "hello"}
	}
	address := func(int) map[string]any {
		return map[string]any{"address": typed("https://127.0.0.1/another"), "name": typed("Work"), "all_day": checked("yes")}
	}
	rename := func(int) map[string]any { return map[string]any{"name": typed("Everyday")} }
	deeds := []deed{
		{door: button, id: screens.ActionOpenPlace, action: core.ActionViewPlace},
		{door: button, id: screens.ActionOpenPoints, action: core.ActionViewPoints},
		{door: button, id: screens.ActionOpenJoin, action: core.ActionViewPlace},
		{door: submission, id: screens.CallbackJoin, action: core.ActionJoin, form: role, changes: true, only: ann},
		{door: button, id: screens.ActionPause, action: core.ActionPause, changes: true, only: ann},
		{door: button, id: screens.ActionResume, action: core.ActionResume, changes: true, only: ann},
		{door: button, id: screens.ActionResubmit, action: core.ActionResubmit, only: ann},
		{door: button, id: screens.ActionOpenTips, action: core.ActionViewProfile},
		{door: submission, id: screens.CallbackTip, action: core.ActionEditTips, form: tip, changes: true, only: ann},
		{door: button, id: screens.ActionRemoveTip, action: core.ActionEditTips, only: ann},
		{door: button, id: screens.ActionOpenHours, action: core.ActionViewHours},
		{door: command, id: screens.VerbHours, action: core.ActionViewHours},
		{door: command, id: screens.VerbGuide, action: core.ActionViewLibrary},
		{door: button, id: screens.ActionOpenGuides, action: core.ActionViewLibrary},
		{door: button, id: screens.ActionOpenGuide, action: core.ActionReadGuide, meta: guide},
		{door: button, id: screens.ActionReadResource, action: core.ActionViewLibrary, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program, Resource: "rules"}
		}},
		{door: button, id: screens.ActionNextPage, about: screens.PageGuide, action: core.ActionReadGuide, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program, Guide: core.GuideQuestions, Page: 1, Do: screens.PageGuide}
		}},
		{door: button, id: screens.ActionOpenCourse, action: core.ActionViewLibrary, meta: lesson},
		{door: button, id: screens.ActionOpenLesson, action: core.ActionReadGuide, meta: lesson},
		{door: button, id: screens.ActionReadLesson, action: core.ActionReadGuide, meta: lesson},
		{door: button, id: screens.ActionNextPage, about: screens.PageLesson, action: core.ActionReadGuide, meta: func(th things) screens.Meta {
			m := lesson(th)
			m.Do = screens.PageLesson
			return m
		}},
		{door: button, id: screens.ActionTickLesson, action: core.ActionTickLesson, meta: lesson, only: ann, changes: true},
		{door: button, id: screens.ActionUntickLesson, action: core.ActionTickLesson, meta: lesson, only: ann, changes: true},
		{door: command, id: screens.VerbGoals, action: core.ActionListGoals},
		{door: button, id: screens.ActionOpenDay, action: core.ActionViewHours, meta: monday},
		{door: button, id: screens.ActionOpenHourRules, action: core.ActionViewHours},
		{door: submission, id: screens.CallbackDayHours, action: core.ActionSaveHours, form: hours, meta: monday, changes: true, only: ann},
		{door: submission, id: screens.CallbackDateHours, action: core.ActionSaveHours, form: hours, changes: true, only: ann},
		{door: submission, id: screens.CallbackHoursRules, action: core.ActionSaveHours, form: rules, changes: true, only: ann},
		{door: button, id: screens.ActionRemoveDates, action: core.ActionSaveHours, changes: true, only: ann, meta: func(things) screens.Meta {
			return screens.Meta{Day: bookedDay}
		}},
		{door: button, id: screens.ActionOpenBusyFeeds, action: core.ActionViewBusyFeeds},
		{door: submission, id: screens.CallbackBusyFeed, action: core.ActionAddBusyFeed, form: address, changes: true, only: ann},
		{door: button, id: screens.ActionRereadBusyFeed, action: core.ActionRereadBusyFeed, meta: calendar, only: ann},
		{door: button, id: screens.ActionRenameBusyFeed, action: core.ActionViewBusyFeeds, meta: calendar, only: ann},
		{door: submission, id: screens.CallbackBusyName, action: core.ActionRenameBusyFeed, meta: calendar, form: rename, changes: true, only: ann},
		{door: button, id: screens.ActionRemoveBusyFeed, action: core.ActionRemoveBusyFeed, meta: calendar, changes: true, only: ann},
		{door: button, id: screens.ActionOpenLeave, action: core.ActionLeave, only: ann},
		{door: submission, id: screens.CallbackLeave, action: core.ActionLeave, form: reasonForm, changes: true, shared: true, only: ann},
	}
	for i := range deeds {
		if deeds[i].meta == nil {
			deeds[i].meta = own
		}
	}
	return deeds
}

// participantDeeds are about the participants of a programme, for those who run it.
func participantDeeds() []deed {
	program := func(th things) screens.Meta { return screens.Meta{Program: th.program} }
	ofBen := func(do string) func(things) screens.Meta {
		return func(th things) screens.Meta { return screens.Meta{Program: th.program, Person: th.ben, Do: do} }
	}
	gone := func(th things) screens.Meta { return screens.Meta{Attention: th.gone} }
	note := func(int) map[string]any { return map[string]any{"note": typed("A reason.")} }
	narrow := func(int) map[string]any {
		return map[string]any{"state": picked("any"), "role": picked("any"), "name": typed("")}
	}
	deeds := []deed{
		{door: button, id: screens.ActionEndGone, action: core.ActionEndGone, meta: gone},
		{door: submission, id: screens.CallbackEndGone, action: core.ActionEndGone, meta: gone, form: reasonForm, changes: true},
		{door: button, id: screens.ActionOpenParticipants, action: core.ActionViewParticipants, meta: program},
		{door: button, id: screens.ActionOpenApplications, action: core.ActionViewParticipants, meta: program},
		{door: submission, id: screens.CallbackParticipants, action: core.ActionViewParticipants, meta: program, form: narrow},
		{door: button, id: screens.ActionOpenParticipant, action: core.ActionViewParticipants, meta: ofBen("")},
		{door: button, id: screens.ActionAdvise, action: core.ActionRemove, meta: ofBen("")},
		{door: button, id: screens.ActionDeclineApplication, action: core.ActionRemove, meta: ofBen("")},
		{door: button, id: screens.ActionRemove, action: core.ActionRemove, meta: ofBen("")},
		{door: button, id: screens.ActionActivate, action: core.ActionActivate, meta: ofBen("")},
		{door: submission, id: screens.CallbackNote, about: "to advise", action: core.ActionAdvise, meta: ofBen(screens.ActionAdvise), form: note},
		{door: submission, id: screens.CallbackNote, about: "to decline", action: core.ActionDeclineApplication, form: note,
			meta: ofBen(screens.ActionDeclineApplication)},
		{door: submission, id: screens.CallbackNote, about: "to remove", action: core.ActionRemove, meta: ofBen(screens.ActionRemove), form: note, changes: true},
		{door: button, id: screens.ActionRestore, action: core.ActionRestore, meta: ofBen(""), changes: true},
	}
	for i := range deeds {
		deeds[i].staff = true
	}
	return deeds
}

// endDeeds end what the rows before are about, so they come last.
func endDeeds() []deed {
	mentorship := about(ofMentorship, func(th things) core.MentorshipID { return th.mentorship })
	return []deed{
		{door: button, id: screens.ActionEndMentorship, action: core.ActionEndMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackEnd, action: core.ActionEndMentorship, meta: mentorship, mentor: ada, mentee: zoe, form: reasonForm, changes: true},
		{door: button, id: screens.ActionOpenThanks, action: core.ActionThank, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackThanks, action: core.ActionThank, meta: mentorship, mentor: ada, mentee: zoe, changes: true,
			form: func(int) map[string]any { return map[string]any{"words": typed("Thank you!")} }},
		{door: button, id: screens.ActionCertificate, action: core.ActionCertificate, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOpenEvaluation, action: core.ActionViewEvaluation, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackEvaluation, action: core.ActionEvaluate, meta: mentorship, mentor: ada, mentee: zoe, changes: true,
			form: func(int) map[string]any { return map[string]any{"q_useful": picked("5"), "q_gained": typed("A lot.")} }},
	}
}
