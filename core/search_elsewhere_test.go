package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// What a mentor offers in one programme is nothing they are found or counted by in another.
func TestTopicsBelongToTheProgrammeTheyAreOfferedIn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "elsewhere"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.person("mia"), w.mentor("ada", 2)
		w.mentor("ben", 1)
		w.fill(mia, core.Skills{Summary: "I like honey.", Wishes: []string{"Bee keeping", "Leadership"}, MeetingModes: []string{"online"}})
		_, err := w.svc.Join(ctx, w.call(mia), core.Joining{Mentee: true})
		w.must(err)
		first := w.firstProgram()
		w.secondProgram("second", core.ProgramOpen)
		_, err = w.svc.SaveMentor(ctx, w.call(ada), core.MentorSettings{
			Program: "second", Topics: []string{"Bee keeping"}, Languages: []string{"en"}, Capacity: 1,
		})
		w.must(err)

		find := func(c core.Criteria, want ...string) {
			t.Helper()
			found, err := w.svc.Find(ctx, w.call(mia), c)
			w.must(err)
			var names []string
			for _, m := range found.Mentors {
				names = append(names, m.Person.Name)
			}
			sameNames(t, "found", names, want...)
			if found.Total != len(want) || found.Listed != len(want) {
				t.Errorf("%d found, %d listed, want %d", found.Total, found.Listed, len(want))
			}
		}
		_, err = w.svc.SwitchProgram(ctx, w.call(mia), first)
		w.must(err)
		find(core.Criteria{Topics: []string{"bee keeping"}})
		find(core.Criteria{Text: "keeping"})
		find(core.Criteria{Text: "ada"}, "ada") // by a name alone
		find(core.Criteria{Topics: []string{"Leadership"}, Text: "help"}, "ada", "ben")
		supply, err := w.svc.Supply(ctx, w.call(kim), first)
		w.must(err)
		for _, topic := range supply.Topics {
			if want := map[string]int{"Bee keeping": 0, "Leadership": 3}[topic.Topic]; topic.Free != want {
				t.Errorf("%s: %d free places, want %d", topic.Topic, topic.Free, want)
			}
		}

		_, err = w.svc.SwitchProgram(ctx, w.call(mia), "second")
		w.must(err)
		find(core.Criteria{Topics: []string{"bee keeping"}}, "ada")
		find(core.Criteria{Text: "keeping"}, "ada")
		find(core.Criteria{Topics: []string{"Leadership"}}, "ada") // a skill, which is the person's
	})
}

// Nor do those found for a topic of another programme keep others from being found.
func TestTopicsElsewhereTakeNoPlaceAmongTheBest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "crowded")
		mia := w.mentee("mia")
		w.crowd(250) // indexed with leadership, which they do not offer here
		w.mentor("zoe", 1)
		found, err := w.svc.Find(context.Background(), w.call(mia), core.Criteria{Topics: []string{"Leadership"}})
		w.must(err)
		if len(found.Mentors) != 1 || found.Mentors[0].Person.Name != "zoe" || found.Total != 1 {
			t.Errorf("found %d of %d", len(found.Mentors), found.Total)
		}
	})
}
