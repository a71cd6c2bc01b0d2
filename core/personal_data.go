package core

import "time"

// DataKind says how a value of the export is to be read.
type DataKind string

// The kinds of values. Ids of people and programmes leave as names: they say nothing to anybody outside.
const (
	DataText    DataKind = "text"
	DataNumber  DataKind = "number"
	DataYesNo   DataKind = "yes_no"
	DataInstant DataKind = "instant" // UTC
	DataPerson  DataKind = "person"  // a name
	DataProgram DataKind = "program" // a name
	DataDetails DataKind = "details" // a list or an object, as JSON
)

// DataField is one value of the records of a section.
type DataField struct {
	Key  string // stable, in the export
	Kind DataKind
}

// DataSection is one kind of record about a person in what they can take with them.
type DataSection struct {
	Key    string // stable, in the export
	Fields []DataField
}

// PersonalData is everything that is stored about a person and that is theirs to have.
type PersonalData struct {
	Person Person
	At     time.Time
	Parts  []DataPart
}

// DataPart is a section with what is stored.
type DataPart struct {
	Section DataSection
	Records [][]any // string, int64, bool, time.Time or json.RawMessage for each field; nil for nothing
}

func dataFields(kind DataKind, keys ...string) []DataField {
	fields := make([]DataField, len(keys))
	for i, key := range keys {
		fields[i] = DataField{Key: key, Kind: kind}
	}
	return fields
}

func dataSection(key string, fields ...[]DataField) DataSection {
	s := DataSection{Key: key}
	for _, some := range fields {
		s.Fields = append(s.Fields, some...)
	}
	return s
}

// DataSections is the one place that decides what people get of what is stored about them: their own words, what others addressed to
// them, and what was decided about them. HR facts that only admins see are among it: it is data about the person all the same. What somebody
// else wrote for others is not: the check-ins and evaluations of the other one of a pair, and how they find it.
// A test of storage knows of every table that is not in here why.
func DataSections() []DataSection {
	text, yes, at, number := DataText, DataYesNo, DataInstant, DataNumber
	f := dataFields
	return []DataSection{
		dataSection("account", f(text, "name", "email", "title", "slack_user_id", "picture_url", "language", "slack_language", "time_zone"), f(yes, "admin", "mail_copies"), f(at, "home_opened_at", "created_at")),
		dataSection("profile", f(text, "name", "headline", "unit", "duty_station", "summary"), f(DataDetails, "languages", "practice_areas", "job_functions", "skills", "wishes", "meeting_modes", "tips"),
			f(text, "meeting_city", "gender"), f(yes, "gender_public"), f(text, "phone", "linkedin_url"), f(at, "created_at", "updated_at")),
		dataSection("facts", f(text, "key", "value", "visibility")),
		dataSection("settings", f(text, "calendar"), f(yes, "neutral"), f(text, "room"), f(DataDetails, "reminders"), f(at, "read_at", "updated_at")),
		dataSection("hours", f(DataDetails, "week", "exceptions", "rules"), f(at, "updated_at")),
		dataSection("connected_calendars", f(text, "name", "hint"), f(yes, "all_day"), f(at, "added_at", "read_at")),
		dataSection("roles", f(DataProgram, "program"), f(text, "role"), f(at, "granted_at")),
		dataSection("participations", f(DataProgram, "program"), f(yes, "mentor", "mentee"), f(text, "state"), f(DataDetails, "topics"), f(number, "capacity"),
			f(yes, "unavailable"), f(at, "unavailable_until"), f(text, "unavailable_reason", "note"), f(at, "noted_at", "joined_at", "applied_at", "updated_at")),
		dataSection("invitations_to_programs", f(DataProgram, "program"), f(DataPerson, "by"), f(text, "state"), f(at, "asked_at", "answered_at")),
		dataSection("answers", f(DataProgram, "program"), f(DataDetails, "answers"), f(at, "updated_at")),
		dataSection("searches", f(DataProgram, "program"), f(DataDetails, "criteria")),
		dataSection("searches_for_mentees", f(DataProgram, "program"), f(DataDetails, "criteria")),
		dataSection("saved_searches", f(DataProgram, "program"), f(text, "name"), f(DataDetails, "criteria"), f(at, "saved_at")),
		dataSection("favourites", f(DataPerson, "other"), f(text, "kind"), f(at, "at")),
		dataSection("groups", f(text, "name"), f(at, "created_at")),
		dataSection("group_members", f(text, "group"), f(DataPerson, "other")),
		dataSection("choices", f(DataProgram, "program"), f(text, "state", "message"), f(number, "rank"), f(DataPerson, "mentor"), f(at, "created_at", "submitted_at", "closed_at")),
		dataSection("requests_sent", f(DataProgram, "program"), f(DataPerson, "mentor", "mentee"), f(text, "state", "message", "reason", "reason_text"), f(at, "created_at", "delivered_at", "expires_at", "closed_at")),
		dataSection("requests_received", f(DataProgram, "program"), f(DataPerson, "mentor", "mentee"), f(text, "state", "message", "reason", "reason_text"),
			f(at, "created_at", "delivered_at", "expires_at", "closed_at")),
		dataSection("mentorships", f(DataProgram, "program"), f(DataPerson, "mentor", "mentee"), f(text, "state"), f(at, "started_at", "planned_end", "ended_at", "in_touch_at", "hold_since", "hold_until"),
			f(DataPerson, "hold_by", "ended_by"), f(text, "hold_reason", "end_reason", "thanks_of_mentor", "thanks_of_mentee")),
		dataSection("sessions", f(DataPerson, "mentor", "mentee"), f(number, "number"), f(text, "title", "agenda", "place", "link"), f(at, "starts_at", "ends_at"), f(text, "zone", "state"),
			f(DataPerson, "booked_by", "cancelled_by"), f(text, "reason"), f(number, "held_minutes")),
		dataSection("series", f(DataPerson, "mentor", "mentee"), f(text, "first", "every"), f(number, "count", "minutes"), f(text, "zone"), f(at, "created_at")),
		dataSection("session_replies", f(at, "starts_at"), f(text, "attendance"), f(at, "at", "proposed")),
		dataSection("check_ins", f(at, "starts_at"), f(text, "outcome"), f(number, "minutes"), f(text, "pulse"), f(at, "at")),
		dataSection("reminders", f(at, "starts_at"), f(number, "lead"), f(at, "due_at", "sent_at")),
		dataSection("calendar_copies", f(at, "starts_at"), f(text, "address", "method"), f(at, "stamped_at")),
		dataSection("proposed_times", f(DataPerson, "mentor", "mentee", "by"), f(at, "first_at", "second_at", "third_at"), f(number, "minutes"), f(text, "title", "agenda", "place", "link", "state", "reason"), f(at, "created_at")),
		dataSection("goals", f(DataPerson, "mentor", "mentee"), f(text, "title", "why", "measure", "due"), f(DataDetails, "steps"), f(text, "state"), f(DataPerson, "created_by"), f(at, "created_at", "settled_at")),
		dataSection("goal_history", f(text, "goal"), f(DataPerson, "by"), f(text, "kind", "text"), f(at, "at")),
		dataSection("agreements", f(DataPerson, "mentor", "mentee"), f(number, "number"), f(DataDetails, "texts"), f(text, "state"), f(DataPerson, "proposed_by"), f(at, "proposed_at", "agreed_at")),
		dataSection("notes", f(DataPerson, "mentor", "mentee", "author"), f(yes, "shared"), f(text, "text"), f(at, "created_at", "edited_at")),
		dataSection("agenda_points", f(DataPerson, "mentor", "mentee", "author"), f(text, "text"), f(at, "created_at", "edited_at", "done_at"), f(DataPerson, "done_by")),
		dataSection("links", f(DataPerson, "mentor", "mentee", "author"), f(text, "title", "address"), f(at, "created_at")),
		dataSection("events", f(DataProgram, "program"), f(text, "title"), f(at, "starts_at"), f(text, "state"), f(at, "signed_at", "since")),
		dataSection("questions", f(DataPerson, "mentor", "mentee", "asked_by"), f(text, "text", "state", "answer"), f(at, "asked_at", "closed_at")),
		dataSection("fit", f(DataPerson, "mentor", "mentee"), f(text, "fit", "told"), f(at, "at")),
		dataSection("evaluations", f(DataPerson, "mentor", "mentee"), f(text, "state"), f(DataDetails, "answers"), f(at, "due_at", "submitted_at")),
		dataSection("support_requests", f(text, "topic", "text", "file_link", "state"), f(at, "created_at", "resolved_at")),
		dataSection("support_replies", f(DataPerson, "by"), f(yes, "team"), f(text, "text"), f(at, "at")),
		dataSection("waits_for_admins", f(DataProgram, "program"), f(text, "kind"), f(at, "created_at", "resolved_at")),
		dataSection("guides_opened", f(text, "guide"), f(at, "at")),
		dataSection("lessons_done", f(DataProgram, "program"), f(text, "course"), f(text, "lesson"), f(at, "at")),
		dataSection("messages", f(text, "notice"), f(at, "sent_at")),
		dataSection("undelivered", f(text, "channel", "state", "reason"), f(at, "at")),
		dataSection("log", f(at, "at"), f(text, "action", "subject", "refused"), f(yes, "by_you"), f(DataDetails, "detail")),
	}
}
