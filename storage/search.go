package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type termRow struct {
	bun.BaseModel `bun:"table:terms,alias:term"`
	owned

	PersonID core.PersonID `bun:"person_id,pk"`
	Kind     core.TermKind `bun:"kind,pk"`
	Norm     string        `bun:"norm,pk"`
	Value    string        `bun:"value"`
}

// Index implements core.Profiles. Of several spellings of one term the first is kept.
func (r profiles) Index(ctx context.Context, person core.PersonID, terms []core.Term) error {
	if _, err := r.remove((*termRow)(nil)).Where("person_id = ?", person).Exec(ctx); err != nil {
		return fmt.Errorf("remove terms: %w", err)
	}
	if len(terms) == 0 {
		return nil
	}
	rows := make([]termRow, len(terms))
	for i, t := range terms {
		rows[i] = termRow{PersonID: person, Kind: t.Kind, Norm: t.Norm, Value: t.Value}
		rows[i].own(r.workspace)
	}
	_, err := r.db.NewInsert().Model(&rows).On("CONFLICT DO NOTHING").Exec(ctx)
	return step("index terms", err)
}

// Known implements core.Profiles. Spellings of one term count together; the first in byte order stands for them.
func (r profiles) Known(ctx context.Context, kind core.TermKind, prefix string, limit int) ([]string, error) {
	var values []string
	q := r.query((*termRow)(nil)).ColumnExpr("min(value)").Where("kind = ?", kind)
	if prefix != "" {
		q = q.Where("norm >= ?", prefix).Where("norm < ?", prefix+lastRune)
	}
	err := q.Group("norm").OrderExpr("count(*) DESC, norm").Limit(int64(limit)).Scan(ctx, &values)
	return values, step("list known terms", err)
}

// lastRune sorts behind every text that can follow a prefix.
const lastRune = "\U0010FFFF"

type criteriaRow struct {
	bun.BaseModel `bun:"table:search_criteria,alias:criteria"`
	owned

	ProgramID core.ProgramID          `bun:"program_id,pk"`
	PersonID  core.PersonID           `bun:"person_id,pk"`
	Criteria  document[core.Criteria] `bun:"criteria"`
}

func (r criteriaRow) value() core.Criteria { return r.Criteria.v }

// Criteria implements core.Profiles.
func (r profiles) Criteria(ctx context.Context, program core.ProgramID, person core.PersonID) (core.Criteria, error) {
	c, err := one[criteriaRow](ctx, r.scope, where("program_id = ? AND person_id = ?", program, person))
	return c, step("load search criteria", err)
}

// SaveCriteria implements core.Profiles.
func (r profiles) SaveCriteria(ctx context.Context, program core.ProgramID, person core.PersonID, c core.Criteria) error {
	row := criteriaRow{ProgramID: program, PersonID: person, Criteria: document[core.Criteria]{c}}
	return step("save search criteria", r.put(ctx, &row))
}

// Search implements core.Profiles.
func (r profiles) Search(ctx context.Context, q core.SearchQuery) ([]core.PersonID, error) {
	found := r.query((*participantRow)(nil)).Column("participant.person_id").
		Where("participant.program_id = ?", q.Program).Where("participant.findable").
		Where("participant.person_id <> ?", q.Except).Limit(int64(q.Limit))
	if hits := r.anyTerm(q.Any); hits != nil {
		found = found.Join("JOIN (?) AS hit ON hit.person_id = participant.person_id", hits).Order("hit.kinds DESC")
	}
	for _, word := range q.Words {
		found = found.Where("EXISTS (?)", r.query((*termRow)(nil)).ColumnExpr("1").
			Where("term.kind = ?", core.TermWord).Where("term.norm = ?", word).
			Where("term.person_id = participant.person_id"))
	}
	var ids []core.PersonID
	err := found.Order("participant.person_id").Scan(ctx, &ids)
	return ids, step("search mentors", err)
}

// anyTerm selects people with at least one of the terms, and of how many kinds they have some; nil when nothing is asked.
// Each kind is one range of the index.
func (r profiles) anyTerm(terms map[core.TermKind][]string) *bun.SelectQuery {
	var kinds []string
	for kind, norms := range terms {
		if len(norms) > 0 {
			kinds = append(kinds, string(kind))
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	slices.Sort(kinds) // one text for one question
	var hits *bun.SelectQuery
	for _, kind := range kinds {
		one := r.query((*termRow)(nil)).Column("term.person_id").Distinct().
			Where("term.kind = ?", kind).Where("term.norm IN (?)", bun.List(terms[core.TermKind(kind)]))
		if hits == nil {
			hits = one
			continue
		}
		hits = hits.UnionAll(one)
	}
	return r.db.NewSelect().TableExpr("(?) AS by_kind", hits).
		ColumnExpr("by_kind.person_id, count(*) AS kinds").Group("by_kind.person_id")
}
