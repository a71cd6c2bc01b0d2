package mail

import (
	"mentorbot/core"
	"mentorbot/i18n"
)

// support tells the team of a request for help, or who asked of the answer. The last words of the other side are quoted.
func support(texts *i18n.Localizer, mail core.NoticeMail, l letter) letter {
	x, team := mail.Support, mail.Delivery.Task.Notice == core.NoticeSupport
	l.Title = texts.T("support_topic." + string(x.Request.Topic))
	last := ""
	if team {
		last = x.Request.Text
		l.Rows = append(l.Rows, row{
			Label: texts.T("notice_mail.label.support_due"), Value: texts.Time(x.Request.DueAt, mail.Reader.Location()),
		})
	}
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	for _, reply := range x.Replies {
		if reply.Reply.Team != team {
			last = reply.Reply.Text
		}
	}
	words(texts, last, &l)
	note, footer := "notice_mail.note.support", "notice_mail.footer.support"
	if team {
		note, footer = "notice_mail.note.support_team", "notice_mail.footer.support_team"
	}
	l.Notes = append(l.Notes, texts.T(note), whyMailed(texts, mail))
	l.Footer = texts.T(footer)
	return l
}
