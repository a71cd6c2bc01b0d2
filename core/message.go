package core

import "time"

// Message records a delivered chat message so that it can be brought up to date later and is never sent twice.
type Message struct {
	ID        MessageID
	Job       JobID    // the job that sent it, unique
	Person    PersonID // whom it was sent to; empty for a group conversation
	Notice    NoticeKind
	Subject   string // kind and id, as the Subject functions of this package give it
	Channel   string // conversation id in the chat system
	Timestamp string // message id in the conversation
	SentAt    time.Time
	DecidedAt time.Time // when what it told was so; what changed later has other messages
	Lead      int       // minutes, of a session reminder
}

// InvitationSubject names an invitation in audit entries and message records.
func InvitationSubject(id InvitationID) string { return "invitation:" + string(id) }

// ListSubject names a choice list.
func ListSubject(id ChoiceListID) string { return "choices:" + string(id) }

// MentorshipSubject names a mentorship.
func MentorshipSubject(id MentorshipID) string { return "mentorship:" + string(id) }

// PlaceSubject names a person's part in a programme.
func PlaceSubject(program ProgramID, person PersonID) string {
	return "place:" + string(program) + ":" + string(person)
}

// SessionSubject names a session.
func SessionSubject(id SessionID) string { return "session:" + string(id) }

// SeriesSubject names a series of sessions.
func SeriesSubject(id SeriesID) string { return "series:" + string(id) }

// TimesSubject names times somebody proposes.
func TimesSubject(id TimeProposalID) string { return "times:" + string(id) }

// GoalSubject names a goal.
func GoalSubject(id GoalID) string { return "goal:" + string(id) }

// GoalCommentSubject names what somebody said about a goal.
func GoalCommentSubject(id GoalEntryID) string { return "goal_comment:" + string(id) }

// NoteSubject names a note in the audit log.
func NoteSubject(id NoteID) string { return "note:" + string(id) }

// LinkSubject names a link that a pair shares.
func LinkSubject(id LinkID) string { return "link:" + string(id) }

// EventSubject names an event in the audit log.
func EventSubject(id EventID) string { return "event:" + string(id) }

// SignUpSubject names somebody's sign-up for an event.
func SignUpSubject(id SignUpID) string { return "sign_up:" + string(id) }

// AgendaPointSubject names a point of an agenda in the audit log.
func AgendaPointSubject(id AgendaPointID) string { return "agenda_point:" + string(id) }

// InquirySubject names a question between sessions.
func InquirySubject(id InquiryID) string { return "inquiry:" + string(id) }

// BusyFeedSubject names a calendar somebody is read from.
func BusyFeedSubject(id BusyFeedID) string { return "busy_feed:" + string(id) }

// PairingSubject names a pairing run.
func PairingSubject(id PairingRunID) string { return "pairing:" + string(id) }

// DeliverySubject names a delivery record.
func DeliverySubject(id DeliveryID) string { return "delivery:" + string(id) }

// SupportSubject names a request for help.
func SupportSubject(id SupportID) string { return "support:" + string(id) }

// PersonSubject names a person.
func PersonSubject(id PersonID) string { return "person:" + string(id) }

// ProgramSubject names a programme in the audit log.
func ProgramSubject(id ProgramID) string { return "program:" + string(id) }
