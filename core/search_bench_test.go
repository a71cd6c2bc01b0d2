package core_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// town makes people whose words, topics and units are as unequally common as in life: the second most common half as
// common as the first, and so on.
type town struct {
	*rand.Rand
	words, topics, units, languages *rand.Zipf
}

func newTown(seed uint64) town {
	r := rand.New(rand.NewPCG(seed, 1))
	return town{
		Rand: r, words: rand.NewZipf(r, 1.05, 3, 20_000), topics: rand.NewZipf(r, 1.05, 5, 600), units: rand.NewZipf(r, 1.05, 10, 300),
		languages: rand.NewZipf(r, 1.5, 1, uint64(len(core.Languages())-1)),
	}
}

// several draws up to n different values.
func several(n int, draw func() string) []string {
	var all []string
	for range n {
		if v := draw(); !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

func (t town) word() string     { return fmt.Sprint("word", t.words.Uint64()) }
func (t town) topic() string    { return fmt.Sprint("topic ", t.topics.Uint64()) }
func (t town) language() string { return core.Languages()[t.languages.Uint64()] }
func (t town) area() string     { return core.PracticeAreas()[t.IntN(len(core.PracticeAreas()))] }

func (t town) profile(id core.PersonID) core.Profile {
	return core.Profile{
		Person: id, Name: fmt.Sprint("Person ", id), DutyStation: fmt.Sprint("City ", t.units.Uint64()),
		Unit: fmt.Sprint("Unit ", t.units.Uint64()), Languages: several(3, t.language), PracticeAreas: several(2, t.area),
		JobFunctions: []string{core.JobFunctions()[t.IntN(len(core.JobFunctions()))]}, Headline: strings.Join(several(4, t.word), " "),
		Summary: strings.Join(several(30, t.word), " "), Skills: several(4, t.topic), Wishes: several(4, t.topic),
		MeetingModes: []string{"online"},
	}
}

// mentor stores one mentor as core does.
func (t town) mentor(ctx context.Context, tx core.Tx, program core.ProgramID, id core.PersonID) error {
	person, profile := core.Person{ID: id, ChatUserID: string(id), Name: string(id), TimeZone: "Europe/Paris"}, t.profile(id)
	if err := tx.People().Save(ctx, person); err != nil {
		return err
	}
	if err := tx.Profiles().Save(ctx, profile); err != nil {
		return err
	}
	place := core.Participant{
		Program: program, Person: id, Mentor: true, State: core.ParticipantActive, Topics: several(3, t.topic), Capacity: 2, Findable: true,
		Unavailable: t.IntN(10) == 0,
	}
	if err := tx.Participants().Save(ctx, place); err != nil {
		return err
	}
	return tx.Profiles().Index(ctx, id, core.SearchTerms(profile, person, place.Topics))
}

func (t town) criteria() core.Criteria {
	return core.Criteria{Topics: several(2, t.topic), Languages: []string{t.language()}, PracticeArea: several(2, t.area), Text: t.word()}
}

// BenchmarkSearch is a whole search: three criteria and a word among all mentors of a workspace, ranked, explained, a page of it. The
// criteria are drawn like the profiles, so common ones are asked for often. Later pages are turned to from the first one, which is not counted:
// they are of the same order. It has an end, so that page 50 is the last there is.
func BenchmarkSearch(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"SQLite": storagetest.SQLiteURL, "PostgreSQL": storagetest.PostgresURL} {
		for _, size := range []int{1_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) { benchSearch(b, url(b), size) })
		}
	}
}

func benchSearch(b *testing.B, url string, size int) {
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
	t.settle(b, url, w, program, size)
	seeker := w.mentee("Seeker")
	w.fill(seeker, core.Skills{Summary: "I learn.", Wishes: several(5, t.topic), MeetingModes: []string{"online"}})
	for _, page := range []int{1, 5, 50} {
		b.Run(fmt.Sprint("page_", page), func(b *testing.B) { benchPage(b, w, seeker, page-1) })
	}
}

// benchPage asks for one page, from 0, of searches that are drawn anew each time.
func benchPage(b *testing.B, w *world, seeker core.Person, page int) {
	t, program := newTown(2), w.firstProgram()
	took := make([]time.Duration, 0, 1024)
	found, used := 0, time.Duration(0)
	for b.Loop() {
		w.saveCriteria(b.Context(), program, seeker.ID, t.criteria())
		var turned core.SearchPage
		if page > 0 {
			first, err := w.svc.FindPage(b.Context(), w.call(seeker), core.SearchPage{})
			w.must(err)
			turned = core.SearchPage{Search: first.Search, Order: first.Order, Page: page}
		}
		begun, before := time.Now(), processorTime()
		results, err := w.svc.FindPage(b.Context(), w.call(seeker), turned)
		took, used = append(took, time.Since(begun)), used+processorTime()-before
		w.must(err)
		found += results.Total
	}
	slices.Sort(took)
	at := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(at(0.50), "ms/p50")
	b.ReportMetric(at(0.99), "ms/p99")
	b.ReportMetric(used.Seconds()*1000/float64(len(took)), "cpu-ms/op")
	b.ReportMetric(float64(found)/float64(len(took)), "found/op")
}

func (w *world) saveCriteria(ctx context.Context, program core.ProgramID, person core.PersonID, c core.Criteria) {
	w.must(w.db.Change(ctx, w.ws, func(tx core.Tx) error { return tx.Profiles().SaveCriteria(ctx, program, person, c) }))
}

// processorTime is what this process has used so far; unlike the time on the clock it does not grow with what else the machine does.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
