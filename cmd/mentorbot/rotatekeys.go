package main

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/storage"
)

type rotateKeysCommand struct {
	DatabaseURL    string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"The database, as for serve."`
	EncryptionKeys string `name:"encryption-keys" env:"MENTORBOT_ENCRYPTION_KEYS" required:"" help:"The new key in front of the old ones, as serve has them by now."`
}

// Run encrypts every token and every address of a calendar that is under an older key with the first one. The service may run meanwhile, once it knows both.
func (c *rotateKeysCommand) Run(ctx context.Context, to streams) (err error) {
	keys, err := storage.ParseKeyring(c.EncryptionKeys)
	if err != nil {
		return fmt.Errorf("MENTORBOT_ENCRYPTION_KEYS: %w", err)
	}
	db, err := storage.Open(ctx, storage.Options{URL: c.DatabaseURL, Keys: keys})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	n, err := db.Reencrypt(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(to.out, "encrypted with the first key now: installations %d, calendars %d; the other keys can be taken out\n", n.Installations, n.BusyFeeds)
	return err
}
