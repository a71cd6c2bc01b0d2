package core

// Call is who asks for something, from where. The zero Actor is the system itself.
type Call struct {
	Workspace WorkspaceID
	Actor     PersonID
	// Envelope identifies the delivery of the request by the chat system; a second call with the same one changes nothing
	// and gets the first one's answer. Empty when a repetition is not possible.
	Envelope string
	// Unhurried says that nobody waits for what is asked for: its jobs are bulk.
	Unhurried bool
	// RequestID links log lines and audit entries.
	RequestID string
}

// Action names what an actor wants to do, for permission and audit.
type Action string

// The actions.
const (
	ActionSaveProfile       Action = "profile.save"
	ActionSaveSettings      Action = "settings.save"
	ActionRotateFeed        Action = "calendar.rotate"
	ActionReadFeed          Action = "calendar.read"
	ActionOpenHome          Action = "home.open"
	ActionSyncPerson        Action = "person.sync"
	ActionViewProfile       Action = "profile.view"
	ActionViewSettings      Action = "settings.view"
	ActionErase             Action = "person.erase"
	ActionExportData        Action = "person.export" // everything about oneself
	ActionViewPlace         Action = "participant.view"
	ActionViewChoices       Action = "choices.view"
	ActionViewRequests      Action = "requests.view"
	ActionViewInvitation    Action = "invitation.view"
	ActionViewMentorship    Action = "mentorship.view"
	ActionViewSession       Action = "session.view"
	ActionViewAgenda        Action = "sessions.view"
	ActionViewMentor        Action = "mentor.view"
	ActionSearch            Action = "mentor.search"
	ActionGroup             Action = "marks.group" // sort favourites into groups
	ActionRenameGroup       Action = "marks.group_rename"
	ActionRemoveGroup       Action = "marks.group_remove"
	ActionViewSearches      Action = "searches.view"
	ActionSaveSearch        Action = "searches.save"
	ActionRenameSearch      Action = "searches.rename"
	ActionRemoveSearch      Action = "searches.remove"
	ActionExplain           Action = "why.view"
	ActionSearchMentees     Action = "mentee.search"
	ActionViewMentee        Action = "mentee.view"
	ActionOffer             Action = "offer.make" // of a mentor to a mentee
	ActionWithdrawOffer     Action = "offer.withdraw"
	ActionAcceptOffer       Action = "offer.accept"
	ActionDeclineOffer      Action = "offer.decline"
	ActionViewMarks         Action = "marks.view"
	ActionMark              Action = "marks.set" // keep somebody as a favourite, hide them, or neither
	ActionJoinMentor        Action = "participant.join_mentor"
	ActionLeaveMentor       Action = "participant.leave_mentor"
	ActionJoinMentee        Action = "participant.join_mentee"
	ActionSettleParticipant Action = "participant.settle" // state and findability follow what was filled in
	ActionSetAvailability   Action = "participant.set_availability"
	ActionViewAnswers       Action = "answers.view"
	ActionAnswer            Action = "answers.save"
	ActionViewQuestions     Action = "questions.view"
	ActionEditQuestions     Action = "questions.edit"
	ActionViewResources     Action = "resources.view"
	ActionEditResources     Action = "resources.edit"
	ActionViewCourses       Action = "courses.view"
	ActionEditCourses       Action = "courses.edit"
	ActionEditChoices       Action = "choices.edit"
	ActionSubmitChoices     Action = "choices.submit"
	ActionWithdrawChoices   Action = "choices.withdraw"
	ActionAdvanceChoices    Action = "choices.advance"
	ActionDeliver           Action = "invitation.deliver"
	ActionRemind            Action = "invitation.remind"
	ActionAccept            Action = "invitation.accept"
	ActionDecline           Action = "invitation.decline"
	ActionPauseRequest      Action = "invitation.pause" // more time, for days off of whom it was sent to
	ActionExpire            Action = "invitation.expire"
	ActionSkip              Action = "invitation.skip"
	ActionStartMentorship   Action = "mentorship.start"
	ActionOpenConversation  Action = "mentorship.open_conversation"
	ActionBookSession       Action = "session.book"
	ActionMoveSession       Action = "session.move"
	ActionAttend            Action = "session.attend"
	ActionTakeReply         Action = "session.reply"
	ActionCheckIn           Action = "session.check_in"
	ActionAskCheckIn        Action = "session.ask_check_in"
	ActionCancelSession     Action = "session.cancel"
	ActionViewTimes         Action = "times.view" // times somebody proposes for a session
	ActionProposeTimes      Action = "times.propose"
	ActionTakeTime          Action = "times.take"
	ActionCounterTimes      Action = "times.counter"
	ActionDeclineTimes      Action = "times.decline"
	ActionWithdrawTimes     Action = "times.withdraw"
	ActionRemindTimes       Action = "times.remind"
	ActionLapseTimes        Action = "times.lapse"
	ActionEndTimes          Action = "times.end" // with the mentorship
	ActionRemindSession     Action = "session.remind"
	ActionMailCalendar      Action = "session.mail"
	ActionResolveAttention  Action = "attention.resolve"
	ActionRecordDelivery    Action = "delivery.record"
	ActionViewDeliveries    Action = "delivery.view"
	ActionRetryDelivery     Action = "delivery.retry"
	ActionCreateProgram     Action = "program.create"
	ActionEditProgram       Action = "program.edit"
	ActionMoveProgram       Action = "program.move"
	ActionViewPrograms      Action = "programs.view"
	ActionSwitchProgram     Action = "programs.switch"
	ActionViewAdmin         Action = "admin.view"
	ActionViewProgram       Action = "program.view"
	ActionPair              Action = "pair.make"
	ActionViewPairing       Action = "pairing.view"
	ActionStartPairing      Action = "pairing.start"
	ActionEditPairing       Action = "pairing.edit"
	ActionCommitPairing     Action = "pairing.commit"
	ActionDiscardPairing    Action = "pairing.discard"
	ActionUndoPairing       Action = "pairing.undo"
	ActionSettlePairing     Action = "pairing.settle" // what a job does for a run
	ActionViewWaiting       Action = "waiting.view"
	ActionAskForMentee      Action = "waiting.ask"
	ActionViewSupply        Action = "supply.view"
	ActionViewExclusions    Action = "exclusion.view"
	ActionExclude           Action = "exclusion.add"
	ActionInclude           Action = "exclusion.remove"
	ActionGrantStaff        Action = "staff.grant"
	ActionRevokeStaff       Action = "staff.revoke"
	ActionImportPeople      Action = "people.import"
	ActionEnlist            Action = "enlist.ask" // people to take part in a programme
	ActionViewEnlisted      Action = "enlist.view"
	ActionTakePart          Action = "enlist.take_part"
	ActionDeclineEnlist     Action = "enlist.decline"
	ActionPrepareErrand     Action = "errand.prepare"
	ActionCreateWorkspace   Action = "workspace.create"
	ActionInstall           Action = "installation.install"
	ActionUninstall         Action = "installation.uninstall"
	ActionRefreshTokens     Action = "installation.refresh_tokens"
	ActionLapse             Action = "installation.lapse" // its tokens are not renewed any more

	ActionJoin               Action = "participant.join"
	ActionLeave              Action = "participant.leave"
	ActionPause              Action = "participant.pause"
	ActionResume             Action = "participant.resume"
	ActionResubmit           Action = "participant.resubmit"
	ActionViewParticipants   Action = "participants.view"
	ActionActivate           Action = "participant.activate"
	ActionAdvise             Action = "participant.advise"
	ActionDeclineApplication Action = "participant.decline"
	ActionRemove             Action = "participant.remove"
	ActionRestore            Action = "participant.restore"
	ActionEditTips           Action = "tips.edit"
	ActionViewLibrary        Action = "guides.view"
	ActionReadGuide          Action = "guide.read"
	ActionTickLesson         Action = "lesson.tick"
	ActionViewHours          Action = "hours.view"
	ActionViewBusyFeeds      Action = "busy_feeds.view"
	ActionAddBusyFeed        Action = "busy_feeds.add"
	ActionRereadBusyFeed     Action = "busy_feeds.reread"
	ActionRenameBusyFeed     Action = "busy_feeds.rename"
	ActionRemoveBusyFeed     Action = "busy_feeds.remove"
	ActionReadBusyFeed       Action = "busy_feeds.read"
	ActionSaveHours          Action = "hours.save"
	ActionInTouch            Action = "mentorship.in_touch"
	ActionExtend             Action = "mentorship.extend" // proposes to
	ActionAgreeExtension     Action = "mentorship.extension_agree"
	ActionDeclineExtension   Action = "mentorship.extension_decline"
	ActionEndAsPlanned       Action = "mentorship.end_as_planned"
	ActionHoldMentorship     Action = "mentorship.hold"
	ActionResumeMentorship   Action = "mentorship.resume"
	ActionAnswerFit          Action = "mentorship.fit"
	ActionRematch            Action = "mentorship.rematch"
	ActionRemindEnd          Action = "mentorship.remind_of_end"
	ActionAskAfter           Action = "mentorship.ask_after"
	ActionViewEvaluation     Action = "evaluation.view"
	ActionEvaluate           Action = "evaluation.submit"
	ActionSettleEvaluation   Action = "evaluation.settle" // asked, reminded of or lapsed
	ActionThank              Action = "mentorship.thank"
	ActionListGoals          Action = "goals.list" // of one's own mentorships
	ActionViewGoals          Action = "goals.view"
	ActionCreateGoal         Action = "goal.create"
	ActionEditGoal           Action = "goal.edit"
	ActionTickGoal           Action = "goal.tick"
	ActionCommentGoal        Action = "goal.comment"
	ActionSettleGoal         Action = "goal.settle" // reached, dropped or open again
	ActionViewNotes          Action = "notes.view"
	ActionWriteNote          Action = "note.write"
	ActionEditNote           Action = "note.edit"
	ActionShareNote          Action = "note.share" // or no longer
	ActionRemoveNote         Action = "note.remove"
	ActionViewLinks          Action = "links.view"
	ActionAddLink            Action = "link.add"
	ActionEditLink           Action = "link.edit"
	ActionRemoveLink         Action = "link.remove"
	ActionViewEvents         Action = "events.view"
	ActionSignUp             Action = "event.sign_up"
	ActionGiveBack           Action = "event.give_back" // a place, or one's place on the waiting list; also when it is lost
	ActionViewEventDesk      Action = "event.view_desk" // who comes
	ActionCreateEvent        Action = "event.create"
	ActionEditEvent          Action = "event.edit"
	ActionCancelEvent        Action = "event.cancel"
	ActionViewAgendaPoints   Action = "agenda.view" // what a pair wants to talk about; not [ActionViewAgenda]
	ActionAddAgendaPoint     Action = "agenda.add"
	ActionEditAgendaPoint    Action = "agenda.edit"
	ActionTickAgendaPoint    Action = "agenda.tick" // talked about, or not after all
	ActionRemoveAgendaPoint  Action = "agenda.remove"
	ActionViewInquiries      Action = "inquiries.view" // questions between sessions
	ActionAskInquiry         Action = "inquiry.ask"
	ActionAnswerInquiry      Action = "inquiry.answer"
	ActionWithdrawInquiry    Action = "inquiry.withdraw"
	ActionSaveMessage        Action = "message.save" // as a note, a goal, a question, a point of the agenda or a link, each with a permission of its own
	ActionViewAgreement      Action = "agreement.view"
	ActionProposeAgreement   Action = "agreement.propose" // a first version or another one
	ActionAgree              Action = "agreement.agree"
	ActionWithdrawAgreement  Action = "agreement.withdraw"
	ActionShareAgreement     Action = "agreement.share" // as a document
	ActionEndMentorship      Action = "mentorship.end"
	ActionViewPoints         Action = "points.view" // and badges, one's own
	ActionCertificate        Action = "mentorship.certificate"
	ActionEndGone            Action = "mentorship.end_gone" // those of somebody whom the chat system has deactivated

	ActionViewSupport     Action = "support.view" // the form, the answer from one's own state, and the list of one's own
	ActionAskSupport      Action = "support.ask"
	ActionReadSupport     Action = "support.read" // somebody else's request
	ActionReplySupport    Action = "support.reply"
	ActionSolveSupport    Action = "support.solve" // end one's own
	ActionTakeSupport     Action = "support.take"
	ActionAnswerSupport   Action = "support.answer"
	ActionResolveSupport  Action = "support.resolve"
	ActionViewSupportDesk Action = "support.desk" // what waits for the team
	ActionSetSupport      Action = "support.set"  // where it goes
	ActionPostSupport     Action = "support.post"
)
