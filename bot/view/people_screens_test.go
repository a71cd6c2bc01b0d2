package view_test

import (
	"fmt"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func importSummary() core.ImportSummary {
	s := core.ImportSummary{
		Hash: "0f3c1ab29d7e55", Lines: 120, Added: 90, Changed: 1, Unchanged: 5, Followed: 1, Kept: 2, Unknown: 21, Bad: 3,
		Errors: []core.LineError{
			{Line: 2, Column: "gender", Code: core.CodeNotAmong, Args: map[string]any{"Options": "female, male, non_binary"}},
			{Line: 3, Code: core.CodeWrongFields},
			{Line: 4, Column: "manager", Code: core.CodeManagerUnknown, Note: true},
			{Line: 5, Column: "unit", Code: core.CodeTooLong, Args: map[string]any{"Limit": 60}},
		},
	}
	for line := range 21 {
		s.Errors = append(s.Errors, core.LineError{Line: 10 + line, Column: "email", Code: core.CodeUnknownPerson})
	}
	return s
}

func errand(kind core.ErrandKind, state core.ErrandState, change func(*core.ErrandContent)) core.ErrandFacts {
	x := core.ErrandFacts{Errand: core.Errand{ID: "errand", Kind: kind, State: state, By: "amara", CreatedAt: now, UpdatedAt: now}}
	if kind != core.ErrandImport {
		x.Program, x.Errand.Program = program(), "programme"
	}
	if change != nil {
		change(&x.Errand.Content)
	}
	return x
}

func importing(c *core.ErrandContent) {
	s := importSummary()
	c.Summary = &s
}

func enlisting(people int) func(*core.ErrandContent) {
	return func(c *core.ErrandContent) {
		c.Enlist = &core.EnlistPlan{Joined: 3, Asked: 1, Declined: 2, Inactive: 4, Unknown: []string{"nobody@example.org", "someone@example.org"}}
		for i := range people {
			c.Enlist.People = append(c.Enlist.People, core.PersonID(fmt.Sprint(i)))
		}
	}
}

func failed(code core.Code) func(*core.ErrandContent) {
	return func(c *core.ErrandContent) {
		c.Failed = &core.Error{Code: code, Args: map[string]any{"Name": "salary"}}
	}
}

func enlistment(state core.EnlistmentState, change func(*core.EnlistmentFacts)) core.EnlistmentFacts {
	x := core.EnlistmentFacts{
		Program: program(), Person: amara().Person, By: kenji(),
		Enlistment: core.Enlistment{ID: "enlistment", Program: "programme", Person: "amara", State: state, By: "kenji", AskedAt: now.AddDate(0, 0, -5)},
	}
	if change != nil {
		change(&x)
	}
	return x
}

func enlistPage(relation core.Relation) core.EnlistPage {
	reminded := enlistment(core.EnlistmentAsked, func(x *core.EnlistmentFacts) { x.Enlistment.RemindedAt = now })
	return core.EnlistPage{
		Program: program(), Relation: relation, Remindable: 1, Page: 0, Pages: 2,
		Counts:  core.EnlistmentCounts{Asked: 40, Waiting: 20, Joined: 19, Declined: 1},
		Waiting: []core.EnlistmentFacts{enlistment(core.EnlistmentAsked, nil), reminded},
	}
}

func people(f view.For) map[string]any {
	none := enlistPage(core.RelationAdmin)
	none.Counts, none.Waiting, none.Remindable, none.Pages = core.EnlistmentCounts{}, nil, 0, 1
	nothing := func(c *core.ErrandContent) {
		c.Summary = &core.ImportSummary{Hash: "0f3c1ab29d7e55", Lines: 1, Unchanged: 1}
	}
	announced := func(c *core.ErrandContent) { c.Announcement = &core.Announcement{Channel: "C1"} }
	maybe := func(c *core.ErrandContent) {
		announced(c)
		c.Failed = &core.Error{Kind: core.Conflict, Code: core.CodeAnnouncedMaybe}
	}
	closed := func(x *core.EnlistmentFacts) { x.Program = graduates() }
	return map[string]any{
		"people_import":            f.PeopleImport(),
		"people_import_command":    f.PeopleImportByCommand(),
		"people_import_queued":     f.Errand(errand(core.ErrandImport, core.ErrandQueued, nil), 0),
		"people_import_ready":      f.Errand(errand(core.ErrandImport, core.ErrandReady, importing), 0),
		"people_import_page":       f.Errand(errand(core.ErrandImport, core.ErrandReady, importing), 1),
		"people_import_nothing":    f.Errand(errand(core.ErrandImport, core.ErrandReady, nothing), 0),
		"people_import_confirmed":  f.Errand(errand(core.ErrandImport, core.ErrandConfirmed, importing), 0),
		"people_import_done":       f.Errand(errand(core.ErrandImport, core.ErrandDone, importing), 0),
		"people_import_failed":     f.Errand(errand(core.ErrandImport, core.ErrandFailed, failed(core.CodeUnknownColumn)), 0),
		"people_import_dropped":    f.Errand(errand(core.ErrandImport, core.ErrandDropped, nil), 0),
		"people_import_told":       f.ErrandMessage(errand(core.ErrandImport, core.ErrandReady, importing)),
		"people_import_told_wrong": f.ErrandMessage(errand(core.ErrandImport, core.ErrandFailed, failed(core.CodeUnknownColumn))),
		"enlist":                   f.Enlist(program(), []view.UserGroup{{ID: "S1", Name: "Water team"}}, true),
		"enlist_bare":              f.Enlist(program(), nil, false),
		"enlist_ready":             f.Errand(errand(core.ErrandEnlist, core.ErrandReady, enlisting(12)), 0),
		"enlist_ready_many":        f.Errand(errand(core.ErrandEnlist, core.ErrandReady, enlisting(500)), 0),
		"enlist_nobody":            f.Errand(errand(core.ErrandEnlist, core.ErrandReady, enlisting(0)), 0),
		"enlist_done":              f.Errand(errand(core.ErrandEnlist, core.ErrandDone, enlisting(12)), 0),
		"enlist_remind":            f.Errand(errand(core.ErrandRemind, core.ErrandReady, func(c *core.ErrandContent) { c.Enlist = &core.EnlistPlan{People: []core.PersonID{"a"}} }), 0),
		"enlisted":                 f.Enlisted(enlistPage(core.RelationProgramAdmin)),
		"enlisted_observer":        f.Enlisted(enlistPage(core.RelationObserver)),
		"enlisted_none":            f.Enlisted(none),
		"announce":                 f.Announce(program()),
		"announce_done":            f.Errand(errand(core.ErrandAnnounce, core.ErrandDone, announced), 0),
		"announce_failed":          f.Errand(errand(core.ErrandAnnounce, core.ErrandFailed, failed(core.CodeNotInChannel)), 0),
		"announce_maybe":           f.Errand(errand(core.ErrandAnnounce, core.ErrandFailed, maybe), 0),
		"announce_maybe_told":      f.ErrandMessage(errand(core.ErrandAnnounce, core.ErrandFailed, maybe)),
		"announcement":             f.Announcement(program(), "We begin in March.\nJoin us!"),
		"announcement_bare":        f.Announcement(program(), ""),
		"program_link":             f.ProgramLink(program(), "A0MENTOR"),
		"enlistment":               f.Enlistment(enlistment(core.EnlistmentAsked, nil), core.NoticeEnlist),
		"enlistment_reminder":      f.Enlistment(enlistment(core.EnlistmentAsked, nil), core.NoticeEnlistReminder),
		"enlistment_accepted":      f.Enlistment(enlistment(core.EnlistmentAccepted, nil), core.NoticeEnlist),
		"enlistment_declined":      f.Enlistment(enlistment(core.EnlistmentDeclined, nil), core.NoticeEnlist),
		"enlistment_joined":        f.Enlistment(enlistment(core.EnlistmentAsked, func(x *core.EnlistmentFacts) { x.Joined = true }), core.NoticeEnlist),
		"enlistment_closed":        f.Enlistment(enlistment(core.EnlistmentAsked, closed), core.NoticeEnlist),
		"take_part_joined":         f.TakePart(core.TakePart{Program: program(), HasProfile: true, Joined: true}),
		"admin_people":             f.Admin(core.AdminOverview{Viewer: core.Person{Admin: true}}),
	}
}
