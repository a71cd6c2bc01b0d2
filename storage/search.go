package storage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
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

// Index implements core.Profiles. Of several spellings of one term the first is kept. Most people are indexed again with what they had
// before, because something else about them changed; then nothing is written.
func (r profiles) Index(ctx context.Context, person core.PersonID, terms []core.Term) error {
	at, err := r.seated(ctx, person)
	if err != nil {
		return fmt.Errorf("number person: %w", err)
	}
	before, err := r.terms(ctx, person)
	if err != nil {
		return err
	}
	now := map[listKey]string{}
	for _, t := range terms {
		if _, known := now[listKey{t.Kind, t.Norm}]; !known {
			now[listKey{t.Kind, t.Norm}] = t.Value
		}
	}
	if maps.Equal(before, now) {
		return nil
	}
	if err := r.changeTerms(ctx, person, before, now); err != nil {
		return err
	}
	if err := r.delist(ctx, at, missingFrom(now, before)); err != nil {
		return fmt.Errorf("remove from index: %w", err)
	}
	return step("add to index", r.enlist(ctx, at, missingFrom(before, now)))
}

// terms are a person's indexed terms with their spellings.
func (r profiles) terms(ctx context.Context, person core.PersonID) (map[listKey]string, error) {
	var rows []termRow
	if err := r.query(&rows).Where("person_id = ?", person).Scan(ctx); err != nil {
		return nil, fmt.Errorf("load terms: %w", err)
	}
	found := make(map[listKey]string, len(rows))
	for _, t := range rows {
		found[listKey{t.Kind, t.Norm}] = t.Value
	}
	return found, nil
}

// missingFrom are the keys that some has and all has not.
func missingFrom(all, some map[listKey]string) []listKey {
	var keys []listKey
	for key := range some {
		if _, ok := all[key]; !ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// changeTerms writes the terms that differ: of a long profile that is changed in one place, few do.
func (r profiles) changeTerms(ctx context.Context, person core.PersonID, before, now map[listKey]string) error {
	gone := map[core.TermKind][]string{}
	for _, key := range missingFrom(now, before) {
		gone[key.kind] = append(gone[key.kind], key.norm)
	}
	for kind, norms := range gone {
		_, err := r.remove((*termRow)(nil)).Where("person_id = ? AND kind = ? AND norm IN (?)", person, kind, bun.List(norms)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove terms: %w", err)
		}
	}
	var rows []termRow
	for key, value := range now {
		if was, there := before[key]; !there || was != value {
			rows = append(rows, termRow{PersonID: person, Kind: key.kind, Norm: key.norm, Value: value})
		}
	}
	return step("store terms", putAll(ctx, r.scope, rows))
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

type menteeCriteriaRow struct {
	bun.BaseModel `bun:"table:mentee_criteria,alias:criteria"`
	owned

	ProgramID core.ProgramID          `bun:"program_id,pk"`
	PersonID  core.PersonID           `bun:"person_id,pk"`
	Criteria  document[core.Criteria] `bun:"criteria"`
}

func (r menteeCriteriaRow) value() core.Criteria { return r.Criteria.v }

// MenteeCriteria implements core.Profiles.
func (r profiles) MenteeCriteria(ctx context.Context, program core.ProgramID, person core.PersonID) (core.Criteria, error) {
	c, err := one[menteeCriteriaRow](ctx, r.scope, where("program_id = ? AND person_id = ?", program, person))
	return c, step("load search criteria for mentees", err)
}

// SaveMenteeCriteria implements core.Profiles.
func (r profiles) SaveMenteeCriteria(ctx context.Context, program core.ProgramID, person core.PersonID, c core.Criteria) error {
	row := menteeCriteriaRow{ProgramID: program, PersonID: person, Criteria: document[core.Criteria]{c}}
	return step("save search criteria for mentees", r.put(ctx, &row))
}

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

// Search implements core.Profiles. It reads the lists of everything that is asked for whole, block by block, and ranks in memory: what that
// costs follows the number of people in the programme, a few hundred rows a list for a hundred thousand, however many of them match.
func (r profiles) Search(ctx context.Context, q core.SearchQuery) (core.SearchFound, error) {
	found, err := r.search(ctx, q)
	return found, step("search mentors", err)
}

func (r profiles) search(ctx context.Context, q core.SearchQuery) (core.SearchFound, error) {
	without, err := r.without(ctx, q)
	if err != nil {
		return core.SearchFound{}, err
	}
	search := newRanking(q, without)
	blocks, err := r.blocks(ctx, search.lists())
	if err != nil {
		return core.SearchFound{}, err
	}
	if q.Seek == core.RoleMentee {
		if err := r.seeking(ctx, q.Program, blocks); err != nil {
			return core.SearchFound{}, err
		}
	}
	for number, lists := range blocks {
		search.count(number, lists)
	}
	best, total := search.result()
	found, err := r.numbered(ctx, best)
	found.Total = total
	return found, err
}

// without are the numbers of those a search leaves out by name, who searches among them.
func (r profiles) without(ctx context.Context, q core.SearchQuery) (map[int64]bool, error) {
	found, err := r.numbers(ctx, append([]core.PersonID{q.Except}, q.Without...)...)
	numbers := make(map[int64]bool, len(found))
	for _, number := range found {
		numbers[number] = true
	}
	return numbers, err
}

// seeking adds the mentees of a programme who look for a mentor, as if there were a list of them. There is none because it would change
// with every mentorship; only mentors who may invite ask for it.
func (r profiles) seeking(ctx context.Context, program core.ProgramID, blocks map[int64][]members) error {
	var numbers []int64
	err := r.query((*numberRow)(nil)).Column("number").Where("person_id IN (?)", supplies(r).waiting(program)).
		Where("person_id IN (?)", r.query((*personRow)(nil)).Column("id").Where("NOT deactivated AND NOT unreachable")).Scan(ctx, &numbers)
	if err != nil {
		return err
	}
	lists := map[int64][]byte{}
	for _, number := range numbers {
		at := seatOf(number)
		lists[at.block] = append(lists[at.block], at.member...)
	}
	for block, text := range lists {
		blocks[block] = append(blocks[block], members{list: listKey{findable, string(program)}, text: string(text)})
	}
	return nil
}

// blocks reads lists, block by block.
func (r profiles) blocks(ctx context.Context, lists map[core.TermKind][]string) (map[int64][]members, error) {
	blocks := map[int64][]members{}
	for _, kind := range slices.Sorted(maps.Keys(lists)) {
		rows, err := r.query((*postingRow)(nil)).Column("norm", "block", "members").
			Where("kind = ?", kind).Where("norm IN (?)", bun.List(lists[kind])).Rows(ctx)
		if err != nil {
			return nil, err
		}
		if err := collect(rows, kind, blocks); err != nil {
			return nil, err
		}
	}
	return blocks, nil
}

func collect(rows *sql.Rows, kind core.TermKind, into map[int64][]members) error {
	defer rows.Close()
	for rows.Next() {
		var block int64
		m := members{list: listKey{kind: kind}}
		if err := rows.Scan(&m.list.norm, &block, &m.text); err != nil {
			return err
		}
		into[block] = append(into[block], m)
	}
	return rows.Err()
}

// numbered are the people with these numbers, in the same order. A number is one person's in all workspaces: to ask for the workspace too
// would make SQLite read everybody in it.
func (r profiles) numbered(ctx context.Context, numbers []int64) (found core.SearchFound, err error) {
	if len(numbers) == 0 {
		return found, nil
	}
	var rows []numberRow
	if err := r.db.NewSelect().Model(&rows).Where("number IN (?)", bun.List(numbers)).Scan(ctx); err != nil {
		return found, err
	}
	known := byKey(rows, func(row numberRow) int64 { return row.Number })
	for _, number := range numbers {
		if row := known[number]; row.WorkspaceID == r.workspace {
			found.People, found.Numbers = append(found.People, row.PersonID), append(found.Numbers, number)
		}
	}
	return found, nil
}
