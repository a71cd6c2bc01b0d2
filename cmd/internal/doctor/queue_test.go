package doctor_test

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
)

func TestTheDoctorTellsOfMessagesThatWait(t *testing.T) {
	for name, test := range map[string]struct {
		due   []time.Duration // before now; empty for a new database
		says  string
		fails bool
	}{
		"a new database":          {nil, "known once the schema is up to date", false},
		"what is to come":         {[]time.Duration{-time.Hour}, "nothing waits", false},
		"what is being done":      {[]time.Duration{2 * time.Second, time.Second}, "2 due, the oldest for", false},
		"a service nobody starts": {[]time.Duration{time.Second, 2 * time.Hour}, "2 of them, the oldest (sweep) for 2h0m", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			if test.due != nil {
				p.queue(t, test.due)
			}
			text, failed, _ := p.examine(t)
			if !strings.Contains(text, test.says) || len(failed) > 0 != test.fails {
				t.Errorf("failed: %q\n%s", failed, text)
			}
		})
	}
}

// queue leaves jobs that became due some time ago.
func (p *patient) queue(t *testing.T, due []time.Duration) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: p.config.DatabaseURL})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, before := range due {
		job := core.Job{ID: core.JobID(strings.Repeat("j", i+1)), Kind: core.JobSweep, RunAt: time.Now().Add(-before)}
		job.Key = string(job.ID)
		if err := db.EnqueueSystem(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
}
