package storage

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// supplies implements core.Supplies.
type supplies struct{ scope }

// placesTaken counts the mentorships that take up places, by the column of one of the two.
func (r supplies) placesTaken(program core.ProgramID, column string) *bun.SelectQuery {
	return r.query((*mentorshipRow)(nil)).ColumnExpr("? AS person_id, count(*) AS taken", bun.Ident(column)).
		Where("program_id = ?", program).Where(takesCapacity).Group(column)
}

// places are a programme's mentors with how many places they have and how many are taken.
func (r supplies) places(program core.ProgramID) *bun.SelectQuery {
	return r.query((*participantRow)(nil)).
		ColumnExpr("participant.person_id, coalesce(pair.taken, 0) AS load").
		ColumnExpr("participant.capacity - coalesce(pair.taken, 0) AS free").
		Join("LEFT JOIN (?) AS pair ON pair.person_id = participant.person_id", r.placesTaken(program, "mentor_id")).
		Where("participant.program_id = ?", program).Where("participant.mentor")
}

// freePlaces are the mentors who can be asked now, with how many more they take.
func (r supplies) freePlaces(program core.ProgramID, now time.Time) *bun.SelectQuery {
	return r.places(program).Where("participant.findable").
		Where("NOT participant.unavailable OR participant.unavailable_until <= ?", instant(now)).
		Where("participant.capacity > coalesce(pair.taken, 0)")
}

// waiting are the active mentees without a mentor.
func (r supplies) waiting(program core.ProgramID) *bun.SelectQuery {
	return r.query((*participantRow)(nil)).ColumnExpr("participant.person_id").
		Where("participant.program_id = ?", program).Where("participant.mentee").
		Where("participant.state = ?", core.ParticipantActive).
		Where("participant.person_id NOT IN (SELECT person_id FROM (?) AS paired)", r.placesTaken(program, "mentee_id"))
}

func (r supplies) Coverage(ctx context.Context, program core.ProgramID, now time.Time) (core.Coverage, error) {
	var c core.Coverage
	err := r.db.NewSelect().TableExpr("(?) AS place", r.freePlaces(program, now)).ColumnExpr("coalesce(sum(free), 0)").Scan(ctx, &c.Free)
	if err != nil {
		return c, step("count free places", err)
	}
	if err := r.db.NewSelect().TableExpr("(?) AS mentee", r.waiting(program)).ColumnExpr("count(*)").Scan(ctx, &c.Waiting); err != nil {
		return c, step("count waiting mentees", err)
	}
	err = r.db.NewSelect().TableExpr("(?) AS place", r.places(program)).ColumnExpr("load, count(*) AS mentors").
		Group("load").Order("load").Scan(ctx, &c.Loads)
	if err != nil {
		return c, step("count mentors by load", err)
	}
	c.Topics, err = r.topics(ctx, program, now)
	return c, step("compare topics", err)
}

// topics compares what is wished for with what is offered, by the normal form of the words.
func (r supplies) topics(ctx context.Context, program core.ProgramID, now time.Time) ([]core.TopicSupply, error) {
	wished := r.query((*termRow)(nil)).ColumnExpr("norm, min(value) AS topic, count(*) AS waiting").
		Where("kind = ?", core.TermWish).Where("person_id IN (?)", r.waiting(program)).Group("norm")
	offered := r.query((*termRow)(nil)).ColumnExpr("norm, sum(place.free) AS free").
		Join("JOIN (?) AS place ON place.person_id = term.person_id", r.freePlaces(program, now)).
		Where("kind = ?", core.TermTopic).Group("norm")
	var all []core.TopicSupply
	err := r.db.NewSelect().TableExpr("(?) AS wished", wished).
		Join("LEFT JOIN (?) AS offered ON offered.norm = wished.norm", offered).
		ColumnExpr("wished.topic, wished.waiting, coalesce(offered.free, 0) AS free").Scan(ctx, &all)
	return all, err
}

func (r supplies) Elsewhere(ctx context.Context, program core.ProgramID, now time.Time) ([]core.OfferElsewhere, error) {
	var rows []struct {
		PersonID              core.PersonID
		Free                  int
		Topics, Skills, There list
	}
	err := r.db.NewSelect().TableExpr("(?) AS place", r.freePlaces(program, now)).
		Join("JOIN (?) AS there ON there.person_id = place.person_id", r.query((*participantRow)(nil)).Column("person_id", "topics").
			Where("program_id <> ?", program).Where("topics <> '[]'")).
		Join("JOIN (?) AS here ON here.person_id = place.person_id", r.query((*participantRow)(nil)).Column("person_id", "topics").
			Where("program_id = ?", program)).
		Join("JOIN (?) AS profile ON profile.person_id = place.person_id", r.query((*profileRow)(nil)).Column("person_id", "skills")).
		ColumnExpr("place.person_id, place.free, here.topics, profile.skills, there.topics AS there").
		OrderExpr("place.person_id").Scan(ctx, &rows)
	var all []core.OfferElsewhere
	for i, row := range rows {
		if i == 0 || rows[i-1].PersonID != row.PersonID {
			all = append(all, core.OfferElsewhere{Free: row.Free, Here: slices.Concat(row.Topics, row.Skills)})
		}
		last := &all[len(all)-1]
		last.Others = append(last.Others, row.There...)
	}
	return all, step("load what is offered elsewhere", err)
}

func (r supplies) Outcomes(ctx context.Context, program core.ProgramID, since time.Time) ([]core.OutcomeCount, error) {
	var all []core.OutcomeCount
	err := r.query((*invitationRow)(nil)).ColumnExpr(`state, "rank", reason || skip_reason AS reason, count(*) AS count`).
		Where("program_id = ?", program).Where("closed_at >= ?", instant(since)).Where("NOT offer").
		GroupExpr(`state, "rank", reason || skip_reason`).Scan(ctx, &all)
	return all, step("count outcomes", err)
}

func (r supplies) Offers(ctx context.Context, program core.ProgramID, since time.Time) ([]core.OutcomeCount, error) {
	var all []core.OutcomeCount
	err := r.query((*invitationRow)(nil)).ColumnExpr("state, count(*) AS count").
		Where("program_id = ?", program).Where("closed_at IS NULL OR closed_at >= ?", instant(since)).Where("offer").
		Group("state").Scan(ctx, &all)
	return all, step("count offers", err)
}

// answerTimes bounds how many of the latest answers are looked at.
const answerTimes = 5000

func (r supplies) AnswerTimes(ctx context.Context, program core.ProgramID, since time.Time) ([]time.Duration, error) {
	var rows []struct {
		DeliveredAt instant
		ClosedAt    instant
	}
	err := r.query((*invitationRow)(nil)).Column("delivered_at", "closed_at").
		Where("program_id = ?", program).Where("state IN (?)", bun.List([]core.InvitationState{core.InvitationAccepted, core.InvitationDeclined})).
		Where("delivered_at IS NOT NULL").Where("NOT offer").Where("closed_at >= ?", instant(since)).
		OrderExpr("closed_at DESC").Limit(answerTimes).Scan(ctx, &rows)
	times := make([]time.Duration, len(rows))
	for i, row := range rows {
		times[i] = row.ClosedAt.time().Sub(row.DeliveredAt.time())
	}
	return times, step("load answer times", err)
}
