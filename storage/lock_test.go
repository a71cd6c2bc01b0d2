package storage_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// Each of many transactions reads a number and writes it back plus one. Without the lock some would read the same number.
func TestALockMakesTransactionsTakeTurns(t *testing.T) {
	const writers, rounds = 6, 10
	type ctx = context.Context
	locks := map[string]func(ctx, core.Tx, world) error{
		"people": func(c ctx, tx core.Tx, w world) error { return tx.People().Lock(c, w.person(2), w.person(1)) },
		"participants": func(c ctx, tx core.Tx, w world) error {
			return tx.Participants().Lock(c, w.program, w.person(2), w.person(1))
		},
		"choice list": func(c ctx, tx core.Tx, _ world) error { return tx.ChoiceLists().Lock(c, "list") },
		"mentorship":  func(c ctx, tx core.Tx, _ world) error { return tx.Mentorships().Lock(c, "mentorship") },
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for name, lock := range locks {
			t.Run(name, func(t *testing.T) {
				w := newWorld(t, db, core.WorkspaceID(name), 3)
				w.populate(t, db)
				count := func(c ctx, tx core.Tx) error {
					if err := lock(c, tx, w); err != nil {
						return err
					}
					p, err := tx.Programs().Get(c, w.program)
					if err != nil {
						return err
					}
					p.Version++
					return tx.Programs().Save(c, p)
				}
				var group sync.WaitGroup
				for range writers {
					group.Go(func() {
						for range rounds {
							if err := db.Change(t.Context(), w.ws, func(tx core.Tx) error { return count(t.Context(), tx) }); err != nil {
								t.Error(err)
							}
						}
					})
				}
				group.Wait()
				read(t, db, w.ws, func(c ctx, tx core.Tx) error {
					p, err := tx.Programs().Get(c, w.program)
					if p.Version != writers*rounds {
						t.Errorf("counted %d, want %d", p.Version, writers*rounds)
					}
					return err
				})
			})
		}
	})
}

// Two transactions hold a row each and want the other's: the database gives one of them up, and it runs again.
func TestADeadlockIsRunAgain(t *testing.T) {
	each(t, func(t *testing.T, open func(storage.Options) *storage.DB) {
		db := open(storage.Options{})
		w := newWorld(t, db, "w", 2)
		var holding, group sync.WaitGroup
		if db.ManyWriters() {
			holding.Add(2)
		}
		var tries atomic.Int32
		for _, order := range [][]int{{0, 1}, {1, 0}} {
			group.Go(func() {
				meet := sync.OnceFunc(func() {
					if db.ManyWriters() {
						holding.Done()
						holding.Wait()
					}
				})
				err := db.Change(t.Context(), w.ws, func(tx core.Tx) error {
					tries.Add(1)
					if err := tx.People().Lock(t.Context(), w.person(order[0])); err != nil {
						return err
					}
					meet()
					return tx.People().Lock(t.Context(), w.person(order[1]))
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if db.ManyWriters() && tries.Load() < 3 {
			t.Error("no transaction ran again: the test did not make a deadlock")
		}
	})
}

// Many transactions at once try what a rule allows once.
func TestARuleHoldsAgainstTransactionsInParallel(t *testing.T) {
	attempts := map[string]func(id string) save{
		"live invitation": func(id string) save { return saveInvitation(id, core.InvitationSent) },
		"current list":    func(id string) save { return saveList(id, core.ChoicesDraft, 1) },
		"active pair":     func(id string) save { return saveMentorship(id, core.MentorshipActive, 2, "") },
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for name, attempt := range attempts {
			t.Run(name, func(t *testing.T) {
				w := newWorld(t, db, core.WorkspaceID(name), 3)
				change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					return saveList("list", core.ChoicesRunning, 0)(ctx, tx, w)
				})
				var mu sync.Mutex
				var group sync.WaitGroup
				won := 0
				for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
					group.Go(func() {
						err := db.Change(t.Context(), w.ws, func(tx core.Tx) error { return attempt(id)(t.Context(), tx, w) })
						mu.Lock()
						defer mu.Unlock()
						if err == nil {
							won++
						} else if !errors.Is(err, core.ErrDuplicate) {
							t.Error(err)
						}
					})
				}
				group.Wait()
				if won != 1 {
					t.Errorf("%d transactions went through, want 1", won)
				}
			})
		}
	})
}

// A reader sees one state of everything, whatever is committed meanwhile.
func TestAReadIsConsistent(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		versions := [2]int{}
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for i := range versions {
				p, err := tx.Programs().Get(ctx, w.program)
				must(t, err)
				versions[i] = p.Version
				p.Version++
				change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Programs().Save(ctx, p) })
			}
			return nil
		})
		if versions[0] != versions[1] {
			t.Errorf("one read saw versions %v", versions)
		}
	})
}
