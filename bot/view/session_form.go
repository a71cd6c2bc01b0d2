package view

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// sessionInput is what the session form starts from.
type sessionInput struct {
	prefix  string
	meta    Meta
	other   core.Card
	title   string
	minutes int
	session core.Session // as it is, when it is moved
	// following are how many of its series come after it.
	following int
	at        time.Time // the start chosen so far, zero for none
	video     []video
}

// BookSession asks for a new session of a mentorship. The title is the plan's. The start chosen so far, zero for none, is shown on the
// other person's clock; the inputs for date and time report every change so that the form can be drawn again.
func (f For) BookSession(m core.MentorshipFacts, at time.Time) slack.ModalViewRequest {
	return f.sessionForm(sessionInput{
		prefix: "session_form.book", meta: Meta{Mentorship: m.Mentorship.ID}, other: m.Other,
		title: f.planned(m.NextPlanned.Kind), minutes: m.NextPlanned.Minutes, at: at, video: f.videos(m.Mentorship, m.Rooms),
	})
}

// MoveSession asks for another time of a session; everything else can be changed with it. The video rooms are those of the two.
func (f For) MoveSession(s core.SessionFacts, rooms []core.Room, at time.Time) slack.ModalViewRequest {
	if at.IsZero() {
		at = s.Session.StartsAt
	}
	in := f.moving(s, rooms)
	in.at = at
	return f.sessionForm(in)
}

// moving is what the form of a session that is moved starts from.
func (f For) moving(s core.SessionFacts, rooms []core.Room) sessionInput {
	return sessionInput{
		prefix: "session_form.move", meta: Meta{Mentorship: s.Mentorship.ID, Session: s.Session.ID}, other: s.Other,
		title: f.sessionTitleText(s.Session), minutes: s.Session.Minutes, session: s.Session, following: s.Following,
		video: f.videos(s.Mentorship, rooms),
	}
}

func (f For) sessionForm(in sessionInput) slack.ModalViewRequest {
	date, clock := "", ""
	if !in.at.IsZero() {
		date, clock = in.at.In(f.Loc).Format("2006-01-02"), in.at.In(f.Loc).Format("15:04")
	}
	day := f.dateInput(field{"date", "session_form.date", true}, InputDate, date).WithDispatchAction(true)
	blocks := append([]slack.Block{section(f.L.T("session_form.intro", "name", bold(name(in.other))))}, row(f.proposeTimes(in.meta))...)
	blocks = append(blocks, f.moveScope(in)...)
	blocks = append(blocks, append([]slack.Block{
		f.textInput(field{"title", "session_form.title", true}, in.title, core.MaxSessionTitle),
		day,
		f.timeInput(clock),
		f.clocks(in),
		f.minutes(in.minutes),
	}, f.repeated(in)...)...)
	return f.form(CallbackSession, in.prefix, in.meta, blocks)
}

// repeated asks whether a new session repeats, before its details.
func (f For) repeated(in sessionInput) []slack.Block {
	if in.session.ID != "" {
		return f.sessionDetails(in)
	}
	return append(f.repeatInputs(), f.sessionDetails(in)...)
}

// sessionDetails ask where a session takes place and what it is about.
func (f For) sessionDetails(in sessionInput) []slack.Block {
	s := in.session
	blocks := []slack.Block{f.textInput(field{"place", "session_form.place", false}, s.Place, core.MaxPlace)}
	blocks = append(blocks, f.videoInputs(in)...)
	return append(blocks, f.textArea(field{"agenda", "session_form.agenda", false}, s.Agenda, core.MaxAgenda))
}

func (f For) timeInput(clock string) slack.Block {
	element := slack.NewTimePickerBlockElement(InputTime)
	element.InitialTime = clock
	element.Timezone = f.Loc.String()
	return f.input(field{"time", "session_form.time", true}, element).WithDispatchAction(true)
}

// clocks names the zone the time is meant in, and what the other person's clock will show.
func (f For) clocks(in sessionInput) slack.Block {
	zone := f.L.T("session_form.your_zone", "zone", f.Loc.String())
	same := f.L.T("session_form.same_time", "name", firstName(in.other))
	theirs := in.other.Person.Location().String()
	switch {
	case in.at.IsZero() && theirs == f.Loc.String():
		return smallPrint(lines(zone, same))
	case in.at.IsZero():
		return smallPrint(lines(zone, f.L.T("session_form.their_zone", "name", firstName(in.other), "zone", theirs)))
	}
	return smallPrint(lines(zone, bold(cmp.Or(f.othersTime(in.at, in.other), same))))
}

// minutes offers the usual lengths, and the one in use.
func (f For) minutes(current int) slack.Block {
	lengths := []int{15, 30, 45, 60, 90, 120, 180, 240}
	if current >= core.MinSessionMinutes && !slices.Contains(lengths, current) {
		lengths = append(lengths, current)
		slices.Sort(lengths)
	}
	var all []*slack.OptionBlockObject
	for _, n := range lengths {
		all = append(all, option(strconv.Itoa(n), f.L.Duration(n)))
	}
	return f.selectOne(field{"minutes", "session_form.minutes", true}, all, strconv.Itoa(current))
}

// CancelSession asks why a session is cancelled; the other person reads it.
func (f For) CancelSession(s core.SessionFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.session(s))}
	limit := time.Duration(s.Program.Policy.LateCancelHours) * time.Hour
	if !f.Now.IsZero() && s.Session.StartsAt.Sub(f.Now) < limit {
		blocks = append(blocks, section(f.L.N("session_cancel.late", s.Program.Policy.LateCancelHours, "name", firstName(s.Other))))
	}
	blocks = append(blocks, f.cancelScope(s)...)
	blocks = append(blocks, f.textArea(field{"reason", "session_cancel.reason", true}, "", core.MaxCancelReason))
	v := f.form(CallbackSessionCancel, "session_cancel", Meta{Session: s.Session.ID}, blocks)
	v.Close = plain(f.L.T("button.keep_session"), maxModalTitle)
	return v
}
