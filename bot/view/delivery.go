package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// homeDeliveries is the health of deliveries on an admin's Home, with the way to what failed.
func (f For) homeDeliveries(c core.DeliveryCounts) slack.Block {
	text := f.L.T("home.deliveries", "direct", c.Direct, "email", c.Email, "failed", c.Failed)
	if c.Failed == 0 {
		return section(text)
	}
	return sectionWith(text, f.button(ActionOpenDeliveries, "button.failures", Meta{}))
}

// Deliveries lists the notices that reached nobody, with why, and a way to try again what is still worth telling.
func (f For) Deliveries(d core.FailedDeliveries) slack.ModalViewRequest {
	if d.Counts.Failed == 0 {
		return f.modal(PageDeliveries, "deliveries", []slack.Block{section(f.L.T("deliveries.none"))})
	}
	blocks := []slack.Block{smallPrint(f.L.N("deliveries.count", d.Counts.Failed))}
	for _, x := range d.Failed {
		blocks = append(blocks, divider(), f.failedDelivery(x))
	}
	blocks = append(blocks, f.pages(PageDeliveries, Meta{}, d.Page, d.Pages)...)
	v := f.modal(PageDeliveries, "deliveries", blocks)
	v.PrivateMetadata = Meta{Page: d.Page}.Encode()
	return v
}

func (f For) failedDelivery(x core.DeliveryFacts) slack.Block {
	what := f.word("notice_kind", string(x.Delivery.Task.Notice))
	text := lines(
		bold(what),
		dotted(f.L.T("deliveries.to", "name", bold(name(x.Person))), f.instant(x.Delivery.At)),
		f.whyFailed(x.Delivery))
	if !x.Retryable {
		return section(lines(text, f.L.T("deliveries.pointless")))
	}
	return sectionWith(text, about(f.button(ActionRetryDelivery, "button.retry", Meta{Delivery: x.Delivery.ID}), x.Person.Name()+", "+what))
}

// whyFailed joins why there was no direct message and why there was no mail, with Slack's own code for those who look it up.
func (f For) whyFailed(d core.Delivery) string {
	direct, code, mail := upperFirst(f.word("delivery_reason", string(d.Reason))), "", ""
	if d.Code != "" {
		code = f.L.T("deliveries.code", "code", escape(d.Code))
	}
	if d.MailReason != "" {
		mail = f.word("delivery_reason", string(d.MailReason))
	}
	return dotted(direct, code, mail)
}
