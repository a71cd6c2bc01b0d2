package core

import "time"

// DeliveryChannel is the way a notice took, or would have taken.
type DeliveryChannel string

// The channels. Every notice is tried by direct message first.
const (
	ChannelDirect DeliveryChannel = "direct" // direct message in the chat system
	ChannelEmail  DeliveryChannel = "email"
)

// DeliveryState is the life of a delivery record.
type DeliveryState string

// The states of a delivery record. Queued means that a job is on its way; the others are ends, though an admin can have a
// failed one tried again.
const (
	DeliveryQueued  DeliveryState = "queued"
	DeliverySent    DeliveryState = "sent"
	DeliveryFailed  DeliveryState = "failed"
	DeliveryDropped DeliveryState = "dropped" // overtaken by events before it could be sent
)

// DeliveryReason says why a notice did not take a way; words are in the catalogue under "delivery_reason.<key>".
type DeliveryReason string

// The reasons. The first four concern the direct message, the others the mail that would have taken its place.
const (
	DirectRefused     DeliveryReason = "direct_refused"     // the chat system takes no messages for this person
	DirectDeactivated DeliveryReason = "direct_deactivated" // the person left the workspace
	DirectRejected    DeliveryReason = "direct_rejected"    // the chat system does not accept this message
	DirectUnanswered  DeliveryReason = "direct_unanswered"  // no clear answer up to the last attempt
	MailNotConfigured DeliveryReason = "mail_not_configured"
	MailNoAddress     DeliveryReason = "mail_no_address"
	MailRefused       DeliveryReason = "mail_refused"    // the mail server refused the mail or its recipient
	MailUnanswered    DeliveryReason = "mail_unanswered" // the mail server could not be reached up to the last attempt
)

// Delivery records a notice that did not arrive by direct message at once: that it went by e-mail, or why it reached nobody.
// What arrived by direct message is a [Message] and needs no Delivery.
type Delivery struct {
	ID         DeliveryID
	Job        JobID // the notice's job, or that of its latest repetition; unique
	Person     PersonID
	Task       Task // what was to be told
	Channel    DeliveryChannel
	State      DeliveryState
	Reason     DeliveryReason // why there was no direct message
	Code       string         // what the chat system calls it, empty when it did not answer
	MailReason DeliveryReason // why there was no mail either, empty when there was one or it was not tried
	At         time.Time      // of the present state
}

// Undelivered is how a direct message failed for good.
type Undelivered struct {
	Reason DeliveryReason
	Code   string // the chat system's error code, if it gave one
	Mail   bool   // mails can be sent
}

// mailable reports whether a mail may take the place of the direct message. An unclear outcome is none: the message may have
// arrived, and a mail would be the second one.
func (d Undelivered) mailable() bool { return d.Reason == DirectRefused || d.Reason == DirectRejected }

// DeliveryCounts is the health of deliveries over a period.
type DeliveryCounts struct {
	Direct int // direct messages that arrived
	Email  int // notices that went by e-mail instead
	Failed int // notices that reached nobody
}

// DeliveryWindow is the period delivery health is about.
const DeliveryWindow = 30 * 24 * time.Hour

// DeliveryFacts is a failed notice as an admin sees it.
type DeliveryFacts struct {
	Delivery  Delivery
	Person    Card
	Retryable bool // false when there would be nothing left to tell, or nobody
}

// FailedDeliveries is one page of the notices that reached nobody, latest first.
type FailedDeliveries struct {
	Counts DeliveryCounts
	Failed []DeliveryFacts
	Page   int // from 0
	Pages  int // at least 1
}
