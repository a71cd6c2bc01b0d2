package jobs

import (
	"context"
	"sync"
	"time"
)

// pulse lets slots rest until there may be work and lets others wait until there is none. Every reason to look at the queue
// again is a beat; the queue is known to be empty as of a beat when a look that began after it found nothing and no slot is
// busy. One resting slot looks for all: when it finds work it nudges the next, so that a single job costs one look and many
// jobs wake everybody.
type pulse struct {
	nudges  chan struct{} // holds one nudge until a slot rests
	mu      sync.Mutex
	beats   uint64
	busy    int           // slots looking or working
	worked  uint64        // looks that led to work, counted when it is done
	empty   uint64        // the latest beat the queue was found empty after
	failed  bool          // the last look failed, so nothing is known
	changed chan struct{} // closed and replaced whenever something above changes
}

func newPulse() *pulse { return &pulse{nudges: make(chan struct{}, 1), changed: make(chan struct{})} }

// notify wakes whoever waits. The caller holds mu.
func (p *pulse) notify() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// beat says that the queue may have changed and returns the number of the beat.
func (p *pulse) beat() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.beats++
	p.notify()
	p.nudge()
	return p.beats
}

// nudge makes one slot look that rests now or will rest next.
func (p *pulse) nudge() {
	select {
	case p.nudges <- struct{}{}:
	default: // one is waiting already, and its look will come after this
	}
}

// enter begins a look at the queue; it returns the beat the look is good for.
func (p *pulse) enter() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy++
	return p.beats
}

// leave ends a look and the work it led to. Work may have added jobs or freed a lane, so it counts as a beat; the slot itself is
// the one to look again.
func (p *pulse) leave(beat uint64, worked bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy--
	p.failed = err != nil
	switch {
	case worked:
		p.worked++
		p.beats++
	case err == nil:
		p.empty = max(p.empty, beat)
	}
	p.notify()
}

// runs is how often work was done.
func (p *pulse) runs() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.worked
}

// rest waits for a nudge, the end of the poll interval or of ctx.
func (p *pulse) rest(ctx context.Context, poll time.Duration) {
	timer := time.NewTimer(poll)
	defer timer.Stop()
	select {
	case <-p.nudges:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// quiet waits until the queue was found empty after the beat and after every one that followed.
func (p *pulse) quiet(ctx context.Context, beat uint64) error {
	for {
		p.mu.Lock()
		done := p.busy == 0 && !p.failed && p.empty >= beat && p.empty == p.beats
		changed := p.changed
		p.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
