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
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

//go:embed catalogue/*.yaml guide/*.md
var files embed.FS

// ErrDuplicateKey is returned when two texts of one language have the same key.
var ErrDuplicateKey = errors.New("duplicate key")

// languages are the languages of the catalogue, the default one first.
func languages() []language.Tag { return []language.Tag{language.English, language.French} }

// Catalogue is all texts in all languages. It is safe for concurrent use.
type Catalogue struct {
	bundle     *i18n.Bundle
	matcher    language.Matcher
	localizers map[string]*Localizer
	keys       map[string]map[string]*i18n.Message // language, key

	zones sync.Map // name -> *time.Location, those that were asked for

	mu      sync.Mutex
	missing map[string]bool
}

// New reads the embedded texts. It fails on malformed files and on a key that occurs twice in a language.
func New() (*Catalogue, error) {
	c := &Catalogue{
		bundle:     i18n.NewBundle(language.English),
		matcher:    language.NewMatcher(languages()),
		localizers: map[string]*Localizer{},
		keys:       map[string]map[string]*i18n.Message{},
		missing:    map[string]bool{},
	}
	c.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	if err := c.load(); err != nil {
		return nil, fmt.Errorf("load catalogue: %w", err)
	}
	for _, tag := range languages() {
		c.localizers[tag.String()] = newLocalizer(c, tag)
	}
	return c, nil
}

func (c *Catalogue) load() error {
	entries, err := files.ReadDir("catalogue")
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	for _, entry := range entries {
		if err := c.loadFile(path.Join("catalogue", entry.Name())); err != nil {
			return fmt.Errorf("%s: %w", entry.Name(), err)
		}
	}
	return c.loadGuides()
}

// loadGuides has the catalogue know the titles of guides, as "guide_name.<name>".
func (c *Catalogue) loadGuides() error {
	entries, err := files.ReadDir("guide")
	if err != nil {
		return fmt.Errorf("list guides: %w", err)
	}
	for _, entry := range entries {
		raw, err := files.ReadFile(path.Join("guide", entry.Name()))
		if err != nil {
			return fmt.Errorf("read %s: %w", entry.Name(), err)
		}
		name := strings.Split(entry.Name(), ".")
		title, _, _ := strings.Cut(string(raw), "\n")
		key := "guide_name." + name[0]
		c.keys[name[1]][key] = &i18n.Message{ID: key, Other: strings.TrimPrefix(title, "# ")}
	}
	return nil
}

func (c *Catalogue) loadFile(name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	parsed, err := c.bundle.ParseMessageFileBytes(raw, name)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	known := c.keys[parsed.Tag.String()]
	if known == nil {
		known = map[string]*i18n.Message{}
		c.keys[parsed.Tag.String()] = known
	}
	for _, message := range parsed.Messages {
		if known[message.ID] != nil {
			return fmt.Errorf("%w: %s", ErrDuplicateKey, message.ID)
		}
		known[message.ID] = message
	}
	return nil
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
