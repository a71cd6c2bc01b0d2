package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core"
)

// part is one node of a mail's tree.
type part struct {
	Type        string // Content-Type without boundary
	Disposition string
	Body        string // decoded; empty for multiparts
	Parts       []part
}

func parse(t *testing.T, data []byte) (netmail.Header, part) {
	t.Helper()
	message, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	tree, err := parsePart(map[string][]string(message.Header), message.Body)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return message.Header, tree
}

func parsePart(header map[string][]string, body io.Reader) (part, error) {
	get := netmail.Header(header).Get
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if err != nil {
		return part{}, fmt.Errorf("content type %q: %w", get("Content-Type"), err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		content, err := io.ReadAll(decoder(get("Content-Transfer-Encoding"), body))
		return part{Type: get("Content-Type"), Disposition: get("Content-Disposition"), Body: string(content)}, err
	}
	node := part{Type: kind}
	reader := multipart.NewReader(body, params["boundary"])
	for {
		next, err := reader.NextRawPart()
		if err == io.EOF {
			return node, nil
		}
		if err != nil {
			return part{}, fmt.Errorf("next part: %w", err)
		}
		child, err := parsePart(map[string][]string(next.Header), next)
		if err != nil {
			return part{}, err
		}
		node.Parts = append(node.Parts, child)
	}
}

func decoder(encoding string, body io.Reader) io.Reader {
	switch encoding {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

func send(t *testing.T, s *server, message Message) []byte {
	t.Helper()
	if err := s.sender(t).Send(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	taken := s.taken()
	return taken[len(taken)-1].Data
}

func TestTheTreeIsWhatCalendarsLookFor(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	for _, method := range []core.CalendarMethod{core.CalendarRequest, core.CalendarCancel} {
		message := sample()
		ics := "BEGIN:VCALENDAR\r\nSUMMARY:Élan " + strings.Repeat("x", 60) + "\r\n y\r\nEND:VCALENDAR\r\n"
		message.Invite = &Invite{Method: method, ICS: []byte(ics)}
		message.Text, message.HTML = "Séance – bientôt\n", "<p>Séance</p>\n"
		_, got := parse(t, send(t, s, message))
		want := part{Type: "multipart/mixed", Parts: []part{
			{Type: "multipart/alternative", Parts: []part{
				{Type: "text/plain; charset=UTF-8", Body: "Séance – bientôt\r\n"},
				{Type: "text/html; charset=UTF-8", Body: "<p>Séance</p>\r\n"},
				{Type: "text/calendar; method=" + string(method) + "; charset=UTF-8", Body: ics},
			}},
			{Type: `application/ics; name="invite.ics"`, Disposition: `attachment; filename="invite.ics"`, Body: ics},
		}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", method, diff)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	message := sample()
	message.ID, message.ReplyTo = "m1.2@mentoring.example", "m1@mentoring.example"
	header, _ := parse(t, send(t, s, message))
	want := map[string]string{
		"From":           `=?utf-8?b?TMOpYSBCZXJ0aGVsb3QgKHZpYSBNZW50b3Jib3Qp?= <sessions@mentoring.example>`,
		"To":             `"Amara Okafor" <amara@example.org>`,
		"Subject":        "Invitation: Talk",
		"Message-Id":     "<m1.2@mentoring.example>",
		"In-Reply-To":    "<m1@mentoring.example>",
		"References":     "<m1@mentoring.example>",
		"Date":           "Sun, 22 Nov 2026 09:30:00 +0000",
		"Auto-Submitted": "auto-generated",
		"Mime-Version":   "1.0",
	}
	for name, value := range want {
		if got := header.Get(name); got != value {
			t.Errorf("%s: got %q, want %q", name, got, value)
		}
	}
	keys := append(slices.Collect(maps.Keys(want)), "Content-Type")
	if got := slices.Sorted(maps.Keys(header)); !slices.Equal(got, slices.Sorted(slices.Values(keys))) {
		t.Errorf("the headers are %v", got)
	}
}

func TestAFirstMailContinuesNothing(t *testing.T) {
	header, _ := parse(t, send(t, startServer(t, TLSNone, nil), sample()))
	if header.Get("In-Reply-To") != "" || header.Get("References") != "" {
		t.Errorf("it refers to %q and %q", header.Get("In-Reply-To"), header.Get("References"))
	}
}

func TestTypedTextAddsNoHeaderAndNoPart(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	plainHeader, plainTree := parse(t, send(t, s, sample()))
	for name, text := range map[string]string{
		"a header":            "Eve\r\nBcc: victim@example.net",
		"a lone line feed":    "Eve\nBcc: victim@example.net",
		"a carriage return":   "Eve\rBcc: victim@example.net",
		"an end of headers":   "Eve\r\n\r\n<h1>evil</h1>",
		"an address":          `Eve" <evil@example.net>, "x`,
		"an encoded word":     "=?utf-8?q?Eve=0D=0ABcc:_victim@example.net?=",
		"controls":            "E\x00v\x1be\x7f",
		"long accents":        strings.Repeat("é", 300),
		"long without spaces": strings.Repeat("x", 2000),
		"not UTF-8":           "Eve\xff",
	} {
		t.Run(name, func(t *testing.T) {
			message := sample()
			message.FromName, message.ToName, message.Subject = text, text, text
			data := send(t, s, message)
			header, tree := parse(t, data)
			if diff := cmp.Diff(slices.Sorted(maps.Keys(plainHeader)), slices.Sorted(maps.Keys(header))); diff != "" {
				t.Errorf("headers (-want +got):\n%s\n%s", diff, data)
			}
			if diff := cmp.Diff(plainTree, tree); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
			for field, want := range map[string]string{"From": "sessions@mentoring.example", "To": "amara@example.org"} {
				if list, err := header.AddressList(field); err != nil || len(list) != 1 || list[0].Address != want {
					t.Errorf("%s is %v, %v", field, list, err)
				}
			}
			for line := range bytes.SplitSeq(data, []byte("\r\n")) {
				if len(line) > 998 {
					t.Errorf("a line of %d octets; RFC 5322 section 2.1.1 allows 998", len(line))
				}
			}
		})
	}
}

func TestAnySubjectIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		message := sample()
		message.Subject = rapid.StringN(1, 60, -1).Draw(t, "subject")
		msg, err := message.compose("sessions@mentoring.example")
		if err != nil {
			t.Fatal(err)
		}
		var data bytes.Buffer
		if _, err := msg.WriteTo(&data); err != nil {
			t.Fatal(err)
		}
		read, err := netmail.ReadMessage(&data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
		if want := oneLine(message.Subject); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	})
}
