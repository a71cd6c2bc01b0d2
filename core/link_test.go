package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAPairSharesLinks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, ben := w.mentor("Ada", 2), w.mentee("Mia"), w.mentor("Ben", 2)
		pair := w.pair(ada, mia)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		l, err := w.svc.AddLink(ctx, w.call(mia), pair, core.LinkInput{Title: " The\u0000 plan ", Address: " https://example.org/plan "})
		w.must(err)
		if l.Title != "The plan" || l.Address != "https://example.org/plan" || l.Author != mia.ID {
			t.Errorf("kept as %+v", l)
		}
		facts, err := w.svc.Links(ctx, w.call(ada), pair)
		w.must(err)
		if len(facts.Links) != 1 || facts.Links[0].ID != l.ID || facts.Other.Person.ID != mia.ID {
			t.Errorf("the other one sees %+v", facts.Links)
		}
		page, err := w.svc.Mentorship(ctx, w.call(ada), pair)
		w.must(err)
		if len(page.Links) != 1 {
			t.Errorf("the page lists %+v", page.Links)
		}
		for _, other := range []core.LinkInput{
			{Title: "", Address: "https://example.org"}, {Title: strings.Repeat("x", core.MaxLinkTitle+1), Address: "https://example.org"},
			{Title: "A", Address: ""}, {Title: "A", Address: "http://example.org"}, {Title: "A", Address: "javascript:alert(1)"},
			{Title: "A", Address: "https://me:secret@example.org"}, {Title: "A", Address: "https://example.org/" + strings.Repeat("x", 500)},
		} {
			_, err := w.svc.AddLink(ctx, w.call(mia), pair, other)
			if refusal := core.Refusal(err); refusal == nil || refusal.Kind != core.Invalid {
				t.Errorf("%q at %q: %v", other.Title, other.Address, err)
			}
		}
		_, err = w.svc.AddLink(ctx, w.call(ada), pair, core.LinkInput{Title: "Again", Address: l.Address})
		refused(t, err, core.CodeLinkThere)
		_, err = w.svc.RemoveLink(ctx, w.call(ada), l.ID)
		refused(t, err, core.CodeLinkNotYours)
		_, err = w.svc.EditLink(ctx, w.call(ada), l.ID, core.LinkInput{Title: "Mine", Address: l.Address})
		refused(t, err, core.CodeLinkNotYours)
		_, err = w.svc.LinkToEdit(ctx, w.call(ada), l.ID)
		refused(t, err, core.CodeLinkNotYours)
		l, err = w.svc.EditLink(ctx, w.call(mia), l.ID, core.LinkInput{Title: "Our plan", Address: l.Address})
		w.must(err)
		if l.Title != "Our plan" {
			t.Errorf("changed to %+v", l)
		}
		if _, err = w.svc.RemoveLink(ctx, w.call(ben), l.ID); core.Refusal(err) == nil {
			t.Errorf("a stranger removed it: %v", err)
		}
		_, err = w.svc.RemoveLink(ctx, w.call(mia), l.ID)
		w.must(err)
		for n := range core.MaxLinks {
			_, err := w.svc.AddLink(ctx, w.call(mia), pair, core.LinkInput{Title: "A page", Address: fmt.Sprint("https://example.org/", n)})
			w.must(err)
		}
		_, err = w.svc.AddLink(ctx, w.call(ada), pair, core.LinkInput{Title: "One more", Address: "https://example.org/more"})
		refused(t, err, core.CodeLinksFull)
		w.work()
		if len(w.told) > 0 {
			t.Errorf("links sent messages: %v", w.told)
		}
		facts, err = w.svc.Links(ctx, w.call(mia), pair)
		w.must(err)
		_, err = w.svc.EndMentorship(ctx, w.call(ada), pair, "I move away.")
		w.must(err)
		_, err = w.svc.RemoveLink(ctx, w.call(mia), facts.Links[0].ID)
		refused(t, err, core.CodeLinksReadOnly)
		_, err = w.svc.EditLink(ctx, w.call(mia), facts.Links[0].ID, core.LinkInput{Title: "A page", Address: "https://example.org/late"})
		refused(t, err, core.CodeLinksReadOnly)
	})
}
