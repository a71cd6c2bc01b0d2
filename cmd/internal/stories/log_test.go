package stories

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
)

// wholeLog keeps everything that is logged, down to the finest.
type wholeLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *wholeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *wholeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// What people write, who they are and what opens doors is for the database; the log has ids.
func TestTheLogHoldsNobodysWordsNorSecrets(t *testing.T) {
	t.Parallel()
	for _, s := range settings(t.Name()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			log := &wholeLog{}
			s := raiseLogged(t, s, cast(), slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
			s.ready(mia, ada, ben)
			s.choose(mia, "Ada", "Ben")
			s.send(mia, "I would like to learn zymurgy.")
			asked := s.gets(ada, "zymurgy")
			form := s.clickMessage(ada, asked, "invitation_decline").View
			s.submit(ada, form, values{"reason": value("no_time"), "text": value("My quilting takes all my evenings.")})
			s.clickMessage(ben, s.gets(ben, "zymurgy"), "invitation_accept")
			s.settle()
			_, err := s.box.App.Service.BookSession(s.in(), s.as(mia), s.mentorships(mia)[0].Mentorship.ID, core.Booking{
				Date: "2026-06-03", Time: "14:00", Minutes: 45, Agenda: "Say hello to the glockenspiel",
			})
			s.must(err)
			s.says(s.connects(ada, "https://127.0.0.1/private-xylophone/basic.ics").all(), "not public, or not encrypted")
			s.says(s.connects(ada, "https://xylophone.invalid/").all(), "could not be reached")
			s.command(mia, "/mentor zymurgy please")
			s.settle()
			logged := log.String()
			for _, id := range []string{"msg=handled", "request=", "msg=\"job done\"", "job="} {
				if !strings.Contains(logged, id) {
					t.Errorf("the log has no %s", id)
				}
			}
			revealing := `(?i)zymurgy|quilting|glockenspiel|xylophone|555 01 02|\b(mia|ada|ben)\b|osei|wanjiru|@[a-z]+\.[a-z]+|xoxb-|xapp-|` + regexp.QuoteMeta(sandbox.SigningSecret)
			for line := range strings.Lines(logged) {
				if found := regexp.MustCompile(revealing).FindString(line); found != "" {
					t.Errorf("the log tells %q: %s", found, line)
				}
			}
		})
	}
}
