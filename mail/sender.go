package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"github.com/wneessen/go-mail"

	"mentorbot/core"
)

// Sender delivers messages to one mail server. It is safe for concurrent use; every message has a connection of its own, so that
// one failure spoils no other.
type Sender struct {
	config Config
}

// New checks the configuration and connects to nothing. The error names every setting that is wrong.
func New(config Config) (*Sender, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("mail configuration: %w", err)
	}
	return &Sender{config: config}, nil
}

// Send delivers a message. nil means that the server has taken responsibility for it. A *core.PermanentError means that it refused for
// good or that the message cannot be sent; after any other error it may be tried again.
func (s *Sender) Send(ctx context.Context, message Message) error {
	ctx, end := s.config.Observe(ctx)
	err := s.send(ctx, message)
	end(err)
	return err
}

func (s *Sender) send(ctx context.Context, message Message) error {
	msg, err := message.compose(s.config.From)
	if err != nil {
		return &core.PermanentError{Err: fmt.Errorf("compose mail: %w", err)}
	}
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() {
		return nil // a connection that breaks after the server said yes is no reason to send twice
	}
	return classify(fmt.Errorf("send mail: %w", err))
}

// Check connects, greets, encrypts and authenticates as Send would, and sends nothing.
func (s *Sender) Check(ctx context.Context) error {
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("connect to mail server: %w", err)
	}
	if err := client.Close(); err != nil {
		return fmt.Errorf("leave mail server: %w", err)
	}
	return nil
}

func (s *Sender) client(ctx context.Context) (*mail.Client, error) {
	c := s.config
	options := []mail.Option{
		mail.WithPort(c.Port),
		mail.WithTimeout(timeout(ctx, c.Timeout)),
		mail.WithTLSConfig(&tls.Config{ServerName: c.Host, RootCAs: c.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch c.TLS {
	case TLSImplicit:
		options = append(options, mail.WithSSL())
	case TLSNone:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if c.Username != "" {
		options = append(options,
			mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(c.Username), mail.WithPassword(c.Password))
	}
	if c.DKIM != nil {
		options = append(options, c.DKIM.option(c.From))
	}
	if c.HELO != "" {
		options = append(options, mail.WithHELO(c.HELO))
	}
	client, err := mail.NewClient(c.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail client: %w", err)
	}
	return client, nil
}

// timeout is the configured one or what is left of the context, whichever is less. The client library looks at the context only
// while it connects.
func timeout(ctx context.Context, configured time.Duration) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return configured
	}
	return max(min(configured, time.Until(deadline)), time.Millisecond)
}

// classify marks a refusal of the message or its recipient as permanent (RFC 5321 section 4.2.1). Failures to connect or to
// authenticate are not the message's fault: an administrator mends them, and the mail is to go out then.
func classify(err error) error {
	var refused *mail.SendError
	if !errors.As(err, &refused) {
		return err
	}
	switch code := refused.ErrorCode(); {
	case code == 530, code == 534, code == 535, code == 538: // authentication, RFC 4954 section 6
		return err
	case code >= 500 && code < 600:
		return &core.PermanentError{Err: err}
	}
	return err
}

// recording is a context to write down in what the server took. The end of the job's own time does not cut it short: the mail would go
// out again.
func recording(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), limit)
}
