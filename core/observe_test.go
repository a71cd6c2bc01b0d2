package core_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAnObserverSeesActionsBeginAndEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		mentee := w.person("mentee")
		var begun, refused []core.Action
		w.svc.Observe(func(ctx context.Context, action core.Action) (context.Context, func(error)) {
			begun = append(begun, action)
			return ctx, func(err error) {
				if core.Refusal(err) != nil {
					refused = append(refused, action)
				}
			}
		})
		if _, err := w.svc.Requests(t.Context(), w.call(mentee)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.svc.Accept(t.Context(), w.call(mentee), "nobody's"); err == nil {
			t.Fatal("accepted an invitation nobody sent")
		}
		if diff := cmp.Diff([]core.Action{core.ActionViewRequests, core.ActionAccept}, begun); diff != "" {
			t.Errorf("begun (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]core.Action{core.ActionAccept}, refused); diff != "" {
			t.Errorf("refused (-want +got):\n%s", diff)
		}
	})
}
