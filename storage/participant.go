package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type participantRow struct {
	bun.BaseModel `bun:"table:participants,alias:participant"`
	owned

	ProgramID         core.ProgramID        `bun:"program_id,pk"`
	PersonID          core.PersonID         `bun:"person_id,pk"`
	Mentor            bool                  `bun:"mentor"`
	Mentee            bool                  `bun:"mentee"`
	State             core.ParticipantState `bun:"state"`
	Topics            list                  `bun:"topics"`
	Capacity          int                   `bun:"capacity"`
	Unavailable       bool                  `bun:"unavailable"`
	UnavailableUntil  instant               `bun:"unavailable_until"`
	UnavailableReason string                `bun:"unavailable_reason"`
	Findable          bool                  `bun:"findable"`
	ApprovedMentor    bool                  `bun:"approved_mentor"`
	ApprovedMentee    bool                  `bun:"approved_mentee"`
	AppliedAt         instant               `bun:"applied_at"`
	Returned          bool                  `bun:"returned"`
	Note              string                `bun:"note"`
	NotedAt           instant               `bun:"noted_at"`
	JoinedAt          instant               `bun:"joined_at"`
	UpdatedAt         instant               `bun:"updated_at"`
}

func participantRowOf(p core.Participant) *participantRow {
	return &participantRow{
		ProgramID: p.Program, PersonID: p.Person, Mentor: p.Mentor, Mentee: p.Mentee, State: p.State, Topics: p.Topics,
		Capacity: p.Capacity, Unavailable: p.Unavailable, UnavailableUntil: instant(p.UnavailableUntil),
		UnavailableReason: p.UnavailableReason, Findable: p.Findable,
		ApprovedMentor: p.ApprovedMentor, ApprovedMentee: p.ApprovedMentee, AppliedAt: instant(p.AppliedAt), Returned: p.Returned,
		Note: p.Note, NotedAt: instant(p.NotedAt), JoinedAt: instant(p.JoinedAt), UpdatedAt: instant(p.UpdatedAt),
	}
}

func (r participantRow) value() core.Participant {
	return core.Participant{
		Program: r.ProgramID, Person: r.PersonID, Mentor: r.Mentor, Mentee: r.Mentee, State: r.State, Topics: r.Topics,
		Capacity: r.Capacity, Unavailable: r.Unavailable, UnavailableUntil: r.UnavailableUntil.time(),
		UnavailableReason: r.UnavailableReason, Findable: r.Findable,
		ApprovedMentor: r.ApprovedMentor, ApprovedMentee: r.ApprovedMentee, AppliedAt: r.AppliedAt.time(), Returned: r.Returned,
		Note: r.Note, NotedAt: r.NotedAt.time(), JoinedAt: r.JoinedAt.time(), UpdatedAt: r.UpdatedAt.time(),
	}
}

// participants implements core.Participants.
type participants struct{ scope }

func (r participants) Get(ctx context.Context, program core.ProgramID, person core.PersonID) (core.Participant, error) {
	p, err := one[participantRow](ctx, r.scope, where("program_id = ? AND person_id = ?", program, person))
	return p, step("load participant", err)
}

func (r participants) GetAll(ctx context.Context, program core.ProgramID, people []core.PersonID) (map[core.PersonID]core.Participant, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[participantRow](ctx, r.scope, where("program_id = ? AND person_id IN (?)", program, bun.List(people)))
	return byKey(found, func(p core.Participant) core.PersonID { return p.Person }), step("load participants", err)
}

func (r participants) ForPerson(ctx context.Context, person core.PersonID) ([]core.Participant, error) {
	found, err := many[participantRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("joined_at", "program_id")
	})
	return found, step("load a person's programmes", err)
}

func (r participants) Looking(ctx context.Context, program core.ProgramID) ([]core.Participant, error) {
	looking, err := many[participantRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", program).Where("person_id IN (?)", supplies(r).waiting(program)).Order("person_id")
	})
	return looking, step("load mentees without a mentor", err)
}

func (r participants) Offering(ctx context.Context, program core.ProgramID, now time.Time) ([]core.Participant, error) {
	offering, err := many[participantRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", program).Where("findable").
			Where("NOT unavailable OR unavailable_until <= ?", instant(now)).Order("person_id")
	})
	return offering, step("load mentors who take requests", err)
}

func (r participants) Save(ctx context.Context, p core.Participant) error {
	if err := r.list(ctx, p); err != nil {
		return step("list participant", err)
	}
	return step("save participant", r.put(ctx, participantRowOf(p)))
}

func (r participants) Lock(ctx context.Context, program core.ProgramID, people ...core.PersonID) error {
	if len(people) == 0 {
		return nil
	}
	return step("lock participants", r.hold(ctx, (*participantRow)(nil), func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ? AND person_id IN (?)", program, bun.List(people)).Order("person_id")
	}))
}
