package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func (a *App) openSettings(ctx context.Context, r *Request) (Reply, error) {
	person, err := a.service.Settings(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Settings(person, a.text.Languages())), nil
}

func (a *App) saveSettings(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.SaveSettings(ctx, r.call(), core.Settings{Language: answered(r.Form.Text("language"))})
	return Reply{}, err
}

// answered is the value chosen in a menu that also offers not to answer.
func answered(value string) string {
	if value == view.OptionAny {
		return ""
	}
	return value
}
