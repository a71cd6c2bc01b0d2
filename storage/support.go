package storage

import (
	"context"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type supportRow struct {
	bun.BaseModel `bun:"table:support_requests,alias:request"`
	owned

	ID         core.SupportID    `bun:"id,pk"`
	PersonID   core.PersonID     `bun:"person_id"`
	ProgramID  core.ProgramID    `bun:"program_id,nullzero"`
	Topic      core.SupportTopic `bun:"topic"`
	Text       string            `bun:"text"`
	FileID     string            `bun:"file_id"`
	FileLink   string            `bun:"file_link"`
	State      core.SupportState `bun:"state"`
	TakenBy    core.PersonID     `bun:"taken_by,nullzero"`
	CreatedAt  instant           `bun:"created_at"`
	DueAt      instant           `bun:"due_at"`
	ResolvedAt instant           `bun:"resolved_at"`
	ResolvedBy core.PersonID     `bun:"resolved_by,nullzero"`
}

func (r supportRow) value() core.SupportRequest {
	return core.SupportRequest{
		ID: r.ID, Person: r.PersonID, Program: r.ProgramID, Topic: r.Topic, Text: r.Text,
		File: core.SupportFile{ID: r.FileID, Link: r.FileLink}, State: r.State, TakenBy: r.TakenBy, CreatedAt: r.CreatedAt.time(),
		DueAt: r.DueAt.time(), ResolvedAt: r.ResolvedAt.time(), ResolvedBy: r.ResolvedBy,
	}
}

type supportReplyRow struct {
	bun.BaseModel `bun:"table:support_replies,alias:reply"`
	owned

	RequestID core.SupportID `bun:"request_id,pk"`
	Number    int            `bun:"number,pk"`
	ByID      core.PersonID  `bun:"by_id"`
	Team      bool           `bun:"team"`
	Text      string         `bun:"text"`
	At        instant        `bun:"at"`
}

func (r supportReplyRow) value() core.SupportReply {
	return core.SupportReply{Request: r.RequestID, Number: r.Number, By: r.ByID, Team: r.Team, Text: r.Text, At: r.At.time()}
}

type supportSettingsRow struct {
	bun.BaseModel `bun:"table:support_settings,alias:settings"`
	owned

	Channel string        `bun:"channel"`
	Trouble string        `bun:"trouble"`
	SetBy   core.PersonID `bun:"set_by"`
	SetAt   instant       `bun:"set_at"`
}

func (r supportSettingsRow) value() core.SupportSettings {
	return core.SupportSettings{Channel: r.Channel, Trouble: r.Trouble, SetBy: r.SetBy, SetAt: r.SetAt.time()}
}

// supportDesk implements core.SupportDesk.
type supportDesk struct{ scope }

func (r supportDesk) Get(ctx context.Context, id core.SupportID) (core.SupportRequest, error) {
	request, err := one[supportRow](ctx, r.scope, where("id = ?", id))
	return request, step("load support request", err)
}

func (r supportDesk) Lock(ctx context.Context, id core.SupportID) error {
	return step("lock support request", r.hold(ctx, (*supportRow)(nil), where("id = ?", id)))
}

func (r supportDesk) Save(ctx context.Context, request core.SupportRequest) error {
	return step("save support request", r.put(ctx, &supportRow{
		ID: request.ID, PersonID: request.Person, ProgramID: request.Program, Topic: request.Topic, Text: request.Text,
		FileID: request.File.ID, FileLink: request.File.Link, State: request.State, TakenBy: request.TakenBy,
		CreatedAt: instant(request.CreatedAt), DueAt: instant(request.DueAt), ResolvedAt: instant(request.ResolvedAt), ResolvedBy: request.ResolvedBy,
	}))
}

func (r supportDesk) Replies(ctx context.Context, id core.SupportID) ([]core.SupportReply, error) {
	all, err := many[supportReplyRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("request_id = ?", id).Order("number")
	})
	return all, step("load support replies", err)
}

func (r supportDesk) AddReply(ctx context.Context, reply core.SupportReply) error {
	return step("add support reply", r.add(ctx, &supportReplyRow{
		RequestID: reply.Request, Number: reply.Number, ByID: reply.By, Team: reply.Team, Text: reply.Text, At: instant(reply.At),
	}))
}

func (r supportDesk) Of(ctx context.Context, person core.PersonID, offset, limit int) ([]core.SupportRequest, error) {
	all, err := many[supportRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("created_at DESC", "id DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return all, step("load a person's support requests", err)
}

func (r supportDesk) CountOf(ctx context.Context, person core.PersonID) (all, open int, err error) {
	err = r.query((*supportRow)(nil)).Where("person_id = ?", person).
		ColumnExpr("count(*)").ColumnExpr("count(CASE WHEN state <> 'resolved' THEN 1 END)").Scan(ctx, &all, &open)
	return all, open, step("count a person's support requests", err)
}

// unresolved begins a query on the requests of some programmes, or of all, that are not resolved.
func (r supportDesk) unresolved(model any, programs []core.ProgramID) *bun.SelectQuery {
	q := r.query(model).Where("state <> 'resolved'")
	if programs != nil {
		q = q.Where("program_id IN (?)", bun.List(programs))
	}
	return q
}

func (r supportDesk) Unresolved(ctx context.Context, programs []core.ProgramID, offset, limit int) ([]core.SupportRequest, error) {
	var rows []supportRow
	err := r.unresolved(&rows, programs).OrderExpr("CASE state WHEN 'answered' THEN 1 ELSE 0 END").Order("due_at", "id").
		Offset(int64(offset)).Limit(int64(limit)).Scan(ctx)
	var all []core.SupportRequest
	for _, row := range rows {
		all = append(all, row.value())
	}
	return all, step("load unresolved support requests", err)
}

func (r supportDesk) CountUnresolved(ctx context.Context, programs []core.ProgramID, now time.Time) (all, waiting, overdue int, err error) {
	err = r.unresolved((*supportRow)(nil), programs).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN state <> 'answered' THEN 1 END)").
		ColumnExpr("count(CASE WHEN state <> 'answered' AND due_at <= ? THEN 1 END)", instant(now)).
		Scan(ctx, &all, &waiting, &overdue)
	return all, waiting, overdue, step("count unresolved support requests", err)
}

func (r supportDesk) Settings(ctx context.Context) (core.SupportSettings, error) {
	s, err := one[supportSettingsRow](ctx, r.scope, where("TRUE"))
	if errors.Is(err, core.ErrNotFound) {
		return core.SupportSettings{}, nil
	}
	return s, step("load support settings", err)
}

func (r supportDesk) SaveSettings(ctx context.Context, s core.SupportSettings) error {
	return step("save support settings", r.put(ctx, &supportSettingsRow{Channel: s.Channel, Trouble: s.Trouble, SetBy: s.SetBy, SetAt: instant(s.SetAt)}))
}
