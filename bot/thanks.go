package bot

import "context"

// openThanks asks for a few words to the other one, before anybody types them in vain.
func (a *App) openThanks(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Thanking(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.Thanks(facts)) })
}

// thank sends them. The message that offered it says so.
func (a *App) thank(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.Thank(ctx, r.call(), r.Meta.Mentorship, r.Form.Text("words"))
	return Reply{Clear: true}, err
}
