package core_test

import (
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// BenchmarkSweep ends 10,000 requests whose time is over, alone and among 1,000,000 that wait (design: 10 s, and no more for those that are not
// due). What follows is part of it: lists end, mentees are told, admins see them, or a mentor who is next is asked.
func BenchmarkSweep(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"SQLite": storagetest.SQLiteURL, "PostgreSQL": storagetest.PostgresURL} {
		for _, waiting := range []int{10_000, 1_000_000} {
			b.Run(fmt.Sprintf("%s/%d", name, waiting), func(b *testing.B) { benchSweep(b, url(b), 10_000, waiting, false) })
		}
		b.Run(name+"/10000 and another is asked", func(b *testing.B) { benchSweep(b, url(b), 10_000, 10_000, true) })
	}
}

// benchSweep sweeps once: what is due is due once only. next gives each list a mentor of its own to ask next.
func benchSweep(b *testing.B, url string, due, waiting int, next bool) {
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
	t.settleAs(b, url, w, program, 0, due, row{"mentor": "FALSE", "mentee": "TRUE", "findable": "FALSE"})
	if next {
		t.settleAs(b, url, w, program, due, 2*due, row{"unavailable": "FALSE"})
	}
	over := w.ask(w.mentee("Mia"), w.mentor("Ada", 2)).List.ID
	w.clock.advance(60 * time.Hour)
	open := w.ask(w.mentee("Zoe"), w.mentor("Ben", 2)).List.ID
	w.clock.advance(13 * time.Hour) // over is, by an hour

	into := openBulk(b, url)
	into.lists(over, due-1, func(i int) row { return row{"mentee_id": text(townsman(i))} })
	if next {
		into.second(over, due-1, func(i int) string { return townsman(due + i) })
	}
	into.lists(open, waiting-due-1, func(int) row { return row{"state": "'withdrawn'"} }) // one mentee cannot have many that run
	into.close()

	begun, used := time.Now(), processorTime()
	w.must(w.svc.Sweep(b.Context()))
	b.ReportMetric(time.Since(begun).Seconds(), "s/sweep")
	b.ReportMetric((processorTime() - used).Seconds(), "cpu-s/sweep")
	left, err := db.DueInvitations(b.Context(), w.clock.Now(), 1)
	if err != nil || len(left) > 0 {
		b.Fatalf("still due: %v, %v", left, err)
	}
	look := openBulk(b, url)
	asked := look.like("SELECT COUNT(*) AS n FROM invitations WHERE state = 'queued'")["n"]
	look.close()
	if next && asked != fmt.Sprint(due-1) {
		b.Fatalf("%s were asked", asked)
	}
}

// lists adds n lists of choices like the given one, each with its choice and its invitation. What differs gives replaces columns of the i-th list.
func (b *bulk) lists(like core.ChoiceListID, n int, differs func(i int) row) {
	id := text(string(like))
	list, invitation := b.like("SELECT * FROM choice_lists WHERE id = "+id), b.like("SELECT * FROM invitations WHERE list_id = "+id)
	choice := b.like("SELECT * FROM choices WHERE list_id = " + id)
	var lists, choices, invitations []row
	for i := range n {
		is := text(fmt.Sprintf("%s-%d", like, i))
		changed := differs(i)
		lists = append(lists, list.with(changed).with(row{"id": is}))
		choices = append(choices, choice.with(row{"list_id": is}))
		invitations = append(invitations, invitation.with(row{"id": is, "list_id": is}))
		if mentee, other := changed["mentee_id"]; other {
			invitations[len(invitations)-1]["mentee_id"] = mentee
		}
		if len(lists) == 1000 || i == n-1 {
			b.insert("choice_lists", lists)
			b.insert("choices", choices)
			b.insert("invitations", invitations)
			lists, choices, invitations = nil, nil, nil
		}
	}
}

// second gives each of n lists made by lists a mentor to ask after the first.
func (b *bulk) second(like core.ChoiceListID, n int, mentor func(i int) string) {
	choice := b.like("SELECT * FROM choices WHERE list_id = " + text(string(like)))
	var choices []row
	for i := range n {
		is := row{"list_id": text(fmt.Sprintf("%s-%d", like, i)), "rank": choice["rank"] + " + 1", "mentor_id": text(mentor(i))}
		choices = append(choices, choice.with(is))
	}
	b.insert("choices", choices)
}
