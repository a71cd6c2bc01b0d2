// Package i18n holds every sentence people read, in English and in French, with plural forms and with dates written as
// the reader writes them.
//
// The texts live in catalogue/<area>.<language>.yaml under flat dotted keys, the guides people read in guide/<name>.<language>.md. Values are filled in by name. Texts carry no user data
// and know nothing of where they are shown; escaping belongs to the surface that shows them.
package i18n

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/text/language"
)

//go:embed catalogue/*.yaml guide/*.md
var files embed.FS

// ErrDuplicateKey is returned when two texts of one language have the same key.
var ErrDuplicateKey = errors.New("duplicate key")

// languages are the languages of the catalogue, the default one first.
func languages() []language.Tag { return []language.Tag{language.English, language.French} }

// Catalogue is all texts in all languages. It is safe for concurrent use.
type Catalogue struct {
	*texts
	localizers map[string]*Localizer

	zones sync.Map // name -> *time.Location, those that were asked for

	mu      sync.Mutex
	missing map[string]bool
}

// New reads the embedded texts. It fails on malformed files and on a key that occurs twice in a language.
func New() (*Catalogue, error) {
	read, err := embedded()
	if err != nil {
		return nil, fmt.Errorf("load catalogue: %w", err)
	}
	c := &Catalogue{texts: read, localizers: map[string]*Localizer{}, missing: map[string]bool{}}
	for _, tag := range languages() {
		c.localizers[tag.String()] = newLocalizer(c, tag)
	}
	return c, nil
}

// For returns the texts for a locale as chat systems write it ("fr-FR", "en_US"): the nearest language of the catalogue,
// English for an empty or unknown one.
func (c *Catalogue) For(locale string) *Localizer {
	_, index := language.MatchStrings(c.matcher, locale)
	return c.localizers[languages()[index].String()]
}

// Languages lists the languages of the catalogue as BCP 47 tags, the default one first.
func (c *Catalogue) Languages() []string {
	var tags []string
	for _, tag := range languages() {
		tags = append(tags, tag.String())
	}
	return tags
}

// Missing lists the keys that were asked for and could not be written, sorted: unknown keys, and texts for which a value was not
// given. Tests fail when there are any.
func (c *Catalogue) Missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.missing))
}

func (c *Catalogue) recordMissing(tag, key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.missing[tag+":"+key] = true
}
