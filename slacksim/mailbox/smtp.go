package mailbox

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

// envelope is what SMTP said of a message, apart from its content.
type envelope struct {
	from    string
	to      []string
	arrived time.Time
}

// errNotKept is the answer to a client whose message could not be kept: it may try again.
var errNotKept = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "The message could not be kept"}

func newServer(m *Mailbox) *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{mailbox: m}, nil
	}))
	server.Domain = "localhost"
	server.MaxMessageBytes = maxMessageBytes
	server.MaxRecipients = maxRecipients
	server.ReadTimeout = clientTimeout
	server.WriteTimeout = clientTimeout
	server.EnableSMTPUTF8 = true
	server.ErrorLog = smtpLog{m.options.Logger}
	return server
}

// session is one client's connection; its messages come one after the other.
type session struct {
	mailbox  *Mailbox
	envelope envelope
}

// Mail begins a message.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.envelope = envelope{from: from}
	return nil
}

// Rcpt adds a recipient; anybody is welcome.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.envelope.to = append(s.envelope.to, to)
	return nil
}

// Data takes the content and keeps the message.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		var refusal *smtp.SMTPError
		if errors.As(err, &refusal) {
			return refusal
		}
		return fmt.Errorf("read message: %w", err)
	}
	if err := s.mailbox.keep(s.envelope, raw); err != nil {
		s.mailbox.options.Logger.Error("message not kept", "err", err)
		return errNotKept
	}
	return nil
}

// Reset forgets a message that was begun.
func (s *session) Reset() { s.envelope = envelope{} }

// Logout ends the connection; there is nothing to free.
func (s *session) Logout() error { return nil }

// smtpLog hands the server's complaints to the structured log.
type smtpLog struct{ logger *slog.Logger }

// Printf logs a formatted complaint.
func (l smtpLog) Printf(format string, v ...any) {
	l.logger.Warn("mail connection", "detail", strings.TrimSpace(fmt.Sprintf(format, v...)))
}

// Println logs a complaint.
func (l smtpLog) Println(v ...any) {
	l.logger.Warn("mail connection", "detail", strings.TrimSpace(fmt.Sprintln(v...)))
}
