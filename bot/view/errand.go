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
		blocks := []slack.Block{section(f.errandFailure(e))}
		if !maybeDone(e) {
			blocks = append(blocks, smallPrint(f.L.T("errand.nothing")))
		}
		return f.errandPage(e, blocks)
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

// maybeDone reports whether an errand failed so that nobody knows whether it had its effect.
func maybeDone(e core.Errand) bool {
	return e.Content.Failed != nil && e.Content.Failed.Code == core.CodeAnnouncedMaybe && e.Content.Announcement != nil
}

// errandFailure says why an errand failed, as Slack's markup.
func (f For) errandFailure(e core.Errand) string {
	switch {
	case e.Content.Failed == nil:
		return escape(f.Failure())
	case maybeDone(e): // with a link to the channel to look in
		why := *e.Content.Failed
		why.Args = map[string]any{"Channel": "<#" + escape(e.Content.Announcement.Channel) + ">"}
		return f.Refusal(&why)
	}
	return escape(f.Refusal(e.Content.Failed))
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
	state := f.errandFailure(e)
	if e.State != core.ErrandFailed {
		state = f.L.T("errand.told." + string(e.State))
	}
	return message(section(lines(bold(what), state)), actions(f.button(ActionOpenErrand, "button.look", Meta{Errand: e.ID})))
}
