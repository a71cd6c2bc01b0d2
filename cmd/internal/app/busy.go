package app

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/feeds"
)

// parseTime bounds how long one calendar is worked on. Rules of repetition can ask for more than anybody has.
const parseTime = 10 * time.Second

// busyReader fetches and reads calendars people publish. roots are the certificates to trust instead of the system's; nil for those.
func busyReader(config Config, roots *x509.CertPool) (func(context.Context, core.BusyQuery) (core.BusyRead, error), error) {
	networks, err := config.calendarNetworks()
	if err != nil {
		return nil, err
	}
	client := feeds.New(feeds.Config{Allow: networks, Roots: roots})
	domain := config.ownCalendarDomain()
	return func(ctx context.Context, q core.BusyQuery) (core.BusyRead, error) {
		fetched, err := client.Fetch(ctx, q.Address, q.Check)
		var failure *feeds.Failure
		switch {
		case ctx.Err() != nil:
			return core.BusyRead{}, fmt.Errorf("fetch calendar: %w", context.Cause(ctx))
		case errors.As(err, &failure):
			return core.BusyRead{Failure: failure.Kind}, nil
		case err != nil:
			return core.BusyRead{}, err
		case fetched.Unchanged:
			return core.BusyRead{Unchanged: true}, nil
		}
		return readBusy(ctx, fetched, q, domain)
	}, nil
}

// readBusy reads what was fetched. Invitations of the product itself are left out, else a session would be in the way of its own move.
func readBusy(ctx context.Context, fetched feeds.Fetched, q core.BusyQuery, domain string) (core.BusyRead, error) {
	limited, cancel := context.WithTimeout(ctx, parseTime)
	defer cancel()
	busy, err := calendar.ReadBusy(limited, fetched.Content, calendar.Reading{
		From: q.From, To: q.To, Zone: q.Zone, AllDay: q.Feed.AllDay, Addresses: []string{q.Email},
		Own: calendar.OwnUID(domain),
	})
	switch {
	case ctx.Err() != nil:
		return core.BusyRead{}, fmt.Errorf("read calendar: %w", context.Cause(ctx))
	case limited.Err() != nil, len(busy.Spans) > core.MaxBusyTimes:
		return core.BusyRead{Failure: core.BusyTooLarge}, nil
	case err != nil:
		return core.BusyRead{Failure: core.BusyNoCalendar}, nil
	}
	return core.BusyRead{
		Times: busy.Spans, Check: fetched.Check,
		Counts: core.BusyCounts{Events: busy.Events, Free: busy.Free, Unknown: busy.Unknown, Guessed: busy.Guessed},
	}, nil
}

// ownCalendarDomain is what the identifiers of the product's own events end with; empty where it has none.
func (c Config) ownCalendarDomain() string {
	if !c.MailEnabled() && c.BaseURL == "" {
		return ""
	}
	domain, err := c.calendarDomain()
	if err != nil {
		return ""
	}
	return domain
}

// calendarNetworks are the networks of one's own in which people may publish calendars.
func (c Config) calendarNetworks() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for text := range strings.SplitSeq(c.CalendarNetworks, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, errors.New("MENTORBOT_CALENDAR_NETWORKS: expected networks such as 10.1.0.0/16, with commas between them")
		}
		all = append(all, network.Masked())
	}
	return all, nil
}
