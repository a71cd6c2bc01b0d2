package bot

import (
	"context"
	"sync"
)

// busy counts what is being done, so that others can wait for the end of it.
type busy struct {
	mu      sync.Mutex
	count   int
	changed chan struct{} // closed when count falls to zero, nil when it is zero
}

func (b *busy) add() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count == 0 {
		b.changed = make(chan struct{})
	}
	b.count++
}

func (b *busy) done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count--
	if b.count == 0 {
		close(b.changed)
		b.changed = nil
	}
}

// wait returns when nothing is being done, or with the error of ctx.
func (b *busy) wait(ctx context.Context) error {
	b.mu.Lock()
	changed := b.changed
	b.mu.Unlock()
	if changed == nil {
		return nil
	}
	select {
	case <-changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
