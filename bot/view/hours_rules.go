package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// HoursRules asks how a person wants to be booked.
func (f For) HoursRules(h core.HoursFacts) slack.ModalViewRequest {
	r := h.Hours.Rules
	duration := func(n int) string { return f.stretch(n) }
	days := func(n int) string { return f.L.N("hours_rules.count_days", n) }
	sessions := func(n int) string { return f.L.N("hours_rules.count_sessions", n) }
	return f.behind(f.form(CallbackHoursRules, "hours_rules", Meta{}, []slack.Block{
		f.number(field{"length", "hours_rules.length", true}, r.Length, duration, 0, 15, 30, 45, 60, 90, 120),
		f.number(field{"every", "hours_rules.every", true}, r.Every, duration, 0, 15, 20, 30, 45, 60),
		f.number(field{"before", "hours_rules.before", true}, r.Before, duration, 0, 5, 10, 15, 30, 60),
		f.number(field{"after", "hours_rules.after", true}, r.After, duration, 0, 5, 10, 15, 30, 60),
		f.number(field{"notice", "hours_rules.notice", true}, r.Notice, duration, 0, 60, 4*60, 12*60, 24*60, 48*60, 72*60, 7*24*60),
		f.number(field{"days", "hours_rules.days", true}, r.Days, days, 0, 7, 14, 30, 60, 90, 180),
		f.number(field{"per_day", "hours_rules.per_day", true}, r.PerDay, sessions, 0, 1, 2, 3, 4, 5, 6),
		f.number(field{"per_week", "hours_rules.per_week", true}, r.PerWeek, sessions, 0, 1, 2, 3, 4, 5, 6, 8, 10),
	}))
}

// number offers usual numbers, and the one in use. What 0 means is the text "<key>.zero".
func (f For) number(d field, current int, write func(int) string, usual ...int) slack.Block {
	if !slices.Contains(usual, current) {
		usual = append(usual, current)
		slices.Sort(usual)
	}
	var all []*slack.OptionBlockObject
	for _, n := range usual {
		label := f.L.T(d.key + ".zero")
		if n > 0 {
			label = write(n)
		}
		all = append(all, option(strconv.Itoa(n), label))
	}
	return f.selectOne(d, all, strconv.Itoa(current))
}

// stretch writes minutes, in days where they are whole ones.
func (f For) stretch(minutes int) string {
	if day := 24 * 60; minutes >= 2*day && minutes%day == 0 {
		return f.L.N("hours_rules.count_days", minutes/day)
	}
	return f.L.Duration(minutes)
}

// rules writes how somebody wants to be booked, what they left open aside.
func (f For) rules(r core.BookingRules) string {
	said := func(n int, key, value string) string {
		if n == 0 {
			return ""
		}
		return f.L.T(key, "value", value)
	}
	all := lines(
		said(r.Length, "hours_rules.says_length", f.stretch(r.Length)),
		said(r.Every, "hours_rules.says_every", f.stretch(r.Every)),
		said(r.Before, "hours_rules.says_before", f.stretch(r.Before)),
		said(r.After, "hours_rules.says_after", f.stretch(r.After)),
		said(r.Notice, "hours_rules.says_notice", f.stretch(r.Notice)),
		said(r.Days, "hours_rules.says_days", f.L.N("hours_rules.count_days", r.Days)),
		said(r.PerDay, "hours_rules.says_per_day", f.L.N("hours_rules.count_sessions", r.PerDay)),
		said(r.PerWeek, "hours_rules.says_per_week", f.L.N("hours_rules.count_sessions", r.PerWeek)),
	)
	if all == "" {
		return f.L.T("hours_rules.says_none")
	}
	return all
}
