package bot

import "context"

// why explains where a person stands.
func (a *App) why(ctx context.Context, r *Request) (Reply, error) {
	reasons, err := a.service.Why(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if r.Kind == KindCommand {
		return say(r.For.Why(reasons)), nil
	}
	return show(r.For.WhyModal(reasons)), nil
}
