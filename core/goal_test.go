package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// aTalk is a goal with three steps, due in a month.
func aTalk() core.GoalInput {
	return core.GoalInput{
		Title: " Give a  talk ", Why: "To be heard", Measure: "Forty people", Due: "2026-07-01", Steps: "Outline\n\n Slides \nOutline\r\nRehearse",
	}
}

// goals is the first page of a mentorship's goals.
func (w *world) goals(p core.Person, id core.MentorshipID) core.GoalsFacts {
	w.t.Helper()
	facts, err := w.svc.Goals(context.Background(), w.call(p), id, 0)
	w.must(err)
	return facts
}

func (w *world) goal(p core.Person, id core.GoalID) core.GoalFacts {
	w.t.Helper()
	facts, err := w.svc.Goal(context.Background(), w.call(p), id, 0)
	w.must(err)
	return facts
}

// pairWithGoal is a new pair of whom the mentee has set a goal.
func (w *world) pairWithGoal() (mentor, mentee core.Person, pair core.MentorshipID, goal core.GoalID) {
	w.t.Helper()
	mentor, mentee = w.mentor("Ada", 2), w.mentee("Mia")
	pair = w.pair(mentor, mentee)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	g, err := w.svc.CreateGoal(context.Background(), w.call(mentee), pair, aTalk())
	w.must(err)
	return mentor, mentee, pair, g.ID
}

func TestAGoalIsReachedStepByStep(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair, id := w.pairWithGoal()
		w.work()
		w.hears(ada, core.NoticeGoal)
		w.hears(mia)

		g := w.goal(ada, id).Goal
		want := core.Goal{
			ID: id, Mentorship: pair, Title: "Give a talk", Why: "To be heard", Measure: "Forty people", Due: core.CivilDate{Year: 2026, Month: 7, Day: 1},
			Steps:     []core.GoalStep{{Number: 1, Text: "Outline"}, {Number: 2, Text: "Slides"}, {Number: 3, Text: "Rehearse"}},
			StepsMade: 3, State: core.GoalOpen, CreatedBy: mia.ID, CreatedAt: start, EditedBy: mia.ID, Version: 1,
		}
		if diff := cmp.Diff(want, g, cmpopts.EquateApproxTime(time.Minute)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}

		ticks := func(p core.Person, done, undone []int, progress int) {
			t.Helper()
			g, err := w.svc.TickSteps(ctx, w.call(p), id, done, undone)
			w.must(err)
			if g.Progress() != progress {
				t.Errorf("progress %d, want %d", g.Progress(), progress)
			}
		}
		ticks(ada, []int{1, 99}, nil, 33)
		ticks(mia, []int{1, 2}, []int{3}, 66) // the first one is done, and the third is not, already
		ticks(ada, nil, []int{2}, 33)
		ticks(mia, []int{2, 3}, nil, 100)
		if by := w.goal(mia, id).Goal.Steps[0].DoneBy; by != ada.ID {
			t.Errorf("the first step was done by %s, want %s", by, ada.ID)
		}
		if f := w.goals(mia, pair); f.Progress != 100 || f.Counts != (core.GoalCounts{Open: 1}) {
			t.Errorf("%+v, %d percent", f.Counts, f.Progress)
		}
		w.work()
		w.hears(ada) // nobody is told of a step
		w.hears(mia)

		_, err := w.svc.CommentGoal(ctx, w.call(ada), id, " Well\ndone ")
		w.must(err)
		for range 2 { // the second time changes nothing
			_, err = w.svc.SettleGoal(ctx, w.call(ada), id, core.GoalReached)
			w.must(err)
		}
		w.work()
		w.hears(mia, core.NoticeGoalComment, core.NoticeGoalReached)
		w.hears(ada)
		_, err = w.svc.TickSteps(ctx, w.call(mia), id, nil, []int{1})
		refused(t, err, core.CodeGoalSettled)

		var kinds []core.GoalEntryKind
		for _, e := range w.goal(mia, id).Entries {
			kinds = append(kinds, e.Kind)
		}
		newest := []core.GoalEntryKind{
			core.EntryReached, core.EntryComment, core.EntryTicked, core.EntryTicked, core.EntryUnticked, core.EntryTicked, core.EntryTicked, core.EntryCreated,
		}
		if diff := cmp.Diff(newest, kinds); diff != "" {
			t.Errorf("history (-want +got)\n%s", diff)
		}
	})
}

func TestTwoWhoEditAGoalAtOnceLoseNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, _, id := w.pairWithGoal()
		_, err := w.svc.TickSteps(ctx, w.call(mia), id, []int{1}, nil)
		w.must(err)
		theirs := aTalk()
		theirs.Steps = "Find a date\nSlides\nOutline"
		edited, err := w.svc.EditGoal(ctx, w.call(ada), id, 1, theirs)
		w.must(err)
		want := []core.GoalStep{{Number: 4, Text: "Find a date"}, {Number: 2, Text: "Slides"}, {Number: 1, Text: "Outline", DoneBy: mia.ID, DoneAt: start}}
		if diff := cmp.Diff(want, edited.Steps, cmpopts.EquateApproxTime(time.Minute)); diff != "" {
			t.Errorf("what is worded as before stays done (-want +got)\n%s", diff)
		}
		if e := w.goal(mia, id).Entries[0]; e.Kind != core.EntryEdited || e.Text != "steps" || e.By != ada.ID {
			t.Errorf("history: %+v", e)
		}

		mine := aTalk()
		mine.Title = "Give two talks"
		_, err = w.svc.EditGoal(ctx, w.call(mia), id, 1, mine)
		refused(t, err, core.CodeGoalChanged)
		if got := core.Refusal(err).Args["Name"]; got != "Ada" {
			t.Errorf("changed by %v", got)
		}
		_, err = w.svc.EditGoal(ctx, w.call(ada), id, 1, mine)
		refused(t, err, core.CodeGoalChangedByYou)
		_, err = w.svc.EditGoal(ctx, w.call(mia), id, 2, mine)
		w.must(err)

		// A number is given once: who still sees the old list ticks nothing else by mistake.
		g, err := w.svc.TickSteps(ctx, w.call(mia), id, []int{4}, nil)
		w.must(err)
		if diff := cmp.Diff([]int{1}, g.Ticked()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		w.work()
		w.hears(mia)
		w.hears(ada, core.NoticeGoal)
	})
}

func TestGoalsAreOfTheTwoAlone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair, id := w.pairWithGoal()
		for _, other := range []core.Person{w.admin("Kim"), w.mentee("Pat")} {
			call := w.call(other)
			for name, try := range map[string]func() error{
				"list":     func() error { return second(w.svc.Goals(ctx, call, pair, 0)) },
				"read":     func() error { return second(w.svc.Goal(ctx, call, id, 0)) },
				"form":     func() error { return second(w.svc.GoalToEdit(ctx, call, id)) },
				"create":   func() error { return second(w.svc.CreateGoal(ctx, call, pair, aTalk())) },
				"edit":     func() error { return second(w.svc.EditGoal(ctx, call, id, 1, aTalk())) },
				"tick":     func() error { return second(w.svc.TickSteps(ctx, call, id, []int{1}, nil)) },
				"progress": func() error { return second(w.svc.SetProgress(ctx, call, id, 10)) },
				"comment":  func() error { return second(w.svc.CommentGoal(ctx, call, id, "Hm")) },
				"settle":   func() error { return second(w.svc.SettleGoal(ctx, call, id, core.GoalDropped)) },
			} {
				t.Run(other.Name+" "+name, func(t *testing.T) { refused(t, try(), core.CodeForbidden) })
			}
			if mine, err := w.svc.MyGoals(ctx, call); err != nil || len(mine) != 0 {
				t.Errorf("%s has %v, error %v", other.Name, mine, err)
			}
		}

		_, err := w.svc.EndMentorship(ctx, w.call(ada), pair, "Moving away.")
		w.must(err)
		for name, err := range map[string]error{
			"create":   second(w.svc.CreateGoal(ctx, w.call(mia), pair, aTalk())),
			"form":     second(w.svc.GoalToEdit(ctx, w.call(mia), id)),
			"edit":     second(w.svc.EditGoal(ctx, w.call(mia), id, 1, aTalk())),
			"tick":     second(w.svc.TickSteps(ctx, w.call(ada), id, []int{1}, nil)),
			"progress": second(w.svc.SetProgress(ctx, w.call(ada), id, 10)),
			"comment":  second(w.svc.CommentGoal(ctx, w.call(ada), id, "Hm")),
			"settle":   second(w.svc.SettleGoal(ctx, w.call(mia), id, core.GoalReached)),
		} {
			t.Run("ended "+name, func(t *testing.T) { refused(t, err, core.CodeGoalReadOnly) })
		}
		for _, p := range []core.Person{ada, mia} { // but both can read it
			if title := w.goal(p, id).Goal.Title; title != "Give a talk" {
				t.Errorf("%s reads %q", p.Name, title)
			}
			if mine, err := w.svc.MyGoals(ctx, w.call(p)); err != nil || len(mine) != 1 || mine[0].Counts.Open != 1 {
				t.Errorf("%s has %+v, error %v", p.Name, mine, err)
			}
		}
	})
}

func TestGoalsHaveLimits(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		_, mia, pair, id := w.pairWithGoal()
		for name, c := range map[string]struct {
			change func(*core.GoalInput)
			field  string
			want   core.Code
		}{
			"no title":           {func(in *core.GoalInput) { in.Title = " \u200b " }, "title", core.CodeRequired},
			"a title of marks":   {func(in *core.GoalInput) { in.Title = "!!!" }, "title", core.CodeSearchName},
			"a long title":       {func(in *core.GoalInput) { in.Title = strings.Repeat("é", core.MaxGoalTitle+1) }, "title", core.CodeTooLong},
			"a long why":         {func(in *core.GoalInput) { in.Why = strings.Repeat("x", core.MaxGoalWhy+1) }, "why", core.CodeTooLong},
			"a long measure":     {func(in *core.GoalInput) { in.Measure = strings.Repeat("x", core.MaxGoalMeasure+1) }, "measure", core.CodeTooLong},
			"a day that is none": {func(in *core.GoalInput) { in.Due = "2026-02-30" }, "due", core.CodeInvalidInput},
			"yesterday":          {func(in *core.GoalInput) { in.Due = "2026-05-31" }, "due", core.CodeDateInPast},
			"in a decade":        {func(in *core.GoalInput) { in.Due = "2036-06-01" }, "due", core.CodeGoalTooFar},
			"a long step":        {func(in *core.GoalInput) { in.Steps = "Go\n" + strings.Repeat("x", core.MaxGoalStep+1) }, "steps", core.CodeGoalStepLong},
			"many steps": {func(in *core.GoalInput) {
				for n := range core.MaxGoalSteps {
					in.Steps += fmt.Sprintf("\nStep %d", n)
				}
			}, "steps", core.CodeGoalStepsFull},
		} {
			t.Run(name, func(t *testing.T) {
				in := aTalk()
				c.change(&in)
				_, err := w.svc.CreateGoal(ctx, w.call(mia), pair, in)
				refused(t, err, c.want)
				if field := core.Refusal(err).Field; field != c.field {
					t.Errorf("at %q, want %q", field, c.field)
				}
			})
		}
		refused(t, second(w.svc.SetProgress(ctx, w.call(mia), id, 10)), core.CodeGoalHasSteps)
		refused(t, second(w.svc.CommentGoal(ctx, w.call(mia), id, " ")), core.CodeRequired)
		refused(t, second(w.svc.CommentGoal(ctx, w.call(mia), id, strings.Repeat("x", core.MaxGoalComment+1))), core.CodeTooLong)
		refused(t, second(w.svc.SettleGoal(ctx, w.call(mia), id, "forgotten")), core.CodeInvalidInput)

		for n := 1; n < core.MaxOpenGoals; n++ {
			_, err := w.svc.CreateGoal(ctx, w.call(mia), pair, core.GoalInput{Title: fmt.Sprint("Goal ", n), Due: "2026-06-01"})
			w.must(err)
		}
		refused(t, second(w.svc.CreateGoal(ctx, w.call(mia), pair, aTalk())), core.CodeGoalsFull)
		_, err := w.svc.SettleGoal(ctx, w.call(mia), id, core.GoalDropped)
		w.must(err)
		bare, err := w.svc.CreateGoal(ctx, w.call(mia), pair, core.GoalInput{Title: "No steps"})
		w.must(err)
		refused(t, second(w.svc.SettleGoal(ctx, w.call(mia), id, core.GoalOpen)), core.CodeGoalsFull)

		refused(t, second(w.svc.SetProgress(ctx, w.call(mia), bare.ID, 101)), core.CodeNumberOutOfRange)
		g, err := w.svc.SetProgress(ctx, w.call(mia), bare.ID, 40)
		if err != nil || g.Progress() != 40 {
			t.Errorf("progress %d, error %v", g.Progress(), err)
		}

		// A day that has passed may stay when something else is changed, and shows.
		w.pass(49 * time.Hour)
		first := w.goals(mia, pair).Goals[0]
		if !first.Overdue(w.goals(mia, pair).Today) {
			t.Errorf("%s, due %s, is not overdue", first.Title, first.Due)
		}
		_, err = w.svc.EditGoal(ctx, w.call(mia), first.ID, 1, core.GoalInput{Title: "Still to do", Due: "2026-06-01"})
		w.must(err)
		refused(t, second(w.svc.EditGoal(ctx, w.call(mia), first.ID, 2, core.GoalInput{Title: "Still to do", Due: "2026-06-02"})), core.CodeDateInPast)
		if f := w.goals(mia, pair); f.Pages != 3 || len(f.Goals) != core.GoalsPerPage {
			t.Errorf("%d pages, %d goals on the first", f.Pages, len(f.Goals))
		}
		last, err := w.svc.Goals(ctx, w.call(mia), pair, 99)
		if err != nil || last.Page != 2 || len(last.Goals) != 1 || last.Goals[0].State != core.GoalDropped {
			t.Errorf("page %d: %+v, error %v", last.Page, last.Goals, err)
		}
	})
}
