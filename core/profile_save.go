package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Basics is the first page of the profile.
type Basics struct {
	Name         string
	DutyStation  string
	TimeZone     string // IANA
	Languages    []string
	Gender       string
	GenderPublic bool
	Phone        string
}

// Work is the second page of the profile.
type Work struct {
	Headline      string
	Unit          string
	PracticeAreas []string
	JobFunctions  []string
	LinkedInURL   string
}

// Skills is the third page of the profile.
type Skills struct {
	Summary      string
	Skills       []string
	Wishes       []string
	MeetingModes []string
	MeetingCity  string
}

// ProfileFacts loads the actor's profile; one that was never saved comes prefilled from the chat system and public HR facts.
func (s *Service) ProfileFacts(ctx context.Context, call Call) (ProfileFacts, error) {
	return own(ctx, s, call, ActionViewProfile, func(ctx context.Context, u *unit) (ProfileFacts, error) {
		return u.profileFacts(ctx)
	})
}

func (u *unit) profileFacts(ctx context.Context) (ProfileFacts, error) {
	profile, isNew, err := u.ownProfile(ctx)
	if err != nil {
		return ProfileFacts{}, err
	}
	places, err := u.placesOf(ctx, u.actor, profile)
	if err != nil {
		return ProfileFacts{}, err
	}
	facts := ProfileFacts{
		Person: u.actor, Profile: profile, New: isNew,
		Completeness: completeness(u.actor, profile), Participants: places,
	}
	if facts.Questions, err = u.currentQuestions(ctx); err != nil {
		return facts, err
	}
	if facts.Hours, err = u.hours(ctx, u.actor.ID); err != nil {
		return facts, err
	}
	facts.Feeds, err = u.countBusyFeeds(ctx, u.actor.ID)
	return facts, err
}

// ownProfile is the actor's saved profile, or a prefilled one.
func (u *unit) ownProfile(ctx context.Context) (Profile, bool, error) {
	profile, err := u.Profiles().Get(ctx, u.actor.ID)
	if err == nil {
		return profile, false, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return Profile{}, false, fmt.Errorf("load profile: %w", err)
	}
	facts, err := u.People().Facts(ctx, u.actor.ID)
	if err != nil {
		return Profile{}, false, fmt.Errorf("load facts: %w", err)
	}
	return prefilled(u.actor, facts, u.now), true, nil
}

// prefilled starts a profile from what is known already, so that people complete rather than fill in.
func prefilled(person Person, facts []Fact, now time.Time) Profile {
	p := Profile{Person: person.ID, Name: person.Name, Headline: person.Title, CreatedAt: now, UpdatedAt: now}
	if lang := languageOf(person.Locale()); known(Languages(), lang) {
		p.Languages = []string{lang}
	}
	for _, f := range facts {
		if f.Visibility != VisiblePublic && f.Key != FactGender {
			continue
		}
		prefill(&p, f)
	}
	return p
}

func prefill(p *Profile, f Fact) {
	switch f.Key {
	case FactUnit:
		p.Unit = f.Value
	case FactDutyStation:
		p.DutyStation = f.Value
	case FactJobTitle:
		if p.Headline == "" {
			p.Headline = f.Value
		}
	case FactGender:
		if known(Genders(), f.Value) {
			p.Gender = f.Value
		}
	case FactPracticeArea:
		if known(PracticeAreas(), f.Value) {
			p.PracticeAreas = []string{f.Value}
		}
	case FactJobFunction:
		if known(JobFunctions(), f.Value) {
			p.JobFunctions = []string{f.Value}
		}
	}
}

func languageOf(locale string) string {
	if len(locale) < 2 {
		return ""
	}
	return locale[:2]
}

// SaveBasics stores the first page.
func (s *Service) SaveBasics(ctx context.Context, call Call, in Basics) (ProfileFacts, error) {
	in.Name, in.DutyStation, in.Phone = cleanLine(in.Name), cleanLine(in.DutyStation), cleanLine(in.Phone)
	var bad fieldErrors
	bad.add(checkRequired("name", in.Name))
	bad.add(checkLength("name", in.Name, MaxShortText))
	bad.add(checkLength("duty_station", in.DutyStation, MaxTermLength))
	bad.add(checkLength("phone", in.Phone, 40))
	bad.add(checkKnown("languages", Languages(), in.Languages...))
	bad.add(checkKnown("gender", Genders(), in.Gender))
	if validZone(in.TimeZone, "") == "" {
		bad.add(invalid("time_zone", CodeUnknownZone))
	}
	return s.saveProfile(ctx, call, bad, func(p *Profile, person *Person) {
		p.Name, p.DutyStation, p.Languages = in.Name, in.DutyStation, in.Languages
		p.Gender, p.GenderPublic, p.Phone = in.Gender, in.GenderPublic, in.Phone
		person.TimeZone = in.TimeZone
	})
}

// SaveWork stores the second page.
func (s *Service) SaveWork(ctx context.Context, call Call, in Work) (ProfileFacts, error) {
	in.Headline, in.Unit, in.LinkedInURL = cleanLine(in.Headline), cleanLine(in.Unit), cleanLine(in.LinkedInURL)
	var bad fieldErrors
	bad.add(checkLength("headline", in.Headline, MaxShortText))
	bad.add(checkLength("unit", in.Unit, MaxTermLength))
	bad.add(checkKnown("practice_areas", PracticeAreas(), in.PracticeAreas...))
	bad.add(checkKnown("job_functions", JobFunctions(), in.JobFunctions...))
	bad.add(checkLinkedIn("linkedin_url", in.LinkedInURL))
	return s.saveProfile(ctx, call, bad, func(p *Profile, _ *Person) {
		p.Headline, p.Unit, p.LinkedInURL = in.Headline, in.Unit, in.LinkedInURL
		p.PracticeAreas, p.JobFunctions = in.PracticeAreas, in.JobFunctions
	})
}

// SaveSkills stores the third page.
func (s *Service) SaveSkills(ctx context.Context, call Call, in Skills) (ProfileFacts, error) {
	in.Summary, in.MeetingCity = clean(in.Summary), cleanLine(in.MeetingCity)
	in.Skills, in.Wishes = cleanTerms(in.Skills), cleanTerms(in.Wishes)
	var bad fieldErrors
	bad.add(checkLength("summary", in.Summary, MaxSummary))
	bad.add(checkTerms("skills", in.Skills))
	bad.add(checkTerms("wishes", in.Wishes))
	bad.add(checkKnown("meeting_modes", MeetingModes(), in.MeetingModes...))
	bad.add(checkLength("meeting_city", in.MeetingCity, MaxTermLength))
	return s.saveProfile(ctx, call, bad, func(p *Profile, _ *Person) {
		p.Summary, p.Skills, p.Wishes = in.Summary, in.Skills, in.Wishes
		p.MeetingModes, p.MeetingCity = in.MeetingModes, in.MeetingCity
	})
}

// saveProfile applies one page to the profile and keeps everything derived from it in step.
func (s *Service) saveProfile(ctx context.Context, call Call, bad fieldErrors, apply func(*Profile, *Person)) (ProfileFacts, error) {
	return change(ctx, s, call, ActionSaveProfile, func(ctx context.Context, u *unit) (ProfileFacts, error) {
		if err := u.allow(ActionSaveProfile, u.self()); err != nil {
			return ProfileFacts{}, err
		}
		if err := bad.err(); err != nil {
			return ProfileFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return ProfileFacts{}, err
		}
		profile, _, err := u.ownProfile(ctx)
		if err != nil {
			return ProfileFacts{}, err
		}
		zone := u.actor.TimeZone
		apply(&profile, &u.actor)
		profile.UpdatedAt = u.now
		if err := u.storeProfile(ctx, profile); err != nil {
			return ProfileFacts{}, err
		}
		if u.actor.TimeZone != zone { // quiet hours are on the person's clock
			if err := u.replanReminders(ctx, u.actor.ID); err != nil {
				return ProfileFacts{}, err
			}
		}
		return u.profileFacts(ctx)
	})
}

func (u *unit) storeProfile(ctx context.Context, profile Profile) error {
	if err := u.People().Save(ctx, u.actor); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if err := u.Profiles().Save(ctx, profile); err != nil {
		return fmt.Errorf("save profile: %w", err)
	}
	if err := u.refreshFindable(ctx, u.actor); err != nil {
		return err
	}
	u.refreshHome(u.actor.ID)
	return u.audit(ctx, ActionSaveProfile, PersonSubject(u.actor.ID), nil)
}
