package storage

import (
	"context"
	"strings"

	"mentorbot/core"
)

// erasures are the statements that erase a person, in order. ?p is the person, ?chat, ?email and ?name are what was known of them, ?w the workspace;
// ?chat_like and ?email_like look for the same inside a text. Errands that are under way are others' work: they are waited for.
func erasures() []string {
	const theirs = "(SELECT m.id FROM mentorships m WHERE m.workspace_id = ?w AND (m.mentor_id = ?p OR m.mentee_id = ?p))"
	all := []string{
		"DELETE FROM support_replies WHERE workspace_id = ?w AND request_id IN (SELECT r.id FROM support_requests r WHERE r.workspace_id = ?w AND r.person_id = ?p)",
		"DELETE FROM mark_group_members WHERE workspace_id = ?w AND (person_id = ?p OR other_id = ?p)",
		"DELETE FROM marks WHERE workspace_id = ?w AND (person_id = ?p OR other_id = ?p)",
		"DELETE FROM exclusions WHERE workspace_id = ?w AND (one_id = ?p OR other_id = ?p)",
		"DELETE FROM errands WHERE workspace_id = ?w AND by_id = ?p",
		"UPDATE errands SET content = '{}' WHERE workspace_id = ?w AND state IN ('done', 'failed', 'dropped') AND " + named,
		"DELETE FROM facts WHERE workspace_id = ?w AND key = 'manager' AND (value = ?p OR value = ?chat OR lower(value) = ?email)",
		"DELETE FROM inquiries WHERE workspace_id = ?w AND asked_by = ?p AND mentorship_id IN " + theirs,
		"UPDATE inquiries SET answer = '' WHERE workspace_id = ?w AND mentorship_id IN " + theirs,
		"DELETE FROM notes WHERE workspace_id = ?w AND author_id = ?p AND mentorship_id IN " + theirs,
		"DELETE FROM agenda_points WHERE workspace_id = ?w AND author_id = ?p AND mentorship_id IN " + theirs,
		"DELETE FROM links WHERE workspace_id = ?w AND author_id = ?p AND mentorship_id IN " + theirs,
		"UPDATE support_replies SET text = '' WHERE workspace_id = ?w AND by_id = ?p",
		"UPDATE choice_lists SET message = '' WHERE workspace_id = ?w AND (mentee_id = ?p AND NOT offer OR id IN (SELECT i.list_id FROM invitations i WHERE i.workspace_id = ?w AND i.mentor_id = ?p AND i.offer))",
		"UPDATE invitations SET reason_text = '' WHERE workspace_id = ?w AND (mentor_id = ?p AND NOT offer OR mentee_id = ?p AND offer)",
		"UPDATE mentorships SET end_reason = '' WHERE workspace_id = ?w AND ended_by = ?p",
		"UPDATE mentorships SET hold_reason = '' WHERE workspace_id = ?w AND hold_by = ?p",
		"UPDATE mentorships SET thanks_of_mentor = '' WHERE workspace_id = ?w AND mentor_id = ?p",
		"UPDATE mentorships SET thanks_of_mentee = '' WHERE workspace_id = ?w AND mentee_id = ?p",
		// Who booked or moved a session last need not have written what it says, and a link may be the address of the person's own video room.
		"UPDATE sessions SET title = '', agenda = '', place = '', link = '' WHERE workspace_id = ?w AND mentorship_id IN " + theirs,
		"UPDATE sessions SET reason = '' WHERE workspace_id = ?w AND cancelled_by = ?p AND mentorship_id IN " + theirs,
		"UPDATE time_proposals SET title = '', agenda = '', place = '', link = '', reason = '' WHERE workspace_id = ?w AND mentorship_id IN " + theirs,
		"UPDATE goal_entries SET text = '' WHERE workspace_id = ?w AND person_id = ?p AND kind = 'comment'",
		"UPDATE goal_entries SET text = '' WHERE workspace_id = ?w AND kind IN ('ticked', 'unticked') AND goal_id IN (SELECT g.id FROM goals g WHERE g.workspace_id = ?w AND g.mentorship_id IN " + theirs + ")",
		"UPDATE program_versions SET reason = '' WHERE workspace_id = ?w AND changed_by = ?p",
		"UPDATE installations SET installed_by = '' WHERE workspace_id = ?w AND installed_by = ?chat",
		"UPDATE jobs SET last_error = '' WHERE workspace_id = ?w AND last_error <> ''",
		"UPDATE inbox SET answer = ?nothing WHERE workspace_id = ?w AND answer IS NOT NULL AND answer <> ?nothing",
	}
	for _, table := range []string{
		"facts", "profiles", "terms", "search_criteria", "mentee_criteria", "saved_searches", "mark_groups", "hours", "busy_feeds", "calendars", "staff", "policy_drafts",
		"answer_sheets", "enlistments", "attention_items", "messages", "deliveries", "support_requests", "session_times", "session_replies", "session_check_ins",
		"session_reminders", "calendar_copies", "event_sign_ups", "evaluations", "guide_reads", "lesson_ticks", "fit_answers",
	} {
		all = append(all, "DELETE FROM "+table+" WHERE workspace_id = ?w AND person_id = ?p")
	}
	return all
}

// named finds the errands in whose content the person is, by what the chat system or the directory calls them.
const named = `(content LIKE ?chat_like ESCAPE '!' OR lower(content) LIKE ?email_like ESCAPE '!')`

// erased is what the statements of an erasure ask for.
type erased struct {
	P         core.PersonID
	W         core.WorkspaceID
	Chat      string
	ChatLike  string
	Email     string
	EmailLike string
	Nothing   []byte
}

func (r personalData) erased(person core.Person) erased {
	email := strings.ToLower(person.Email)
	return erased{person.ID, r.workspace, person.ChatUserID, containing(person.ChatUserID), email, containing(email), []byte("null")}
}

func (r personalData) InErrand(ctx context.Context, person core.Person) (bool, error) {
	var n int
	err := r.db.NewRaw("SELECT count(*) FROM errands WHERE workspace_id = ?w AND by_id <> ?p AND state IN ('queued', 'ready', 'confirmed') AND "+named,
		r.erased(person)).Scan(ctx, &n)
	return n > 0, step("look for person in errands", err)
}

// Erase also empties the answers kept for requests that may be repeated: any of them may show the person. A repeated request is carried out
// no second time, and gets an empty answer.
func (r personalData) Erase(ctx context.Context, person core.Person) error {
	for _, statement := range erasures() {
		if _, err := r.db.ExecContext(ctx, statement, r.erased(person)); err != nil {
			return step("erase person: "+statement[:strings.Index(statement, " WHERE")], err)
		}
	}
	return nil
}

// containing is a pattern for texts that hold a word; nothing holds no word.
func containing(word string) string {
	if word == "" {
		return ""
	}
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(word) + "%"
}
