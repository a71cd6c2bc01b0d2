package app

import "mentorbot/mail"

// Mail is the part of the configuration that says how mails are sent.
func (c Config) Mail() mail.Config {
	return mail.Config{
		Host: c.SMTPHost, Port: c.SMTPPort, TLS: mail.TLSMode(c.SMTPTLS), Username: c.SMTPUser, Password: c.SMTPPassword, From: c.MailFrom,
	}
}
