package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mentorbot/core"
)

// Each setting of the file is tried with what it cannot be, by its kind.
func TestEachSettingOfTheFileIsRefusedByLineAndKey(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	type bad struct{ value, want string }
	for _, f := range core.PolicyFields() {
		var tries []bad
		bounds := fmt.Sprintf("Please choose a number from %d to %d", f.Min, f.Max)
		switch f.Kind {
		case core.PolicyNumber:
			tries = []bad{{fmt.Sprint(f.Max + 1), bounds}, {fmt.Sprint(f.Min - 1), bounds}, {"many", "expected a whole number"}, {"1.5", "expected a whole number"}}
		case core.PolicyYesNo:
			tries = []bad{{"sometimes", "expected true or false"}, {"1", "expected true or false"}}
		case core.PolicyChoice:
			tries = []bad{{"stars", "Please choose one of the options"}, {"[1]", "expected text"}}
		case core.PolicyText:
			tries = []bad{{"[1]", "expected text"}, {strings.Repeat("x", f.Max+1), fmt.Sprintf("Please keep this to %d characters", f.Max)}}
		case core.PolicySet:
			tries = []bad{{"[stars]", "Please choose one of the options"}, {"stars", "expected a list"}}
		case core.PolicyMoments:
			tries = []bad{{"[1]", bounds}, {"[a]", "expected a whole number"}, {"soon", "expected a list"}}
		case core.PolicyPlan, core.PolicyWeights:
			tries = []bad{{"3", "expected"}}
		}
		line := regexp.MustCompile(`(?m)^  ` + regexp.QuoteMeta(f.Key) + `:(.*(?:\n    .*)*)$`)
		if !line.MatchString(text) || len(tries) == 0 {
			t.Errorf("%s (%s) cannot be tried", f.Key, f.Kind)
			continue
		}
		for _, try := range tries {
			write(t, path, line.ReplaceAllString(text, "  "+f.Key+": "+try.value))
			got := run(t, "program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path)
			if got.status != statusFailed || !strings.Contains(got.err, f.Key) || !strings.Contains(got.err, try.want) || !strings.Contains(got.err, "line ") {
				t.Errorf("%s: %s: status %d, want %q with a line, got %s", f.Key, try.value, got.status, try.want, got.err)
			}
		}
	}
	for key, value := range map[string]string{"policy": "3", "staff": "3", "name": "[1]", "state": "asleep"} {
		line := regexp.MustCompile(`(?m)^` + key + `:(.*(?:\n  .*)*)$`)
		write(t, path, line.ReplaceAllString(text, key+": "+value))
		got := run(t, "program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path)
		if got.status != statusFailed || !strings.Contains(got.err, "line ") {
			t.Errorf("%s: %s: status %d, %s", key, value, got.status, got.err)
		}
	}
}
