package stories

import (
	"os"
	"path/filepath"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
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

// With a mouse an admin compares two runs, changes one by hand, commits it and takes it back, in either language.
func TestAnAdminChangesAndUndoesARunInABrowser(t *testing.T) {
	browseAmong(t, cast(), kim, window{1360, 900}, func(v *visitor) { v.changesARun(wording(t, "en-GB")) })
}

func TestAFrenchAdminChangesAndUndoesARunInABrowser(t *testing.T) {
	browseAmong(t, french(kim), kim, window{1360, 900}, func(v *visitor) { v.changesARun(wording(t, "fr-FR")) })
}

func (v *visitor) changesARun(say *i18n.Localizer) {
	v.t.Helper()
	for _, user := range []string{mia, leo} {
		v.member(user)
		_, err := v.box.App.Service.Join(v.in(), v.as(user), core.Joining{Mentee: true})
		v.must(err)
	}
	v.mentor(ben, nil)
	v.settle()
	v.press(".home", "admin_open")
	v.press(".modal", "program_open")
	v.press(".modal", "pairings_open")
	v.computesARun(say, "")
	v.click("[data-modal=back]")
	v.computesARun(say, "\b\b90") // in place of 20
	v.press(".modal", "runs_compare")
	v.reads(".modal h2", say.T("comparison.title"))
	v.reads(".modal", say.T("pairings.floor", "floor", 90))
	v.press(".modal", "run_open")
	v.reads(".modal", say.T("pairing_state_explained.draft"))

	v.press(".modal", "proposal_open")
	v.reads(".modal h2", say.T("proposal.title"))
	v.pick("mentor", say.T("proposal.nobody"))
	v.submit(say.T("proposal.title"))
	v.reads(".modal", say.N("pairings.unmatched", 1))
	v.press(".modal", "run_commit_quietly")
	v.click("[data-confirm=confirm]")
	v.reads(".modal", say.T("pairing_state_explained.committing"))
	v.settle()
	v.press(".modal", "run_reload")
	v.reads(".modal", say.T("pairing_state_explained.committed"))
	v.press(".modal", "run_undo")
	v.click("[data-confirm=confirm]")
	v.reads(".modal", say.T("pairing_state_explained.undoing"))
	v.settle()
	v.press(".modal", "run_reload")
	v.reads(".modal", say.T("pairing_state_explained.undone"))
	v.click("[data-modal=close-all]")
	v.do(v.tab.WaitGone(".modal"))
}

// computesARun starts a run with a lowest score, or the usual one, and waits for its draft.
func (v *visitor) computesARun(say *i18n.Localizer, floor string) {
	v.t.Helper()
	v.press(".modal", "pairing_open")
	if floor != "" {
		v.write(".modal [data-block-id=floor] input", floor)
	}
	v.submit(say.T("pairing.title"))
	v.reads(".modal", say.T("pairing_state.computing"))
	v.settle()
	v.press(".modal", "run_reload")
	v.reads(".modal", say.T("pairing_state_explained.draft"))
}
