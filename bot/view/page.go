package view

import "github.com/slack-go/slack"

// pages ends a list of several pages: where one is, and the way to the pages beside it; nothing when there is one page only. list is the
// list's callback id, m what opens it.
func (f For) pages(list string, m Meta, page, of int) []slack.Block {
	if of < 2 {
		return nil
	}
	previous, next := f.turns(list, m, page, of)
	return append([]slack.Block{divider(), smallPrint(f.pageOf(page, of))}, row(previous, next)...)
}

// turns are the buttons to the pages beside one, counted from 0; nil where there is none.
func (f For) turns(list string, m Meta, page, of int) (previous, next *slack.ButtonBlockElement) {
	m.Do = list
	if page > 0 {
		m.Page = page - 1
		previous = f.button(ActionPreviousPage, "button.previous", m)
	}
	if page+1 < of {
		m.Page = page + 1
		next = f.button(ActionNextPage, "button.next", m)
	}
	return previous, next
}

func (f For) pageOf(page, of int) string { return f.L.T("page.of", "page", page+1, "pages", of) }
