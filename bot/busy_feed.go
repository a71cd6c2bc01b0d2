package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// errBusyOff refuses a calendar whose address could not be kept.
var errBusyOff = &core.Error{Kind: core.Conflict, Code: core.CodeBusyFeedsOff}

// openBusyFeeds shows the calendars the actor is read from.
func (a *App) openBusyFeeds(ctx context.Context, r *Request) (Reply, error) {
	feeds, err := a.service.BusyFeeds(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.BusyFeeds(feeds)) })
}

func (a *App) openBusyForm(_ context.Context, r *Request) (Reply, error) {
	if !a.calendars.Busy {
		return Reply{}, errBusyOff
	}
	return show(r.For.BusyForm()), nil
}

// addBusyFeed connects a calendar. Reading it is a job; the page waits for what comes of it.
func (a *App) addBusyFeed(ctx context.Context, r *Request) (Reply, error) {
	if !a.calendars.Busy {
		return Reply{}, errBusyOff
	}
	err := a.service.AddBusyFeed(ctx, r.call(), core.NewBusyFeed{
		Name: r.Form.Text("name"), Address: r.Form.Text("address"), AllDay: r.Form.Checked(view.FieldAllDay, view.OptionYes), View: r.waiting(),
	})
	if err != nil {
		return Reply{}, err
	}
	return a.busyPage(ctx, r)
}

func (a *App) rereadBusyFeed(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.RereadBusyFeed(ctx, r.call(), r.Meta.BusyFeed, r.waiting()); err != nil {
		return Reply{}, err
	}
	return a.busyPage(ctx, r)
}

// openBusyName asks what to call a calendar.
func (a *App) openBusyName(ctx context.Context, r *Request) (Reply, error) {
	feeds, err := a.service.BusyFeeds(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	for _, feed := range feeds.Feeds {
		if feed.ID == r.Meta.BusyFeed {
			return show(r.For.BusyName(feed)), nil
		}
	}
	return Reply{}, &core.Error{Kind: core.NotFound, Code: core.CodeBusyFeedGone}
}

func (a *App) renameBusyFeed(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.RenameBusyFeed(ctx, r.call(), r.Meta.BusyFeed, r.Form.Text("name")); err != nil {
		return Reply{}, err
	}
	return a.busyPage(ctx, r)
}

func (a *App) removeBusyFeed(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.RemoveBusyFeed(ctx, r.call(), r.Meta.BusyFeed); err != nil {
		return Reply{}, err
	}
	return a.busyPage(ctx, r)
}

// busyPage takes the place of what the actor did something in, with the name under which a result finds it.
func (a *App) busyPage(ctx context.Context, r *Request) (Reply, error) {
	feeds, err := a.service.BusyFeeds(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	page := r.For.BusyFeeds(feeds)
	for _, feed := range feeds.Feeds {
		if feed.View != "" && feed.View == r.waiting() {
			page.ExternalID = feed.View
		}
	}
	return instead(page), nil
}

// busyFeed reads a calendar, keeps the times in which its owner is busy, and shows what came of it to them if they wait.
func (d delivery) busyFeed(ctx context.Context, job core.Job) error {
	ws, id := job.Workspace, job.Task.BusyFeed
	query, err := d.service.BusyQueryFor(ctx, ws, id)
	if err != nil {
		return err
	}
	read, err := d.readers.Busy(ctx, query)
	if err != nil {
		return err
	}
	feed, err := d.service.RecordBusyRead(ctx, ws, id, read)
	if err != nil || feed.View == "" {
		return err
	}
	list, err := d.service.BusyFeedsFor(ctx, ws, feed.Person)
	if err != nil {
		return err
	}
	for i := range list.Feeds {
		if list.Feeds[i].View == feed.View {
			list.Feeds[i].View = ""
		}
	}
	page := d.present.writeFor(list.Person).BusyFeeds(list)
	page.ExternalID = feed.View
	seen, err := d.complete(ctx, job, page)
	if err != nil {
		return err
	}
	return d.service.BusyFeedShown(ctx, ws, id, feed.View, seen)
}
