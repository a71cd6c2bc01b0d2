package core

import "slices"

// GuideKey names a guide of the library.
type GuideKey string

// The starter set, written for the product (features.md S0-11, S2-27, S3-17, S3-18, S3-22). The texts are in i18n/guide, one file for each
// and each language.
const (
	GuideFirstSteps   GuideKey = "first_steps"   // steps to take as a mentee
	GuideGetAYes      GuideKey = "get_a_yes"     // writing a request
	GuideSayNo        GuideKey = "say_no"        // declining one
	GuideExpectations GuideKey = "expectations"  // of both roles
	GuideFirstMeeting GuideKey = "first_meeting" // a plan for it
	GuideChecklist    GuideKey = "checklist"     // ten steps to a session
	GuideQuestions    GuideKey = "questions"     // more than forty
	GuideSmartGoals   GuideKey = "smart_goals"
	GuideNotAFit      GuideKey = "not_a_fit" // and what to say then
	GuideClosingWell  GuideKey = "closing_well"
)

// GuideStage is when a guide helps; words are in the catalogue under "guide_stage.<key>".
type GuideStage string

// The stages in the order people go through them.
const (
	HelpsBefore   GuideStage = "before"    // there is a mentorship
	HelpsFirst    GuideStage = "first"     // the first session
	HelpsUnderWay GuideStage = "under_way" // the two meet
	HelpsClosing  GuideStage = "closing"
)

// GuideStages are the stages in order.
func GuideStages() []GuideStage {
	return []GuideStage{HelpsBefore, HelpsFirst, HelpsUnderWay, HelpsClosing}
}

// Guide is something to read in a programme's library.
type Guide struct {
	ID    GuideKey
	For   Role // empty for both
	Stage GuideStage
}

// StarterGuides is the starter set in the order it is read.
func StarterGuides() []Guide {
	return []Guide{
		{GuideFirstSteps, RoleMentee, HelpsBefore},
		{GuideGetAYes, RoleMentee, HelpsBefore},
		{GuideSayNo, RoleMentor, HelpsBefore},
		{GuideExpectations, "", HelpsBefore},
		{GuideFirstMeeting, "", HelpsFirst},
		{GuideChecklist, "", HelpsUnderWay},
		{GuideSmartGoals, "", HelpsUnderWay},
		{GuideQuestions, "", HelpsUnderWay},
		{GuideNotAFit, "", HelpsUnderWay},
		{GuideClosingWell, "", HelpsClosing},
	}
}

// guides are all guides of a programme's library, by stage.
func (p Policy) guides() []Guide {
	all := StarterGuides()
	slices.SortStableFunc(all, func(a, b Guide) int {
		return slices.Index(GuideStages(), a.Stage) - slices.Index(GuideStages(), b.Stage)
	})
	return slices.DeleteFunc(all, func(g Guide) bool { return !p.Shows(g.ID) })
}

// guide finds a guide of a programme's library.
func (p Policy) guide(id GuideKey) (Guide, bool) {
	for _, g := range p.guides() {
		if g.ID == id {
			return g, true
		}
	}
	return Guide{}, false
}

// guideKeys are the keys of the starter set.
func guideKeys() []GuideKey {
	var all []GuideKey
	for _, g := range StarterGuides() {
		all = append(all, g.ID)
	}
	return all
}

// Shows reports whether a programme's library has a guide.
func (p Policy) Shows(id GuideKey) bool { return !slices.Contains(p.HiddenGuides, id) }

// ForRole reports whether a guide is for people in a role.
func (g Guide) ForRole(role Role) bool { return g.For == "" || g.For == role }
