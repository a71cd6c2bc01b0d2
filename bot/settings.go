package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// Calendars says which ways into people's own calendars the deployment has.
type Calendars struct {
	Mail bool // there is a mail server
	File bool // files for calendars can be written: events have names nobody can guess
	// FeedURL is the address of somebody's feed, nil where calendars cannot reach the service.
	FeedURL func(core.SettingsFacts) string
	// Busy says that people can connect calendars to be read from: their addresses can be kept.
	Busy bool
}

// ways are what people can choose from.
func (c Calendars) ways() []core.CalendarWay {
	var ways []core.CalendarWay
	if c.Mail {
		ways = append(ways, core.CalendarByMail)
	}
	if c.File {
		ways = append(ways, core.CalendarByFile)
	}
	if c.FeedURL != nil {
		ways = append(ways, core.CalendarByFeed)
	}
	return append(ways, core.CalendarByHand)
}

func (a *App) openSettings(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Settings(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Settings(facts, a.text.Languages(), a.calendars.ways(), a.calendars.Mail, a.calendars.Busy)), nil
}

// saveSettings shows the address of a feed to whoever has just chosen it: without it, the choice does nothing.
func (a *App) saveSettings(ctx context.Context, r *Request) (Reply, error) {
	if err := r.Form.Required("language", "calendar"); err != nil {
		return Reply{}, err
	}
	if _, err := r.Form.OneOf("reminders", view.ReminderChoices()...); err != nil {
		return Reply{}, err
	}
	before, err := a.service.Settings(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	leads, own := view.Leads(r.Form.Text("reminders"))
	facts, err := a.service.SaveSettings(ctx, r.call(), core.Settings{
		Language: answered(r.Form.Text("language")), Calendar: core.CalendarWay(r.Form.Text("calendar")), Neutral: r.Form.Checked(view.FieldNeutral, view.OptionYes),
		Room: r.Form.Text("room"), Copies: r.Form.Checked(view.FieldCopies, view.OptionYes) || before.Person.MailCopies && !a.calendars.Mail,
		OwnReminders: own, Leads: leads, QuietFrom: r.Form.Text("quiet_from"), QuietTo: r.Form.Text("quiet_to"),
	})
	if err != nil || facts.Calendar.Way != core.CalendarByFeed || before.Calendar.Way == core.CalendarByFeed {
		return Reply{}, err
	}
	return instead(a.feed(r, facts)), nil
}

// feed shows the address of a person's feed.
func (a *App) feed(r *Request, facts core.SettingsFacts) slack.ModalViewRequest {
	address := ""
	if a.calendars.FeedURL != nil {
		address = a.calendars.FeedURL(facts)
	}
	return r.For.Feed(facts.Calendar, address)
}

func (a *App) openFeed(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Settings(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if facts.Calendar.Way != core.CalendarByFeed {
		return Reply{}, &core.Error{Kind: core.Conflict, Code: core.CodeNoFeed}
	}
	return show(a.feed(r, facts)), nil
}

func (a *App) rotateFeed(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.RotateFeed(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	return instead(a.feed(r, facts)), nil
}

// answered is the value chosen in a menu that also offers not to answer.
func answered(value string) string {
	if value == view.OptionAny {
		return ""
	}
	return value
}
