package certificate

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// faces are the two of one family that are written with, under the styles of the PDF library.
func faces() map[string][]byte {
	return map[string][]byte{"": liberationserifregular.TTF, "I": liberationserifitalic.TTF}
}

// font tells what can be written. It is not safe for concurrent use.
type font struct {
	faces  []*sfnt.Font
	buffer sfnt.Buffer
}

func openFont() (*font, error) {
	f := &font{}
	for style, raw := range faces() {
		face, err := sfnt.Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("read font %q: %w", style, err)
		}
		f.faces = append(f.faces, face)
	}
	return f, nil
}

// writable gives a text on one line as it can be written. What only decorates or directs is left out: symbols the font lacks, marks of
// direction, control characters. ok is false for a text of which letters would be missing, and for one of which nothing is left.
func (f *font) writable(text string) (clean string, ok bool) {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f':
			b.WriteByte(' ')
		case unicode.In(r, unicode.C, unicode.Me, unicode.Variation_Selector):
		case f.draws(r):
			b.WriteRune(r)
		case r == '\u202f':
			b.WriteRune('\u00a0')
		case !unicode.IsSymbol(r):
			return "", false
		}
	}
	clean = strings.Trim(onlySingle(b.String()), " \u00a0")
	return clean, clean != ""
}

// onlySingle has one space where there are several.
func onlySingle(text string) string {
	for strings.Contains(text, "  ") {
		text = strings.ReplaceAll(text, "  ", " ")
	}
	return text
}

// draws reports whether all faces have the character, and it is of a script that is written from the left, letter by letter.
func (f *font) draws(r rune) bool {
	if r > 0xffff || !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common, unicode.Inherited) {
		return false
	}
	for _, face := range f.faces {
		if glyph, err := face.GlyphIndex(&f.buffer, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}
