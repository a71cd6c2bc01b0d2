package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestADeliveryReadsBackAsItWasSaved(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		want := core.Delivery{
			ID: "d", Job: "first", Person: w.person(0), Channel: core.ChannelEmail, State: core.DeliveryFailed, Reason: core.DirectRefused,
			Code: "channel_not_found", MailReason: core.MailRefused, At: noon,
			Task: core.Task{Notice: core.NoticeSessionReminder, To: w.person(0), Session: "s", Lead: 15, Sequence: 2},
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Deliveries().Save(ctx, want) })
		want.Job, want.State, want.At = "second", core.DeliverySent, after(time.Hour)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Deliveries().Save(ctx, want) })
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			got, err := tx.Deliveries().ByJob(ctx, "second")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read back otherwise (-want +got):\n%s", diff)
			}
			return err
		})
	})
}

func TestDeliveriesAreCountedAndFailuresComeLatestFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		save := func(id string, state core.DeliveryState, by core.DeliveryChannel, at time.Time) core.Delivery {
			return core.Delivery{ID: core.DeliveryID(id), Job: core.JobID(id), Person: w.person(0), State: state, Channel: by, At: at}
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for n, d := range []core.Delivery{
				save("too old", core.DeliveryFailed, core.ChannelDirect, noon.Add(-time.Second)),
				save("a", core.DeliveryFailed, core.ChannelDirect, noon), save("b", core.DeliveryFailed, core.ChannelEmail, after(2*time.Hour)),
				save("c", core.DeliveryFailed, core.ChannelDirect, after(time.Hour)), save("d", core.DeliveryFailed, core.ChannelDirect, after(time.Hour)),
				save("mailed", core.DeliverySent, core.ChannelEmail, noon), save("in the end", core.DeliverySent, core.ChannelDirect, noon),
				save("waits", core.DeliveryQueued, core.ChannelEmail, noon), save("moot", core.DeliveryDropped, core.ChannelEmail, noon),
			} {
				must(t, tx.Deliveries().Save(ctx, d))
				m := core.Message{ID: core.MessageID(d.ID), Job: d.Job, Person: w.person(0), SentAt: noon}
				switch n {
				case 0:
					m.SentAt = noon.Add(-time.Second)
				case 1:
					m.Person = "" // a group conversation
				}
				must(t, tx.Messages().Save(ctx, m))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			counts, err := tx.Deliveries().Counts(ctx, noon)
			must(t, err)
			if want := (core.DeliveryCounts{Direct: 7, Email: 1, Failed: 4}); counts != want {
				t.Errorf("counts %+v, want %+v", counts, want)
			}
			id := func(d core.Delivery) core.DeliveryID { return d.ID }
			first, err := tx.Deliveries().Failed(ctx, noon, 0, 3)
			expect(t, "first page", ids(t, first, err, id), "b", "d", "c")
			second, err := tx.Deliveries().Failed(ctx, noon, 3, 3)
			expect(t, "second page", ids(t, second, err, id), "a")
			return nil
		})
	})
}
