package core

import "slices"

// Relation is what an actor is to the thing they act on.
type Relation string

// The relations permission is decided by. RelationSystem is the product itself acting on a deadline or a delivery.
const (
	RelationSystem Relation = "system"
	RelationSelf   Relation = "self"   // acts on what is their own, or open to everybody in the workspace
	RelationMentor Relation = "mentor" // the mentor asked, or of the mentorship
	RelationMentee Relation = "mentee" // the mentee who asks, or of the mentorship
	RelationAdmin  Relation = "admin"  // workspace admin
	RelationOther  Relation = "other"  // anybody else

	RelationProgramAdmin Relation = "program_admin" // runs the programme the thing belongs to
	RelationObserver     Relation = "observer"      // reads what those who run the programme read
)

// Permission says who may do one action.
type Permission struct {
	Action Action
	Allows []Relation
}

// Permissions is the one table of who may do what. Nobody else may: neither a deactivated person nor anybody of another workspace,
// whatever they are to the thing they act on.
func Permissions() []Permission {
	self, system := []Relation{RelationSelf}, []Relation{RelationSystem}
	mentor, mentee := []Relation{RelationMentor}, []Relation{RelationMentee}
	either, admin := []Relation{RelationMentor, RelationMentee}, []Relation{RelationAdmin}
	managers := []Relation{RelationAdmin, RelationProgramAdmin}
	staff := []Relation{RelationAdmin, RelationProgramAdmin, RelationObserver}
	return []Permission{
		{ActionOpenHome, self},
		{ActionExplain, self},
		{ActionViewProfile, self},
		{ActionSaveProfile, self},
		{ActionViewSettings, self},
		{ActionSaveSettings, self},
		{ActionExportData, self},
		{ActionErase, []Relation{RelationSelf, RelationAdmin, RelationSystem}},
		{ActionRotateFeed, self},
		{ActionReadFeed, self},

		{ActionViewPlace, self},
		{ActionViewPoints, self},
		{ActionJoinMentor, self},
		{ActionLeaveMentor, self},
		{ActionJoinMentee, self},
		{ActionSetAvailability, self},
		{ActionJoin, self},
		{ActionPause, self},
		{ActionResume, self},
		{ActionResubmit, self},
		{ActionLeave, self},
		{ActionEditTips, self},
		{ActionViewHours, self},
		{ActionSaveHours, self},
		{ActionViewBusyFeeds, self},
		{ActionAddBusyFeed, self},
		{ActionRereadBusyFeed, self},
		{ActionRenameBusyFeed, self},
		{ActionRemoveBusyFeed, self},

		{ActionViewAnswers, self},
		{ActionAnswer, self},
		{ActionViewQuestions, staff},
		{ActionEditQuestions, managers},
		{ActionViewResources, staff},
		{ActionEditResources, managers},
		{ActionViewCourses, staff},
		{ActionEditCourses, managers},

		{ActionSearch, self},
		{ActionViewSearches, self},
		{ActionSaveSearch, self},
		{ActionRenameSearch, self},
		{ActionRemoveSearch, self},
		{ActionViewMentor, self},
		{ActionSearchMentees, self},
		{ActionViewMentee, self},
		{ActionOffer, self},
		{ActionViewMarks, self},
		{ActionMark, self},
		{ActionGroup, self},
		{ActionRenameGroup, self},
		{ActionRemoveGroup, self},
		{ActionViewChoices, self},
		{ActionEditChoices, self},
		{ActionSubmitChoices, self},
		{ActionWithdrawChoices, mentee},

		{ActionViewRequests, self},
		{ActionViewInvitation, either},
		{ActionAccept, mentor},
		{ActionDecline, mentor},
		{ActionAcceptOffer, mentee},
		{ActionDeclineOffer, mentee},
		{ActionWithdrawOffer, mentor},

		{ActionViewLibrary, self},
		{ActionReadGuide, self},
		{ActionTickLesson, self},

		{ActionViewMentorship, either},
		{ActionListGoals, self},
		{ActionSaveMessage, self},
		{ActionViewGoals, either},
		{ActionCreateGoal, either},
		{ActionEditGoal, either},
		{ActionTickGoal, either},
		{ActionCommentGoal, either},
		{ActionSettleGoal, either},
		{ActionViewNotes, either},
		{ActionWriteNote, either},
		{ActionEditNote, either},
		{ActionShareNote, either},
		{ActionRemoveNote, either},
		{ActionViewLinks, either},
		{ActionAddLink, either},
		{ActionEditLink, either},
		{ActionRemoveLink, either},
		{ActionViewEvents, self},
		{ActionSignUp, self},
		{ActionGiveBack, self},
		{ActionViewAgendaPoints, either},
		{ActionAddAgendaPoint, either},
		{ActionEditAgendaPoint, either},
		{ActionTickAgendaPoint, either},
		{ActionRemoveAgendaPoint, either},
		{ActionViewInquiries, either},
		{ActionAskInquiry, either},
		{ActionAnswerInquiry, either},
		{ActionWithdrawInquiry, either},
		{ActionViewAgreement, either},
		{ActionProposeAgreement, either},
		{ActionAgree, either},
		{ActionWithdrawAgreement, either},
		{ActionShareAgreement, either},
		{ActionEndMentorship, []Relation{RelationMentor, RelationMentee, RelationAdmin, RelationProgramAdmin}},
		{ActionEndGone, managers},
		{ActionViewAgenda, self},
		{ActionViewSession, either},
		{ActionBookSession, either},
		{ActionInTouch, either},
		{ActionThank, either},
		{ActionCertificate, either},
		{ActionViewEvaluation, either},
		{ActionEvaluate, either},
		{ActionExtend, either},
		{ActionAgreeExtension, either},
		{ActionDeclineExtension, either},
		{ActionEndAsPlanned, either},
		{ActionHoldMentorship, either},
		{ActionAnswerFit, either},
		{ActionRematch, either},
		{ActionResumeMentorship, []Relation{RelationMentor, RelationMentee, RelationSystem}},
		{ActionMoveSession, either},
		{ActionCancelSession, either},
		{ActionAttend, either},
		{ActionCheckIn, either},
		{ActionViewTimes, either},
		{ActionProposeTimes, either},
		{ActionTakeTime, either},
		{ActionCounterTimes, either},
		{ActionDeclineTimes, either},
		{ActionWithdrawTimes, either},

		{ActionViewPrograms, self},
		{ActionSwitchProgram, self},
		{ActionViewAdmin, staff},
		{ActionViewProgram, staff},
		{ActionCreateProgram, []Relation{RelationAdmin, RelationSystem}},
		{ActionEditProgram, []Relation{RelationAdmin, RelationProgramAdmin, RelationSystem}},
		{ActionMoveProgram, managers},
		{ActionGrantStaff, managers},
		{ActionPair, managers},
		{ActionViewPairing, staff},
		{ActionStartPairing, managers},
		{ActionEditPairing, managers},
		{ActionCommitPairing, managers},
		{ActionDiscardPairing, managers},
		{ActionUndoPairing, managers},
		{ActionViewWaiting, staff},
		{ActionAskForMentee, managers},
		{ActionViewSupply, staff},
		{ActionViewExclusions, staff},
		{ActionExclude, managers},
		{ActionInclude, managers},
		{ActionRevokeStaff, managers},

		{ActionImportPeople, []Relation{RelationAdmin, RelationSystem}},
		{ActionEnlist, managers},
		{ActionViewEnlisted, staff},
		{ActionTakePart, self},
		{ActionDeclineEnlist, self},
		{ActionViewEventDesk, staff},
		{ActionCreateEvent, managers},
		{ActionEditEvent, managers},
		{ActionCancelEvent, managers},
		{ActionViewParticipants, staff},
		{ActionActivate, managers},
		{ActionAdvise, managers},
		{ActionDeclineApplication, managers},
		{ActionRemove, managers},
		{ActionRestore, managers},

		{ActionResolveAttention, managers},
		{ActionViewSupport, self},
		{ActionAskSupport, self},
		{ActionReplySupport, self},
		{ActionSolveSupport, self},
		{ActionReadSupport, managers},
		{ActionTakeSupport, managers},
		{ActionAnswerSupport, managers},
		{ActionResolveSupport, managers},
		{ActionViewSupportDesk, managers},
		{ActionSetSupport, admin},
		{ActionViewDeliveries, admin},
		{ActionRetryDelivery, admin},

		{ActionSyncPerson, system},
		{ActionSettleParticipant, system},
		{ActionAdvanceChoices, system},
		{ActionDeliver, system},
		{ActionRemind, system},
		{ActionExpire, system},
		{ActionPauseRequest, system},
		{ActionSkip, system},
		{ActionStartMentorship, system},
		{ActionSettlePairing, system},
		{ActionOpenConversation, system},
		{ActionRemindSession, system},
		{ActionMailCalendar, system},
		{ActionTakeReply, system},
		{ActionAskCheckIn, system},
		{ActionRemindEnd, system},
		{ActionAskAfter, system},
		{ActionSettleEvaluation, system},
		{ActionRemindTimes, system},
		{ActionLapseTimes, system},
		{ActionEndTimes, system},
		{ActionReadBusyFeed, system},
		{ActionPostSupport, system},
		{ActionRecordDelivery, system},
		{ActionPrepareErrand, system},
		{ActionCreateWorkspace, system},
		{ActionInstall, system},
		{ActionUninstall, system},
		{ActionRefreshTokens, system},
		{ActionLapse, system},
	}
}

// Permitted lists who may do an action, by [Permissions]. One that is not there may be done by the system only: forgetting is safe.
func Permitted(action Action) []Relation {
	for _, p := range Permissions() {
		if p.Action == action {
			return p.Allows
		}
	}
	return []Relation{RelationSystem}
}

// allow refuses the action unless the actor's relation is among the permitted ones.
func (u *unit) allow(action Action, relation Relation) error {
	if !slices.Contains(Permitted(action), relation) {
		return forbidden()
	}
	return nil
}

// self is the relation to one's own records: everybody has one, the system has none.
func (u *unit) self() Relation {
	if u.call.Actor == "" {
		return RelationSystem
	}
	return RelationSelf
}

// relation is the actor's to what a mentor and a mentee have together.
func (u *unit) relation(mentor, mentee PersonID) Relation {
	return relationOf(u.call.Actor, mentor, mentee)
}

func relationOf(actor, mentor, mentee PersonID) Relation {
	switch actor {
	case "":
		return RelationSystem
	case mentor:
		return RelationMentor
	case mentee:
		return RelationMentee
	}
	return RelationOther
}

func (u *unit) adminRelation() Relation {
	if u.call.Actor == "" {
		return RelationSystem
	}
	if u.actor.Admin {
		return RelationAdmin
	}
	return RelationOther
}
