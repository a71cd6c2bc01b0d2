package doctor

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/cmd/internal/app"
	"mentorbot/storage"
)

// calendars looks whether people can connect calendars to be read from, and whether the addresses of those that are can be read.
func calendars(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) finding {
		if config.EncryptionKeys == "" {
			return fine("none are read: MENTORBOT_ENCRYPTION_KEYS is not set, which keeping their addresses needs")
		}
		unreadable, err := unreadableAddresses(ctx, config)
		if err != nil {
			return trouble(err, "See MENTORBOT_ENCRYPTION_KEYS and MENTORBOT_DATABASE_URL in docs/configuration.md.")
		}
		if unreadable > 0 {
			return trouble(fmt.Errorf("%d addresses cannot be decrypted", unreadable),
				"Put the key they were kept with behind the others in MENTORBOT_ENCRYPTION_KEYS, or have people connect their calendars again.")
		}
		if config.CalendarNetworks == "" {
			return fine("people can connect those at public addresses")
		}
		return fine("people can connect those at public addresses and in %s", config.CalendarNetworks)
	}
}

func unreadableAddresses(ctx context.Context, config app.Config) (n int, err error) {
	keys, err := storage.ParseKeyring(config.EncryptionKeys)
	if err != nil {
		return 0, err
	}
	db, err := storage.Open(ctx, storage.Options{URL: config.DatabaseURL, Keys: keys})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	pending, err := db.PendingMigrations(ctx)
	if err != nil || len(pending) > 0 {
		return 0, err // known once the schema is up to date
	}
	return db.UnreadableAddresses(ctx)
}
