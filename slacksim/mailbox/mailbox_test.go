package mailbox_test

import (
	"context"
	"errors"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/mailbox"
)

// TestMailArrives sends an invitation over SMTP and finds everything of it again.
func TestMailArrives(t *testing.T) {
	told := make(chan string, 2)
	m := open(t, mailbox.Options{OnMail: func(to string) { told <- to }})
	got := send(t, m, mailOf(soundRequest, "REQUEST"), menteeAddress, "grace@example.org")

	if diff := cmp.Diff([]string{menteeAddress, "grace@example.org"}, []string{<-told, <-told}); diff != "" {
		t.Errorf("OnMail (-want +got):\n%s", diff)
	}
	if got.Calendar == nil || len(got.Headers) != 6 || len(got.Raw) == 0 {
		t.Errorf("calendar %v, %d headers, %d bytes", got.Calendar, len(got.Headers), len(got.Raw))
	}
	got.Calendar, got.Headers, got.Raw = nil, nil, nil
	want := mailbox.Message{
		ID:         "000001",
		From:       "Mentoring <" + botAddress + ">",
		ReturnPath: botAddress,
		Sender:     botAddress,
		To:         []string{menteeAddress, "grace@example.org"},
		Subject:    "Séance with Grace",
		Date:       arrival,
		Unread:     true,
		Text:       "Your séance is booked.",
		HTML:       "<p>Your session is booked.</p>",
		Attachments: []mailbox.Attachment{
			{Name: "invite.ics", Type: "application/ics", Data: []byte(soundRequest)},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

// TestPlainMail shows mail without MIME, in another character set, and with a file.
func TestPlainMail(t *testing.T) {
	tests := map[string]struct {
		mail       string
		text       string
		attachment string
		problem    string
	}{
		"no MIME at all":       {mail: crlf("Subject: x", "", "Hello"), text: "Hello\r\n"},
		"Latin 1":              {mail: crlf("Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "caf=E9"), text: "café\r\n"},
		"an unknown charset":   {mail: crlf("Content-Type: text/plain; charset=martian", "", "Hello"), text: "Hello\r\n"},
		"a file, with folders": {mail: crlf("Content-Type: application/pdf", `Content-Disposition: attachment; filename="../../etc/a.pdf"`, "", "%PDF"), attachment: "a.pdf"},
		"damaged base64":       {mail: crlf("Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", "!!!"), problem: "part 1 is damaged"},
		"no end of multipart":  {mail: crlf("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "Hello"), text: "Hello", problem: "not all parts can be read"},
		"no header":            {mail: crlf("just words"), text: "just words\r\n", problem: "cannot be read"},
		"deep nesting":         {mail: nested(30), problem: "nested deeper"},
		"many parts":           {mail: crlf("Content-Type: multipart/mixed; boundary=b", "") + strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 200) + "--b--\r\n", attachment: "", problem: "more than 100 parts"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got := send(t, open(t, mailbox.Options{}), tc.mail)
			if got.Text != tc.text && tc.attachment == "" {
				t.Errorf("text %q, want %q", got.Text, tc.text)
			}
			if tc.attachment != "" && got.Attachments[0].Name != tc.attachment {
				t.Errorf("attachment %q, want %q", got.Attachments[0].Name, tc.attachment)
			}
			all := strings.Join(got.Problems, "; ")
			if (tc.problem == "") != (all == "") || !strings.Contains(all, tc.problem) {
				t.Errorf("problems %q, want %q", all, tc.problem)
			}
		})
	}
}

// nested is a message of multiparts within multiparts.
func nested(depth int) string {
	mail := ""
	for i := range depth {
		boundary := strings.Repeat("b", i+1)
		mail += crlf("Content-Type: multipart/mixed; boundary="+boundary, "", "--"+boundary)
	}
	return mail + crlf("", "Hello")
}

// TestTooLarge shows that a message beyond the limit is refused to the client and not kept.
func TestTooLarge(t *testing.T) {
	m := open(t, mailbox.Options{})
	huge := "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("x", 70)+"\r\n", 80_000)
	err := smtp.SendMail(m.Addr(), nil, botAddress, []string{menteeAddress}, []byte(huge))
	if err == nil || !strings.Contains(err.Error(), "552") && !strings.Contains(err.Error(), "size") {
		t.Errorf("send = %v, want a refusal for size", err)
	}
	if n := len(m.Messages()); n != 0 {
		t.Errorf("%d messages kept", n)
	}
}

// TestManyClients shows that clients at the same time lose nothing.
func TestManyClients(t *testing.T) {
	const clients = 20
	m := open(t, mailbox.Options{})
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			if err := smtp.SendMail(m.Addr(), nil, botAddress, []string{menteeAddress}, []byte(crlf("Subject: x", "", "y"))); err != nil {
				t.Error(err)
			}
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := m.Wait(ctx, clients); err != nil {
		t.Error(err)
	}
	group.Wait()
	ids := map[string]bool{}
	for _, msg := range m.Messages() {
		ids[msg.ID] = true
	}
	if len(ids) != clients {
		t.Errorf("%d different ids, want %d", len(ids), clients)
	}
}

// TestWaitEnds shows that waiting ends with its context.
func TestWaitEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := open(t, mailbox.Options{}).Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait = %v, want context.Canceled", err)
	}
}

// TestCloseEndsListening shows that nothing is accepted after Close, that closing again is harmless, and that what was
// kept can still be read.
func TestCloseEndsListening(t *testing.T) {
	m := open(t, mailbox.Options{})
	send(t, m, crlf("Subject: x", "", "y"))
	for range 2 {
		if err := m.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	if err := smtp.SendMail(m.Addr(), nil, botAddress, []string{menteeAddress}, nil); err == nil {
		t.Error("mail was accepted after Close")
	}
	if n := len(m.Messages()); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

// TestFolder shows that mail is kept in the folder and shown again after a restart, where new mail follows it.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	first := open(t, mailbox.Options{Dir: dir})
	want := send(t, first, mailOf(soundRequest, "REQUEST"), menteeAddress, "grace@example.org")
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("not mail"), 0o600); err != nil {
		t.Fatal(err)
	}

	second := open(t, mailbox.Options{Dir: dir})
	all := second.Messages()
	if len(all) != 1 {
		t.Fatalf("%d messages after a restart, want 1", len(all))
	}
	want.Unread = false
	if diff := cmp.Diff(want, all[0]); diff != "" {
		t.Errorf("message after a restart (-want +got):\n%s", diff)
	}
	if err := smtp.SendMail(second.Addr(), nil, botAddress, []string{menteeAddress}, []byte(crlf("Subject: x", "", "y"))); err != nil {
		t.Fatal(err)
	}
	if err := second.Wait(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if all := second.Messages(); all[1].ID != "000002" {
		t.Errorf("next id %q, want 000002", all[1].ID)
	}
}

// TestFolderFails shows that a client is told to try again when the folder cannot take the message.
func TestFolderFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	m := open(t, mailbox.Options{Dir: dir})
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	err := smtp.SendMail(m.Addr(), nil, botAddress, []string{menteeAddress}, []byte(crlf("Subject: x", "", "y")))
	if err == nil || !strings.Contains(err.Error(), "451") {
		t.Errorf("send = %v, want 451", err)
	}
	if n := len(m.Messages()); n != 0 {
		t.Errorf("%d messages kept", n)
	}
}

// TestNewFails shows that an unusable address or folder is an error at the start.
func TestNewFails(t *testing.T) {
	taken := open(t, mailbox.Options{})
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, options := range []mailbox.Options{{Addr: taken.Addr()}, {Dir: file}} {
		if m, err := mailbox.New(options); err == nil {
			m.Close()
			t.Errorf("New(%+v) succeeded", options)
		}
	}
}
