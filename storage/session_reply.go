package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type replyRow struct {
	bun.BaseModel `bun:"table:session_replies,alias:reply"`
	owned

	SessionID  core.SessionID  `bun:"session_id,pk"`
	PersonID   core.PersonID   `bun:"person_id,pk"`
	Attendance core.Attendance `bun:"attendance"`
	At         instant         `bun:"at"`
	Calendar   bool            `bun:"calendar"`
	Proposed   instant         `bun:"proposed"`
	Minutes    int             `bun:"minutes"`
}

func (r replyRow) value() core.SessionReply {
	return core.SessionReply{
		Session: r.SessionID, Person: r.PersonID, Attendance: r.Attendance, At: r.At.time(), Calendar: r.Calendar,
		Proposed: r.Proposed.time(), Minutes: r.Minutes,
	}
}

func (r sessions) Reply(ctx context.Context, id core.SessionID, person core.PersonID) (core.SessionReply, error) {
	reply, err := one[replyRow](ctx, r.scope, where("session_id = ? AND person_id = ?", id, person))
	return reply, step("load session reply", err)
}

func (r sessions) SaveReply(ctx context.Context, s core.SessionReply) error {
	return step("save session reply", r.put(ctx, &replyRow{
		SessionID: s.Session, PersonID: s.Person, Attendance: s.Attendance, At: instant(s.At), Calendar: s.Calendar,
		Proposed: instant(s.Proposed), Minutes: s.Minutes,
	}))
}

func (r sessions) DropReplies(ctx context.Context, id core.SessionID) error {
	_, err := r.remove((*replyRow)(nil)).Where("session_id = ?", id).Exec(ctx)
	return step("drop session replies", err)
}

// CalendarCopyByUID implements core.Store. A UID is unguessable and unique across workspaces.
func (db *DB) CalendarCopyByUID(ctx context.Context, uid string) (core.WorkspaceID, core.CalendarCopy, error) {
	var row copyRow
	err := db.retry(ctx, func() error {
		return db.read.NewSelect().Model(&row).Where("uid = ?", uid).Limit(1).Scan(ctx)
	})
	return row.WorkspaceID, row.value(), step("find calendar copy", notFound(err))
}
