package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/mail"
	"mentorbot/storage"
)

func configuration(config app.Config) func(context.Context) finding {
	return func(context.Context) finding {
		if err := config.Validate(); err != nil {
			return trouble(err, "Set these variables or flags; docs/configuration.md explains each.")
		}
		return fine("%s mode", config.Mode)
	}
}

// timeZones tries zones with rules of their own, on both sides of the date line.
func timeZones(context.Context) finding {
	zones := []string{"Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"}
	for _, name := range zones {
		if _, err := time.LoadLocation(name); err != nil {
			return trouble(err, "Use a binary built with time/tzdata, or unset ZONEINFO if it names a damaged file.")
		}
	}
	return fine("known")
}

func database(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) (found finding) {
		db, err := storage.Open(ctx, storage.Options{URL: config.DatabaseURL})
		if err != nil {
			return trouble(err, adviceOnDatabase(config.DatabaseURL))
		}
		defer func() {
			if err := db.Close(); err != nil && found.err == nil {
				found = trouble(err, "")
			}
		}()
		pending, err := db.PendingMigrations(ctx)
		if err != nil {
			return trouble(err, "The database's user needs the right to create tables.")
		}
		return migrationState(pending, config.NoMigrate)
	}
}

func adviceOnDatabase(url string) string {
	if strings.HasPrefix(url, "sqlite:") {
		return "The directory of MENTORBOT_DATABASE_URL has to exist and be writable for the user that runs the service."
	}
	return "See that PostgreSQL runs, that this machine may reach it, and that user, password and name in\n" +
		"MENTORBOT_DATABASE_URL are right."
}

func migrationState(pending []string, manual bool) finding {
	switch {
	case len(pending) == 0:
		return fine("answers, schema up to date")
	case manual:
		return trouble(fmt.Errorf("%d migrations are still to be run: %s", len(pending), strings.Join(pending, ", ")),
			`Run "mentorbot migrate"; MENTORBOT_NO_MIGRATE keeps serve from doing it.`)
	}
	return fine("answers; serve will run when it starts: %s", strings.Join(pending, ", "))
}

func signingSecret(config app.Config) func(context.Context) finding {
	return func(context.Context) finding {
		if config.SigningSecret == "" {
			return trouble(errors.New("not set"), "Copy it from Basic Information, App Credentials, to SLACK_SIGNING_SECRET.")
		}
		return fine("set; whether it is the right one shows with Slack's first request")
	}
}

func mailServer(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) finding {
		if !config.MailEnabled() {
			return fine("none: sessions are announced in Slack only, not in calendars")
		}
		const advice = "See MENTORBOT_SMTP_HOST, _PORT, _TLS, _USER and _PASSWORD. Port 587 goes with starttls, 465 with implicit."
		server, err := config.Mail()
		if err != nil {
			return trouble(err, advice)
		}
		sender, err := mail.New(server)
		if err != nil {
			return trouble(err, advice)
		}
		if err := sender.Check(ctx); err != nil {
			return trouble(err, advice)
		}
		return fine("%s takes mail from %s", config.SMTPHost, config.MailFrom)
	}
}
