package main

import (
	"strings"
	"testing"

	"mentorbot/storage/storagetest"
)

func TestMigrateBringsTheSchemaUpToDateAndBack(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		for _, step := range []struct{ flag, want string }{
			{"--status", "still to be run: 0001_first_schema"},
			{"", "done: 0001_first_schema"},
			{"", "the schema is up to date"},
			{"--status", "the schema is up to date"},
			{"--rollback", "taken back: 0001_first_schema"},
			{"--rollback", "there is nothing to take back"},
			{"--status", "still to be run: 0001_first_schema"},
		} {
			got := run(t, strings.Fields("migrate --database-url "+url+" "+step.flag)...)
			if got.status != statusOK || !strings.HasPrefix(got.out, step.want) {
				t.Errorf("migrate %s: status %d, %q %q, want %q", step.flag, got.status, got.out, got.err, step.want)
			}
		}
	})
}
