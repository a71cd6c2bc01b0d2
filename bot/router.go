package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// handler does what a request asks for. A core.Error it returns is told to the person; any other error is logged and told as a
// failure.
type handler func(context.Context, *Request) (Reply, error)

// routes say which handler is for what, by the ids of package view.
type routes struct {
	verbs       map[string]handler // first word of the slash command
	actions     map[string]handler // action id
	submissions map[string]handler // callback id
	suggestions map[string]handler // action id
	shortcuts   map[string]handler // callback id, of what is in the menu of a message
	events      map[string]handler // event type
}

// table is the whole surface of the app.
func (a *App) table() routes {
	return routes{
		verbs: map[string]handler{
			view.VerbHelp:     a.help,
			view.VerbProfile:  a.openProfile,
			view.VerbAnswers:  a.openAnswers,
			view.VerbFind:     a.findWords,
			view.VerbMentees:  a.menteeWords,
			view.VerbChoices:  a.openChoices,
			view.VerbRequests: a.openRequests,
			view.VerbSessions: a.openSessions,
			view.VerbMentor:   a.openMentor,
			view.VerbHours:    a.openHours,
			view.VerbGoals:    a.openGoalPairs,
			view.VerbGuide:    a.openGuides,
			view.VerbEvents:   a.openEvents,
			view.VerbWhy:      a.why,
			view.VerbSettings: a.openSettings,
			view.VerbData:     a.openMyData,
			view.VerbProgram:  a.openPrograms,
			view.VerbAdmin:    a.openAdmin,
			view.VerbJoin:     a.joinByCode,
			view.VerbSupport:  a.openSupport,
		},
		actions: a.actions(),
		submissions: map[string]handler{
			view.CallbackBasics:        a.saveBasics,
			view.CallbackWork:          a.saveWork,
			view.CallbackSkills:        a.saveSkills,
			view.CallbackMentor:        a.saveMentor,
			view.CallbackFind:          a.find,
			view.CallbackFindMentees:   a.findMentees,
			view.CallbackOffer:         a.offer,
			view.CallbackGroups:        a.saveGroups,
			view.CallbackRenameGroup:   a.renameGroup,
			view.CallbackRenameSearch:  a.renameSearch,
			view.CallbackChoices:       a.submitChoices,
			view.CallbackDecline:       a.decline,
			view.CallbackSession:       a.saveSession,
			view.CallbackSessionCancel: a.cancelSession,
			view.CallbackCheckIn:       a.saveCheckIn,
			view.CallbackGoal:          a.saveGoal,
			view.CallbackGoalComment:   a.commentGoal,
			view.CallbackSaveMessage:   a.saveMessage,
			view.CallbackWriteNote:     a.saveNote,
			view.CallbackPoint:         a.savePoint,
			view.CallbackLink:          a.saveLink,
			view.CallbackEvent:         a.saveEvent,
			view.CallbackEventCancel:   a.cancelEvent,
			view.CallbackAskInquiry:    a.askInquiry,
			view.CallbackAnswerInquiry: a.answerInquiry,
			view.CallbackAgreement:     a.proposeAgreement,
			view.CallbackSettings:      a.saveSettings,
			view.CallbackErase:         a.erase,
			view.CallbackConfirm:       a.confirmed,
			view.CallbackStaff:         a.grantStaff,

			view.CallbackSupport:        a.askSupport,
			view.CallbackSupportReply:   a.replySupport,
			view.CallbackSupportChannel: a.setSupportChannel,

			view.CallbackPolicy:       a.previewPolicy,
			view.CallbackPolicySave:   a.savePolicy,
			view.CallbackProgram:      a.saveProgram,
			view.CallbackPair:         a.previewPair,
			view.CallbackExclusion:    a.exclude,
			view.CallbackPairing:      a.startPairing,
			view.CallbackProposal:     a.propose,
			view.CallbackPeopleImport: a.startImport,
			view.CallbackErrand:       a.confirmErrand,
			view.CallbackEnlist:       a.startEnlist,
			view.CallbackAnnounce:     a.announce,

			view.CallbackJoin:         a.join,
			view.CallbackLeave:        a.leave,
			view.CallbackEnd:          a.endMentorship,
			view.CallbackEndGone:      a.endGone,
			view.CallbackThanks:       a.thank,
			view.CallbackEvaluation:   a.evaluate,
			view.CallbackExtend:       a.extend,
			view.CallbackHold:         a.hold,
			view.CallbackFit:          a.answerFit,
			view.CallbackRematch:      a.rematch,
			view.CallbackParticipants: a.narrowParticipants,
			view.CallbackNote:         a.decide,
			view.CallbackTip:          a.addTip,
			view.CallbackDayHours:     a.saveDays,
			view.CallbackDateHours:    a.saveDates,
			view.CallbackHoursRules:   a.saveHoursRules,
			view.CallbackBusyFeed:     a.addBusyFeed,
			view.CallbackBusyName:     a.renameBusyFeed,
			view.CallbackTimes:        a.saveTimes,
			view.CallbackDeclineTimes: a.declineTimes,
			view.CallbackAnswers:      a.saveAnswers,
			view.CallbackNewQuestion:  a.chooseKind,
			view.CallbackQuestion:     a.saveQuestion,
			view.CallbackCounting:     a.countQuestion,
			view.CallbackResource:     a.saveResource,
			view.CallbackCourse:       a.saveCourse,
			view.CallbackLesson:       a.saveLesson,
			view.CallbackPreview:      acknowledge,
		},
		suggestions: map[string]handler{
			view.SuggestTopic:       a.suggestTerm,
			view.SuggestWish:        a.suggestTerm,
			view.SuggestUnit:        a.suggestTerm,
			view.SuggestDutyStation: a.suggestTerm,
			view.SuggestCity:        a.suggestTerm,
			view.SuggestZone:        a.suggestZone,
		},
		shortcuts: map[string]handler{view.ShortcutSave: a.openSaveMessage},
		events: map[string]handler{
			"app_home_opened": a.homeOpened,
			"team_join":       a.personChanged,
			"user_change":     a.personChanged,
			"tokens_revoked":  a.installationEnded,
			"app_uninstalled": a.installationEnded,
		},
	}
}

func (a *App) actions() map[string]handler {
	return map[string]handler{
		view.ActionOpenProfile:    a.openProfile,
		view.ActionOpenMentor:     a.openMentor,
		view.ActionStopMentoring:  a.stopMentoring,
		view.ActionOpenFind:       a.openFind,
		view.ActionPreviousPage:   a.turn,
		view.ActionNextPage:       a.turn,
		view.ActionOpenPerson:     a.openPerson,
		view.ActionAddChoice:      a.addChoice,
		view.ActionRemoveChoice:   a.removeChoice,
		view.ActionOpenChoices:    a.openChoices,
		view.ActionWithdraw:       a.withdraw,
		view.ActionOpenInvitation: a.openInvitation,
		view.ActionAccept:         a.accept,
		view.ActionDecline:        a.openDecline,
		view.ActionBookSession:    a.openBooking,
		view.ActionMoveSession:    a.openMove,
		view.ActionCancelSession:  a.openCancel,
		view.ActionAttend:         a.attend,
		view.ActionTakeProposal:   a.openProposedTime,
		view.ActionMet:            a.met,
		view.ActionOpenCheckIn:    a.openCheckIn,
		view.ActionPulseVery:      a.takePulse(core.PulseVery),
		view.ActionPulseSome:      a.takePulse(core.PulseSome),
		view.ActionPulseLittle:    a.takePulse(core.PulseLittle),
		view.ActionOpenGoals:      a.openGoals,
		view.ActionOpenGoal:       a.openGoal,
		view.ActionNewGoal:        a.openNewGoal,
		view.ActionEditGoal:       a.openGoalForm,
		view.ActionCommentGoal:    a.openGoalComment,
		view.ActionReachGoal:      a.settleGoal(core.GoalReached),
		view.ActionDropGoal:       a.settleGoal(core.GoalDropped),
		view.ActionReopenGoal:     a.settleGoal(core.GoalOpen),

		view.ActionOpenNotes:   a.openNotes,
		view.ActionNewNote:     a.openNewNote,
		view.ActionEditNote:    a.openNoteForm,
		view.ActionShareNote:   a.shareNote(true),
		view.ActionUnshareNote: a.shareNote(false),
		view.ActionRemoveNote:  a.removeNote,

		view.ActionOpenLinks:  a.openLinks,
		view.ActionNewLink:    a.openNewLink,
		view.ActionEditLink:   a.openLinkForm,
		view.ActionRemoveLink: a.removeLink,

		view.ActionOpenEvents:      a.openEvents,
		view.ActionOpenEvent:       a.openEvent,
		view.ActionSignUp:          a.signUp,
		view.ActionGiveBack:        a.giveBack,
		view.ActionOpenEventDesks:  a.openEventDesks,
		view.ActionOpenEventDesk:   a.openEventDesk,
		view.ActionNewEvent:        a.openNewEvent,
		view.ActionEditEvent:       a.openEventForm,
		view.ActionOpenEventCancel: a.openEventCancel,

		view.ActionOpenAgenda:   a.openAgenda,
		view.ActionNewPoint:     a.openNewPoint,
		view.ActionSuggestPoint: a.addSuggestion,
		view.ActionEditPoint:    a.openPointForm,
		view.ActionTickPoint:    a.tickPoint(true),
		view.ActionUntickPoint:  a.tickPoint(false),
		view.ActionRemovePoint:  a.removePoint,

		view.ActionOpenGuides: a.openGuides,
		view.ActionOpenGuide:  a.openGuide,

		view.ActionOpenInquiries:   a.openInquiries,
		view.ActionAskInquiry:      a.openAskInquiry,
		view.ActionAnswerInquiry:   a.openAnswerInquiry,
		view.ActionWithdrawInquiry: a.withdrawInquiry,

		view.ActionOpenAgreement:     a.openAgreement,
		view.ActionWriteAgreement:    a.openAgreementForm,
		view.ActionAgree:             a.agree,
		view.ActionWithdrawAgreement: a.withdrawAgreement,
		view.ActionShareAgreement:    a.shareAgreement,

		view.InputSteps:             a.tickSteps,
		view.InputProgress:          a.setProgress,
		view.ActionOpenSessions:     a.openSessions,
		view.ActionOpenRequests:     a.openRequests,
		view.ActionOpenWhy:          a.why,
		view.ActionOpenSettings:     a.openSettings,
		view.ActionOpenMyData:       a.openMyData,
		view.ActionExportData:       a.exportData,
		view.ActionOpenErasure:      a.openErasure,
		view.ActionOpenDataPage:     acknowledge,
		view.ActionOpenCalendarFile: acknowledge,
		view.ActionOpenCertificate:  acknowledge,
		view.ActionOpenFeed:         a.openFeed,
		view.ActionRotateFeed:       a.rotateFeed,
		view.ActionOpenHelp:         a.help,
		view.ActionResolve:          a.resolveAttention,
		view.ActionOpenDeliveries:   a.openDeliveries,
		view.ActionRetryDelivery:    a.retryDelivery,
		view.ActionOpenPrograms:     a.openPrograms,
		view.ActionSwitchProgram:    a.switchProgram,
		view.ActionOpenAdmin:        a.openAdmin,
		view.ActionOpenProgram:      a.openProgram,
		view.ActionOpenStaff:        a.openStaff,
		view.ActionRevokeStaff:      a.revokeStaff,
		view.ActionOpenPolicy:       a.openPolicy,
		view.ActionEditPolicy:       a.openPolicyForm,
		view.ActionOpenHistory:      a.openHistory,
		view.ActionNewProgram:       a.openNewProgram,
		view.ActionRenameProgram:    a.openRename,
		view.ActionDuplicateProgram: a.openDuplicate,
		view.ActionStartProgram:     a.moveProgram(core.ProgramOpen),
		view.ActionCloseProgram:     a.moveProgram(core.ProgramClosed),
		view.ActionArchiveProgram:   a.moveProgram(core.ProgramArchived),
		view.ActionOpenPair:         a.openPair,
		view.ActionPair:             a.pair,
		view.ActionOpenExclusions:   a.openExclusions,
		view.ActionOpenExclusion:    a.openExclusion,
		view.ActionInclude:          a.include,
		view.ActionOpenSupply:       a.openSupply,
		view.ActionOpenWaiting:      a.openWaiting,
		view.ActionAskForMentee:     a.askForMentee,
		view.ActionOpenPairings:     a.openPairings,
		view.ActionOpenPairing:      a.openPairing,
		view.ActionOpenRun:          a.openRun,
		view.ActionReloadRun:        a.reloadRun,
		view.ActionCommitRun:        a.commitRun,
		view.ActionCommitQuietly:    a.commitQuietly,
		view.ActionComputeAgain:     a.computeAgain,
		view.ActionDiscardRun:       a.discardRun,
		view.ActionUndoRun:          a.undoRun,
		view.ActionCompareRuns:      a.compareRuns,
		view.InputCompare:           a.compareWith,
		view.ActionSetPair:          a.setPairs,
		view.ActionUnsetPair:        a.setPairs,
		view.ActionOpenLoads:        a.openLoads,
		view.ActionOpenScore:        a.openScore,
		view.ActionOpenProposal:     a.openProposal,
		view.ActionOpenImport:       a.openImport,
		view.ActionOpenErrand:       a.openErrand,
		view.ActionOpenEnlisted:     a.openEnlisted,
		view.ActionOpenEnlist:       a.openEnlist,
		view.ActionRemindEnlisted:   a.startRemind,
		view.ActionOpenAnnounce:     a.openAnnounce,
		view.ActionOpenProgramLink:  a.openProgramLink,
		view.ActionTakePart:         a.takePart,
		view.ActionDeclineEnlist:    a.declineEnlist,
		view.ActionOpenAnswers:      a.openAnswers,
		view.ActionFindAll:          a.findAll,
		view.ActionOpenFindMentees:  a.openFindMentees,
		view.ActionOpenGroups:       a.openGroups,
		view.ActionOpenGroup:        a.openGroup,
		view.ActionRenameGroup:      a.openRenameGroup,
		view.ActionRemoveGroup:      a.removeGroup,
		view.ActionOpenSearches:     a.openSearches,
		view.ActionOpenSearch:       a.openSearch,
		view.ActionRenameSearch:     a.openRenameSearch,
		view.ActionRemoveSearch:     a.removeSearch,
		view.ActionOpenMentee:       a.openMentee,
		view.ActionOpenOffer:        a.openOffer,
		view.ActionWithdrawOffer:    a.withdrawOffer,
		view.ActionOpenFavourites:   a.openMarked(core.MarkFavourite),
		view.ActionOpenHidden:       a.openMarked(core.MarkHidden),
		view.ActionFavour:           a.mark(core.MarkFavourite),
		view.ActionUnfavour:         a.mark(""),
		view.ActionHide:             a.mark(core.MarkHidden),
		view.ActionUnhide:           a.mark(""),
		view.ActionOpenQuestions:    a.openQuestions,
		view.ActionOpenQuestion:     a.openQuestion,
		view.ActionAddQuestion:      a.addQuestion,
		view.ActionEditQuestion:     a.editQuestion,
		view.ActionCountQuestion:    a.openCounting,
		view.ActionQuestionUp:       a.moveQuestion,
		view.ActionQuestionDown:     a.moveQuestion,
		view.ActionRemoveQuestion:   a.removeQuestion,
		view.ActionOpenResources:    a.openResources,
		view.ActionOpenResource:     a.openResource,
		view.ActionReadResource:     a.readResource,
		view.ActionNewLinkResource:  a.newResource(core.ResourceLink),
		view.ActionNewTextResource:  a.newResource(core.ResourceText),
		view.ActionEditResource:     a.editResource,
		view.ActionResourceUp:       a.moveResource,
		view.ActionResourceDown:     a.moveResource,
		view.ActionRemoveResource:   a.removeResource,
		view.ActionOpenCourses:      a.openCourses,
		view.ActionManageCourse:     a.manageCourse,
		view.ActionNewCourse:        a.newCourse,
		view.ActionEditCourse:       a.editCourse,
		view.ActionRemoveCourse:     a.removeCourse,
		view.ActionManageLesson:     a.manageLesson,
		view.ActionNewTextLesson:    a.newLesson(view.LessonOfText),
		view.ActionNewReadingLesson: a.newLesson(view.LessonOfReading),
		view.ActionEditLesson:       a.editLesson,
		view.ActionLessonUp:         a.moveLesson,
		view.ActionLessonDown:       a.moveLesson,
		view.ActionRemoveLesson:     a.removeLesson,
		view.ActionOpenCourse:       a.openCourse,
		view.ActionOpenLesson:       a.openLesson,
		view.ActionReadLesson:       a.openLesson,
		view.ActionTickLesson:       a.tickLesson,
		view.ActionUntickLesson:     a.tickLesson,
		view.ActionPreviewMentee:    a.previewQuestions,
		view.ActionPreviewMentor:    a.previewQuestions,
		view.ActionJoinSession:      acknowledge,
		view.ActionAddToGoogle:      acknowledge,
		view.ActionOpenConversation: acknowledge,
		view.InputDate:              a.previewTime,
		view.InputTime:              a.previewTime,
		view.InputTimesDate:         a.previewTimes,
		view.InputTimesTime:         a.previewTimes,
		view.ActionProposeTimes:     a.openProposeTimes,
		view.ActionTakeFirst:        a.takeTime(0),
		view.ActionTakeSecond:       a.takeTime(1),
		view.ActionTakeThird:        a.takeTime(2),
		view.ActionCounterTimes:     a.openCounterTimes,
		view.ActionDeclineTimes:     a.openDeclineTimes,
		view.ActionWithdrawTimes:    a.withdrawTimes,

		view.ActionOpenSupport:        a.openSupport,
		view.ActionSupportTopic:       a.openSupportTopic,
		view.ActionWriteSupport:       a.openSupportForm,
		view.ActionOpenSupportOwn:     a.openSupportOwn,
		view.ActionOpenSupportRequest: a.openSupportRequest,
		view.ActionReplySupport:       a.openSupportReply,
		view.ActionTakeSupport:        a.takeSupport,
		view.ActionAnswerSupport:      a.openSupportReply,
		view.ActionResolveSupport:     a.resolveSupport,
		view.ActionOpenSupportDesk:    a.openSupportDesk,
		view.ActionOpenSupportChannel: a.openSupportChannel,

		view.ActionOpenPlace:          a.openPlace,
		view.ActionOpenJoin:           a.openJoin,
		view.ActionPause:              a.pause,
		view.ActionResume:             a.resume,
		view.ActionResubmit:           a.resubmit,
		view.ActionOpenLeave:          a.openLeave,
		view.ActionMentorship:         a.openMentorship,
		view.ActionInTouch:            a.inTouch,
		view.ActionEndMentorship:      a.openEnd,
		view.ActionEndGone:            a.openEndGone,
		view.ActionOpenThanks:         a.openThanks,
		view.ActionOpenPoints:         a.openPoints,
		view.ActionCertificate:        a.askForCertificate,
		view.ActionOpenEvaluation:     a.openEvaluation,
		view.ActionOpenClosing:        a.openClosing,
		view.ActionOpenExtend:         a.openExtend,
		view.ActionOpenHold:           a.openHold,
		view.ActionOpenFit:            a.openFit,
		view.ActionOpenRematch:        a.openRematch,
		view.ActionResumeMentorship:   a.resumeMentorship,
		view.ActionAgreeExtension:     a.agreeExtension,
		view.ActionDeclineExtension:   a.declineExtension,
		view.ActionEndAsPlanned:       a.endAsPlanned,
		view.ActionOpenTips:           a.openTips,
		view.ActionAddTip:             a.openTipForm,
		view.ActionRemoveTip:          a.removeTip,
		view.ActionOtherTime:          a.openOtherTime,
		view.ActionOpenHours:          a.openHours,
		view.ActionOpenDay:            a.openDay,
		view.ActionOpenDates:          a.openDates,
		view.ActionRemoveDates:        a.removeDates,
		view.ActionOpenHourRules:      a.openHoursRules,
		view.ActionOpenBusyFeeds:      a.openBusyFeeds,
		view.ActionOpenBusyForm:       a.openBusyForm,
		view.ActionRenameBusyFeed:     a.openBusyName,
		view.ActionRereadBusyFeed:     a.rereadBusyFeed,
		view.ActionRemoveBusyFeed:     a.removeBusyFeed,
		view.ActionOpenParticipants:   a.openParticipants,
		view.ActionOpenApplications:   a.openApplications,
		view.ActionOpenParticipant:    a.openParticipant,
		view.ActionActivate:           a.activate,
		view.ActionAdvise:             a.openNote,
		view.ActionDeclineApplication: a.openNote,
		view.ActionRemove:             a.openNote,
		view.ActionRestore:            a.restore,
	}
}

// acknowledge is for links: Slack reports the click and opens the address itself.
func acknowledge(context.Context, *Request) (Reply, error) { return Reply{}, nil }

// find is the handler for a request, nil when there is none. It notes the route for the log.
func (t routes) find(r *Request) handler {
	switch r.Kind {
	case KindCommand:
		verb, words := parseCommand(r.Command.Text)
		r.Words = words
		if verb == "" {
			verb = view.VerbHelp
		}
		r.route = verb
		if h, ok := t.verbs[verb]; ok {
			return h
		}
		r.route, r.Words = "unknown verb", []string{verb}
		return t.verbs[view.VerbHelp]
	case KindAction:
		r.route = clean(r.action().ActionID)
		return t.actions[r.action().ActionID]
	case KindSubmission:
		r.route = clean(r.Interaction.View.CallbackID)
		return t.submissions[r.Interaction.View.CallbackID]
	case KindShortcut:
		r.route = clean(r.Interaction.CallbackID)
		return t.shortcuts[r.Interaction.CallbackID]
	case KindSuggestion:
		r.route = clean(r.Interaction.ActionID)
		return t.suggestions[r.Interaction.ActionID]
	case KindEvent:
		r.route = clean(r.Event.Type)
		return t.events[r.Event.Type]
	}
	return nil
}

// maxRoute bounds what of a foreign id gets into the log.
const maxRoute = 64

func clean(id string) string { return id[:min(len(id), maxRoute)] }
