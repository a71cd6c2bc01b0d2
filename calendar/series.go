package calendar

import (
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"mentorbot/core"
	"mentorbot/core/slots"
)

// series writes the event of a series as it is now: its rule, what was left out of it, and each occurrence that is different. It is written in the
// series' zone, which comes along: in UTC it would be an hour off from the next change of the clocks on.
func (r Renderer) series(mail core.CalendarMail) ([]*ical.Component, error) {
	facts, series := mail.Series, mail.Facts.Series
	if series == nil {
		return nil, errIncomplete
	}
	loc := series.Location()
	plain := r.plain(facts)
	master := mail
	master.Facts.Session = plain
	event, err := r.event(master)
	if err != nil {
		return nil, err
	}
	atFirst(event.Props, plain, series)
	set(event.Props, ical.PropRecurrenceRule, recurrence(series))
	exclude(event.Props, facts)
	all := []*ical.Component{zoneOf(loc, earliest(facts.Sessions, plain.StartsAt)), event}
	if mail.Method == core.CalendarCancel || facts.Session.State == core.SessionCancelled {
		return all, nil
	}
	for i, session := range facts.Sessions {
		if session.State == core.SessionCancelled || !differs(session, plain, series) {
			continue
		}
		one := mail
		one.Facts.Session, one.Facts.Mine = session, facts.Replies[i]
		event, err := r.event(one)
		if err != nil {
			return nil, err
		}
		all = append(all, asOccurrence(event, session, series))
	}
	return all, nil
}

// occurrence writes one session of a series that a calendar has.
func occurrence(mail core.CalendarMail, event *ical.Component) []*ical.Component {
	series, session := mail.Facts.Series, mail.Facts.Session
	from := earliest([]core.Session{session}, series.Time(session.Part))
	return []*ical.Component{zoneOf(series.Location(), from), asOccurrence(event, mail.Facts.Session, series)}
}

// asOccurrence names the time a session has by the rule, which stays its name wherever it moves (RFC 5545 section 3.8.4.4).
func asOccurrence(event *ical.Component, session core.Session, series *core.Series) *ical.Component {
	inZone(event.Props, session, series.Location())
	set(event.Props, ical.PropRecurrenceID, local(series.Repeat().At(session.Part-1))).Params.Set(ical.ParamTimezoneID, series.Location().String())
	return event
}

// plain is a session as the rule has them all: those that differ are written by themselves.
func (r Renderer) plain(facts *core.SeriesFacts) core.Session {
	plain, series := facts.Session, facts.Series
	plain.StartsAt, plain.Minutes = series.Time(1), series.Minutes
	if facts.Mixed() {
		plain.Title = r.Texts.For(facts.Viewer.Person.Locale()).T("calendar.series")
	}
	return plain
}

// earliest is the moment from which on a zone has to be told: before the first change it has, calendars guess.
func earliest(all []core.Session, from time.Time) time.Time {
	for _, session := range all {
		if session.StartsAt.Before(from) {
			from = session.StartsAt
		}
	}
	return from
}

// differs reports whether a session is not what the rule makes of it. A time that its clock shows twice is the first by RFC 5545 section
// 3.3.5 and the second by libical and ical.js, so that it is said.
func differs(session, plain core.Session, series *core.Series) bool {
	if session.Title == "" { // of the plan, which names them all in one
		plain.Title = ""
	}
	return !session.StartsAt.Equal(series.Time(session.Part)) || !once(session.StartsAt, series.Location()) || session.Minutes != plain.Minutes || session.Title != plain.Title ||
		session.Place != plain.Place || session.Link != plain.Link || session.Agenda != plain.Agenda
}

// recurrence is the rule of a series. It ends by number, as an end by time is read in different ways.
func recurrence(s *core.Series) string {
	day := weekdays[s.Repeat().Weekday()]
	count := ";COUNT=" + strconv.Itoa(s.Count)
	switch s.Every {
	case slots.Monthly:
		return "FREQ=MONTHLY;BYDAY=" + strconv.Itoa(s.Repeat().Week()) + day + count
	case slots.Fortnightly:
		return "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day + count
	}
	return "FREQ=WEEKLY;BYDAY=" + day + count
}

// exclude takes out of the rule what was left out or cancelled.
func exclude(props ical.Props, facts *core.SeriesFacts) {
	there := map[int]bool{}
	for _, session := range facts.Sessions {
		there[session.Part] = session.State != core.SessionCancelled
	}
	var out []string
	for part := 1; part <= facts.Series.Count && facts.Session.State != core.SessionCancelled; part++ {
		if !there[part] {
			out = append(out, local(facts.Series.Repeat().At(part-1)))
		}
	}
	if len(out) > 0 {
		set(props, ical.PropExceptionDates, strings.Join(out, ",")).Params.Set(ical.ParamTimezoneID, facts.Series.Location().String())
	}
}

// inZone writes start and end of a session on the clock of a zone. What its clock shows twice stays in UTC.
func inZone(props ical.Props, session core.Session, loc *time.Location) {
	for name, at := range map[string]time.Time{ical.PropDateTimeStart: session.StartsAt, ical.PropDateTimeEnd: session.EndsAt()} {
		if once(at, loc) {
			set(props, name, local(slots.WallOf(at.In(loc)))).Params.Set(ical.ParamTimezoneID, loc.String())
		}
	}
}

// atFirst writes start and end of the session a rule begins with. It has to begin on the clock of the series, even with a time it shows twice: then
// the end is written by the same clock, so that the length is right however that time is read.
func atFirst(props ical.Props, plain core.Session, series *core.Series) {
	loc := series.Location()
	inZone(props, plain, loc)
	if once(plain.StartsAt, loc) {
		return
	}
	w := series.First
	start := time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
	for name, at := range map[string]time.Time{
		ical.PropDateTimeStart: start, ical.PropDateTimeEnd: start.Add(time.Duration(plain.Minutes) * time.Minute),
	} {
		set(props, name, at.Format(localFormat)).Params.Set(ical.ParamTimezoneID, loc.String())
	}
}

// once reports whether no other moment looks the same on the clock of a zone.
func once(at time.Time, loc *time.Location) bool {
	_, offset := at.In(loc).Zone()
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, other := at.Add(near).In(loc).Zone()
		twin := at.Add(time.Duration(offset-other) * time.Second)
		if _, there := twin.In(loc).Zone(); !twin.Equal(at) && there == other {
			return false
		}
	}
	return true
}

func local(w slots.Wall) string {
	return time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC).Format(localFormat)
}
