package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// pages are the lists that have several pages, each with what opens it at the page of the button.
func (a *App) pages() map[string]handler {
	return map[string]handler{
		view.PageResults:     a.openResults,
		view.PageMentees:     a.openMentees,
		view.PageFavourites:  a.openMarked(core.MarkFavourite),
		view.PageHidden:      a.openMarked(core.MarkHidden),
		view.PageDeliveries:  a.openDeliveries,
		view.PageExclusions:  a.openExclusions,
		view.PageWaiting:     a.openWaiting,
		view.PageHistory:     a.openHistory,
		view.PagePairings:    a.openPairings,
		view.PageRun:         a.openRun,
		view.PageLoads:       a.openLoads,
		view.PageGoals:       a.openGoals,
		view.PageGoal:        a.openGoal,
		view.PageNotes:       a.openNotes,
		view.PageAgenda:      a.openAgenda,
		view.PageInquiries:   a.openInquiries,
		view.PageEvents:      a.openEvents,
		view.PageEventDesks:  a.openEventDesks,
		view.PageEventDesk:   a.openEventDesk,
		view.PageAgreement:   a.openAgreement,
		view.PageGuide:       a.openGuide,
		view.PageLesson:      a.openLesson,
		view.PageErrand:      a.openErrand,
		view.PageEnlisted:    a.openEnlisted,
		view.PageSupportOwn:  a.openSupportOwn,
		view.PageSupportDesk: a.openSupportDesk,
		view.CallbackSession: a.openTimes,

		view.CallbackParticipants: a.openParticipants,
		view.PagePreview:          a.previewQuestions,
	}
}

// turn shows another page of a list in place of this one.
func (a *App) turn(ctx context.Context, r *Request) (Reply, error) {
	open, known := a.pages()[r.Meta.Do]
	if !known {
		return Reply{}, errStale
	}
	reply, err := open(ctx, r)
	if reply.Modal != nil {
		reply.Instead, reply.Modal = reply.Modal, nil
	}
	return reply, err
}
