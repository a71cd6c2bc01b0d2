package stories

import (
	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// asksForHelp has Kit and Ann write to the team: Kit's request is for the team to deal with, Ann's is her own.
func (s *stage) asksForHelp(th *things) {
	s.t.Helper()
	for user, id := range map[string]*core.SupportID{kit: &th.help, ann: &th.ownHelp} {
		asked, err := s.box.App.Service.AskSupport(s.in(), s.as(user), core.NewSupport{Topic: core.SupportOther, Text: "Who can help?"})
		s.must(err)
		*id = asked.Request.ID
	}
	s.settle()
}

func supportForm(int) map[string]any { return map[string]any{"text": typed("Thank you.")} }

// helpDeeds are about a request for help of somebody who has none of the roles that are tried, for the team.
func helpDeeds() []deed {
	help := func(th things) screens.Meta { return screens.Meta{Support: th.help} }
	answer := func(th things) screens.Meta {
		return screens.Meta{Support: th.help, As: screens.ActionAnswerSupport}
	}
	return []deed{
		{door: button, id: screens.ActionOpenSupportRequest, action: core.ActionReadSupport, meta: help},
		{door: button, id: screens.ActionAnswerSupport, action: core.ActionReadSupport, meta: help},
		{door: button, id: screens.ActionTakeSupport, action: core.ActionTakeSupport, meta: help, changes: true},
		{door: submission, id: screens.CallbackSupportReply, about: "to answer", action: core.ActionAnswerSupport, meta: answer, form: supportForm, changes: true},
		{door: button, id: screens.ActionResolveSupport, action: core.ActionResolveSupport, meta: help, changes: true},
	}
}

// ownHelpDeeds are about one's own requests for help, and about where those of a workspace go.
func ownHelpDeeds() []deed {
	own := func(th things) screens.Meta { return screens.Meta{Support: th.ownHelp} }
	topic := func(things) screens.Meta { return screens.Meta{As: string(core.SupportOther)} }
	none := func(things) screens.Meta { return screens.Meta{} }
	reply := func(th things) screens.Meta {
		return screens.Meta{Support: th.ownHelp, As: screens.ActionReplySupport}
	}
	deeds := []deed{
		{door: command, id: screens.VerbSupport, action: core.ActionViewSupport, meta: none},
		{door: button, id: screens.ActionOpenSupport, action: core.ActionViewSupport, meta: none},
		{door: button, id: screens.ActionSupportTopic, action: core.ActionViewSupport, meta: topic},
		{door: button, id: screens.ActionSupportTopic, about: "that answers itself", action: core.ActionViewSupport,
			meta: func(things) screens.Meta { return screens.Meta{As: string(core.SupportTooMany)} }},
		{door: button, id: screens.ActionWriteSupport, action: core.ActionViewSupport, meta: topic},
		{door: button, id: screens.ActionOpenSupportOwn, action: core.ActionViewSupport, meta: none},
		{door: button, id: screens.ActionReplySupport, action: core.ActionViewSupport, meta: own, only: ann},
		{door: submission, id: screens.CallbackSupport, action: core.ActionAskSupport, meta: topic, form: supportForm, changes: true, only: ann},
		{door: submission, id: screens.CallbackSupportReply, action: core.ActionReplySupport, meta: reply, form: supportForm, changes: true, only: ann},
		{door: button, id: screens.ActionResolveSupport, about: "one's own", action: core.ActionSolveSupport, meta: own, changes: true, only: ann},
		{door: button, id: screens.ActionOpenSupportChannel, action: core.ActionSetSupport, meta: none},
		{door: submission, id: screens.CallbackSupportChannel, action: core.ActionSetSupport, meta: none, changes: true, shared: true},
	}
	for _, turn := range []string{screens.ActionPreviousPage, screens.ActionNextPage} {
		deeds = append(deeds, deed{door: button, id: turn, about: screens.PageSupportOwn, action: core.ActionViewSupport,
			meta: func(things) screens.Meta { return screens.Meta{Do: screens.PageSupportOwn} }})
	}
	return deeds
}

// deskDeeds are about what waits for the team. Whoever runs any programme may see what waits in it.
func deskDeeds() []deed {
	desk := func(things) screens.Meta { return screens.Meta{Do: screens.PageSupportDesk} }
	return []deed{
		{door: button, id: screens.ActionOpenSupportDesk, action: core.ActionViewSupportDesk, meta: desk},
		{door: button, id: screens.ActionPreviousPage, about: screens.PageSupportDesk, action: core.ActionViewSupportDesk, meta: desk},
		{door: button, id: screens.ActionNextPage, about: screens.PageSupportDesk, action: core.ActionViewSupportDesk, meta: desk},
	}
}
