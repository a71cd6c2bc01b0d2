package calendar

import (
	"bytes"
	"testing"
	"time"

	"mentorbot/core"
)

// asFile is the file instead of a mail.
func asFile(mail core.CalendarMail) core.CalendarMail {
	mail.Method, mail.Copy.Address = core.CalendarPublish, ""
	return mail
}

func TestFileGoldens(t *testing.T) {
	r := newRenderer(t)
	moved := asFile(mailTo(lea(), amara(), amara().Person, core.CalendarRequest))
	moved.Copy.Sequence = 1
	moved.Facts.Session.StartsAt = moved.Facts.Session.StartsAt.Add(25 * time.Hour)
	unmailed := asFile(mailTo(amara(), lea(), lea().Person, core.CalendarRequest))
	unmailed.Copy.Organizer = ""
	cancelled := asFile(mailTo(amara(), lea(), lea().Person, core.CalendarRequest))
	cancelled.Copy.Sequence, cancelled.Facts.Session.State, cancelled.Facts.Session.Reason = 2, core.SessionCancelled, "I am ill"
	over := asFile(seriesMail(amara(), lea()))
	over.Copy.Sequence = 7
	for i := range over.Series.Sessions {
		over.Series.Sessions[i].State = core.SessionCancelled
	}
	over.Facts.Session = over.Series.Sessions[4]
	over.Series.SessionFacts = over.Facts
	for name, mail := range map[string]core.CalendarMail{
		"file_en": asFile(mailTo(amara(), lea(), lea().Person, core.CalendarRequest)), "file_moved_fr": moved, "file_no_mail_en": unmailed,
		"file_cancelled_en": cancelled, "file_series_en": asFile(seriesMail(amara(), lea())), "file_series_cancelled_en": over,
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, render(t, r, mail)) })
	}
}

// A file is opened by whoever has it: nobody's calendar is to ask for an answer, or to send one.
func TestAFileAsksNobody(t *testing.T) {
	r := newRenderer(t)
	for _, mail := range []core.CalendarMail{mailTo(amara(), lea(), lea().Person, core.CalendarRequest), seriesMail(amara(), lea())} {
		content := render(t, r, asFile(mail))
		if bytes.Contains(content, []byte("ATTENDEE")) || bytes.Contains(content, []byte("RSVP")) || !bytes.Contains(content, []byte("METHOD:PUBLISH\r\n")) {
			t.Errorf("%s", content)
		}
	}
}
