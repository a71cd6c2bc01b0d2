package mail

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/smtp"
	"strings"
	"sync"
	"testing"
)

// office is a listener for one address that keeps what it takes.
type office struct {
	address string
	mu      sync.Mutex
	taken   []string
	failure error
	log     bytes.Buffer
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.address = listener.Addr().String()
	in := NewInbound(InboundConfig{
		Address: "sessions@mentoring.example", Domain: "mentoring.example", Logger: slog.New(slog.NewTextHandler(&o.log, nil)),
		Take: func(_ context.Context, calendar []byte) error {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.taken = append(o.taken, string(calendar))
			return o.failure
		},
	})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- in.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return o
}

func (o *office) send(to, content string) error {
	return smtp.SendMail(o.address, nil, "amara@example.org", []string{to}, []byte(strings.ReplaceAll(content, "\n", "\r\n")))
}

const exchangeReply = `From: Amara Okafor <amara@example.org>
To: sessions@mentoring.example
Subject: =?utf-8?q?Accept=C3=A9_:_Mentorat?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="iso-8859-15"
Content-Transfer-Encoding: quoted-printable

D=E9j=E0 not=E9.
--x
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=
--x--
`

func TestTheCalendarPartOfAMailIsTaken(t *testing.T) {
	o := openOffice(t)
	if err := o.send("Sessions@Mentoring.example", exchangeReply); err != nil {
		t.Fatal(err)
	}
	if len(o.taken) != 1 || o.taken[0] != "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" {
		t.Errorf("taken %q", o.taken)
	}
}

func TestMailForAnybodyElseIsRefused(t *testing.T) {
	o := openOffice(t)
	for _, to := range []string{"eve@example.net", "postmaster@mentoring.example", "sessions@mentoring.example.net"} {
		if err := o.send(to, exchangeReply); err == nil || !strings.Contains(err.Error(), "550") {
			t.Errorf("%s: %v", to, err)
		}
	}
	if len(o.taken) != 0 {
		t.Errorf("taken %q", o.taken)
	}
}

func TestMailThatAnswersNothingIsTakenAndForgotten(t *testing.T) {
	o := openOffice(t)
	deep := strings.Repeat("Content-Type: multipart/mixed; boundary=x\n\n--x\n", 8) + "Content-Type: text/calendar\n\nBEGIN\n"
	many := "Content-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: text/plain\n\nhello\n", 30) + "--x--\n"
	for name, content := range map[string]string{
		"a holiday": "Subject: Away\n\nI am on holiday.\n", "no header": "\n\n\n", "broken": "Content-Type: multipart/mixed; boundary=\"\n\n--\n",
		"deep": deep, "many parts": many, "no end": "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhello",
	} {
		if err := o.send("sessions@mentoring.example", content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(o.taken) != 0 {
		t.Errorf("taken %q", o.taken)
	}
}

func TestAMailThatIsTooLargeIsRefused(t *testing.T) {
	o := openOffice(t)
	err := o.send("sessions@mentoring.example", "Subject: x\n\n"+strings.Repeat("0123456789012345678901234567890\n", maxInbound/31))
	if err == nil || !strings.Contains(err.Error(), "552") {
		t.Errorf("%v", err)
	}
}

func TestWhenItCannotBeTakenNowTheSenderTriesAgain(t *testing.T) {
	o := openOffice(t)
	o.failure = errors.New("the database is gone")
	if err := o.send("sessions@mentoring.example", exchangeReply); err == nil || !strings.Contains(err.Error(), "451") {
		t.Errorf("%v", err)
	}
	o.failure = nil
	if err := o.send("sessions@mentoring.example", exchangeReply); err != nil {
		t.Error(err)
	}
}

func FuzzCalendarParts(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(exchangeReply, "\n", "\r\n")))
	f.Add([]byte("Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n"))
	f.Add([]byte("Content-Transfer-Encoding: x\r\n\r\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		parts, err := calendarParts(content)
		if err != nil && strings.HasPrefix(err.Error(), "panic") {
			t.Logf("the parser gave up: %v", err)
		}
		for _, part := range parts {
			if len(part) > maxPart {
				t.Errorf("a part of %d bytes", len(part))
			}
		}
	})
}
