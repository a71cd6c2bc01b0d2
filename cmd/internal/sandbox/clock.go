package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// clockFile remembers how far the clock was moved, so that a sandbox started again on the same data does not go back in time.
const clockFile = "clock"

// startOf is what the clock shows first: what was asked for, else now moved by as much as it was moved when it was left.
func startOf(o Options) (time.Time, error) {
	if !o.Start.IsZero() {
		return o.Start, nil
	}
	now := time.Now().UTC()
	stored, err := os.ReadFile(filepath.Join(o.Dir, clockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return now, nil
	}
	if err != nil {
		return now, fmt.Errorf("read clock: %w", err)
	}
	ahead, err := time.ParseDuration(strings.TrimSpace(string(stored)))
	if err != nil {
		return now, fmt.Errorf("read clock: %w", err)
	}
	return now.Add(ahead), nil
}

func rememberClock(dir string, shown time.Time) error {
	ahead := time.Until(shown).Round(time.Second)
	if err := os.WriteFile(filepath.Join(dir, clockFile), []byte(ahead.String()+"\n"), 0o600); err != nil {
		return fmt.Errorf("remember clock: %w", err)
	}
	return nil
}
