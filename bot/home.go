package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// homeOpened publishes the Home each time somebody opens it: what they see is never older than their visit. When its facts cannot
// be loaded the Home says so, because a blank one helps nobody.
func (a *App) homeOpened(ctx context.Context, r *Request) (Reply, error) {
	var event struct {
		Tab string `json:"tab"`
	}
	if err := json.Unmarshal(r.Event.Raw, &event); err != nil {
		return Reply{}, fmt.Errorf("%w: app_home_opened: %w", ErrMalformed, err)
	}
	if event.Tab != "home" || r.User == "" {
		return Reply{}, nil
	}
	home, err := a.ownHome(ctx, r)
	if err != nil {
		if core.Refusal(err) == nil {
			a.homeFailed(ctx, r)
		}
		return Reply{}, err
	}
	return Reply{Home: &home}, nil
}

func (a *App) ownHome(ctx context.Context, r *Request) (slack.HomeTabViewRequest, error) {
	if err := a.identify(ctx, r); err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	if r.Actor.Erasing() {
		return r.For.HomeErasing(), nil
	}
	dashboard, err := a.service.OpenHome(ctx, r.call())
	if err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	return r.For.Home(dashboard), nil
}

// homeFailed says on the Home that it could not be loaded, in the workspace's language when not even the person could be.
func (a *App) homeFailed(ctx context.Context, r *Request) {
	f := r.For
	if r.Actor.ID == "" {
		f = r.present.writeForWorkspace()
	}
	if err := r.chat.publish(ctx, r.User, f.HomeError(r.reference)); err != nil {
		r.log.WarnContext(ctx, "publish failure on the Home", "error", err)
	}
}
