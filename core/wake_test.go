package core_test

import (
	"testing"

	"mentorbot/core"
	"mentorbot/storage/storagetest"
)

// A worker is woken by what adds jobs and left in peace by what only reads or is refused.
func TestWorkersAreWokenForJobsOnly(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	woken := 0
	w.svc.OnJobs(func() { woken++ })

	w.dashboard(mia)
	if _, err := w.svc.AddChoice(t.Context(), w.call(ada), ada.ID); core.Refusal(err) == nil {
		t.Fatalf("got %v, want a refusal", err)
	}
	if woken != 0 {
		t.Errorf("woken %d times for nothing", woken)
	}
	if _, err := w.submit(mia, ada); err != nil {
		t.Fatal(err)
	}
	if woken != 1 {
		t.Errorf("woken %d times for one commit with jobs", woken)
	}
}
