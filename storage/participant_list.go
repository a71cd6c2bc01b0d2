package storage

import (
	"context"
	"strings"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// waitsForStaff is the condition of the partial index on applications.
const waitsForStaff = "participant.applied_at IS NOT NULL"

// Page implements core.Participants.
func (r participants) Page(ctx context.Context, q core.ParticipantQuery) ([]core.Participant, error) {
	found, err := many[participantRow](ctx, r.scope, func(s *bun.SelectQuery) *bun.SelectQuery {
		s = r.filtered(s, q).Limit(int64(q.Limit)).Offset(int64(q.Offset))
		if q.State == core.ParticipantAwaitingActivation {
			return s.Order("participant.applied_at", "participant.person_id")
		}
		return s.OrderExpr("lower(?)", r.shownName()).Order("participant.person_id")
	})
	return found, step("list participants", err)
}

// Count implements core.Participants.
func (r participants) Count(ctx context.Context, q core.ParticipantQuery) (int, error) {
	n, err := r.filtered(r.query((*participantRow)(nil)), q).Count(ctx)
	return int(n), step("count participants", err)
}

// filtered narrows a query on participants, with their people and profiles beside them.
func (r participants) filtered(s *bun.SelectQuery, q core.ParticipantQuery) *bun.SelectQuery {
	s = s.Join("JOIN people AS person ON person.workspace_id = participant.workspace_id AND person.id = participant.person_id").
		Join("LEFT JOIN profiles AS profile ON profile.workspace_id = participant.workspace_id AND profile.person_id = participant.person_id").
		Where("participant.program_id = ?", q.Program)
	switch q.Role {
	case core.RoleMentor:
		s = s.Where("participant.mentor")
	case core.RoleMentee:
		s = s.Where("participant.mentee")
	}
	switch q.State {
	case "":
	case core.ParticipantAwaitingActivation:
		s = s.Where(waitsForStaff)
	default:
		s = s.Where("participant.state = ?", q.State)
	}
	if q.Name != "" {
		s = s.Where(`lower(?) LIKE ? ESCAPE '!'`, r.shownName(), "%"+likeEscapes.Replace(q.Name)+"%")
	}
	return s
}

// shownName is the name in the profile, else the chat system's, as core.Card has it.
func (r participants) shownName() bun.Safe { return "coalesce(nullif(profile.name, ''), person.name)" }

// likeEscapes keep what people type from being a pattern.
var likeEscapes = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// Waiting implements core.Participants.
func (r participants) Waiting(ctx context.Context, programs []core.ProgramID) ([]core.ApplicationQueue, error) {
	var rows []struct {
		ProgramID core.ProgramID
		Waiting   int
		Since     instant
	}
	s := r.query((*participantRow)(nil)).ColumnExpr("program_id, count(*) AS waiting, min(applied_at) AS since").
		Where(waitsForStaff).Group("program_id").Order("program_id")
	if len(programs) > 0 {
		s = s.Where("program_id IN (?)", bun.List(programs))
	}
	err := s.Scan(ctx, &rows)
	queues := make([]core.ApplicationQueue, len(rows))
	for i, row := range rows {
		queues[i] = core.ApplicationQueue{Program: row.ProgramID, Count: row.Waiting, Since: row.Since.time()}
	}
	return queues, step("count applications", err)
}
