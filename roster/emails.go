package roster

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"mentorbot/core"
)

// ReadEmails reads the addresses out of a file or of text somebody pasted: one to a line, or in a column "email", or among other cells. They
// come in lower case, each once, in order.
func ReadEmails(r io.Reader) ([]string, error) {
	text, err := readText(r)
	if err != nil {
		return nil, err
	}
	reader, _ := newReader(text)
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	seen := map[string]bool{}
	var all []string
	for {
		record, err := reader.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && len(all) == 0:
			return nil, refuse(core.CodeNoAddresses)
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil && !errors.As(err, &wrong):
			return nil, err
		}
		for _, cell := range record {
			for _, address := range addresses(cell) {
				if !seen[address] {
					seen[address] = true
					all = append(all, address)
				}
			}
		}
		if len(all) > core.MaxEnlisted {
			return nil, refuse(core.CodeTooManyPeople, "Limit", core.MaxEnlisted)
		}
	}
}

// addresses are the words of a cell that have an @ in them, as in "Ada Osei <ada@example.org>".
func addresses(cell string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool { return strings.ContainsRune(" \t\r\n,;<>\"'()", r) }) {
		if word = strings.TrimPrefix(word, "mailto:"); strings.Contains(word, "@") {
			found = append(found, word)
		}
	}
	return found
}
