package stories

import (
	"os"
	"path/filepath"
	"testing"

	"mentorbot/core"
)

// An admin's path with a mouse goes on: facts from a file, looked at before they are imported, and a run from the dry run to the introductions.
func TestAnAdminImportsAndPairsInABrowser(t *testing.T) {
	browse(t, kim, 1360, 900, func(v *visitor) {
		v.member(mia)
		_, err := v.box.App.Service.Join(v.in(), v.as(mia), core.Joining{Mentee: true})
		v.must(err)
		v.settle()
		v.imports("people.csv", "email,unit,gender\nmia@example.org,Water and sanitation,f\nada@example.org,Research,nonsense\n")
		if facts := v.factsOf(mia); facts[core.FactUnit].Value != "Water and sanitation" {
			t.Errorf("stored: %+v", facts)
		}
		v.pairsARun()
	})
}

// imports chooses a file in the form, looks at what it would do, and says yes.
func (v *visitor) imports(name, text string) {
	v.t.Helper()
	path := filepath.Join(v.t.TempDir(), name)
	v.must(os.WriteFile(path, []byte(text), 0o600))
	v.press(".home", "admin_open")
	v.press(".modal", "people_import_open")
	v.do(v.tab.Choose(".modal [data-block-id=file] input[type=file]", path))
	v.reads(".modal [data-block-id=file]", name)
	v.click("[data-modal=submit]")
	v.settle()
	v.reads(".modal", "The file has 2 lines.")
	v.reads(".modal", "Line 3, column gender")
	v.click("[data-modal=submit]")
	v.settle()
	v.reads(".modal", "The import is done.")
	v.click("[data-modal=close-all]")
	v.do(v.tab.WaitGone(".modal"))
}

// pairsARun computes a run, sees what it would do, commits it, and asks why the pair fits.
func (v *visitor) pairsARun() {
	v.t.Helper()
	v.press(".home", "admin_open")
	v.press(".modal", "program_open")
	v.press(".modal", "pairings_open")
	v.press(".modal", "pairing_open")
	v.submit("New pairing run")
	v.reads(".modal", "Computing")
	v.settle()
	v.press(".modal", "run_reload")
	v.reads(".modal", "Draft")
	v.reads(".modal", "Ada Osei: 1 of 1 free place")
	v.press(".modal", "run_commit")
	v.click("[data-confirm=confirm]")
	v.reads(".modal", "Committing")
	v.settle()
	v.press(".modal", "run_reload")
	v.reads(".modal", "1 pair · 2 introductions · no mentee without a mentor")
	v.press(".modal", "score_open")
	v.reads(".modal", "How well they fit: 100/100")
	v.click("[data-modal=close-all]")
	v.do(v.tab.WaitGone(".modal"))
}
