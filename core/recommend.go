package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// recommendedShown is how many mentors are recommended. They come from the same search as a mentee's own without criteria: the index finds
// those who fit the profile best, and only so many are scored, so that a Home costs the same in a programme of any size.
const recommendedShown = 3

// Recommendation is what a mentee who is told to choose is shown.
type Recommendation struct {
	Program Program
	Viewer  Person
	Mentors []MentorCard
	Chosen  bool // the mentee has chosen meanwhile
}

// RecommendationFor loads the mentors recommended to a person, for telling them.
func (s *Service) RecommendationFor(ctx context.Context, workspace WorkspaceID, program ProgramID, person PersonID) (Recommendation, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Recommendation, error) {
		viewer, err := u.People().Get(ctx, person)
		if err != nil {
			return Recommendation{}, missing(err, "load person")
		}
		return u.recommendation(ctx, program, viewer)
	})
}

func (u *unit) recommendation(ctx context.Context, program ProgramID, viewer Person) (Recommendation, error) {
	r := Recommendation{Viewer: viewer}
	var err error
	if r.Program, err = u.Programs().Get(ctx, program); err != nil {
		return r, missing(err, "load programme")
	}
	if r.Chosen, err = u.hasChosen(ctx, program, viewer.ID); err != nil || r.Chosen {
		return r, err
	}
	r.Mentors, err = u.recommendedTo(ctx, r.Program, viewer)
	return r, err
}

// Recommended loads the actor's finished questionnaire with the mentors recommended to them.
func (s *Service) Recommended(ctx context.Context, call Call, program ProgramID) (Questionnaire, error) {
	return own(ctx, s, call, ActionViewAnswers, func(ctx context.Context, u *unit) (Questionnaire, error) {
		p, err := u.program(ctx, program)
		if err != nil {
			return Questionnaire{}, err
		}
		q, err := u.questionnaire(ctx, p, u.actor, MaxQuestions)
		if err != nil {
			return Questionnaire{}, err
		}
		q.Recommended, err = u.recommendedTo(ctx, p, u.actor)
		return q, err
	})
}

// recommendedTo are the mentors who can be asked now and fit best, for a mentee who may choose and has answered what is required. Those
// on the mentee's list already are left out.
func (u *unit) recommendedTo(ctx context.Context, program Program, viewer Person) ([]MentorCard, error) {
	if program.State != ProgramOpen || len(program.Policy.questionsFor([]Role{RoleMentee})) == 0 {
		return nil, nil
	}
	finished, err := u.finishedQuestions(ctx, program, viewer)
	if err != nil || !finished {
		return nil, err
	}
	choices, err := u.choices(ctx, program, viewer.ID)
	if err != nil || choices.List.State != ChoicesDraft || !choices.mayAsk {
		return nil, err
	}
	ids, err := u.candidates(ctx, program, choices.Mentee.Profile)
	if err != nil {
		return nil, err
	}
	if ids, err = u.withoutExcluded(ctx, program, viewer.ID, ids); err != nil {
		return nil, err
	}
	cards, err := u.mentorCards(ctx, program, viewer.ID, ids)
	if err != nil {
		return nil, err
	}
	cards = slices.DeleteFunc(cards, func(m MentorCard) bool {
		return m.Status != MentorFree || m.Score.Total == 0 || len(m.Score.Excluded) > 0 || choices.List.Rank(m.Person.ID) > 0
	})
	slices.SortFunc(cards, better)
	return cards[:min(len(cards), recommendedShown)], nil
}

// finishedQuestions reports whether somebody who looks for a mentor has answered the questionnaire. Recommendations follow it, so in a
// programme without one mentees search.
func (u *unit) finishedQuestions(ctx context.Context, program Program, viewer Person) (bool, error) {
	q, err := u.questionnaire(ctx, program, viewer, 0)
	if err != nil || !q.Mentee || len(q.Missing) > 0 || q.Answered() == 0 {
		return false, err
	}
	_, err = u.Profiles().Get(ctx, viewer.ID)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("load profile: %w", err)
	}
	return true, nil
}

// candidates are the findable mentors whom the index prefers for a mentee's profile.
func (u *unit) candidates(ctx context.Context, program Program, profile Profile) ([]PersonID, error) {
	found, err := u.findMentors(ctx, program, profile, SearchQuery{Except: profile.Person, Limit: searchLimit})
	return found.People, err
}
