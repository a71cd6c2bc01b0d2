package bot

import (
	"context"
	"encoding/json"

	"mentorbot/bot/view"
	"mentorbot/i18n"
)

// help answers a bare command, `help` and whatever is not a verb.
func (a *App) help(_ context.Context, r *Request) (Reply, error) {
	if r.Kind != KindCommand {
		return show(r.For.HelpModal()), nil
	}
	if r.route != view.VerbHelp && len(r.Words) > 0 {
		return say(r.For.Help(r.Words[0])), nil
	}
	return Reply{Encoded: a.helpTexts[r.For.L.Language()]}, nil
}

// helpTexts are the answers to `help`, by language: it is asked for often and the same for everybody.
func helpTexts(text *i18n.Catalogue) map[string]json.RawMessage {
	texts := map[string]json.RawMessage{}
	for _, language := range text.Languages() {
		texts[language] = mustEncode(ephemeral(view.For{L: text.For(language)}.Help("")))
	}
	return texts
}

// mustEncode is for what this package made itself of texts that are built in.
func mustEncode(message any) json.RawMessage {
	encoded, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return encoded
}
