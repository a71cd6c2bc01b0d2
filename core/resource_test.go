package core_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestResourcesAreCheckedKeptAndCounted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ctx, kim := context.Background(), w.admin("Kim")
		save := func(r core.Resource) (core.ResourcePage, error) {
			return w.svc.SaveResource(ctx, w.call(kim), core.ResourceInput{Program: w.firstProgram(), Resource: r})
		}
		good := core.Resource{Kind: core.ResourceLink, Title: "A talk", Address: "https://example.org/talk"}
		for name, c := range map[string]struct {
			set  func(*core.Resource)
			want map[string]core.Code
		}{
			"no title":     {func(r *core.Resource) { r.Title = " \u200b" }, map[string]core.Code{"title": core.CodeRequired}},
			"a long title": {func(r *core.Resource) { r.Title = strings.Repeat("é", 81) }, map[string]core.Code{"title": core.CodeTooLong}},
			"no address":   {func(r *core.Resource) { r.Address = "" }, map[string]core.Code{"address": core.CodeRequired}},
			"a lookalike":  {func(r *core.Resource) { r.Address = "https://ex\u0430mple.org/" }, map[string]core.Code{"address": core.CodeBadURL}},
			"much about":   {func(r *core.Resource) { r.Text = strings.Repeat("é", 301) }, map[string]core.Code{"text": core.CodeTooLong}},
			"no text":      {func(r *core.Resource) { r.Kind, r.Address = core.ResourceText, "" }, map[string]core.Code{"text": core.CodeRequired}},
			"a long text": {func(r *core.Resource) {
				r.Kind, r.Address, r.Text = core.ResourceText, "", strings.Repeat("é", 3001)
			}, map[string]core.Code{"text": core.CodeTooLong}},
			"whom, when and whose": {func(r *core.Resource) { r.For, r.Stage, r.Language = "boss", "never", "de" },
				map[string]core.Code{"for": core.CodeUnknownOption, "stage": core.CodeUnknownOption, "language": core.CodeUnknownOption}},
		} {
			r := good
			c.set(&r)
			_, err := save(r)
			if diff := cmp.Diff(c.want, fields(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		first, err := save(good)
		if err != nil {
			t.Fatal(err)
		}
		version := first.Program.Version
		if again, err := save(first.Resource); err != nil || again.Program.Version != version {
			t.Errorf("saved as it was it is version %d after %d, %v", again.Program.Version, version, err)
		}
		for range core.MaxResources - 1 {
			if _, err := save(good); err != nil {
				t.Fatal(err)
			}
		}
		_, err = save(good)
		refused(t, err, core.CodeResourcesFull)
		if _, err := w.svc.RemoveResource(ctx, w.call(kim), w.firstProgram(), first.Resource.ID); err != nil {
			t.Error(err)
		}
		_, err = save(first.Resource)
		refused(t, err, core.CodeResourceGone)
	})
}

func TestWhatHelpsFollowsTheMentorship(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		held, days, reminder int // days until the planned end
		state                core.MentorshipState
		want                 core.GuideStage
	}{
		"new":               {0, 100, 14, core.MentorshipActive, core.HelpsFirst},
		"under way":         {2, 15, 14, core.MentorshipActive, core.HelpsUnderWay},
		"near the end":      {2, 14, 14, core.MentorshipActive, core.HelpsClosing},
		"without reminders": {2, 13, 0, core.MentorshipActive, core.HelpsClosing},
		"over":              {2, 100, 14, core.MentorshipCompleted, core.HelpsClosing},
	} {
		m := core.MentorshipFacts{Held: c.held, Mentorship: core.Mentorship{State: c.state, PlannedEnd: now.AddDate(0, 0, c.days)}}
		m.Program.Policy.EndReminderDays = c.reminder
		if got := m.HelpStage(now); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
