package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Settings asks for the language of everything the app writes to a person, how sessions get into their calendar, and for their video room.
// Following Slack is the option OptionAny. The languages on offer are BCP 47 tags; of one way there is nothing to choose. mail says
// that the service can send it, calendars that it reads them.
func (f For) Settings(s core.SettingsFacts, offered []string, ways []core.CalendarWay, mail, calendars bool) slack.ModalViewRequest {
	blocks := []slack.Block{
		f.language(s.Person.Language, offered),
		smallPrint(f.L.T("settings.zone", "zone", bold(escape(s.Person.TimeZone)))),
	}
	if len(ways) > 1 {
		blocks = append(blocks, f.calendarWay(s.Calendar.Way, ways))
	}
	if ways[0] != core.CalendarByHand {
		blocks = append(blocks, f.checkbox(field{name: FieldNeutral, key: "settings.neutral"}, s.Calendar.Neutral))
	}
	if s.Calendar.Way == core.CalendarByFeed && slices.Contains(ways, core.CalendarByFeed) {
		blocks = append(blocks, actions(f.button(ActionOpenFeed, "button.feed", Meta{})))
	}
	blocks = append(blocks, f.textInput(field{"room", "settings.room", false}, s.Calendar.Room, maxLink))
	blocks = append(blocks, f.reminderInputs(s.Calendar.Reminders)...)
	if mail && s.Person.Email != "" {
		blocks = append(blocks, f.checkbox(field{name: FieldCopies, key: "settings.copies"}, s.Person.MailCopies))
	}
	blocks = append(blocks, sectionWith(f.L.T("settings.hours"), f.button(ActionOpenHours, "button.hours", Meta{})))
	if calendars {
		blocks = append(blocks, f.busyEntry(s.Feeds))
	}
	blocks = append(blocks, sectionWith(f.L.T("settings.data"), f.button(ActionOpenMyData, "button.my_data", Meta{})))
	return f.form(CallbackSettings, "settings", Meta{}, blocks)
}

func (f For) language(value string, offered []string) slack.Block {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T("settings.language.follow"))}
	for _, tag := range offered {
		all = append(all, option(tag, upperFirst(f.L.LanguageName(tag))))
	}
	if value == "" {
		value = OptionAny
	}
	return f.radio(field{name: "language", key: "settings.language", required: true}, value, all...)
}

// calendarWay asks for one way. Somebody whose way is gone, such as mail without a mail server, gets nothing into their calendar.
func (f For) calendarWay(value core.CalendarWay, ways []core.CalendarWay) slack.Block {
	if !slices.Contains(ways, value) {
		value = core.CalendarByHand
	}
	var all []*slack.OptionBlockObject
	for _, way := range ways {
		o := option(string(way), f.L.T("calendar_way."+string(way)))
		o.Description = plain(f.L.T("calendar_way_explained."+string(way)), maxOptionText)
		all = append(all, o)
	}
	return f.radio(field{name: "calendar", key: "settings.calendar", required: true}, string(value), all...)
}
