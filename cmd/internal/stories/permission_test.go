package stories

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// door is a way into the product: how a request comes.
type door string

const (
	button     door = "button"
	input      door = "input"
	submission door = "submission"
	command    door = "command"
	suggestion door = "suggestion"
	shortcut   door = "shortcut"
	event      door = "event"
)

// deed is something a person can ask for through one door, and the line of core's table that decides on it.
type deed struct {
	door    door
	id      string // action id, callback id or verb
	action  core.Action
	meta    func(things) screens.Meta
	form    func(day int) map[string]any // day makes each booking another one
	mentor  string                       // whose thing it is, for what belongs to a pair
	mentee  string
	changes bool   // the first person who may do it changes something
	only    string // the one person who does it, where everybody doing it would get into each other's way
	about   string // told apart from others with the same id
	shared  bool   // also changes what the person has with others
	staff   bool   // about a programme, whose staff alone may do it
}

func (d deed) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", d.door, d.id, d.about))
}

func about[T any](set func(*screens.Meta, T), of func(things) T) func(things) screens.Meta {
	return func(th things) screens.Meta {
		var m screens.Meta
		set(&m, of(th))
		return m
	}
}

func ofInvitation(m *screens.Meta, id core.InvitationID) { m.Invitation = id }
func ofMentorship(m *screens.Meta, id core.MentorshipID) { m.Mentorship = id }
func ofSession(m *screens.Meta, id core.SessionID)       { m.Session = id }

func bookingForm(day int) map[string]any {
	return map[string]any{
		"date": dated(opening.AddDate(0, 2, day%250).Format(time.DateOnly)), "time": timed("15:00"), "minutes": picked("30"),
		"title": typed("Talk"), "agenda": typed(""), "place": typed(""), "video": picked("huddle"), "link": typed(""),
	}
}

// timesProposal proposes one time, each time another one.
func timesProposal(day int) map[string]any {
	form := bookingForm(day)
	delete(form, "date")
	delete(form, "time")
	form["date_1"] = map[string]any{screens.InputTimesDate: map[string]any{"type": "datepicker", "selected_date": opening.AddDate(0, 3, day%200).Format(time.DateOnly)}}
	form["time_1"] = map[string]any{screens.InputTimesTime: map[string]any{"type": "timepicker", "selected_time": "18:00"}}
	return form
}

func reasonForm(int) map[string]any { return map[string]any{"reason": typed("Something came up.")} }

func declineForm(int) map[string]any {
	return map[string]any{"reason": picked("no_time"), "text": typed("")}
}

// savedAs is the form of a message that is kept as something.
func savedAs(as string) func(day int) map[string]any {
	return func(day int) map[string]any {
		return map[string]any{"text": typed(fmt.Sprint("Ask about budgets ", day)), "as": picked(as)}
	}
}

// pairDeeds are about a thing that belongs to a mentor and a mentee.
func pairDeeds() []deed {
	toAccept := about(ofInvitation, func(th things) core.InvitationID { return th.toAccept })
	toDecline := about(ofInvitation, func(th things) core.InvitationID { return th.toDecline })
	mentorship := about(ofMentorship, func(th things) core.MentorshipID { return th.mentorship })
	toMove := about(ofSession, func(th things) core.SessionID { return th.toMove })
	times := func(th things) screens.Meta { return screens.Meta{Times: th.times} }
	extension := func(th things) screens.Meta { return screens.Meta{Mentorship: th.mentorship, Version: 9} }
	over := about(ofSession, func(th things) core.SessionID { return th.over })
	goal := func(th things) screens.Meta { return screens.Meta{Goal: th.goal, Version: 1} }
	bare := func(th things) screens.Meta { return screens.Meta{Goal: th.bare} }
	aGoal := func(day int) map[string]any {
		return map[string]any{"title": typed(fmt.Sprint("Speak up ", day)), "why": typed(""), "measure": typed(""), "due": dated("2026-12-01"), "steps": typed("Outline")}
	}
	note := func(th things) screens.Meta { return screens.Meta{Note: th.note, Mentorship: th.mentorship} } // Ada's, which Zoe can read
	toRemove := func(th things) screens.Meta { return screens.Meta{Note: th.toRemove, Mentorship: th.mentorship} }
	ownLink := func(th things) screens.Meta { return screens.Meta{Link: th.link, Mentorship: th.mentorship} } // Ada's
	aLink := func(day int) map[string]any {
		return map[string]any{"title": typed("Budget"), "address": typed(fmt.Sprint("https://example.org/", day))}
	}
	agendaOf := func(th things) screens.Meta { return screens.Meta{Session: th.toMove} }
	point := func(th things) screens.Meta { return screens.Meta{Point: th.point, Mentorship: th.mentorship} } // Ada's
	pointOff := func(th things) screens.Meta {
		return screens.Meta{Point: th.pointOff, Mentorship: th.mentorship}
	}
	suggested := func(th things) screens.Meta { return screens.Meta{Mentorship: th.mentorship, As: "hopes"} }
	aPoint := func(day int) map[string]any { return map[string]any{"text": typed(fmt.Sprint("Budgets ", day))} }
	toAnswer := func(th things) screens.Meta { return screens.Meta{Inquiry: th.toAnswer, Mentorship: th.mentorship} }
	toTakeBack := func(th things) screens.Meta { return screens.Meta{Inquiry: th.toTakeBack, Mentorship: th.mentorship} }
	aNote := func(day int) map[string]any {
		return map[string]any{"text": typed(fmt.Sprint("Ask about budgets ", day)), "share": checked(screens.OptionYes)}
	}
	proposed := func(th things) screens.Meta { return screens.Meta{Agreement: th.proposed} } // Ada's, which Zoe is to answer
	agreed := func(th things) screens.Meta { return screens.Meta{Agreement: th.agreed} }
	anAgreement := func(day int) map[string]any {
		form := map[string]any{}
		for _, s := range core.AgreementSections() {
			form[string(s)] = typed(fmt.Sprint("As we like ", day))
		}
		return form
	}
	words := func(int) map[string]any { return map[string]any{"text": typed("How is it going?")} }
	list := func(th things) screens.Meta { return screens.Meta{List: th.list} }
	confirm := func(th things) screens.Meta { return screens.Meta{List: th.list, Do: screens.ActionWithdraw} }
	return []deed{
		{door: button, id: screens.ActionOpenInvitation, action: core.ActionViewInvitation, meta: toAccept, mentor: ada, mentee: mia},
		{door: button, id: screens.ActionDecline, action: core.ActionViewInvitation, meta: toDecline, mentor: ada, mentee: leo},
		{door: button, id: screens.ActionMentorship, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionInTouch, action: core.ActionInTouch, meta: mentorship, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionOpenClosing, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOpenExtend, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionAgreeExtension, action: core.ActionAgreeExtension, meta: extension, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionDeclineExtension, action: core.ActionDeclineExtension, meta: extension, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionEndAsPlanned, action: core.ActionEndAsPlanned, meta: mentorship, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionOpenFit, action: core.ActionAnswerFit, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackFit, action: core.ActionAnswerFit, meta: mentorship, mentor: ada, mentee: zoe,
			form: func(int) map[string]any { return map[string]any{"fit": picked("good")} }},
		{door: button, id: screens.ActionOpenRematch, action: core.ActionRematch, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackRematch, action: core.ActionRematch, meta: mentorship, mentor: ada, mentee: zoe,
			form: func(int) map[string]any { return map[string]any{"reason": typed("")} }},
		{door: button, id: screens.ActionOpenHold, action: core.ActionHoldMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionResumeMentorship, action: core.ActionResumeMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackHold, action: core.ActionHoldMentorship, meta: mentorship, mentor: ada, mentee: zoe,
			form: func(int) map[string]any { return map[string]any{"until": typed("never")} }},
		{door: submission, id: screens.CallbackExtend, action: core.ActionExtend, meta: mentorship, mentor: ada, mentee: zoe, changes: true,
			form: func(int) map[string]any { return map[string]any{"weeks": picked("4")} }},
		{door: input, id: screens.InputTimesDate, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe, form: timesProposal},
		{door: input, id: screens.InputTimesTime, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe, form: timesProposal},
		{door: button, id: screens.ActionProposeTimes, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionCounterTimes, action: core.ActionViewTimes, meta: times, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionDeclineTimes, action: core.ActionViewTimes, meta: times, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionTakeSecond, action: core.ActionTakeTime, meta: times, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionTakeFirst, action: core.ActionTakeTime, meta: times, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionTakeThird, action: core.ActionTakeTime, meta: times, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionWithdrawTimes, action: core.ActionWithdrawTimes, meta: times, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackDeclineTimes, action: core.ActionDeclineTimes, meta: times, mentor: ada, mentee: zoe, form: reasonForm},
		{door: submission, id: screens.CallbackTimes, about: "to answer", action: core.ActionCounterTimes, meta: times, mentor: ada, mentee: zoe, form: timesProposal},
		{door: submission, id: screens.CallbackTimes, action: core.ActionProposeTimes, meta: mentorship, mentor: ada, mentee: zoe, form: timesProposal,
			changes: true},
		{door: button, id: screens.ActionBookSession, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionMoveSession, action: core.ActionViewSession, meta: toMove, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOtherTime, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOtherTime, about: "to move", action: core.ActionViewSession, meta: toMove, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.CallbackSession, action: core.ActionViewMentorship, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Mentorship: th.mentorship, Do: screens.CallbackSession}
			}},
		{door: button, id: screens.ActionNextPage, about: "to move", action: core.ActionViewSession, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Session: th.toMove, Do: screens.CallbackSession}
			}},
		{door: button, id: screens.ActionCancelSession, action: core.ActionViewSession, meta: toMove, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionTakeProposal, action: core.ActionViewSession, meta: toMove, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionAttend, action: core.ActionAttend, meta: toMove, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionOpenCheckIn, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionMet, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionPulseVery, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionPulseSome, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionPulseLittle, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe, changes: true},
		{door: submission, id: screens.CallbackCheckIn, action: core.ActionCheckIn, meta: over, mentor: ada, mentee: zoe, changes: true,
			form: func(int) map[string]any {
				return map[string]any{"outcome": picked(string(core.OutcomeMet)), "minutes": picked("30")}
			}},
		{door: button, id: screens.ActionOpenNotes, action: core.ActionViewNotes, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOpenNotes, about: "of a session", action: core.ActionViewNotes, meta: toMove, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageNotes, action: core.ActionViewNotes, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Mentorship: th.mentorship, Do: screens.PageNotes}
			}},
		{door: button, id: screens.ActionNewNote, action: core.ActionViewNotes, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackWriteNote, about: "a new one", action: core.ActionWriteNote, meta: mentorship, mentor: ada, mentee: zoe,
			form: aNote, changes: true},
		{door: submission, id: screens.CallbackWriteNote, about: "to change", action: core.ActionEditNote, meta: note, mentor: ada, mentee: zoe,
			form: aNote, changes: true, only: ada},
		{door: button, id: screens.ActionEditNote, action: core.ActionEditNote, meta: note, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionShareNote, action: core.ActionShareNote, meta: note, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionUnshareNote, action: core.ActionShareNote, meta: toRemove, mentor: ada, mentee: zoe, changes: true, only: ada},
		{door: button, id: screens.ActionRemoveNote, action: core.ActionRemoveNote, meta: toRemove, mentor: ada, mentee: zoe, changes: true, only: ada},
		{door: button, id: screens.ActionOpenLinks, action: core.ActionViewLinks, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNewLink, action: core.ActionViewLinks, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackLink, action: core.ActionAddLink, meta: mentorship, mentor: ada, mentee: zoe, form: aLink, changes: true},
		{door: submission, id: screens.CallbackLink, about: "to change", action: core.ActionEditLink, meta: ownLink, mentor: ada, mentee: zoe, form: aLink, changes: true, only: ada},
		{door: button, id: screens.ActionEditLink, action: core.ActionEditLink, meta: ownLink, mentor: ada, mentee: zoe, only: ada},
		{door: button, id: screens.ActionOpenAgenda, action: core.ActionViewAgendaPoints, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOpenAgenda, about: "of a session", action: core.ActionViewAgendaPoints, meta: agendaOf, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageAgenda, action: core.ActionViewAgendaPoints, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Mentorship: th.mentorship, Do: screens.PageAgenda}
			}},
		{door: button, id: screens.ActionNewPoint, action: core.ActionViewAgendaPoints, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionSuggestPoint, action: core.ActionAddAgendaPoint, meta: suggested, mentor: ada, mentee: zoe, changes: true},
		{door: submission, id: screens.CallbackPoint, about: "a new one", action: core.ActionAddAgendaPoint, meta: mentorship, mentor: ada, mentee: zoe,
			form: aPoint, changes: true},
		{door: submission, id: screens.CallbackPoint, about: "to change", action: core.ActionEditAgendaPoint, meta: point, mentor: ada, mentee: zoe,
			form: aPoint, changes: true, only: ada},
		{door: button, id: screens.ActionEditPoint, action: core.ActionEditAgendaPoint, meta: point, mentor: ada, mentee: zoe, only: ada},
		{door: button, id: screens.ActionTickPoint, action: core.ActionTickAgendaPoint, meta: point, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionUntickPoint, action: core.ActionTickAgendaPoint, meta: point, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionRemovePoint, action: core.ActionRemoveAgendaPoint, meta: pointOff, mentor: ada, mentee: zoe, changes: true, only: ada},
		{door: submission, id: screens.CallbackSaveMessage, about: "as a point", action: core.ActionAddAgendaPoint, meta: mentorship, mentor: ada, mentee: zoe,
			form: savedAs(screens.SaveAsPoint), changes: true},
		{door: button, id: screens.ActionRemoveLink, action: core.ActionRemoveLink, meta: ownLink, mentor: ada, mentee: zoe, changes: true, only: ada},
		{door: submission, id: screens.CallbackSaveMessage, about: "as a note", action: core.ActionWriteNote, meta: mentorship, mentor: ada, mentee: zoe,
			form: savedAs(screens.SaveAsNote), changes: true},
		{door: submission, id: screens.CallbackSaveMessage, about: "as a goal", action: core.ActionCreateGoal, meta: mentorship, mentor: ada, mentee: zoe,
			form: savedAs(screens.SaveAsGoal), changes: true},
		{door: submission, id: screens.CallbackSaveMessage, about: "as a question", action: core.ActionAskInquiry, meta: mentorship, mentor: ada, mentee: zoe,
			form: savedAs(screens.SaveAsQuestion), changes: true},
		{door: button, id: screens.ActionOpenInquiries, action: core.ActionViewInquiries, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageInquiries, action: core.ActionViewInquiries, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Mentorship: th.mentorship, Do: screens.PageInquiries}
			}},
		{door: button, id: screens.ActionAskInquiry, action: core.ActionViewInquiries, meta: mentorship, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackAskInquiry, action: core.ActionAskInquiry, meta: mentorship, mentor: ada, mentee: zoe, form: words, changes: true},
		{door: button, id: screens.ActionAnswerInquiry, action: core.ActionAnswerInquiry, meta: toAnswer, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackAnswerInquiry, action: core.ActionAnswerInquiry, meta: toAnswer, mentor: ada, mentee: zoe, form: words, changes: true, only: ada},
		{door: button, id: screens.ActionWithdrawInquiry, action: core.ActionWithdrawInquiry, meta: toTakeBack, mentor: ada, mentee: zoe, changes: true, only: zoe},
		{door: button, id: screens.ActionOpenAgreement, action: core.ActionViewAgreement, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageAgreement, action: core.ActionViewAgreement, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta {
				return screens.Meta{Mentorship: th.mentorship, Do: screens.PageAgreement}
			}},
		{door: button, id: screens.ActionWriteAgreement, action: core.ActionProposeAgreement, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionShareAgreement, action: core.ActionShareAgreement, meta: agreed, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionAgree, action: core.ActionAgree, meta: proposed, mentor: ada, mentee: zoe, only: zoe, changes: true},
		{door: button, id: screens.ActionWithdrawAgreement, action: core.ActionWithdrawAgreement, meta: proposed, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackAgreement, action: core.ActionProposeAgreement, mentor: ada, mentee: zoe, form: anAgreement, changes: true,
			meta: func(th things) screens.Meta { return screens.Meta{Mentorship: th.mentorship, Version: 2} }},
		{door: button, id: screens.ActionOpenGoals, action: core.ActionViewGoals, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageGoals, action: core.ActionViewGoals, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta { return screens.Meta{Mentorship: th.mentorship, Do: screens.PageGoals} }},
		{door: button, id: screens.ActionNewGoal, action: core.ActionViewGoals, meta: mentorship, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionOpenGoal, action: core.ActionViewGoals, meta: goal, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionNextPage, about: screens.PageGoal, action: core.ActionViewGoals, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta { return screens.Meta{Goal: th.goal, Do: screens.PageGoal} }},
		{door: button, id: screens.ActionEditGoal, action: core.ActionEditGoal, meta: goal, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionCommentGoal, action: core.ActionViewGoals, meta: goal, mentor: ada, mentee: zoe},
		{door: submission, id: screens.CallbackGoal, about: "a new one", action: core.ActionCreateGoal, meta: mentorship, mentor: ada, mentee: zoe,
			form: aGoal, changes: true},
		{door: submission, id: screens.CallbackGoal, about: "to change", action: core.ActionEditGoal, meta: goal, mentor: ada, mentee: zoe,
			form: aGoal, changes: true},
		{door: submission, id: screens.CallbackGoalComment, action: core.ActionCommentGoal, meta: goal, mentor: ada, mentee: zoe, form: words,
			changes: true},
		{door: input, id: screens.InputSteps, action: core.ActionTickGoal, meta: goal, mentor: ada, mentee: zoe},
		{door: input, id: screens.InputProgress, action: core.ActionTickGoal, meta: bare, mentor: ada, mentee: zoe},
		{door: button, id: screens.ActionReachGoal, action: core.ActionSettleGoal, meta: bare, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionDropGoal, action: core.ActionSettleGoal, meta: bare, mentor: ada, mentee: zoe, changes: true},
		{door: button, id: screens.ActionReopenGoal, action: core.ActionSettleGoal, meta: bare, mentor: ada, mentee: zoe, changes: true},
		{door: input, id: screens.InputDate, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe, form: bookingForm},
		{door: input, id: screens.InputTime, action: core.ActionViewMentorship, meta: mentorship, mentor: ada, mentee: zoe, form: bookingForm},
		{door: submission, id: screens.CallbackSession, about: "to book", action: core.ActionBookSession, meta: mentorship, mentor: ada,
			mentee: zoe, form: bookingForm, changes: true},
		{door: submission, id: screens.CallbackSession, about: "to move", action: core.ActionMoveSession, meta: toMove, mentor: ada, mentee: zoe,
			form: bookingForm, changes: true},
		{door: submission, id: screens.CallbackSessionCancel, action: core.ActionCancelSession, mentor: ada, mentee: zoe, form: reasonForm, changes: true,
			meta: about(ofSession, func(th things) core.SessionID { return th.cancelByMentor })},
		{door: submission, id: screens.CallbackSessionCancel, about: "by the mentee", action: core.ActionCancelSession, mentor: ada, mentee: zoe,
			form: reasonForm, changes: true, meta: about(ofSession, func(th things) core.SessionID { return th.cancelByZoe })},
		{door: button, id: screens.ActionAccept, action: core.ActionAccept, meta: toAccept, mentor: ada, mentee: mia, changes: true},
		{door: submission, id: screens.CallbackDecline, action: core.ActionDecline, meta: toDecline, mentor: ada, mentee: leo, form: declineForm,
			changes: true},
		{door: button, id: screens.ActionWithdraw, action: core.ActionWithdrawChoices, meta: list, mentor: ada, mentee: nia, changes: true},
		{door: submission, id: screens.CallbackConfirm, action: core.ActionWithdrawChoices, meta: confirm, mentor: ada, mentee: nia},
		{door: button, id: screens.ActionResolve, action: core.ActionResolveAttention, mentor: ben, mentee: sam, changes: true,
			meta: func(th things) screens.Meta { return screens.Meta{Attention: th.attention} }},
		{door: button, id: screens.ActionRetryDelivery, action: core.ActionRetryDelivery, mentor: ada, mentee: zoe,
			meta: func(th things) screens.Meta { return screens.Meta{Delivery: th.delivery} }},
		{door: submission, id: screens.CallbackDecline, about: "an offer", action: core.ActionDeclineOffer, mentor: ben, mentee: kit,
			meta: about(ofInvitation, func(th things) core.InvitationID { return th.offerToDecline }), form: declineForm, changes: true},
		{door: button, id: screens.ActionWithdrawOffer, action: core.ActionWithdrawOffer, mentor: ada, mentee: kit, changes: true,
			meta: about(ofInvitation, func(th things) core.InvitationID { return th.offerToWithdraw })},
		{door: button, id: screens.ActionAccept, about: "an offer", action: core.ActionAcceptOffer, mentor: ada, mentee: sam,
			meta: about(ofInvitation, func(th things) core.InvitationID { return th.offerToAccept }), changes: true},
	}
}

// staffDeeds are about a programme, for those who run it.
func staffDeeds() []deed {
	program := func(th things) screens.Meta { return screens.Meta{Program: th.program} }
	two := func(th things) screens.Meta { return screens.Meta{Program: th.program, Person: th.ann, Other: th.ben} }
	run := func(th things) screens.Meta { return screens.Meta{Run: th.run, Before: th.run, Person: th.ann} }
	deeds := []deed{
		{door: submission, id: screens.CallbackStaff, action: core.ActionGrantStaff, changes: true, form: func(int) map[string]any {
			return map[string]any{"person": chosenUser(ann), "role": picked("observer")}
		}},
		{door: button, id: screens.ActionRevokeStaff, action: core.ActionRevokeStaff, changes: true, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program, Person: th.ann}
		}},
		{door: button, id: screens.ActionOpenProgram, action: core.ActionViewProgram},
		{door: button, id: screens.ActionOpenPolicy, action: core.ActionViewProgram},
		{door: button, id: screens.ActionOpenHistory, action: core.ActionViewProgram},
		{door: button, id: screens.ActionNextPage, about: screens.PageHistory, action: core.ActionViewProgram, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PageHistory, Program: th.program}
		}},
		{door: button, id: screens.ActionEditPolicy, action: core.ActionEditProgram, meta: func(th things) screens.Meta {
			return screens.Meta{Do: string(core.PolicyRequests), Program: th.program}
		}},
		{door: submission, id: screens.CallbackPolicy, action: core.ActionEditProgram, meta: func(th things) screens.Meta {
			return screens.Meta{Do: string(core.PolicyRequests), Program: th.program, Version: 1}
		}},
		{door: submission, id: screens.CallbackPolicySave, action: core.ActionEditProgram, meta: func(th things) screens.Meta {
			return screens.Meta{Do: string(core.PolicyRequests), Program: th.program, Version: 1}
		}},
		{door: button, id: screens.ActionRenameProgram, action: core.ActionEditProgram},
		{door: submission, id: screens.CallbackProgram, action: core.ActionEditProgram, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.ActionRenameProgram, Program: th.program}
		}, form: func(int) map[string]any { return map[string]any{"name": typed("Mentoring programme")} }},
		{door: button, id: screens.ActionCloseProgram, action: core.ActionMoveProgram, changes: true},
		{door: button, id: screens.ActionStartProgram, action: core.ActionMoveProgram, changes: true},
		{door: button, id: screens.ActionArchiveProgram, action: core.ActionMoveProgram},
		{door: button, id: screens.ActionDuplicateProgram, action: core.ActionCreateProgram},
		{door: button, id: screens.ActionOpenStaff, action: core.ActionViewProgram},
		{door: button, id: screens.ActionOpenPair, action: core.ActionViewProgram},
		{door: button, id: screens.ActionOpenPair, about: "for two", action: core.ActionPair, meta: two},
		{door: button, id: screens.ActionPair, action: core.ActionPair, meta: two, changes: true},
		{door: submission, id: screens.CallbackPair, action: core.ActionPair, form: func(int) map[string]any {
			return map[string]any{"mentor": chosenUser(ben), "mentee": chosenUser(ann)}
		}},
		{door: button, id: screens.ActionOpenPairings, action: core.ActionViewPairing},
		{door: button, id: screens.ActionOpenPairing, action: core.ActionViewProgram},
		{door: button, id: screens.ActionSetPair, action: core.ActionViewProgram},
		{door: button, id: screens.ActionUnsetPair, action: core.ActionViewProgram},
		{door: submission, id: screens.CallbackPairing, action: core.ActionStartPairing, form: func(int) map[string]any {
			return map[string]any{"objective": picked("most_score"), "who": picked("everybody"), "floor": typed("0"), "seed": typed("1")}
		}},
		{door: button, id: screens.ActionOpenRun, action: core.ActionViewPairing, meta: run},
		{door: button, id: screens.ActionReloadRun, action: core.ActionViewPairing, meta: run},
		{door: button, id: screens.ActionCompareRuns, action: core.ActionViewPairing, meta: run},
		{door: input, id: screens.InputCompare, action: core.ActionViewPairing, meta: run},
		{door: button, id: screens.ActionOpenLoads, action: core.ActionViewPairing, meta: run},
		{door: button, id: screens.ActionNextPage, about: screens.PageLoads, action: core.ActionViewPairing, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PageLoads, Run: th.run}
		}},
		{door: button, id: screens.ActionOpenScore, action: core.ActionViewPairing, meta: run},
		{door: button, id: screens.ActionOpenScore, about: "of the waiting list", action: core.ActionViewWaiting, meta: two},
		{door: button, id: screens.ActionOpenProposal, action: core.ActionEditPairing, meta: run},
		{door: submission, id: screens.CallbackProposal, action: core.ActionEditPairing, meta: run, form: func(int) map[string]any {
			return map[string]any{"mentor": picked(screens.OptionNobody)}
		}},
		{door: button, id: screens.ActionCommitRun, action: core.ActionCommitPairing, meta: run},
		{door: button, id: screens.ActionCommitQuietly, action: core.ActionCommitPairing, meta: run},
		{door: button, id: screens.ActionUndoRun, action: core.ActionUndoPairing, meta: run},
		{door: button, id: screens.ActionDiscardRun, action: core.ActionDiscardPairing, meta: run},
		{door: button, id: screens.ActionComputeAgain, action: core.ActionStartPairing, meta: run},
		{door: button, id: screens.ActionNextPage, about: screens.PagePairings, action: core.ActionViewPairing, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PagePairings, Program: th.program}
		}},
		{door: button, id: screens.ActionNextPage, about: screens.PageRun, action: core.ActionViewPairing, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PageRun, Run: th.run}
		}},
		{door: button, id: screens.ActionOpenWaiting, action: core.ActionViewWaiting},
		{door: button, id: screens.ActionAskForMentee, action: core.ActionAskForMentee, meta: two},
		{door: button, id: screens.ActionNextPage, about: screens.PageWaiting, action: core.ActionViewWaiting, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PageWaiting, Program: th.program}
		}},
		{door: button, id: screens.ActionOpenSupply, action: core.ActionViewSupply},
		{door: button, id: screens.ActionOpenExclusion, action: core.ActionViewProgram},
		{door: button, id: screens.ActionOpenExclusions, action: core.ActionViewExclusions},
		{door: button, id: screens.ActionNextPage, about: screens.PageExclusions, action: core.ActionViewExclusions, meta: func(th things) screens.Meta {
			return screens.Meta{Do: screens.PageExclusions, Program: th.program}
		}},
		{door: submission, id: screens.CallbackExclusion, action: core.ActionExclude, form: func(int) map[string]any {
			return map[string]any{"one": chosenUser(pat), "other": chosenUser(eve), "reason": typed("They said so.")}
		}},
		{door: button, id: screens.ActionInclude, action: core.ActionInclude, meta: two},
	}
	deeds = append(deeds, enlistDeeds()...)
	deeds = append(deeds, questionDeeds()...)
	deeds = append(deeds, eventDeeds()...)
	deeds = append(deeds, helpDeeds()...)
	for i := range deeds {
		deeds[i].staff = true
		if deeds[i].meta == nil {
			deeds[i].meta = program
		}
	}
	return append(append(deeds, deskDeeds()...),
		deed{door: button, id: screens.ActionNewProgram, action: core.ActionCreateProgram, meta: program},
		deed{door: submission, id: screens.CallbackProgram, about: "a name that is taken", action: core.ActionCreateProgram,
			meta: func(things) screens.Meta { return screens.Meta{Do: screens.ActionNewProgram} },
			form: func(int) map[string]any { return map[string]any{"name": typed("Mentoring programme")} }},
		deed{door: button, id: screens.ActionOpenAdmin, action: core.ActionViewAdmin, meta: program},
		deed{door: command, id: screens.VerbAdmin, action: core.ActionViewAdmin, meta: program})
}

// ownDeeds are about what is a person's own, or open to everybody. The ids they carry are those of others: they must not matter.
func (s *stage) ownDeeds() []deed {
	own := func(th things) screens.Meta { return screens.Meta{Person: s.id(ada), Program: th.program} }
	nobodyElse := func(things) screens.Meta { return screens.Meta{} } // admins may name somebody; see TestAnAdminDeletesAnAccountOnRequest
	deeds := []deed{
		{door: event, id: "app_home_opened", action: core.ActionOpenHome, changes: true},
		{door: suggestion, id: screens.SuggestTopic, action: core.ActionSearch},
		{door: shortcut, id: screens.ShortcutSave, action: core.ActionSaveMessage},
		{door: submission, id: screens.CallbackBasics, action: core.ActionSaveProfile, form: basicsForm, changes: true},
		{door: submission, id: screens.CallbackWork, action: core.ActionSaveProfile, form: workForm, changes: true},
		{door: submission, id: screens.CallbackSkills, action: core.ActionSaveProfile, form: skillsForm, changes: true},
		{door: button, id: screens.ActionExportData, action: core.ActionExportData},
		{door: button, id: screens.ActionOpenErasure, action: core.ActionErase, meta: nobodyElse},
		{door: submission, id: screens.CallbackErase, action: core.ActionErase, meta: nobodyElse}, // without the yes
		{door: submission, id: screens.CallbackSettings, action: core.ActionSaveSettings, form: settingsForm, changes: true},
		{door: button, id: screens.ActionOpenFeed, action: core.ActionViewSettings},
		{door: button, id: screens.ActionRotateFeed, action: core.ActionRotateFeed, changes: true, only: ann},
		{door: submission, id: screens.CallbackAnswers, action: core.ActionAnswer, form: answersForm, changes: true},
		{door: submission, id: screens.CallbackFind, action: core.ActionSearch, form: findForm, changes: true},
		{door: button, id: screens.ActionFindAll, action: core.ActionSearch},
		{door: submission, id: screens.CallbackFind, about: "to save", action: core.ActionSaveSearch, changes: true, form: func(int) map[string]any {
			return map[string]any{"text": typed("leadership"), "name": typed("Leaders")}
		}},
		{door: button, id: screens.ActionFavour, action: core.ActionMark, changes: true, only: ann},
		{door: button, id: screens.ActionUnfavour, action: core.ActionMark, changes: true, only: ann},
		{door: submission, id: screens.CallbackGroups, action: core.ActionGroup, changes: true, only: ann, form: func(int) map[string]any {
			return map[string]any{"name": typed("Later")}
		}},
		{door: button, id: screens.ActionOpenGroup, action: core.ActionViewMarks, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program}
		}},
		{door: button, id: screens.ActionRenameGroup, action: core.ActionViewMarks, only: ann, meta: func(th things) screens.Meta {
			return screens.Meta{Group: th.group}
		}},
		{door: submission, id: screens.CallbackRenameGroup, action: core.ActionRenameGroup, changes: true, only: ann, meta: func(th things) screens.Meta {
			return screens.Meta{Group: th.group}
		}, form: func(n int) map[string]any { return map[string]any{"name": typed(fmt.Sprint("Group ", n))} }},
		{door: button, id: screens.ActionRemoveGroup, action: core.ActionRemoveGroup, changes: true, only: ann, meta: func(th things) screens.Meta {
			return screens.Meta{Group: th.group}
		}},
		{door: button, id: screens.ActionOpenSearches, action: core.ActionViewSearches, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program, As: string(core.RoleMentor)}
		}},
		{door: button, id: screens.ActionOpenSearch, action: core.ActionSearch, meta: func(th things) screens.Meta {
			return screens.Meta{Program: th.program, Search: core.SearchAll, As: string(core.RoleMentor)}
		}},
		{door: button, id: screens.ActionRenameSearch, action: core.ActionViewSearches, only: ann, meta: func(th things) screens.Meta {
			return screens.Meta{Search: th.search}
		}},
		{door: submission, id: screens.CallbackRenameSearch, action: core.ActionRenameSearch, changes: true, only: ann, meta: func(th things) screens.Meta {
			return screens.Meta{Search: th.search}
		}, form: func(n int) map[string]any { return map[string]any{"name": typed(fmt.Sprint("Search ", n))} }},
		{door: button, id: screens.ActionRemoveSearch, action: core.ActionRemoveSearch, meta: func(th things) screens.Meta {
			return screens.Meta{Search: th.search}
		}, changes: true, only: ann},
		{door: submission, id: screens.CallbackFindMentees, action: core.ActionSearchMentees, form: findForm},
		{door: submission, id: screens.CallbackOffer, action: core.ActionOffer, only: ann, form: func(int) map[string]any {
			return map[string]any{"message": typed("May I?")}
		}},
		{door: button, id: screens.ActionHide, action: core.ActionMark, changes: true, only: ann},
		{door: button, id: screens.ActionUnhide, action: core.ActionMark, changes: true, only: ann},
		{door: button, id: screens.ActionAddChoice, action: core.ActionEditChoices, changes: true, only: ann},
		{door: button, id: screens.ActionRemoveChoice, action: core.ActionEditChoices, changes: true, only: ann},
		{door: submission, id: screens.CallbackChoices, action: core.ActionSubmitChoices, changes: true, only: ann, form: func(int) map[string]any {
			return map[string]any{"choice_1": picked(string(s.id(ben))), "message": typed("Would you?")}
		}},
		{door: submission, id: screens.CallbackMentor, action: core.ActionJoinMentor, form: mentorForm, changes: true, only: ann},
		{door: button, id: screens.ActionStopMentoring, action: core.ActionLeaveMentor, changes: true, only: ann},
		{door: submission, id: screens.CallbackConfirm, about: "to stop", action: core.ActionLeaveMentor, only: ann,
			meta: func(th things) screens.Meta {
				return screens.Meta{Program: th.program, Do: screens.ActionStopMentoring}
			}},
	}
	for id, action := range map[string]core.Action{
		screens.ActionOpenProfile: core.ActionViewProfile, screens.ActionOpenMentor: core.ActionViewPlace, screens.ActionOpenFind: core.ActionSearch,
		screens.ActionOpenPerson:  core.ActionViewMentor,
		screens.ActionOpenChoices: core.ActionViewChoices, screens.ActionOpenSessions: core.ActionViewAgenda,
		screens.ActionOpenRequests: core.ActionViewRequests, screens.ActionOpenWhy: core.ActionExplain, screens.ActionOpenSettings: core.ActionViewSettings,
		screens.ActionOpenMyData:      core.ActionExportData,
		screens.ActionOpenDeliveries:  core.ActionViewDeliveries,
		screens.ActionOpenPrograms:    core.ActionViewPrograms,
		screens.ActionOpenFavourites:  core.ActionViewMarks,
		screens.ActionOpenFindMentees: core.ActionSearchMentees, screens.ActionOpenMentee: core.ActionViewMentee, screens.ActionOpenOffer: core.ActionViewMentee,
		screens.ActionOpenHidden:  core.ActionViewMarks,
		screens.ActionOpenGroups:  core.ActionViewMarks,
		screens.ActionOpenAnswers: core.ActionViewAnswers,
	} {
		deeds = append(deeds, deed{door: button, id: id, action: action})
	}
	for verb, action := range map[string]core.Action{
		screens.VerbProfile: core.ActionViewProfile, screens.VerbFind: core.ActionSearch, screens.VerbMentees: core.ActionSearchMentees, screens.VerbChoices: core.ActionViewChoices,
		screens.VerbRequests: core.ActionViewRequests, screens.VerbSessions: core.ActionViewAgenda, screens.VerbMentor: core.ActionViewPlace,
		screens.VerbWhy: core.ActionExplain, screens.VerbSettings: core.ActionViewSettings, screens.VerbData: core.ActionExportData, screens.VerbProgram: core.ActionViewPrograms, screens.VerbAnswers: core.ActionViewAnswers,
	} {
		deeds = append(deeds, deed{door: command, id: verb, action: action})
	}
	for list, action := range map[string]core.Action{screens.PageResults: core.ActionSearch, screens.PageDeliveries: core.ActionViewDeliveries,
		screens.PageMentees: core.ActionSearchMentees, screens.PageFavourites: core.ActionViewMarks, screens.PageHidden: core.ActionViewMarks} {
		page := func(th things) screens.Meta { return screens.Meta{Do: list, Program: th.program} }
		deeds = append(deeds,
			deed{door: button, id: screens.ActionPreviousPage, about: list, action: action, meta: page},
			deed{door: button, id: screens.ActionNextPage, about: list, action: action, meta: page})
	}
	for i := range deeds {
		if deeds[i].meta == nil {
			deeds[i].meta = own
		}
	}
	deeds = append(deeds, importDeeds()...)
	deeds = append(deeds, ownHelpDeeds()...)
	// The last one: the buttons above lead back into the programme they are about.
	return append(deeds, deed{
		door: button, id: screens.ActionSwitchProgram, action: core.ActionSwitchProgram, changes: true, only: ann,
		meta: func(th things) screens.Meta { return screens.Meta{Program: th.second} },
	})
}

func basicsForm(int) map[string]any {
	return map[string]any{"name": typed("A New Name"), "time_zone": picked("Europe/Paris"), "languages": checked("en"), "gender": picked("any"),
		"gender_public": checked(), "phone": typed(""), "duty_station": picked("Geneva")}
}

func workForm(int) map[string]any {
	return map[string]any{"headline": typed("Something new"), "unit": picked("Water"), "practice_areas": checked("climate"),
		"job_functions": checked("engineering"), "linkedin_url": typed("")}
}

func skillsForm(int) map[string]any {
	return map[string]any{"summary": typed("Something new"), "skills": checked("Hydraulics"), "wishes": checked("Leadership"),
		"meeting_modes": checked("online"), "meeting_city": typed("")}
}

func settingsForm(int) map[string]any {
	return map[string]any{"language": picked("en"), "calendar": picked("feed"), "neutral": checked("yes"), "room": typed("https://meet.example/me"),
		"reminders": picked("60"), "quiet_from": timed("22:00"), "quiet_to": timed("07:00")}
}

func findForm(int) map[string]any { return map[string]any{"text": typed("leadership")} }

func mentorForm(int) map[string]any {
	return map[string]any{"topics": checked("Leadership"), "languages": checked("en"), "capacity": picked("1"),
		"availability": picked("available"), "until": typed(""), "reason": typed("")}
}

// role is one column of the table: who asks.
type role struct {
	name     string
	relation core.Relation
	user     func(deed) string
}

func roles() []role {
	always := func(user string) func(deed) string { return func(deed) string { return user } }
	return []role{
		{"its mentee", core.RelationMentee, func(d deed) string { return d.mentee }},
		{"its mentor", core.RelationMentor, func(d deed) string { return d.mentor }},
		{"mentee of others", core.RelationOther, always(pat)},
		{"mentor of others", core.RelationOther, always(eve)},
		{"another member", core.RelationOther, always(ann)},
		{"workspace admin", core.RelationAdmin, always(kim)},
		{"its programme’s admin", core.RelationProgramAdmin, always(pam)},
		{"its programme’s observer", core.RelationObserver, always(oli)},
		{"admin of another programme", core.RelationOther, always(rob)},
	}
}

// may asks the table. Whoever runs any programme may see what there is to run.
func (d deed) may(r role) bool {
	allowed := core.Permitted(d.action)
	if (d.action == core.ActionViewAdmin || d.action == core.ActionViewSupportDesk) && r.user(d) == rob {
		r.relation = core.RelationProgramAdmin
	}
	return slices.Contains(allowed, core.RelationSelf) || slices.Contains(allowed, r.relation)
}

// by is who acts in a role; a deed of everybody's own has no pair, so others stand in.
func (d deed) by(r role) string {
	if user := r.user(d); user != "" {
		return user
	}
	return map[core.Relation]string{core.RelationMentee: zoe, core.RelationMentor: ada}[r.relation]
}

// hearing is a permission table being tried out.
type hearing struct {
	s     *stage
	g     *gate
	r     *records
	th    things
	cells int
	day   int
	seen  map[string]string // everything there was at the last look
}

func convene(t *testing.T, s setting) *hearing {
	t.Helper()
	url := s.url(t)
	s.url = func(testing.TB) string { return url }
	st := raise(t, s, wideCast())
	h := &hearing{s: st, g: openGate(st), th: st.furnish()}
	st.mentor(eve, nil)
	h.r = openRecords(t, url, st.box.App.Workspace.ID)
	h.th.errand, h.th.over, h.th.times = "errand", "over", "times"
	h.th.delivery, h.th.second, h.th.ann, h.th.ben, h.th.run = "delivery", "second-programme", st.id(ann), st.id(ben), "run"
	zoeID, adaID := st.id(zoe), st.id(ada)
	staff := []core.Staff{
		{Program: h.th.program, Person: st.id(pam), Role: core.StaffAdmin, GrantedAt: opening},
		{Program: h.th.program, Person: st.id(oli), Role: core.StaffObserver, GrantedAt: opening},
		{Program: h.th.second, Person: st.id(rob), Role: core.StaffAdmin, GrantedAt: opening},
	}
	st.must(h.r.db.Change(st.in(), h.r.ws, func(tx core.Tx) error {
		second := core.Program{ID: h.th.second, Name: "Second", State: core.ProgramOpen, Policy: core.DefaultPolicy(), Version: 1, CreatedAt: opening.AddDate(1, 0, 0)}
		run := core.PairingRun{ID: h.th.run, Program: h.th.program, State: core.PairingDraft, CreatedAt: opening, ComputedAt: opening}
		proposed := []core.Proposal{{Run: h.th.run, Mentee: h.th.ann, Origin: core.OriginComputed}}
		first, err := tx.Programs().Get(st.in(), h.th.program)
		return errors.Join(err, h.outOfTouch(tx), tx.Programs().Save(st.in(), h.th.ask(first)), h.saveEnlisted(tx), tx.PairingRuns().Save(st.in(), run), tx.PairingRuns().SetProposals(st.in(), run.ID, proposed), tx.Deliveries().Save(st.in(), failedDelivery(h.th, zoeID)), tx.Sessions().Save(st.in(), overSession(h.th, zoeID)), tx.TimeProposals().Save(st.in(), proposedTimes(h.th, adaID)), tx.Programs().Save(st.in(), second), saveAll(staff, func(s core.Staff) error {
			return tx.Programs().SaveStaff(st.in(), s)
		}))
	}))
	return h
}

// outOfTouch lets Zoe and Ada not have been in touch, which their agreement says they have: then either can still say so.
func (h *hearing) outOfTouch(tx core.Tx) error {
	m, err := tx.Mentorships().Get(h.s.in(), h.th.mentorship)
	m.InTouchAt = time.Time{}
	return errors.Join(err, tx.Mentorships().Save(h.s.in(), m))
}

// part is some rows of the table. Each is tried on a stage of its own, so that they can be tried at the same time.
type part struct {
	name  string
	deeds []deed
}

func (s *stage) parts() []part {
	own := s.ownDeeds()
	half := len(own) / 2
	return []part{
		{"what belongs to a pair", pairDeeds()}, {"one’s own", own[:half]}, {"more of one’s own", own[half:]}, {"running a programme", staffDeeds()},
		{"taking part", slices.Concat(s.placeDeeds(), comingDeeds(), participantDeeds())}, {"ends", endDeeds()},
	}
}

// deeds are all rows of the table.
func (s *stage) deeds() []deed {
	var all []deed
	for _, p := range s.parts() {
		all = append(all, p.deeds...)
	}
	return all
}

func saveAll[T any](all []T, save func(T) error) error {
	var errs []error
	for _, one := range all {
		errs = append(errs, save(one))
	}
	return errors.Join(errs...)
}

// people are those whose records are compared.
func (h *hearing) people() []string {
	return []string{mia, leo, ada, ben, eve, kim, nia, zoe, pat, sam, ann, pam, oli, rob, kit, vic}
}

// ask sends a deed about some things in somebody's name.
func (h *hearing) ask(d deed, th things, from sender) (letter, answer) {
	h.s.t.Helper()
	h.day++
	form := map[string]any{}
	if d.form != nil {
		form = d.form(h.day)
	}
	var l letter
	switch d.door {
	case button:
		l = h.g.click(from, d.id, d.meta(th))
	case input:
		l = h.g.pick(from, d.id, d.meta(th), form)
	case submission:
		l = h.g.submit(from, d.id, d.meta(th), form)
	case command:
		l = h.g.command(from, d.id)
	case suggestion:
		l = h.g.suggest(from, d.id)
	case shortcut:
		l = h.g.shortcut(from, d.id, th.conversation)
	case event:
		l = h.g.event(from)
	}
	h.cells++
	got := h.g.post(l)
	if got.status != http.StatusOK {
		h.s.t.Errorf("%s by %s: status %d", d, from.user, got.status)
	}
	return l, got
}

func (h *hearing) from(user string, active bool) sender {
	return sender{user: user, team: ownTeam, trigger: h.g.trigger(user, active)}
}

// Sentences of a refusal for want of permission.
const (
	notAllowed = "You cannot do this."
	notYours   = "it is not yours to see."
)

func refused(words string) bool {
	for _, sentence := range []string{notAllowed, notYours, "Vous ne pouvez pas faire", "Ceci n’est plus ici"} {
		if strings.Contains(words, sentence) {
			return true
		}
	}
	return false
}

// denies checks that somebody is refused, in words where the door has any, and that the log of changes says so.
func (h *hearing) denies(d deed, th things, from sender, who string) {
	h.s.t.Helper()
	before := h.r.refusals(from.user)
	_, got := h.ask(d, th, from)
	if d.door != suggestion && d.door != event && !refused(got.words) {
		h.s.t.Errorf("%s by %s (%s) was not refused: %.300s", d, from.user, who, got.words)
	}
	if after := h.r.refusals(from.user); after == before {
		h.s.t.Errorf("%s by %s (%s): the refusal is not in the audit log", d, from.user, who)
	}
}

// nothingChanged runs something that must leave every record as it was.
func (h *hearing) nothingChanged(what fmt.Stringer, do func()) {
	h.s.t.Helper()
	before := h.known()
	do()
	if diff := cmp.Diff(before, h.look()); diff != "" {
		h.s.t.Errorf("%s changed something (-before +after):\n%s", what, diff)
	}
}

// known is what the last look saw. Between two deeds nothing happens, so that one look is enough.
func (h *hearing) known() map[string]string {
	h.s.t.Helper()
	if h.seen == nil {
		return h.look()
	}
	return h.seen
}

func (h *hearing) look() map[string]string {
	h.s.t.Helper()
	h.seen = h.r.everything(h.people())
	return h.seen
}

// The rows of the permission table, each tried by everybody who must not, then by those who may, then once more as a replay, over HTTP as
// somebody forges it. Each part is tried on one database, in turn: who may do what is decided in core, and storage proves for both that
// workspaces are kept apart. One process is enough, since after each of thousands of cells all replicas would have to settle.
func TestEveryCellOfThePermissionTable(t *testing.T) {
	t.Parallel()
	databases := settingsOver(true, true)
	for i, p := range (&stage{t: t}).parts() {
		one := databases[i%len(databases)]
		one.replicas = 1
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			h := convene(t, one)
			h.try(h.s.parts()[i].deeds)
		})
	}
}

// try tries some rows of the table.
func (h *hearing) try(deeds []deed) {
	h.s.t.Helper()
	other := h.s.elsewhere(h.r)
	for _, d := range deeds {
		h.nothingChanged(d, func() { h.unpermitted(d, other) })
	}
	for _, d := range deeds {
		h.permitted(d)
	}
	for _, line := range h.s.errors.all() {
		h.s.t.Errorf("logged as an error: %s", line)
	}
	h.s.t.Logf("%d rows, %d cells", len(deeds), h.cells)
}

// unpermitted tries a deed as everybody who must not, from another workspace, and with ids of another workspace or of nothing.
func (h *hearing) unpermitted(d deed, other things) {
	h.s.t.Helper()
	for _, r := range roles() {
		if !d.may(r) {
			h.denies(d, h.th, h.from(d.by(r), true), r.name)
			continue
		}
		stranger := h.from(d.by(r), true)
		stranger.team = otherTeam
		if _, got := h.ask(d, h.th, stranger); got.words != "" && d.door != suggestion {
			h.s.t.Errorf("%s from another workspace was answered: %s", d, got.words)
		}
		if d.mentee == "" && !d.staff {
			continue // ids do not matter there, which the permitted cells show
		}
		h.denies(d, other, h.from(d.by(r), true), r.name+", ids of another workspace")
		nothing := things{list: "x", toAccept: "x", toDecline: "x", offerToAccept: "x", offerToDecline: "x", offerToWithdraw: "x", mentorship: "x", times: "x", toMove: "x", over: "x", cancelByMentor: "x", cancelByZoe: "x", attention: "x",
			delivery: "x", errand: "x", help: "x", program: "x", run: "x"}
		h.denies(d, nothing, h.from(d.by(r), true), r.name+", ids of nothing")
	}
}

// permitted does a deed as everybody who may. The same request again changes nothing more.
func (h *hearing) permitted(d deed) {
	h.s.t.Helper()
	before, first := h.known(), true
	for _, r := range roles() {
		user := d.by(r)
		if !d.may(r) || d.only != "" && d.only != user || d.door == input {
			continue
		}
		l, got := h.ask(d, h.th, h.from(user, true))
		if refused(got.words) {
			h.s.t.Errorf("%s by %s (%s) was refused: %s", d, user, r.name, got.words)
		}
		if d.changes {
			before = h.changed(d, user, got, before, first)
			first = false
		}
		h.closeModals(user)
		h.cells++
		if again := h.g.post(l); again.status != http.StatusOK {
			h.s.t.Errorf("%s again: status %d", d, again.status)
		}
		h.closeModals(user)
	}
	if diff := cmp.Diff(before, h.look()); diff != "" {
		h.s.t.Errorf("%s changed something it should not (-before +after):\n%s", d, diff)
	}
}

// changed checks what a deed did: the first who does it changes something, and what is everybody's own changes nobody else's.
func (h *hearing) changed(d deed, user string, got answer, before map[string]string, first bool) (after map[string]string) {
	h.s.t.Helper()
	after = h.look()
	if first && cmp.Equal(before, after) {
		h.s.t.Errorf("%s by %s changed nothing: %.300s", d, user, got.words)
	}
	if d.mentee == "" && !d.staff && !d.shared {
		h.onlyOwn(d, user, before, after)
	}
	return after
}

// onlyOwn checks that of all people's records only the actor's own differ. A sent list reaches the mentor asked.
func (h *hearing) onlyOwn(d deed, user string, before, after map[string]string) {
	h.s.t.Helper()
	for _, other := range h.people() {
		if other != user && before[other] != after[other] {
			h.s.t.Errorf("%s by %s changed what belongs to %s:\n%s", d, user, other, cmp.Diff(before[other], after[other]))
		}
	}
}

func (h *hearing) closeModals(user string) {
	h.s.t.Helper()
	var open struct{ View *view }
	h.s.call(http.MethodGet, "users/"+user+"/view", nil, &open)
	if open.View != nil {
		h.s.act("close", fields{"user": user, "view_id": open.View.ID, "all": true})
	}
}

// Somebody who left the organisation keeps their Slack sessions' buttons, and perhaps a script: none of it works any more.
func TestNobodyWhoLeftCanDoAnything(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	deeds := h.s.deeds()
	for _, user := range h.people() {
		h.s.call(http.MethodPatch, "users/"+user, fields{"deleted": true}, nil)
	}
	for _, d := range deeds {
		h.nothingChanged(d, func() {
			for _, r := range roles() {
				if d.may(r) {
					h.denies(d, h.th, h.from(d.by(r), false), "deactivated "+r.name)
				}
			}
		})
	}
	t.Logf("%d rows, %d cells", len(deeds), h.cells)
}

type what string

func (w what) String() string { return string(w) }

func TestOnlySlackIsHeard(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	forgeries := map[string]func(*gate){
		"signed with another secret": func(g *gate) { g.secret = "guessed" },
		"signed too long ago":        func(g *gate) { g.age = 6 * time.Minute },
		"signed in the future":       func(g *gate) { g.age = -6 * time.Minute },
		"signed with no secret":      func(g *gate) { g.secret = "" },
	}
	from := h.from(ada, true)
	letters := []letter{
		h.g.click(from, screens.ActionAccept, screens.Meta{Invitation: h.th.toAccept}),
		h.g.submit(from, screens.CallbackDecline, screens.Meta{Invitation: h.th.toDecline}, declineForm(0)),
		h.g.command(from, screens.VerbProfile), h.g.event(from), h.g.suggest(from, screens.SuggestTopic),
	}
	for name, change := range forgeries {
		h.nothingChanged(what(name), func() {
			for _, l := range letters {
				if status := h.g.forge(t, l, change); status != http.StatusUnauthorized {
					t.Errorf("%s to %s: status %d", name, l.path, status)
				}
			}
		})
	}
}

// A button, modal or verb without a row in the table above is one whose permissions nobody has tried.
func TestEveryDoorIsInTheTable(t *testing.T) {
	tried := map[string]bool{
		screens.ActionOpenHelp: true, screens.VerbHelp: true, // tell everybody the same
		screens.ActionJoinSession: true, screens.ActionOpenConversation: true, screens.ActionAddToGoogle: true, screens.ActionOpenDataPage: true, screens.ActionOpenCalendarFile: true, screens.ActionOpenCertificate: true, // links: Slack opens them, the app does nothing
		screens.SuggestWish: true, screens.SuggestUnit: true, screens.SuggestDutyStation: true, screens.SuggestCity: true, // as SuggestTopic
		screens.SuggestZone:        true, // the same for everybody
		screens.ActionAddTip:       true, // an empty form
		screens.ActionOpenDates:    true, // as well
		screens.ActionOpenBusyForm: true, // as well
		screens.CallbackPreview:    true, // closes, and the app does nothing
	}
	stand := &stage{t: t}
	for _, d := range stand.deeds() {
		tried[d.id] = true
	}
	file, err := parser.ParseFile(token.NewFileSet(), "../../../bot/view/ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !entrance(spec.Names[0].Name) {
			return true
		}
		id, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		if !tried[id] {
			t.Errorf("%s (%q) has no row in the permission table", spec.Names[0], id)
		}
		return true
	})
}

// entrance reports constants that name something the app is asked for. Modals that are only read are named Page and never submitted.
func entrance(name string) bool {
	for _, prefix := range []string{"Action", "Callback", "Verb", "Suggest", "Shortcut"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
