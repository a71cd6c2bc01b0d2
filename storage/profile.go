package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type profileRow struct {
	bun.BaseModel `bun:"table:profiles,alias:profile"`
	owned

	PersonID      core.PersonID        `bun:"person_id,pk"`
	Name          string               `bun:"name"`
	DutyStation   string               `bun:"duty_station"`
	Languages     list                 `bun:"languages"`
	Headline      string               `bun:"headline"`
	Unit          string               `bun:"unit"`
	PracticeAreas list                 `bun:"practice_areas"`
	JobFunctions  list                 `bun:"job_functions"`
	LinkedInURL   string               `bun:"linkedin_url"`
	Summary       string               `bun:"summary"`
	Skills        list                 `bun:"skills"`
	Wishes        list                 `bun:"wishes"`
	MeetingModes  list                 `bun:"meeting_modes"`
	MeetingCity   string               `bun:"meeting_city"`
	Gender        string               `bun:"gender"`
	GenderPublic  bool                 `bun:"gender_public"`
	Phone         string               `bun:"phone"`
	Tips          document[[]core.Tip] `bun:"tips"`
	CreatedAt     instant              `bun:"created_at"`
	UpdatedAt     instant              `bun:"updated_at"`
}

func profileRowOf(p core.Profile) *profileRow {
	return &profileRow{
		PersonID: p.Person, Name: p.Name, DutyStation: p.DutyStation, Languages: p.Languages, Headline: p.Headline,
		Unit: p.Unit, PracticeAreas: p.PracticeAreas, JobFunctions: p.JobFunctions, LinkedInURL: p.LinkedInURL,
		Summary: p.Summary, Skills: p.Skills, Wishes: p.Wishes, MeetingModes: p.MeetingModes, MeetingCity: p.MeetingCity,
		Gender: p.Gender, GenderPublic: p.GenderPublic, Phone: p.Phone, Tips: document[[]core.Tip]{p.Tips}, CreatedAt: instant(p.CreatedAt),
		UpdatedAt: instant(p.UpdatedAt),
	}
}

func (r profileRow) value() core.Profile {
	return core.Profile{
		Person: r.PersonID, Name: r.Name, DutyStation: r.DutyStation, Languages: r.Languages, Headline: r.Headline,
		Unit: r.Unit, PracticeAreas: r.PracticeAreas, JobFunctions: r.JobFunctions, LinkedInURL: r.LinkedInURL,
		Summary: r.Summary, Skills: r.Skills, Wishes: r.Wishes, MeetingModes: r.MeetingModes, MeetingCity: r.MeetingCity,
		Gender: r.Gender, GenderPublic: r.GenderPublic, Phone: r.Phone, Tips: r.Tips.v, CreatedAt: r.CreatedAt.time(),
		UpdatedAt: r.UpdatedAt.time(),
	}
}

// profiles implements core.Profiles; the search is in search.go.
type profiles struct{ scope }

func (r profiles) Get(ctx context.Context, person core.PersonID) (core.Profile, error) {
	p, err := one[profileRow](ctx, r.scope, where("person_id = ?", person))
	return p, step("load profile", err)
}

func (r profiles) GetAll(ctx context.Context, people []core.PersonID) (map[core.PersonID]core.Profile, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[profileRow](ctx, r.scope, where("person_id IN (?)", bun.List(people)))
	return byKey(found, func(p core.Profile) core.PersonID { return p.Person }), step("load profiles", err)
}

func (r profiles) Save(ctx context.Context, p core.Profile) error {
	return step("save profile", r.put(ctx, profileRowOf(p)))
}
