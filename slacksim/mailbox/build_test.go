package mailbox_test

import (
	"context"
	"encoding/base64"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"mentorbot/slacksim/mailbox"
)

const (
	botAddress    = "sessions@mentoring.example"
	menteeAddress = "ada@example.org"
)

// arrival is when every test's mail arrives.
var arrival = time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC)

func open(t *testing.T, options mailbox.Options) *mailbox.Mailbox {
	t.Helper()
	if options.Now == nil {
		options.Now = func() time.Time { return arrival }
	}
	m, err := mailbox.New(options)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return m
}

// send delivers mail over real SMTP and waits until the mailbox has all that was sent so far.
func send(t *testing.T, m *mailbox.Mailbox, mail string, to ...string) mailbox.Message {
	t.Helper()
	if len(to) == 0 {
		to = []string{menteeAddress}
	}
	before := len(m.Messages())
	if err := smtp.SendMail(m.Addr(), nil, botAddress, to, []byte(mail)); err != nil {
		t.Fatalf("send: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := m.Wait(ctx, before+1); err != nil {
		t.Fatal(err)
	}
	all := m.Messages()
	return all[len(all)-1]
}

// crlf writes text with the line ends of mail and calendars.
func crlf(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

// wrapped breaks base64 into the lines of 76 characters that mail allows.
func wrapped(encoded string) string {
	const width = 76
	var lines []string
	for ; len(encoded) > width; encoded = encoded[width:] {
		lines = append(lines, encoded[:width])
	}
	return strings.Join(append(lines, encoded), "\r\n")
}

// mailOf packs a calendar as an invitation is packed: text, HTML and calendar as alternatives, the same bytes attached.
func mailOf(calendar, method string) string {
	encoded := wrapped(base64.StdEncoding.EncodeToString([]byte(calendar)))
	return crlf(
		"From: Mentoring <"+botAddress+">",
		"To: <"+menteeAddress+">",
		"Subject: =?utf-8?q?S=C3=A9ance?= with Grace",
		"Date: Sat, 28 Mar 2026 23:30:00 +0000",
		"MIME-Version: 1.0",
		"Content-Type: multipart/mixed; boundary=outer",
		"",
		"--outer",
		"Content-Type: multipart/alternative; boundary=inner",
		"",
		"--inner",
		"Content-Type: text/plain; charset=UTF-8",
		"Content-Transfer-Encoding: quoted-printable",
		"",
		"Your s=C3=A9ance is booked.",
		"--inner",
		"Content-Type: text/html; charset=UTF-8",
		"",
		"<p>Your session is booked.</p>",
		"--inner",
		"Content-Type: text/calendar; charset=UTF-8; method="+method,
		"Content-Transfer-Encoding: base64",
		"",
		encoded,
		"--inner--",
		"--outer",
		`Content-Type: application/ics; name="invite.ics"`,
		`Content-Disposition: attachment; filename="invite.ics"`,
		"Content-Transfer-Encoding: base64",
		"",
		encoded,
		"--outer--",
	)
}

// soundRequest is an invitation nothing is wrong with.
var soundRequest = crlf(
	"BEGIN:VCALENDAR",
	"VERSION:2.0",
	"PRODID:-//Test//EN",
	"METHOD:REQUEST",
	"BEGIN:VEVENT",
	"UID:abc@mentoring.example",
	"DTSTAMP:20260328T233000Z",
	"SEQUENCE:2",
	"DTSTART:20260401T120000Z",
	"DTEND:20260401T124500Z",
	`SUMMARY:Séance 1\, Grace\; goals`,
	`DESCRIPTION:First line\nsecond line with a backslash \\ that is long enough`,
	"  to be folded",
	"LOCATION:Room 4",
	"URL:https://example.org/s/1",
	"STATUS:CONFIRMED",
	`ORGANIZER;CN="Grace (via Mentorbot)":mailto:`+botAddress,
	"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;",
	" RSVP=TRUE;CN=Ada:mailto:"+menteeAddress,
	"END:VEVENT",
	"END:VCALENDAR",
)
