package sample

import (
	"context"
	"fmt"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// second is the organisation's second programme, whose policy differs from the first one's.
type second struct {
	Name            string             `yaml:"name"`
	Pairing         core.Pairing       `yaml:"pairing"`
	Approval        core.Approval      `yaml:"approval"`
	DefaultCapacity int                `yaml:"default_capacity"`
	LengthWeeks     int                `yaml:"length_weeks"`
	MentorItems     []core.ProfileItem `yaml:"mentor_items"`
	Staff           []member           `yaml:"staff"`
	Questions       []core.Question    `yaml:"questions"`
	People          []seat             `yaml:"people"`
}

type member struct {
	User string         `yaml:"user"`
	Role core.StaffRole `yaml:"role"`
}

// seat is how somebody takes part.
type seat struct {
	User    string              `yaml:"user"`
	Role    core.Role           `yaml:"role"`
	TakenOn bool                `yaml:"taken_on"` // by the first of the staff
	Answers map[string][]string `yaml:"answers"`  // by question: options by id, the first choice first, or a number
}

// spec is the programme as a file would have it.
func (s second) spec() core.ProgramSpec {
	spec := core.ProgramSpec{Name: s.Name, State: core.ProgramOpen, Policy: core.DefaultPolicy(), Questions: s.Questions}
	p := &spec.Policy
	p.Pairing, p.Approval, p.DefaultCapacity, p.LengthWeeks, p.MentorItems = s.Pairing, s.Approval, s.DefaultCapacity, s.LengthWeeks, s.MentorItems
	for _, m := range s.Staff {
		spec.Staff = append(spec.Staff, core.StaffSpec{ChatUserID: m.User, Role: m.Role})
	}
	return spec
}

// users are all who appear in it.
func (s second) users() []string {
	var ids []string
	for _, m := range s.Staff {
		ids = append(ids, m.User)
	}
	for _, p := range s.People {
		ids = append(ids, p.User)
	}
	return ids
}

// beginSecond lets people apply to the second programme, and its team take some of them on and compute pairs for them, which are left to a visitor
// to look at and to commit.
func (p *play) beginSecond(ctx context.Context) error {
	script := p.organisation.second
	d, err := p.Service.ApplyProgram(ctx, p.Workspace, "", core.ProgramFile{ProgramSpec: script.spec(), Reason: "Agreed on by the leadership team."})
	if err != nil {
		return err
	}
	program, lead := d.Program.ID, p.as(script.Staff[0].User)
	for _, s := range script.People {
		if err := p.takePart(ctx, program, s); err != nil {
			return fmt.Errorf("%s: %w", s.User, err)
		}
		if !s.TakenOn {
			continue
		}
		if _, err := p.Service.Activate(ctx, lead, core.PlaceID{Program: program, Person: p.ids[s.User]}); err != nil {
			return fmt.Errorf("take on %s: %w", s.User, err)
		}
	}
	settings := core.PairingSettings{Objective: matching.MostScore, Who: core.PairEverybody}
	_, err = p.Service.StartPairing(ctx, lead, program, settings)
	return err
}

func (p *play) takePart(ctx context.Context, program core.ProgramID, s seat) error {
	call := p.as(s.User)
	in := core.Joining{Program: program, Mentor: s.Role == core.RoleMentor, Mentee: s.Role == core.RoleMentee}
	if _, err := p.Service.Join(ctx, call, in); err != nil {
		return err
	}
	given := map[string][]string{}
	for _, q := range p.organisation.second.Questions {
		for place, value := range s.Answers[string(q.ID)] {
			field := core.AnswerField(q.ID)
			if q.Kind == core.QuestionRanking {
				field = core.RankField(q.ID, place+1)
			}
			given[field] = append(given[field], value)
		}
	}
	_, err := p.Service.SaveAnswers(ctx, call, core.AnswerPage{Program: program, Given: given})
	return err
}
