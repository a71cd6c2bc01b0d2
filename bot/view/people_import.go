package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// PeopleImport asks for an HR file, and for which of its columns are seen by whom.
func (f For) PeopleImport() slack.ModalViewRequest {
	file := slack.NewFileInputBlockElement(InputValue).WithFileTypes("csv", "txt", "tsv")
	file.MaxFiles = 1
	blocks := []slack.Block{
		section(f.L.T("people_import.intro")),
		section(f.L.T("people_import.columns")),
		f.input(field{"file", "people_import.file", true}, file),
	}
	var columns []*slack.OptionBlockObject
	for _, key := range core.FactKeys() {
		columns = append(columns, option(string(key), f.word("fact", string(key))))
	}
	for _, seen := range core.Visibilities() {
		d := field{"visible_" + string(seen), "people_import.visible_" + string(seen), false}
		blocks = append(blocks, f.selectMany(d, columns, nil))
	}
	return f.form(CallbackPeopleImport, "people_import", Meta{}, append(blocks, smallPrint(f.L.T("people_import.next"))))
}

// PeopleImportByCommand says how to import where Slack does not let the app read files.
func (f For) PeopleImportByCommand() slack.ModalViewRequest {
	return f.modal(PageImportCommand, "people_import", []slack.Block{
		section(f.L.T("people_import.no_scope")), section("`mentorbot people import FILE.csv --dry-run`"),
	})
}

// errorsPerPage is how many wrong lines of a file one page lists.
const (
	errorsPerPage    = 15
	errorsPerSection = 5 // the longest of them fit into its 3000 characters
)

// importErrand says what an import would do or did, with the lines that are left out, and asks for a yes where there is something to do.
func (f For) importErrand(e core.Errand, page int) slack.ModalViewRequest {
	s := *e.Content.Summary
	prefix := "people_import.will."
	if e.State == core.ErrandDone {
		prefix = "people_import.did."
	}
	blocks := []slack.Block{
		section(f.L.N("people_import.lines", s.Lines)),
		section(lines(
			f.L.N(prefix+"added", s.Added), f.L.N(prefix+"changed", s.Changed), f.L.N("people_import.unchanged", s.Unchanged),
			f.someOf("people_import.followed", s.Followed), f.someOf("people_import.kept", s.Kept),
			f.someOf("people_import.unknown", s.Unknown), f.someOf("people_import.bad", s.Bad))),
	}
	blocks = append(blocks, f.lineErrors(e, s.Errors, page)...)
	if !e.Open() || s.Changes() == 0 {
		return f.errandPage(e, append(blocks, smallPrint(f.L.T(f.importEnd(e)))))
	}
	blocks = append(blocks, smallPrint(f.L.T("people_import.yes", "hash", clip(s.Hash, 13))))
	return f.errandForm(e, f.L.T("errand.people_import.submit"), blocks)
}

func (f For) importEnd(e core.Errand) string {
	if e.State == core.ErrandDone {
		return "people_import.done"
	}
	return "people_import.nothing"
}

// someOf counts what is not worth a line when there is none.
func (f For) someOf(key string, n int) string {
	if n == 0 {
		return ""
	}
	return f.L.N(key, n)
}

// lineErrors lists a page of the lines that are left out, or worth a look.
func (f For) lineErrors(e core.Errand, errors []core.LineError, page int) []slack.Block {
	if len(errors) == 0 {
		return nil
	}
	pages := (len(errors) + errorsPerPage - 1) / errorsPerPage
	page = min(max(page, 0), pages-1)
	var list []string
	for _, one := range errors[page*errorsPerPage : min(len(errors), (page+1)*errorsPerPage)] {
		list = append(list, f.LineError(one))
	}
	blocks := []slack.Block{divider()}
	for some := range slices.Chunk(list, errorsPerSection) {
		blocks = append(blocks, section(lines(some...)))
	}
	return append(blocks, f.pages(PageErrand, Meta{Errand: e.ID}, page, pages)...)
}

// LineError says what is wrong with a line of a file.
func (f For) LineError(e core.LineError) string {
	where := f.L.T("people_import.line", "line", e.Line)
	if e.Column != "" {
		where = f.L.T("people_import.line_column", "line", e.Line, "column", e.Column)
	}
	return where + escape(f.Refusal(&core.Error{Code: e.Code, Args: e.Args}))
}

// adminPeople leads workspace admins to the import of HR facts.
func (f For) adminPeople(o core.AdminOverview) []slack.Block {
	if !o.Viewer.Admin {
		return nil
	}
	return []slack.Block{divider(), sectionWith(f.L.T("admin.people"), f.button(ActionOpenImport, "button.people_import", Meta{}))}
}
