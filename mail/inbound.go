package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // mails come in every character set
	"github.com/emersion/go-smtp"
)

// Limits of a mail that comes in, and of the one who brings it. Answers of calendars are small, and few come at once.
const (
	maxInbound       = 512 << 10 // bytes
	maxInboundLine   = 2000      // bytes
	maxPart          = 256 << 10 // bytes
	maxParts         = 20
	maxPartDepth     = 5
	maxConnections   = 50
	maxFromAddress   = 20 // connections from one address: the organisation's own mail server needs no more, and a stranger leaves room for it
	inboundTimeout   = time.Minute
	inboundTakeLimit = 20 * time.Second
)

// InboundConfig is what an [Inbound] needs; all of it is required.
type InboundConfig struct {
	Address string // the only one mail is taken for, where invitations come from
	Domain  string // name this server gives itself
	// Take gets every iCalendar part of a mail. An error asks the one who brings the mail to try again later.
	Take   func(ctx context.Context, calendar []byte) error
	Logger *slog.Logger
}

// Inbound is a mail server for one address: what calendars answer to invitations. It stands behind the organisation's own mail server, which
// knows spam and proves senders. It keeps nothing, relays nothing, and never answers by mail.
type Inbound struct {
	config InboundConfig
	server *smtp.Server
	open   connections
	ctx    context.Context // of the server, for what arrives
}

// NewInbound makes the server; [Inbound.Serve] starts it.
func NewInbound(config InboundConfig) *Inbound {
	in := &Inbound{config: config}
	in.server = smtp.NewServer(smtp.BackendFunc(in.session))
	in.server.Domain = config.Domain
	in.server.MaxMessageBytes, in.server.MaxLineLength, in.server.MaxRecipients = maxInbound, maxInboundLine, 1
	in.server.ReadTimeout, in.server.WriteTimeout = inboundTimeout, inboundTimeout
	in.server.ErrorLog = slog.NewLogLogger(config.Logger.Handler(), slog.LevelWarn)
	return in
}

// Serve takes mails until ctx ends, and lets those under way finish.
func (in *Inbound) Serve(ctx context.Context, listener net.Listener) error {
	in.ctx = context.WithoutCancel(ctx)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(in.ctx, inboundTakeLimit)
		defer cancel()
		if err := in.server.Shutdown(grace); err != nil {
			in.config.Logger.WarnContext(ctx, "stop mail listener", "error", err)
		}
	})
	defer stop()
	if err := in.server.Serve(listener); !errors.Is(err, smtp.ErrServerClosed) {
		return err
	}
	return nil
}

var (
	errBusy    = &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "Too many connections, try again later"}
	errNobody  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox here"}
	errTooBig  = &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "Too large for an answer to an invitation"}
	errTrouble = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again later"}
)

func (in *Inbound) session(c *smtp.Conn) (smtp.Session, error) {
	from := hostOf(c.Conn().RemoteAddr())
	if !in.open.enter(from) {
		return nil, errBusy
	}
	return &delivery{inbound: in, from: from}, nil
}

// delivery is one connection.
type delivery struct {
	inbound *Inbound
	from    string // address of the one who brings mail
}

// Mail implements smtp.Session. Who claims to send does not matter: a bounce has nobody, and what counts is in the mail.
func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt implements smtp.Session.
func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	if !strings.EqualFold(to, d.inbound.config.Address) {
		return errNobody
	}
	return nil
}

// Data implements smtp.Session. A mail without an answer in it is taken and forgotten: holidays and bounces are not worth an error.
func (d *delivery) Data(r io.Reader) error {
	content, err := io.ReadAll(io.LimitReader(r, maxInbound+1))
	if err != nil {
		return err
	}
	if len(content) > maxInbound {
		return errTooBig
	}
	ctx, cancel := context.WithTimeout(d.inbound.ctx, inboundTakeLimit)
	defer cancel()
	parts, err := calendarParts(content)
	if err != nil {
		d.inbound.config.Logger.InfoContext(ctx, "a mail could not be read", "error", err)
		return nil
	}
	for _, part := range parts {
		if err := d.inbound.config.Take(ctx, part); err != nil {
			d.inbound.config.Logger.ErrorContext(ctx, "take a calendar's reply", "error", err)
			return errTrouble
		}
	}
	return nil
}

// Reset implements smtp.Session.
func (d *delivery) Reset() { /* nothing is kept between commands */ }

// Logout implements smtp.Session.
func (d *delivery) Logout() error {
	d.inbound.open.leave(d.from)
	return nil
}

// calendarParts are the iCalendar parts of a mail: those meant for calendars, or attached as files. A client that sends the same answer as
// both is heard once.
func calendarParts(content []byte) (parts [][]byte, err error) {
	defer func() { // the mail is anybody's; a parser that breaks on it must not take the connection with it
		if cause := recover(); cause != nil {
			parts, err = nil, fmt.Errorf("panic: %v", cause)
		}
	}()
	entity, err := message.Read(bytes.NewReader(content))
	if err != nil && !message.IsUnknownCharset(err) {
		return nil, fmt.Errorf("read mail: %w", err)
	}
	seen := 0
	err = entity.Walk(func(path []int, part *message.Entity, err error) error {
		if err != nil && !message.IsUnknownCharset(err) {
			return err
		}
		if seen++; seen > maxParts || len(path) > maxPartDepth {
			return errors.New("too many parts")
		}
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || kind != "text/calendar" && kind != "application/ics" {
			return nil
		}
		text, err := io.ReadAll(io.LimitReader(part.Body, maxPart+1))
		if err != nil || len(text) > maxPart {
			return fmt.Errorf("read part of %d bytes: %w", len(text), err)
		}
		parts = append(parts, text)
		return nil
	})
	return parts, err
}
