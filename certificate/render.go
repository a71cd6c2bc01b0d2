package certificate

import (
	"bytes"
	"fmt"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// Renderer writes certificates. It is safe for concurrent use.
type Renderer struct {
	Texts *i18n.Catalogue
}

// Render writes a certificate in the language of its viewer. The same facts make the same bytes. It refuses, with a [core.Error], a name that
// cannot be written; names of the programme and of the organisation are left out then.
func (r Renderer) Render(c core.Certificate) ([]byte, error) {
	f, err := openFont()
	if err != nil {
		return nil, err
	}
	l := r.Texts.For(c.Viewer.Person.Locale())
	said, err := words(l, f, c)
	if err != nil {
		return nil, err
	}
	sheet := newSheet(l.Language(), c.At)
	sheet.draw(said)
	var out bytes.Buffer
	if err := sheet.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write certificate: %w", err)
	}
	return out.Bytes(), nil
}

// content is what stands on a certificate. Every text is one line that can be written; organisation may be empty.
type content struct {
	organisation string
	title        string
	that         string
	name         string
	did          string
	facts        []fact
	issued       string
}

// fact is a line with what it is about above it.
type fact struct{ label, value string }

func words(l *i18n.Localizer, f *font, c core.Certificate) (content, error) {
	viewer, ok := f.name(l, c.Viewer)
	if !ok {
		return content{}, &core.Error{Kind: core.Conflict, Code: core.CodeOwnNameUnwritable}
	}
	other, ok := f.name(l, c.Other)
	if !ok {
		return content{}, &core.Error{Kind: core.Conflict, Code: core.CodeNameUnwritable, Args: map[string]any{"Name": c.Other.Name()}}
	}
	date := func(t time.Time) string { return l.LongDate(t, c.Viewer.Person.Location()) }
	said := content{
		title: l.T("certificate.title"), that: l.T("certificate.that"), name: viewer, did: l.T("certificate.did." + string(c.ViewerIs)),
		issued: l.T("certificate.issued", "date", date(c.At)),
	}
	said.organisation, _ = f.writable(c.Workspace.Name)
	said.facts = []fact{{l.T("certificate.label." + string(otherRole(c.ViewerIs))), other}}
	if program, ok := f.writable(c.Program.Name); ok {
		said.facts = append(said.facts, fact{l.T("certificate.label.program"), program})
	}
	said.facts = append(said.facts,
		fact{l.T("certificate.label.period"), l.T("certificate.period", "from", date(c.Mentorship.StartedAt), "to", date(c.Mentorship.EndedAt))},
		fact{l.T("certificate.label.together"), l.N("certificate.together", c.Held, "time", l.Duration(c.HeldMinutes))})
	return said.plain(f), nil
}

// plain writes the catalogue's own characters with what the font has.
func (c content) plain(f *font) content {
	for _, text := range []*string{&c.title, &c.that, &c.did, &c.issued} {
		*text, _ = f.writable(*text)
	}
	for i := range c.facts {
		c.facts[i].label, _ = f.writable(c.facts[i].label)
		c.facts[i].value, _ = f.writable(c.facts[i].value)
	}
	return c
}

func otherRole(r core.Role) core.Role {
	if r == core.RoleMentor {
		return core.RoleMentee
	}
	return core.RoleMentor
}

// name is how somebody is called, in letters that can be written: as in their profile, else as in the chat system.
func (f *font) name(l *i18n.Localizer, c core.Card) (string, bool) {
	if name, ok := f.writable(l.Former(c.Name())); ok {
		return name, true
	}
	return f.writable(c.Person.Name)
}
