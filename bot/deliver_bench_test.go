package bot_test

import (
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// The benchmark's time goes faster than the real one, product time and that of the limits alike.
const benchPace = 10

// BenchmarkDeliveriesAtTheLimit writes to many people for the first time, as fast as Slack's limits allow, while some of the calls that they
// do allow are refused as if they did not (design: 1.2 times what the limits take; none lost, none twice). It has a machine to itself or
// measures what else that does.
func BenchmarkDeliveriesAtTheLimit(b *testing.B) {
	for _, people := range []int{100, 500} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			for b.Loop() {
				taken, allowed := deliverAtTheLimit(b, people, perPerson)
				b.ReportMetric(taken.Seconds()/allowed.Seconds(), "times-the-limits")
				b.ReportMetric(taken.Seconds(), "product-s")
			}
		})
	}
}

// perPerson is how many messages everybody gets, one after the other.
const perPerson = 2

func deliverAtTheLimit(b *testing.B, people, each int) (taken, allowed time.Duration) {
	w := prepare(b)
	options := w.options()
	options.NoRateLimits, options.Protocol = false, w.time
	for i := range people {
		id := fmt.Sprintf("UBENCH%d", i)
		options.Users = append(options.Users, slacksim.User{ID: id, Name: id, RealName: id, Email: id + "@example.org", TZ: "Europe/Paris"})
	}
	w.simulate(options)
	admin := w.person("UBENCH0", "Bench", "Europe/Paris", "en-GB")
	programs, err := w.service.Dashboard(b.Context(), core.Call{Workspace: w.ws, Actor: admin.ID})
	w.must(err)
	program := programs.Program.ID
	var queue []core.Job
	for i := range people {
		id := fmt.Sprintf("UBENCH%d", i)
		p, err := w.service.SyncPerson(b.Context(), core.Call{Workspace: w.ws}, core.ChatProfile{
			ChatUserID: id, Name: id, Email: id + "@example.org", TimeZone: "Europe/Paris", Locale: "en-GB", OwnPicture: true,
		})
		w.must(err)
		w.must(w.db.Change(b.Context(), w.ws, func(tx core.Tx) error {
			return tx.Participants().Save(b.Context(), core.Participant{Program: program, Person: p.ID, State: core.ParticipantRemoved, Mentee: true})
		}))
		for n := range each {
			queue = append(queue, core.Job{
				ID: core.JobID(fmt.Sprintf("job-%d-%d", i, n)), Kind: core.JobNotice, Lane: "dm:" + string(p.ID), RunAt: w.time(), CreatedAt: w.time(),
				Task: core.Task{Notice: core.NoticeRemoved, To: p.ID, Program: program},
			})
		}
	}
	w.must(w.settle(b.Context()))
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultRateLimited, "rate": 0.02, "retry_after": 1, "seed": 1})
	begun := w.time()
	w.must(w.db.Change(b.Context(), w.ws, func(tx core.Tx) error { return tx.Jobs().Enqueue(b.Context(), queue...) }))
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	last, looked := time.Now(), time.Now()
	for range tick.C {
		now := time.Now()
		w.advance(now.Sub(last) * benchPace)
		last = now
		w.worker.Wake()
		if now.Sub(looked) < time.Second {
			continue
		}
		looked = now
		left := people * each
		for i := range people {
			left -= len(w.messages(fmt.Sprintf("UBENCH%d", i)))
		}
		if left <= 0 {
			break
		}
	}
	taken = w.time().Sub(begun)
	for i := range people {
		got := map[any]bool{}
		all := w.messages(fmt.Sprintf("UBENCH%d", i))
		for _, m := range all {
			got[fmt.Sprint(m["metadata"])] = true
		}
		if len(all) != each || len(got) != each {
			b.Errorf("person %d has %d messages of %d jobs, want %d", i, len(all), len(got), each)
		}
	}
	// What the simulator takes for a workspace's limits: 300 messages at once, then 300 a minute, and a sixth of that in new conversations.
	posting, opening := time.Duration(people*each-300)*time.Minute/300, time.Duration(people-50)*time.Minute/50
	return taken, max(posting, opening)
}
