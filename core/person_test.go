package core_test

import (
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAChosenTimeZoneOutlivesNewsFromTheChatSystem(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		news := core.ChatProfile{ChatUserID: "UMia", Name: "Mia", TimeZone: "Asia/Tokyo"}
		mia := w.person("Mia")
		follows := func(want string) {
			t.Helper()
			p, err := w.svc.SyncPerson(t.Context(), core.Call{Workspace: w.ws}, news)
			w.must(err)
			if p.TimeZone != want {
				t.Errorf("zone %s, want %s", p.TimeZone, want)
			}
		}
		follows("Asia/Tokyo") // nothing was chosen yet
		_, err := w.svc.SaveBasics(t.Context(), w.call(mia), core.Basics{Name: "Mia", TimeZone: "Africa/Nairobi"})
		w.must(err)
		follows("Africa/Nairobi")
	})
}

func TestAnUnreachableMentorWhoComesByCanBeFoundAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		found := func(want int) {
			t.Helper()
			results, err := w.svc.Find(t.Context(), w.call(mia), core.Criteria{})
			w.must(err)
			if results.Total != want {
				t.Errorf("%d mentors found, want %d", results.Total, want)
			}
		}
		job := core.Job{ID: "lost", Workspace: w.ws, Task: core.Task{To: ada.ID, Notice: core.NoticeExhausted}}
		w.must(w.svc.Undelivered(t.Context(), job, core.Undelivered{Reason: core.DirectRefused}))
		found(0)
		_, err := w.svc.OpenHome(t.Context(), w.call(ada))
		w.must(err)
		found(1)
	})
}
