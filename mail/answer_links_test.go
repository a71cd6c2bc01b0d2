package mail

import (
	"fmt"
	"testing"

	"mentorbot/core"
)

// replied is a mail whose reader has said something before.
func replied(mail core.CalendarMail, as core.Attendance) core.CalendarMail {
	mail.Facts.Mine.Attendance = as
	return mail
}

// repliedToAll is a mail about a series to all of whose sessions the reader has said the same.
func repliedToAll(mail core.CalendarMail, as core.Attendance) core.CalendarMail {
	mail.Series.Replies = make([]core.SessionReply, len(mail.Series.Sessions))
	for i := range mail.Series.Replies {
		mail.Series.Replies[i].Attendance = as
	}
	return mail
}

// Mails carry links to say what one says in Slack by buttons, apart from what one has said.
func TestLettersWithLinksToAnswer(t *testing.T) {
	mailer := SessionMailer{
		Texts: catalogue(t), Heard: true,
		ICS:  func(core.CalendarMail) ([]byte, error) { return []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), nil },
		Page: func(core.SessionFacts) string { return "https://slack.example/open?tab=home" },
		Answer: func(of core.SessionFacts, as core.Attendance, all bool) string {
			return fmt.Sprintf("https://mentoring.example/reply/%s?as=%s&all=%t", of.Session.ID, as, all)
		},
	}
	for name, mail := range map[string]core.CalendarMail{
		"answer_booked_en":        mailTo(nima(), lea(), lea()),
		"answer_booked_fr":        mailTo(lea(), nima(), nima()),
		"answer_perhaps_en":       replied(changedMail(nima(), lea(), lea()), core.AttendanceMaybe),
		"answer_perhaps_fr":       replied(changedMail(lea(), nima(), nima()), core.AttendanceMaybe),
		"answer_coming_en":        replied(mailTo(nima(), lea(), nima()), core.AttendanceYes),
		"answer_coming_fr":        replied(mailTo(lea(), nima(), lea()), core.AttendanceYes),
		"answer_cancelled_fr":     cancelledMail(lea(), nima(), nima()),
		"answer_series_en":        repliedToAll(seriesMail(nima(), lea(), booked), ""),
		"answer_series_fr":        repliedToAll(seriesMail(lea(), nima(), booked), ""),
		"answer_series_maybe_en":  repliedToAll(seriesMail(nima(), lea(), booked), core.AttendanceMaybe),
		"answer_series_maybe_fr":  repliedToAll(seriesMail(lea(), nima(), booked), core.AttendanceMaybe),
		"answer_series_coming_fr": repliedToAll(seriesMail(lea(), nima(), booked), core.AttendanceYes),
	} {
		t.Run(name, func(t *testing.T) {
			message, err := mailer.message(mail)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", "Subject: "+message.Subject+"\n\n"+message.Text)
			golden(t, name+".html", message.HTML)
		})
	}
}
