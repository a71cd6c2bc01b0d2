package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Erasure shows what somebody has open and what becomes of each thing when everything about them is erased, and asks for an explicit yes. other
// is who asked an admin for it; empty for oneself.
func (f For) Erasure(e core.ErasureFacts, other core.PersonID) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("erase.intro"))}
	if other != "" {
		blocks = []slack.Block{section(f.L.T("erase.intro_other", "name", bold(name(e.Person))))}
	}
	if e.Nothing() {
		blocks = append(blocks, section(f.L.T("erase.nothing_open")))
	} else {
		blocks = append(blocks, section(bold(f.L.T("erase.first"))))
		for _, part := range f.erasureList(e) {
			blocks = append(blocks, section(part))
		}
	}
	blocks = append(blocks, section(f.L.T("erase.stays")), smallPrint(f.L.T("erase.again")),
		f.checkbox(field{"sure", "erase.sure", true}, false))
	v := f.form(CallbackErase, "erase", Meta{Person: other}, blocks)
	v.Close = plain(f.L.T("button.stay"), maxModalTitle)
	return v
}

func (f For) erasureList(e core.ErasureFacts) []string {
	var all []string
	for _, m := range e.Mentorships {
		all = append(all, "• "+f.L.T("erase.mentorship", "name", bold(name(m.Other))))
	}
	if e.Sessions > 0 {
		all = append(all, "• "+f.L.N("erase.sessions", e.Sessions))
	}
	for _, p := range e.Requests {
		all = append(all, "• "+f.L.T("erase.request", "program", bold(escape(p.Name))))
	}
	for _, x := range e.ToAnswer {
		asker := x.Asker()
		all = append(all, "• "+f.L.T("erase.to_answer", "name", bold(name(asker))))
	}
	for _, x := range e.Offers {
		all = append(all, "• "+f.L.T("erase.offer", "name", bold(name(x.Mentee))))
	}
	var parts []string
	for len(all) > 0 { // a section has its limit
		n := min(len(all), erasureLines)
		parts, all = append(parts, lines(all[:n]...)), all[n:]
	}
	return parts
}

// erasureLines is how many lines of what is open stand in one section: all of them are shown, whatever their number.
const erasureLines = 15

// Erasing says that it has begun. other says that it is somebody else's.
func (f For) Erasing(other bool) slack.ModalViewRequest {
	text := "erasing.text"
	if other {
		text = "erasing.text_other"
	}
	return f.modal(PageErasing, "erasing", []slack.Block{section(f.L.T(text))})
}

// HomeErasing is the Home of somebody who is being erased.
func (f For) HomeErasing() slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
		header(f.L.T("erasing.title")), section(f.L.T("erasing.text")),
	}}}
}
