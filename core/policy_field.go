package core

import (
	"slices"

	"mentorbot/core/matching"
)

// PolicyKind is the shape of a setting's value.
type PolicyKind string

// The shapes. A value is a list of entries in all of them; what an entry holds is named behind each.
const (
	PolicyNumber  PolicyKind = "number"  // one number
	PolicyYesNo   PolicyKind = "yes_no"  // one number, 1 for yes
	PolicyChoice  PolicyKind = "choice"  // one word of the options
	PolicySet     PolicyKind = "set"     // words of the options
	PolicyMoments PolicyKind = "moments" // numbers of minutes
	PolicyPlan    PolicyKind = "plan"    // in order: a word of the options and minutes
	PolicyWeights PolicyKind = "weights" // a word of the options and points, 100 in all
	PolicyText    PolicyKind = "text"    // a text, or nothing for the product's own words, which are the text Names
)

// PolicyUnit is what a number counts; words are in the catalogue under "policy_unit.<key>".
type PolicyUnit string

// The units.
const (
	UnitPieces   PolicyUnit = "pieces"
	UnitHours    PolicyUnit = "hours"
	UnitDays     PolicyUnit = "days"      // working days
	UnitFullDays PolicyUnit = "full_days" // of the calendar
	UnitWeeks    PolicyUnit = "weeks"
	UnitPercent  PolicyUnit = "percent"
	UnitMinutes  PolicyUnit = "minutes"
	UnitPoints   PolicyUnit = "points"
)

// PolicyPage is a short form of settings that belong together; its title is in the catalogue under "policy_page.<key>".
type PolicyPage string

// The pages, in order.
const (
	PolicyJoining     PolicyPage = "joining"
	PolicyRequests    PolicyPage = "requests"
	PolicyMentors     PolicyPage = "mentors"
	PolicyMentorships PolicyPage = "mentorships"
	PolicySessions    PolicyPage = "sessions"
	PolicyRecognition PolicyPage = "recognition"
	PolicyMatching    PolicyPage = "matching"
	PolicyExclusions  PolicyPage = "exclusions"
	PolicyGuides      PolicyPage = "guides"
	PolicyAgreement   PolicyPage = "agreement"    // in English
	PolicyAgreementFR PolicyPage = "agreement_fr" // in French
)

// PolicyPages lists the pages in order.
func PolicyPages() []PolicyPage {
	return []PolicyPage{PolicyJoining, PolicyRequests, PolicyMentors, PolicyMentorships, PolicySessions, PolicyRecognition, PolicyMatching, PolicyExclusions, PolicyGuides, PolicyAgreement, PolicyAgreementFR}
}

// PolicyEntry is one part of a setting's value.
type PolicyEntry struct {
	Word   string `json:"w,omitempty"`
	Number int    `json:"n,omitempty"`
}

// PolicyValue is a setting's value in the one form that pages, files, validation and history share.
type PolicyValue []PolicyEntry

// PolicyField describes one setting of a programme. Its label is the text "policy.<key>.label", and the sentence that says what it does
// "policy.<key>.hint".
type PolicyField struct {
	Key      string // as in JSON and in the programme file
	Page     PolicyPage
	Kind     PolicyKind
	Unit     PolicyUnit
	Min, Max int      // bounds of each number; Max of a text, in code points
	Least    int      // fewest entries, of a set, moments or a plan
	Most     int      // most entries; 0 for as many as there are options
	Options  []string // words that can be chosen
	Names    string   // where the catalogue has the options' words: "<names>.<option>"

	read  func(Policy) PolicyValue
	write func(*Policy, PolicyValue)
}

// Of reads the setting from a policy.
func (f PolicyField) Of(p Policy) PolicyValue { return f.read(p) }

// Put writes the setting into a policy. The value is valid.
func (f PolicyField) Put(p *Policy, v PolicyValue) { f.write(p, v) }

// Default is the setting's value in a new programme.
func (f PolicyField) Default() PolicyValue { return f.read(DefaultPolicy()) }

// PolicyFields is the one table of a programme's settings, in the order of pages and files. Forms, the programme file, validation,
// previews and history follow from it: a new setting is a field of [Policy], a line here and its texts.
func PolicyFields() []PolicyField {
	return slices.Concat(joiningFields(), requestFields(), mentorFields(), mentorshipFields(), sessionFields(), recognitionFields(), matchingFields(), guideFields(), agreementFields())
}

func joiningFields() []PolicyField {
	page := PolicyJoining
	return []PolicyField{
		choice(PolicyField{Key: "approval", Page: page, Names: "approval"}, Approvals(), func(p *Policy) *Approval { return &p.Approval }),
		number(PolicyField{Key: "approval_days", Page: page, Unit: UnitDays, Min: 1, Max: 20}, func(p *Policy) *int { return &p.ApprovalDays }),
		supportDays(PolicyField{Key: "support_days", Page: page, Unit: UnitDays, Min: 1, Max: 20}),
		set(PolicyField{Key: "mentee_items", Page: page, Names: "item"}, profileItems(), func(p *Policy) *[]ProfileItem { return &p.MenteeItems }),
	}
}

func requestFields() []PolicyField {
	page := PolicyRequests
	return []PolicyField{
		choice(PolicyField{Key: "pairing", Page: page, Names: "pairing_by"}, Pairings(), func(p *Policy) *Pairing { return &p.Pairing }),
		number(PolicyField{Key: "max_choices", Page: page, Unit: UnitPieces, Min: 1, Max: 10}, func(p *Policy) *int { return &p.MaxChoices }),
		number(PolicyField{Key: "response_hours", Page: page, Unit: UnitHours, Min: 1, Max: 30 * 24}, func(p *Policy) *int { return &p.ResponseHours }),
		yesNo(PolicyField{Key: "weekends_pause", Page: page}, func(p *Policy) *bool { return &p.WeekendsPause }),
		number(PolicyField{Key: "reminder_percent", Page: page, Unit: UnitPercent, Min: 0, Max: 95}, func(p *Policy) *int { return &p.ReminderPercent }),
		yesNo(PolicyField{Key: "mentors_invite", Page: page}, func(p *Policy) *bool { return &p.MentorsInvite }),
		number(PolicyField{Key: "mentorships_per_mentee", Page: page, Unit: UnitPieces, Min: 1, Max: 5},
			func(p *Policy) *int { return &p.MentorshipsPerMentee }),
	}
}

func mentorFields() []PolicyField {
	page := PolicyMentors
	return []PolicyField{
		number(PolicyField{Key: "default_capacity", Page: page, Unit: UnitPieces, Min: 1, Max: MaxCapacity},
			func(p *Policy) *int { return &p.DefaultCapacity }),
		set(PolicyField{Key: "mentor_items", Page: page, Names: "item"}, append(profileItems(), ItemTopics),
			func(p *Policy) *[]ProfileItem { return &p.MentorItems }),
		set(PolicyField{Key: "decline_reasons", Page: page, Names: "decline_reason", Least: 1}, DeclineReasons(),
			func(p *Policy) *[]DeclineReason { return &p.DeclineReasons }),
	}
}

func mentorshipFields() []PolicyField {
	page := PolicyMentorships
	return []PolicyField{
		number(PolicyField{Key: "length_weeks", Page: page, Unit: UnitWeeks, Min: 1, Max: 156}, func(p *Policy) *int { return &p.LengthWeeks }),
		choice(PolicyField{Key: "first_contact", Page: page, Names: "policy_role"}, []Role{RoleMentee, RoleMentor},
			func(p *Policy) *Role { return &p.FirstContact }),
		number(PolicyField{Key: "first_contact_hours", Page: page, Unit: UnitHours, Min: 1, Max: 30 * 24},
			func(p *Policy) *int { return &p.FirstContactHours }),
		yesNo(PolicyField{Key: "remind_first_contact", Page: page}, func(p *Policy) *bool { return &p.RemindFirstContact }),
		number(PolicyField{Key: "first_session_weeks", Page: page, Unit: UnitWeeks, Min: 0, Max: 12},
			func(p *Policy) *int { return &p.FirstSessionWeeks }),
		number(PolicyField{Key: "end_reminder_days", Page: page, Unit: UnitFullDays, Min: 0, Max: 90},
			func(p *Policy) *int { return &p.EndReminderDays }),
		number(PolicyField{Key: "evaluation_days", Page: page, Unit: UnitFullDays, Min: 0, Max: 60},
			func(p *Policy) *int { return &p.EvaluationDays }),
		number(PolicyField{Key: "quiet_days", Page: page, Unit: UnitFullDays, Min: 0, Max: 180},
			func(p *Policy) *int { return &p.QuietDays }),
		number(PolicyField{Key: "quiet_end_days", Page: page, Unit: UnitFullDays, Min: 0, Max: 60},
			func(p *Policy) *int { return &p.QuietEndDays }),
		choice(PolicyField{Key: "fit", Page: page, Names: "fit_rule"}, FitRules(), func(p *Policy) *FitRule { return &p.Fit }),
	}
}

func sessionFields() []PolicyField {
	page := PolicySessions
	return []PolicyField{
		plan(PolicyField{Key: "session_plan", Page: page, Names: "session_kind"}, func(p *Policy) *[]PlannedSession { return &p.SessionPlan }),
		moments(PolicyField{Key: "session_reminders", Page: page}, func(p *Policy) *[]int { return &p.SessionReminders }),
		number(PolicyField{Key: "late_cancel_hours", Page: page, Unit: UnitHours, Min: 0, Max: 7 * 24},
			func(p *Policy) *int { return &p.LateCancelHours }),
		choice(PolicyField{Key: "check_in", Page: page, Names: "check_in_rule"}, CheckInRules(), func(p *Policy) *CheckInRule { return &p.CheckIn }),
		number(PolicyField{Key: "missed_sessions", Page: page, Unit: UnitPieces, Min: 0, Max: 10}, func(p *Policy) *int { return &p.MissedSessions }),
	}
}

// recognitionFields are about what people have to show for their mentoring.
func recognitionFields() []PolicyField {
	page := PolicyRecognition
	return append([]PolicyField{
		choice(PolicyField{Key: "certificates", Page: page, Names: "certificate_rule"}, CertificateRules(),
			func(p *Policy) *CertificateRule { return &p.Certificates }),
	}, pointFields(page)...)
}

func matchingFields() []PolicyField {
	return []PolicyField{
		weights(PolicyField{Key: "criteria", Page: PolicyMatching, Names: "criterion"}, func(p *Policy) *[]matching.Criterion { return &p.Criteria }),
		yesNo(PolicyField{Key: "exclude_reporting_line", Page: PolicyExclusions}, func(p *Policy) *bool { return &p.ExcludeReportingLine }),
		yesNo(PolicyField{Key: "exclude_same_unit", Page: PolicyExclusions}, func(p *Policy) *bool { return &p.ExcludeSameUnit }),
	}
}

// agreementFields are the words an agreement begins with, section by section, in each language.
func guideFields() []PolicyField {
	return []PolicyField{
		set(PolicyField{Key: "hidden_guides", Page: PolicyGuides, Names: "guide_name"}, guideKeys(), func(p *Policy) *[]GuideKey { return &p.HiddenGuides }),
		set(PolicyField{Key: "hidden_courses", Page: PolicyGuides, Names: "course_name"}, starterCourseIDs(), func(p *Policy) *[]CourseID { return &p.HiddenCourses }),
	}
}

func agreementFields() []PolicyField {
	var all []PolicyField
	for _, in := range []struct {
		page     PolicyPage
		language string
	}{{PolicyAgreement, "en"}, {PolicyAgreementFR, "fr"}} {
		for _, s := range AgreementSections() {
			all = append(all, agreementText(PolicyField{
				Key: "agreement_" + string(s) + "_" + in.language, Page: in.page, Names: "agreement_template." + string(s),
			}, s, in.language))
		}
	}
	return all
}

// PolicyFieldsOn lists the settings of one page.
func PolicyFieldsOn(page PolicyPage) []PolicyField {
	return slices.DeleteFunc(PolicyFields(), func(f PolicyField) bool { return f.Page != page })
}

// DeclineReasons are the reasons a programme can offer to mentors.
func DeclineReasons() []DeclineReason {
	return []DeclineReason{DeclineNoTime, DeclineNotExpert, DeclineConflict, DeclineKnowWell, DeclineOther}
}

// SessionKinds are the kinds of sessions a plan can have.
func SessionKinds() []SessionKind {
	return []SessionKind{SessionIntroduction, SessionGoalSetting, SessionRegular}
}
