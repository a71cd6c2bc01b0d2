package chaos

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// visitors is how many people are at their clients at the same time.
const visitors = 6

// load keeps people busy until ctx ends.
func (w *world) load(ctx context.Context, seed uint64) {
	busy := make([]sync.Mutex, len(w.people))
	var all sync.WaitGroup
	for n := range visitors {
		all.Go(func() {
			draw := rand.New(rand.NewPCG(seed, uint64(n)))
			for ctx.Err() == nil {
				i := draw.IntN(len(w.people))
				if !busy[i].TryLock() {
					continue
				}
				visitor{w, &w.people[i], w.book, draw}.visit()
				busy[i].Unlock()
				w.breathe(ctx, draw)
			}
		})
	}
	all.Wait()
}

// breathe is the pause of a person between two things, longer while the app is away.
func (w *world) breathe(ctx context.Context, draw *rand.Rand) {
	rest := time.Duration(draw.IntN(20)) * time.Millisecond
	if !w.sim.Connected() {
		rest += 100 * time.Millisecond
	}
	select {
	case <-time.After(rest):
	case <-ctx.Done():
	}
}
