package mail

import (
	"strings"

	"mentorbot/core"
	"mentorbot/i18n"
)

// times tells of times one of a pair proposes: each on the reader's clock, with the other's beside it where that differs. They are
// answered in Slack.
func times(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x, loc := mail.Times, mail.Reader.Location()
	p := x.Proposal
	l.Title = oneLine(p.Title)
	if l.Title == "" {
		l.Title = texts.T("session_kind." + string(x.Kind))
	}
	other := x.Other.Person.Location()
	for _, start := range p.Starts {
		value := texts.Time(start, loc)
		_, mine := start.In(loc).Zone()
		if _, theirs := start.In(other).Zone(); theirs != mine {
			value += " · " + texts.T("session.others_time", "name", oneLine(x.Other.Name()), "time", texts.Time(start, other))
		}
		l.Rows = append(l.Rows, row{Label: texts.T("notice_mail.label.proposed"), Value: value})
	}
	l.Rows = append(l.Rows, row{Label: texts.T("session_form.minutes.label"), Value: texts.Duration(p.Minutes)})
	l.Rows = appendText(l.Rows, texts.T("session_form.place.label"), p.Place)
	if p.State == core.TimesOpen {
		l.Rows = append(l.Rows, row{Label: texts.T("notice_mail.label.due"), Value: texts.Time(p.AnswerBy, loc)})
		if agenda := strings.TrimSpace(plain(p.Agenda)); agenda != "" {
			l.Agenda, l.Points = texts.T("mail.label.agenda"), agenda
		}
	} else {
		words(texts, p.Reason, l)
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.times"))
}
