package certificate_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"mentorbot/certificate"
	"mentorbot/core"
	"mentorbot/i18n"
)

func renderer(t testing.TB) certificate.Renderer {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return certificate.Renderer{Texts: texts}
}

// completed is a mentorship that has ended, seen by its mentee.
func completed(language string) core.Certificate {
	mentee := core.Card{Person: core.Person{ID: "mia", Name: "mia", Language: language, TimeZone: "Africa/Nairobi"}, Profile: core.Profile{Name: "Mia Wanjirũ"}}
	mentor := core.Card{Person: core.Person{ID: "eve", Name: "eve"}, Profile: core.Profile{Name: "Ève Cœuré-Nguyễn"}}
	return core.Certificate{
		Workspace: core.Workspace{Name: "Meridian"}, At: time.Date(2026, 9, 2, 9, 0, 0, 0, time.UTC),
		MentorshipFacts: core.MentorshipFacts{
			Program: core.Program{Name: "Women in leadership"}, Viewer: mentee, Other: mentor, ViewerIs: core.RoleMentee, Held: 6, HeldMinutes: 330,
			Mentorship: core.Mentorship{
				State: core.MentorshipCompleted, StartedAt: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), EndedAt: time.Date(2026, 8, 31, 22, 0, 0, 0, time.UTC),
			},
		},
	}
}

// asMentor is the same, seen by the mentor.
func asMentor(c core.Certificate) core.Certificate {
	language := c.Viewer.Person.Language
	c.Viewer, c.Other, c.ViewerIs = c.Other, c.Viewer, core.RoleMentor
	c.Viewer.Person.Language = language
	return c
}

var streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)

// textOf reads the lines of text of a document: each is in UTF-16, in brackets before the operator that shows it.
func textOf(t *testing.T, pdf []byte) []string {
	t.Helper()
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")) {
		t.Fatalf("no PDF: %.20q", pdf)
	}
	var lines []string
	for _, stream := range streams.FindAllSubmatch(pdf, -1) {
		unpack, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(unpack)
		if err != nil || !bytes.Contains(content, []byte(" Tj ET")) {
			continue
		}
		for rest := content; ; {
			_, from, ok := bytes.Cut(rest, []byte(" Td ("))
			if !ok {
				break
			}
			var shown []byte
			shown, rest, _ = bytes.Cut(from, []byte(") Tj ET"))
			lines = append(lines, decoded(t, shown))
		}
	}
	return lines
}

func decoded(t *testing.T, shown []byte) string {
	t.Helper()
	raw := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(string(shown))
	if len(raw)%2 != 0 {
		t.Fatalf("half a character in %q", raw)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16([]byte(raw)[2*i:])
	}
	return string(utf16.Decode(units))
}

func render(t *testing.T, c core.Certificate) []byte {
	t.Helper()
	pdf, err := renderer(t).Render(c)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("CERTIFICATES"); dir != "" { // to look at them
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "_")+".pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return pdf
}

func TestACertificateSaysWhatThereWas(t *testing.T) {
	for name, c := range map[string]struct {
		of   core.Certificate
		want []string
	}{
		"to a mentee, in English": {completed("en"), []string{
			"Meridian", "Certificate of mentorship", "This is to certify that", "Mia Wanjirũ", "has completed a mentorship as a mentee",
			"Mentor", "Ève Cœuré-Nguyễn", "Programme", "Women in leadership", "Period", "1 March 2026 to 1 September 2026",
			"Time together", "6 sessions, 5 hours 30 minutes", "Issued on 2 September 2026",
		}},
		"to a mentor, in French": {asMentor(completed("fr")), []string{
			"Meridian", "Attestation de mentorat", "Il est attesté que", "Ève Cœuré-Nguyễn", "a assuré un mentorat jusqu’à son terme",
			"Personne accompagnée", "Mia Wanjirũ", "Programme", "Women in leadership", "Période", "du 1er mars 2026 au 31 août 2026",
			"Temps passé ensemble", "6 séances, 5 heures 30 minutes", "Établie le 2 septembre 2026",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, textOf(t, render(t, c.of))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSameFactsMakeTheSameBytes(t *testing.T) {
	c := completed("en")
	first, r := render(t, c), renderer(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if again, err := r.Render(c); err != nil || !bytes.Equal(again, first) {
				t.Errorf("other bytes, error %v", err)
			}
		})
	}
	all.Wait()
	c.At = c.At.Add(24 * time.Hour)
	if later := render(t, c); bytes.Equal(later, first) {
		t.Error("the day it is written is not in it")
	}
	if len(first) > 200<<10 {
		t.Errorf("%d bytes, with all letters of the fonts", len(first))
	}
}

func TestNamesInOtherLetters(t *testing.T) {
	code := func(want core.Code) func(*testing.T, []byte, error) {
		return func(t *testing.T, _ []byte, err error) {
			var refusal *core.Error
			if !errors.As(err, &refusal) || refusal.Code != want {
				t.Errorf("error %v, want %s", err, want)
			}
		}
	}
	says := func(want ...string) func(*testing.T, []byte, error) {
		return func(t *testing.T, pdf []byte, err error) {
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(textOf(t, pdf), "\n")
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%q is not in %s", w, text)
				}
			}
		}
	}
	for name, c := range map[string]struct {
		spoil func(*core.Certificate)
		want  func(*testing.T, []byte, error)
	}{
		"an Arabic name of the reader gives way to the one in Slack": {
			func(c *core.Certificate) {
				c.Viewer.Profile.Name, c.Viewer.Person.Name = "ميا وانجيرو", "Mia W."
			}, says("\nMia W.\n")},
		"and is refused without one": {
			func(c *core.Certificate) {
				c.Viewer.Profile.Name, c.Viewer.Person.Name = "ميا وانجيرو", "ميا"
			}, code(core.CodeOwnNameUnwritable)},
		"a Chinese name of the other one":          {func(c *core.Certificate) { c.Other.Profile.Name, c.Other.Person.Name = "王小明", "小明" }, code(core.CodeNameUnwritable)},
		"a Hebrew name, which the font would have": {func(c *core.Certificate) { c.Other.Profile.Name, c.Other.Person.Name = "דנה", "דנה" }, code(core.CodeNameUnwritable)},
		"no name at all":                           {func(c *core.Certificate) { c.Other.Profile.Name, c.Other.Person.Name = "", " " }, code(core.CodeNameUnwritable)},
		"only a picture":                           {func(c *core.Certificate) { c.Viewer.Profile.Name, c.Viewer.Person.Name = "🦊", "👩🏽‍💻" }, code(core.CodeOwnNameUnwritable)},
		"pictures and marks of direction are left out": {
			func(c *core.Certificate) { c.Viewer.Profile.Name = "\u202eMia\u202c\u200d 🌻❤️ Wanjiru\x00\n\t" }, says("\nMia Wanjiru\n")},
		"accents beside their letters": {func(c *core.Certificate) { c.Viewer.Profile.Name = "E\u0301lodie A\u030angstro\u0308m" }, says("\nÉlodie Ångström\n")},
		"Greek and Cyrillic": {func(c *core.Certificate) {
			c.Viewer.Profile.Name, c.Other.Profile.Name = "Ελένη", "Ёлка Їжак"
		}, says("\nΕλένη\n", "\nЁлка Їжак\n")},
		"what a document would read": {func(c *core.Certificate) { c.Viewer.Profile.Name = `Mia ) Tj ET (\ <<>> stream` }, says("\n" + `Mia ) Tj ET (\ <<>> stream` + "\n")},
		"a programme and an organisation are left out": {func(c *core.Certificate) { c.Program.Name, c.Workspace.Name = "المرأة", "组织" }, func(t *testing.T, pdf []byte, err error) {
			says("Certificate of mentorship", "1 March 2026")(t, pdf, err)
			if text := strings.Join(textOf(t, pdf), "\n"); strings.Contains(text, "Programme") {
				t.Errorf("a label without a value in %s", text)
			}
		}},
		"long names are cut": {func(c *core.Certificate) {
			c.Viewer.Profile.Name, c.Other.Profile.Name, c.Program.Name = strings.Repeat("Wilhelmina ", 40), strings.Repeat("W", 400), strings.Repeat("Programme ", 60)
		}, says("Wilhelmina Wilhelmina", "…")},
		"somebody who was erased": {func(c *core.Certificate) {
			c.Other = core.Card{Person: core.Person{Name: core.FormerMember}}
			c.Viewer.Person.Language = "fr"
		}, says("Mentor\nune personne qui n’est plus là")},
	} {
		t.Run(name, func(t *testing.T) {
			of := completed("en")
			c.spoil(&of)
			pdf, err := renderer(t).Render(of)
			c.want(t, pdf, err)
		})
	}
}

func FuzzName(f *testing.F) {
	for _, name := range []string{"Mia", "\u202eMia", "ميا", "(\\)", "\xff", "🦊", "ọ̀"} {
		f.Add(name)
	}
	r := renderer(f)
	f.Fuzz(func(t *testing.T, name string) {
		of := completed("en")
		of.Viewer.Profile.Name, of.Program.Name, of.Workspace.Name = name, name, name
		pdf, err := r.Render(of)
		if err != nil {
			t.Fatal(err)
		}
		if said := textOf(t, pdf); len(said) < 11 {
			t.Errorf("%q makes %q", name, said)
		}
	})
}
