package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAPairPlansItsAgenda(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, ben := w.mentor("Ada", 2), w.mentee("Mia"), w.mentor("Ben", 2)
		pair := w.pair(ada, mia)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		p, err := w.svc.AddAgendaPoint(ctx, w.call(mia), pair, core.AgendaPointInput{Text: " My\u0000\nbudget "})
		w.must(err)
		if p.Text != "My budget" || p.Author != mia.ID || !p.Open() {
			t.Errorf("kept as %+v", p)
		}
		for _, bad := range []core.AgendaPointInput{{Text: " "}, {Text: strings.Repeat("x", core.MaxAgendaPoint+1)}, {Text: "A", Session: "nowhere"}} {
			_, err := w.svc.AddAgendaPoint(ctx, w.call(mia), pair, bad)
			if refusal := core.Refusal(err); refusal == nil || refusal.Kind != core.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		_, err = w.svc.EditAgendaPoint(ctx, w.call(ada), p.ID, core.AgendaPointInput{Text: "Mine now"})
		refused(t, err, core.CodeAgendaPointNotYours)
		_, err = w.svc.RemoveAgendaPoint(ctx, w.call(ada), p.ID)
		refused(t, err, core.CodeAgendaPointNotYours)
		if _, err = w.svc.TickAgendaPoint(ctx, w.call(ben), p.ID, true); core.Refusal(err) == nil {
			t.Errorf("a stranger ticked it off: %v", err)
		}
		p, err = w.svc.EditAgendaPoint(ctx, w.call(mia), p.ID, core.AgendaPointInput{Text: "The budget"})
		w.must(err)
		if p.Text != "The budget" || p.EditedAt.IsZero() {
			t.Errorf("changed to %+v", p)
		}
		p, err = w.svc.TickAgendaPoint(ctx, w.call(ada), p.ID, true)
		w.must(err)
		again, err := w.svc.TickAgendaPoint(ctx, w.call(mia), p.ID, true)
		w.must(err)
		if p.Open() || p.DoneBy != ada.ID || again.DoneBy != ada.ID {
			t.Errorf("ticked off as %+v, then %+v", p, again)
		}
		_, err = w.svc.TickAgendaPoint(ctx, w.call(mia), p.ID, false)
		w.must(err)
		for n := range core.MaxOpenAgendaPoints - 1 {
			_, err := w.svc.AddAgendaPoint(ctx, w.call(ada), pair, core.AgendaPointInput{Text: fmt.Sprint("Point ", n)})
			w.must(err)
		}
		_, err = w.svc.AddAgendaPoint(ctx, w.call(mia), pair, core.AgendaPointInput{Text: "One more"})
		refused(t, err, core.CodeAgendaFull)
		w.work()
		if len(w.told) > 0 {
			t.Errorf("points sent messages: %v", w.told)
		}
		_, err = w.svc.EndMentorship(ctx, w.call(ada), pair, "I move away.")
		w.must(err)
		for _, change := range []func() error{
			func() error { _, err := w.svc.RemoveAgendaPoint(ctx, w.call(mia), p.ID); return err },
			func() error { _, err := w.svc.TickAgendaPoint(ctx, w.call(mia), p.ID, true); return err },
			func() error { _, err := w.svc.AgendaPointToEdit(ctx, w.call(mia), p.ID); return err },
		} {
			refused(t, change(), core.CodeAgendaReadOnly)
		}
		facts, err := w.svc.AgendaPoints(ctx, w.call(mia), pair, 0)
		w.must(err)
		if len(facts.Open) != core.MaxOpenAgendaPoints {
			t.Errorf("%d points can be read after the end", len(facts.Open))
		}
	})
}

func TestAnAgendaHasPages(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 2), w.mentee("Mia")
		pair := w.pair(ada, mia)
		w.work()
		var open, done []string
		for n := range 2*core.AgendaPointsPerPage + 3 {
			w.clock.advance(time.Minute)
			p, err := w.svc.AddAgendaPoint(ctx, w.call(mia), pair, core.AgendaPointInput{Text: fmt.Sprint("Point ", n)})
			w.must(err)
			if n%2 == 0 {
				open = append(open, p.Text)
				continue
			}
			_, err = w.svc.TickAgendaPoint(ctx, w.call(ada), p.ID, true)
			w.must(err)
			done = append([]string{p.Text}, done...)
		}
		var seen []string
		for page := range 3 {
			facts, err := w.svc.AgendaPoints(ctx, w.call(ada), pair, page)
			w.must(err)
			if facts.Pages != 3 || facts.Page != page || facts.Past != len(done) || len(facts.Open) != len(open) {
				t.Errorf("page %d of %d, %d open, %d past", facts.Page, facts.Pages, len(facts.Open), facts.Past)
			}
			for _, e := range facts.Entries {
				seen = append(seen, e.Point.Text)
			}
			for _, p := range facts.Done {
				seen = append(seen, p.Text)
			}
		}
		if want := strings.Join(append(open, done...), ", "); strings.Join(seen, ", ") != want {
			t.Errorf("the pages show %v, want %s", seen, want)
		}
	})
}
