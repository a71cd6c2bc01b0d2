package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// GuideRead says that somebody has opened a guide.
type GuideRead struct {
	Person PersonID
	Guide  GuideKey
	At     time.Time // the first time
}

// Library is what somebody can read in a programme.
type Library struct {
	Program Program    // zero where there is none
	Own     []Resource // the programme's own, for the viewer, in its order
	Courses []CourseFacts
	Guides  []GuideFacts
}

// GuideFacts is a guide as its reader sees it.
type GuideFacts struct {
	Guide Guide
	Read  bool // the viewer has opened it
}

// Library lists the guides for the actor in a programme, an empty one meaning the programme their screens are about. Who is in no programme
// reads the starter set all the same: it is how one finds out what this is about.
func (s *Service) Library(ctx context.Context, call Call, program ProgramID) (Library, error) {
	return own(ctx, s, call, ActionViewLibrary, func(ctx context.Context, u *unit) (Library, error) {
		shelf, err := u.shelf(ctx, program)
		if err != nil {
			return Library{}, err
		}
		read, err := u.guidesRead(ctx, u.actor.ID)
		if err != nil {
			return Library{}, err
		}
		courses, err := u.courses(ctx, shelf)
		if err != nil {
			return Library{}, err
		}
		library := Library{Program: shelf.program, Own: shelf.own(u.actor.Locale()), Courses: courses}
		for _, g := range shelf.program.Policy.guides() {
			if shelf.lists(g) {
				library.Guides = append(library.Guides, GuideFacts{Guide: g, Read: read[g.ID]})
			}
		}
		return library, nil
	})
}

// OpenGuide gives the actor a guide to read and remembers that they have opened it, which ticks off what asked them to. What they read is
// theirs: it stands neither in the log nor anywhere staff look.
func (s *Service) OpenGuide(ctx context.Context, call Call, program ProgramID, id GuideKey) (GuideFacts, error) {
	return change(ctx, s, call, ActionReadGuide, func(ctx context.Context, u *unit) (GuideFacts, error) {
		if err := u.allow(ActionReadGuide, u.self()); err != nil {
			return GuideFacts{}, err
		}
		shelf, err := u.shelf(ctx, program)
		if err != nil {
			return GuideFacts{}, err
		}
		guide, found := shelf.program.Policy.guide(id)
		if !found {
			return GuideFacts{}, conflict(CodeGuideGone)
		}
		return GuideFacts{Guide: guide, Read: true}, u.readGuide(ctx, id)
	})
}

// readGuide remembers the first time the actor opens a guide, and brings up to date what asks them to.
func (u *unit) readGuide(ctx context.Context, id GuideKey) error {
	err := u.GuideReads().Add(ctx, GuideRead{Person: u.actor.ID, Guide: id, At: u.now})
	if errors.Is(err, ErrDuplicate) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remember a guide: %w", err)
	}
	if id != GuideFirstMeeting {
		return nil
	}
	mentorships, err := u.Mentorships().ForPerson(ctx, u.actor.ID)
	if err != nil {
		return fmt.Errorf("load mentorships: %w", err)
	}
	for _, m := range mentorships {
		if m.Open() {
			u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
		}
	}
	u.refreshHome(u.actor.ID)
	return nil
}

// shelf is what somebody finds in a programme's library.
type shelf struct {
	program Program
	roles   []Role // they have in it; none for somebody who takes no part
}

// shelf loads the actor's. A programme they are not in and could not join is refused as one that is not there.
func (u *unit) shelf(ctx context.Context, id ProgramID) (shelf, error) {
	program, err := u.program(ctx, id)
	if refusal := Refusal(err); id == "" && refusal != nil && refusal.Code == CodeNoProgram {
		return shelf{}, nil
	}
	if err != nil {
		return shelf{}, err
	}
	place, err := u.Participants().Get(ctx, program.ID, u.actor.ID)
	switch {
	case errors.Is(err, ErrNotFound) && id != "" && program.State != ProgramOpen:
		return shelf{}, notFound()
	case errors.Is(err, ErrNotFound):
		return shelf{program: program}, nil
	case err != nil:
		return shelf{}, fmt.Errorf("load participation: %w", err)
	case !place.Joined():
		return shelf{program: program}, nil
	}
	return shelf{program: program, roles: place.roles()}, nil
}

// lists reports whether a guide is for somebody: for their role, or any while they have none. That is no secret: mentees are offered how to
// write a request who still think about becoming one, so whoever is led to another guide may open it.
func (s shelf) lists(g Guide) bool {
	return len(s.roles) == 0 || slices.ContainsFunc(s.roles, g.ForRole)
}

// guidesRead are the guides somebody has opened.
func (u *unit) guidesRead(ctx context.Context, person PersonID) (map[GuideKey]bool, error) {
	all, err := u.GuideReads().Of(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load guides read: %w", err)
	}
	read := make(map[GuideKey]bool, len(all))
	for _, r := range all {
		read[r.Guide] = true
	}
	return read, nil
}

// own are the resources of the programme for somebody who reads a language.
func (s shelf) own(language string) []Resource {
	var all []Resource
	for _, r := range s.program.Policy.Resources {
		if r.inLanguage(language) && (len(s.roles) == 0 || slices.ContainsFunc(s.roles, r.forRole)) {
			all = append(all, r)
		}
	}
	return all
}

// ResourceFacts is a resource as its reader sees it.
type ResourceFacts struct {
	Program  Program
	Resource Resource
}

// OpenResource gives the actor a text of their programme's own library to read. Nobody knows of it.
func (s *Service) OpenResource(ctx context.Context, call Call, program ProgramID, id ResourceID) (ResourceFacts, error) {
	return own(ctx, s, call, ActionViewLibrary, func(ctx context.Context, u *unit) (ResourceFacts, error) {
		shelf, err := u.shelf(ctx, program)
		if err != nil {
			return ResourceFacts{}, err
		}
		resource, found := shelf.program.Policy.Resource(id)
		if !found {
			return ResourceFacts{}, conflict(CodeResourceGone)
		}
		return ResourceFacts{Program: shelf.program, Resource: resource}, nil
	})
}
