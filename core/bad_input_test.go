package core_test

import (
	"context"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// Every input of the forms about people is refused at its own field when it is too long, too much, or not among what there is.
func TestEachInputIsRefusedAtItsField(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia, kim := w.mentor("Ada", 2), w.mentee("Mia"), w.admin("Kim")
		program := w.firstProgram()
		long, short := strings.Repeat("x", 5000), "Short"
		many := make([]string, core.MaxTerms+1)
		for i := range many {
			many[i] = "topic " + string(rune('a'+i))
		}
		basics := func(change func(*core.Basics)) error {
			in := core.Basics{Name: "Ada", TimeZone: "Europe/Paris", Languages: []string{"en"}}
			change(&in)
			_, err := w.svc.SaveBasics(ctx, w.call(ada), in)
			return err
		}
		work := func(change func(*core.Work)) error {
			in := core.Work{Headline: short}
			change(&in)
			_, err := w.svc.SaveWork(ctx, w.call(ada), in)
			return err
		}
		skills := func(change func(*core.Skills)) error {
			in := core.Skills{Summary: short}
			change(&in)
			_, err := w.svc.SaveSkills(ctx, w.call(ada), in)
			return err
		}
		mentor := func(change func(*core.MentorSettings)) error {
			in := core.MentorSettings{Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 2}
			change(&in)
			_, err := w.svc.SaveMentor(ctx, w.call(ada), in)
			return err
		}
		tip := func(in core.Tip) error { _, err := w.svc.AddTip(ctx, w.call(ada), in); return err }
		exclude := func(in core.Exclusion) error {
			in.Program = program
			_, err := w.svc.Exclude(ctx, w.call(kim), in)
			return err
		}
		place := core.PlaceID{Program: program, Person: ada.ID}
		for name, c := range map[string]struct {
			err   error
			field string
		}{
			"name left out":              {basics(func(b *core.Basics) { b.Name = " " }), "name"},
			"name too long":              {basics(func(b *core.Basics) { b.Name = long }), "name"},
			"duty station too long":      {basics(func(b *core.Basics) { b.DutyStation = long }), "duty_station"},
			"unknown zone":               {basics(func(b *core.Basics) { b.TimeZone = "Mars/Olympus" }), "time_zone"},
			"unknown language":           {basics(func(b *core.Basics) { b.Languages = []string{"klingon"} }), "languages"},
			"unknown gender":             {basics(func(b *core.Basics) { b.Gender = "star" }), "gender"},
			"phone too long":             {basics(func(b *core.Basics) { b.Phone = long }), "phone"},
			"headline too long":          {work(func(x *core.Work) { x.Headline = long }), "headline"},
			"unit too long":              {work(func(x *core.Work) { x.Unit = long }), "unit"},
			"unknown practice area":      {work(func(x *core.Work) { x.PracticeAreas = []string{"alchemy"} }), "practice_areas"},
			"unknown job function":       {work(func(x *core.Work) { x.JobFunctions = []string{"king"} }), "job_functions"},
			"profile elsewhere":          {work(func(x *core.Work) { x.LinkedInURL = "https://example.org/me" }), "linkedin_url"},
			"summary too long":           {skills(func(x *core.Skills) { x.Summary = long }), "summary"},
			"too many skills":            {skills(func(x *core.Skills) { x.Skills = many }), "skills"},
			"a wish too long":            {skills(func(x *core.Skills) { x.Wishes = []string{long} }), "wishes"},
			"unknown way to meet":        {skills(func(x *core.Skills) { x.MeetingModes = []string{"telepathy"} }), "meeting_modes"},
			"city too long":              {skills(func(x *core.Skills) { x.MeetingCity = long }), "meeting_city"},
			"too many topics":            {mentor(func(m *core.MentorSettings) { m.Topics = many }), "topics"},
			"no topics":                  {mentor(func(m *core.MentorSettings) { m.Topics = nil }), "topics"},
			"mentor of unknown language": {mentor(func(m *core.MentorSettings) { m.Languages = []string{"klingon"} }), "languages"},
			"no capacity":                {mentor(func(m *core.MentorSettings) { m.Capacity = 0 }), "capacity"},
			"too much capacity":          {mentor(func(m *core.MentorSettings) { m.Capacity = 1000 }), "capacity"},
			"away until yesterday": {mentor(func(m *core.MentorSettings) {
				m.Availability = core.Availability{Unavailable: true, Until: "2020-01-01"}
			}), "until"},
			"away until never":             {mentor(func(m *core.MentorSettings) { m.Availability = core.Availability{Unavailable: true, Until: "soon"} }), "until"},
			"away for too long a reason":   {mentor(func(m *core.MentorSettings) { m.Availability = core.Availability{Unavailable: true, Reason: long} }), "reason"},
			"a tip without title":          {tip(core.Tip{Kind: core.TipBook}), "title"},
			"a tip with too long a title":  {tip(core.Tip{Kind: core.TipBook, Title: long}), "title"},
			"a tip of unknown kind":        {tip(core.Tip{Kind: "song", Title: short}), "kind"},
			"a tip with an unsafe address": {tip(core.Tip{Kind: core.TipBook, Title: short, Link: "javascript:alert(1)"}), "link"},
			"joining as nothing":           {second(w.svc.Join(ctx, w.call(mia), core.Joining{Program: program})), "role"},
			"apart from nobody":            {exclude(core.Exclusion{One: ada.ID}), "other"},
			"apart from themselves":        {exclude(core.Exclusion{One: ada.ID, Other: ada.ID}), "other"},
			"apart for too long a reason":  {exclude(core.Exclusion{One: ada.ID, Other: mia.ID, Reason: long}), "reason"},
			"a programme without name":     {second(w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{})), "name"},
			"a programme's name too long":  {second(w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: long})), "name"},
			"renamed to something long":    {second(w.svc.RenameProgram(ctx, w.call(kim), program, long)), "name"},
			"removed without words":        {second(w.svc.Remove(ctx, w.call(kim), place, "")), "note"},
			"removed with too many words":  {second(w.svc.Remove(ctx, w.call(kim), place, long)), "note"},
		} {
			refusal := core.Refusal(c.err)
			switch {
			case refusal == nil:
				t.Errorf("%s: not refused (%v)", name, c.err)
			case refusal.Field != c.field:
				t.Errorf("%s: refused at %q as %s, want %q", name, refusal.Field, refusal.Code, c.field)
			}
		}
	})
}
