package core

import (
	"context"
	"fmt"
	"strconv"
)

// Settings are a person's own choices about how the product speaks to them.
type Settings struct {
	Language string      // "en", "fr", or empty to follow the chat system
	Calendar CalendarWay // empty to leave it as it is
	Neutral  bool        // calendar entries tell nothing
	Room     string      // https address of the person's own video room; empty for none
	Copies   bool        // messages go to their mailbox as well

	OwnReminders       bool   // Leads count instead of what each programme sets
	Leads              []int  // minutes before a session; empty for no reminders
	QuietFrom, QuietTo string // "15:04" on the person's own clock; both empty for no quiet hours
}

// ProductLanguages are those the product writes in, as BCP 47 tags.
func ProductLanguages() []string { return []string{"en", "fr"} }

// SettingsFacts are what the settings screen shows its person.
type SettingsFacts struct {
	Person   Person
	Calendar CalendarSettings
	Feeds    int // calendars the person is read from
}

// Settings loads the actor's settings.
func (s *Service) Settings(ctx context.Context, call Call) (SettingsFacts, error) {
	return own(ctx, s, call, ActionViewSettings, func(ctx context.Context, u *unit) (SettingsFacts, error) {
		calendar, err := u.calendarSettings(ctx, u.actor.ID)
		if err != nil {
			return SettingsFacts{}, err
		}
		feeds, err := u.countBusyFeeds(ctx, u.actor.ID)
		return SettingsFacts{Person: u.actor, Calendar: calendar, Feeds: feeds}, err
	})
}

// SaveSettings stores the actor's settings.
func (s *Service) SaveSettings(ctx context.Context, call Call, in Settings) (SettingsFacts, error) {
	return change(ctx, s, call, ActionSaveSettings, func(ctx context.Context, u *unit) (SettingsFacts, error) {
		if err := u.allow(ActionSaveSettings, u.self()); err != nil {
			return SettingsFacts{}, err
		}
		in.Room = cleanLine(in.Room)
		if err := in.check(); err != nil {
			return SettingsFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return SettingsFacts{}, err
		}
		u.actor.Language, u.actor.MailCopies = in.Language, in.Copies
		if err := u.People().Save(ctx, u.actor); err != nil {
			return SettingsFacts{}, fmt.Errorf("save settings: %w", err)
		}
		calendar, err := u.saveCalendar(ctx, in)
		if err != nil {
			return SettingsFacts{}, err
		}
		u.refreshHome(u.actor.ID)
		facts := SettingsFacts{Person: u.actor, Calendar: calendar}
		detail := map[string]string{"language": in.Language, "calendar": string(in.Calendar), "copies": strconv.FormatBool(in.Copies)}
		return facts, u.audit(ctx, ActionSaveSettings, PersonSubject(u.actor.ID), detail)
	})
}

func (s Settings) check() error {
	var bad fieldErrors
	bad.add(checkKnown("language", ProductLanguages(), s.Language))
	bad.add(checkKnown("calendar", []string{string(CalendarByMail), string(CalendarByFile), string(CalendarByFeed), string(CalendarByHand)}, string(s.Calendar)))
	bad.add(checkLink("room", s.Room))
	_, wrong := s.reminders()
	for _, e := range wrong {
		bad.add(e)
	}
	return bad.err()
}
