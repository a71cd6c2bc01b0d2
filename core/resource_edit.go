package core

import (
	"context"
	"slices"
)

// ResourcesPage is a programme's own library as those who run it see it.
type ResourcesPage struct {
	Program  Program
	Relation Relation // the viewer's to the programme
}

// ResourcePage is one resource as those who run the programme see it.
type ResourcePage struct {
	Program  Program
	Relation Relation
	Resource Resource
	Place    int // in the library, from 1
}

// ResourceInput is the form of a resource. The kind is of a new one only.
type ResourceInput struct {
	Program  ProgramID
	Resource Resource // without an id for a new one
}

// Resources loads a programme's own library for one who runs it.
func (s *Service) Resources(ctx context.Context, call Call, program ProgramID) (ResourcesPage, error) {
	return read(ctx, s, call, ActionViewResources, func(ctx context.Context, u *unit) (ResourcesPage, error) {
		p, err := u.managed(ctx, ActionViewResources, program)
		if err != nil {
			return ResourcesPage{}, err
		}
		return u.resourcesPage(ctx, p)
	})
}

func (u *unit) resourcesPage(ctx context.Context, program Program) (ResourcesPage, error) {
	relation, err := u.staffRelation(ctx, program.ID)
	return ResourcesPage{Program: program, Relation: relation}, err
}

// Resource loads one resource for one who runs its programme.
func (s *Service) Resource(ctx context.Context, call Call, program ProgramID, id ResourceID) (ResourcePage, error) {
	return read(ctx, s, call, ActionViewResources, func(ctx context.Context, u *unit) (ResourcePage, error) {
		p, err := u.managed(ctx, ActionViewResources, program)
		if err != nil {
			return ResourcePage{}, err
		}
		return u.resourcePage(ctx, p, id)
	})
}

func (u *unit) resourcePage(ctx context.Context, program Program, id ResourceID) (ResourcePage, error) {
	page := ResourcePage{Program: program, Place: program.Policy.shelfPlace(id) + 1}
	if page.Place == 0 {
		return page, conflict(CodeResourceGone)
	}
	page.Resource = program.Policy.Resources[page.Place-1]
	var err error
	page.Relation, err = u.staffRelation(ctx, program.ID)
	return page, err
}

// SaveResource adds a resource at the end of a programme's library or changes one. Nobody is told. Errors: fields "title", "text", "address",
// "for", "stage" and "language".
func (s *Service) SaveResource(ctx context.Context, call Call, in ResourceInput) (ResourcePage, error) {
	return s.editResources(ctx, call, in.Program, func(p *Policy) (ResourceID, error) {
		r := in.Resource.cleaned()
		at := p.shelfPlace(r.ID)
		switch {
		case r.ID != "" && at < 0:
			return "", conflict(CodeResourceGone)
		case r.ID != "":
			r.Kind = p.Resources[at].Kind
		case !slices.Contains(ResourceKinds(), r.Kind):
			return "", notFound()
		case len(p.Resources) >= MaxResources:
			return "", &Error{Kind: Conflict, Code: CodeResourcesFull, Args: map[string]any{"Limit": MaxResources}}
		}
		if err := r.check().err(); err != nil {
			return "", err
		}
		if r.ID == "" {
			r.ID, at = ResourceID(s.ids.NewID()), len(p.Resources)
			p.Resources = append(p.Resources, r)
		}
		p.Resources[at] = r
		return r.ID, nil
	})
}

// MoveResource moves a resource one place up or down; one at the end already stays.
func (s *Service) MoveResource(ctx context.Context, call Call, program ProgramID, id ResourceID, down bool) (ResourcePage, error) {
	return s.editResources(ctx, call, program, func(p *Policy) (ResourceID, error) {
		at := p.shelfPlace(id)
		if at < 0 {
			return "", conflict(CodeResourceGone)
		}
		to := at - 1
		if down {
			to = at + 1
		}
		if to >= 0 && to < len(p.Resources) {
			p.Resources[at], p.Resources[to] = p.Resources[to], p.Resources[at]
		}
		return id, nil
	})
}

// RemoveResource takes a resource out of a programme's library, and out of its courses. One that is gone already is no error.
func (s *Service) RemoveResource(ctx context.Context, call Call, program ProgramID, id ResourceID) (ResourcesPage, error) {
	return change(ctx, s, call, ActionEditResources, func(ctx context.Context, u *unit) (ResourcesPage, error) {
		p, err := u.lockManaged(ctx, ActionEditResources, program)
		if err != nil {
			return ResourcesPage{}, err
		}
		if at := p.Policy.shelfPlace(id); at >= 0 { // else a second click
			p.Policy.Resources = slices.Delete(p.Policy.Resources, at, at+1)
			p.Policy.Courses = p.Policy.withoutLostLessons()
			if err := u.keep(ctx, &p, ActionEditResources, ""); err != nil {
				return ResourcesPage{}, err
			}
		}
		return u.resourcesPage(ctx, p)
	})
}

// editResources changes the library of a programme the actor runs and shows the resource the change was about.
func (s *Service) editResources(ctx context.Context, call Call, program ProgramID, edit func(*Policy) (ResourceID, error)) (ResourcePage, error) {
	return change(ctx, s, call, ActionEditResources, func(ctx context.Context, u *unit) (ResourcePage, error) {
		p, err := u.lockManaged(ctx, ActionEditResources, program)
		if err != nil {
			return ResourcePage{}, err
		}
		before := slices.Clone(p.Policy.Resources)
		id, err := edit(&p.Policy)
		if err != nil {
			return ResourcePage{}, err
		}
		if !slices.Equal(before, p.Policy.Resources) {
			if err := u.keep(ctx, &p, ActionEditResources, ""); err != nil {
				return ResourcePage{}, err
			}
		}
		return u.resourcePage(ctx, p, id)
	})
}
