package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

type inboxRow struct {
	bun.BaseModel `bun:"table:inbox,alias:inbox"`
	owned

	Envelope string  `bun:"envelope,pk"`
	Answer   []byte  `bun:"answer"`
	At       instant `bun:"at"`
}

func (r inboxRow) value() []byte { return r.Answer }

// inbox implements core.Inbox.
type inbox struct{ scope }

func (r inbox) Find(ctx context.Context, envelope string) ([]byte, error) {
	answer, err := one[inboxRow](ctx, r.scope, where("envelope = ?", envelope))
	return answer, step("look up envelope", err)
}

func (r inbox) Answer(ctx context.Context, envelope string, answer []byte) error {
	_, err := r.update((*inboxRow)(nil)).Set("answer = ?", answer).Where("envelope = ?", envelope).Exec(ctx)
	return step("record answer", err)
}

func (r inbox) Save(ctx context.Context, envelope string, answer []byte, at time.Time) error {
	return step("record envelope", r.add(ctx, &inboxRow{Envelope: envelope, Answer: answer, At: instant(at)}))
}
