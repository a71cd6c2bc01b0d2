package slacksim_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestGuideNamesMethods holds that every method the guide calls simulated is known to the server.
func TestGuideNamesMethods(t *testing.T) {
	guide, err := os.ReadFile("../docs/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, found := strings.Cut(string(guide), "These are simulated:")
	if !found {
		t.Fatal("the guide lists no methods")
	}
	list, _, _ = strings.Cut(list, "\n\n")
	s := start(t, nil)
	names := regexp.MustCompile("`([a-zA-Z0-9.]+)`").FindAllStringSubmatch(list, -1)
	if len(names) == 0 {
		t.Error("the guide's list of methods is empty")
	}
	for _, name := range names {
		if got := problem(s.api(name[1], nil)); got == "unknown_method" {
			t.Errorf("%s is in the guide but not known", name[1])
		}
	}
}
