package chaos

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"mentorbot/slacksim"
)

// mishaps are what goes wrong during a run.
type mishaps struct {
	w     *world
	draw  *rand.Rand
	kills int // carried out
	jumps int // of the clock
	cuts  int // of all sockets
}

// weather is how Slack misbehaves all the time: shares of the calls by the app and of what is sent to it.
func (m *mishaps) weather(seed uint64) {
	for i, f := range []slacksim.Fault{
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultHTTP500, Rate: 0.03},
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultRateLimited, Rate: 0.03},
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultDrop, Rate: 0.04},
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultCut, Rate: 0.03},
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultSlow, Rate: 0.03, Delay: "100ms"},
		{Method: slacksim.EveryMethod, Kind: slacksim.FaultError, Error: "internal_error", Rate: 0.01},
		{Method: "events_api", Kind: slacksim.FaultDrop, Rate: 0.05},
		{Method: "events_api", Kind: slacksim.FaultCut, Rate: 0.03},
		{Method: "events_api", Kind: slacksim.FaultHold, Rate: 0.05},
		{Method: "interactive", Kind: slacksim.FaultDrop, Rate: 0.03},
		{Method: "interactive", Kind: slacksim.FaultSlow, Rate: 0.03, Delay: "200ms"},
		{Method: "slash_commands", Kind: slacksim.FaultDrop, Rate: 0.03},
	} {
		f.Seed = seed + uint64(i)
		m.w.must(m.w.sim.InjectFault(f))
	}
	m.w.gate.cuts(0.15, rand.New(rand.NewPCG(seed, 100)))
}

// strike kills processes until it has killed enough, with other misfortune between, and gives up when ctx ends.
func (m *mishaps) strike(ctx context.Context, want int) {
	for m.kills < want && ctx.Err() == nil {
		select {
		case <-time.After(time.Duration(m.draw.Int64N(int64(2 * *pause)))):
		case <-ctx.Done():
			return
		}
		if victim := m.w.replicas[m.draw.IntN(len(m.w.replicas))]; victim.kill() {
			m.kills++
		}
		m.more(m.kills, want)
	}
	m.w.gate.closed.Store(false)
}

// more is what happens besides the n-th kill.
func (m *mishaps) more(n, want int) {
	switch m.draw.IntN(6) {
	case 0:
		m.w.clock.Advance(time.Duration(1+m.draw.IntN(20)) * time.Hour)
		m.jumps++
	case 1:
		reasons := []string{"warning", "refresh_requested", "link_disabled"}
		m.w.sim.Disconnect(reasons[m.draw.IntN(len(reasons))])
		m.cuts++
	case 2:
		m.w.gate.closed.Store(!m.w.gate.closed.Load())
	}
	if n == want/2 { // a mentor and a mentee leave
		m.deactivate(0)
		m.deactivate(len(m.w.people) - 1)
	}
}

func (m *mishaps) deactivate(i int) {
	var answer struct{}
	err := m.w.control(http.MethodPatch, "users/"+m.w.people[i].user.ID, fields{"deleted": true}, &answer)
	if err != nil {
		m.w.t.Error(fmt.Errorf("deactivate: %w", err))
	}
}

// clear ends all misfortune.
func (m *mishaps) clear() {
	var answer struct{}
	m.w.must(m.w.control(http.MethodDelete, "faults", nil, &answer))
	m.w.gate.closed.Store(false)
	m.w.gate.cuts(0, nil)
}
