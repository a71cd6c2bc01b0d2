package slacksim

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGuideNamesMethods holds that the guide calls those methods simulated that the server knows, and no others.
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
	var named []string
	for _, name := range regexp.MustCompile("`([a-zA-Z0-9.]+)`").FindAllStringSubmatch(list, -1) {
		named = append(named, name[1])
	}
	slices.Sort(named)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(methodTable())), named); diff != "" {
		t.Errorf("methods known to the server and named in the guide (-known +named):\n%s", diff)
	}
}
