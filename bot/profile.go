package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openProfile starts the wizard: three pages, each saved by itself, so that nothing is lost by stopping half-way.
func (a *App) openProfile(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.ProfileFacts(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.Basics(facts)), nil
}

func (a *App) saveBasics(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.SaveBasics(ctx, r.pageCall(), core.Basics{
		Name:         r.Form.Text("name"),
		DutyStation:  r.Form.Text("duty_station"),
		TimeZone:     r.Form.Text("time_zone"),
		Languages:    r.Form.All("languages"),
		Gender:       answered(r.Form.Text("gender")),
		GenderPublic: r.Form.Checked(view.FieldGenderPublic, view.OptionYes),
		Phone:        r.Form.Text("phone"),
	})
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Work(facts)), nil
}

func (a *App) saveWork(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.SaveWork(ctx, r.pageCall(), core.Work{
		Headline:      r.Form.Text("headline"),
		Unit:          r.Form.Text("unit"),
		PracticeAreas: r.Form.All("practice_areas"),
		JobFunctions:  r.Form.All("job_functions"),
		LinkedInURL:   r.Form.Text("linkedin_url"),
	})
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Skills(facts)), nil
}

func (a *App) saveSkills(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.SaveSkills(ctx, r.call(), core.Skills{
		Summary:      r.Form.Text("summary"),
		Skills:       r.Form.All("skills"),
		Wishes:       r.Form.All("wishes"),
		MeetingModes: r.Form.All("meeting_modes"),
		MeetingCity:  r.Form.Text("meeting_city"),
	})
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.ProfileSummary(facts)), nil
}
