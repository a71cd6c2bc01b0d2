package bot

import "context"

// help answers a bare command, `help` and whatever is not a verb.
func (a *App) help(_ context.Context, r *Request) (Reply, error) {
	if r.Kind != KindCommand {
		return show(r.For.HelpModal()), nil
	}
	unknown := ""
	if r.route != "help" && len(r.Words) > 0 {
		unknown = r.Words[0]
	}
	return say(r.For.Help(unknown)), nil
}
