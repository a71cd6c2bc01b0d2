package stories

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/slacksim"
)

// year is one mentorship from the request to what comes after its end, and everything its two were told on the way.
type year struct {
	*stage
	say            *i18n.Localizer
	mentee, mentor string
	m              core.MentorshipID
	seen           map[string]bool
	log            map[string][]string // by person
	days           map[string][]string // reminders by person and day
}

// heard notes what has come since the last look.
func (y *year) heard() {
	y.t.Helper()
	for _, user := range []string{y.mentee, y.mentor} {
		before := len(y.log[user])
		for _, m := range y.messages(user) {
			key := user + m.Channel + m.TS
			if m.User == user || m.Ephemeral || y.seen[key] {
				continue
			}
			y.seen[key] = true
			y.dealtWith(user, m)
			at := y.zoned(user, m.TS)
			y.log[user] = append(y.log[user], at.Format("2006-01-02 Mon 15:04")+"\n  "+strings.ReplaceAll(strings.TrimSpace(m.Text), "\n", "\n  "))
			if words := y.reminds(m.Text); words != "" {
				day := user + " " + at.Format(time.DateOnly)
				y.days[day] = append(y.days[day], words)
			}
		}
		slices.Sort(y.log[user][before:]) // in which order messages of one moment come is nobody's promise
	}
}

// zoned is when a message came, on the clock of its reader. The clock of a story runs on while it works, so minutes are not counted.
func (y *year) zoned(user, ts string) time.Time {
	y.t.Helper()
	seconds, err := strconv.ParseFloat(ts, 64)
	y.must(err)
	person, err := y.box.App.Service.Person(y.in(), y.box.App.Workspace.ID, y.id(user))
	y.must(err)
	return time.Unix(int64(seconds), 0).Truncate(5 * time.Minute).In(person.Location())
}

// reminds is the key of the title of a message nobody asked for; empty for one that answers what somebody did. Reminders of a session are
// left out: the programme and each person choose how many there are.
func (y *year) reminds(text string) string {
	for _, key := range []string{
		"first_contact.title", "first_session.title", "closing.title", "planned_end.title", "evaluation.reminder", "inquiry_news.inquiry_reminder", "mentorship_resumed.title",
	} {
		begin, end, _ := strings.Cut(y.say.T(key, "name", "\x00", "date", "\x01"), "\x00")
		end, _, _ = strings.Cut(end, "\x01")
		if title, _, _ := strings.Cut(text, "\n"); strings.HasPrefix(title, begin) && strings.Contains(title, end) && begin+end != "" {
			return key
		}
	}
	return ""
}

// to lets time pass until an instant, deadline by deadline.
func (y *year) to(instant string) {
	y.t.Helper()
	target, err := time.Parse("2006-01-02 15:04", instant)
	y.must(err)
	begin := y.box.Clock.Now()
	for now := begin; now.Before(target); now = y.box.Clock.Now() {
		next := now.Add(12 * time.Hour)
		if now.Before(begin.AddDate(0, 0, 1)) { // what waits for the morning is no deadline
			next = now.Add(time.Hour)
		}
		due, _, err := y.box.App.Service.NextDeadline(y.in())
		y.must(err)
		if due = due.Add(time.Second); due.After(now) && due.Before(next) {
			next = due
		}
		if target.Before(next) {
			next = target
		}
		y.advance(next.Sub(now))
		y.heard()
	}
}

// does is something one of the two does, and what follows at once.
func (y *year) does(err error) {
	y.t.Helper()
	y.must(err)
	y.settle()
	y.heard()
}

// meets books a session, lets it pass, and has both say that it took place: the mentee at once, the mentor the next morning.
func (y *year) meets(booked, day string) {
	y.t.Helper()
	y.to(booked + " 10:00")
	service := y.box.App.Service
	session, err := service.BookSession(y.in(), y.as(y.mentee), y.m, core.Booking{Date: day, Time: "15:00", Minutes: 60})
	y.does(err)
	y.to(day + " 16:30")
	_, err = service.CheckIn(y.in(), y.as(y.mentee), session.Session.ID, core.OutcomeMet, 60)
	y.does(err)
	at, err := time.Parse(time.DateOnly, day)
	y.must(err)
	y.to(at.AddDate(0, 0, 1).Format(time.DateOnly) + " 08:30")
	_, err = service.CheckIn(y.in(), y.as(y.mentor), session.Session.ID, core.OutcomeMet, 60)
	y.does(err)
}

// TestAYearOfOneMentorship has everything that two people of a mentorship hear in a year in front of whoever changes a word of it, or when it
// is said. Reminders never come twice on a day.
func TestAYearOfOneMentorship(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language, mentee, mentor string
		people                   []slacksim.User
	}{{"en", mia, ada, cast()}, {"fr", luc, eve, francophones()}} {
		t.Run(c.language, func(t *testing.T) {
			tellAlone(t, "it takes a year", c.people, func(s *stage) {
				y := &year{stage: s, say: wording(t, c.language), mentee: c.mentee, mentor: c.mentor, seen: map[string]bool{}, log: map[string][]string{}, days: map[string][]string{}}
				y.begins()
				y.goesOn()
				y.ends()
				y.compare(filepath.Join("testdata", "year_"+c.language+".txt"))
			})
		})
	}
}

func (y *year) begins() {
	y.t.Helper()
	service := y.box.App.Service
	y.ready(y.mentee, y.mentor)
	for _, user := range []string{y.mentee, y.mentor} {
		_, err := service.SaveSettings(y.in(), y.as(user), core.Settings{QuietFrom: "20:00", QuietTo: "08:00"})
		y.must(err)
	}
	y.to("2026-06-01 10:00")
	y.asks(y.mentee, "Would you?", y.mentor)
	y.heard()
	requests, err := service.Requests(y.in(), y.as(y.mentor))
	y.must(err)
	_, err = service.Accept(y.in(), y.as(y.mentor), requests.ToAnswer[0].Invitation.ID)
	y.does(err)
	y.m = y.mentorships(y.mentee)[0].Mentorship.ID
	y.meets("2026-06-08", "2026-06-16") // later than the programme would like
	a, err := service.ProposeAgreement(y.in(), y.as(y.mentee), y.m, 0, core.AgreementTexts{core.AgreementRhythm: "Once a month"})
	y.does(err)
	y.to("2026-06-18 09:00")
	_, err = service.Agree(y.in(), y.as(y.mentor), a.ID)
	y.does(err)
	y.to("2026-06-19 21:30") // at night, for both
	_, err = service.CreateGoal(y.in(), y.as(y.mentor), y.m, core.GoalInput{Title: "A talk at the conference"})
	y.does(err)
}

func (y *year) goesOn() {
	y.t.Helper()
	service := y.box.App.Service
	y.meets("2026-06-22", "2026-07-02")
	_, err := service.AnswerFit(y.in(), y.as(y.mentee), y.m, core.FitGood)
	y.does(err)
	y.to("2026-07-10 09:00")
	question, err := service.Ask(y.in(), y.as(y.mentee), y.m, "Which conference would you choose?")
	y.does(err)
	y.to("2026-07-15 09:00")
	_, err = service.AnswerInquiry(y.in(), y.as(y.mentor), question.ID, "The small one in Lisbon.")
	y.does(err)
	y.to("2026-08-03 07:00")
	_, err = service.HoldMentorship(y.in(), y.as(y.mentor), y.m, core.HoldRequest{Until: "2026-09-01", Reason: "Parental leave"})
	y.does(err)
	y.meets("2026-09-03", "2026-09-10")
	y.to("2026-10-05 09:00")
	goals, err := service.Goals(y.in(), y.as(y.mentee), y.m, 0)
	y.must(err)
	_, err = service.SettleGoal(y.in(), y.as(y.mentee), goals.Goals[0].ID, core.GoalReached)
	y.does(err)
	y.meets("2026-10-20", "2026-10-29")
}

func (y *year) ends() {
	y.t.Helper()
	service := y.box.App.Service
	y.to("2026-12-20 09:00") // after the reminder of the end
	facts, err := service.Extend(y.in(), y.as(y.mentee), y.m, 13)
	y.does(err)
	y.to("2026-12-21 09:00")
	_, err = service.AgreeExtension(y.in(), y.as(y.mentor), y.m, facts.Mentorship.Closing.Extension.Number)
	y.does(err)
	y.meets("2027-01-11", "2027-01-20")
	y.to("2027-03-20 09:00") // after the reminder of the new end
	_, err = service.EndAsPlanned(y.in(), y.as(y.mentor), y.m)
	y.does(err)
	y.to("2027-04-03 09:00")
	_, err = service.Thank(y.in(), y.as(y.mentee), y.m, "You told me that I may also decide against it.")
	y.does(err)
	y.to("2027-06-01 09:00")
}

// compare holds what was heard against what is known, and looks for days with more than one reminder.
func (y *year) compare(path string) {
	y.t.Helper()
	if len(y.days) < 6 {
		y.t.Errorf("few reminders were told from other messages: %v", y.days)
	}
	for day, reminders := range y.days {
		if len(reminders) > 1 {
			y.t.Errorf("%s: reminded of %v", day, reminders)
		}
	}
	var text strings.Builder
	for _, side := range []struct{ name, user string }{{"The mentee", y.mentee}, {"The mentor", y.mentor}} {
		fmt.Fprintf(&text, "# %s: %d messages\n\n%s\n\n", side.name, len(y.log[side.user]), strings.Join(y.log[side.user], "\n\n"))
	}
	if *update {
		y.must(os.MkdirAll(filepath.Dir(path), 0o755))
		y.must(os.WriteFile(path, []byte(text.String()), 0o600))
	}
	want, err := os.ReadFile(path)
	y.must(err)
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		y.t.Errorf("what the two hear differs (-want +got); -update writes it anew:\n%s", diff)
	}
}
