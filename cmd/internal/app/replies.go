package app

import (
	"context"
	"errors"
	"fmt"
	"net"

	"mentorbot/calendar"
	"mentorbot/mail"
)

// replies takes what calendars answer by mail, where the operator wants that.
type replies struct {
	inbound  *mail.Inbound
	listener net.Listener
}

func (a *App) wireReplies(config Config) error {
	if config.ReplyListen == "" {
		return nil
	}
	domain, err := config.mailDomain()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", config.ReplyListen)
	if err != nil {
		return fmt.Errorf("listen for replies on %s: %w", config.ReplyListen, err)
	}
	a.replies = &replies{listener: listener, inbound: mail.NewInbound(mail.InboundConfig{
		Address: config.MailFrom, Domain: domain, Take: a.takeReply, Logger: a.log,
	})}
	return nil
}

// takeReply reads an answer and gives it to core. What is none is not worth an error: nobody could act on it.
func (a *App) takeReply(ctx context.Context, content []byte) error {
	reply, err := calendar.ReadReply(content)
	if errors.Is(err, calendar.ErrNotReply) {
		a.log.InfoContext(ctx, "a mail with a calendar that answers nothing", "error", err)
		return nil
	}
	outcome, err := a.Service.TakeReply(ctx, reply)
	if err != nil {
		return err
	}
	a.log.InfoContext(ctx, "a calendar replied", "outcome", outcome, "answer", reply.Attendance)
	return nil
}

// ReplyAddr is where replies are taken, "" for nowhere.
func (a *App) ReplyAddr() string {
	if a.replies == nil {
		return ""
	}
	return a.replies.listener.Addr().String()
}
