package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// optionNoReminder is the choice to be reminded of no session.
const optionNoReminder = "none"

// ownLeads are the choices of when to be reminded, in minutes before a session.
func ownLeads() [][]int { return [][]int{{1440, 15}, {1440}, {60}, {15}} }

// leadsOption is the value of a choice, as "1440_15".
func leadsOption(leads []int) string {
	if len(leads) == 0 {
		return optionNoReminder
	}
	var words []string
	for _, lead := range leads {
		words = append(words, strconv.Itoa(lead))
	}
	return strings.Join(words, "_")
}

// ReminderChoices are what can be chosen for [Leads].
func ReminderChoices() []string {
	all := []string{OptionAny}
	for _, leads := range append(ownLeads(), nil) {
		all = append(all, leadsOption(leads))
	}
	return all
}

// Leads reads a choice of reminders: own is false for what each programme sets.
func Leads(value string) (leads []int, own bool) {
	if value == optionNoReminder {
		return nil, true
	}
	i := slices.IndexFunc(ownLeads(), func(leads []int) bool { return leadsOption(leads) == value })
	if i < 0 {
		return nil, false
	}
	return ownLeads()[i], true
}

// reminderInputs ask when a person is reminded of sessions, and when never.
func (f For) reminderInputs(r core.ReminderSettings) []slack.Block {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T("reminder_choice.any"))}
	for _, leads := range append(ownLeads(), nil) {
		all = append(all, option(leadsOption(leads), f.L.T("reminder_choice."+leadsOption(leads))))
	}
	chosen := OptionAny
	if r.Own {
		chosen = leadsOption(r.Leads)
	}
	from, to := "", ""
	if !r.Quiet.None() {
		from, to = clockOf(r.Quiet.From), clockOf(r.Quiet.To)
	}
	return []slack.Block{
		f.selectOne(field{"reminders", "settings.reminders", true}, all, chosen),
		f.clockInput(field{"quiet_from", "settings.quiet_from", false}, from),
		f.clockInput(field{"quiet_to", "settings.quiet_to", false}, to),
	}
}

func clockOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// clockInput asks for a time of day, "15:04" on the reader's clock.
func (f For) clockInput(d field, clock string) slack.Block {
	element := slack.NewTimePickerBlockElement(InputValue)
	element.Placeholder = f.placeholder(d)
	element.InitialTime = clock
	return f.input(d, element)
}
