package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Errand is what an admin began, as it stands: being prepared, waiting for a yes, under way, or over. page counts the lines of a file that
// are wrong.
func (f For) Errand(x core.ErrandFacts, page int) slack.ModalViewRequest {
	e := x.Errand
	switch e.State {
	case core.ErrandQueued:
		return f.errandPage(e, []slack.Block{section(f.L.T("errand.queued")), smallPrint(f.L.T("errand.close"))})
	case core.ErrandConfirmed:
		return f.errandPage(e, []slack.Block{section(f.L.T("errand.confirmed")), smallPrint(f.L.T("errand.close"))})
	case core.ErrandFailed:
		return f.errandPage(e, []slack.Block{section(escape(f.errandFailure(e))), smallPrint(f.L.T("errand.nothing"))})
	case core.ErrandDropped:
		return f.errandPage(e, []slack.Block{section(f.L.T("errand.dropped"))})
	}
	switch {
	case e.Kind == core.ErrandImport && e.Content.Summary != nil:
		return f.importErrand(e, page)
	case e.Kind == core.ErrandAnnounce:
		return f.errandPage(e, []slack.Block{section(f.L.T("announce.done", "program", bold(escape(x.Program.Name))))})
	case e.Content.Enlist != nil:
		return f.enlistErrand(x)
	}
	return f.errandPage(e, []slack.Block{section(f.L.T("errand.dropped"))})
}

func (f For) errandFailure(e core.Errand) string {
	if e.Content.Failed == nil {
		return f.Failure()
	}
	return f.Refusal(e.Content.Failed)
}

func (f For) errandPage(e core.Errand, blocks []slack.Block) slack.ModalViewRequest {
	v := f.modal(PageErrand, "errand."+string(e.Kind), blocks)
	v.PrivateMetadata = Meta{Errand: e.ID}.Encode()
	return v
}

// errandForm is a page that is a question too: what it asks is the text of its button.
func (f For) errandForm(e core.Errand, submit string, blocks []slack.Block) slack.ModalViewRequest {
	v := f.form(CallbackErrand, "errand."+string(e.Kind), Meta{Errand: e.ID}, blocks)
	v.Submit = plain(submit, maxModalTitle)
	return v
}

// ErrandMessage tells an admin who has closed the modal how their errand stands.
func (f For) ErrandMessage(x core.ErrandFacts) Message {
	e := x.Errand
	what := f.L.T("errand." + string(e.Kind) + ".title")
	state := escape(f.errandFailure(e))
	if e.State != core.ErrandFailed {
		state = f.L.T("errand.told." + string(e.State))
	}
	return message(section(lines(bold(what), state)), actions(f.button(ActionOpenErrand, "button.look", Meta{Errand: e.ID})))
}
