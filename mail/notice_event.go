package mail

import (
	"mentorbot/core"
	"mentorbot/i18n"
)

// eventNews tells somebody what concerns their sign-up for an event.
func eventNews(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	e := mail.Event.Event
	l.Title = oneLine(e.Title)
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), mail.Event.Program.Name)
	loc := mail.Reader.Location()
	if mail.Delivery.Task.Notice == core.NoticeEventChanged && !e.MovedFrom.IsZero() {
		l.Rows = append(l.Rows, row{Label: texts.T("mail.label.previously"), Value: span(texts, e.MovedFrom, e.Minutes, loc), Past: true})
	}
	gone := e.State == core.EventCancelled || !mail.Event.SignUp.Live()
	l.Rows = append(l.Rows, row{Label: texts.T("mail.label.when"), Value: span(texts, e.StartsAt, e.Minutes, loc), Past: gone})
	if e.State == core.EventCancelled {
		words(texts, e.Words, l)
		return
	}
	if gone {
		return
	}
	l.Rows = appendText(l.Rows, texts.T("mail.label.place"), e.Where)
	if link := oneLine(e.Link); link != "" && mail.Event.SignUp.State == core.SignUpPlace {
		l.Rows = append(l.Rows, row{Label: texts.T("mail.label.video"), Value: link, Link: link})
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.event", "command", "/mentor events"))
}
