package core_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// TestWhatSomebodyWaitsForComesBeforeWhatConcernsACrowd: while a dozen pairs are being introduced, somebody asks a mentor. The mentor hears
// of it before most pairs hear of each other, and so does the admin that the run is done.
func TestWhatSomebodyWaitsForComesBeforeWhatConcernsACrowd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		for i := range 12 {
			w.mentor(fmt.Sprint("Mentor", i), 1)
			w.joined(fmt.Sprint("Mentee", i))
		}
		page := w.draft(kim, everybody)
		_, err := w.svc.CommitPairing(ctx, w.call(kim), page.Run.ID, true)
		w.must(err)
		committing := w.take(core.JobPairing, "")
		w.must(w.carryOut(ctx, committing))
		w.must(w.db.Finish(ctx, committing, w.clock.Now()))

		mia, ada := w.mentee("Mia"), w.mentor("Ada", 1)
		w.clock.advance(time.Minute)
		_, err = w.submit(mia, ada)
		w.must(err)
		prompt, introduced, last := map[core.NoticeKind]bool{}, 0, false
		for {
			job, ok, err := w.db.Claim(ctx, w.clock.Now(), time.Minute)
			w.must(err)
			if !ok {
				break
			}
			switch job.Task.Notice {
			case core.NoticeMatched:
				introduced, last = introduced+1, job.Bulk
			case core.NoticeInvitation, core.NoticePairingRun:
				prompt[job.Task.Notice] = introduced == 0 && !job.Bulk
			}
			w.must(w.db.Finish(ctx, job, w.clock.Now()))
		}
		if introduced != 24 || !last || !prompt[core.NoticeInvitation] || !prompt[core.NoticePairingRun] {
			t.Errorf("%d introductions, bulk %v; before them %v", introduced, last, prompt)
		}
	})
}
