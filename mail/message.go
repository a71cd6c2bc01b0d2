package mail

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"

	"mentorbot/core"
)

// Message is one mail to one person.
type Message struct {
	To       string // bare address
	ToName   string
	FromName string // shown before the address of the configuration
	Subject  string
	ID       string // Message-ID without brackets; the same for every attempt at the same mail
	ReplyTo  string // Message-ID of the mail this one continues, without brackets; empty for none
	Date     time.Time
	Text     string
	HTML     string
	Invite   *Invite // nil for a mail no calendar need read
}

// Invite is the part calendars read.
type Invite struct {
	Method core.CalendarMethod // must be the METHOD inside ICS
	ICS    []byte
}

// inviteName is what the attachment is called; some clients look for exactly this.
const inviteName = "invite.ics"

// compose builds the parts as RFC 6047 and the clients in use want them: the calendar part is the last alternative, so that clients
// which know it prefer it, and an attachment with the same bytes serves those that only open files.
func (m Message) compose(from string) (*mail.Msg, error) {
	if err := checkAddress(m.To); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&netmail.Address{Name: displayName(m.FromName), Address: from})
	msg.ToMailAddress(&netmail.Address{Name: displayName(m.ToName), Address: m.To})
	msg.Subject(heading(m.Subject))
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(oneLine(m.ID))
	if m.ReplyTo != "" {
		reference := "<" + oneLine(m.ReplyTo) + ">"
		msg.SetGenHeader(mail.HeaderInReplyTo, reference)
		msg.SetGenHeader(mail.HeaderReferences, reference)
	}
	// RFC 3834 section 5: out-of-office replies stay away.
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	if m.Invite == nil {
		return msg, nil
	}
	return msg, m.Invite.attach(msg)
}

// attach adds the calendar's part as the last alternative and once more as a file.
func (i *Invite) attach(msg *mail.Msg) error {
	if i.Method != core.CalendarRequest && i.Method != core.CalendarCancel {
		return fmt.Errorf("invite: unknown method %q", i.Method)
	}
	msg.AddAlternativeString(mail.ContentType("text/calendar; method="+string(i.Method)), string(i.ICS), mail.WithPartEncoding(mail.EncodingB64))
	err := msg.AttachReader(inviteName, bytes.NewReader(i.ICS),
		mail.WithFileContentType("application/ics"), mail.WithFileEncoding(mail.EncodingB64))
	if err != nil {
		return fmt.Errorf("attach invite: %w", err)
	}
	return nil
}

// maxHeading is the longest text of a header in code points. A word longer than a line may be (RFC 5322 section 2.1.1) has no place
// to fold, and servers refuse it.
const maxHeading = 250

// heading makes typed text fit for a header.
func heading(text string) string {
	letters := []rune(oneLine(text))
	if len(letters) <= maxHeading {
		return string(letters)
	}
	return string(letters[:maxHeading-1]) + "…"
}

// displayName makes a name fit to stand before an address. net/mail leaves a backslash as it is in an encoded word, where it may not be
// (RFC 2047 section 5, 3), and readers then find no address.
func displayName(name string) string { return strings.ReplaceAll(heading(name), `\`, "/") }

// oneLine makes typed text fit for one line of a mail: no line breaks, no control characters, valid UTF-8.
func oneLine(text string) string { return strings.Join(strings.Fields(plain(text)), " ") }

// plain keeps line breaks and drops other control characters.
func plain(text string) string {
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, breaks.Replace(strings.ToValidUTF8(text, "\uFFFD")))
}
