package core_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// BenchmarkPairingRun is a whole run, from the rows of 50,000 mentees and 10,000 mentors with five places each to the stored proposals
// (design: 60 s, 2 GiB).
func BenchmarkPairingRun(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"SQLite": storagetest.SQLiteURL, "PostgreSQL": storagetest.PostgresURL} {
		b.Run(fmt.Sprintf("%s/50000x10000", name), func(b *testing.B) { benchPairing(b, url(b), 50_000, 10_000) })
	}
}

func benchPairing(b *testing.B, url string, mentees, mentors int) {
	db, err := storage.Open(b.Context(), storage.Options{URL: url})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	w, t := newWorld(b, db, "T1"), newTown(1)
	program, kim := w.firstProgram(), w.admin("Kim")
	w.must(db.Change(b.Context(), w.ws, func(tx core.Tx) error { return t.mentor(b.Context(), tx, program, "first") }))
	t.settleAs(b, url, w, program, 0, mentors, row{"capacity": "5", "unavailable": "FALSE"})
	t.settleAs(b, url, w, program, mentors, mentors+mentees, row{"mentor": "FALSE", "mentee": "TRUE", "findable": "FALSE", "unavailable": "FALSE"})
	used := processorTime()
	for b.Loop() {
		page, err := w.svc.StartPairing(b.Context(), w.call(kim), program, core.PairingSettings{Objective: matching.MostScore, Who: core.PairEverybody})
		w.must(err)
		job := core.Job{Kind: core.JobPairing, Workspace: w.ws, Task: core.Task{Run: page.Run.ID}}
		w.must(w.svc.Handlers()[core.JobPairing](b.Context(), job))
		page, err = w.svc.PairingPage(b.Context(), w.call(kim), page.Run.ID, 0)
		w.must(err)
		b.ReportMetric(float64(page.Run.Statistics.Pairs), "pairs")
		b.ReportMetric(float64(page.Run.Statistics.Total), "score")
	}
	b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(peakMemory(), "peak-MiB")
}

// peakMemory is the most memory the process has had, in MiB; 0 where the system does not tell.
func peakMemory() float64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	kib, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.Atoi(kib)
	if err != nil {
		return 0
	}
	return float64(n) / 1024
}
