package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// agreementButton leads to the agreement of a mentorship.
func (f For) agreementButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenAgreement, "button.agreement", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// agreementStanding says in a line how far two people are with their agreement; nothing for a mentorship that ended without one.
func (f For) agreementStanding(m core.MentorshipFacts) string {
	agreed, waiting, name := "", "", firstName(m.Other)
	if m.Agreement.Agreed() {
		agreed = f.L.T("agreement.agreed_on", "date", f.date(m.Agreement.AgreedAt))
	}
	switch {
	case !m.Mentorship.Ongoing():
	case m.Agreement.WaitsFor(m.Viewer.Person.ID):
		waiting = f.L.T("agreement.waits_for_you", "name", name)
	case m.Agreement.ProposedBy != "":
		waiting = f.L.T("agreement.waits_for_other", "name", name)
	case agreed == "":
		waiting = f.L.T("agreement.none_yet")
	}
	return lines(agreed, waiting)
}

// agreementPart is what the page of a mentorship says of its agreement, with the way to it.
func (f For) agreementPart(m core.MentorshipFacts) []slack.Block {
	said := f.agreementStanding(m)
	if said == "" {
		return nil
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("agreement.title")), said), f.agreementButton(m))}
}

// agreementToRead is the button of somebody whose answer is waited for; nil when nobody waits.
func (f For) agreementToRead(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.Mentorship.Ongoing() || !m.Agreement.WaitsFor(m.Viewer.Person.ID) {
		return nil
	}
	return primary(about(f.button(ActionOpenAgreement, "button.read_agreement", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name()))
}

// Agreement is the page of a version of an agreement. notice is the key of a sentence above it, empty for none.
func (f For) Agreement(a core.AgreementFacts, notice string) slack.ModalViewRequest {
	m := Meta{Mentorship: a.Mentorship.ID}
	var blocks []slack.Block
	if notice != "" {
		blocks = append(blocks, section(f.L.T(notice, "number", a.Number())))
	}
	if a.Shown == nil {
		blocks = append(blocks, section(f.L.T("agreement.none", "name", bold(firstName(a.Other)))))
		if a.Mentorship.Ongoing() {
			blocks = append(blocks, actions(primary(f.button(ActionWriteAgreement, "button.write_agreement", m))))
		}
	} else {
		blocks = append(blocks, section(lines(bold(f.L.T("agreement.version", "number", a.Shown.Number)), f.agreementState(a))))
		blocks = append(blocks, f.agreementSections(a)...)
		blocks = append(blocks, row(f.agreementButtons(a)...)...)
		blocks = append(blocks, f.versions(a)...)
	}
	if !a.Mentorship.Ongoing() {
		blocks = append(blocks, smallPrint(f.L.T("agreement.ended")))
	}
	v := f.modal(PageAgreement, "agreement_page", append(blocks, smallPrint(f.L.T("agreement.private"))))
	m.Page = a.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// agreementState says who proposed the shown version and what became of it.
func (f For) agreementState(a core.AgreementFacts) string {
	v, by := a.Shown, "other"
	if v.ProposedBy == a.Viewer.Person.ID {
		by = "you"
	}
	proposed := f.L.T("agreement.proposed_by."+by, "name", firstName(a.Other), "date", f.date(v.ProposedAt))
	if v.WasAgreed() {
		proposed = f.L.T("agreement.agreed_on", "date", f.date(v.AgreedAt))
	}
	switch v.State {
	case core.AgreementSuperseded:
		return lines(proposed, f.L.T("agreement.superseded", "date", f.date(v.ClosedAt)))
	case core.AgreementWithdrawn:
		return lines(proposed, f.L.T("agreement.withdrawn", "date", f.date(v.ClosedAt)))
	case core.AgreementAgreed:
		return proposed
	}
	asked, holds := f.L.T("agreement.question"), ""
	if by == "you" {
		asked = f.L.T("agreement.waits_for_other", "name", firstName(a.Other))
	}
	if !a.Mentorship.Ongoing() {
		asked = ""
	}
	if a.Agreed != nil {
		holds = f.L.T("agreement.holds", "number", a.Agreed.Number)
	}
	return lines(proposed, asked, holds)
}

// agreementSections are the words of the shown version, section by section: what was and what is where they differ from before.
func (f For) agreementSections(a core.AgreementFacts) []slack.Block {
	changed := map[core.AgreementSection]core.AgreementChange{}
	for _, c := range a.Changes() {
		changed[c.Section] = c
	}
	var blocks []slack.Block
	for _, s := range core.AgreementSections() {
		if c, differs := changed[s]; differs {
			blocks = append(blocks, f.agreementChange(c)...)
		} else if text := a.Shown.Texts[s]; text != "" {
			blocks = append(blocks, section(lines(bold(f.agreementTitle(s)), quote(text))))
		}
	}
	return blocks
}

// agreementChange shows a section that differs: what was, and what is.
func (f For) agreementChange(c core.AgreementChange) []slack.Block {
	title := bold(f.agreementTitle(c.Section))
	switch {
	case c.From == "":
		return []slack.Block{section(lines(f.L.T("agreement.new", "title", title), quote(c.To)))}
	case c.To == "":
		return []slack.Block{section(lines(f.L.T("agreement.left_out", "title", title), quote(c.From)))}
	}
	return []slack.Block{
		section(lines(f.L.T("agreement.was", "title", title), quote(c.From))),
		section(lines(f.L.T("agreement.is"), quote(c.To))),
	}
}

func (f For) agreementTitle(s core.AgreementSection) string {
	return f.word("agreement_section", string(s))
}

// agreementButtons are what the viewer can do with the shown version. An earlier one is only read, and sent while it still holds.
func (f For) agreementButtons(a core.AgreementFacts) []*slack.ButtonBlockElement {
	v, m := a.Shown, Meta{Agreement: a.Shown.ID}
	var share *slack.ButtonBlockElement
	if v.State == core.AgreementAgreed {
		share = f.button(ActionShareAgreement, "button.share_agreement", m)
	}
	write := func(key string) *slack.ButtonBlockElement {
		return f.button(ActionWriteAgreement, key, Meta{Mentorship: a.Mentorship.ID})
	}
	switch {
	case !a.Mentorship.Ongoing() || a.Page > 0:
		return []*slack.ButtonBlockElement{share}
	case a.Answerable():
		return []*slack.ButtonBlockElement{primary(f.button(ActionAgree, "button.agree", m)), write("button.suggest_changes")}
	case v.State == core.AgreementProposed:
		return []*slack.ButtonBlockElement{write("button.edit"), f.button(ActionWithdrawAgreement, "button.withdraw_agreement", m)}
	}
	return []*slack.ButtonBlockElement{write("button.new_agreement"), share}
}

// versions lead from one version to those beside it.
func (f For) versions(a core.AgreementFacts) []slack.Block {
	newer, older := f.turns(PageAgreement, Meta{Mentorship: a.Mentorship.ID}, a.Page, a.Pages)
	if newer != nil {
		newer.Text = plain(f.L.T("button.newer_version"), maxButtonText)
	}
	if older != nil {
		older.Text = plain(f.L.T("button.older_version"), maxButtonText)
	}
	return row(newer, older)
}

// AgreementForm asks for a version, with the latest one filled in, or the programme's words, or the product's.
func (f For) AgreementForm(a core.AgreementFacts) slack.ModalViewRequest {
	intro := f.L.T("agreement_form.first", "name", bold(firstName(a.Other)))
	if a.Latest != nil {
		intro = f.L.T("agreement_form.another", "name", bold(firstName(a.Other)), "number", a.Latest.Number)
	}
	blocks := []slack.Block{section(intro)}
	for _, s := range core.AgreementSections() {
		text := f.template(a.Program, s)
		if a.Latest != nil {
			text = a.Latest.Texts[s]
		}
		blocks = append(blocks, f.textArea(field{string(s), "agreement_input." + string(s), false}, text, core.MaxAgreementText))
	}
	return f.form(CallbackAgreement, "agreement_form", Meta{Mentorship: a.Mentorship.ID, Version: a.Number()}, blocks)
}

// template are the words a section begins with.
func (f For) template(p core.Program, s core.AgreementSection) string {
	if text := f.local(p.Policy.Agreement[s]); text != "" {
		return text
	}
	return f.L.T("agreement_template." + string(s))
}

// AgreementNews tells one of a pair that the other one has proposed a version, or has agreed to theirs. Drawn again it says what became of
// it by then.
func (f For) AgreementNews(notice core.NoticeKind, a core.AgreementFacts) Message {
	open := f.button(ActionOpenAgreement, "button.read_agreement", Meta{Mentorship: a.Mentorship.ID})
	key := "agreement_news." + string(notice)
	if notice == core.NoticeAgreement && a.Before != nil {
		key = "agreement_news.changes"
	}
	title := header(f.L.T(key, "name", a.Other.Name()))
	switch {
	case notice == core.NoticeAgreementAgreed && a.Shown.State == core.AgreementAgreed:
		share := f.button(ActionShareAgreement, "button.share_agreement", Meta{Agreement: a.Shown.ID})
		return message(title, section(f.agreementState(a)), actions(open, share))
	case !a.Answerable():
		over := ""
		if !a.Mentorship.Ongoing() {
			over = f.L.T("mentorship.over")
		}
		return message(title, smallPrint(lines(f.agreementState(a), over)), actions(open))
	}
	blocks := append([]slack.Block{title, section(f.agreementState(a))}, f.agreementAsked(a)...)
	write := f.button(ActionWriteAgreement, "button.suggest_changes", Meta{Mentorship: a.Mentorship.ID})
	return message(append(blocks, actions(primary(f.button(ActionAgree, "button.agree", Meta{Agreement: a.Shown.ID})), write, open))...)
}

// agreementAsked is what a message asks to agree to: all of a first version, of another one what differs.
func (f For) agreementAsked(a core.AgreementFacts) []slack.Block {
	changes := a.Changes()
	if len(changes) == 0 {
		return f.agreementSections(a)
	}
	var blocks []slack.Block
	for _, c := range changes {
		blocks = append(blocks, f.agreementChange(c)...)
	}
	return append(blocks, smallPrint(f.L.T("agreement.rest")))
}
