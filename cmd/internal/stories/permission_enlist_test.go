package stories

import (
	"errors"

	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// saveEnlisted has Ann asked to take part, and the programme's admin about to ask somebody else.
func (h *hearing) saveEnlisted(tx core.Tx) error {
	pamID, annID := h.s.id(pam), h.s.id(ann)
	return errors.Join(
		tx.Enlistments().Save(h.s.in(), core.Enlistment{
			ID: "enlistment", Program: h.th.program, Person: annID, State: core.EnlistmentAsked, By: pamID, AskedAt: opening,
		}),
		tx.Errands().Save(h.s.in(), core.Errand{
			ID: h.th.errand, Kind: core.ErrandEnlist, Program: h.th.program, By: pamID, State: core.ErrandReady, View: "V0CLOSED",
			Content:   core.ErrandContent{Enlist: &core.EnlistPlan{People: []core.PersonID{annID}}},
			CreatedAt: opening, UpdatedAt: opening,
		}))
}

// enlistDeeds are about inviting people to a programme. What an admin has prepared is theirs alone.
func enlistDeeds() []deed {
	errand := func(th things) screens.Meta { return screens.Meta{Errand: th.errand} }
	people := func(int) map[string]any {
		return map[string]any{"people": map[string]any{"value": map[string]any{"type": "multi_users_select", "selected_users": []string{ann}}}}
	}
	channel := func(int) map[string]any {
		chosen := map[string]any{"type": "conversations_select", "selected_conversation": "C0NOWHERE"}
		language := map[string]any{"type": "radio_buttons", "selected_option": map[string]any{"value": "fr"}}
		return map[string]any{"channel": map[string]any{"value": chosen}, "language": map[string]any{"value": language}, "words": typed("")}
	}
	deeds := []deed{
		{door: button, id: screens.ActionOpenErrand, action: core.ActionEnlist, meta: errand, only: pam},
		{door: submission, id: screens.CallbackErrand, action: core.ActionEnlist, meta: errand, only: pam},
		{door: button, id: screens.ActionOpenEnlisted, action: core.ActionViewEnlisted},
		{door: button, id: screens.ActionOpenEnlist, action: core.ActionEnlist},
		{door: button, id: screens.ActionOpenAnnounce, action: core.ActionEnlist},
		{door: button, id: screens.ActionOpenProgramLink, action: core.ActionEnlist},
		{door: button, id: screens.ActionRemindEnlisted, action: core.ActionEnlist},
		{door: submission, id: screens.CallbackEnlist, action: core.ActionEnlist, form: people},
		{door: submission, id: screens.CallbackAnnounce, action: core.ActionEnlist, form: channel},
	}
	for _, turn := range []string{screens.ActionPreviousPage, screens.ActionNextPage} {
		deeds = append(deeds,
			deed{door: button, id: turn, about: screens.PageErrand, action: core.ActionEnlist, only: pam,
				meta: func(th things) screens.Meta { return screens.Meta{Do: screens.PageErrand, Errand: th.errand} }},
			deed{door: button, id: turn, about: screens.PageEnlisted, action: core.ActionViewEnlisted,
				meta: func(th things) screens.Meta { return screens.Meta{Do: screens.PageEnlisted, Program: th.program} }})
	}
	return deeds
}

// importDeeds are about HR facts, for workspace admins, and about one's own answer to an invitation to a programme.
func importDeeds() []deed {
	upload := func(int) map[string]any {
		files := map[string]any{"type": "file_input", "files": []map[string]any{{"id": "F0NOWHERE"}}}
		return map[string]any{"file": map[string]any{"value": files}}
	}
	program := func(th things) screens.Meta { return screens.Meta{Program: th.program} }
	return []deed{
		{door: button, id: screens.ActionOpenImport, action: core.ActionImportPeople, meta: program},
		{door: submission, id: screens.CallbackPeopleImport, action: core.ActionImportPeople, form: upload, meta: program},
		{door: command, id: screens.VerbJoin, action: core.ActionViewPrograms, meta: program},
		{door: button, id: screens.ActionTakePart, action: core.ActionTakePart, meta: program, changes: true, only: ann},
		{door: button, id: screens.ActionDeclineEnlist, action: core.ActionDeclineEnlist, meta: program, changes: true, only: ann},
	}
}
