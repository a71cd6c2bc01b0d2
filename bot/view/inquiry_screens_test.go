package view_test

import (
	"maps"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// inquiryFacts is a question of Kenji, the mentor, as Amara sees it.
func inquiryFacts(change func(*core.InquiryFacts)) core.InquiryFacts {
	m := mentorship(core.RoleMentee)
	i := core.InquiryFacts{Program: m.Program, Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Inquiry: core.Inquiry{
		ID: "inquiry", AskedBy: "kenji", Text: "How did the *talk* go?\nAnd what next?", State: core.InquiryOpen, AskedAt: now.AddDate(0, 0, -2),
	}}
	if change != nil {
		change(&i)
	}
	return i
}

func inquiryScreens(f view.For) map[string]any {
	facts := func(change func(*core.InquiriesFacts)) core.InquiriesFacts {
		m := mentorship(core.RoleMentee)
		q := core.InquiriesFacts{Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Pages: 1}
		if change != nil {
			change(&q)
		}
		return q
	}
	answered := func(i *core.InquiryFacts) {
		i.Inquiry.State, i.Inquiry.Answer, i.Inquiry.ClosedAt = core.InquiryAnswered, "Well, I think.", now.AddDate(0, 0, -1)
	}
	mine := func(i *core.InquiryFacts) { i.Inquiry.AskedBy = "amara" }
	full := func(q *core.InquiriesFacts) {
		q.Total, q.Page, q.Pages = 9, 1, 3
		q.Inquiries = []core.Inquiry{
			inquiryFacts(nil).Inquiry, inquiryFacts(mine).Inquiry, inquiryFacts(answered).Inquiry,
			inquiryFacts(func(i *core.InquiryFacts) { mine(i); answered(i) }).Inquiry,
			inquiryFacts(func(i *core.InquiryFacts) { i.Inquiry.State, i.Inquiry.ClosedAt = core.InquiryWithdrawn, now }).Inquiry,
		}
	}
	news := map[string]any{}
	for _, kind := range []core.NoticeKind{core.NoticeInquiry, core.NoticeInquiryReminder} {
		news[string(kind)] = f.InquiryNews(kind, inquiryFacts(nil))
		news[string(kind)+"_answered"] = f.InquiryNews(kind, inquiryFacts(answered))
	}
	asked := mentorship(core.RoleMentee)
	asked.Inquiries.ForYou = 2
	maps.Copy(news, map[string]any{
		"home_inquiries":    f.Home(dashboard(func(d *core.Dashboard) { d.Mentorships = []core.MentorshipFacts{asked} })),
		"inquiries_none":    f.Inquiries(facts(nil)),
		"inquiries":         f.Inquiries(facts(full)),
		"inquiries_ended":   f.Inquiries(facts(func(q *core.InquiriesFacts) { full(q); endedPair(&q.Mentorship) })),
		"inquiry_ask":       f.AskInquiry(facts(nil), view.Meta{}),
		"inquiry_form":      f.AnswerInquiry(inquiryFacts(nil), view.Meta{}),
		"inquiry_withdrawn": f.InquiryNews(core.NoticeInquiry, inquiryFacts(func(i *core.InquiryFacts) { i.Inquiry.State = core.InquiryWithdrawn; i.Inquiry.ClosedAt = now })),
		"inquiry_over":      f.InquiryNews(core.NoticeInquiry, inquiryFacts(func(i *core.InquiryFacts) { endedPair(&i.Mentorship) })),
		"inquiry_told":      f.InquiryNews(core.NoticeInquiryAnswered, inquiryFacts(func(i *core.InquiryFacts) { mine(i); answered(i) })),
	})
	return news
}
