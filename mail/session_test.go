package mail

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the goldens must not depend on the machine's zones

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

var _ SessionService = (*core.Service)(nil)

// sessions answers as core does, from one prepared mail.
type sessions struct {
	mail     core.CalendarMail
	fail     error
	recorded []core.CalendarCopy
	onRecord error
	asked    core.Task
	identity core.CalendarIdentity
	late     error // the error of the context in which something was recorded
}

func (s *sessions) PrepareCalendarMail(_ context.Context, _ core.WorkspaceID, task core.Task, identity core.CalendarIdentity) (core.CalendarMail, error) {
	s.asked, s.identity = task, identity
	return s.mail, s.fail
}

func (s *sessions) CalendarMailed(ctx context.Context, _ core.WorkspaceID, sent core.CalendarCopy) error {
	s.recorded, s.late = append(s.recorded, sent), ctx.Err()
	return s.onRecord
}

func catalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := texts.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return texts
}

func nima() core.Card {
	return core.Card{Person: core.Person{ID: "nima", Name: "Nima Gurung", ChatLocale: "en-GB", TimeZone: "Asia/Kathmandu"}}
}

func lea() core.Card {
	return core.Card{Person: core.Person{ID: "lea", Name: "Léa Berthelot", ChatLocale: "fr-FR", TimeZone: "Europe/Paris"}}
}

// mailTo is the first mail to viewer about a session that by booked.
func mailTo(viewer, other, by core.Card) core.CalendarMail {
	return core.CalendarMail{
		Send: true, Method: core.CalendarRequest, First: true,
		Facts: core.SessionFacts{
			Program: core.Program{Name: "Grow together"}, Viewer: viewer, Other: other, By: by.Person,
			Session: core.Session{
				ID: "s1", Kind: core.SessionGoalSetting, Title: "Plan the first three months", Place: "Salle 3", Link: "https://meet.example/abc?a=1&b=2",
				Agenda: "1. Where you stand\n2. Where you want to be", StartsAt: time.Date(2026, 12, 3, 14, 0, 0, 0, time.UTC), Minutes: 90,
				State: core.SessionBooked, BookedBy: by.Person.ID,
			},
		},
		Copy: core.CalendarCopy{
			Session: "s1", Person: viewer.Person.ID, UID: "u1@mentoring.example", Organizer: "sessions@mentoring.example",
			Address: string(viewer.Person.ID) + "@example.org", MailID: "m1@mentoring.example", Method: core.CalendarRequest,
			StampedAt: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		},
	}
}

func changedMail(viewer, other, by core.Card) core.CalendarMail {
	mail := mailTo(viewer, other, by)
	mail.First, mail.Copy.Sequence = false, 1
	mail.Facts.Session.MovedFrom = mail.Facts.Session.StartsAt
	mail.Facts.Session.StartsAt = time.Date(2026, 12, 1, 7, 30, 0, 0, time.UTC)
	mail.Facts.Session.Place, mail.Facts.Session.Agenda, mail.Facts.Session.Minutes = "", "", 45
	return mail
}

func cancelledMail(viewer, other, by core.Card) core.CalendarMail {
	mail := mailTo(viewer, other, by)
	mail.First, mail.Copy.Sequence, mail.Method, mail.Copy.Method = false, 2, core.CalendarCancel, core.CalendarCancel
	mail.Facts.Session.State, mail.Facts.Session.Reason = core.SessionCancelled, "Un imprévu ; proposons une autre date"
	return mail
}

// seriesMail is a mail about a monthly series that Léa booked, and from whose third session on she has cancelled, or from the first one on.
func seriesMail(viewer, other core.Card, what event) core.CalendarMail {
	mail := mailTo(viewer, other, lea())
	series := core.Series{
		ID: "series", First: slots.Wall{Year: 2026, Month: time.September, Day: 30, Hour: 15}, Every: core.Monthly, Count: 4, Zone: "Europe/Paris", Minutes: 90,
	}
	mail.First = what == booked
	mail.Facts.Session.Title, mail.Facts.Session.Series = "", series.ID
	facts := core.SeriesFacts{}
	for part := 1; part <= 4; part++ {
		s := mail.Facts.Session
		s.Part, s.StartsAt = part, series.Time(part)
		if what == changed && part > 2 || what == cancelled {
			s.State, s.CancelledBy, s.Reason = core.SessionCancelled, "lea", "Un nouveau poste"
		}
		facts.Sessions = append(facts.Sessions, s)
	}
	facts.Sessions[0].Kind = core.SessionIntroduction
	mail.Facts.Session, mail.Facts.Series = facts.Sessions[0], &series
	switch what {
	case changed:
		series.Count, mail.Copy.Sequence = 2, 3
	case cancelled:
		mail.Facts.Session, mail.Method, mail.Copy.Sequence = facts.Sessions[3], core.CalendarCancel, 5
	}
	facts.SessionFacts = mail.Facts
	mail.Copy.Session, mail.Copy.Series, mail.Series = "", series.ID, &facts
	return mail
}

// movedSeries is a mail about a series that Léa moved: its new times, those that stay of what it was, or that nothing stays.
func movedSeries(mail core.CalendarMail, next core.SeriesID) core.CalendarMail {
	series := mail.Facts.Series
	series.Next, series.MovedBy, series.MovedAt = next, "lea", time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)
	mail.Facts.By, mail.Series.By, mail.Series.Split = lea().Person, lea().Person, next != ""
	if next != "" && mail.Method != core.CalendarCancel {
		series.Count, mail.Series.Sessions = 2, mail.Series.Sessions[:2]
	}
	return mail
}

// oneOf is a mail about one session of a series that was moved.
func oneOf(mail core.CalendarMail) core.CalendarMail {
	mail.Facts.Session = mail.Series.Sessions[1]
	mail.Facts.Session.MovedFrom = mail.Facts.Session.StartsAt
	mail.Facts.Session.StartsAt = mail.Facts.Session.StartsAt.Add(24 * time.Hour)
	mail.First, mail.Series, mail.Copy.Sequence = false, nil, 1
	return mail
}

func TestLetters(t *testing.T) {
	texts := catalogue(t)
	for name, mail := range map[string]core.CalendarMail{
		"booked_by_other_en":    mailTo(nima(), lea(), lea()),
		"booked_by_reader_fr":   mailTo(lea(), nima(), lea()),
		"changed_by_other_fr":   changedMail(lea(), nima(), nima()),
		"changed_by_reader_en":  changedMail(nima(), lea(), nima()),
		"cancelled_by_other_en": cancelledMail(nima(), lea(), lea()),
		"cancelled_by_other_fr": cancelledMail(lea(), nima(), nima()),
		"cancelled_by_nobody":   cancelledMail(lea(), nima(), core.Card{}),
		"series_booked_en":      seriesMail(nima(), lea(), booked),
		"series_booked_fr":      seriesMail(lea(), nima(), booked),
		"series_shorter_en":     seriesMail(nima(), lea(), changed),
		"series_cancelled_fr":   seriesMail(lea(), nima(), cancelled),
		"series_moved_en":       movedSeries(seriesMail(nima(), lea(), booked), ""),
		"series_moved_fr":       movedSeries(seriesMail(lea(), nima(), booked), ""),
		"series_rest_en":        movedSeries(seriesMail(nima(), lea(), booked), "next"),
		"series_rest_fr":        movedSeries(seriesMail(lea(), nima(), booked), "next"),
		"series_replaced_en":    movedSeries(seriesMail(nima(), lea(), cancelled), "next"),
		"series_replaced_fr":    movedSeries(seriesMail(lea(), nima(), cancelled), "next"),
		"series_one_moved_en":   oneOf(seriesMail(nima(), lea(), booked)),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLetter(texts.For(mail.Facts.Viewer.Person.Locale()), mail, "https://slack.example/open?tab=home", false)
			text, html, err := l.render()
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", "Subject: "+l.Subject+"\n\n"+text)
			golden(t, name+".html", html)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestEveryEventAndActorHasWords(t *testing.T) {
	texts := catalogue(t)
	stranger := core.Card{Person: core.Person{ID: "admin", Name: "An Admin"}}
	for _, viewer := range [][2]core.Card{{nima(), lea()}, {lea(), nima()}} {
		for _, by := range []core.Card{nima(), lea(), stranger} {
			for _, mail := range []core.CalendarMail{mailTo(viewer[0], viewer[1], by), changedMail(viewer[0], viewer[1], by), cancelledMail(viewer[0], viewer[1], by)} {
				l := newLetter(texts.For(viewer[0].Person.Locale()), mail, "", false)
				if l.Lead == "" || strings.Contains(l.Lead, stranger.Person.Name) {
					t.Errorf("the lead is %q", l.Lead)
				}
			}
		}
	}
}

func TestTypedTextIsShownAsTyped(t *testing.T) {
	nasty := `<script>alert("x")</script> & {{.Lead}}`
	mail := mailTo(nima(), lea(), lea())
	mail.Facts.Other.Profile.Name, mail.Facts.Session.Title, mail.Facts.Session.Agenda, mail.Facts.Session.Place = nasty, nasty, nasty, nasty
	mail.Facts.Session.Link = `javascript:alert(1)`
	text, html, err := newLetter(catalogue(t).For("en"), mail, "", false).render()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(html, "<script") || strings.Contains(html, `href="javascript`) {
		t.Errorf("typed text became markup:\n%s", html)
	}
	if !strings.Contains(html, "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; {{.Lead}}") {
		t.Errorf("the text is not shown as typed:\n%s", html)
	}
	if !strings.Contains(text, nasty) {
		t.Errorf("the plain text is not as typed:\n%s", text)
	}
}

func TestTheOthersTimeIsGivenOnlyWhenItDiffers(t *testing.T) {
	texts := catalogue(t).For("en")
	paris := nima()
	paris.Person.TimeZone = "Europe/Madrid"
	if text, _, _ := newLetter(texts, mailTo(paris, lea(), lea()), "", false).render(); strings.Contains(text, "For Léa") {
		t.Errorf("Madrid and Paris show the same time:\n%s", text)
	}
}

const ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

func mailer(t *testing.T, s *server, service *sessions) core.Handler {
	t.Helper()
	return SessionMailer{
		Service: service, Sender: s.sender(t), Texts: catalogue(t), Identity: core.CalendarIdentity{Organizer: "sessions@mentoring.example"},
		ICS:  func(core.CalendarMail) ([]byte, error) { return []byte(ics), nil },
		Page: func(core.SessionFacts) string { return "https://slack.example/open" }, Record: time.Minute,
	}.Handler()
}

func job() core.Job {
	return core.Job{ID: "j1", Workspace: "w1", Kind: core.JobCalendarMail, Task: core.Task{Session: "s1", To: "nima", Sequence: 0}}
}

func TestASessionIsMailedAndRecorded(t *testing.T) {
	s, service := startServer(t, TLSNone, nil), &sessions{mail: mailTo(nima(), lea(), lea())}
	if err := mailer(t, s, service)(t.Context(), job()); err != nil {
		t.Fatal(err)
	}
	if service.asked != job().Task || service.identity.Organizer != "sessions@mentoring.example" {
		t.Errorf("core was asked for %+v as %+v", service.asked, service.identity)
	}
	if diff := cmp.Diff([]core.CalendarCopy{service.mail.Copy}, service.recorded); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	header, tree := parse(t, s.taken()[0].Data)
	if got, want := header.Get("Message-Id"), "<m1@mentoring.example>"; got != want {
		t.Errorf("Message-ID %s, want %s", got, want)
	}
	if from, err := header.AddressList("From"); err != nil || from[0].Name != "Léa Berthelot (via Mentorbot)" {
		t.Errorf("it is from %v, %v", from, err)
	}
	if got := tree.Parts[1].Body; got != ics {
		t.Errorf("attached is %q", got)
	}
	if text := tree.Parts[0].Parts[0].Body; !strings.Contains(text, "Thu 3 Dec 2026, 19:45–21:15 (UTC+5:45)") {
		t.Errorf("the reader's time is missing in\n%s", text)
	}
}

func TestLaterMailsContinueTheFirst(t *testing.T) {
	s := startServer(t, TLSNone, nil)
	for _, mail := range []core.CalendarMail{changedMail(nima(), lea(), lea()), cancelledMail(nima(), lea(), lea())} {
		if err := mailer(t, s, &sessions{mail: mail})(t.Context(), job()); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{"<m1.1@mentoring.example>", "<m1.2@mentoring.example>"} {
		header, tree := parse(t, s.taken()[i].Data)
		if header.Get("Message-Id") != want || header.Get("In-Reply-To") != "<m1@mentoring.example>" {
			t.Errorf("mail %d is %s in reply to %s", i, header.Get("Message-Id"), header.Get("In-Reply-To"))
		}
		method := []string{"REQUEST", "CANCEL"}[i]
		if got := tree.Parts[0].Parts[2].Type; got != "text/calendar; method="+method+"; charset=UTF-8" {
			t.Errorf("mail %d carries %s", i, got)
		}
	}
}

func TestWhatHappensWhenAStepFails(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		spoil     func(*sessions, *server)
		failed    bool
		permanent bool
		mails     int
		recorded  int
	}{
		"nothing to send":             {func(s *sessions, _ *server) { s.mail.Send = false }, false, false, 0, 0},
		"core is not reachable":       {func(s *sessions, _ *server) { s.fail = broken }, true, false, 0, 0},
		"the session is gone":         {func(s *sessions, _ *server) { s.fail = core.ErrNotFound }, true, true, 0, 0},
		"the recipient is unknown":    {func(_ *sessions, s *server) { s.onRcpt = &smtp.SMTPError{Code: 550} }, true, true, 0, 0},
		"the mail server is busy":     {func(_ *sessions, s *server) { s.onRcpt = &smtp.SMTPError{Code: 450} }, true, false, 0, 0},
		"it was sent but not written": {func(s *sessions, _ *server) { s.onRecord = broken }, true, false, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			service := &sessions{mail: mailTo(nima(), lea(), lea())}
			s := startServer(t, TLSNone, func(s *server) { tt.spoil(service, s) })
			err := mailer(t, s, service)(t.Context(), job())
			if (err != nil) != tt.failed || core.Permanent(err) != tt.permanent {
				t.Errorf("got %v, want failed %t, permanent %t", err, tt.failed, tt.permanent)
			}
			if len(s.taken()) != tt.mails || len(service.recorded) != tt.recorded {
				t.Errorf("%d mails, %d records; want %d and %d", len(s.taken()), len(service.recorded), tt.mails, tt.recorded)
			}
		})
	}
}

func TestWhatTheServerTookIsWrittenDownAlthoughTheTimeOfTheJobIsOver(t *testing.T) {
	s, service := startServer(t, TLSNone, nil), &sessions{mail: mailTo(nima(), lea(), lea())}
	ctx, end := context.WithCancel(t.Context())
	config := s.config()
	config.Observe = func(ctx context.Context) (context.Context, func(error)) { return ctx, func(error) { end() } }
	sender, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	handler := SessionMailer{
		Service: service, Sender: sender, Texts: catalogue(t), Record: time.Minute,
		ICS: func(core.CalendarMail) ([]byte, error) { return []byte(ics), nil },
	}.Handler()
	if err := handler(ctx, job()); err != nil || len(s.taken()) != 1 {
		t.Fatalf("got %v with %d mails", err, len(s.taken()))
	}
	if len(service.recorded) != 1 || service.late != nil {
		t.Errorf("%d records in a context that ended with %v", len(service.recorded), service.late)
	}
}

func TestACalendarPartThatCannotBeWrittenIsNotSent(t *testing.T) {
	s, service := startServer(t, TLSNone, nil), &sessions{mail: mailTo(nima(), lea(), lea())}
	handler := SessionMailer{
		Service: service, Sender: s.sender(t), Texts: catalogue(t),
		ICS: func(core.CalendarMail) ([]byte, error) { return nil, &core.PermanentError{Err: errors.New("no UID")} },
	}.Handler()
	if err := handler(t.Context(), job()); !core.Permanent(err) || len(s.taken()) != 0 {
		t.Errorf("got %v with %d mails, want a permanent error and none", err, len(s.taken()))
	}
}
