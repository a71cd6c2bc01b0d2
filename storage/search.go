package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

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

// Search implements core.Profiles. Whichever is asked for narrows most comes first, because neither database can know it: a
// word before the other criteria, which are alternatives, and those before the list of all mentors.
func (r profiles) Search(ctx context.Context, q core.SearchQuery) ([]core.PersonID, error) {
	kinds := askedKinds(q.Any)
	var found *bun.SelectQuery
	switch {
	case len(q.Words) > 0:
		found = r.byWord(q, kinds)
	case len(kinds) > 0:
		found = r.byAnyTerm(q, kinds)
	default:
		found = r.findable(r.db.NewSelect().TableExpr("participants AS participant"), q).Order("participant.person_id")
	}
	var ids []core.PersonID
	err := found.Limit(int64(q.Limit)).Scan(ctx, &ids)
	return ids, step("search mentors", err)
}

// askedKinds are the kinds with values to look for, in a fixed order so that one question has one text.
func askedKinds(terms map[core.TermKind][]string) []core.TermKind {
	var kinds []core.TermKind
	for kind, norms := range terms {
		if len(norms) > 0 {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// findable keeps the findable mentors of the programme.
func (r profiles) findable(q *bun.SelectQuery, s core.SearchQuery) *bun.SelectQuery {
	return q.ColumnExpr("participant.person_id").
		Where("participant.workspace_id = ?", r.workspace).Where("participant.program_id = ?", s.Program).
		Where("participant.findable").Where("participant.person_id <> ?", s.Except)
}

// byWord starts from the people with the longest word, the rarest as a rule. The table named first in a CROSS JOIN is the one
// SQLite reads first.
func (r profiles) byWord(s core.SearchQuery, kinds []core.TermKind) *bun.SelectQuery {
	words := slices.Clone(s.Words)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	found := r.findable(r.db.NewSelect().TableExpr("terms AS word CROSS JOIN participants AS participant"), s).
		Where("word.workspace_id = ?", r.workspace).Where("word.kind = ?", core.TermWord).Where("word.norm = ?", words[0]).
		Where("word.person_id = participant.person_id")
	for _, word := range words[1:] {
		found = found.Where("EXISTS (?)", r.termOf(core.TermWord, word))
	}
	if len(kinds) == 0 {
		return found.Order("participant.person_id")
	}
	counted := found.ColumnExpr("? AS kinds", r.countKinds(s, kinds))
	// Materialised, or SQLite counts again for each condition and sort key.
	return r.db.NewSelect().WithQuery(bun.NewWithQuery("counted", counted).Materialized()).
		Table("counted").Column("person_id").Where("kinds > 0").Order("kinds DESC", "person_id")
}

// countKinds is how many of the kinds a participant has a wanted term of.
func (r profiles) countKinds(s core.SearchQuery, kinds []core.TermKind) schema.QueryAppender {
	parts := make([]string, len(kinds))
	args := make([]any, len(kinds))
	for i, kind := range kinds {
		parts[i], args[i] = "CASE WHEN EXISTS (?) THEN 1 ELSE 0 END", r.termOf(kind, s.Any[kind]...)
	}
	return bun.SafeQuery(strings.Join(parts, " + "), args...)
}

// termOf selects the participant's own terms of a kind.
func (r profiles) termOf(kind core.TermKind, norms ...string) *bun.SelectQuery {
	return r.query((*termRow)(nil)).ColumnExpr("1").Where("term.person_id = participant.person_id").
		Where("term.kind = ?", kind).Where("term.norm IN (?)", bun.List(norms))
}

// byAnyTerm starts from the people who have a wanted term. Each kind is a few ranges of the index.
func (r profiles) byAnyTerm(s core.SearchQuery, kinds []core.TermKind) *bun.SelectQuery {
	var hits *bun.SelectQuery
	for _, kind := range kinds {
		have := r.query((*termRow)(nil)).Column("term.person_id").Distinct().
			Where("term.kind = ?", kind).Where("term.norm IN (?)", bun.List(s.Any[kind]))
		if hits == nil {
			hits = have
		} else {
			hits = hits.UnionAll(have)
		}
	}
	counted := r.db.NewSelect().TableExpr("(?) AS hit", hits).
		ColumnExpr("hit.person_id, count(*) AS kinds").Group("hit.person_id")
	return r.findable(r.db.NewSelect().TableExpr("(?) AS counted CROSS JOIN participants AS participant", counted), s).
		Where("counted.person_id = participant.person_id").Order("counted.kinds DESC", "participant.person_id")
}
