package core_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// bulk fills tables beside the product: a hundred thousand people one by one would take longer than everything that is measured.
type bulk struct {
	*testing.B
	driver string
	db     *sql.DB
	tx     *sql.Tx
}

// openBulk connects to a database by its URL.
func openBulk(b *testing.B, url string) *bulk {
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, source = "sqlite", path+"?_pragma=synchronous(0)&_pragma=cache_size(-400000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	into := &bulk{B: b, driver: driver, db: db}
	into.tx, err = db.BeginTx(b.Context(), nil)
	into.must(err)
	return into
}

func (b *bulk) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bulk) exec(query string) {
	b.Helper()
	_, err := b.tx.ExecContext(b.Context(), query)
	b.must(err)
}

// close commits and lets the database look at what it has, as it would by itself in time.
func (b *bulk) close() {
	b.exec("ANALYZE")
	b.must(b.tx.Commit())
	b.must(b.db.Close())
}

// row is a row by column, as literals.
type row map[string]string

func text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func texts(values []string) string {
	encoded, _ := json.Marshal(values)
	return text(string(encoded))
}

// insert adds rows that have the same columns.
func (b *bulk) insert(table string, rows []row) {
	for part := range slices.Chunk(rows, 500) {
		columns, verb := slices.Sorted(maps.Keys(part[0])), " VALUES "
		if part[0]["number"] != "" && b.driver == "pgx" {
			verb = " OVERRIDING SYSTEM VALUE VALUES "
		}
		var all []string
		for _, r := range part {
			values := make([]string, len(columns))
			for i, column := range columns {
				values[i] = r[column]
			}
			all = append(all, "("+strings.Join(values, ", ")+")")
		}
		b.exec("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ")" + verb + strings.Join(all, ", "))
	}
}

// like are the columns of a stored row, to make others like it.
func (b *bulk) like(query string) row {
	b.Helper()
	rows, err := b.tx.QueryContext(b.Context(), query)
	b.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	b.must(err)
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if !rows.Next() {
		b.Fatal("nothing like it")
	}
	b.must(rows.Scan(into...))
	found := row{}
	for i, value := range values {
		switch v := value.(type) {
		case nil:
			found[columns[i]] = "NULL"
		case string:
			found[columns[i]] = text(v)
		case time.Time:
			found[columns[i]] = text(v.Format(time.RFC3339Nano))
		default:
			found[columns[i]] = fmt.Sprint(v)
		}
	}
	return found
}

// with is a copy with some columns changed.
func (r row) with(changes row) row {
	r = maps.Clone(r)
	maps.Copy(r, changes)
	return r
}

// lists are the lists of the search index (docs/decisions/0013), by kind, norm and block. Writing them is much less than writing all terms,
// which searching does not read.
type lists map[[2]string]map[int]*strings.Builder

func (l lists) add(kind, norm string, number int) {
	key := [2]string{kind, norm}
	if l[key] == nil {
		l[key] = map[int]*strings.Builder{}
	}
	block, within := number/676, number%676
	if l[key][block] == nil {
		l[key][block] = &strings.Builder{}
	}
	l[key][block].Write([]byte{'A' + byte(within/26), 'a' + byte(within%26)})
}

func (l lists) rows(ws core.WorkspaceID) (rows []row) {
	for key, blocks := range l {
		for block, members := range blocks {
			rows = append(rows, row{
				"workspace_id": text(string(ws)), "kind": text(key[0]), "norm": text(key[1]), "block": fmt.Sprint(block),
				"members": text(members.String()),
			})
		}
	}
	return rows
}

// settle stores n mentors like the person "first", each with a profile of their own.
func (t town) settle(b *testing.B, url string, w *world, program core.ProgramID, n int) {
	t.settleAs(b, url, w, program, 0, n, nil)
}

// townsman is the id of the i-th of the people that settleAs stores.
func townsman(i int) string { return fmt.Sprintf("0199aaaa-bbbb-7ccc-8ddd-%012d", i) }

// settleAs stores people from a number up to another one like the person "first", with some columns of their participation changed.
func (t town) settleAs(b *testing.B, url string, w *world, program core.ProgramID, from, to int, as row) {
	into, index := openBulk(b, url), lists{}
	person := into.like("SELECT * FROM people WHERE id = 'first'")
	profile := into.like("SELECT * FROM profiles WHERE person_id = 'first'")
	participant := into.like("SELECT * FROM participants WHERE person_id = 'first'")
	var people, profiles, participants, numbers []row
	for i := from; i < to; i++ {
		id, number := core.PersonID(townsman(i)), i+1000
		p, topics, is := t.profile(id), several(3, t.topic), row{"person_id": text(townsman(i))}
		people = append(people, person.with(row{"id": text(string(id)), "chat_user_id": text(string(id)), "name": text(p.Name)}))
		profiles = append(profiles, profile.with(is).with(row{
			"name": text(p.Name), "duty_station": text(p.DutyStation), "unit": text(p.Unit),
			"headline": text(p.Headline), "summary": text(p.Summary), "languages": texts(p.Languages), "skills": texts(p.Skills),
			"practice_areas": texts(p.PracticeAreas), "job_functions": texts(p.JobFunctions), "wishes": texts(p.Wishes),
		}))
		participants = append(participants, participant.with(is).with(row{"topics": texts(topics), "unavailable": fmt.Sprint(t.IntN(10) == 0)}).with(as))
		numbers = append(numbers, row{"workspace_id": text(string(w.ws)), "number": fmt.Sprint(number)}.with(is))
		index.add("findable", string(program), number)
		for _, term := range core.SearchTerms(p, core.Person{ID: id}, topics) {
			index.add(string(term.Kind), term.Norm, number)
		}
		if len(people) == 1000 || i == to-1 {
			into.insert("people", people)
			into.insert("profiles", profiles)
			into.insert("participants", participants)
			into.insert("person_numbers", numbers)
			people, profiles, participants, numbers = nil, nil, nil, nil
		}
	}
	into.exec("DELETE FROM postings")
	into.insert("postings", index.rows(w.ws))
	into.close()
}
