package view

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Document is a file to be uploaded.
type Document struct {
	Name  string // of the file, with its ending
	Title string // as Slack shows it
	Text  string // the content; never empty
	Words string // said beside it
}

// AgreementDocument writes an agreed version as a Markdown document. together tells that it goes to both.
func (f For) AgreementDocument(a core.AgreementFacts, together bool) Document {
	v := a.Shown
	title := f.L.T("agreement_document.title", "program", inline(a.Program.Name))
	said := []string{
		"# " + markdown(title), "",
		markdown(f.L.T("agreement_document.pair", "one", inline(a.Viewer.Name()), "other", inline(a.Other.Name()))),
		"", markdown(f.L.T("agreement_document.version", "number", v.Number, "date", f.date(v.AgreedAt))), "",
	}
	for _, s := range core.AgreementSections() {
		if text := v.Texts[s]; text != "" {
			said = append(said, "## "+f.agreementTitle(s), "", markdown(text), "")
		}
	}
	words := f.L.T("agreement_document.copy")
	if together {
		words = f.L.T("agreement_document.together")
	}
	return Document{
		Name:  fmt.Sprintf("%s-%d.md", fileName(f.L.T("agreement.title"), a.Viewer.Name(), a.Other.Name()), v.Number),
		Title: title, Text: strings.Join(said, "\n"), Words: words,
	}
}

// AgreementText says in a message what the document would, where files cannot be uploaded.
func (f For) AgreementText(a core.AgreementFacts) Message {
	v := a.Shown
	blocks := []slack.Block{
		header(f.L.T("agreement_document.title", "program", a.Program.Name)),
		section(lines(f.L.T("agreement_document.pair", "one", bold(name(a.Viewer)), "other", bold(name(a.Other))),
			f.L.T("agreement_document.version", "number", v.Number, "date", f.date(v.AgreedAt)))),
	}
	for _, s := range core.AgreementSections() {
		if text := v.Texts[s]; text != "" {
			blocks = append(blocks, section(lines(bold(f.agreementTitle(s)), quote(text))))
		}
	}
	return message(blocks...)
}

// markdown keeps people's words words: they neither begin a heading, a quotation, a block of code or a rule, nor hide an address, a picture
// or a tag. Lists stay lists.
func markdown(text string) string {
	all := strings.Split(text, "\n")
	for i, line := range all {
		line = marks.Replace(strings.Map(visible, line))
		if rest := strings.TrimLeft(line, " \t"); rest != "" && (strings.ContainsRune("#>=~", rune(rest[0])) || strings.HasPrefix(rest, "---")) {
			line = `\` + rest
		}
		all[i] = strings.TrimRight(line, " \t")
		if i > 0 && all[i] != "" && all[i-1] != "" {
			all[i-1] += "  " // or the lines would be read as one
		}
	}
	return strings.Join(all, "\n")
}

// marks are what Markdown would read inside a line.
var marks = strings.NewReplacer("<", "&lt;", "[", `\[`, "]", `\]`, "`", "\\`")

// fileName joins names with hyphens; other characters than letters and digits become hyphens, too.
func fileName(names ...string) string {
	words := strings.FieldsFunc(strings.Join(names, "-"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return clip(strings.Join(words, "-"), maxFileName)
}

// maxFileName keeps a file's name readable.
const maxFileName = 80
