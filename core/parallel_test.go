package core_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestRepetitionsAtTheSameTimeGetTheSameAnswer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		call := w.call(mia)
		call.Envelope = "envelope"
		var mu sync.Mutex
		lists := map[core.ChoiceListID]bool{}
		for _, err := range atOnce(6, func(int) error {
			facts, err := w.svc.SubmitChoices(t.Context(), call, core.Submission{Mentors: []core.PersonID{ada.ID}, Message: "Please."})
			mu.Lock()
			defer mu.Unlock()
			lists[facts.List.ID] = true
			return err
		}) {
			if err != nil {
				t.Errorf("a repetition was answered: %v", err)
			}
		}
		if len(lists) != 1 {
			t.Errorf("lists %v, want one", lists)
		}
	})
}

func TestTheFirstChoicesOfOnePersonAtOnceAreAllKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		mia := w.mentee("Mia")
		mentors := []core.Person{w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentor("Cora", 1)}
		for i, err := range atOnce(len(mentors), func(i int) error {
			_, err := w.svc.AddChoice(t.Context(), w.call(mia), mentors[i].ID)
			return err
		}) {
			if err != nil {
				t.Errorf("choose %s: %v", mentors[i].Name, err)
			}
		}
		facts, err := w.svc.Choices(t.Context(), w.call(mia))
		w.must(err)
		if len(facts.List.Mentors) != len(mentors) {
			t.Errorf("chosen %v, want all three", facts.List.Mentors)
		}
	})
}

func TestChangesOfOnePersonAtOnceAreAllKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		for round := range 10 {
			language := []string{"en", "fr"}[round%2]
			headline, name, capacity := fmt.Sprint("Engineer ", round), fmt.Sprint("Ada ", round), round%5+2
			changes := []func() error{
				func() error { _, err := w.svc.SaveWork(ctx, w.call(ada), core.Work{Headline: headline}); return err },
				func() error {
					_, err := w.svc.SaveSettings(ctx, w.call(ada), core.Settings{Language: language})
					return err
				},
				func() error {
					_, err := w.svc.SaveMentor(ctx, w.call(ada), core.MentorSettings{
						Topics: []string{"Leadership"}, Languages: []string{"fr"}, Capacity: capacity,
					})
					return err
				},
				func() error { // the picture comes and goes, and findability with it
					_, err := w.svc.SyncPerson(ctx, core.Call{Workspace: w.ws}, core.ChatProfile{
						ChatUserID: ada.ChatUserID, Name: name, OwnPicture: round%2 == 0,
					})
					return err
				},
			}
			for _, err := range atOnce(len(changes), func(i int) error { return changes[i]() }) {
				w.must(err)
			}
			facts, err := w.svc.ProfileFacts(ctx, w.call(ada))
			w.must(err)
			place := facts.Participants[0].Participant
			if facts.Person.Language != language || facts.Person.Name != name || facts.Profile.Headline != headline ||
				place.Capacity != capacity || place.Findable != (round%2 == 0) {
				t.Fatalf("round %d: something was overwritten: %+v %+v", round, facts.Person, place)
			}
		}
	})
}

// Mentors choose mentors: each of two people asks the other, and a third, at the same time.
func TestPeopleWhoAskEachOtherDoNotBlockEachOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		people := []core.Person{w.mentor("Ada", 3), w.mentor("Ben", 3), w.mentor("Cora", 3)}
		for round := range 5 {
			for i, err := range atOnce(len(people), func(i int) error {
				others := []core.PersonID{people[(i+1)%3].ID, people[(i+2)%3].ID}
				_, err := w.svc.SubmitChoices(t.Context(), w.call(people[i]), core.Submission{Mentors: others, Message: "Please."})
				return err
			}) {
				if err != nil {
					t.Fatalf("round %d, %s: %v", round, people[i].Name, err)
				}
			}
			for _, p := range people {
				facts, err := w.svc.Choices(t.Context(), w.call(p))
				w.must(err)
				_, err = w.svc.WithdrawChoices(t.Context(), w.call(p), facts.List.ID)
				w.must(err)
			}
			w.work()
		}
	})
}

// A Home takes one connection. If it took two, as many Homes as there are connections would wait for each other.
func TestAHomeNeedsOneConnection(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		db, err := storage.Open(ctx, storage.Options{URL: url, MaxConns: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, db, "T1")
		mia := w.mentee("Mia")
		home, err := w.svc.Dashboard(ctx, w.call(mia))
		w.must(err)
		if home.Workspace.Name != "Test" {
			t.Errorf("workspace %+v", home.Workspace)
		}
	})
}

// meddler lets a test do something between a look and the change that follows from it.
type meddler struct {
	core.Store
	afterRead func()
	afterDue  func()
}

func (m *meddler) Read(ctx context.Context, ws core.WorkspaceID, fn func(core.Tx) error) error {
	err := m.Store.Read(ctx, ws, fn)
	if then := m.afterRead; then != nil {
		m.afterRead = nil
		then()
	}
	return err
}

func (m *meddler) DueSessionReminders(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := m.Store.DueSessionReminders(ctx, now, limit)
	if then := m.afterDue; then != nil {
		m.afterDue = nil
		then()
	}
	return items, err
}

func TestASessionMovedWhileItsReminderIsDueIsRemindedOfAtItsNewTime(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		booked, err := w.svc.BookSession(t.Context(), w.call(mia), id, wednesday())
		w.must(err)
		w.work()
		w.clock.advance(27 * time.Hour) // the reminder a day before is due
		slow := core.New(&meddler{Store: db, afterDue: func() {
			later := wednesday()
			later.Date = "2026-06-05"
			_, err := w.svc.MoveSession(t.Context(), w.call(mia), booked.Session.ID, later)
			w.must(err)
		}}, w.clock, counter())
		w.must(slow.Sweep(t.Context()))
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(48 * time.Hour)
		w.hears(ada, core.NoticeSessionReminder)
	})
}

func TestAMentorWhoIsBackKeepsTheRequest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben, mia := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia")
		w.ask(mia, ada, ben)
		settings := core.MentorSettings{Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 1}
		away := settings
		away.Availability = core.Availability{Unavailable: true}
		_, err := w.svc.SaveMentor(t.Context(), w.call(ada), away)
		w.must(err)
		place, err := w.svc.ProfileFacts(t.Context(), w.call(ada))
		w.must(err)
		slow := core.New(&meddler{Store: db, afterRead: func() {
			_, err := w.svc.SaveMentor(t.Context(), w.call(ada), settings)
			w.must(err)
		}}, w.clock, counter())
		w.must(slow.Release(t.Context(), w.ws, place.Participants[0].Program.ID, ada.ID))
		if live := w.waiting(ada); live.Invitation.State != core.InvitationSent {
			t.Errorf("invitation is %s", live.Invitation.State)
		}
	})
}

func TestARepeatedVisitShowsTheHomeOfNow(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		call := w.call(mia)
		call.Envelope = "event"
		_, err := w.svc.OpenHome(t.Context(), call)
		w.must(err)
		_, err = w.svc.AddChoice(t.Context(), w.call(mia), ada.ID)
		w.must(err)
		home, err := w.svc.OpenHome(t.Context(), call)
		w.must(err)
		if home.Choices == nil || !slices.Equal(home.Choices.List.Mentors, []core.PersonID{ada.ID}) {
			t.Errorf("the Home shows %+v, want the choice made meanwhile", home.Choices)
		}
	})
}

func TestReplicasThatStartTogetherMakeOneProgramme(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ids := counter()
		for _, err := range atOnce(6, func(int) error {
			svc := core.New(db, core.ClockFunc(func() time.Time { return start }), ids)
			_, err := svc.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: "T1"})
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		workspace, err := db.WorkspaceByTeam(t.Context(), "T1")
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Read(t.Context(), workspace.ID, func(tx core.Tx) error {
			programs, err := tx.Programs().List(t.Context())
			if len(programs) != 1 {
				t.Errorf("%d programmes, want one", len(programs))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
