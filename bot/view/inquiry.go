package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// inquiriesButton leads to the questions of a mentorship.
func (f For) inquiriesButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenInquiries, "button.inquiries", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// inquiriesForYou says how many questions the viewer is to answer.
func (f For) inquiriesForYou(m core.MentorshipFacts) string {
	return f.L.N("inquiries.for_you", m.Inquiries.ForYou, "name", firstName(m.Other))
}

// inquiriesPart says on a mentorship's page which questions wait; nothing when none does.
func (f For) inquiriesPart(m core.MentorshipFacts) []slack.Block {
	forYou, yours := "", ""
	if m.Inquiries.ForYou > 0 {
		forYou = f.inquiriesForYou(m)
	}
	if m.Inquiries.Yours > 0 {
		yours = f.L.N("inquiries.yours", m.Inquiries.Yours, "name", firstName(m.Other))
	}
	if forYou == "" && yours == "" {
		return nil
	}
	return []slack.Block{section(lines(bold(f.L.T("inquiries.title")), forYou, yours))}
}

// Inquiries is a page of what two people have asked each other between sessions.
func (f For) Inquiries(q core.InquiriesFacts) slack.ModalViewRequest {
	m := Meta{Mentorship: q.Mentorship.ID}
	blocks := []slack.Block{section(f.L.T("inquiries.with", "name", bold(name(q.Other))))}
	switch {
	case !q.Mentorship.Ongoing():
		blocks = append(blocks, smallPrint(f.L.T("inquiries.ended")))
	case q.Total == 0:
		blocks = append(blocks, section(f.L.T("inquiries.none", "name", firstName(q.Other))))
	}
	if q.Mentorship.Ongoing() {
		blocks = append(blocks, actions(primary(f.button(ActionAskInquiry, "button.ask_inquiry", m))))
	}
	for _, i := range q.Inquiries {
		blocks = append(blocks, divider())
		blocks = append(blocks, f.inquiry(i, q.Viewer, q.Other)...)
		blocks = append(blocks, f.inquiryButtons(i, q)...)
	}
	blocks = append(blocks, f.pages(PageInquiries, m, q.Page, q.Pages)...)
	v := f.modal(PageInquiries, "inquiries", append(blocks, smallPrint(f.L.T("inquiries.private"))))
	m.Page = q.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// inquiry is a question and what became of it.
func (f For) inquiry(i core.Inquiry, viewer, other core.Card) []slack.Block {
	asker, answerer := f.L.T("goal.you"), firstName(other)
	if i.AskedBy != viewer.Person.ID {
		asker, answerer = answerer, asker
	}
	blocks := []slack.Block{section(lines(dotted(f.L.T("inquiry.asked", "name", bold(asker)), f.instant(i.AskedAt)), quote(i.Text)))}
	switch i.State {
	case core.InquiryAnswered:
		return append(blocks, section(lines(dotted(f.L.T("inquiry.answered", "name", bold(answerer)), f.instant(i.ClosedAt)), quote(i.Answer))))
	case core.InquiryWithdrawn:
		return append(blocks, smallPrint(f.L.T("inquiry.withdrawn", "date", f.date(i.ClosedAt))))
	}
	return blocks
}

// inquiryButtons are what can be done with a question in the list while it is open: who asked it takes it back, the other one answers.
func (f For) inquiryButtons(i core.Inquiry, q core.InquiriesFacts) []slack.Block {
	if i.State != core.InquiryOpen || !q.Mentorship.Ongoing() {
		return nil
	}
	m, subject := Meta{Inquiry: i.ID, Mentorship: q.Mentorship.ID, Page: q.Page}, excerpt(inline(i.Text), maxSubject)
	if i.WaitsFor(q.Viewer.Person.ID) {
		return row(primary(about(f.button(ActionAnswerInquiry, "button.answer_inquiry", m), subject)))
	}
	withdraw := about(f.button(ActionWithdrawInquiry, "button.withdraw_inquiry", m), subject)
	withdraw.Confirm = f.confirm("confirm.inquiry_withdraw", slack.StyleDanger)
	return append([]slack.Block{smallPrint(f.L.T("inquiry.waits", "name", firstName(q.Other)))}, row(withdraw)...)
}

// AskInquiry asks for a question.
func (f For) AskInquiry(q core.InquiriesFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Mentorship: q.Mentorship.ID, Page: from.Page}
	return f.form(CallbackAskInquiry, "inquiry_ask", m, []slack.Block{
		f.textArea(field{"text", "inquiry_ask.text", true}, "", core.MaxInquiry),
		smallPrint(f.L.T("inquiry_ask.told", "name", firstName(q.Other), "days", core.InquiryReminderDays)),
	})
}

// AnswerInquiry asks for the answer to a question.
func (f For) AnswerInquiry(i core.InquiryFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Inquiry: i.Inquiry.ID, Mentorship: from.Mentorship, Page: from.Page}
	return f.form(CallbackAnswerInquiry, "inquiry_answer", m, append(f.inquiry(i.Inquiry, i.Viewer, i.Other),
		f.textArea(field{"text", "inquiry_answer.text", true}, "", core.MaxInquiryAnswer),
		smallPrint(f.L.T("inquiry_answer.told", "name", firstName(i.Other)))))
}

// InquiryNews tells one of a pair that the other one asks something, that it still waits, or what the answer is. Drawn again it shows what has
// become of the question.
func (f For) InquiryNews(notice core.NoticeKind, i core.InquiryFacts) Message {
	blocks := append([]slack.Block{header(f.L.T("inquiry_news."+string(notice), "name", i.Other.Name()))}, f.inquiry(i.Inquiry, i.Viewer, i.Other)...)
	all := f.button(ActionOpenInquiries, "button.inquiries", Meta{Mentorship: i.Mentorship.ID})
	if !i.Mentorship.Ongoing() {
		return message(append(blocks, smallPrint(f.L.T("mentorship.over")), actions(all))...)
	}
	if !i.Inquiry.WaitsFor(i.Viewer.Person.ID) {
		return message(append(blocks, actions(all))...)
	}
	answer := primary(f.button(ActionAnswerInquiry, "button.answer_inquiry", Meta{Inquiry: i.Inquiry.ID}))
	if notice == core.NoticeInquiryReminder {
		blocks = append(blocks, smallPrint(f.L.T("inquiry_news.once")))
	}
	return message(append(blocks, actions(answer, all))...)
}
