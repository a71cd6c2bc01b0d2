package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// What the other one writes at night is heard in the morning; what cannot wait comes at once.
func TestWhatCanWaitIsHeardAfterQuietHours(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		hour := func(n int) string {
			return w.clock.Now().In(mia.Location()).Add(time.Duration(n) * time.Hour).Format("15:00")
		}
		w.must(w.saveSettings(mia, func(s *core.Settings) { s.QuietFrom, s.QuietTo = hour(-1), hour(5) }))
		kept, err := w.svc.CreateGoal(ctx, w.call(ada), id, core.GoalInput{Title: "Give a talk"})
		w.must(err)
		_, err = w.svc.Ask(ctx, w.call(ada), id, "How are you?")
		w.must(err)
		_, err = w.svc.BookSession(ctx, w.call(ada), id, wednesday())
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeSessionBooked)
		w.pass(6 * time.Hour)
		w.hears(mia, core.NoticeGoal, core.NoticeInquiry)
		_, err = w.svc.CommentGoal(ctx, w.call(mia), kept.ID, "Where?")
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeSessionBooked, core.NoticeGoalComment)
	})
}
