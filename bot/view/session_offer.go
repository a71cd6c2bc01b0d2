package view

import (
	"cmp"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// OfferedTimes lists free times by day, the next ones first, each on the reader's clock with the other's beside it. Whoever wants another
// time asks for it by date and time, as a pair does that has said no hours or has nothing free.
func (f For) OfferedTimes(o core.FreeTimes) slack.ModalViewRequest {
	if len(o.Days) == 0 {
		return f.noTimes(o)
	}
	in := sessionInput{prefix: "session_form.book", meta: Meta{Mentorship: o.Mentorship.Mentorship.ID}, other: o.Mentorship.Other,
		title: f.planned(o.Mentorship.NextPlanned.Kind), video: f.videos(o.Mentorship.Mentorship, o.Mentorship.Rooms)}
	if o.Session != nil {
		in = f.moving(*o.Session, o.Mentorship.Rooms)
	}
	blocks := []slack.Block{section(f.L.T("session_offer.intro", "name", bold(name(in.other)), "length", f.L.Duration(o.Minutes)))}
	if o.Session != nil {
		blocks = append(blocks, smallPrint(f.L.T("session_offer.now", "time", f.written(o.Session.Session.StartsAt))))
		blocks = append(blocks, f.moveScope(in)...)
	}
	blocks = append(blocks, f.slots(o, in.other), f.offerZones(in.other))
	other := f.button(ActionOtherTime, "button.other_time", in.meta)
	turn := in.meta
	in.meta.Page = o.Page // for what is entered to be shown once more
	previous, next := f.turns(CallbackSession, turn, o.Page, o.Pages)
	blocks = append(blocks, row(previous, next, other, f.proposeTimes(in.meta))...)
	blocks = append(blocks, f.textInput(field{"title", "session_form.title", true}, in.title, core.MaxSessionTitle))
	return f.form(CallbackSession, in.prefix, in.meta, append(blocks, f.repeated(in)...))
}

// noTimes asks for a date and a time; it says so where hours are known and leave nothing free.
func (f For) noTimes(o core.FreeTimes) slack.ModalViewRequest {
	v := f.BookSession(o.Mentorship, time.Time{})
	if o.Session != nil {
		v = f.MoveSession(*o.Session, o.Mentorship.Rooms, time.Time{})
	}
	if o.Hours {
		v.Blocks.BlockSet = append([]slack.Block{section(f.L.T("session_offer.none"))}, v.Blocks.BlockSet...)
	}
	return v
}

// slots is the menu of free times, in groups of a day. None is chosen at first: the soonest may be minutes away.
func (f For) slots(o core.FreeTimes, other core.Card) slack.Block {
	var groups []*slack.OptionGroupBlockObject
	for _, day := range o.Days {
		var times []*slack.OptionBlockObject
		for _, start := range day.Starts {
			times = append(times, option(start.Format(time.RFC3339), f.slot(start, other)))
		}
		groups = append(groups, slack.NewOptionGroupBlockElement(plain(f.date(day.Starts[0]), maxOptionText), times...))
	}
	d := field{"slot", "session_offer.slot", true}
	return f.input(d, slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, f.placeholder(d), InputValue, groups...))
}

// slot is a free time, and the other's clock where it differs. It names the day, because once it is chosen its group is not seen any more,
// and the zone, which tells two apart when the clocks go back.
func (f For) slot(start time.Time, other core.Card) string {
	mine := f.written(start)
	theirs := other.Person.Location()
	if f.sameClock(start, theirs) {
		return mine
	}
	return f.L.T("session_offer.both", "mine", mine, "name", givenName(other), "theirs", f.othersClock(start, theirs))
}

// othersClock is a time of day elsewhere, with the weekday where it is another day there.
func (f For) othersClock(start time.Time, theirs *time.Location) string {
	clock := f.L.T("session_offer.clock", "clock", f.L.Clock(start, theirs), "zone", f.L.Zone(start, theirs))
	if start.In(theirs).YearDay() == start.In(f.Loc).YearDay() {
		return clock
	}
	return f.weekday(start.In(theirs).Weekday()) + " " + clock
}

// sameClock reports whether clocks elsewhere show what the reader's shows.
func (f For) sameClock(at time.Time, theirs *time.Location) bool {
	_, mine := at.In(f.Loc).Zone()
	_, offset := at.In(theirs).Zone()
	return mine == offset
}

// offerZones names the zones the times are written in.
func (f For) offerZones(other core.Card) slack.Block {
	theirs := other.Person.Location().String()
	zone := f.L.T("session_offer.your_zone", "zone", f.Loc.String())
	if theirs == f.Loc.String() {
		return smallPrint(zone)
	}
	return smallPrint(lines(zone, f.L.T("session_offer.their_zone", "name", firstName(other), "zone", cmp.Or(theirs, "UTC"))))
}
