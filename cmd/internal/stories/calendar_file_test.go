package stories

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/web"
)

// file reads the calendar file of a message, unfolded.
func (s *stage) file(user string, words ...string) string {
	s.t.Helper()
	m := s.gets(user, words...)
	if len(m.Files) == 1 && !strings.HasSuffix(m.Files[0].Name, ".ics") {
		s.t.Errorf("a file named %q", m.Files[0].Name)
	}
	return strings.ReplaceAll(s.opensFile(m), "\r\n ", "")
}

func TestSessionsComeAsFiles(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.choosesCalendar(mia, "file")
		s.books(mia, on("2026-06-10", "15:00").and("place", "Library"))
		first := s.file(mia, "put your session with *Ada Osei* into your calendar")
		booked := s.gets(mia, "booked", "A file for your calendar comes as a message.")
		s.gets(ada, "booked", "An invitation for your calendar comes by e-mail")
		s.says(first, "METHOD:PUBLISH", "DTSTART:20260610T120000Z", "LOCATION:Library", "SEQUENCE:0", "STATUS:CONFIRMED", "ORGANIZER;")
		s.saysNot(first, "ATTENDEE")
		uid := uidIn(first)

		s.submit(mia, s.clickMessage(mia, booked, "session_move").View, on("2026-06-11", "16:00"))
		changed := s.file(mia, "has changed", "delete the older entry")
		moved := s.gets(mia, "new time")
		s.gets(ada, "new time")
		s.says(changed, "DTSTART:20260611T130000Z", "SEQUENCE:1", uid)
		s.submit(mia, s.clickMessage(mia, moved, "session_cancel").View, values{"reason": value("I am ill.")})
		s.says(s.file(mia, "was cancelled", "take it out of your calendar"), "STATUS:CANCELLED", "SEQUENCE:2", uid)
		s.gets(mia, "cancelled")
		s.gets(ada, "cancelled")
		if n := len(s.invitations(mia)); n != 0 {
			s.t.Errorf("%d mails besides the files", n)
		}
	})
}

func uidIn(calendar string) string { return regexp.MustCompile(`UID:\S+`).FindString(calendar) }

func TestASeriesComesAsOneFile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.choosesCalendar(ada, "file")
		s.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4"))
		whole := s.file(ada, "all sessions of your series with *Mia Wanjiru*")
		s.gets(ada, "Sessions with Mia Wanjiru booked")
		s.gets(mia, "Sessions with Ada Osei booked")
		s.says(whole, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "BEGIN:VTIMEZONE", "SEQUENCE:0")
		list := s.lists(mia)
		s.submit(mia, s.clickMessage(mia, list, "session_move").View, on("2026-06-11", "16:00"))
		again := s.file(ada, "Your series of sessions with *Mia Wanjiru* has changed")
		s.says(again, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "RECURRENCE-ID;TZID=Africa/Nairobi:20260610T150000", "DTSTART;TZID=Africa/Nairobi:20260611T160000", uidIn(whole))
		s.gets(ada, "has a new time")
		s.gets(mia, "has a new time")
	})
}

// What is ahead comes when files are chosen; what came by mail goes on by mail.
func TestWhoChoosesFilesGetsWhatIsAhead(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.choosesCalendar(mia, "none")
		s.books(ada, on("2026-06-10", "15:00"))
		s.gets(mia, "Ada Osei")
		booked := s.gets(ada, "booked")
		s.choosesCalendar(mia, "file")
		s.choosesCalendar(ada, "file")
		s.says(s.file(mia, "Ouvrez ce fichier pour ajouter à votre agenda votre séance avec *Ada Osei*\u00a0:"), "SUMMARY:Prise de contact", "DTSTART:20260610T150000Z")
		s.nobodyHears(ada)
		s.submit(ada, s.clickMessage(ada, booked, "session_move").View, on("2026-06-11", "16:00"))
		s.file(mia, "a changé\u00a0:")
		s.gets(mia, "Ada Osei")
		s.gets(ada, "new time")
		if mails := s.invitations(ada); len(mails) != 2 || mails[0].Calendar.Sequence != 1 {
			t.Errorf("what came by mail goes on with %d mails", len(mails))
		}
	})
}

// A calendar that imported the file of a series has it replaced by the mail: one event, of the same name, of a later version.
func TestASeriesFromAFileGoesOnByMailAsOne(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.choosesCalendar(mia, "file")
		s.booksSeries(ada, on("2026-10-07", "15:00").every("week", "4"))
		whole := s.file(mia, "toutes les séances de votre série")
		s.gets(mia, "Ada Osei")
		s.gets(ada, "booked")
		s.books(ada, on("2026-06-10", "15:00"))
		one := s.file(mia, "votre séance avec")
		s.readAll(mia)
		s.readAll(ada)
		s.choosesCalendar(mia, "mail")
		mails := s.invitations(mia)
		if len(mails) != 2 {
			t.Fatalf("%d mails, want one for the series and one for the session", len(mails))
		}
		for _, m := range mails {
			if m.Calendar.Method != "REQUEST" {
				t.Errorf("a %s", m.Calendar.Method)
			}
			if strings.Contains(one, "UID:"+m.Calendar.UID) {
				s.says(one, "SEQUENCE:0")
				continue
			}
			s.says(whole, "UID:"+m.Calendar.UID, "SEQUENCE:0")
			s.says(m.Calendar.Raw, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "SEQUENCE:1")
			s.says(m.Text, "4 sur 4")
		}
		form := s.onDay(ada, "session_move", "14 Oct 2026")
		s.submit(ada, form, on("2026-10-15", "16:00"))
		s.readAll(mia)
		s.readAll(ada)
		if mails = s.invitations(mia); len(mails) != 3 || mails[0].Calendar.Sequence != 2 || !strings.Contains(mails[0].Calendar.Raw, "RECURRENCE-ID") {
			t.Errorf("%d mails, the newest %+v", len(mails), mails[0].Calendar)
		}
		s.choosesCalendar(mia, "file") // and back: what was mailed goes on by mail, and nothing is mailed again
		s.choosesCalendar(mia, "mail")
		s.nobodyHears(mia)
		if again := s.invitations(mia); len(again) != 3 {
			t.Errorf("%d mails after coming back once more", len(again))
		}
	})
}

func TestWithoutFilesALinkGivesTheFile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.choosesCalendar(mia, "file")
		s.lacks("files:write")
		s.books(mia, on("2026-06-10", "15:00"))
		told := s.gets(mia, "put your session with", "Slack takes no files from this app here", "Keep its address to yourself")
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		address := regexp.MustCompile(`https?://[^"]*/session-file/[\w-]+`).FindString(told.all())
		status, text := s.browse(address, nil)
		if s.says(text, "BEGIN:VCALENDAR", "METHOD:PUBLISH", "DTSTART:20260610T120000Z"); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
		s.opensOnly(address)
		s.until("2026-06-10T13:00:00Z")
		status, over := s.browse(address, nil)
		if s.says(over, "This file is no longer available"); status != http.StatusGone {
			t.Errorf("an old link answers %d", status)
		}
		s.readAll(mia)
		s.readAll(ada)
	})
}

// opensOnly tries links to a file that its person does not have.
func (s *stage) opensOnly(address string) {
	s.t.Helper()
	links, err := web.NewSessionFileLinks([]byte(sandbox.LinkSecret), "http://"+s.box.App.Addr())
	s.must(err)
	ws, later := s.box.App.Workspace.ID, s.box.Clock.Now().Add(1000*time.Hour)
	agenda, err := s.box.App.Service.Agenda(s.in(), s.as(mia))
	s.must(err)
	session := agenda.Sessions[0].Session.ID
	if status, _ := s.browse(links.URL(web.SessionFileLink{Workspace: ws, Session: session, Person: s.id(ada), Expires: later}), nil); status != http.StatusOK {
		s.t.Errorf("the other one of the two gets %d", status)
	}
	for what, link := range map[string]web.SessionFileLink{
		"somebody else":             {Workspace: ws, Session: session, Person: s.id(kim), Expires: later},
		"nobody":                    {Workspace: ws, Session: session, Person: "nobody", Expires: later},
		"somebody of elsewhere":     {Workspace: "elsewhere", Session: session, Person: s.id(mia), Expires: later},
		"its person, about nothing": {Workspace: ws, Session: "nothing", Person: s.id(mia), Expires: later},
	} {
		if status, text := s.browse(links.URL(link), nil); status != http.StatusForbidden && status != http.StatusNotFound {
			s.t.Errorf("%s gets %d: %s", what, status, text)
		}
	}
	if status, _ := s.browse(changedAt(address, len(address)-9), nil); status != http.StatusNotFound {
		s.t.Errorf("a forged link answers %d", status)
	}
	s.deactivate(mia, true)
	s.settle()
	if status, _ := s.browse(address, nil); status != http.StatusForbidden {
		s.t.Errorf("somebody who left gets %d", status)
	}
	s.deactivate(mia, false)
	s.settle()
}
