package slacksim

import (
	_ "embed" // the list of emoji
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

//go:embed emoji.txt
var emojiList string

// Code points that change how an emoji looks: presentation selectors and the five skin tones.
const (
	asText    = '\uFE0E'
	asEmoji   = '\uFE0F'
	firstTone = '\U0001F3FB'
	lastTone  = '\U0001F3FF'
)

// emojiTable is what emoji.txt says.
type emojiTable struct {
	names      map[string]string // the name Slack writes, by code points without asEmoji
	characters map[string]string // by every name Slack reads
	starts     map[rune]bool     // code points that an emoji begins with
}

// emoji is read on first use.
var emoji = sync.OnceValue(func() emojiTable {
	t := emojiTable{names: map[string]string{}, characters: map[string]string{}, starts: map[rune]bool{}}
	for line := range strings.Lines(emojiList) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		points := codePoints(fields[0])
		t.starts[points[0]] = true
		t.names[strings.ReplaceAll(string(points), string(asEmoji), "")] = fields[1]
		for _, name := range fields[1:] {
			t.characters[name] = string(points)
		}
	}
	return t
})

// codePoints reads "1F44B-1F3FB".
func codePoints(written string) []rune {
	var points []rune
	for part := range strings.SplitSeq(written, "-") {
		point, err := strconv.ParseInt(part, 16, 32)
		if err != nil {
			panic("emoji.txt: " + err.Error())
		}
		points = append(points, rune(point))
	}
	return points
}

// writtenPoints is the reverse of codePoints, in small letters, as Slack has it in rich text.
func writtenPoints(runes []rune) string {
	parts := make([]string, len(runes))
	for i, r := range runes {
		parts[i] = strconv.FormatInt(int64(r), 16)
	}
	return strings.Join(parts, "-")
}

// spellEmoji writes the emoji of a text by their names, as Slack does in everything it gives back (slack.md 1.6).
func spellEmoji(text string) string {
	if isASCII(text) {
		return text
	}
	var out strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); {
		name, length := emojiAt(runes[i:])
		if length == 0 {
			out.WriteRune(runes[i])
			i++
			continue
		}
		out.WriteString(name)
		i += length
	}
	return out.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// longestEmoji is how many code points an emoji can have: seven of a family, each but the joiners with a tone or a selector.
const longestEmoji = 12

// emojiAt reads the longest emoji at the beginning of a text: its name between colons, and how many code points it takes; 0 for
// none. A character followed by the selector for text is none.
func emojiAt(runes []rune) (name string, length int) {
	if !emoji().starts[runes[0]] {
		return "", 0
	}
	for n := min(longestEmoji, len(runes)); n > 0; n-- {
		name := emojiName(runes[:n])
		switch {
		case name == "":
		case n < len(runes) && runes[n] == asText:
			return "", 0
		default:
			return name, n
		}
	}
	return "", 0
}

// emojiName is the name of exactly this emoji between colons, followed by those of its skin tones.
func emojiName(runes []rune) string {
	if name := emoji().names[string(runes)]; name != "" {
		return ":" + name + ":"
	}
	var bare []rune
	var tones string
	for _, r := range runes {
		switch {
		case r >= firstTone && r <= lastTone:
			tones += fmt.Sprintf("-%d", r-firstTone+2)
		case r != asEmoji:
			bare = append(bare, r)
		}
	}
	name := emoji().names[string(bare)]
	switch {
	case name == "":
		return ""
	case tones == "":
		return ":" + name + ":"
	}
	return ":" + name + "::skin-tone" + tones + ":"
}

// controlEmoji lists every emoji by the names Slack reads.
func (s *Server) controlEmoji(*http.Request) (any, error) {
	return object{"emoji": emoji().characters}, nil
}
