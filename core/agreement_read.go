package core

import (
	"context"
	"fmt"
	"slices"
)

// AgreementFacts is a version of an agreement as one of the two, the viewer, sees it.
type AgreementFacts struct {
	Program    Program
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Shown      *Agreement // nil while nothing has been proposed
	Before     *Agreement // what Shown is read against; nil for a first version
	Agreed     *Agreement // the version that holds; nil when none does
	Latest     *Agreement // the newest version; nil while there is none
	Page       int        // of Shown among the versions, the latest first, from 0
	Pages      int
}

// Changes are the sections of the shown version that differ from the one it is read against; none for a first version.
func (f AgreementFacts) Changes() []AgreementChange {
	if f.Shown == nil || f.Before == nil {
		return nil
	}
	return AgreementChanges(f.Before.Texts, f.Shown.Texts)
}

// Number is that of the latest version, 0 for none.
func (f AgreementFacts) Number() int {
	if f.Latest == nil {
		return 0
	}
	return f.Latest.Number
}

// Answerable reports whether the viewer can agree to the shown version.
func (f AgreementFacts) Answerable() bool {
	return f.Mentorship.Ongoing() && f.Shown != nil && f.Shown.State == AgreementProposed && f.Shown.ProposedBy != f.Viewer.Person.ID
}

// Stale reports that a notice of the version would not be true any more.
func (f AgreementFacts) Stale(notice NoticeKind) bool {
	return !f.Shown.worthTelling(notice) || notice == NoticeAgreement && !f.Mentorship.Ongoing()
}

// MentorshipAgreement loads a version of a mentorship's agreement for one of the two: page 0 is the latest one, page 1 the one before.
func (s *Service) MentorshipAgreement(ctx context.Context, call Call, id MentorshipID, page int) (AgreementFacts, error) {
	return read(ctx, s, call, ActionViewAgreement, func(ctx context.Context, u *unit) (AgreementFacts, error) {
		return u.agreementFacts(ctx, id, call.Actor, func(all []Agreement) int { return min(max(page, 0), max(len(all)-1, 0)) })
	})
}

// Agreement loads a version of an agreement for one of the two.
func (s *Service) Agreement(ctx context.Context, call Call, id AgreementID) (AgreementFacts, error) {
	return read(ctx, s, call, ActionViewAgreement, func(ctx context.Context, u *unit) (AgreementFacts, error) {
		return u.agreementNews(ctx, id, call.Actor)
	})
}

// AgreementToEdit loads a mentorship's latest version for one of the two who can write a new one.
func (s *Service) AgreementToEdit(ctx context.Context, call Call, id MentorshipID) (AgreementFacts, error) {
	return read(ctx, s, call, ActionProposeAgreement, func(ctx context.Context, u *unit) (AgreementFacts, error) {
		facts, err := u.agreementFacts(ctx, id, call.Actor, func([]Agreement) int { return 0 })
		if err == nil && !facts.Mentorship.Ongoing() {
			err = conflict(CodeAgreementReadOnly)
		}
		return facts, err
	})
}

// AgreementFor loads a version as the viewer sees it, for rendering messages and documents.
func (s *Service) AgreementFor(ctx context.Context, workspace WorkspaceID, id AgreementID, viewer PersonID) (AgreementFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (AgreementFacts, error) {
		return u.agreementNews(ctx, id, viewer)
	})
}

func (u *unit) agreementNews(ctx context.Context, id AgreementID, viewer PersonID) (AgreementFacts, error) {
	a, err := u.Agreements().Get(ctx, id)
	if err != nil {
		return AgreementFacts{}, missing(err, "load agreement")
	}
	return u.agreementFacts(ctx, a.Mentorship, viewer, func(all []Agreement) int {
		return max(slices.IndexFunc(all, func(one Agreement) bool { return one.ID == id }), 0)
	})
}

// agreementStanding sums up a mentorship's live versions.
func (u *unit) agreementStanding(ctx context.Context, id MentorshipID) (AgreementStanding, error) {
	var s AgreementStanding
	live, err := u.Agreements().Live(ctx, id)
	if err != nil {
		return s, fmt.Errorf("load agreement: %w", err)
	}
	for _, a := range live {
		if a.State == AgreementAgreed {
			s.AgreedAt = a.AgreedAt
			continue
		}
		s.ProposedBy = a.ProposedBy
	}
	return s, nil
}

// agreementFacts loads the version that pick chooses of all, the latest first.
func (u *unit) agreementFacts(ctx context.Context, id MentorshipID, viewer PersonID, pick func([]Agreement) int) (AgreementFacts, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return AgreementFacts{}, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewAgreement, relationOf(viewer, m.Mentor, m.Mentee)); err != nil {
		return AgreementFacts{}, err
	}
	facts := AgreementFacts{Mentorship: m}
	if facts.Program, err = u.Programs().Get(ctx, m.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Viewer, err = u.card(ctx, viewer); err != nil {
		return facts, err
	}
	if facts.Other, err = u.publicCard(ctx, m.Other(viewer)); err != nil {
		return facts, err
	}
	all, err := u.agreements(ctx, id)
	if err != nil {
		return facts, err
	}
	facts.Page, facts.Pages = pick(all), max(len(all), 1)
	facts.Latest, facts.Agreed = latestAgreement(all), agreementIn(all, AgreementAgreed)
	if len(all) > 0 {
		facts.Shown = &all[facts.Page]
		facts.Before = comparedWith(all, facts.Shown)
	}
	return facts, nil
}
