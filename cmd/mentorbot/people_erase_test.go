package main

import (
	"strings"
	"testing"

	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestSomebodyIsErasedFromTheCommandLine(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		populated(t, url)
		erase := func(user string, more ...string) result {
			return run(t, append([]string{"people", "erase", user, "--database-url", url, "--workspace", "T1"}, more...)...)
		}
		if got := erase("UNOBODY"); got.status == 0 || !strings.Contains(got.err, "nobody in the workspace has the Slack ID UNOBODY") {
			t.Errorf("somebody unknown: %+v", got)
		}
		if got := erase("UADA"); got.status != 0 || !strings.Contains(got.out, "ada has 0 mentorships") || !strings.Contains(got.out, "nothing was changed") {
			t.Errorf("without a yes: %+v", got)
		}
		if got := erase("UADA", "--yes"); got.status != 0 || !strings.Contains(got.out, "begun") {
			t.Errorf("with a yes: %+v", got)
		}
		db, err := storage.Open(t.Context(), storage.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for user, erasing := range map[string]bool{"UADA": true, "UBEN": false} {
			person, err := db.PersonByChatUser(t.Context(), "w", user)
			if err != nil || person.Erasing() != erasing {
				t.Errorf("%s: being erased %t, error %v", user, person.Erasing(), err)
			}
		}
	})
}
