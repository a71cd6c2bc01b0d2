package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Settings asks for the language of everything the app writes to a person. Following Slack is the option OptionAny. The languages on
// offer are BCP 47 tags.
func (f For) Settings(p core.Person, offered []string) slack.ModalViewRequest {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T("settings.language.follow"))}
	for _, tag := range offered {
		all = append(all, option(tag, upperFirst(f.L.LanguageName(tag))))
	}
	value := p.Language
	if value == "" {
		value = OptionAny
	}
	return f.form(CallbackSettings, "settings", Meta{}, []slack.Block{
		f.radio(field{name: "language", key: "settings.language", required: true}, value, all...),
		smallPrint(f.L.T("settings.zone", "zone", bold(escape(p.TimeZone)))),
	})
}
