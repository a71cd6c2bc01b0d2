package view_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

func TestFieldErrorsFallOnTheirInputs(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	refusal := &core.Error{
		Code: core.CodeRequired, Field: "name",
		Also: []*core.Error{
			{Code: core.CodeTooLong, Field: "phone", Args: map[string]any{"Limit": 40}},
			{Code: core.CodeForbidden, Field: "name"},
		},
	}
	want := map[string]string{"name": "Please fill this in.", "phone": "Please keep this to 40 characters."}
	if diff := cmp.Diff(want, f.FieldErrors(refusal, f.Basics(profile(false), core.Program{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestARefusalOfTheWholeFormFallsOnTheFirstInput(t *testing.T) {
	f := paris(t, catalogue(t), "fr")
	want := map[string]string{"choice_1": "Vous avez déjà un mentor."}
	got := f.FieldErrors(&core.Error{Code: core.CodeAlreadyMatched}, f.Choices(choices(core.ChoicesDraft)))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestARefusalNamesWhomItIsAbout(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	got := f.Refusal(&core.Error{Code: core.CodeInvitationWithdrawn, Args: map[string]any{"Name": "Amara\nDiallo"}})
	if want := "Amara Diallo withdrew this request. There is nothing left to do."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnOverlapSaysWhoIsBusyAndNeverWithWhom(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	args := map[string]any{"Own": true, "Name": "Kenji Sato", "Start": now, "End": now.Add(45 * time.Minute)}
	overlap := &core.Error{Code: core.CodeSessionOverlap, Args: args}
	if got, want := f.Refusal(overlap), "You have another session from 10:00 to 10:45. Please choose a different time."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	args["Own"] = false
	if got, want := f.Refusal(overlap), "Kenji Sato has another session then. Please choose a different time."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
