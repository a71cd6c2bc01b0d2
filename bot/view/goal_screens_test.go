package view_test

import (
	"fmt"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func goal(change func(*core.Goal)) core.Goal {
	g := core.Goal{
		ID: "goal", Mentorship: "mentorship", Title: "Give a ten-minute talk", Why: "People should know what we count.\nAnd why.",
		Measure: "Forty people listened.", Due: core.CivilDate{Year: 2026, Month: 12, Day: 1}, State: core.GoalOpen, StepsMade: 3, Version: 2,
		Steps: []core.GoalStep{
			{Number: 1, Text: "Outline", DoneBy: "amara", DoneAt: now}, {Number: 2, Text: "Slides"}, {Number: 3, Text: "Rehearse with Kenji"},
		},
		CreatedBy: "amara", CreatedAt: now.AddDate(0, 0, -9), EditedBy: "kenji",
	}
	if change != nil {
		change(&g)
	}
	return g
}

func goalFacts(change func(*core.GoalFacts)) core.GoalFacts {
	m := mentorship(core.RoleMentee)
	entry := func(by core.PersonID, kind core.GoalEntryKind, text string, days int) core.GoalEntry {
		return core.GoalEntry{Goal: "goal", By: by, Kind: kind, Text: text, At: now.AddDate(0, 0, -days)}
	}
	g := core.GoalFacts{
		Program: m.Program, Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Goal: goal(nil),
		Today: core.CivilDate{Year: now.Year(), Month: now.Month(), Day: now.Day()}, Pages: 1,
		Entries: []core.GoalEntry{
			entry("kenji", core.EntryComment, "Shall we rehearse on Friday?\nI bring an *audience*.", 1), entry("amara", core.EntryTicked, "Outline", 2),
			entry("kenji", core.EntryEdited, "why,due,steps", 5), entry("amara", core.EntryCreated, "", 9),
		},
	}
	if change != nil {
		change(&g)
	}
	return g
}

func goalsFacts(change func(*core.GoalsFacts)) core.GoalsFacts {
	m := mentorship(core.RoleMentee)
	g := core.GoalsFacts{Program: m.Program, Mentorship: m.Mentorship, Other: m.Other, Today: core.CivilDate{Year: now.Year(), Month: now.Month(), Day: now.Day()}, Pages: 1}
	if change != nil {
		change(&g)
	}
	return g
}

// endedPair ends a mentorship, for its goals.
func endedPair(m *core.Mentorship) {
	m.State, m.EndedAt = core.MentorshipEndedEarly, now.Add(-time.Hour)
}

func goalScreens(f view.For) map[string]any {
	settled := func(to core.GoalState) core.GoalFacts {
		return goalFacts(func(g *core.GoalFacts) { g.Goal.State, g.Goal.SettledAt = to, now.AddDate(0, 0, -1) })
	}
	history := goalFacts(func(g *core.GoalFacts) {
		g.Goal.Steps, g.Goal.Why, g.Goal.Measure, g.Goal.Due, g.Goal.ByHand = nil, "", "", core.CivilDate{}, 30
		g.Page, g.Pages, g.Entries = 1, 3, nil
		for _, kind := range []core.GoalEntryKind{
			core.EntryCreated, core.EntryEdited, core.EntryTicked, core.EntryUnticked, core.EntryProgress, core.EntryReached, core.EntryDropped,
			core.EntryReopened, core.EntryComment,
		} {
			text := map[core.GoalEntryKind]string{
				core.EntryEdited: "title", core.EntryTicked: "Outline", core.EntryUnticked: "Outline", core.EntryProgress: "30", core.EntryComment: "Good.",
			}[kind]
			g.Entries = append(g.Entries, core.GoalEntry{Goal: "goal", By: "kenji", Kind: kind, Text: text, At: now.AddDate(0, 0, -3)})
		}
	})
	comment := goalFacts(func(g *core.GoalFacts) { g.Comment = &g.Entries[0] })
	under := view.Meta{Do: view.PageGoals, Under: 1}
	m := mentorship(core.RoleMentee)
	m.Goals = core.GoalCounts{Open: 2, Reached: 1, Dropped: 4}
	return map[string]any{
		"home_goals": f.Home(dashboard(func(d *core.Dashboard) { d.Mentorships = []core.MentorshipFacts{m} })),
		"goal_pairs": f.GoalPairs([]core.GoalsOfPair{
			{Mentorship: m.Mentorship, Other: kenji(), Counts: m.Goals},
			{Mentorship: core.Mentorship{ID: "past", State: core.MentorshipCompleted}, Other: amara(), Counts: core.GoalCounts{Reached: 1}},
		}),
		"ended_goals": func() any {
			over := ended(core.RoleMentee, kenji().Person, 0)
			over.Goals = m.Goals
			return f.Ended(over)
		}(),
		"goal_pairs_none": f.GoalPairs(nil),
		"goals_none":      f.Goals(goalsFacts(nil)),
		"goals": f.Goals(goalsFacts(func(g *core.GoalsFacts) {
			g.Counts, g.Progress, g.Page, g.Pages = core.GoalCounts{Open: 2, Reached: 1, Dropped: 1}, 44, 1, 3
			g.Goals = []core.Goal{
				goal(func(g *core.Goal) { g.Due = core.CivilDate{Year: 2026, Month: 1, Day: 1} }),
				goal(func(g *core.Goal) { g.Steps, g.Due = nil, core.CivilDate{} }),
				goal(func(g *core.Goal) { g.State, g.SettledAt = core.GoalReached, now }),
				goal(func(g *core.Goal) { g.State, g.SettledAt = core.GoalDropped, now }),
			}
		})),
		"goals_full": f.Goals(goalsFacts(func(g *core.GoalsFacts) {
			g.Counts, g.Progress, g.Pages = core.GoalCounts{Open: core.MaxOpenGoals}, 33, 2
			for n := range core.GoalsPerPage {
				g.Goals = append(g.Goals, goal(func(g *core.Goal) { g.Title = fmt.Sprint("Goal ", n) }))
			}
		})),
		"goals_ended": f.Goals(goalsFacts(func(g *core.GoalsFacts) {
			endedPair(&g.Mentorship)
			g.Counts, g.Progress, g.Goals = core.GoalCounts{Open: 1}, 33, []core.Goal{goal(nil)}
		})),
		"goal":         f.Goal(goalFacts(nil), under),
		"goal_history": f.Goal(history, view.Meta{}),
		"goal_reached": f.Goal(settled(core.GoalReached), under),
		"goal_dropped": f.Goal(settled(core.GoalDropped), under),
		"goal_ended":   f.Goal(goalFacts(func(g *core.GoalFacts) { endedPair(&g.Mentorship) }), under),
		"goal_new":     f.NewGoal(goalsFacts(nil), view.Meta{}),
		"goal_edit":    f.GoalForm(goalFacts(nil), under),
		"goal_comment": f.GoalComment(goalFacts(nil), under),

		"goal_news":            f.GoalNews(core.NoticeGoal, goalFacts(nil)),
		"goal_news_dropped":    f.GoalNews(core.NoticeGoal, settled(core.GoalDropped)),
		"goal_news_reached":    f.GoalNews(core.NoticeGoalReached, settled(core.GoalReached)),
		"goal_news_open_again": f.GoalNews(core.NoticeGoalReached, goalFacts(nil)),
		"goal_news_comment":    f.GoalNews(core.NoticeGoalComment, comment),
	}
}
