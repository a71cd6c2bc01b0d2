package app

import (
	"errors"
	"testing"

	"mentorbot/core"
)

// A worker keeps a job that is not given up, so that an erasure goes on after any outage.
func TestAnErasureIsNeverGivenUp(t *testing.T) {
	var a App
	if err := a.giveUp(nil)(t.Context(), core.Job{Kind: core.JobErase}, errors.New("the database was away for days")); err == nil {
		t.Error("an erasure was given up")
	}
}
