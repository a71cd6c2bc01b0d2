package storage

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type busyFeedRow struct {
	bun.BaseModel `bun:"table:busy_feeds,alias:busy_feed"`
	owned

	ID           core.BusyFeedID           `bun:"id,pk"`
	PersonID     core.PersonID             `bun:"person_id"`
	Name         string                    `bun:"name"`
	Hint         string                    `bun:"hint"`
	KeyID        string                    `bun:"key_id"`
	Address      []byte                    `bun:"address"`
	AllDay       bool                      `bun:"all_day"`
	AddedAt      instant                   `bun:"added_at"`
	ReadAt       instant                   `bun:"read_at"`
	ContentAt    instant                   `bun:"content_at"`
	Times        times                     `bun:"times"`
	Counts       document[core.BusyCounts] `bun:"counts"`
	Validators   document[core.BusyCheck]  `bun:"validators"`
	TriedAt      instant                   `bun:"tried_at"`
	Failure      core.BusyFailure          `bun:"failure"`
	FailingSince instant                   `bun:"failing_since"`
	Failures     int                       `bun:"failures"`
	ToldAt       instant                   `bun:"told_at"`
	NextAt       instant                   `bun:"next_at"`
	View         string                    `bun:"view"`
}

func busyFeedOf(f core.BusyFeed) *busyFeedRow {
	return &busyFeedRow{
		ID: f.ID, PersonID: f.Person, Name: f.Name, Hint: f.Hint, AllDay: f.AllDay, AddedAt: instant(f.AddedAt), ReadAt: instant(f.ReadAt),
		ContentAt: instant(f.ContentAt), Times: f.Times, Counts: document[core.BusyCounts]{f.Counts}, Validators: document[core.BusyCheck]{f.Check},
		TriedAt: instant(f.TriedAt), Failure: f.Failure, FailingSince: instant(f.FailingSince), Failures: f.Failures,
		ToldAt: instant(f.ToldAt), NextAt: instant(f.NextAt), View: f.View,
	}
}

func (r busyFeedRow) value() core.BusyFeed {
	return core.BusyFeed{
		ID: r.ID, Person: r.PersonID, Name: r.Name, Hint: r.Hint, AllDay: r.AllDay, AddedAt: r.AddedAt.time(), ReadAt: r.ReadAt.time(),
		ContentAt: r.ContentAt.time(), Times: r.Times, Counts: r.Counts.v, Check: r.Validators.v,
		TriedAt: r.TriedAt.time(), Failure: r.Failure, FailingSince: r.FailingSince.time(), Failures: r.Failures,
		ToldAt: r.ToldAt.time(), NextAt: r.NextAt.time(), View: r.View,
	}
}

// place is where the ciphertext of the row's address belongs.
func (r *busyFeedRow) place(workspace core.WorkspaceID) place {
	return place{table: "busy_feeds", column: "address", workspace: workspace, row: string(r.ID)}
}

// seal encrypts the address of the row of a workspace.
func (r *busyFeedRow) seal(keys Keyring, workspace core.WorkspaceID, address core.BusyAddress) (err error) {
	r.KeyID = keys.primary()
	r.Address, err = keys.seal(address.Reveal(), r.place(workspace))
	return err
}

func (r *busyFeedRow) unseal(keys Keyring) (core.BusyAddress, error) {
	full, err := keys.open(r.KeyID, r.Address, r.place(r.WorkspaceID))
	return core.StoredBusyAddress(full), err
}

// busyFeeds implements core.BusyFeeds.
type busyFeeds struct {
	scope
	keys Keyring
}

func (r busyFeeds) Get(ctx context.Context, id core.BusyFeedID) (core.BusyFeed, error) {
	f, err := one[busyFeedRow](ctx, r.scope, where("id = ?", id))
	return f, step("load busy feed", err)
}

func (r busyFeeds) List(ctx context.Context, person core.PersonID) ([]core.BusyFeed, error) {
	all, err := many[busyFeedRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("added_at", "id")
	})
	return all, step("load busy feeds", err)
}

func (r busyFeeds) Count(ctx context.Context, person core.PersonID) (int, error) {
	n, err := r.query((*busyFeedRow)(nil)).Where("person_id = ?", person).Count(ctx)
	return int(n), step("count busy feeds", err)
}

func (r busyFeeds) Address(ctx context.Context, id core.BusyFeedID) (core.BusyAddress, error) {
	var row busyFeedRow
	if err := r.query(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return core.BusyAddress{}, step("load address of busy feed", notFound(err))
	}
	address, err := row.unseal(r.keys)
	return address, step("load address of busy feed", err)
}

func (r busyFeeds) Add(ctx context.Context, f core.BusyFeed, address core.BusyAddress) error {
	row := busyFeedOf(f)
	if err := row.seal(r.keys, r.workspace, address); err != nil {
		return step("add busy feed", err)
	}
	return step("add busy feed", r.add(ctx, row))
}

func (r busyFeeds) Save(ctx context.Context, f core.BusyFeed) error {
	row := busyFeedOf(f)
	_, err := r.update(row).ExcludeColumn("workspace_id", "id", "key_id", "address").Where("id = ?", f.ID).Exec(ctx)
	return step("save busy feed", err)
}

func (r busyFeeds) Remove(ctx context.Context, id core.BusyFeedID) error {
	_, err := r.remove((*busyFeedRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove busy feed", err)
}

// DueBusyFeeds implements core.Store.
func (db *DB) DueBusyFeeds(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.TableExpr("busy_feeds AS f").ColumnExpr("f.workspace_id AS workspace, f.id AS busy_feed").
			Join("JOIN people AS p ON p.workspace_id = f.workspace_id AND p.id = f.person_id AND NOT p.deactivated").
			Where("f.next_at <= ?", instant(now)).Order("f.next_at", "f.id").Limit(int64(limit))
	})
	return items, step("find busy feeds to read", err)
}

// times are stretches of time as JSON text: starts and ends in turn, in seconds since 1970. A year of somebody's calendar has thousands.
type times []core.BusyTime

// Value implements driver.Valuer.
func (t times) Value() (driver.Value, error) {
	seconds := make([]int64, 0, 2*len(t))
	for _, one := range t {
		seconds = append(seconds, one.Start.Unix(), one.End.Unix())
	}
	text, err := json.Marshal(seconds)
	return string(text), err
}

// Scan implements sql.Scanner.
func (t *times) Scan(src any) error {
	text, err := jsonText(src)
	if err != nil {
		return err
	}
	var seconds []int64
	if err := json.Unmarshal(text, &seconds); err != nil {
		return fmt.Errorf("read times: %w", err)
	}
	if len(seconds)%2 != 0 {
		return fmt.Errorf("read times: %d numbers, which are no pairs", len(seconds))
	}
	*t = nil
	for i := 0; i < len(seconds); i += 2 {
		*t = append(*t, core.BusyTime{Start: time.Unix(seconds[i], 0).UTC(), End: time.Unix(seconds[i+1], 0).UTC()})
	}
	return nil
}
