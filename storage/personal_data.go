package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"mentorbot/core"
)

// personalData implements core.PersonalRecords.
type personalData struct{ scope }

// dataSource says where the records of a section of the export are. The record's own table is t. In the texts ?p is the person and ?w the
// workspace. A value is in the column of its key, one of a person or a programme in the one with "_id" behind it, unless columns say otherwise.
type dataSource struct {
	from    string
	where   string
	order   string
	columns map[string]string
}

const ofMentorship = " JOIN mentorships m ON m.workspace_id = t.workspace_id AND m.id = t.mentorship_id"
const ofSession = " JOIN sessions s ON s.workspace_id = t.workspace_id AND s.id = t.session_id"
const inMentorship = "(m.mentor_id = ?p OR m.mentee_id = ?p)"

var (
	pairOf       = map[string]string{"mentor": "m.mentor_id", "mentee": "m.mentee_id"}
	startOf      = map[string]string{"starts_at": "s.starts_at"}
	asked        = " JOIN choice_lists l ON l.workspace_id = t.workspace_id AND l.id = t.list_id"
	askedMessage = map[string]string{"message": "l.message"}
)

// plus are columns besides those of others.
func plus(columns map[string]string, more ...string) map[string]string {
	all := map[string]string{}
	for key, column := range columns {
		all[key] = column
	}
	for i := 0; i < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

func dataSources() map[string]dataSource {
	ofPerson := func(table, order string) dataSource {
		return dataSource{from: table + " t", where: "t.person_id = ?p", order: order}
	}
	by := func(s dataSource, columns map[string]string) dataSource { s.columns = columns; return s }
	return map[string]dataSource{
		"account":                 {from: "people t", where: "t.id = ?p", order: "t.id", columns: map[string]string{"slack_user_id": "t.chat_user_id", "slack_language": "t.chat_locale"}},
		"profile":                 ofPerson("profiles", "t.person_id"),
		"facts":                   ofPerson("facts", "t.key"),
		"settings":                by(ofPerson("calendars", "t.person_id"), map[string]string{"calendar": "t.way"}),
		"hours":                   ofPerson("hours", "t.person_id"),
		"connected_calendars":     ofPerson("busy_feeds", "t.added_at, t.id"),
		"roles":                   ofPerson("staff", "t.granted_at, t.program_id"),
		"participations":          ofPerson("participants", "t.joined_at, t.program_id"),
		"invitations_to_programs": ofPerson("enlistments", "t.asked_at, t.id"),
		"answers":                 ofPerson("answer_sheets", "t.updated_at, t.program_id"),
		"searches":                ofPerson("search_criteria", "t.program_id"),
		"searches_for_mentees":    ofPerson("mentee_criteria", "t.program_id"),
		"saved_searches":          ofPerson("saved_searches", "t.saved_at, t.id"),
		"favourites":              ofPerson("marks", "t.at, t.other_id"),
		"groups":                  ofPerson("mark_groups", "t.created_at, t.id"),
		"group_members": {from: "mark_group_members t JOIN mark_groups g ON g.workspace_id = t.workspace_id AND g.id = t.group_id", where: "t.person_id = ?p",
			order: "g.created_at, t.other_id", columns: map[string]string{"group": "g.name"}},
		"choices": {from: "choice_lists t LEFT JOIN choices c ON c.workspace_id = t.workspace_id AND c.list_id = t.id", where: "t.mentee_id = ?p AND NOT t.offer",
			order: "t.created_at, t.id, c.rank", columns: map[string]string{"rank": "c.rank", "mentor": "c.mentor_id"}},
		"requests_sent": {from: "invitations t" + asked, where: "(t.mentee_id = ?p AND NOT t.offer OR t.mentor_id = ?p AND t.offer)", order: "t.created_at, t.id", columns: askedMessage},
		"requests_received": {from: "invitations t" + asked, where: "(t.mentor_id = ?p AND NOT t.offer OR t.mentee_id = ?p AND t.offer) AND t.delivered_at IS NOT NULL",
			order: "t.created_at, t.id", columns: askedMessage},
		"mentorships":      {from: "mentorships t", where: "(t.mentor_id = ?p OR t.mentee_id = ?p)", order: "t.started_at, t.id", columns: map[string]string{"ended_by": "t.ended_by", "hold_by": "t.hold_by"}},
		"sessions":         {from: "sessions t" + ofMentorship, where: inMentorship, order: "t.starts_at, t.id", columns: plus(pairOf, "booked_by", "t.booked_by", "cancelled_by", "t.cancelled_by")},
		"series":           {from: "series t" + ofMentorship, where: inMentorship, order: "t.created_at, t.id", columns: pairOf},
		"session_replies":  {from: "session_replies t" + ofSession, where: "t.person_id = ?p", order: "s.starts_at, t.session_id", columns: startOf},
		"check_ins":        {from: "session_check_ins t" + ofSession, where: "t.person_id = ?p", order: "s.starts_at, t.session_id", columns: startOf},
		"reminders":        {from: "session_reminders t" + ofSession, where: "t.person_id = ?p", order: "t.due_at, t.session_id", columns: startOf},
		"calendar_copies":  {from: "calendar_copies t" + ofSession, where: "t.person_id = ?p", order: "s.starts_at, t.session_id", columns: startOf},
		"proposed_times":   {from: "time_proposals t" + ofMentorship, where: inMentorship, order: "t.created_at, t.id", columns: pairOf},
		"goals":            {from: "goals t" + ofMentorship, where: inMentorship, order: "t.created_at, t.id", columns: plus(pairOf, "created_by", "t.created_by")},
		"goal_history":     {from: "goal_entries t JOIN goals g ON g.workspace_id = t.workspace_id AND g.id = t.goal_id JOIN mentorships m ON m.workspace_id = t.workspace_id AND m.id = g.mentorship_id", where: inMentorship, order: "t.at, t.id", columns: map[string]string{"goal": "g.title", "by": "t.person_id"}},
		"agreements":       {from: "agreements t" + ofMentorship, where: inMentorship, order: "t.proposed_at, t.id", columns: plus(pairOf, "proposed_by", "t.proposed_by")},
		"notes":            {from: "notes t" + ofMentorship, where: "(t.author_id = ?p OR t.shared AND " + inMentorship + ")", order: "t.created_at, t.id", columns: pairOf},
		"agenda_points":    {from: "agenda_points t" + ofMentorship, where: inMentorship, order: "t.created_at, t.id", columns: plus(pairOf, "done_by", "t.done_by")},
		"links":            {from: "links t" + ofMentorship, where: inMentorship, order: "t.created_at, t.id", columns: pairOf},
		"events":           {from: "event_sign_ups t JOIN events e ON e.workspace_id = t.workspace_id AND e.id = t.event_id", where: "t.person_id = ?p", order: "e.starts_at, t.id", columns: map[string]string{"program": "e.program_id", "title": "e.title", "starts_at": "e.starts_at"}},
		"questions":        {from: "inquiries t" + ofMentorship, where: inMentorship, order: "t.asked_at, t.id", columns: plus(pairOf, "asked_by", "t.asked_by")},
		"fit":              {from: "fit_answers t" + ofMentorship, where: "t.person_id = ?p", order: "t.at, t.mentorship_id", columns: pairOf},
		"evaluations":      {from: "evaluations t" + ofMentorship, where: "t.person_id = ?p", order: "t.due_at, t.mentorship_id", columns: pairOf},
		"support_requests": ofPerson("support_requests", "t.created_at, t.id"),
		"support_replies":  {from: "support_replies t JOIN support_requests r ON r.workspace_id = t.workspace_id AND r.id = t.request_id", where: "(r.person_id = ?p OR t.by_id = ?p)", order: "t.at, t.number"},
		"waits_for_admins": ofPerson("attention_items", "t.created_at, t.id"),
		"guides_opened":    by(ofPerson("guide_reads", "t.at, t.guide_id"), map[string]string{"guide": "t.guide_id"}),
		"lessons_done":     by(ofPerson("lesson_ticks", "t.at, t.program_id, t.course_id, t.lesson_id"), map[string]string{"course": "t.course_id", "lesson": "t.lesson_id"}),
		"messages":         ofPerson("messages", "t.sent_at, t.id"),
		"undelivered":      ofPerson("deliveries", "t.at, t.id"),
		"log": {from: "audit_entries t", where: "(t.actor_id = ?p OR t.subject = 'person:' || ?p)", order: "t.seq",
			columns: map[string]string{"by_you": "COALESCE(t.actor_id, '') = ?p"}},
	}
}

// nameOfPerson and nameOfProgram make a name of the id in a column.
const (
	nameOfPerson = `(SELECT COALESCE(NULLIF(pr.name, ''), pe.name) FROM people pe LEFT JOIN profiles pr ON pr.workspace_id = pe.workspace_id AND pr.person_id = pe.id
		WHERE pe.workspace_id = ?w AND pe.id = %s)`
	nameOfProgram = "(SELECT po.name FROM programs po WHERE po.workspace_id = ?w AND po.id = %s)"
)

func (s dataSource) expression(f core.DataField) string {
	column, special := s.columns[f.Key]
	if !special {
		column = "t." + f.Key
		if f.Kind == core.DataPerson || f.Kind == core.DataProgram {
			column += "_id"
		}
	}
	switch f.Kind {
	case core.DataPerson:
		return fmt.Sprintf(nameOfPerson, column)
	case core.DataProgram:
		return fmt.Sprintf(nameOfProgram, column)
	}
	return column
}

func (r personalData) Section(ctx context.Context, section core.DataSection, person core.PersonID) ([][]any, error) {
	source, known := dataSources()[section.Key]
	if !known {
		return nil, fmt.Errorf("load data of a person: no section %q", section.Key)
	}
	expressions := make([]string, len(section.Fields))
	for i, f := range section.Fields {
		expressions[i] = source.expression(f)
	}
	text := "SELECT " + strings.Join(expressions, ", ") + " FROM " + source.from + " WHERE t.workspace_id = ?w AND " + source.where + " ORDER BY " + source.order
	rows, err := r.db.QueryContext(ctx, text, struct { // bun puts them in for the names
		P core.PersonID
		W core.WorkspaceID
	}{person, r.workspace})
	if err != nil {
		return nil, step("load data of a person: "+section.Key, err)
	}
	defer func() { _ = rows.Close() }()
	var found [][]any
	for rows.Next() {
		values, err := scanData(rows, section.Fields)
		if err != nil {
			return nil, step("read data of a person: "+section.Key, err)
		}
		found = append(found, values)
	}
	return found, step("load data of a person: "+section.Key, rows.Err())
}

func scanData(rows *sql.Rows, fields []core.DataField) ([]any, error) {
	into := make([]any, len(fields))
	for i, f := range fields {
		switch f.Kind {
		case core.DataNumber:
			into[i] = new(sql.NullInt64)
		case core.DataYesNo:
			into[i] = new(sql.NullBool)
		case core.DataInstant:
			into[i] = new(instant)
		default:
			into[i] = new(sql.NullString)
		}
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	values := make([]any, len(fields))
	for i, f := range fields {
		values[i] = dataValue(f.Kind, into[i])
	}
	return values, nil
}

func dataValue(kind core.DataKind, scanned any) any {
	switch v := scanned.(type) {
	case *sql.NullInt64:
		if v.Valid {
			return v.Int64
		}
	case *sql.NullBool:
		if v.Valid {
			return v.Bool
		}
	case *instant:
		if t := v.time(); !t.IsZero() {
			return t
		}
	case *sql.NullString:
		switch {
		case v.String == "":
			return nil
		case kind == core.DataDetails && json.Valid([]byte(v.String)):
			return json.RawMessage(v.String)
		}
		return v.String
	}
	return nil
}
