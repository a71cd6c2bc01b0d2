package calendar

import (
	"fmt"
	"strconv"

	"github.com/emersion/go-ical"

	"mentorbot/core"
)

// feedPause is how often a calendar is asked to read a feed again, as an RFC 5545 duration. Many do not listen.
const feedPause = "PT1H"

// FeedRenderer writes what calendars read from a person's own address.
type FeedRenderer struct {
	Renderer
	UID func(core.SessionID, core.PersonID) string // as in mails
}

// RenderFeed writes a feed: a published calendar without METHOD, attendees or organiser, so that nobody's calendar answers to anybody.
// The same feed gives the same bytes: time stamps are those of the last change, not of the reading.
func (r FeedRenderer) RenderFeed(feed core.CalendarFeed) ([]byte, error) {
	calendar := newCalendar()
	r.introduce(calendar.Props, feed)
	for _, facts := range feed.Sessions {
		calendar.Children = append(calendar.Children, r.published(facts))
	}
	if len(calendar.Children) == 0 { // a calendar has at least one component (RFC 5545 section 3.6)
		calendar.Children = append(calendar.Children, universalTime())
	}
	content, err := written(calendar)
	if err != nil {
		return nil, fmt.Errorf("render feed: %w", err)
	}
	return content, nil
}

// introduce names the calendar and says how often to come back, in the standard way (RFC 7986 sections 5.1 and 5.7) and in the one that
// came before it.
func (r FeedRenderer) introduce(props ical.Props, feed core.CalendarFeed) {
	texts := r.Texts.For(feed.Viewer.Locale())
	name := texts.T("calendar.feed")
	if feed.Settings.Neutral {
		name = texts.T("calendar.neutral_feed")
	}
	setText(props, "NAME", name)
	set(props, "X-WR-CALNAME", name) // our own words; nothing in them needs escaping
	set(props, "X-PUBLISHED-TTL", feedPause)
	set(props, "REFRESH-INTERVAL", feedPause).Params.Set(ical.ParamValue, "DURATION")
}

func (r FeedRenderer) published(facts core.SessionFacts) *ical.Component {
	status := "CONFIRMED"
	if facts.Session.State == core.SessionCancelled {
		status = "CANCELLED"
	}
	event := r.happening(facts, r.UID(facts.Session.ID, facts.Viewer.Person.ID), status)
	set(event.Props, ical.PropSequence, strconv.Itoa(facts.Session.Sequence))
	set(event.Props, ical.PropDateTimeStamp, utc(facts.Session.UpdatedAt))
	set(event.Props, ical.PropCreated, utc(facts.Session.CreatedAt))
	set(event.Props, ical.PropLastModified, utc(facts.Session.UpdatedAt))
	return event
}

// universalTime is a time zone nobody refers to.
func universalTime() *ical.Component {
	standard := ical.NewComponent(ical.CompTimezoneStandard)
	set(standard.Props, ical.PropDateTimeStart, "19700101T000000")
	set(standard.Props, ical.PropTimezoneOffsetFrom, "+0000")
	set(standard.Props, ical.PropTimezoneOffsetTo, "+0000")
	zone := ical.NewComponent(ical.CompTimezone)
	set(zone.Props, ical.PropTimezoneID, "Etc/UTC")
	zone.Children = append(zone.Children, standard)
	return zone
}
