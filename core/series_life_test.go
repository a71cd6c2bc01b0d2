package core_test

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/i18n"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// agendaOf is a calendar program that takes invitations as RFC 5546 section 3.2 wants it: events by UID, occurrences of them by RECURRENCE-ID, of each
// what was sent last by SEQUENCE. A message about a whole event replaces all that is older.
type agendaOf map[string]map[string]held

type held struct {
	sequence  int
	component *ical.Component
	cancelled bool
}

func (a agendaOf) receive(t rapid.TB, content []byte) {
	t.Helper()
	object, err := ical.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	method := object.Props.Get("METHOD").Value
	for _, event := range object.Events() {
		uid, name := event.Props.Get("UID").Value, ""
		if id := event.Props.Get("RECURRENCE-ID"); id != nil {
			name = id.Value
		}
		sequence, err := strconv.Atoi(event.Props.Get("SEQUENCE").Value)
		if err != nil {
			t.Fatal(err)
		}
		entries := a[uid]
		if entries == nil {
			entries = map[string]held{}
			a[uid] = entries
		}
		if known, ok := entries[name]; ok && known.sequence > sequence || entries[""].sequence > sequence {
			continue
		}
		if entries[""].cancelled && method == "REQUEST" {
			t.Fatalf("%s came back after it was cancelled", uid)
		}
		if name == "" {
			for other, e := range entries {
				if e.sequence <= sequence {
					delete(entries, other)
				}
			}
		}
		entries[name] = held{sequence, event.Component, method == "CANCEL"}
	}
}

// times are what the calendar shows. Two events at one time are one too many.
func (a agendaOf) times(t rapid.TB) []slots.Span {
	t.Helper()
	var all []slots.Span
	for uid, entries := range a {
		if entries[""].cancelled {
			continue
		}
		object := ical.NewCalendar()
		object.Props.SetText("VERSION", "2.0")
		object.Props.SetText("PRODID", "-//Test//Test//EN")
		for _, e := range entries {
			object.Children = append(object.Children, e.component)
		}
		var content bytes.Buffer
		if err := ical.NewEncoder(&content).Encode(object); err != nil {
			t.Fatal(err)
		}
		busy, err := calendar.ReadBusy(context.Background(), content.Bytes(), calendar.Reading{From: start.AddDate(0, -1, 0), To: start.AddDate(3, 0, 0), Zone: time.UTC})
		if err != nil || busy.Unknown+busy.Guessed > 0 {
			t.Fatalf("%s: %+v %v in\n%s", uid, busy, err, content.String())
		}
		all = append(all, busy.Spans...)
	}
	merged := slots.Merge(all)
	if lasting(all) != lasting(merged) {
		t.Fatalf("something is shown twice: %v", all)
	}
	return merged
}

func lasting(spans []slots.Span) time.Duration {
	var sum time.Duration
	for _, s := range spans {
		sum += s.End.Sub(s.Start)
	}
	return sum
}

// seriesLife is what a pair does to its sessions in any order, while mails are under way.
type seriesLife struct {
	*world
	renderer   calendar.Renderer
	pair       [2]core.Person
	mentorship core.MentorshipID
	calendars  map[core.PersonID]agendaOf
	sent       map[core.PersonID][][]byte
}

// mail carries out what is to be done, and puts mails into calendars; some arrive again.
func (l *seriesLife) mail(r *rapid.T) {
	ctx := context.Background()
	identity := core.CalendarIdentity{
		Organizer: "sessions@example.org", Domain: "example.org",
		UID: func(s core.SessionID, p core.PersonID) string { return string(s) + "-" + string(p) },
	}
	for {
		job, ok, err := l.db.Claim(ctx, l.clock.Now(), time.Minute)
		l.must(err)
		if !ok {
			return
		}
		switch job.Kind {
		case core.JobCalendarFile: // whoever gets one opens it
			file, err := l.svc.PrepareCalendarFile(ctx, job.Workspace, job.Task, identity)
			if core.Refusal(err) != nil {
				break
			}
			l.must(err)
			if file.Send {
				content, err := l.renderer.Render(file)
				l.must(err)
				l.calendars[job.Task.To].receive(r, content)
			}
		case core.JobCalendarMail:
			mail, err := l.svc.PrepareCalendarMail(ctx, job.Workspace, job.Task, identity)
			l.must(err)
			if mail.Send {
				content, err := l.renderer.Render(mail)
				l.must(err)
				to := job.Task.To
				l.sent[to] = append(l.sent[to], content)
				l.calendars[to].receive(r, content)
				l.calendars[to].receive(r, l.sent[to][rapid.IntRange(0, len(l.sent[to])-1).Draw(r, "arrives again")])
				l.must(l.svc.CalendarMailed(ctx, job.Workspace, mail.Copy))
			}
		default:
			l.must(l.carryOut(ctx, job))
		}
		l.must(l.db.Finish(ctx, job, l.clock.Now()))
	}
}

func (l *seriesLife) someone(r *rapid.T) core.Person {
	return rapid.SampledFrom(l.pair[:]).Draw(r, "who")
}

// when is a time to come as somebody enters it, within the mentorship or near its end.
func (l *seriesLife) when(r *rapid.T) core.Booking {
	at := l.clock.Now().AddDate(0, 0, rapid.IntRange(1, 40).Draw(r, "days ahead"))
	return core.Booking{
		Date: at.Format("2006-01-02"), Time: fmt.Sprintf("%02d:%02d", rapid.IntRange(8, 18).Draw(r, "hour"), rapid.SampledFrom([]int{0, 30}).Draw(r, "minute")),
		Minutes: rapid.SampledFrom([]int{30, 45}).Draw(r, "minutes"), Agenda: rapid.SampledFrom([]string{"", "Say hello"}).Draw(r, "agenda"),
	}
}

// some is one of the sessions that can still be changed.
func (l *seriesLife) some(r *rapid.T) (core.Session, bool) {
	agenda, err := l.svc.Agenda(context.Background(), l.call(l.pair[0]))
	l.must(err)
	var all []core.Session
	for _, s := range agenda.Sessions {
		if s.Session.StartsAt.After(l.clock.Now()) {
			all = append(all, s.Session)
		}
	}
	if len(all) == 0 {
		return core.Session{}, false
	}
	return rapid.SampledFrom(all).Draw(r, "session"), true
}

// anyAnswers settle whatever is in the way.
func anyAnswers(r *rapid.T, plan core.SeriesPlan) map[int]string {
	answers := map[int]string{}
	for _, t := range plan.Times {
		if t.Conflict == nil {
			continue
		}
		choices := []string{core.ConflictSkip}
		if plan.Moves() {
			choices = []string{core.ConflictStay}
		}
		for _, at := range t.Conflict.Alternatives {
			choices = append(choices, at.UTC().Format(time.RFC3339))
		}
		answers[t.Part] = rapid.SampledFrom(choices).Draw(r, "answer")
	}
	return answers
}

func (l *seriesLife) tolerate(r *rapid.T, err error) {
	if err != nil && core.Refusal(err) == nil {
		r.Fatalf("internal error: %v", err)
	}
}

func (l *seriesLife) bookSeries(r *rapid.T) {
	by, in := l.someone(r), l.when(r)
	repeat := core.Repeating{
		Every: rapid.SampledFrom([]core.Every{core.Weekly, core.Fortnightly, core.Monthly}).Draw(r, "every"), Times: rapid.IntRange(2, 6).Draw(r, "times"),
	}
	plan, err := l.svc.PlanSeries(context.Background(), l.call(by), l.mentorship, in, repeat)
	l.tolerate(r, err)
	if err == nil {
		_, err = l.svc.BookSeries(context.Background(), l.call(by), l.mentorship, in, repeat, anyAnswers(r, plan))
		l.tolerate(r, err)
	}
}

func (l *seriesLife) moveFollowing(r *rapid.T) {
	session, ok := l.some(r)
	if !ok || session.Series == "" {
		return
	}
	by, in := l.someone(r), l.when(r)
	plan, err := l.svc.PlanMove(context.Background(), l.call(by), session.ID, in)
	l.tolerate(r, err)
	if err == nil {
		_, err = l.svc.MoveSeries(context.Background(), l.call(by), session.ID, in, anyAnswers(r, plan))
		l.tolerate(r, err)
	}
}

func (l *seriesLife) moveOne(r *rapid.T) {
	if session, ok := l.some(r); ok {
		_, err := l.svc.MoveSession(context.Background(), l.call(l.someone(r)), session.ID, l.when(r))
		l.tolerate(r, err)
	}
}

func (l *seriesLife) cancelOne(r *rapid.T) {
	if session, ok := l.some(r); ok {
		_, err := l.svc.CancelSession(context.Background(), l.call(l.someone(r)), session.ID, "Away")
		l.tolerate(r, err)
	}
}

func (l *seriesLife) cancelFollowing(r *rapid.T) {
	session, ok := l.some(r)
	if !ok || session.Series == "" {
		return
	}
	_, err := l.svc.CancelSeries(context.Background(), l.call(l.someone(r)), session.ID, "Away")
	l.tolerate(r, err)
}

// chooseWay has somebody's calendar told by files from now on, or by mail again.
func (l *seriesLife) chooseWay(r *rapid.T) {
	way := rapid.SampledFrom([]core.CalendarWay{core.CalendarByFile, core.CalendarByMail}).Draw(r, "way")
	_, err := l.svc.SaveSettings(context.Background(), l.call(l.someone(r)), core.Settings{Calendar: way})
	l.must(err)
}

// check compares the calendars with what is booked, once all mails have arrived.
func (l *seriesLife) check(r *rapid.T) {
	l.mail(r)
	page, err := l.svc.Mentorship(context.Background(), l.call(l.pair[0]), l.mentorship)
	l.must(err)
	var want []slots.Span
	for _, s := range page.Sessions {
		if s.State != core.SessionCancelled {
			want = append(want, slots.Span{Start: s.StartsAt.UTC(), End: s.EndsAt().UTC()})
		}
	}
	want = slots.Merge(want)
	for _, p := range l.pair {
		if diff := cmp.Diff(want, l.calendars[p.ID].times(r)); diff != "" {
			r.Fatalf("the calendar of %s (-booked +shown):\n%s", p.Name, diff)
		}
	}
}

func TestCalendarsShowEveryLifeOfSeriesAsItIs(t *testing.T) {
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			w := newWorld(r, db, fmt.Sprintf("T%d", run))
			l := &seriesLife{world: w, renderer: calendar.Renderer{Texts: texts}, calendars: map[core.PersonID]agendaOf{}, sent: map[core.PersonID][][]byte{}}
			l.pair = [2]core.Person{w.mentor("Ada", 1), w.mentee("Mia")}
			l.mentorship = w.pair(l.pair[0], l.pair[1])
			for _, p := range l.pair {
				l.calendars[p.ID] = agendaOf{}
			}
			w.pass(time.Duration(rapid.IntRange(0, 150).Draw(r, "days until it begins")) * 24 * time.Hour)
			l.chooseWay(r)
			l.bookSeries(r)
			for range rapid.IntRange(1, 6).Draw(r, "steps") {
				step := rapid.SampledFrom([]func(*rapid.T){l.bookSeries, l.moveFollowing, l.moveFollowing, l.moveOne, l.cancelOne, l.cancelFollowing, l.mail, l.later, l.chooseWay}).Draw(r, "step")
				step(r)
			}
			l.check(r)
		})
	})
}

func (l *seriesLife) later(r *rapid.T) {
	l.clock.advance(time.Duration(rapid.IntRange(1, 300).Draw(r, "hours")) * time.Hour)
}
