package view_test

import (
	"path/filepath"
	"strings"
	"testing"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// agreementVersion is a version proposed by Amara, the mentee.
func agreementVersion(number int, state core.AgreementState) core.Agreement {
	a := core.Agreement{
		ID: "agreement", Mentorship: "mentorship", Number: number, State: state, ProposedBy: "amara", ProposedAt: now.AddDate(0, 0, -9),
		Texts: core.AgreementTexts{
			core.AgreementExpectations: "We are honest with each other.\nWe *prepare*.", core.AgreementConfidentiality: "All of it.",
			core.AgreementRhythm: "Every two weeks, for an hour.", core.AgreementNoFit: "We say so.",
		},
	}
	switch state {
	case core.AgreementAgreed:
		a.AgreedAt = now.AddDate(0, 0, -7)
	case core.AgreementSuperseded, core.AgreementWithdrawn:
		a.ClosedAt = now.AddDate(0, 0, -1)
	}
	return a
}

// agreementFacts is a first version in a state, as the mentor or the mentee sees it.
func agreementFacts(viewer core.Role, state core.AgreementState, change func(*core.AgreementFacts)) core.AgreementFacts {
	m := mentorship(viewer)
	shown := agreementVersion(1, state)
	a := core.AgreementFacts{Program: m.Program, Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Shown: &shown, Latest: &shown, Pages: 1}
	if state == core.AgreementAgreed {
		a.Agreed = &shown
	}
	if change != nil {
		change(&a)
	}
	return a
}

// amended is a second version over one that both have agreed to.
func amended(viewer core.Role, state core.AgreementState) core.AgreementFacts {
	return agreementFacts(viewer, state, func(a *core.AgreementFacts) {
		before := agreementVersion(1, core.AgreementAgreed)
		a.Shown.Number, a.Shown.Texts = 2, core.AgreementTexts{
			core.AgreementExpectations: before.Texts[core.AgreementExpectations], core.AgreementConfidentiality: "All of it, but for what we tell our families.",
			core.AgreementRhythm: before.Texts[core.AgreementRhythm], core.AgreementChannels: "Slack & the telephone.",
		}
		a.Before, a.Agreed, a.Pages = &before, &before, 2
	})
}

func agreementScreens(f view.For) map[string]any {
	none := agreementFacts(core.RoleMentee, core.AgreementProposed, func(a *core.AgreementFacts) { a.Shown, a.Latest = nil, nil })
	own := none
	own.Program.Policy.Agreement = core.AgreementTemplate{core.AgreementRhythm: {EN: "Every week.", FR: "Chaque semaine."}, core.AgreementNoFit: {EN: "Call Kim."}}
	over := func(a *core.AgreementFacts) { endedPair(&a.Mentorship) }
	older := agreementFacts(core.RoleMentor, core.AgreementSuperseded, func(a *core.AgreementFacts) {
		a.Shown.AgreedAt, a.Page, a.Pages = now.AddDate(0, 0, -7), 1, 3
	})
	m := mentorship(core.RoleMentor)
	m.Agreement = core.AgreementStanding{AgreedAt: now.AddDate(0, 0, -7), ProposedBy: "amara"}
	agreed := mentorship(core.RoleMentee)
	agreed.Agreement.AgreedAt = now
	waiting := mentorship(core.RoleMentee)
	waiting.Agreement.ProposedBy = "amara"
	past := ended(core.RoleMentee, kenji().Person, 0)
	past.Agreement.AgreedAt = now.AddDate(0, -3, 0)
	return map[string]any{
		"home_agreement":         f.Home(dashboard(func(d *core.Dashboard) { d.Mentorships = []core.MentorshipFacts{m} })),
		"mentorship_agreed":      f.MentorshipPage(agreed),
		"mentorship_to_agree":    f.MentorshipPage(m),
		"mentorship_proposed":    f.MentorshipPage(waiting),
		"ended_agreement":        f.Ended(past),
		"agreement_none":         f.Agreement(none, ""),
		"agreement_none_ended":   f.Agreement(agreementFacts(core.RoleMentee, core.AgreementProposed, func(a *core.AgreementFacts) { a.Shown, a.Latest = nil, nil; over(a) }), ""),
		"agreement_to_answer":    f.Agreement(agreementFacts(core.RoleMentor, core.AgreementProposed, nil), ""),
		"agreement_waits":        f.Agreement(agreementFacts(core.RoleMentee, core.AgreementProposed, nil), ""),
		"agreement_agreed":       f.Agreement(agreementFacts(core.RoleMentee, core.AgreementAgreed, nil), "agreement.shared"),
		"agreement_amended":      f.Agreement(amended(core.RoleMentor, core.AgreementProposed), "agreement.outdated"),
		"agreement_withdrawn":    f.Agreement(agreementFacts(core.RoleMentor, core.AgreementWithdrawn, nil), ""),
		"agreement_older":        f.Agreement(older, ""),
		"agreement_over":         f.Agreement(agreementFacts(core.RoleMentee, core.AgreementAgreed, over), "agreement.copied"),
		"agreement_form":         f.AgreementForm(none),
		"agreement_form_own":     f.AgreementForm(own),
		"agreement_form_another": f.AgreementForm(agreementFacts(core.RoleMentor, core.AgreementProposed, nil)),
		"agreement_text":         f.AgreementText(agreementFacts(core.RoleMentee, core.AgreementAgreed, nil)),

		"agreement_news":            f.AgreementNews(core.NoticeAgreement, agreementFacts(core.RoleMentor, core.AgreementProposed, nil)),
		"agreement_news_changes":    f.AgreementNews(core.NoticeAgreement, amended(core.RoleMentor, core.AgreementProposed)),
		"agreement_news_agreed":     f.AgreementNews(core.NoticeAgreement, agreementFacts(core.RoleMentor, core.AgreementAgreed, nil)),
		"agreement_news_superseded": f.AgreementNews(core.NoticeAgreement, agreementFacts(core.RoleMentor, core.AgreementSuperseded, nil)),
		"agreement_news_withdrawn":  f.AgreementNews(core.NoticeAgreement, agreementFacts(core.RoleMentor, core.AgreementWithdrawn, nil)),
		"agreement_news_ended":      f.AgreementNews(core.NoticeAgreement, agreementFacts(core.RoleMentor, core.AgreementProposed, over)),
		"agreement_news_yes":        f.AgreementNews(core.NoticeAgreementAgreed, agreementFacts(core.RoleMentee, core.AgreementAgreed, nil)),
		"agreement_news_yes_older":  f.AgreementNews(core.NoticeAgreementAgreed, older),
	}
}

func TestAnAgreementAsADocument(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		f := paris(t, catalogue(t), language)
		got := f.AgreementDocument(agreementFacts(core.RoleMentee, core.AgreementAgreed, func(a *core.AgreementFacts) {
			a.Program.Name = "Water <b>"
			a.Shown.Texts[core.AgreementRhythm] = "# Not a heading\n- a list\n---\n> no quotation\n[here](https://example.org) ![x](y) `code` <img>"
		}), true)
		said := got.Name + "\n" + got.Title + "\n" + got.Words + "\n\n" + got.Text
		compare(t, filepath.Join("testdata", "agreement_"+language+".md"), []byte(said))
	}
}

// A change at the end of a long text is seen where settings are compared.
func TestAChangeOfALongTextIsSeen(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	for _, field := range core.PolicyFields() {
		if field.Key != "agreement_rhythm_en" {
			continue
		}
		long := strings.Repeat("We meet often. ", 20)
		said := view.PolicyChangeWords(f.L, core.PolicyChange{
			Field: field, From: core.PolicyValue{{Word: long + "On Mondays."}}, To: core.PolicyValue{{Word: long + "On Fridays."}},
		})
		if !strings.Contains(said, "On Mondays.") || !strings.Contains(said, "On Fridays.") || len(said) > 200 {
			t.Errorf("%q", said)
		}
		short := view.PolicyChangeWords(f.L, core.PolicyChange{Field: field, To: core.PolicyValue{{Word: "Every week."}}})
		if !strings.Contains(short, "our words") || !strings.HasSuffix(short, "→ Every week.") {
			t.Errorf("%q", short)
		}
	}
}
