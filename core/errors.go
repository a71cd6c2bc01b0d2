package core

import (
	"errors"
	"fmt"
)

// Kind classes an [Error] by what the caller can do about it.
type Kind int

const (
	// Invalid means the input is wrong; the field tells which.
	Invalid Kind = iota
	// Forbidden means the actor may not do this.
	Forbidden
	// NotFound means the thing does not exist in this workspace, or the actor may not know that it does.
	NotFound
	// Conflict means the state has moved on: too late, already answered, full.
	Conflict
)

// Code names one refusal. The sentence people read is the text "error.<code>" of the catalogue.
type Code string

// The refusals of the domain. Each has a sentence in every language.
const (
	CodeForbidden            Code = "forbidden"
	CodeNotFound             Code = "not_found"
	CodeInvalidInput         Code = "invalid_input"
	CodeRequired             Code = "required"
	CodeTooLong              Code = "too_long"
	CodeTooMany              Code = "too_many"
	CodeBadURL               Code = "bad_url"
	CodeUnknownOption        Code = "unknown_option"
	CodeUnknownZone          Code = "unknown_zone"
	CodeNumberOutOfRange     Code = "number_out_of_range"
	CodeDateInPast           Code = "date_in_past"
	CodeProgramClosed        Code = "program_closed"
	CodeNoProgram            Code = "no_program"
	CodeNameTaken            Code = "name_taken"
	CodeProgramMove          Code = "program_move"
	CodeStateUnreachable     Code = "state_unreachable"
	CodeProgramBusy          Code = "program_busy"
	CodePolicyChanged        Code = "policy_changed"
	CodeSettingTwice         Code = "setting_twice"
	CodeWeightsSum           Code = "weights_sum"
	CodeSamePerson           Code = "same_person"
	CodeNoOffers             Code = "no_offers"
	CodeOfferNotMentor       Code = "offer_not_mentor"
	CodeOfferFull            Code = "offer_full"
	CodeOffersFull           Code = "offers_full"
	CodeOfferUnavailable     Code = "offer_unavailable"
	CodeOfferExcluded        Code = "offer_excluded"
	CodeOfferUnderWay        Code = "offer_under_way"
	CodeMenteeMatched        Code = "mentee_matched"
	CodeMenteeNotFindable    Code = "mentee_not_findable"
	CodeOfferClosed          Code = "offer_closed"  // (Name)
	CodeOfferExpired         Code = "offer_expired" // (Name)
	CodeMarkSelf             Code = "mark_self"
	CodeMarksFull            Code = "marks_full" // (Limit)
	CodeMentorExcluded       Code = "mentor_excluded"
	CodePairBlocked          Code = "pair_blocked"
	CodePairingState         Code = "pairing_state"
	CodePairingMentorFull    Code = "pairing_mentor_full"
	CodePairingApart         Code = "pairing_apart" // a pair of a run that must not be made
	CodePairingGroupEmpty    Code = "pairing_group_empty"
	CodePairingNotLooking    Code = "pairing_not_looking"  // (Names)
	CodePairingNotOffering   Code = "pairing_not_offering" // (Names)
	CodePairSetTwice         Code = "pair_set_twice"
	CodePairSetAndLeftOut    Code = "pair_set_and_left_out"
	CodePairingNothing       Code = "pairing_nothing"
	CodePersonInactive       Code = "person_inactive"
	CodePersonUnknown        Code = "person_unknown" // whom Slack does not know, or does not tell of
	CodeAdminAlready         Code = "admin_already"
	CodeNotParticipant       Code = "not_participant"
	CodeNotMentor            Code = "not_mentor"
	CodeNoProposal           Code = "no_proposal"
	CodeNoFeed               Code = "no_feed"
	CodeErasing              Code = "erasing"
	CodeOutside              Code = "outside" // somebody of another workspace, in a shared channel
	CodeNotSure              Code = "not_sure"
	CodeSelfChoice           Code = "self_choice"
	CodeAlreadyChosen        Code = "already_chosen"
	CodeChoicesFull          Code = "choices_full"
	CodeChoicesEmpty         Code = "choices_empty"
	CodeChoicesRunning       Code = "choices_running"
	CodeDuplicateChoice      Code = "duplicate_choice"
	CodeAlreadyMatched       Code = "already_matched"
	CodeMentorUnavailable    Code = "mentor_unavailable"
	CodeMentorFull           Code = "mentor_full"
	CodeMentorNotFindable    Code = "mentor_not_findable"
	CodeYouAreFull           Code = "you_are_full"
	CodeInvitationAccepted   Code = "invitation_accepted"
	CodeInvitationDeclined   Code = "invitation_declined"
	CodeInvitationExpired    Code = "invitation_expired"
	CodeInvitationWithdrawn  Code = "invitation_withdrawn"
	CodeInvitationSuperseded Code = "invitation_superseded"
	CodeInvitationSkipped    Code = "invitation_skipped"
	CodeNothingToWithdraw    Code = "nothing_to_withdraw"
	CodeMentorshipOver       Code = "mentorship_over"
	CodeMentorshipOnHold     Code = "mentorship_on_hold"
	CodeNotOnHold            Code = "mentorship_not_on_hold"
	CodeHoldTooLong          Code = "hold_too_long"
	CodeMentorshipEnded      Code = "mentorship_ended"
	CodeJoinFirst            Code = "join_first"
	CodeItemsMissing         Code = "items_missing"
	CodeAwaitingActivation   Code = "awaiting_activation"
	CodeApplicationReturned  Code = "application_returned"
	CodeApplicationDeclined  Code = "application_declined"
	CodeParticipantPaused    Code = "participant_paused"
	CodeParticipantRemoved   Code = "participant_removed"
	CodeNotPaused            Code = "not_paused"
	CodeNothingReturned      Code = "nothing_returned"
	CodeNothingToDecide      Code = "nothing_to_decide"
	CodeTipsFull             Code = "tips_full"
	CodeAdminsPair           Code = "admins_pair"
	CodeSessionOverlap       Code = "session_overlap"
	CodeSessionInPast        Code = "session_in_past"
	CodeSessionTooFar        Code = "session_too_far"
	CodeSessionOver          Code = "session_over"
	CodeSessionCancelled     Code = "session_cancelled"
	CodeSessionUnchanged     Code = "session_unchanged"
	CodeSessionToCome        Code = "session_to_come"
	CodeCheckInLate          Code = "check_in_late"
	CodeCheckInFirst         Code = "check_in_first"
	CodeTimeSkipped          Code = "time_skipped"
	CodeQuietAlways          Code = "quiet_always"
	CodeTimeTwice            Code = "time_twice"      // the same time proposed twice
	CodeTimesOwn             Code = "times_own"       // whoever proposed them cannot answer
	CodeTimesNotOwn          Code = "times_not_own"   // whoever is to answer cannot withdraw
	CodeExtensionWaits       Code = "extension_waits" // the other one proposes a later end
	CodeExtensionGone        Code = "extension_gone"  // it is not on the table any more
	CodeExtensionOwn         Code = "extension_own"   // who proposed it cannot answer
	CodeEndReached           Code = "end_reached"     // the planned end has come
	CodeEvaluationDone       Code = "evaluation_done" // answered already
	CodeEvaluationOver       Code = "evaluation_over" // its time is over
	CodeFitOff               Code = "fit_off"
	CodeFitEarly             Code = "fit_early"
	CodeThanksEarly          Code = "thanks_early" // it goes on, or never was
	CodeThanksSent           Code = "thanks_sent"
	CodeThanksGone           Code = "thanks_gone"         // nobody is there to read it
	CodeCertificateEarly     Code = "certificate_early"   // it goes on
	CodeCertificatesOff      Code = "certificates_off"    // the programme gives none
	CodePointsOff            Code = "points_off"          // the programme gives none
	CodeNotCompleted         Code = "not_completed"       // it ended before its planned end
	CodeOwnNameUnwritable    Code = "own_name_unwritable" // it is in letters a document cannot have
	CodeNameUnwritable       Code = "name_unwritable"     // the other one's (Name)
	CodeNeverMet             Code = "never_met"           // no session took place
	CodeTimesAccepted        Code = "times_accepted"
	CodeTimesReplaced        Code = "times_replaced"
	CodeTimesDeclined        Code = "times_declined"
	CodeTimesWithdrawn       Code = "times_withdrawn"
	CodeTimesLapsed          Code = "times_lapsed"
	CodeTimesOvertaken       Code = "times_overtaken"
	CodeSlotTaken            Code = "slot_taken"
	CodeSeriesShort          Code = "series_short"     // fewer than two sessions before the mentorship ends (End)
	CodeSeriesConflicts      Code = "series_conflicts" // times of a series that are taken and not decided on
	CodeSeriesEmpty          Code = "series_empty"     // no session is left of it
	CodeHoursUnreadable      Code = "hours_unreadable"
	CodeDatesReversed        Code = "dates_reversed"
	CodeBusyAddress          Code = "busy_address"    // no address a calendar can be read at
	CodeBusyNotHTTPS         Code = "busy_not_https"  // it is not encrypted on the way
	CodeBusyKnown            Code = "busy_known"      // connected already
	CodeBusyFeedsFull        Code = "busy_feeds_full" // (Limit)
	CodeBusyFeedsOff         Code = "busy_feeds_off"  // the deployment cannot keep addresses
	CodeBusyFeedGone         Code = "busy_feed_gone"
	CodeAlreadyResolved      Code = "already_resolved"
	CodeProfileFirst         Code = "profile_first"
	CodeNoSavedSearch        Code = "no_saved_search"
	CodeGroupGone            Code = "group_gone"
	CodeGroupTaken           Code = "group_taken" // another one has the name
	CodeGroupsFull           Code = "groups_full" // (Limit)
	CodeSearchGone           Code = "search_gone"
	CodeSearchName           Code = "search_name"   // a name without a letter or digit
	CodeSearchTaken          Code = "search_taken"  // another one has the name
	CodeSearchesFull         Code = "searches_full" // (Limit)
	CodeNoTopics             Code = "no_topics"
	CodeOrgWideInstall       Code = "org_wide_install"
	CodeDeliveryUnderWay     Code = "delivery_under_way"
	CodeDeliveryPointless    Code = "delivery_pointless"
	CodeSupportResolved      Code = "support_resolved"
	CodeSupportTaken         Code = "support_taken" // (Name)
	CodeSupportFull          Code = "support_full"  // (Limit)
	CodeSupportLong          Code = "support_long"  // (Limit)
	CodeSupportChannel       Code = "support_channel"

	// Of the questionnaire.
	CodeRankedTwice       Code = "ranked_twice"         // the same option on two places
	CodePlaceEmpty        Code = "place_empty"          // a place left out above one that is filled
	CodeQuestionsFirst    Code = "questions_first"      // required questions are open (Count)
	CodeQuestionsFull     Code = "questions_full"       // no more questions (Limit)
	CodeOptionsCount      Code = "options_count"        // too few or many options (Min, Max)
	CodeOptionsTwice      Code = "options_twice"        // an option stands there twice (Text)
	CodeOptionsUnequal    Code = "options_unequal"      // as many French lines as English ones, or none (Want, Got)
	CodeOptionTooLong     Code = "option_too_long"      // one of the lines (Limit, Text)
	CodePointsOver        Code = "points_over"          // the questions give more than 100 points (Sum)
	CodeWeightNeeded      Code = "weight_needed"        // what gives points needs some
	CodeWeightUnused      Code = "weight_unused"        // what gives no points has none
	CodeMatchUnfit        Code = "match_unfit"          // cannot count like this for its kind and audience
	CodePairNeeded        Code = "pair_needed"          // complementary to which question?
	CodePairNothingShared Code = "pair_nothing_shared"  // no option is worded the same
	CodeQuestionPaired    Code = "question_paired"      // another question rests on it (Text)
	CodeQuestionMalformed Code = "question_malformed"   // an id or kind only a file can get wrong (Text)
	CodeQuestionKind      Code = "question_kind"        // a question of this id is of another kind already
	CodeQuestionID        Code = "question_id"          // a file's id that cannot be a part of an input's name (Limit)
	CodeQuestionUnused    Code = "question_unused"      // a key that questions of this kind do not have
	CodeNotBrought        Code = "not_brought_together" // a question keeps the two apart (Text)
)

// The refusals of goals.
const (
	CodeGoalsFull           Code = "goals_full"      // (Limit)
	CodeGoalStepsFull       Code = "goal_steps_full" // (Limit)
	CodeGoalStepLong        Code = "goal_step_long"  // one of the lines (Limit, Text)
	CodeGoalTooFar          Code = "goal_too_far"    // (Years)
	CodeGoalSettled         Code = "goal_settled"    // reached or dropped: it has to be opened again first
	CodeGoalHasSteps        Code = "goal_has_steps"  // its progress follows from them
	CodeGoalChanged         Code = "goal_changed"    // the other one wrote meanwhile (Name)
	CodeGoalChangedByYou    Code = "goal_changed_by_you"
	CodeGoalReadOnly        Code = "goal_read_only"     // the mentorship has ended
	CodeConversationOther   Code = "conversation_other" // not that of a mentorship of the actor
	CodeConversationOver    Code = "conversation_over"  // that of one that has ended
	CodeInquiriesFull       Code = "inquiries_full"     // (Limit)
	CodeInquiryYourOwn      Code = "inquiry_your_own"   // the other one answers it
	CodeInquiryNotYours     Code = "inquiry_not_yours"  // only who asked takes it back
	CodeInquiryAnswered     Code = "inquiry_answered"
	CodeInquiryWithdrawn    Code = "inquiry_withdrawn"
	CodeInquiryReadOnly     Code = "inquiry_read_only" // the mentorship has ended
	CodeNotesFull           Code = "notes_full"        // (Limit)
	CodeNoteNotYours        Code = "note_not_yours"    // only who wrote a note changes it
	CodeNoteReadOnly        Code = "note_read_only"    // the mentorship has ended
	CodeAgendaFull          Code = "agenda_full"       // (Limit) open points
	CodeAgendaPast          Code = "agenda_past"       // (Limit) points talked about
	CodeAgendaReadOnly      Code = "agenda_read_only"  // the mentorship has ended
	CodeAgendaPointNotYours Code = "agenda_not_yours"  // only who added a point changes or removes it
	CodeResourcesFull       Code = "resources_full"    // no more resources (Limit)
	CodeResourceGone        Code = "resource_gone"     // it was removed
	CodeResourceKind        Code = "resource_kind"     // a file gives a resource another kind
	CodeResourceUnused      Code = "resource_unused"   // a text has no address
	CodeCoursesFull         Code = "courses_full"      // no more courses (Limit)
	CodeCourseGone          Code = "course_gone"       // it was removed, or is not for the actor
	CodeLessonsFull         Code = "lessons_full"      // no more lessons in a course (Limit)
	CodeLessonGone          Code = "lesson_gone"       // it was removed, or cannot be read any more
	CodeLessonTwice         Code = "lesson_twice"      // another lesson of the course leads there
	CodeLessonOneThing      Code = "lesson_one_thing"  // a lesson is a guide, a resource or a text of its own
	CodeLinksFull           Code = "links_full"        // (Limit)
	CodeLinkThere           Code = "link_there"        // it is in the list already
	CodeLinkNotYours        Code = "link_not_yours"    // only who shares a link takes it out
	CodeLinksReadOnly       Code = "links_read_only"   // the mentorship has ended
)

// The refusals of events.
const (
	CodeEventCancelled   Code = "event_cancelled"
	CodeEventOver        Code = "event_over"         // it has begun
	CodeEventClosed      Code = "event_closed"       // too late to sign up
	CodeEventFull        Code = "event_full"         // nobody more even on the waiting list (Limit)
	CodeEventNotIn       Code = "event_not_in"       // does not take part in the programme, or not yet
	CodeEventNotForYou   Code = "event_not_for_you"  // for people in another role
	CodeNotSignedUp      Code = "not_signed_up"      // there is nothing to give back
	CodeEventsFull       Code = "events_full"        // (Limit) to come
	CodeEventClosesPast  Code = "event_closes_past"  // nobody could sign up any more
	CodeEventUnchanged   Code = "event_unchanged"    // nothing was changed
	CodeEventPlacesTaken Code = "event_places_taken" // fewer places than people who have one (N)
	CodeEventForTaken    Code = "event_for_taken"    // people have signed up whom it would not be for
	CodeProgramEvents    Code = "program_events"     // events are still to come (N)
)

// The refusals of guides.
const (
	CodeGuideGone Code = "guide_gone" // it is not in the library
)

// The refusals of agreements.
const (
	CodeAgreementEmpty        Code = "agreement_empty"
	CodeAgreementChanged      Code = "agreement_changed" // the other one has proposed another version meanwhile (Name)
	CodeAgreementChangedByYou Code = "agreement_changed_by_you"
	CodeAgreementVersions     Code = "agreement_versions"  // (Limit)
	CodeAgreementSame         Code = "agreement_same"      // it says what is proposed or agreed already
	CodeAgreementOutdated     Code = "agreement_outdated"  // there is a newer version (Number)
	CodeAgreementWithdrawn    Code = "agreement_withdrawn" // who proposed it has taken it back
	CodeAgreementOwn          Code = "agreement_own"       // who proposed it has agreed already
	CodeAgreementNotYours     Code = "agreement_not_yours"
	CodeAgreementSettled      Code = "agreement_settled"    // both have agreed: it is changed by a new version only
	CodeAgreementNotAgreed    Code = "agreement_not_agreed" // only what both have agreed to is a document
	CodeAgreementReadOnly     Code = "agreement_read_only"  // the mentorship has ended
)

// The refusals of files about people and of their lines.
const (
	CodeFileTooLarge    Code = "file_too_large"
	CodeTooManyRows     Code = "too_many_rows"
	CodeNotUTF8         Code = "not_utf8"
	CodeFileEmpty       Code = "file_empty"
	CodeFileGone        Code = "file_gone"
	CodeBadHeader       Code = "bad_header"
	CodeUnknownColumn   Code = "unknown_column"
	CodeColumnTwice     Code = "column_twice"
	CodeNoKeyColumn     Code = "no_key_column"
	CodeNoFactColumn    Code = "no_fact_column"
	CodeBadVisibility   Code = "bad_visibility"
	CodeBadLine         Code = "bad_line"
	CodeWrongFields     Code = "wrong_fields"
	CodeNobodyNamed     Code = "nobody_named"
	CodeBadChatUser     Code = "bad_chat_user"
	CodeBadAddress      Code = "bad_address"
	CodeBadManager      Code = "bad_manager"
	CodeNotAmong        Code = "not_among"
	CodeUnknownPerson   Code = "unknown_person"
	CodePersonMismatch  Code = "person_mismatch"
	CodePersonTwice     Code = "person_twice"
	CodeOwnManager      Code = "own_manager"
	CodeManagerUnknown  Code = "manager_unknown"
	CodeBadLines        Code = "bad_lines"
	CodeNothingToImport Code = "nothing_to_import"
)

// The refusals of work that is prepared first and confirmed then, and of asking people to take part.
const (
	CodeErrandOver     Code = "errand_over"
	CodeErrandFailed   Code = "errand_failed"
	CodeCountDiffers   Code = "count_differs"
	CodeNobodyToAsk    Code = "nobody_to_ask"
	CodeTooManyPeople  Code = "too_many_people"
	CodeNoAddresses    Code = "no_addresses"
	CodeNotInChannel   Code = "not_in_channel"
	CodeAnnouncedMaybe Code = "announced_maybe" // an announcement of which nobody knows whether it was posted
	CodeNoUserGroups   Code = "no_user_groups"
	CodeProgramNotOpen Code = "program_not_open"
	CodeUnknownCode    Code = "unknown_code"
)

// Error is a refusal people can read: a class, a code whose sentence lives in the catalogue, the values the
// sentence needs, and the form field it belongs to, if any. Everything else that goes wrong is an internal error.
type Error struct {
	Kind  Kind
	Code  Code
	Field string         // name of the input, empty when the whole action is refused
	Args  map[string]any // values for the sentence
	Also  []*Error       // further wrong fields of the same form
}

// Error implements error for logs; people read the catalogue's sentence.
func (e *Error) Error() string {
	if e.Field == "" {
		return string(e.Code)
	}
	return fmt.Sprintf("%s: %s", e.Field, e.Code)
}

// All returns the error and those of further fields, in form order.
func (e *Error) All() []*Error { return append([]*Error{e}, e.Also...) }

// Refusal returns the typed refusal inside err, or nil when err is internal.
func Refusal(err error) *Error {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal
	}
	return nil
}

func invalid(field string, code Code) *Error { return &Error{Kind: Invalid, Code: code, Field: field} }

func conflict(code Code) *Error { return &Error{Kind: Conflict, Code: code} }

func notFound() *Error { return &Error{Kind: NotFound, Code: CodeNotFound} }

func forbidden() *Error { return &Error{Kind: Forbidden, Code: CodeForbidden} }

// fieldErrors collects the refusals of one form so that a person sees all of them at once.
type fieldErrors []*Error

func (f *fieldErrors) add(e *Error) {
	if e != nil {
		*f = append(*f, e)
	}
}

// take collects a refusal with all its fields; what is no refusal is given back.
func (f *fieldErrors) take(err error) error {
	refusal := Refusal(err)
	if refusal == nil {
		return err
	}
	for _, e := range refusal.All() {
		f.add(e)
	}
	return nil
}

func (f fieldErrors) err() error {
	if len(f) == 0 {
		return nil
	}
	first := *f[0]
	first.Also = f[1:]
	return &first
}

// ErrNotFound is what repositories return for an id that does not exist in the workspace of the transaction.
var ErrNotFound = errors.New("not found")

// ErrDuplicate is what repositories return when a uniqueness rule held by the database refuses a row.
var ErrDuplicate = errors.New("duplicate")
