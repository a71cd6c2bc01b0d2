package chaos

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// clock is product time, the machine's moved by an offset in a file, from which the app's processes read it.
type clock struct {
	file string

	mu     sync.Mutex
	offset time.Duration
	skew   time.Duration // the app's clock only
}

func newClock(file string, start time.Time) (*clock, error) {
	c := &clock{file: file, offset: time.Until(start).Truncate(time.Second)}
	return c, c.write()
}

// Now implements slacksim.Clock.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().UTC().Add(c.offset)
}

// Advance implements slacksim.Clock.
func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	if err := c.write(); err != nil {
		panic(err) // a temporary directory that cannot be written to
	}
}

// jump moves the clock of the app alone by d from where Slack's is.
func (c *clock) jump(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew = d
	if err := c.write(); err != nil {
		panic(err)
	}
}

// write replaces the file at once, so that nobody reads half of it.
func (c *clock) write() error {
	fresh := c.file + ".new"
	if err := os.WriteFile(fresh, []byte((c.offset + c.skew).String()), 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, c.file)
}

// sharedClock is the clock as a process of the app reads it.
type sharedClock string

func (file sharedClock) offset() time.Duration {
	text, err := os.ReadFile(string(file))
	if err != nil {
		panic(fmt.Errorf("product clock: %w", err))
	}
	d, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil {
		panic(fmt.Errorf("product clock: %w", err))
	}
	return d
}

// Now implements core.Clock.
func (file sharedClock) Now() time.Time { return time.Now().UTC().Add(file.offset()) }
