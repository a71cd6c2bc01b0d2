package i18n

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Localizer writes texts in one language. It is safe for concurrent use.
type Localizer struct {
	catalogue *Catalogue
	tag       language.Tag
	fixed     map[string]string // texts that want no values and have no plural forms, ready to use
	texts     *i18n.Localizer   // all texts
	names     display.Namer
}

func newLocalizer(c *Catalogue, tag language.Tag) *Localizer {
	l := &Localizer{
		catalogue: c,
		tag:       tag,
		fixed:     map[string]string{},
		texts:     i18n.NewLocalizer(c.bundle, tag.String()),
		names:     display.Languages(tag),
	}
	for key, message := range c.keys[tag.String()] {
		if message.One == "" && !strings.Contains(message.Other, "{{") {
			l.fixed[key] = message.Other
		}
	}
	return l
}

// Language is the BCP 47 tag of the language written: "en" or "fr".
func (l *Localizer) Language() string { return l.tag.String() }

// Has reports whether the catalogue has a text for the key in this language.
func (l *Localizer) Has(key string) bool { return l.catalogue.keys[l.Language()][key] != nil }

// Guide is the text of a guide as it is written: a title after "# ", a sentence about it after "> ", and the rest, in which "## " begins a
// chapter, "- " or a number and a dot a point, "> " a quotation, and a line "---" another page. Empty for a name there is no guide of.
func (l *Localizer) Guide(name string) string {
	raw, err := files.ReadFile("guide/" + name + "." + l.Language() + ".md")
	if err != nil {
		return ""
	}
	return string(raw)
}

// T writes the text of a key. The arguments are names and values in turn: T("home.welcome", "name", "Amara"). An unknown key
// comes back marked, as does a text that wants a value which was not given; see [Catalogue.Missing].
func (l *Localizer) T(key string, args ...any) string {
	if text, ok := l.fixed[key]; ok {
		return text
	}
	return l.write(&i18n.LocalizeConfig{MessageID: key, TemplateData: l.named(args)})
}

// N writes the text of a key in the plural form of count, which the text can show as "count". A text without plural forms is the same
// for every count.
func (l *Localizer) N(key string, count int, args ...any) string {
	values := l.named(args)
	values["count"] = count
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: values}
	if message := l.catalogue.keys[l.Language()][key]; message != nil && message.One != "" {
		config.PluralCount = count
	}
	return l.write(config)
}

func (l *Localizer) write(config *i18n.LocalizeConfig) string {
	config.TemplateParser = strict()
	text, err := l.texts.Localize(config)
	if err != nil {
		l.catalogue.recordMissing(l.Language(), config.MessageID)
		return "[[" + config.MessageID + "]]"
	}
	return text
}

// strict makes a text fail that wants a value which was not given.
func strict() template.Parser { return &template.TextParser{Option: "missingkey=error"} }

// FormerMember is the name of somebody who was erased, in data. It is said in the language written.
const FormerMember = "a former member"

func (l *Localizer) named(args []any) map[string]any {
	values := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		value := args[i+1]
		if text, ok := value.(string); ok {
			value = l.Former(text)
		}
		values[fmt.Sprint(args[i])] = value
	}
	return values
}

// Former says the name of somebody who was erased in the language written, wherever it stands in a text.
func (l *Localizer) Former(text string) string {
	if !strings.Contains(text, FormerMember) {
		return text
	}
	return strings.ReplaceAll(text, FormerMember, l.fixed["person.former"])
}

// List joins items as a sentence does: "a, b and c".
func (l *Localizer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return l.T("list.last", "items", strings.Join(items[:last], ", "), "last", items[last])
}

// LanguageName is the name of a language, given as a BCP 47 tag, in the language written; the tag itself when it has none.
func (l *Localizer) LanguageName(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := l.names.Name(parsed); name != "" {
		return name
	}
	return tag
}

// Sorted returns keys in the alphabetical order of their names in the language written.
func (l *Localizer) Sorted(keys []string, name func(string) string) []string {
	order, buffer := collate.New(l.tag, collate.IgnoreCase), new(collate.Buffer)
	weights := make(map[string][]byte, len(keys))
	for _, key := range keys {
		weights[key] = order.KeyFromString(buffer, name(key))
	}
	sorted := slices.Clone(keys)
	slices.SortStableFunc(sorted, func(a, b string) int { return bytes.Compare(weights[a], weights[b]) })
	return sorted
}
