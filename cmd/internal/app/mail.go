package app

import (
	"fmt"
	"os"

	"mentorbot/mail"
)

// Mail is the part of the configuration that says how mails are sent. It reads the key they are signed with.
func (c Config) Mail() (mail.Config, error) {
	config := mail.Config{
		Host: c.SMTPHost, Port: c.SMTPPort, TLS: mail.TLSMode(c.SMTPTLS), Username: c.SMTPUser, Password: c.SMTPPassword, From: c.MailFrom,
	}
	if c.DKIMSelector == "" {
		return config, nil
	}
	key, err := os.ReadFile(c.DKIMKeyFile)
	if err != nil {
		return config, fmt.Errorf("MENTORBOT_DKIM_KEY_FILE: %w", err)
	}
	if config.DKIM, err = mail.NewDKIM(c.DKIMSelector, key); err != nil {
		return config, fmt.Errorf("MENTORBOT_DKIM_SELECTOR, MENTORBOT_DKIM_KEY_FILE: %w", err)
	}
	return config, nil
}
