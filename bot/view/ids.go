package view

// Callback ids: which modal was submitted. A submission carries a [Meta] in its private_metadata.
const (
	CallbackBasics        = "profile_basics"
	CallbackWork          = "profile_work"
	CallbackSkills        = "profile_skills"
	CallbackMentor        = "mentor_settings"
	CallbackFind          = "find"
	CallbackFindMentees   = "find_mentees"
	CallbackOffer         = "offer"         // Program, Person: the mentee
	CallbackGroups        = "groups"        // Person; As: the page it was opened from, with that page's metadata
	CallbackRenameGroup   = "group_rename"  // Group; and the metadata of the favourites it was opened from
	CallbackRenameSearch  = "search_rename" // Search, As: whom it finds
	CallbackChoices       = "choices"
	CallbackDecline       = "decline"
	CallbackSession       = "session" // Meta.Session empty: book; set: move
	CallbackSessionCancel = "session_cancel"
	CallbackCheckIn       = "check_in"
	CallbackSettings      = "settings"
	CallbackErase         = "erase"        // Person, or empty for oneself
	CallbackConfirm       = "confirm"      // Meta.Do says what was confirmed
	CallbackStaff         = "staff"        // Program
	CallbackPolicy        = "policy"       // Program, Do: page, Version
	CallbackPolicySave    = "policy_save"  // Program, Do: page, Version
	CallbackProgram       = "program_form" // Do: an action id; Program
	CallbackPair          = "pair"         // Program
	CallbackExclusion     = "exclusion"    // Program
	CallbackPairing       = "pairing"      // Program
	CallbackProposal      = "proposal"     // Run, Person: the mentee
	CallbackAnswers       = "answers"      // Program, Page
	CallbackNewQuestion   = "question_new"
	CallbackQuestion      = "question_wording"  // Program, Question or empty for a new one, As: its kind
	CallbackCounting      = "question_counting" // Program, Question
	CallbackResource      = "resource_form"     // Program, Resource or empty for a new one, As: its kind
	CallbackCourse        = "course_form"       // Program, Course or empty for a new one
	CallbackLesson        = "lesson_form"       // Program, Course, Lesson or empty for a new one, As: which form it is
	CallbackPreview       = "question_preview"  // PagePreview, which has inputs and so has to be one that is submitted
)

// Callback ids of files about people and of inviting people to a programme.
const (
	CallbackPeopleImport = "people_import"
	CallbackErrand       = "errand"   // Errand: the yes to what was prepared
	CallbackEnlist       = "enlist"   // Program
	CallbackAnnounce     = "announce" // Program

	PageErrand        = "errand_page" // Errand; Page
	PageImportCommand = "people_import_command"
	PageEnlisted      = "enlisted" // Program; Page
	PageProgramLink   = "program_link"
	PageTakePart      = "take_part"

	ActionOpenImport      = "people_import_open"
	ActionOpenErrand      = "errand_open"       // Errand
	ActionOpenEnlisted    = "enlisted_open"     // Program
	ActionOpenEnlist      = "enlist_open"       // Program
	ActionRemindEnlisted  = "enlist_remind"     // Program
	ActionOpenAnnounce    = "announce_open"     // Program
	ActionOpenProgramLink = "program_link_open" // Program
	ActionTakePart        = "take_part"         // Program; Enlistment
	ActionDeclineEnlist   = "enlist_decline"    // Program; Enlistment
)

// Callback ids about how people take part.
const (
	CallbackJoin         = "join"                // Program
	CallbackLeave        = "leave"               // Program
	CallbackEnd          = "mentorship_end"      // Mentorship
	CallbackEndGone      = "mentorship_end_gone" // Attention
	CallbackThanks       = "thanks"              // Mentorship
	CallbackEvaluation   = "evaluation"          // Mentorship
	CallbackExtend       = "extension"           // Mentorship
	CallbackHold         = "hold"                // Mentorship
	CallbackFit          = "fit"                 // Mentorship
	CallbackRematch      = "rematch"             // Mentorship
	CallbackParticipants = "participants"        // Program; a list with inputs that narrow it
	CallbackNote         = "note"                // Program, Person, Do: the action id of the decision the words go with
	CallbackTip          = "tip"
)

// Callback ids of modals that are only read: pages. They are never submitted.
const (
	PageLoading        = "loading"
	PageSearches       = "searches"      // Meta.Program, Meta.As: whom they find
	PageMentees        = "mentees"       // Meta.Search, Meta.Page
	PageMentee         = "mentee"        // Meta.Person, Meta.Page
	PageFavourites     = "favourites"    // Meta.Group, Meta.Page
	PageHidden         = "hidden_people" // Meta.Page
	PageNotice         = "notice"
	PageProfileSummary = "profile_summary"
	PageMentorSummary  = "mentor_summary"
	PageResults        = "results" // Meta.Search, Meta.Page
	PagePerson         = "person"
	PageRunning        = "choices_running"
	PageInvitation     = "invitation"
	PageRequests       = "requests"
	PageSessions       = "sessions"
	PageFeed           = "calendar_feed"
	PageWhy            = "why"
	PageHelp           = "help"
	PageMyData         = "my_data"
	PageErasing        = "erasing"
	PageDeliveries     = "deliveries" // Meta.Page: the page shown
	PagePrograms       = "programs"
	PagePair           = "pair_preview"
	PagePolicy         = "policy_overview" // Meta.Program
	PageHistory        = "history"         // Meta.Program, Meta.Page
	PageSupply         = "supply"
	PagePaired         = "paired"
	PageWaiting        = "waiting"       // Meta.Program, Meta.Page
	PagePairings       = "pairings"      // Meta.Program, Meta.Page
	PageRun            = "pairing_run"   // Meta.Run, Meta.Page
	PageLoads          = "pairing_loads" // Meta.Run, Meta.Page
	PageScore          = "pair_score"
	PageComparison     = "comparison"
	PageExclusions     = "exclusions" // Meta.Program, Meta.Page
	PageAdmin          = "admin"
	PageProgram        = "program" // Meta.Program
	PageAnswers        = "answers_done"
	PageQuestions      = "questions"
	PageQuestion       = "question"
	PageResources      = "resources"
	PageResource       = "resource"
	PageCourses        = "courses"          // Program
	PageCoursePage     = "course_page"      // Program, Course
	PageLessonPage     = "lesson_page"      // Program, Course, Lesson
	PagePreview        = "question_preview" // Program, Page, As: the role
)

// Action ids of buttons. The value is a [Meta]; which of its ids is set stands behind each.
const (
	ActionOpenProfile      = "profile_open"
	ActionOpenMentor       = "mentor_open"   // Program, or empty for the default one
	ActionStopMentoring    = "mentor_stop"   // Program
	ActionOpenFind         = "find_open"     // Program, or empty for the default one
	ActionPreviousPage     = "page_previous" // Do: callback id of the list; Page: the page to show; and what opens the list
	ActionNextPage         = "page_next"     // as ActionPreviousPage
	ActionOpenPerson       = "person_open"   // Person: a mentor
	ActionAddChoice        = "choice_add"    // Person
	ActionRemoveChoice     = "choice_remove" // Person
	ActionOpenChoices      = "choices_open"
	ActionWithdraw         = "choices_withdraw" // List
	ActionOpenInvitation   = "invitation_open"  // Invitation
	ActionAccept           = "invitation_accept"
	ActionDecline          = "invitation_decline"
	ActionBookSession      = "session_book"          // Mentorship
	ActionMoveSession      = "session_move"          // Session
	ActionCancelSession    = "session_cancel"        // Session
	ActionAttend           = "session_attend"        // Session
	ActionTakeProposal     = "session_take_proposal" // Session
	ActionMet              = "session_met"           // Session
	ActionOpenCheckIn      = "check_in_open"         // Session
	ActionPulseVery        = "pulse_very"            // Session
	ActionPulseSome        = "pulse_some"            // Session
	ActionPulseLittle      = "pulse_little"          // Session
	ActionOpenSessions     = "sessions_open"
	ActionOpenRequests     = "requests_open"
	ActionOpenWhy          = "why_open"
	ActionOpenSettings     = "settings_open"
	ActionOpenMyData       = "my_data_open"
	ActionOpenErasure      = "erasure_open" // Person, or empty for oneself
	ActionExportData       = "my_data_export"
	ActionOpenDataPage     = "my_data_page"     // a link
	ActionOpenCalendarFile = "calendar_file"    // a link
	ActionOpenCertificate  = "certificate_page" // a link
	ActionOpenFeed         = "calendar_open"
	ActionRotateFeed       = "calendar_rotate"
	ActionOpenHelp         = "help_open"
	ActionResolve          = "attention_resolve" // Attention

	ActionOpenDeliveries = "deliveries_open"
	ActionRetryDelivery  = "delivery_retry" // Delivery

	ActionOpenPrograms  = "programs_open"
	ActionSwitchProgram = "program_switch" // Program
	ActionOpenAdmin     = "admin_open"
	ActionOpenProgram   = "program_open" // Program
	ActionOpenStaff     = "staff_open"   // Program
	ActionRevokeStaff   = "staff_revoke" // Program, Person

	ActionOpenPolicy       = "policy_open"  // Program
	ActionEditPolicy       = "policy_edit"  // Program, Do: page, Version: set to go on with what was entered
	ActionOpenHistory      = "history_open" // Program
	ActionNewProgram       = "program_new"
	ActionRenameProgram    = "program_rename"    // Program
	ActionDuplicateProgram = "program_duplicate" // Program
	ActionStartProgram     = "program_start"     // Program
	ActionCloseProgram     = "program_close"     // Program
	ActionArchiveProgram   = "program_archive"   // Program

	ActionOpenPair       = "pair_open"        // Program; with Person and Other, the two are chosen already
	ActionPair           = "pair"             // Program, Person: the mentee, Other: the mentor
	ActionOpenExclusions = "exclusions_open"  // Program
	ActionOpenSupply     = "supply_open"      // Program
	ActionOpenWaiting    = "waiting_open"     // Program
	ActionAskForMentee   = "waiting_ask"      // Program, Person: the mentee, Other: the mentor
	ActionOpenExclusion  = "exclusion_open"   // Program
	ActionInclude        = "exclusion_remove" // Program, Person, Other

	ActionOpenPairings    = "pairings_open"      // Program
	ActionOpenPairing     = "pairing_open"       // Program
	ActionOpenRun         = "run_open"           // Run
	ActionReloadRun       = "run_reload"         // Run
	ActionCommitRun       = "run_commit"         // Run
	ActionCommitQuietly   = "run_commit_quietly" // Run
	ActionComputeAgain    = "run_compute_again"  // Run
	ActionDiscardRun      = "run_discard"        // Run
	ActionUndoRun         = "run_undo"           // Run
	ActionCompareRuns     = "runs_compare"       // Run, Before
	ActionSetPair         = "pairing_set_pair"   // Program, Page: how many pairs to ask for
	ActionUnsetPair       = "pairing_unset_pair" // Program, Page
	InputCompare          = "runs_compare_with"  // acts at once
	ActionOpenLoads       = "run_loads"          // Run
	ActionOpenScore       = "score_open"         // Run, Person: the mentee; or Program, Person, Other: the mentor, of the waiting list
	ActionOpenProposal    = "proposal_open"      // Run, Person: the mentee
	ActionOpenAnswers     = "answers_open"       // Program, or empty for the current one
	ActionOpenFindMentees = "find_mentees_open"  // Program, or empty for the current one
	ActionOpenGroups      = "groups_open"        // Person
	ActionOpenGroup       = "group_open"         // Group, or empty for all favourites
	ActionRenameGroup     = "group_rename"       // Group
	ActionRemoveGroup     = "group_remove"       // Group
	ActionOpenSearches    = "searches_open"      // Program, As: whom they find
	ActionOpenSearch      = "search_open"        // Program, Search, As
	ActionRenameSearch    = "search_rename"      // Search, As
	ActionRemoveSearch    = "search_remove"      // Search
	ActionOpenMentee      = "mentee_open"        // Person
	ActionOpenOffer       = "offer_open"         // Person: a mentee
	ActionWithdrawOffer   = "offer_withdraw"     // Invitation
	ActionOpenFavourites  = "favourites_open"
	ActionOpenHidden      = "hidden_open"
	ActionFavour          = "favourite_add"     // Person
	ActionUnfavour        = "favourite_remove"  // Person
	ActionHide            = "person_hide"       // Person
	ActionUnhide          = "person_unhide"     // Person
	ActionFindAll         = "find_all"          // Program
	ActionOpenQuestions   = "questions_open"    // Program
	ActionOpenQuestion    = "question_open"     // Program, Question
	ActionAddQuestion     = "question_add"      // Program
	ActionEditQuestion    = "question_edit"     // Program, Question
	ActionCountQuestion   = "question_count"    // Program, Question
	ActionQuestionUp      = "question_up"       // Program, Question
	ActionQuestionDown    = "question_down"     // Program, Question
	ActionRemoveQuestion  = "question_remove"   // Program, Question
	ActionOpenResources   = "resources_open"    // Program
	ActionOpenResource    = "resource_open"     // Program, Resource
	ActionReadResource    = "resource_read"     // Program, Resource
	ActionNewLinkResource = "resource_new_link" // Program
	ActionNewTextResource = "resource_new_text" // Program
	ActionEditResource    = "resource_edit"     // Program, Resource
	ActionResourceUp      = "resource_up"       // Program, Resource
	ActionResourceDown    = "resource_down"     // Program, Resource
	ActionRemoveResource  = "resource_remove"   // Program, Resource

	ActionOpenCourses      = "courses_open"       // Program
	ActionManageCourse     = "course_manage"      // Program, Course
	ActionNewCourse        = "course_new"         // Program
	ActionEditCourse       = "course_edit"        // Program, Course
	ActionRemoveCourse     = "course_remove"      // Program, Course
	ActionManageLesson     = "lesson_manage"      // Program, Course, Lesson
	ActionNewTextLesson    = "lesson_new_text"    // Program, Course
	ActionNewReadingLesson = "lesson_new_reading" // Program, Course
	ActionEditLesson       = "lesson_edit"        // Program, Course, Lesson
	ActionLessonUp         = "lesson_up"          // Program, Course, Lesson
	ActionLessonDown       = "lesson_down"        // Program, Course, Lesson
	ActionRemoveLesson     = "lesson_remove"      // Program, Course, Lesson

	ActionPreviewMentee = "questions_preview_mentee"
	ActionPreviewMentor = "questions_preview_mentor"
)

// Pages about how people take part.
const (
	PagePlace       = "place"       // Program
	PagePoints      = "points"      // Program
	PageParticipant = "participant" // Program, Person
	PageMentorship  = "mentorship"  // Mentorship
	PageClosing     = "closing"     // Mentorship
	PageFit         = "fit_page"    // Mentorship
	PageTips        = "tips"
)

// Action ids about how people take part.
const (
	ActionOpenPlace        = "place_open"          // Program
	ActionOpenPoints       = "points_open"         // Program
	ActionOpenJoin         = "join_open"           // Program
	ActionPause            = "place_pause"         // Program
	ActionResume           = "place_resume"        // Program
	ActionResubmit         = "place_resubmit"      // Program
	ActionOpenLeave        = "leave_open"          // Program
	ActionMentorship       = "mentorship_open"     // Mentorship
	ActionInTouch          = "mentorship_in_touch" // Mentorship
	ActionEndMentorship    = "mentorship_end"      // Mentorship
	ActionEndGone          = "mentorship_end_gone" // Attention
	ActionOpenThanks       = "thanks_open"         // Mentorship
	ActionCertificate      = "certificate"         // Mentorship
	ActionOpenEvaluation   = "evaluation_open"     // Mentorship
	ActionOpenClosing      = "closing_open"        // Mentorship
	ActionOpenExtend       = "extension_open"      // Mentorship
	ActionOpenHold         = "hold_open"           // Mentorship
	ActionOpenFit          = "fit_open"            // Mentorship
	ActionOpenRematch      = "rematch_open"        // Mentorship
	ActionResumeMentorship = "mentorship_resume"   // Mentorship
	ActionAgreeExtension   = "extension_agree"     // Mentorship, Version: the number of what is proposed
	ActionDeclineExtension = "extension_decline"   // Mentorship, Version: as above
	ActionEndAsPlanned     = "end_as_planned"      // Mentorship
	ActionOpenTips         = "tips_open"
	ActionAddTip           = "tip_add"
	ActionRemoveTip        = "tip_remove" // Tip

	ActionOpenParticipants   = "participants_open"    // Program
	ActionOpenApplications   = "applications_open"    // Program
	ActionOpenParticipant    = "participant_open"     // Program, Person
	ActionActivate           = "participant_activate" // Program, Person
	ActionAdvise             = "participant_advise"   // Program, Person
	ActionDeclineApplication = "participant_decline"  // Program, Person
	ActionRemove             = "participant_remove"   // Program, Person
	ActionRestore            = "participant_restore"  // Program, Person
)

// About hours.
const (
	CallbackDayHours   = "hours_day"  // Day: a weekday from 0, Sunday
	CallbackDateHours  = "hours_date" // other hours for some dates
	CallbackHoursRules = "hours_rules"

	PageHours = "hours"

	ActionOpenHours     = "hours_open"
	ActionOpenDay       = "hours_day_open" // Day: a weekday from 0, Sunday
	ActionOpenDates     = "hours_date_open"
	ActionRemoveDates   = "hours_date_remove" // Day: the first date
	ActionOpenHourRules = "hours_rules_open"

	ActionOtherTime = "session_other_time" // Mentorship, Session to move
)

// About times somebody proposes for a session.
const (
	CallbackTimes        = "times"         // Mentorship; Times: those that are answered, empty for none
	CallbackDeclineTimes = "times_decline" // Times

	ActionProposeTimes  = "times_propose"     // Mentorship
	ActionTakeFirst     = "times_take_first"  // Times
	ActionTakeSecond    = "times_take_second" // Times
	ActionTakeThird     = "times_take_third"  // Times
	ActionCounterTimes  = "times_counter"     // Times
	ActionDeclineTimes  = "times_decline"     // Times
	ActionWithdrawTimes = "times_withdraw"    // Times
)

// About guides and courses.
const (
	PageGuides = "guides" // Program
	PageGuide  = "guide"  // Program, Guide, Page
	PageCourse = "course" // Program, Course
	PageLesson = "lesson" // Program, Course, Lesson, Page

	ActionOpenGuides = "guides_open" // Program
	ActionOpenGuide  = "guide_open"  // Program, Guide

	ActionOpenCourse   = "course_open"   // Program, Course
	ActionOpenLesson   = "lesson_open"   // Program, Course, Lesson
	ActionReadLesson   = "lesson_read"   // Program, Course, Lesson; of one in the list
	ActionTickLesson   = "lesson_tick"   // Program, Course, Lesson, Page
	ActionUntickLesson = "lesson_untick" // Program, Course, Lesson, Page
)

// About calendars people are read from.
const (
	CallbackBusyFeed = "busy_feed"
	CallbackBusyName = "busy_feed_name"

	PageBusyFeeds = "busy_feeds"

	ActionOpenBusyFeeds  = "busy_feeds_open"
	ActionOpenBusyForm   = "busy_feed_open"
	ActionRenameBusyFeed = "busy_feed_rename" // BusyFeed
	ActionRereadBusyFeed = "busy_feed_reread" // BusyFeed
	ActionRemoveBusyFeed = "busy_feed_remove" // BusyFeed
)

// About help from the team.
const (
	CallbackSupport        = "support"         // As: the topic
	CallbackSupportReply   = "support_reply"   // Support, As: who writes, by the action id of their button; Do, Page: as in [PageSupportRequest]
	CallbackSupportChannel = "support_channel" // where requests go

	PageSupport          = "support_topics"
	PageSupportDiagnosis = "support_diagnosis"
	PageSupportRequest   = "support_request" // Support; Do, Page: the list it stands over
	PageSupportOwn       = "support_own"     // Page
	PageSupportDesk      = "support_desk"    // Page

	ActionOpenSupport        = "support_open"
	ActionSupportTopic       = "support_topic" // As: the topic
	ActionWriteSupport       = "support_write" // As: the topic
	ActionOpenSupportOwn     = "support_own_open"
	ActionOpenSupportRequest = "support_request_open" // Support
	ActionReplySupport       = "support_reply"        // Support
	ActionTakeSupport        = "support_take"         // Support
	ActionAnswerSupport      = "support_answer"       // Support
	ActionResolveSupport     = "support_resolve"      // Support
	ActionOpenSupportDesk    = "support_desk_open"
	ActionOpenSupportChannel = "support_channel_open"
)

// About the goals of a mentorship.
const (
	CallbackGoal        = "goal"         // Mentorship: a new one; Goal, Version: what is changed
	CallbackGoalComment = "goal_comment" // Goal

	PageGoalPairs = "goal_pairs"
	PageGoals     = "goals"     // Mentorship, Page
	PageGoal      = "goal_page" // Goal, Page: of its history, Under: of the list below, Do: PageGoals where there is one; As: the steps ticked

	ActionOpenGoals   = "goals_open"   // Mentorship
	ActionOpenGoal    = "goal_open"    // Goal, Under
	ActionNewGoal     = "goal_new"     // Mentorship
	ActionEditGoal    = "goal_edit"    // Goal
	ActionCommentGoal = "goal_comment" // Goal
	ActionReachGoal   = "goal_reach"   // Goal
	ActionDropGoal    = "goal_drop"    // Goal
	ActionReopenGoal  = "goal_reopen"  // Goal

	// InputSteps and InputProgress act at once.
	InputSteps    = "goal_steps"
	InputProgress = "goal_progress"
)

// ShortcutSave is in the menu of each message: keep it as a note, a goal or a question.
const ShortcutSave = "message_save"

// CallbackSaveMessage is the form of [ShortcutSave]: Mentorship.
const CallbackSaveMessage = "message_save_form"

// About the notes of a mentorship, or of one Session of it.
const (
	CallbackWriteNote = "note_write" // Mentorship or Session, Page: a new one; with Note: what is changed

	PageNotes = "notes" // Mentorship or Session, Page

	ActionOpenNotes   = "notes_open"   // Mentorship or Session
	ActionNewNote     = "note_new"     // Mentorship or Session
	ActionEditNote    = "note_edit"    // Note, and as above, Page: of the list
	ActionShareNote   = "note_share"   // as above
	ActionUnshareNote = "note_unshare" // as above
	ActionRemoveNote  = "note_remove"  // as above
)

// About the links that a pair shares.
const (
	CallbackLink = "link_form" // Mentorship, Link for one that is changed

	PageLinks = "links" // Mentorship

	ActionOpenLinks  = "links_open"  // Mentorship
	ActionNewLink    = "link_new"    // Mentorship
	ActionEditLink   = "link_edit"   // Link, Mentorship
	ActionRemoveLink = "link_remove" // as above
)

// About the events of a programme.
const (
	CallbackEvent       = "event_form"   // Program: a new one; Event: what is changed, Seen: what that comes to, once it was looked at
	CallbackEventCancel = "event_cancel" // Event

	PageEvents     = "events"      // Page
	PageEvent      = "event"       // Event; Do: PageEvents where it stands over the list, Under: the list's page
	PageEventDesks = "event_desks" // Program, Page, As: EventsPast for those that are over
	PageEventDesk  = "event_desk"  // Event, Page

	ActionOpenEvents      = "events_open"
	ActionOpenEvent       = "event_open"        // Event; SignUp in a message; Do and Under as of PageEvent
	ActionSignUp          = "event_sign_up"     // Event
	ActionGiveBack        = "event_give_back"   // Event, SignUp
	ActionOpenEventDesks  = "event_desks_open"  // Program, As
	ActionOpenEventDesk   = "event_desk_open"   // Event
	ActionNewEvent        = "event_new"         // Program
	ActionEditEvent       = "event_edit"        // Event
	ActionOpenEventCancel = "event_cancel_open" // Event
)

// About what a pair wants to talk about when they meet. An agenda is opened with Mentorship, or with Session from one of its sessions.
const (
	CallbackPoint = "agenda_form" // as its agenda, Point for one that is changed

	PageAgenda = "agenda" // Mentorship or Session, Page

	ActionOpenAgenda   = "agenda_open"    // Mentorship or Session
	ActionNewPoint     = "agenda_new"     // as above
	ActionSuggestPoint = "agenda_suggest" // as above, As
	ActionEditPoint    = "agenda_edit"    // as above, Point, Page
	ActionTickPoint    = "agenda_tick"    // as above
	ActionUntickPoint  = "agenda_untick"  // as above
	ActionRemovePoint  = "agenda_remove"  // as above
)

// About the questions a pair ask each other between sessions.
const (
	CallbackAskInquiry    = "inquiry_ask"    // Mentorship
	CallbackAnswerInquiry = "inquiry_answer" // Inquiry; Mentorship, Page: of the list it was opened from, if it was

	PageInquiries = "inquiries" // Mentorship, Page

	ActionOpenInquiries   = "inquiries_open"   // Mentorship
	ActionAskInquiry      = "inquiry_ask"      // Mentorship
	ActionAnswerInquiry   = "inquiry_answer"   // Inquiry; Mentorship, Page: of the list, if it is in one
	ActionWithdrawInquiry = "inquiry_withdraw" // Inquiry, Mentorship, Page: of the list
)

// About the agreement of a mentorship.
const (
	CallbackAgreement = "agreement" // Mentorship, Version: the number of the latest version, 0 for none

	PageAgreement = "agreement_page" // Mentorship, Page: of the versions, the latest first

	ActionOpenAgreement     = "agreement_open"     // Mentorship
	ActionWriteAgreement    = "agreement_write"    // Mentorship
	ActionAgree             = "agreement_agree"    // Agreement
	ActionWithdrawAgreement = "agreement_withdraw" // Agreement
	ActionShareAgreement    = "agreement_share"    // Agreement
)

// Action ids of link buttons. Slack reports the click; there is nothing to do but to acknowledge it.
const (
	ActionJoinSession      = "session_join"
	ActionAddToGoogle      = "calendar_google"
	ActionOpenConversation = "conversation_open"
)

// Action ids of inputs. InputValue is every input that only counts when its form is submitted.
const (
	InputValue = "value"
	// InputDate and InputTime report each change, so that the form can show the other person's time.
	InputDate = "session_date"
	InputTime = "session_time"
	// InputTimesDate and InputTimesTime are the same in the form that proposes several.
	InputTimesDate = "times_date"
	InputTimesTime = "times_time"
)

// Action ids of inputs that ask for suggestions while a person types, answered with [For.Suggestions] and
// [For.ZoneSuggestions].
const (
	SuggestTopic       = "suggest_topic"
	SuggestWish        = "suggest_wish"
	SuggestUnit        = "suggest_unit"
	SuggestDutyStation = "suggest_duty_station"
	SuggestCity        = "suggest_city"
	SuggestZone        = "suggest_zone"
)

// Block ids of inputs that are not a field name of core's own input types.
const (
	// FieldAvailability is a choice of AvailabilityOpen or AvailabilityClosed.
	FieldAvailability = "availability"
	// FieldGenderPublic and FieldAlsoUnavailable are a single checkbox; OptionYes is its value.
	FieldGenderPublic    = "gender_public"
	FieldAlsoUnavailable = "also_unavailable"
	// FieldCopies is such a checkbox about copies by e-mail.
	FieldCopies = "copies"
	// FieldNeutral is such a checkbox about calendar entries.
	FieldNeutral = "neutral"
	// FieldAllDay is such a checkbox about days in a calendar.
	FieldAllDay = "all_day"
	// FieldRequired and FieldPublic are such checkboxes of a question's forms.
	FieldRequired = "required"
	FieldPublic   = "public"
)

// Option values that mean something to the forms.
const (
	OptionYes          = "yes"
	OptionAny          = "any" // no restriction, no answer
	OptionNobody       = "nobody"
	OptionNone         = "not" // a question that does not count in matching
	AvailabilityOpen   = "available"
	AvailabilityClosed = "unavailable"
)

// Verbs of the slash command. The first word after /mentor, in lower case.
const (
	VerbHelp     = "help"
	VerbProfile  = "profile"
	VerbFind     = "find"
	VerbMentees  = "mentees"
	VerbChoices  = "choices"
	VerbRequests = "requests"
	VerbSessions = "sessions"
	VerbHours    = "hours"
	VerbGoals    = "goals"
	VerbGuide    = "guide"
	VerbEvents   = "events"
	VerbMentor   = "mentor"
	VerbWhy      = "why"
	VerbSettings = "settings"
	VerbData     = "data"
	VerbAnswers  = "questions"
	VerbProgram  = "programme"
	VerbAdmin    = "admin"
	VerbJoin     = "join"
	VerbSupport  = "support"
)
