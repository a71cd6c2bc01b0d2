package storage_test

import (
	"context"
	"database/sql"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// index stores terms of a person, given as kind and values.
func (w world) index(t testing.TB, db *storage.DB, person int, terms map[core.TermKind][]string) {
	t.Helper()
	var all []core.Term
	for kind, values := range terms {
		for _, value := range values {
			all = append(all, core.Term{Kind: kind, Value: value, Norm: matching.Normalize(value)})
		}
	}
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		return tx.Profiles().Index(ctx, w.person(person), all)
	})
}

// directory is a workspace with five findable mentors (1 to 5), one who is not (6) and the one who searches (0).
func directory(t testing.TB, db *storage.DB) world {
	t.Helper()
	w := newWorld(t, db, "w", 7)
	type terms = map[core.TermKind][]string
	w.index(t, db, 1, terms{core.TermTopic: {"AI", "Retail"}, core.TermUnit: {"Finance"}, core.TermWord: {"data", "retail", "paris"}})
	w.index(t, db, 2, terms{core.TermTopic: {"Retail"}, core.TermLanguage: {"fr"}, core.TermWord: {"retail", "paris"}})
	w.index(t, db, 3, terms{core.TermTopic: {"ai"}, core.TermLanguage: {"fr", "en"}, core.TermUnit: {"Finance"}})
	w.index(t, db, 4, terms{core.TermWish: {"AI"}, core.TermTopic: {"Machine learning", "100%"}, core.TermWord: {"paris"}})
	w.index(t, db, 6, terms{core.TermTopic: {"AI"}, core.TermLanguage: {"fr"}})
	w.index(t, db, 0, terms{core.TermTopic: {"AI"}, core.TermLanguage: {"fr"}, core.TermWord: {"paris"}})
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		return tx.Participants().Save(ctx, core.Participant{Program: w.program, Person: w.person(6), Mentor: true})
	})
	return w
}

func TestSearchFindsWholeTermsAndRanksByKindsMet(t *testing.T) {
	type any = map[core.TermKind][]string
	tests := map[string]struct {
		any   any
		words []string
		limit int
		want  []int
	}{
		"nothing asked: everybody findable":         {want: []int{1, 2, 3, 4, 5}},
		"a topic, not a part of a word":             {any: any{core.TermTopic: {"ai"}}, want: []int{1, 3}},
		"several values of a kind count once":       {any: any{core.TermTopic: {"ai", "retail"}}, want: []int{1, 2, 3}},
		"more kinds first, then order of id":        {any: any{core.TermTopic: {"ai"}, core.TermLanguage: {"fr"}, core.TermUnit: {"finance"}}, want: []int{3, 1, 2}},
		"a kind without values does not restrict":   {any: any{core.TermTopic: {}, core.TermLanguage: {"en"}}, want: []int{3}},
		"kinds without any values restrict nothing": {any: any{core.TermTopic: nil}, want: []int{1, 2, 3, 4, 5}},
		"every word must be there":                  {words: []string{"retail", "paris"}, want: []int{1, 2}},
		"words and terms together":                  {any: any{core.TermTopic: {"ai"}}, words: []string{"paris"}, want: []int{1}},
		"the limit cuts at the end":                 {any: any{core.TermTopic: {"ai"}, core.TermLanguage: {"fr"}}, limit: 1, want: []int{3}},
		"nobody":                                    {any: any{core.TermTopic: {"quilting"}}},
		"quotes and wildcards mean themselves":      {any: any{core.TermTopic: {"a%", "' OR 1=1 --", `\`}}},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := directory(t, db)
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				q := core.SearchQuery{Program: w.program, Except: w.person(0), Any: test.any, Words: test.words, Limit: test.limit}
				if q.Limit == 0 {
					q.Limit = 100
				}
				read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					got, err := tx.Profiles().Search(ctx, q)
					var want []core.PersonID
					for _, i := range test.want {
						want = append(want, w.person(i))
					}
					if !slices.Equal(got.People, want) {
						t.Errorf("found %q, want %q", got.People, want)
					}
					return err
				})
			})
		}
	})
}

func TestKnownValuesByPrefix(t *testing.T) {
	tests := map[string]struct {
		kind   core.TermKind
		prefix string
		limit  int
		want   []string
	}{
		"most used first":                {core.TermTopic, "", 9, []string{"AI", "Retail", "100%", "Machine learning"}},
		"by prefix":                      {core.TermTopic, "ma", 9, []string{"Machine learning"}},
		"two words":                      {core.TermTopic, "machine l", 9, []string{"Machine learning"}},
		"the whole value":                {core.TermTopic, "retail", 9, []string{"Retail"}},
		"another kind":                   {core.TermLanguage, "", 9, []string{"fr", "en"}},
		"limited":                        {core.TermTopic, "", 1, []string{"AI"}},
		"a wildcard is an ordinary sign": {core.TermTopic, "%", 9, nil},
		"nothing begins so":              {core.TermTopic, "etail", 9, nil},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := directory(t, db)
		for name, test := range tests {
			read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.Profiles().Known(ctx, test.kind, test.prefix, test.limit)
				if !slices.Equal(got, test.want) {
					t.Errorf("%s: %q, want %q", name, got, test.want)
				}
				return err
			})
		}
	})
}

func TestIndexReplacesAPersonsTerms(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := directory(t, db)
		w.index(t, db, 1, map[core.TermKind][]string{core.TermTopic: {"Sailing"}})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			q := core.SearchQuery{Program: w.program, Any: map[core.TermKind][]string{core.TermTopic: {"retail", "sailing"}}, Limit: 9}
			got, err := tx.Profiles().Search(ctx, q)
			if want := []core.PersonID{w.person(1), w.person(2)}; !slices.Equal(got.People, want) {
				t.Errorf("found %q, want %q", got.People, want)
			}
			return err
		})
	})
}

// People who were there before the index existed are found after the migration that makes it.
func TestTheMigrationIndexesWhoIsThere(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		must(t, db.Migrate(t.Context()))
		w := directory(t, db)
		rebuildIndex(t, url)
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			q := core.SearchQuery{Program: w.program, Except: w.person(0), Any: map[core.TermKind][]string{core.TermTopic: {"ai"}}, Limit: 9}
			got, err := tx.Profiles().Search(ctx, q)
			if want := []core.PersonID{w.person(1), w.person(3)}; !slices.Equal(got.People, want) || got.Total != 2 {
				t.Errorf("found %v, want %q", got, want)
			}
			return err
		})
		w.index(t, db, 3, map[core.TermKind][]string{core.TermTopic: {"Sailing"}}) // and leave the lists they were put on
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			q := core.SearchQuery{Program: w.program, Any: map[core.TermKind][]string{core.TermTopic: {"ai"}}, Limit: 9}
			got, err := tx.Profiles().Search(ctx, q)
			if want := []core.PersonID{w.person(0), w.person(1)}; !slices.Equal(got.People, want) {
				t.Errorf("found %q, want %q", got.People, want)
			}
			return err
		})
	})
}

// rebuildIndex empties the index and fills it as its migration did.
func rebuildIndex(t *testing.T, url string) {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, source = "sqlite", path
	}
	beside, err := sql.Open(driver, source)
	must(t, err)
	defer beside.Close()
	migration, err := os.ReadFile("migrations/0005_postings.up.sql")
	must(t, err)
	fill := regexp.MustCompile(`(?s)INSERT INTO .*?;`).FindAllString(string(migration), -1)
	if len(fill) != 2 {
		t.Fatalf("the migration has %d statements that fill tables, want 2", len(fill))
	}
	for _, statement := range append([]string{"DELETE FROM postings", "DELETE FROM person_numbers"}, fill...) {
		_, err := beside.ExecContext(t.Context(), statement)
		must(t, err)
	}
}
