package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type eventRow struct {
	bun.BaseModel `bun:"table:events,alias:event"`
	owned

	ID           core.EventID    `bun:"id,pk"`
	ProgramID    core.ProgramID  `bun:"program_id"`
	Title        string          `bun:"title"`
	Description  string          `bun:"description"`
	Place        string          `bun:"place"`
	Link         string          `bun:"link"`
	ForRole      core.Role       `bun:"for_role"`
	StartsAt     instant         `bun:"starts_at"`
	EndsAt       instant         `bun:"ends_at"` // follows from start and minutes; kept to be compared and indexed
	Minutes      int             `bun:"minutes"`
	Zone         string          `bun:"zone"`
	Places       int             `bun:"places"`
	ClosesBefore int             `bun:"closes_before"`
	State        core.EventState `bun:"state"`
	Words        string          `bun:"words"`
	Sequence     int             `bun:"sequence"`
	MovedFrom    instant         `bun:"moved_from"`
	CreatedBy    core.PersonID   `bun:"created_by"`
	CreatedAt    instant         `bun:"created_at"`
}

func eventRowOf(e core.Event) *eventRow {
	return &eventRow{
		ID: e.ID, ProgramID: e.Program, Title: e.Title, Description: e.Description, Place: e.Where, Link: e.Link, ForRole: e.For,
		StartsAt: instant(e.StartsAt), EndsAt: instant(e.EndsAt()), Minutes: e.Minutes, Zone: e.Zone, Places: e.Places,
		ClosesBefore: e.ClosesBefore, State: e.State, Words: e.Words, Sequence: e.Sequence, MovedFrom: instant(e.MovedFrom),
		CreatedBy: e.CreatedBy, CreatedAt: instant(e.CreatedAt),
	}
}

func (r eventRow) value() core.Event {
	return core.Event{
		ID: r.ID, Program: r.ProgramID, Title: r.Title, Description: r.Description, Where: r.Place, Link: r.Link, For: r.ForRole,
		StartsAt: r.StartsAt.time(), Minutes: r.Minutes, Zone: r.Zone, Places: r.Places, ClosesBefore: r.ClosesBefore, State: r.State,
		Words: r.Words, Sequence: r.Sequence, MovedFrom: r.MovedFrom.time(), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.time(),
	}
}

// events implements core.Events.
type events struct{ scope }

func (r events) Get(ctx context.Context, id core.EventID) (core.Event, error) {
	e, err := one[eventRow](ctx, r.scope, where("id = ?", id))
	return e, step("load event", err)
}

func (r events) Lock(ctx context.Context, id core.EventID) error {
	return step("lock event", r.hold(ctx, (*eventRow)(nil), where("id = ?", id)))
}

func (r events) Save(ctx context.Context, e core.Event) error {
	return step("save event", r.put(ctx, eventRowOf(e)))
}

func (r events) List(ctx context.Context, q core.EventQuery) ([]core.Event, error) {
	order := []string{"starts_at", "id"}
	if q.Past {
		order = []string{"starts_at DESC", "id"}
	}
	found, err := many[eventRow](ctx, r.scope, func(s *bun.SelectQuery) *bun.SelectQuery {
		return listed(s, q).Order(order...).Offset(int64(q.Offset)).Limit(int64(q.Limit))
	})
	return found, step("load events", err)
}

func (r events) Count(ctx context.Context, q core.EventQuery) (int, error) {
	n, err := listed(r.query((*eventRow)(nil)), q).Count(ctx)
	return int(n), step("count events", err)
}

// listed narrows to the events of a list.
func listed(s *bun.SelectQuery, q core.EventQuery) *bun.SelectQuery {
	s = s.Where("program_id = ?", q.Program)
	if q.Past {
		s = s.Where("ends_at <= ?", instant(q.Now))
	} else {
		s = s.Where("ends_at > ?", instant(q.Now))
	}
	if q.Planned {
		s = s.Where("state = ?", core.EventPlanned)
	}
	if q.Roles != nil {
		s = s.Where("for_role IN (?)", bun.List(append([]core.Role{""}, q.Roles...)))
	}
	return s
}

type signUpRow struct {
	bun.BaseModel `bun:"table:event_sign_ups,alias:sign_up"`
	owned

	ID       core.SignUpID    `bun:"id,pk"`
	EventID  core.EventID     `bun:"event_id"`
	PersonID core.PersonID    `bun:"person_id"`
	Number   int              `bun:"number"`
	State    core.SignUpState `bun:"state"`
	SignedAt instant          `bun:"signed_at"`
	Since    instant          `bun:"since"`
}

func (r signUpRow) value() core.SignUp {
	return core.SignUp{
		ID: r.ID, Event: r.EventID, Person: r.PersonID, Number: r.Number, State: r.State, SignedAt: r.SignedAt.time(), Since: r.Since.time(),
	}
}

// lives is the condition of the index that lets a person sign up for an event once at a time, word for word.
const lives = "state IN ('place', 'waiting')"

func (r events) SignUp(ctx context.Context, id core.SignUpID) (core.SignUp, error) {
	s, err := one[signUpRow](ctx, r.scope, where("id = ?", id))
	return s, step("load sign-up", err)
}

func (r events) Live(ctx context.Context, event core.EventID, person core.PersonID) (core.SignUp, error) {
	s, err := one[signUpRow](ctx, r.scope, where("event_id = ? AND person_id = ? AND "+lives, event, person))
	return s, step("load sign-up of a person", err)
}

// LiveOf implements core.Events.
func (r events) LiveOf(ctx context.Context, program core.ProgramID, person core.PersonID, from time.Time) ([]core.SignUp, error) {
	const its = "FROM events e WHERE e.workspace_id = ? AND e.id = sign_up.event_id"
	found, err := many[signUpRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ? AND "+lives, person).
			Where("EXISTS (SELECT 1 "+its+" AND e.state = ? AND e.ends_at > ? AND (? = '' OR e.program_id = ?))",
				r.workspace, core.EventPlanned, instant(from), program, program).
			OrderExpr("(SELECT e.starts_at "+its+")", r.workspace).Order("id")
	})
	return found, step("load sign-ups of a person", err)
}

func (r events) SignUps(ctx context.Context, event core.EventID, q core.SignUpQuery) ([]core.SignUp, error) {
	found, err := many[signUpRow](ctx, r.scope, func(s *bun.SelectQuery) *bun.SelectQuery {
		s = s.Where("event_id = ? AND "+lives, event).Order("number").Offset(int64(q.Offset))
		if q.State != "" {
			s = s.Where("state = ?", q.State)
		}
		if q.Limit > 0 {
			s = s.Limit(int64(q.Limit))
		}
		return s
	})
	return found, step("load sign-ups", err)
}

func (r events) Counts(ctx context.Context, ids []core.EventID) (map[core.EventID]core.EventCounts, error) {
	counts := map[core.EventID]core.EventCounts{}
	if len(ids) == 0 {
		return counts, nil
	}
	var rows []struct {
		EventID core.EventID     `bun:"event_id"`
		State   core.SignUpState `bun:"state"`
		N       int              `bun:"n"`
	}
	err := r.query((*signUpRow)(nil)).Column("event_id", "state").ColumnExpr("count(*) AS n").
		Where("event_id IN (?) AND "+lives, bun.List(ids)).Group("event_id", "state").Scan(ctx, &rows)
	for _, row := range rows {
		c := counts[row.EventID]
		if row.State == core.SignUpPlace {
			c.Places = row.N
		} else {
			c.Waiting = row.N
		}
		counts[row.EventID] = c
	}
	return counts, step("count sign-ups", err)
}

func (r events) Before(ctx context.Context, event core.EventID, number int) (int, error) {
	n, err := r.query((*signUpRow)(nil)).Where("event_id = ? AND state = ? AND number < ?", event, core.SignUpWaiting, number).Count(ctx)
	return int(n), step("count who waits", err)
}

func (r events) LastNumber(ctx context.Context, event core.EventID) (int, error) {
	var last int
	err := r.query((*signUpRow)(nil)).ColumnExpr("COALESCE(max(number), 0)").Where("event_id = ?", event).Scan(ctx, &last)
	return last, step("number sign-up", err)
}

// SaveSignUp implements core.Events.
func (r events) SaveSignUp(ctx context.Context, s core.SignUp) error {
	return step("save sign-up", r.putUnique(ctx, &signUpRow{
		ID: s.ID, EventID: s.Event, PersonID: s.Person, Number: s.Number, State: s.State, SignedAt: instant(s.SignedAt), Since: instant(s.Since),
	}))
}
