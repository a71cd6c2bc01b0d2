package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// FindMentees asks a mentor what mentees to look for. Nothing is required.
func (f For) FindMentees(p core.Program, c core.Criteria, saved int) slack.ModalViewRequest {
	blocks := []slack.Block{smallPrint(f.L.T("find_mentees.intro", "program", bold(escape(p.Name))))}
	blocks = append(blocks, f.savedSearches(p, core.RoleMentee, saved)...)
	return f.form(CallbackFindMentees, "find_mentees", Meta{Program: p.ID}, append(blocks, f.criteriaInputs(c, "find_mentees.topics", SuggestWish)...))
}

// Mentees shows a page of mentees without a mentor. It is pushed over the search form, to which closing it leads back.
func (f For) Mentees(r core.MenteeResults) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(f.L.N("mentees.found", r.Total)), f.looking(r.Name, r.Criteria, "mentees.no_criteria")))}
	if r.Total == 0 {
		blocks = append(blocks, section(f.L.T("mentees.empty")))
	} else {
		blocks = append(blocks, smallPrint(f.L.T("mentees.order")))
	}
	if 0 < r.Listed && r.Listed < r.Total {
		blocks = append(blocks, smallPrint(f.L.T("results.listed", "listed", r.Listed)))
	}
	blocks = append(blocks, f.missing(r.SearchCount)...)
	for _, m := range r.Mentees {
		blocks = append(blocks, divider())
		blocks = append(blocks, f.menteeResult(m, r)...)
	}
	blocks = append(blocks, f.pages(PageMentees, Meta{Search: r.Search}, r.Page, r.Pages)...)
	v := f.modal(PageMentees, "mentees", blocks)
	v.Close = plain(f.L.T("results.change"), maxModalTitle)
	if r.Search != "" {
		v.Close = plain(f.L.T("button.back"), maxModalTitle)
	}
	v.PrivateMetadata = Meta{Program: r.Program.ID, Search: r.Search, Order: r.Order, Page: r.Page}.Encode()
	return v
}

func (f For) menteeResult(m core.MenteeCard, r core.MenteeResults) []slack.Block {
	text := lines(
		dotted(bold(fmt.Sprintf("%d. %s", m.Place, name(m.Card))), bold(score(m.Score.Total))),
		f.headline(m.Card),
		f.fact("mentees.wishes", f.typed(firstOf(m.Profile.Wishes, 6))),
		f.fact("results.common", f.reason(m.Score, r.Program)),
		f.metKinds(m.Met, r.Asked),
		f.fact("results.groups", f.typed(m.Groups)),
	)
	block := section(text)
	if p := picture(m.Person.PictureURL, m.Name()); p != nil {
		block = sectionWith(text, p)
	}
	open := about(f.button(ActionOpenMentee, "button.view_profile", Meta{Person: m.Person.ID}), m.Name())
	groups := f.grouped(core.MentorCard{Card: m.Card, Mark: m.Mark})
	if m.Offer != nil {
		return append([]slack.Block{block}, append(row(open, groups), smallPrint(f.offered(*m.Offer)))...)
	}
	return append([]slack.Block{block}, row(open, f.offerButton(m), groups)...)
}

func (f For) offerButton(m core.MenteeCard) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenOffer, "button.offer", Meta{Person: m.Person.ID}), m.Name())
}

// offered says that an offer waits, and until when.
func (f For) offered(i core.Invitation) string {
	if i.ExpiresAt.IsZero() {
		return f.L.T("offer.sending")
	}
	return f.L.T("offer.waiting", "deadline", f.instant(i.ExpiresAt))
}

// Mentee shows a mentee's whole public profile and how the score comes about. from says what it stands over, as for [For.Person].
func (f For) Mentee(m core.MenteeCard, p core.Program, from Meta) slack.ModalViewRequest {
	blocks := []slack.Block{f.introduction(m.Card, "", f.fact("mentees.wishes", f.typed(m.Profile.Wishes)))}
	blocks = append(blocks, f.profileDetails(m.Card)...)
	blocks = append(blocks, f.said(m.Said)...)
	blocks = append(blocks, divider(), section(lines(f.scoreTitle(m.Score.Total), f.scoreLines(m.Score, p))), smallPrint(f.L.T("score.explained")))
	if m.Offer != nil {
		blocks = append(blocks, smallPrint(f.offered(*m.Offer)), actions(f.withdrawOffer(*m.Offer)))
	} else {
		blocks = append(blocks, actions(primary(f.offerButton(m))))
	}
	blocks = append(blocks, f.markRow(core.MentorCard{Card: m.Card, Mark: m.Mark, Groups: m.Groups})...)
	v := f.modal(PageMentee, "person", blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	v.PrivateMetadata = Meta{Program: p.ID, Person: m.Person.ID, Page: from.Page, Search: from.Search, Order: from.Order, Group: from.Group, Do: from.Do}.Encode()
	return v
}

func (f For) withdrawOffer(i core.Invitation) *slack.ButtonBlockElement {
	b := f.button(ActionWithdrawOffer, "button.withdraw_offer", Meta{Invitation: i.ID}).WithStyle(slack.StyleDanger)
	return b.WithConfirm(f.confirm("confirm."+ActionWithdrawOffer, slack.StyleDanger))
}

// OfferForm asks a mentor for the words an offer goes with.
func (f For) OfferForm(m core.MenteeCard, p core.Program) slack.ModalViewRequest {
	return f.form(CallbackOffer, "offer", Meta{Program: p.ID, Person: m.Person.ID}, []slack.Block{
		section(f.L.T("offer.intro", "name", bold(name(m.Card)))),
		f.textArea(field{"message", "offer.message", true}, "", core.MaxRequestMessage),
		smallPrint(f.L.N("offer.window", p.Policy.ResponseHours) + f.weekends(p.Policy)),
	})
}

// offerMade tells a mentor that their offer has arrived and until when the answer is due. As the offer moves on, the message does too.
func (f For) offerMade(x core.InvitationFacts) Message {
	if !x.Invitation.Live() {
		return message(header(f.offerTitle(x)), section(f.offerOutcome(x)))
	}
	return message(header(f.L.T("offer.made", "name", x.Mentee.Name())), section(f.offered(x.Invitation)),
		smallPrint(f.L.T("offer.next")), actions(f.withdrawOffer(x.Invitation)))
}

// OfferEnded tells a mentor that their offer ended without a yes.
func (f For) OfferEnded(x core.InvitationFacts) Message {
	blocks := []slack.Block{header(f.offerTitle(x)), section(f.offerOutcome(x))}
	if x.Program.Policy.MentorsInvite {
		blocks = append(blocks, actions(f.button(ActionOpenFindMentees, "button.find_mentees", Meta{Program: x.Program.ID})))
	}
	return message(blocks...)
}

func (f For) offerTitle(x core.InvitationFacts) string {
	return f.L.T("offer.closed."+string(x.Invitation.State), "name", x.Mentee.Name())
}

// offerOutcome is why an offer ended, in the mentee's words where there are any.
func (f For) offerOutcome(x core.InvitationFacts) string {
	reason := ""
	switch {
	case x.Invitation.State == core.InvitationSkipped:
		reason = f.word("skip_reason", string(x.Invitation.SkipReason))
	case x.Invitation.State == core.InvitationDeclined && x.Invitation.Reason != core.DeclineOther && x.Invitation.Reason != "":
		reason = f.word("decline_reason", string(x.Invitation.Reason))
	}
	when := ""
	if !x.Invitation.ClosedAt.IsZero() {
		when = f.instant(x.Invitation.ClosedAt)
	}
	return lines(dotted(upperFirst(escape(reason)), when), f.declineWords(x.Invitation))
}

// homeOffers are the offers a mentor has made that wait for an answer.
func (f For) homeOffers(offers []core.InvitationFacts) []slack.Block {
	if len(offers) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("offer.yours"))}
	for _, x := range offers[:min(len(offers), homePairs)] {
		blocks = append(blocks, sectionWith(lines(bold(name(x.Mentee)), f.offered(x.Invitation)), about(f.withdrawOffer(x.Invitation), x.Mentee.Name())))
	}
	return f.andMore(blocks, len(offers))
}
