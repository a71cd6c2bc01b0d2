package bot

import (
	"context"
	"strconv"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openMentor asks for what somebody offers as a mentor.
func (a *App) openMentor(ctx context.Context, r *Request) (Reply, error) {
	profile, place, err := a.service.MentorFacts(ctx, r.call(), r.Meta.Program)
	if err != nil {
		return Reply{}, err
	}
	if r.said(wordStop) {
		return a.askToStop(r, place)
	}
	return instead(r.For.Mentor(profile, place)), nil
}

func (a *App) saveMentor(ctx context.Context, r *Request) (Reply, error) {
	availability, err := r.Form.OneOf(view.FieldAvailability, view.AvailabilityOpen, view.AvailabilityClosed)
	if err != nil {
		return Reply{}, err
	}
	capacity, _ := strconv.Atoi(r.Form.Text("capacity")) // anything else is 0, which core refuses
	place, err := a.service.SaveMentor(ctx, r.call(), core.MentorSettings{
		Program:   r.Meta.Program,
		Topics:    r.Form.All("topics"),
		Languages: r.Form.All("languages"),
		Capacity:  capacity,
		Availability: core.Availability{
			Unavailable: availability == view.AvailabilityClosed,
			Until:       r.Form.Text("until"),
			Reason:      r.Form.Text("reason"),
		},
	})
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.MentorSummary(place)), nil
}

// stopMentoring ends the part as a mentor. The button has asked for confirmation.
func (a *App) stopMentoring(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.StopMentoring(ctx, r.call(), r.Meta.Program)
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.MentorSummary(place)), nil
}
