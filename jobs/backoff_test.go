package jobs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/jobs"
)

func TestBackoffDoublesUpToItsMaximum(t *testing.T) {
	b := jobs.Backoff{First: 5 * time.Second, Max: time.Minute, Attempts: 7}
	var got []time.Duration
	for failures := 1; failures <= 7; failures++ {
		got = append(got, b.Wait(failures, 0))
	}
	want := []time.Duration{5, 10, 20, 40, 60, 60, 60}
	for i := range want {
		want[i] *= time.Second
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

func TestBackoffJitterShortensByAQuarterAtMost(t *testing.T) {
	b := jobs.DefaultBackoff()
	for failures := 1; failures < b.Attempts; failures++ {
		whole, least := b.Wait(failures, 0), b.Wait(failures, 0.999)
		if least > whole || least < whole*3/4 {
			t.Errorf("after %d failures: jitter gives %s of %s", failures, least, whole)
		}
	}
}

func TestDefaultBackoffOutlastsAnOutageOfThreeHours(t *testing.T) {
	b := jobs.DefaultBackoff()
	var total time.Duration
	for failures := 1; !b.Exhausted(failures); failures++ {
		total += b.Wait(failures, 0.999)
	}
	if total < 3*time.Hour {
		t.Errorf("gives up after %s", total)
	}
}
