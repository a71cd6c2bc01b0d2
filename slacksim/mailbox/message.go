package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // so that mail in other character sets than UTF-8 can be read
	"github.com/emersion/go-message/mail"
)

// Bounds of a message's structure.
const (
	maxDepth = 10
	maxParts = 100
)

// Message is a mail that arrived.
type Message struct {
	// ID names the message in the mailbox.
	ID string
	// From is the sender as the mail shows it, ReturnPath the sender of the envelope.
	From, ReturnPath string
	// Sender is the bare address of the From header, empty where it cannot be read.
	Sender string
	// To are the recipients of the envelope: the mailboxes it was delivered to.
	To []string
	// Subject is decoded.
	Subject string
	// Date is when the message arrived by the mailbox's clock, in UTC.
	Date time.Time
	// Unread tells that nobody has opened the message.
	Unread bool
	// Text and HTML are the first parts of these kinds that are not attachments.
	Text, HTML string
	// Headers are the message's header fields, decoded, in order.
	Headers []Header
	// Attachments are the parts to be saved as files.
	Attachments []Attachment
	// Calendar is the invitation in the message, nil if there is none.
	Calendar *Calendar
	// Problems say what is wrong with the message as mail. Those of the invitation are in Calendar.
	Problems []string
	// Raw is the message as it came.
	Raw []byte
}

// Header is one header field.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Attachment is a part of a message to be saved as a file.
type Attachment struct {
	// Name is the file name the sender gave, without folders; may be empty.
	Name string
	// Type is the media type.
	Type string
	// Data is the decoded content.
	Data []byte
}

// part is one leaf of a message's tree.
type part struct {
	mediaType  string
	params     map[string]string
	attachment bool
	disposed   bool // has a Content-Disposition
	name       string
	body       []byte
	parent     string // the media type of the multipart it is in
	last       bool   // nothing follows it there
}

// parse takes a message apart. Whatever cannot be read is told in Problems; the rest is still shown.
func parse(env envelope, raw []byte) Message {
	msg := Message{From: env.from, ReturnPath: env.from, To: env.to, Date: env.arrived, Unread: true, Raw: raw}
	entity, err := message.ReadWithOptions(bytes.NewReader(raw), &message.ReadOptions{MaxHeaderBytes: 256 << 10})
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		msg.Problems = append(msg.Problems, "the message cannot be read: "+err.Error())
		msg.Text = strings.ToValidUTF8(string(raw), "\uFFFD")
		return msg
	}
	msg.readHeader(mail.Header{Header: entity.Header})
	tree := &collector{}
	if err := tree.walk(entity, "", 0); err != nil {
		msg.Problems = append(msg.Problems, "not all parts can be read: "+err.Error())
	}
	msg.Problems = append(msg.Problems, tree.problems...)
	msg.readParts(tree.parts)
	return msg
}

func (msg *Message) readHeader(h mail.Header) {
	if subject, err := h.Subject(); err == nil {
		msg.Subject = subject
	} else {
		msg.Subject = h.Get("Subject")
	}
	if from, err := h.Text("From"); err == nil && from != "" {
		msg.From = from
	}
	if from, err := h.AddressList("From"); err == nil && len(from) == 1 {
		msg.Sender = from[0].Address
	}
	for fields := h.Fields(); fields.Next(); {
		value, err := fields.Text()
		if err != nil {
			value = fields.Value()
		}
		msg.Headers = append(msg.Headers, Header{Name: fields.Key(), Value: value})
	}
}

// readParts sorts the leaves into text, attachments and the invitation.
func (msg *Message) readParts(parts []part) {
	var invitation *part
	for i, p := range parts {
		switch {
		case p.isCalendar():
			if invitation == nil || (invitation.attachment && !p.attachment) {
				invitation = &parts[i]
			}
		case !p.attachment && p.mediaType == "text/plain" && msg.Text == "":
			msg.Text = string(p.body)
			continue
		case !p.attachment && p.mediaType == "text/html" && msg.HTML == "":
			msg.HTML = string(p.body)
			continue
		}
		if p.attachment || !p.isCalendar() {
			msg.Attachments = append(msg.Attachments, Attachment{Name: p.name, Type: p.mediaType, Data: p.body})
		}
	}
	if invitation != nil {
		msg.Calendar = readCalendar(*invitation, parts, *msg)
	}
}

// isCalendar tells an iCalendar part.
func (p part) isCalendar() bool {
	return p.mediaType == "text/calendar" || p.mediaType == "application/ics" ||
		strings.HasSuffix(strings.ToLower(p.name), ".ics")
}

// collector gathers the leaves of a message.
type collector struct {
	parts    []part
	problems []string
}

// What a message's structure may exceed.
var (
	errTooDeep = fmt.Errorf("nested deeper than %d levels", maxDepth)
	errTooMany = fmt.Errorf("more than %d parts", maxParts)
)

func (c *collector) walk(e *message.Entity, parent string, depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	reader := e.MultipartReader()
	if reader == nil {
		return c.leaf(e, parent)
	}
	kind, _, err := e.Header.ContentType()
	if err != nil {
		kind = "multipart/mixed"
	}
	for {
		child, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			return fmt.Errorf("next part: %w", err)
		}
		if err := c.walk(child, kind, depth+1); err != nil {
			return err
		}
	}
	if n := len(c.parts); n > 0 && c.parts[n-1].parent == kind {
		c.parts[n-1].last = true
	}
	return nil
}

func (c *collector) leaf(e *message.Entity, parent string) error {
	if len(c.parts) >= maxParts {
		return errTooMany
	}
	body, err := io.ReadAll(e.Body)
	if err != nil {
		c.problems = append(c.problems, fmt.Sprintf("part %d is damaged: %v", len(c.parts)+1, err))
	}
	p := part{parent: parent, body: body}
	p.readHeader(e.Header)
	c.parts = append(c.parts, p)
	return nil
}

func (p *part) readHeader(h message.Header) {
	mediaType, params, err := h.ContentType()
	if err != nil {
		mediaType = "application/octet-stream"
	}
	p.mediaType, p.params = strings.ToLower(mediaType), params
	disposition, fields, err := h.ContentDisposition()
	p.disposed = err == nil && disposition != ""
	p.name = baseName(fields["filename"])
	if p.name == "" {
		p.name = baseName(params["name"])
	}
	p.attachment = strings.EqualFold(disposition, "attachment") || !strings.HasPrefix(p.mediaType, "text/")
}

// baseName keeps folders out of a file name that came from outside.
func baseName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}
