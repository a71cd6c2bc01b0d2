// Package mail sends what the product says by e-mail: the calendar invitations of sessions, with a text people can read
// beside the part their calendar reads, and whatever Slack would not deliver.
//
// A [Sender] speaks SMTP and tells permanent failures from passing ones. A [SessionMailer] is the job handler that asks core what a
// person's calendar is to be told, writes the mail in the reader's language and zone, sends it and records that it was taken. A [NoticeMailer] does the same for notices whose direct message was refused.
package mail
