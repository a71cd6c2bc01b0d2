package core_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/roster"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// BenchmarkPeopleImport reads an HR file of 5,000 and of 50,000 lines, says what it would do, imports it, imports it again, and then one with
// another unit for everybody, which all profiles follow. What a line takes is to be the same for both sizes.
func BenchmarkPeopleImport(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"SQLite": storagetest.SQLiteURL, "PostgreSQL": storagetest.PostgresURL} {
		for _, lines := range []int{5_000, 50_000} {
			b.Run(fmt.Sprintf("%s/%d", name, lines), func(b *testing.B) { benchImport(b, url(b), lines) })
		}
	}
}

func benchImport(b *testing.B, url string, lines int) {
	db, err := storage.Open(b.Context(), storage.Options{URL: url})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	w, t := newWorld(b, db, "T1"), newTown(1)
	program := w.firstProgram()
	w.must(db.Change(b.Context(), w.ws, func(tx core.Tx) error { return t.mentor(b.Context(), tx, program, "first") }))
	t.settle(b, url, w, program, lines)

	into := openBulk(b, url)
	into.exec("UPDATE people SET chat_user_id = 'U' || substr(id, 25) WHERE id LIKE '0199aaaa%'")
	into.exec("UPDATE profiles SET unit = '', duty_station = '' WHERE person_id LIKE '0199aaaa%'") // these follow their facts
	into.close()
	id := func(i int) string { return fmt.Sprintf("U%012d", i) }

	read := func(units string) core.PeopleFile {
		var text bytes.Buffer
		text.WriteString("slack_id,unit,duty_station,manager\n")
		for i := range lines {
			manager := ""
			if i > 0 {
				manager = id(i / 10)
			}
			fmt.Fprintf(&text, "%s,%s %d,Geneva,%s\n", id(i), units, i%40, manager)
		}
		file, err := roster.ReadPeople(&text)
		w.must(err)
		return file
	}
	var most uint64
	step := func(what string, do func() (core.ImportSummary, error)) core.ImportSummary {
		begun, used := time.Now(), processorTime()
		summary, err := do()
		w.must(err)
		b.ReportMetric(float64((processorTime()-used).Microseconds())/float64(lines), "µs-processor/line-"+what)
		b.ReportMetric(time.Since(begun).Seconds(), "s/"+what)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapSys-m.HeapReleased)
		return summary
	}
	call := core.Call{Workspace: w.ws}
	in := core.PeopleImport{File: read("Unit")}
	imports := func() (core.ImportSummary, error) { return w.svc.ImportPeople(b.Context(), call, in) }
	step("preview", func() (core.ImportSummary, error) {
		in.File = read("Unit")
		return w.svc.PreviewImport(b.Context(), call, in)
	})
	if did := step("first", imports); did.Added != lines || did.Followed == 0 {
		b.Errorf("imported %+v", did)
	}
	if did := step("again", imports); did.Unchanged != lines {
		b.Errorf("imported again %+v", did)
	}
	in.File = read("Other unit")
	if did := step("change", imports); did.Changed != lines {
		b.Errorf("imported with changes %+v", did)
	}
	b.ReportMetric(float64(most)/(1<<20), "MiB")
}
