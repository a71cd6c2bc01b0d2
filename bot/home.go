package bot

import (
	"context"
	"encoding/json"
	"fmt"

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
	if err := a.identify(ctx, r); err != nil {
		return Reply{}, err
	}
	dashboard, err := a.service.OpenHome(ctx, r.call())
	if err != nil && core.Refusal(err) == nil {
		home := r.For.HomeError(r.reference)
		if shown := a.chat.publish(ctx, r.User, home); shown != nil {
			r.log.WarnContext(ctx, "publish error on Home", "error", shown)
		}
	}
	if err != nil {
		return Reply{}, err
	}
	home := r.For.Home(dashboard)
	return Reply{Home: &home}, nil
}
