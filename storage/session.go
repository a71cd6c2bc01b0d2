package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type sessionRow struct {
	bun.BaseModel `bun:"table:sessions,alias:session"`
	owned

	ID           core.SessionID    `bun:"id,pk"`
	MentorshipID core.MentorshipID `bun:"mentorship_id"`
	ProgramID    core.ProgramID    `bun:"program_id"`
	Number       int               `bun:"number"`
	Kind         core.SessionKind  `bun:"kind"`
	Title        string            `bun:"title"`
	Agenda       string            `bun:"agenda"`
	Place        string            `bun:"place"`
	Link         string            `bun:"link"`
	StartsAt     instant           `bun:"starts_at"`
	EndsAt       instant           `bun:"ends_at"` // follows from start and minutes; kept to be compared and indexed
	Minutes      int               `bun:"minutes"`
	Zone         string            `bun:"zone"`
	State        core.SessionState `bun:"state"`
	Sequence     int               `bun:"sequence"`
	BookedBy     core.PersonID     `bun:"booked_by,nullzero"`
	ChangedBy    core.PersonID     `bun:"changed_by,nullzero"`
	MovedFrom    instant           `bun:"moved_from"`
	CancelledBy  core.PersonID     `bun:"cancelled_by,nullzero"`
	Reason       string            `bun:"reason"`
	Late         bool              `bun:"late"`
	CheckInAt    instant           `bun:"check_in_at"`
	HeldMinutes  int               `bun:"held_minutes"`
	Absent       core.Role         `bun:"absent"`
	SeriesID     core.SeriesID     `bun:"series_id,nullzero"`
	Part         int               `bun:"part"`
	CreatedAt    instant           `bun:"created_at"`
	UpdatedAt    instant           `bun:"updated_at"`
}

func sessionRowOf(s core.Session) *sessionRow {
	return &sessionRow{
		ID: s.ID, MentorshipID: s.Mentorship, ProgramID: s.Program, Number: s.Number, Kind: s.Kind, Title: s.Title,
		Agenda: s.Agenda, Place: s.Place, Link: s.Link, StartsAt: instant(s.StartsAt), EndsAt: instant(s.EndsAt()),
		Minutes: s.Minutes, Zone: s.Zone, State: s.State, Sequence: s.Sequence, BookedBy: s.BookedBy,
		ChangedBy: s.ChangedBy, MovedFrom: instant(s.MovedFrom), CancelledBy: s.CancelledBy, Reason: s.Reason, Late: s.Late,
		CheckInAt: instant(s.CheckInAt), HeldMinutes: s.HeldMinutes, Absent: s.Absent,
		SeriesID: s.Series, Part: s.Part, CreatedAt: instant(s.CreatedAt), UpdatedAt: instant(s.UpdatedAt),
	}
}

func (r sessionRow) value() core.Session {
	return core.Session{
		ID: r.ID, Mentorship: r.MentorshipID, Program: r.ProgramID, Number: r.Number, Kind: r.Kind, Title: r.Title,
		Agenda: r.Agenda, Place: r.Place, Link: r.Link, StartsAt: r.StartsAt.time(), Minutes: r.Minutes, Zone: r.Zone,
		State: r.State, Sequence: r.Sequence, BookedBy: r.BookedBy, ChangedBy: r.ChangedBy, MovedFrom: r.MovedFrom.time(),
		CancelledBy: r.CancelledBy, Reason: r.Reason, Late: r.Late, CreatedAt: r.CreatedAt.time(),
		UpdatedAt: r.UpdatedAt.time(), CheckInAt: r.CheckInAt.time(), HeldMinutes: r.HeldMinutes, Absent: r.Absent,
		Series: r.SeriesID, Part: r.Part,
	}
}

// sessions implements core.Sessions; reminders and calendar copies are in files of their own.
type sessions struct{ scope }

func (r sessions) Get(ctx context.Context, id core.SessionID) (core.Session, error) {
	s, err := one[sessionRow](ctx, r.scope, where("id = ?", id))
	return s, step("load session", err)
}

func (r sessions) ForMentorship(ctx context.Context, id core.MentorshipID) ([]core.Session, error) {
	found, err := many[sessionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", id).Order("number", "id")
	})
	return found, step("load sessions of a mentorship", err)
}

func (r sessions) Upcoming(ctx context.Context, person core.PersonID, from time.Time, limit int) ([]core.Session, error) {
	found, err := many[sessionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		booked := r.booked([]core.PersonID{person}).Where("ends_at > ?", instant(from))
		return q.Where("id IN (?)", booked).
			Order("starts_at", "id").Limit(int64(limit))
	})
	return found, step("load upcoming sessions", err)
}

func (r sessions) Overlapping(ctx context.Context, people []core.PersonID, from, to time.Time, except core.SessionID) ([]core.Session, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[sessionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		booked := r.booked(people).Where("starts_at < ?", instant(to)).Where("ends_at > ?", instant(from))
		return q.Where("id IN (?)", booked).Where("id <> ?", except).Order("starts_at", "id")
	})
	return found, step("load overlapping sessions", err)
}

// Feed implements core.Sessions.
func (r sessions) Feed(ctx context.Context, q core.FeedQuery) ([]core.Session, error) {
	mailed := r.query((*copyRow)(nil)).Column("session_id").Where("person_id = ?", q.Person).Where("uid <> ''")
	found, err := many[sessionRow](ctx, r.scope, func(s *bun.SelectQuery) *bun.SelectQuery {
		return s.Where("mentorship_id IN (?)", r.mentorshipsOf([]core.PersonID{q.Person})).
			Where("ends_at > ?", instant(q.From)).Where("starts_at < ?", instant(q.To)).
			Where("state <> ? OR updated_at > ?", core.SessionCancelled, instant(q.CancelledSince)).
			Where("id NOT IN (?)", mailed).Order("starts_at", "id").Limit(int64(q.Limit))
	})
	return found, step("load sessions of a feed", err)
}

func (r sessions) Save(ctx context.Context, s core.Session) error {
	if err := r.put(ctx, sessionRowOf(s)); err != nil {
		return step("save session", err)
	}
	return step("save session", r.occupy(ctx, s))
}

type reminderRow struct {
	bun.BaseModel `bun:"table:session_reminders,alias:reminder"`
	owned

	SessionID core.SessionID `bun:"session_id,pk"`
	PersonID  core.PersonID  `bun:"person_id,pk"`
	Lead      int            `bun:"lead,pk"`
	DueAt     instant        `bun:"due_at,pk"`
	SentAt    instant        `bun:"sent_at"`
}

func (r reminderRow) value() core.SessionReminder {
	return core.SessionReminder{Session: r.SessionID, Person: r.PersonID, Lead: r.Lead, DueAt: r.DueAt.time(), SentAt: r.SentAt.time()}
}

func (r sessions) Reminders(ctx context.Context, id core.SessionID, person core.PersonID) ([]core.SessionReminder, error) {
	found, err := many[reminderRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("session_id = ?", id).Where("person_id = ?", person).Order("lead", "due_at")
	})
	return found, step("load reminders", err)
}

// SetReminders implements core.Sessions. A reminder that was sent for the same instant already is not set again.
func (r sessions) SetReminders(ctx context.Context, id core.SessionID, person core.PersonID, reminders []core.SessionReminder) error {
	_, err := r.remove((*reminderRow)(nil)).Where("session_id = ?", id).Where("person_id = ?", person).Where("sent_at IS NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("remove reminders: %w", err)
	}
	for _, reminder := range reminders {
		row := reminderRow{SessionID: id, PersonID: person, Lead: reminder.Lead, DueAt: instant(reminder.DueAt), SentAt: instant(reminder.SentAt)}
		row.own(r.workspace)
		if _, err := r.db.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("set reminder: %w", err)
		}
	}
	return nil
}

// DropReminders implements core.Sessions.
func (r sessions) DropReminders(ctx context.Context, id core.SessionID) error {
	_, err := r.remove((*reminderRow)(nil)).Where("session_id = ?", id).Where("sent_at IS NULL").Exec(ctx)
	return step("remove reminders", err)
}

func (r sessions) MarkReminded(ctx context.Context, id core.SessionID, person core.PersonID, lead int, at time.Time) (bool, error) {
	n, err := affected(r.update((*reminderRow)(nil)).Set("sent_at = ?", instant(at)).
		Where("session_id = ?", id).Where("person_id = ?", person).Where("lead = ?", lead).Where("sent_at IS NULL").Exec(ctx))
	return n > 0, step("mark reminder as sent", err)
}

type copyRow struct {
	bun.BaseModel `bun:"table:calendar_copies,alias:copy"`
	owned

	SessionID core.SessionID      `bun:"session_id,pk"`
	PersonID  core.PersonID       `bun:"person_id,pk"`
	SeriesID  core.SeriesID       `bun:"series_id,nullzero"`
	UID       string              `bun:"uid"`
	Organizer string              `bun:"organizer"`
	Address   string              `bun:"address"`
	MailID    string              `bun:"mail_id"`
	Sequence  int                 `bun:"sequence"`
	Method    core.CalendarMethod `bun:"method"`
	StampedAt instant             `bun:"stamped_at"`
}

func (r copyRow) value() core.CalendarCopy {
	return core.CalendarCopy{
		Session: r.SessionID, Person: r.PersonID, Series: r.SeriesID, UID: r.UID, Organizer: r.Organizer, Address: r.Address, MailID: r.MailID,
		Sequence: r.Sequence, Method: r.Method, StampedAt: r.StampedAt.time(),
	}
}

func (r sessions) Copy(ctx context.Context, id core.SessionID, person core.PersonID) (core.CalendarCopy, error) {
	c, err := one[copyRow](ctx, r.scope, where("session_id = ? AND person_id = ?", id, person))
	return c, step("load calendar copy", err)
}

func (r sessions) SaveCopy(ctx context.Context, c core.CalendarCopy) error {
	return step("save calendar copy", r.put(ctx, &copyRow{
		SessionID: c.Session, PersonID: c.Person, SeriesID: c.Series, UID: c.UID, Organizer: c.Organizer, Address: c.Address, MailID: c.MailID,
		Sequence: c.Sequence, Method: c.Method, StampedAt: instant(c.StampedAt),
	}))
}
