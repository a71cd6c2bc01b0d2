package storage_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// personColumns are the names of columns that name a person.
var personColumns = regexp.MustCompile(`^(person|mentor|mentee|by|one|other|actor|author)_id$|_by$`)

// Whoever adds a table with people in it decides whether people get to see it.
func TestEveryRecordOfAPersonIsExportedOrSaysWhyNot(t *testing.T) {
	url := storagetest.SQLiteURL(t)
	must(t, opened(t, url).Migrate(t.Context()))
	columns := strs(t, "sqlite", strings.TrimPrefix(url, "sqlite://"),
		"SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'")
	exported, unshared, erased, found := storage.DataTables(), unsharedTables(), erasedTables(), map[string]bool{"people": true}
	for _, entry := range columns {
		table, column, _ := strings.Cut(entry, ".")
		if !personColumns.MatchString(column) || found[table] {
			continue
		}
		found[table] = true
		if _, said := unshared[table]; said == exported[table] {
			t.Errorf("%s names a person (%s): it belongs either into core.DataSections or into unsharedTables", table, column)
		}
	}
	for table := range found {
		if erased[table] == "" {
			t.Errorf("%s names a person: erasedTables does not say what erasing one does to it", table)
		}
	}
	for table := range unshared {
		if !found[table] {
			t.Errorf("unsharedTables speaks of %s, which names no person", table)
		}
	}
}

// What is stored of everything is found in its section, and the queries are sound on both databases.
func TestEverySectionHasItsRecords(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 3)
		w.populate(t, db)
		empty := map[string]bool{"messages": true, "log": true} // that message and that entry are nobody's
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for _, s := range core.DataSections() {
				records := 0
				for _, p := range []core.PersonID{w.person(0), w.person(1), w.person(2), "newcomer"} {
					found, err := tx.Records().Section(ctx, s, p)
					must(t, err)
					records += len(found)
				}
				if records == 0 && !empty[s.Key] {
					t.Errorf("%s: nothing found", s.Key)
				}
			}
			return nil
		})
	})
}

// unsharedTables are those that name a person and are not in what people get about themselves, and why.
func unsharedTables() map[string]string {
	derived := "worked out from what is in the export, for the product's own use"
	staff := "work for a programme, which belongs to the organisation"
	return map[string]string{
		"terms":             derived,
		"person_numbers":    derived,
		"session_times":     derived,
		"pairing_proposals": derived,
		"program_versions":  staff,
		"policy_drafts":     staff,
		"pairing_runs":      staff,
		"errands":           staff,
		"support_settings":  staff,
		"installations":     staff,
		"exclusions":        "each is about two people, and tells one of them something about the other; admins answer for it",
	}
}

// erasedTables say what erasing a person does to each table that names people.
func erasedTables() map[string]string {
	const removed, words, ids = "removed", "stays for the other one, without the person's words", "stays, as it holds ids and states only"
	return map[string]string{
		"people": "stays without everything that tells who it was", "profiles": removed, "facts": removed, "terms": removed, "person_numbers": ids,
		"search_criteria": removed, "mentee_criteria": removed, "saved_searches": removed, "marks": removed, "mark_groups": removed, "mark_group_members": removed,
		"hours": removed, "busy_feeds": removed, "calendars": removed, "staff": removed, "policy_drafts": removed, "answer_sheets": removed, "enlistments": removed,
		"errands": removed, "attention_items": removed, "messages": removed, "deliveries": removed, "exclusions": removed,
		"support_requests": removed, "support_replies": words, "support_settings": ids,
		"participants": words, "choice_lists": words, "choices": ids, "invitations": words, "mentorships": words,
		"sessions": words, "series": ids, "session_times": removed, "session_replies": removed, "session_check_ins": removed, "session_reminders": removed,
		"calendar_copies": removed, "time_proposals": words, "goals": words, "goal_entries": words, "agreements": words, "evaluations": removed, "notes": removed, "links": removed, "event_sign_ups": removed, "events": ids, "agenda_points": removed, "inquiries": "their own are removed; of the other one's the answers are", "guide_reads": removed, "lesson_ticks": removed, "fit_answers": removed,
		"pairing_runs": ids, "pairing_proposals": ids, "program_versions": words, "audit_entries": ids,
		"installations": "stays for the workspace, without who installed the app",
	}
}
