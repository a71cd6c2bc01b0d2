package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type savedSearchRow struct {
	bun.BaseModel `bun:"table:saved_searches,alias:search"`
	owned

	ID        core.SearchID           `bun:"id,pk"`
	ProgramID core.ProgramID          `bun:"program_id"`
	PersonID  core.PersonID           `bun:"person_id"`
	Seek      core.Role               `bun:"seek"`
	Name      string                  `bun:"name"`
	Norm      string                  `bun:"norm"`
	Criteria  document[core.Criteria] `bun:"criteria"`
	SavedAt   instant                 `bun:"saved_at"`
}

func (r savedSearchRow) value() core.SavedSearch {
	return core.SavedSearch{
		ID: r.ID, Program: r.ProgramID, Person: r.PersonID, Seek: r.Seek, Name: r.Name, Criteria: r.Criteria.v, SavedAt: r.SavedAt.time(),
	}
}

// savedSearches implements core.Searches.
type savedSearches struct{ scope }

func (r savedSearches) Get(ctx context.Context, id core.SearchID) (core.SavedSearch, error) {
	s, err := one[savedSearchRow](ctx, r.scope, where("id = ?", id))
	return s, step("load saved search", err)
}

func (r savedSearches) List(ctx context.Context, program core.ProgramID, person core.PersonID, seek core.Role) ([]core.SavedSearch, error) {
	found, err := many[savedSearchRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ? AND program_id = ? AND seek = ?", person, program, seek).Order("norm")
	})
	return found, step("load saved searches", err)
}

func (r savedSearches) Save(ctx context.Context, s core.SavedSearch) error {
	return step("save search", r.put(ctx, &savedSearchRow{
		ID: s.ID, ProgramID: s.Program, PersonID: s.Person, Seek: s.Seek, Name: s.Name, Norm: s.Norm(),
		Criteria: document[core.Criteria]{s.Criteria}, SavedAt: instant(s.SavedAt),
	}))
}

func (r savedSearches) Remove(ctx context.Context, id core.SearchID) error {
	_, err := r.remove((*savedSearchRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove saved search", err)
}
