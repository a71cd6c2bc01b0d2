package storage

import (
	"cmp"
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// The search index proper is lists of people (table postings), one for each term that somebody has and one for the findable mentors
// of each programme. People stand in them by number, in blocks: reading a list that has everybody of a large workspace is reading a few
// hundred rows. Every change to a list is one statement that says what to add or take out, so that two transactions
// never overwrite each other's.

// blockSize is how many numbers a block of a list is for: what two letters can tell apart.
const blockSize = 26 * 26

// findable is the kind of the lists of findable mentors; their term is the programme.
const findable core.TermKind = "findable"

// listKey names a list.
type listKey struct {
	kind core.TermKind
	norm string
}

func (k listKey) compare(other listKey) int {
	return cmp.Or(cmp.Compare(k.kind, other.kind), cmp.Compare(k.norm, other.norm))
}

type postingRow struct {
	bun.BaseModel `bun:"table:postings,alias:posting"`
	owned

	Kind    core.TermKind `bun:"kind,pk"`
	Norm    string        `bun:"norm,pk"`
	Block   int64         `bun:"block,pk"`
	Members string        `bun:"members"`
}

// seat is where a person stands in every list that has them.
type seat struct {
	block  int64
	member string
}

func seatOf(number int64) seat {
	within := number % blockSize
	return seat{block: number / blockSize, member: string([]byte{'A' + byte(within/26), 'a' + byte(within%26)})}
}

// within is a member's place in its block, false for what is no member.
func within(capital, small byte) (int, bool) {
	first, second := int(capital)-'A', int(small)-'a'
	return first*26 + second, first >= 0 && first < 26 && second >= 0 && second < 26
}

type numberRow struct {
	bun.BaseModel `bun:"table:person_numbers,alias:numbered"`
	owned

	Number   int64         `bun:"number,pk,autoincrement"`
	PersonID core.PersonID `bun:"person_id"`
}

// numbers finds the numbers of people; who has none is absent.
func (s scope) numbers(ctx context.Context, people ...core.PersonID) (map[core.PersonID]int64, error) {
	var rows []numberRow
	err := s.query(&rows).Where("person_id IN (?)", bun.List(people)).Scan(ctx)
	found := make(map[core.PersonID]int64, len(rows))
	for _, row := range rows {
		found[row.PersonID] = row.Number
	}
	return found, err
}

// seated gives a person's seat in the lists, held until the end of the transaction: who changes what the index has of one person takes
// turns. The first time it gives them a number, which is theirs for good.
func (s scope) seated(ctx context.Context, person core.PersonID) (seat, error) {
	found, err := s.numbers(ctx, person)
	if err == nil && len(found) == 0 {
		row := numberRow{PersonID: person}
		row.own(s.workspace)
		_, err = s.db.NewInsert().Model(&row).Returning("NULL").On("CONFLICT DO NOTHING").Exec(ctx)
		if err == nil {
			found, err = s.numbers(ctx, person)
		}
	}
	if err != nil {
		return seat{}, err
	}
	return seatOf(found[person]), s.hold(ctx, (*numberRow)(nil), where("person_id = ?", person))
}

// enlist adds a person to lists.
func (s scope) enlist(ctx context.Context, at seat, lists []listKey) error {
	return s.post(ctx, at, lists, at.member, "replace(posting.members, ?0, '') || ?0")
}

// delist takes a person out of lists and removes the blocks that nobody is left in.
func (s scope) delist(ctx context.Context, at seat, lists []listKey) error {
	if len(lists) == 0 {
		return nil
	}
	if err := s.post(ctx, at, lists, "", "replace(posting.members, ?0, '')"); err != nil {
		return err
	}
	kinds, norms := make([]core.TermKind, len(lists)), make([]string, len(lists))
	for i, list := range lists {
		kinds[i], norms[i] = list.kind, list.norm
	}
	_, err := s.remove((*postingRow)(nil)).Where("kind IN (?)", bun.List(kinds)).Where("norm IN (?)", bun.List(norms)).
		Where("block = ?", at.block).Where("members = ''").Exec(ctx)
	return err
}

// post changes the members of one block of each list, in one order for all callers.
func (s scope) post(ctx context.Context, at seat, lists []listKey, first, change string) error {
	if len(lists) == 0 {
		return nil
	}
	slices.SortFunc(lists, listKey.compare)
	rows := make([]postingRow, len(lists))
	for i, list := range lists {
		rows[i] = postingRow{Kind: list.kind, Norm: list.norm, Block: at.block, Members: first}
		rows[i].own(s.workspace)
	}
	_, err := s.db.NewInsert().Model(&rows).On("CONFLICT (?) DO UPDATE", s.primaryKey(&rows[0])).
		Set("members = "+change, at.member).Exec(ctx)
	return err
}

// list puts a person on a programme's list of findable mentors, or takes them off, if that changes.
func (r participants) list(ctx context.Context, p core.Participant) error {
	var was []bool
	q := r.query((*participantRow)(nil)).Column("findable").Where("program_id = ? AND person_id = ?", p.Program, p.Person)
	if lock := r.dialect.rowLock(); lock != "" {
		q = q.For(lock)
	}
	if err := q.Scan(ctx, &was); err != nil {
		return err
	}
	if p.Findable == (len(was) > 0 && was[0]) {
		return nil
	}
	at, err := r.seated(ctx, p.Person)
	if err != nil {
		return err
	}
	key := []listKey{{findable, string(p.Program)}}
	if p.Findable {
		return r.enlist(ctx, at, key)
	}
	return r.delist(ctx, at, key)
}
