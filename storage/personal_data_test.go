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
	exported, unshared, erased, found := storage.DataTables(), core.UnsharedRecords(), core.ErasedRecords(), map[string]bool{"people": true}
	for _, entry := range columns {
		table, column, _ := strings.Cut(entry, ".")
		if !personColumns.MatchString(column) || found[table] {
			continue
		}
		found[table] = true
		if _, said := unshared[table]; said == exported[table] {
			t.Errorf("%s names a person (%s): it belongs either into core.DataSections or into core.UnsharedRecords", table, column)
		}
	}
	for table := range found {
		if erased[table] == "" {
			t.Errorf("%s names a person: core.ErasedRecords does not say what erasing one does to it", table)
		}
	}
	for table := range unshared {
		if !found[table] {
			t.Errorf("core.UnsharedRecords speaks of %s, which names no person", table)
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
