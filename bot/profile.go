package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openProfile starts the wizard: three pages, each saved by itself, so that nothing is lost by stopping half-way. Somebody on the way into a
// programme, which the metadata then names, is led on to the form to join it.
func (a *App) openProfile(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.ProfileFacts(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if r.Meta.Program == "" {
		return instead(r.For.Basics(facts, core.Program{})), nil
	}
	place, err := a.service.Place(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Basics(facts, place.Program)) })
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
	return show(r.For.Work(facts, r.Modal.Program)), nil
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
	return show(r.For.Skills(facts, r.Modal.Program)), nil
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
	if r.Modal.Program != "" {
		return a.joinNow(ctx, r, facts)
	}
	return instead(r.For.ProfileSummary(facts)), nil
}

// joinNow asks somebody who has written their profile on the way into a programme how they want to take part. Who takes part already, as
// they did so in another window meanwhile, sees their profile.
func (a *App) joinNow(ctx context.Context, r *Request, facts core.ProfileFacts) (Reply, error) {
	place, err := a.service.Place(ctx, r.call(), r.Modal.Program)
	return orFail(err, func() Reply {
		if place.Known && place.Participant.Joined() {
			return instead(r.For.ProfileSummary(facts))
		}
		return instead(r.For.JoinNow(place))
	})
}
