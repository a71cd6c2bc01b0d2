package i18n

import (
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

// texts is what the files say. Nothing of it changes once it was read.
type texts struct {
	bundle  *i18n.Bundle
	matcher language.Matcher
	keys    map[string]map[string]*i18n.Message // language, key
}

// embedded reads the files, the first time it is called: they are part of the program, and all catalogues of a process can share them.
var embedded = sync.OnceValues(readTexts)

func readTexts() (*texts, error) {
	t := &texts{
		bundle: i18n.NewBundle(language.English), matcher: language.NewMatcher(languages()), keys: map[string]map[string]*i18n.Message{},
	}
	t.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	entries, err := files.ReadDir("catalogue")
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	for _, entry := range entries {
		if err := t.readFile(path.Join("catalogue", entry.Name())); err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
	}
	return t, t.readGuides()
}

// readGuides has titles of guides among the texts, as "guide_name.<name>".
func (t *texts) readGuides() error {
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
		t.keys[name[1]][key] = &i18n.Message{ID: key, Other: strings.TrimPrefix(title, "# ")}
	}
	return nil
}

func (t *texts) readFile(name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	parsed, err := t.bundle.ParseMessageFileBytes(raw, name)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	known := t.keys[parsed.Tag.String()]
	if known == nil {
		known = map[string]*i18n.Message{}
		t.keys[parsed.Tag.String()] = known
	}
	for _, message := range parsed.Messages {
		if known[message.ID] != nil {
			return fmt.Errorf("%w: %s", ErrDuplicateKey, message.ID)
		}
		known[message.ID] = message
	}
	return nil
}
