package core_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

const (
	privatePhone  = "+41 22 555 01 99"
	privateGender = `"Gender":"female"`
)

// reveals looks for what a person keeps private in facts that others are shown.
func reveals(t *testing.T, what string, facts any) {
	t.Helper()
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{privatePhone, privateGender} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%s reveals %s", what, secret)
		}
	}
}

func (w *world) keepsPrivate(p core.Person) {
	w.t.Helper()
	_, err := w.svc.SaveBasics(context.Background(), w.call(p), core.Basics{
		Name: p.Name, TimeZone: "Europe/Paris", Languages: []string{"en"}, DutyStation: "Geneva", Gender: "female", Phone: privatePhone,
	})
	w.must(err)
}

func TestOthersDoNotSeeWhatIsPrivate(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben, mia := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia")
		w.keepsPrivate(ada)
		results, err := w.svc.Find(t.Context(), w.call(mia), core.Criteria{})
		w.must(err)
		reveals(t, "the search", results)
		card, _, err := w.svc.Mentor(t.Context(), w.call(mia), ada.ID)
		w.must(err)
		reveals(t, "the mentor's page", card)
		reveals(t, "the list", w.ask(mia, ada, ben))
		asked, err := w.svc.Invitation(t.Context(), w.call(mia), w.waiting(ada).Invitation.ID)
		w.must(err)
		reveals(t, "the request, to the mentee,", asked)
		w.decline(ada)
		seen := w.waiting(ben)
		reveals(t, "the next request", seen)
		if seen.Previous != nil || seen.PreviousMentor.Name() != "" || len(seen.List.Mentors) > 0 {
			t.Errorf("the second mentor learns who was asked before: %+v of %v", seen.Previous, seen.List.Mentors)
		}
	})
}

func TestAMentorDoesNotSeeWhatAMenteeKeepsPrivate(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		w.keepsPrivate(mia)
		w.ask(mia, ada)
		reveals(t, "the request", w.waiting(ada))
		home, err := w.svc.Dashboard(t.Context(), w.call(ada))
		w.must(err)
		reveals(t, "the mentor's Home", home)
	})
}
