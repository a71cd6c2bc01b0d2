package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type guideReadRow struct {
	bun.BaseModel `bun:"table:guide_reads,alias:guide_read"`
	owned

	PersonID core.PersonID `bun:"person_id,pk"`
	GuideKey core.GuideKey `bun:"guide_id,pk"`
	At       instant       `bun:"at"`
}

func (r guideReadRow) value() core.GuideRead {
	return core.GuideRead{Person: r.PersonID, Guide: r.GuideKey, At: r.At.time()}
}

// guideReads implements core.GuideReads.
type guideReads struct{ scope }

func (r guideReads) Of(ctx context.Context, person core.PersonID) ([]core.GuideRead, error) {
	found, err := many[guideReadRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("guide_id")
	})
	return found, step("load guides read", err)
}

func (r guideReads) Add(ctx context.Context, read core.GuideRead) error {
	return step("remember a guide", r.add(ctx, &guideReadRow{PersonID: read.Person, GuideKey: read.Guide, At: instant(read.At)}))
}
