package core_test

import (
	"os"
	"strings"
	"testing"

	"mentorbot/core"
)

// People and programs read the keys of the export in the documentation, so it names every one of them, section by section.
func TestTheKeysOfTheExportAreDocumented(t *testing.T) {
	raw, err := os.ReadFile("../docs/my-data.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range core.DataSections() {
		var keys []string
		for _, f := range section.Fields {
			keys = append(keys, f.Key)
		}
		if line := "| `" + section.Key + "` | " + strings.Join(keys, ", ") + " |"; !strings.Contains(string(raw), line) {
			t.Errorf("docs/my-data.md lacks: %s", line)
		}
	}
}
