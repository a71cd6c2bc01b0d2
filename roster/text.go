package roster

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mentorbot/core"
)

// utf8BOM is the mark some programs write in front of UTF-8.
var utf8BOM = []byte("\xef\xbb\xbf")

// readText reads a file whole, within bounds, and gives its text without a byte order mark.
func readText(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, core.MaxPeopleFile+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	text, _ = bytes.CutPrefix(text, utf8BOM)
	switch {
	case len(text) > core.MaxPeopleFile:
		return nil, refuse(core.CodeFileTooLarge, "Limit", core.MaxPeopleFile>>20)
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0: // UTF-16 has zeros where UTF-8 has none
		return nil, refuse(core.CodeNotUTF8)
	case len(bytes.TrimSpace(text)) == 0:
		return nil, refuse(core.CodeFileEmpty)
	}
	return text, nil
}

// refuse refuses the whole file.
func refuse(code core.Code, args ...any) error {
	e := &core.Error{Kind: core.Invalid, Code: code, Field: "file"}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// newReader makes a reader for the separator the first line uses. A line "sep=;" in front, as Excel understands it, names it.
func newReader(text []byte) (*csv.Reader, int) {
	skipped := 0
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	line := strings.TrimRight(string(first), "\r")
	separator := guess(line)
	if named, ok := strings.CutPrefix(strings.ToLower(line), "sep="); ok && len(named) == 1 && strings.Contains(separators, named) {
		separator, text, skipped = rune(named[0]), rest, 1
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.ReuseRecord, r.FieldsPerRecord = separator, false, 0
	return r, skipped
}

// separators are those that spreadsheets write.
const separators = ",;\t"

// guess is the separator that a header has most of, outside of quotes.
func guess(header string) rune {
	counts, quoted := map[rune]int{}, false
	for _, r := range header {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && strings.ContainsRune(separators, r):
			counts[r]++
		}
	}
	best := ','
	for _, r := range separators {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
