package stories

import "testing"

// An admin's path with a mouse: a new programme, its settings looked at before they are saved, its history, and a run from the first look to
// the introductions.
func TestAnAdminShapesAProgrammeInABrowser(t *testing.T) {
	browse(t, kim, 1360, 900, func(v *visitor) {
		v.press(".home", "admin_open")
		v.press(".modal", "program_new")
		v.write(".modal [data-block-id=name] input", "Graduates")
		v.click("[data-modal=submit]")
		v.reads(".modal", "Graduates")
		v.reads(".modal", "Draft")
		v.press(".modal", "program_start")
		v.click("[data-confirm=confirm]")
		v.do(v.tab.WaitGone(".modal [data-action-id=program_start]"))

		v.press(".modal", "policy_open")
		v.press(".modal", "policy_edit")
		v.write(".modal [data-block-id=approval_days] input", "\b5") // in place of 3
		v.click("[data-modal=submit]")
		v.reads(".modal", "3 working days → 5 working days") // and whom it concerns, before it is saved
		v.click("[data-modal=submit]")
		v.do(v.tab.WaitGone("[data-modal=submit]")) // back among the settings, where nothing is submitted
		v.reads(".modal", "5 working days")
		v.click("[data-modal=back]")
		v.press(".modal", "history_open")
		v.reads(".modal", "Version 3 · Kim")
		v.click("[data-modal=close-all]")
		v.do(v.tab.WaitGone(".modal"))
	})
}
