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
	inZone(event.Props, plain, loc)
	set(event.Props, ical.PropRecurrenceRule, recurrence(series))
	exclude(event.Props, facts)
	all := []*ical.Component{zoneOf(loc, plain.StartsAt), event}
	if mail.Method == core.CalendarCancel {
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
	series := mail.Facts.Series
	from := series.Time(mail.Facts.Session.Part)
	if mail.Facts.Session.StartsAt.Before(from) {
		from = mail.Facts.Session.StartsAt
	}
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

func differs(session, plain core.Session, series *core.Series) bool {
	if session.Title == "" { // of the plan, which names them all in one
		plain.Title = ""
	}
	return !session.StartsAt.Equal(series.Time(session.Part)) || session.Minutes != plain.Minutes || session.Title != plain.Title ||
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

// inZone writes start and end of a session on the clock of a zone. What its clock shows twice or never stays in UTC.
func inZone(props ical.Props, session core.Session, loc *time.Location) {
	for name, at := range map[string]time.Time{ical.PropDateTimeStart: session.StartsAt, ical.PropDateTimeEnd: session.EndsAt()} {
		wall := slots.WallOf(at.In(loc))
		if back, _ := wall.Instant(loc); back.Equal(at) {
			set(props, name, local(wall)).Params.Set(ical.ParamTimezoneID, loc.String())
		}
	}
}

func local(w slots.Wall) string {
	return time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC).Format(localFormat)
}
