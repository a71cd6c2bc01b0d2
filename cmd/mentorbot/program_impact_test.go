package main

import (
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// placeMentor makes somebody a mentor with five mentees at most, who can be found, in the organisation's programme.
func placeMentor(t *testing.T, url string) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w, err := db.WorkspaceByTeam(t.Context(), "T1")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Change(t.Context(), w.ID, func(tx core.Tx) error {
		all, err := tx.Programs().List(t.Context())
		if err != nil {
			return err
		}
		one, err := tx.People().ByChatUser(t.Context(), "U1")
		if err != nil {
			return err
		}
		return tx.Participants().Save(t.Context(), core.Participant{
			Program: all[0].ID, Person: one.ID, Mentor: true, State: core.ParticipantActive, Capacity: 5, Findable: true, ApprovedMentor: true,
		})
	}); err != nil {
		t.Fatal(err)
	}
}

func TestADryRunSaysWhomAFileConcerns(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		organisation(t, url)
		placeMentor(t, url)
		path, text := exported(t, url)
		write(t, path, strings.NewReplacer("default_capacity: 2", "default_capacity: 1", "questions: []\n", questionnaire).Replace(text))
		for _, want := range []string{
			"What it means:\n", "  1 mentor has more places than new mentors would get, and keeps them.\n",
			"  1 mentor could no longer be found until something is filled in or answered. Requests to them pass on.\n",
		} {
			if dry := applied(t, url, path, "--dry-run"); !strings.Contains(dry.out, want) {
				t.Errorf("the dry run does not say %q: %d %s%s", want, dry.status, dry.out, dry.err)
			}
		}
		if got := applied(t, url, path); strings.Contains(got.out, "What it means") {
			t.Errorf("what was applied is not what would be: %s", got.out)
		}
	})
}
