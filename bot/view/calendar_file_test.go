package view_test

import (
	"strings"
	"testing"

	"mentorbot/core"
)

const fileAddress = "https://mentorbot.example.org/session-file/token"

// fileOf is the file of a session in its state of a sequence.
func fileOf(change func(*core.SessionFacts), sequence int) core.CalendarMail {
	return core.CalendarMail{Method: core.CalendarPublish, Facts: sessionFacts(change), Copy: core.CalendarCopy{Sequence: sequence}}
}

func seriesFile(change func(*core.SeriesFacts), sequence int) core.CalendarMail {
	facts := series(change)
	return core.CalendarMail{Method: core.CalendarPublish, Facts: facts.SessionFacts, Series: &facts, Copy: core.CalendarCopy{Sequence: sequence}}
}

// A job that is run again finds its file by the name.
func TestEachStateOfEachEventHasAFileOfItsOwn(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	another := fileOf(func(s *core.SessionFacts) { s.Session.ID = "00000000-0000-0000-0000-00000000beef" }, 0)
	seen := map[string]bool{}
	for _, file := range []core.CalendarMail{fileOf(nil, 0), fileOf(nil, 1), seriesFile(nil, 0), seriesFile(nil, 1), another} {
		document := f.CalendarFile(file, "BEGIN:VCALENDAR")
		if seen[document.Name] || !strings.HasSuffix(document.Name, ".ics") || document.Text != "BEGIN:VCALENDAR" {
			t.Errorf("%+v", document)
		}
		seen[document.Name] = true
	}
	document := f.CalendarFile(fileOf(func(s *core.SessionFacts) { s.Other.Profile.Name = "<!channel> *x*" }, 0), "x")
	if strings.Contains(document.Words, "<!channel>") {
		t.Errorf("%+v", document)
	}
}
