package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type personRow struct {
	bun.BaseModel `bun:"table:people,alias:person"`
	owned

	ID           core.PersonID  `bun:"id,pk"`
	ChatUserID   string         `bun:"chat_user_id"`
	Name         string         `bun:"name"`
	Email        string         `bun:"email"`
	Title        string         `bun:"title"`
	PictureURL   string         `bun:"picture_url"`
	OwnPicture   bool           `bun:"own_picture"`
	ChatLocale   string         `bun:"chat_locale"`
	Language     string         `bun:"language"`
	MailCopies   bool           `bun:"mail_copies"`
	TimeZone     string         `bun:"time_zone"`
	Admin        bool           `bun:"admin"`
	Bot          bool           `bun:"bot"`
	Outside      bool           `bun:"outside"`
	Deactivated  bool           `bun:"deactivated"`
	ProgramID    core.ProgramID `bun:"program_id,nullzero"`
	Unreachable  bool           `bun:"unreachable"`
	HomeOpenedAt instant        `bun:"home_opened_at"`
	SyncedAt     instant        `bun:"synced_at"`
	CreatedAt    instant        `bun:"created_at"`
	ErasingAt    instant        `bun:"erasing_at"`
	ErasedAt     instant        `bun:"erased_at"`
}

func personRowOf(p core.Person) *personRow {
	return &personRow{
		ID: p.ID, ChatUserID: p.ChatUserID, Name: p.Name, Email: p.Email, Title: p.Title, PictureURL: p.PictureURL,
		OwnPicture: p.OwnPicture, ChatLocale: p.ChatLocale, Language: p.Language, MailCopies: p.MailCopies, TimeZone: p.TimeZone, Admin: p.Admin,
		Bot: p.Bot, Outside: p.Outside, Deactivated: p.Deactivated, ProgramID: p.Program, Unreachable: p.Unreachable, HomeOpenedAt: instant(p.HomeOpenedAt),
		SyncedAt: instant(p.SyncedAt), CreatedAt: instant(p.CreatedAt), ErasingAt: instant(p.ErasingAt), ErasedAt: instant(p.ErasedAt),
	}
}

func (r personRow) value() core.Person {
	return core.Person{
		ID: r.ID, Workspace: r.WorkspaceID, ChatUserID: r.ChatUserID, Name: r.Name, Email: r.Email, Title: r.Title,
		PictureURL: r.PictureURL, OwnPicture: r.OwnPicture, ChatLocale: r.ChatLocale, Language: r.Language, MailCopies: r.MailCopies,
		TimeZone: r.TimeZone, Admin: r.Admin, Bot: r.Bot, Outside: r.Outside, Deactivated: r.Deactivated, Program: r.ProgramID, Unreachable: r.Unreachable,
		HomeOpenedAt: r.HomeOpenedAt.time(), SyncedAt: r.SyncedAt.time(), CreatedAt: r.CreatedAt.time(), ErasingAt: r.ErasingAt.time(), ErasedAt: r.ErasedAt.time(),
	}
}

// people implements core.People.
type people struct{ scope }

func (r people) Get(ctx context.Context, id core.PersonID) (core.Person, error) {
	p, err := one[personRow](ctx, r.scope, where("id = ?", id))
	return p, step("load person", err)
}

func (r people) GetAll(ctx context.Context, ids []core.PersonID) (map[core.PersonID]core.Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := many[personRow](ctx, r.scope, where("id IN (?)", bun.List(ids)))
	return byKey(found, func(p core.Person) core.PersonID { return p.ID }), step("load people", err)
}

func (r people) ByChatUser(ctx context.Context, chatUserID string) (core.Person, error) {
	p, err := one[personRow](ctx, r.scope, where("chat_user_id = ?", chatUserID))
	return p, step("load person by chat user", err)
}

func (r people) Admins(ctx context.Context) ([]core.Person, error) {
	admins, err := many[personRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("admin").Where("NOT bot").Where("NOT deactivated").Order("name", "id")
	})
	return admins, step("load admins", err)
}

func (r people) Save(ctx context.Context, p core.Person) error {
	if err := r.mine(p.Workspace); err != nil {
		return step("save person", err)
	}
	return step("save person", r.putUnique(ctx, personRowOf(p)))
}

func (r people) Lock(ctx context.Context, ids ...core.PersonID) error {
	if len(ids) == 0 {
		return nil
	}
	return step("lock people", r.hold(ctx, (*personRow)(nil), func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("id IN (?)", bun.List(ids)).Order("id")
	}))
}
