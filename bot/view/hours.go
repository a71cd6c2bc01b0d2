package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// weekdays are the days of the week in the order people plan in.
func weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// Hours is a person's week at a glance, each day with a way to change it, then the dates that differ, how they want to be booked, and where
// the service reads calendars, which of theirs it does.
func (f For) Hours(h core.HoursFacts, calendars bool) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("hours.intro")), smallPrint(f.L.T("hours.zone", "zone", bold(escape(h.Person.TimeZone))))}
	for _, day := range weekdays() {
		edit := about(f.button(ActionOpenDay, "button.change", Meta{Day: strconv.Itoa(int(day))}), f.weekday(day))
		blocks = append(blocks, sectionWith(bold(f.weekday(day))+"  "+f.intervals(h.Hours.Week[day]), edit))
	}
	blocks = append(blocks, f.hoursDates(h)...)
	blocks = append(blocks, divider(), sectionWith(lines(bold(f.L.T("hours.rules")), f.rules(h.Hours.Rules)),
		about(f.button(ActionOpenHourRules, "button.change", Meta{}), f.L.T("hours.rules"))))
	if calendars {
		blocks = append(blocks, divider(), f.busyEntry(h.Feeds))
	}
	v := f.modal(PageHours, "hours", blocks)
	v.ClearOnClose = true
	return v
}

// hoursDates are the dates to come that differ from the week.
func (f For) hoursDates(h core.HoursFacts) []slack.Block {
	blocks := []slack.Block{divider(), sectionWith(lines(bold(f.L.T("hours.dates")), f.L.T("hours.dates_text")),
		f.button(ActionOpenDates, "button.add_dates", Meta{}))}
	for _, e := range h.Coming() {
		days := f.dates(e)
		remove := about(f.button(ActionRemoveDates, "button.remove", Meta{Day: e.First.String()}), days)
		blocks = append(blocks, sectionWith(bold(days)+"  "+f.intervals(e.Intervals), remove))
	}
	return blocks
}

func (f For) weekday(day time.Weekday) string { return f.L.T(fmt.Sprintf("date.weekday.%d", day)) }

// dates writes from when to when other hours count.
func (f For) dates(e core.HoursException) string {
	if e.First == e.Last {
		return f.civil(e.First)
	}
	return f.L.T("hours.from_to", "first", f.civil(e.First), "last", f.civil(e.Last))
}

func (f For) civil(d core.CivilDate) string {
	return f.L.Date(time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC), time.UTC)
}

// intervals writes the hours of a day; a day off has a word of its own.
func (f For) intervals(all []core.Interval) string {
	if len(all) == 0 {
		return f.L.T("hours.off")
	}
	var written []string
	for _, i := range all {
		written = append(written, minuteText(i.From)+"–"+minuteText(i.To))
	}
	return f.L.List(written)
}

// minuteText writes a time of day given in minutes: "09:00", "24:00".
func minuteText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// typedHours writes the hours of a day as they can be typed.
func typedHours(all []core.Interval) string {
	var written []string
	for _, i := range all {
		written = append(written, minuteText(i.From)+"–"+minuteText(i.To))
	}
	return strings.Join(written, ", ")
}

// week writes the hours of a week in one line a group of equal days: "Mon–Thu 09:00–12:00".
func (f For) week(h core.Hours) []string {
	var all []string
	days := weekdays()
	for i := 0; i < len(days); {
		end := i + 1
		for end < len(days) && slices.Equal(h.Week[days[i]], h.Week[days[end]]) {
			end++
		}
		if hours := h.Week[days[i]]; len(hours) > 0 {
			all = append(all, f.L.T("hours.line", "days", f.daysFrom(days[i], days[end-1]), "hours", f.intervals(hours)))
		}
		i = end
	}
	return all
}

func (f For) daysFrom(first, last time.Weekday) string {
	if first == last {
		return f.weekday(first)
	}
	return f.weekday(first) + "–" + f.weekday(last)
}

// hoursOf says on a profile when somebody can meet, on their own clock; nothing when they have not said.
func (f For) hoursOf(p core.Person, h core.Hours) []slack.Block {
	if !h.Weekly() {
		return nil
	}
	return []slack.Block{section(bold(f.L.T("hours.when", "place", escape(city(p.TimeZone)))) + "\n" + strings.Join(f.week(h), "\n"))}
}

// city is the place an IANA zone is named after.
func city(zone string) string {
	_, place, found := lastCut(zone, "/")
	if !found {
		place = zone
	}
	return strings.ReplaceAll(place, "_", " ")
}

func lastCut(text, sep string) (before, after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}

// homeHours shows a person their own hours, or suggests to set them.
func (f For) homeHours(d core.Dashboard) []slack.Block {
	text := f.L.T("home.hours.none")
	if d.Hours.Weekly() {
		text = strings.Join(f.week(d.Hours), "\n")
	}
	if d.Feeds > 0 {
		text = lines(text, f.L.N("busy.entry_connected", d.Feeds))
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("home.hours")), text), f.button(ActionOpenHours, "button.hours", Meta{}))}
}

// DayHours asks for the hours of a day of the week, and for which other days they count too.
func (f For) DayHours(h core.HoursFacts, day time.Weekday) slack.ModalViewRequest {
	var others []*slack.OptionBlockObject
	for _, other := range weekdays() {
		if other != day {
			others = append(others, option(strconv.Itoa(int(other)), f.weekday(other)))
		}
	}
	also := slack.NewCheckboxGroupsBlockElement(InputValue, others...)
	return f.behind(f.form(CallbackDayHours, "hours_day", Meta{Day: strconv.Itoa(int(day))}, []slack.Block{
		section(bold(f.weekday(day))),
		f.textInput(field{"hours", "hours_day.hours", false}, typedHours(h.Hours.Week[day]), core.MaxHoursText),
		f.input(field{"also", "hours_day.also", false}, also),
	}))
}

// DateHours asks for some dates and the hours on them.
func (f For) DateHours() slack.ModalViewRequest {
	return f.behind(f.form(CallbackDateHours, "hours_date", Meta{}, []slack.Block{
		f.dateInput(field{"first", "hours_date.first", true}, InputValue, ""),
		f.dateInput(field{"last", "hours_date.last", false}, InputValue, ""),
		f.textInput(field{"hours", "hours_date.hours", false}, "", core.MaxHoursText),
	}))
}

// behind makes a form lead back to where it was opened.
func (f For) behind(v slack.ModalViewRequest) slack.ModalViewRequest {
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}
