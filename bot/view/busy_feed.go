package view

import (
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// BusyFeeds shows somebody the calendars they are read from: how reading each goes, and what to do about it.
func (f For) BusyFeeds(l core.BusyFeedList) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("busy.intro")), smallPrint(f.L.T("busy.private"))}
	for _, feed := range l.Feeds {
		blocks = append(blocks, divider())
		blocks = append(blocks, f.busyFeed(feed, l.Now)...)
	}
	blocks = append(blocks, divider())
	if l.Full() {
		blocks = append(blocks, smallPrint(f.L.T("busy.full", "limit", core.MaxBusyFeeds)))
	} else {
		blocks = append(blocks, actions(f.button(ActionOpenBusyForm, "button.busy_add", Meta{})))
	}
	v := f.modal(PageBusyFeeds, "busy", blocks)
	v.ClearOnClose = true
	return v
}

func (f For) busyFeed(feed core.BusyFeed, now time.Time) []slack.Block {
	title := escape(feed.Title())
	hint := ""
	if feed.Name != "" {
		hint = escape(feed.Hint)
	}
	blocks := []slack.Block{section(lines(bold(title), hint, f.busyState(feed, now)))}
	if notes := f.busyNotes(feed); notes != "" {
		blocks = append(blocks, smallPrint(notes))
	}
	remove := about(f.button(ActionRemoveBusyFeed, "button.busy_remove", Meta{BusyFeed: feed.ID}), feed.Title())
	remove.Confirm = f.confirm("confirm."+ActionRemoveBusyFeed, slack.StyleDanger)
	rename := about(f.button(ActionRenameBusyFeed, "button.rename", Meta{BusyFeed: feed.ID}), feed.Title())
	if feed.Waiting() {
		return append(blocks, actions(rename, remove))
	}
	return append(blocks, actions(about(f.button(ActionRereadBusyFeed, "button.busy_reread", Meta{BusyFeed: feed.ID}), feed.Title()), rename, remove))
}

// BusyName asks what somebody calls a calendar; without a name it goes by where it is.
func (f For) BusyName(feed core.BusyFeed) slack.ModalViewRequest {
	return f.behind(f.form(CallbackBusyName, "busy_name", Meta{BusyFeed: feed.ID}, []slack.Block{
		section(f.L.T("busy_name.text", "calendar", bold(escape(feed.Hint)))),
		f.textInput(field{"name", "busy_form.name", false}, feed.Name, core.MaxBusyFeedName),
	}))
}

// busyState says how reading a calendar goes: what is known, or why not and what counts meanwhile.
func (f For) busyState(feed core.BusyFeed, now time.Time) string {
	switch {
	case feed.Waiting():
		return f.L.T("busy.waiting")
	case feed.Failure == "":
		return lines(f.L.T("busy.read", "time", f.ago(feed.ReadAt, now)), f.L.N("busy.times", feed.Coming(now), "weeks", core.BusyWeeks))
	}
	return lines(f.L.T("busy_failure."+string(feed.Failure)), f.busyMeanwhile(feed))
}

// busyMeanwhile says what counts while a calendar cannot be read.
func (f For) busyMeanwhile(feed core.BusyFeed) string {
	if feed.ContentAt.IsZero() {
		return f.L.T("busy.nothing")
	}
	return f.L.T("busy.meanwhile", "time", f.instant(feed.ReadAt))
}

// busyNotes says what of a calendar may be other than its owner thinks.
func (f For) busyNotes(feed core.BusyFeed) string {
	if feed.ContentAt.IsZero() {
		return ""
	}
	var notes []string
	if feed.Counts.Free > 0 {
		notes = append(notes, f.L.N("busy.free", feed.Counts.Free))
	}
	if feed.Counts.Unknown > 0 {
		notes = append(notes, f.L.N("busy.unknown", feed.Counts.Unknown))
	}
	if feed.Counts.Guessed > 0 {
		notes = append(notes, f.L.T("busy.guessed"))
	}
	return lines(notes...)
}

// ago says how long something is past, as long as that is less than a day.
func (f For) ago(at, now time.Time) string {
	switch past := now.Sub(at); {
	case past < time.Minute:
		return f.L.T("date.just_now")
	case past < 24*time.Hour:
		return f.L.T("date.ago", "time", f.L.Duration(int(past/time.Minute)))
	}
	return f.instant(at)
}

// BusyForm asks for the address of a calendar, and says where to find it.
func (f For) BusyForm() slack.ModalViewRequest {
	return f.behind(f.form(CallbackBusyFeed, "busy_form", Meta{}, []slack.Block{
		section(f.L.T("busy_form.intro")),
		f.textInput(field{"address", "busy_form.address", true}, "", core.MaxBusyAddress),
		f.textInput(field{"name", "busy_form.name", false}, "", core.MaxBusyFeedName),
		f.checkbox(field{name: FieldAllDay, key: "busy_form.all_day"}, true),
		section(f.L.T("busy_form.where")),
	}))
}

// BusyNews tells somebody how reading their calendar goes: that it is connected, or that it could not be read for some time.
func (f For) BusyNews(feed core.BusyFeed) Message {
	title := bold(escape(feed.Title()))
	text := lines(f.L.T("busy.connected", "calendar", title), f.L.N("busy.times", feed.Coming(f.Now), "weeks", core.BusyWeeks))
	if feed.Failure != "" {
		text = lines(f.L.T("busy.failing", "calendar", title, "time", f.instant(feed.FailingSince)),
			f.L.T("busy_failure."+string(feed.Failure)), f.busyMeanwhile(feed), f.L.T("busy.what_to_do"))
	}
	return message(section(text), actions(f.button(ActionOpenBusyFeeds, "button.busy", Meta{})))
}

// busyEntry leads from a person's hours or settings to the calendars they are read from.
func (f For) busyEntry(connected int) slack.Block {
	text := f.L.T("busy.entry")
	if connected > 0 {
		text = f.L.N("busy.entry_connected", connected)
	}
	return sectionWith(text, f.button(ActionOpenBusyFeeds, "button.busy", Meta{}))
}
