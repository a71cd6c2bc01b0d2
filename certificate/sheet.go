package certificate

import (
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// The page is A4 across. All lengths are in millimetres, all sizes of letters in points.
const (
	pageWidth  = 297.0
	pageHeight = 210.0
	textWidth  = 220.0
	family     = "serif"
	smallest   = 9.0 // a longer text is cut
)

// colour is red, green and blue.
type colour [3]int

func ink() colour    { return colour{28, 36, 48} }
func muted() colour  { return colour{96, 106, 120} }
func accent() colour { return colour{31, 92, 99} }
func hair() colour   { return colour{184, 196, 198} }

// sheet is the page that is drawn on.
type sheet struct {
	pdf *fpdf.Fpdf
}

func newSheet(language string, at time.Time) sheet {
	pdf := fpdf.New("L", "mm", "A4", "")
	pdf.SetCatalogSort(true) // or the order of fonts would be another each time
	pdf.SetCreationDate(at.UTC())
	pdf.SetModificationDate(at.UTC())
	pdf.SetProducer("Mentorbot", true)
	pdf.SetLang(language)
	pdf.SetAutoPageBreak(false, 0)
	for _, style := range []string{"", "I"} {
		pdf.AddUTF8FontFromBytes(family, style, faces()[style])
	}
	pdf.AddPage()
	return sheet{pdf: pdf}
}

// style is how a text is written.
type style struct {
	face   string
	size   float64
	colour colour
}

func (s sheet) draw(c content) {
	s.pdf.SetTitle(c.title, true)
	s.pdf.SetAuthor(c.organisation, true)
	s.frame()
	s.centred(44, c.organisation, textWidth, style{"", 14, accent()})
	s.centred(68, c.title, textWidth, style{"", 36, ink()})
	s.rule(77)
	s.centred(93, c.that, textWidth, style{"I", 15, muted()})
	s.centred(111, c.name, textWidth, style{"", 32, accent()})
	s.centred(124, c.did, textWidth, style{"I", 15, muted()})
	s.facts(c.facts)
	s.centred(187, c.issued, textWidth, style{"", 10.5, muted()})
}

// frame is a fine double line around the page.
func (s sheet) frame() {
	s.stroke(accent(), 0.7)
	s.pdf.Rect(12, 12, pageWidth-24, pageHeight-24, "D")
	s.stroke(hair(), 0.25)
	s.pdf.Rect(14.5, 14.5, pageWidth-29, pageHeight-29, "D")
}

// rule is a short line with a lozenge in its middle.
func (s sheet) rule(y float64) {
	const half, gap, tip = 26.0, 4.0, 1.6
	middle := pageWidth / 2
	s.stroke(accent(), 0.35)
	s.pdf.Line(middle-half, y, middle-gap, y)
	s.pdf.Line(middle+gap, y, middle+half, y)
	a := accent()
	s.pdf.SetFillColor(a[0], a[1], a[2])
	s.pdf.Polygon([]fpdf.PointType{{X: middle - tip, Y: y}, {X: middle, Y: y - tip}, {X: middle + tip, Y: y}, {X: middle, Y: y + tip}}, "F")
}

func (s sheet) stroke(c colour, width float64) {
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(width)
}

// facts stand two by two below the text, each under its label.
func (s sheet) facts(all []fact) {
	const column, height, first = 106.0, 17.0, 141.0
	for i, one := range all {
		row, place := i/2, i%2
		x := pageWidth/2 + (float64(place)-0.5)*column
		if i == len(all)-1 && place == 0 {
			x = pageWidth / 2
		}
		y := first + float64(row)*height
		s.at(x, y, one.label, column-8, style{"", 10, muted()})
		s.at(x, y+6.5, one.value, column-8, style{"", 14, ink()})
	}
}

// centred writes a text in the middle of a line.
func (s sheet) centred(y float64, text string, width float64, look style) {
	s.at(pageWidth/2, y, text, width, look)
}

// at writes a text around x, smaller where it is too wide, and cut where it would be too small.
func (s sheet) at(x, y float64, text string, width float64, look style) {
	if text == "" {
		return
	}
	s.pdf.SetTextColor(look.colour[0], look.colour[1], look.colour[2])
	size := look.size
	s.pdf.SetFont(family, look.face, size)
	if wide := s.pdf.GetStringWidth(text); wide > width {
		size = max(size*width/wide, smallest)
		s.pdf.SetFontSize(size)
		text = s.cut(text, width)
	}
	s.pdf.Text(x-s.pdf.GetStringWidth(text)/2, y, text)
}

// cut ends a text that is too wide with an ellipsis.
func (s sheet) cut(text string, width float64) string {
	const spare = 0.1 // for the rounding of a size that fits
	letters := []rune(text)
	for len(letters) > 1 && s.pdf.GetStringWidth(text) > width+spare {
		letters = letters[:len(letters)-1]
		text = string(letters) + "…"
	}
	return text
}
