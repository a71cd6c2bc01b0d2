package roster

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"mentorbot/core"
)

// line is a line of an HR file as csvutil fills it in; the tags are the names of the columns.
type line struct {
	ChatUser     string `csv:"slack_id"`
	Email        string `csv:"email"`
	Name         string `csv:"name"`
	Unit         string `csv:"unit"`
	DutyStation  string `csv:"duty_station"`
	JobTitle     string `csv:"job_title"`
	Gender       string `csv:"gender"`
	PracticeArea string `csv:"practice_area"`
	JobFunction  string `csv:"job_function"`
	Manager      string `csv:"manager"`
}

// row gives the line to core with a value for each of the file's columns of facts.
func (l line) row(number int, columns map[core.FactKey]core.Visibility) core.FactRow {
	all := map[core.FactKey]string{
		core.FactUnit: l.Unit, core.FactDutyStation: l.DutyStation, core.FactJobTitle: l.JobTitle, core.FactGender: l.Gender,
		core.FactPracticeArea: l.PracticeArea, core.FactJobFunction: l.JobFunction, core.FactManager: l.Manager,
	}
	values := make(map[core.FactKey]string, len(columns))
	for key := range columns {
		values[key] = all[key]
	}
	return core.FactRow{Line: number, ChatUserID: l.ChatUser, Email: l.Email, Values: values}
}

// ReadPeople reads an HR file. A line that cannot be read is among the file's bad lines; what makes the whole file useless, such as a column
// nobody knows, is a refusal.
func ReadPeople(r io.Reader) (core.PeopleFile, error) {
	text, err := readText(r)
	if err != nil {
		return core.PeopleFile{}, err
	}
	sum := sha256.Sum256(text)
	file := core.PeopleFile{Hash: hex.EncodeToString(sum[:])}
	reader, skipped := newReader(text)
	header, err := reader.Read()
	if err != nil {
		return file, refuse(core.CodeBadHeader)
	}
	names, err := readHeader(header, &file)
	if err != nil {
		return file, err
	}
	decoder, err := csvutil.NewDecoder(reader, names...)
	if err != nil {
		return file, fmt.Errorf("read header: %w", err)
	}
	for {
		done, err := readLine(decoder, reader, skipped, &file)
		if done || err != nil {
			return file, err
		}
	}
}

// readLine reads one line into the file; done at the end.
func readLine(decoder *csvutil.Decoder, reader *csv.Reader, skipped int, file *core.PeopleFile) (done bool, err error) {
	var l line
	err = decoder.Decode(&l)
	var wrong *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return true, nil
	case errors.Is(err, csv.ErrFieldCount), errors.Is(err, csvutil.ErrFieldCount):
		at, _ := reader.FieldPos(0)
		file.Bad = append(file.Bad, core.LineError{Line: at + skipped, Code: core.CodeWrongFields})
	case errors.As(err, &wrong):
		file.Bad = append(file.Bad, core.LineError{Line: wrong.Line + skipped, Code: core.CodeBadLine})
	case err != nil:
		return true, fmt.Errorf("read line: %w", err)
	default:
		at, _ := reader.FieldPos(0)
		if l != (line{}) { // spreadsheets write lines of separators only
			file.Rows = append(file.Rows, l.row(at+skipped, file.Columns))
		}
	}
	if len(file.Rows)+len(file.Bad) > core.MaxPeopleRows {
		return true, refuse(core.CodeTooManyRows, "Limit", core.MaxPeopleRows)
	}
	return false, nil
}

// readHeader gives the columns by their names and notes who may see them.
func readHeader(header []string, file *core.PeopleFile) ([]string, error) {
	file.Columns = map[core.FactKey]core.Visibility{}
	var names []string
	for _, cell := range header {
		name, seen := column(cell)
		switch {
		case slices.Contains(names, name):
			return nil, refuse(core.CodeColumnTwice, "Name", name)
		case slices.Contains([]string{core.ColumnChatUser, core.ColumnEmail, core.ColumnName}, name):
			if seen != "" {
				return nil, refuse(core.CodeBadVisibility, "Name", name)
			}
		case !slices.Contains(core.FactKeys(), core.FactKey(name)):
			return nil, refuse(core.CodeUnknownColumn, "Name", clip(strings.TrimSpace(cell)))
		case seen != "" && !slices.Contains(core.Visibilities(), seen):
			return nil, refuse(core.CodeBadVisibility, "Name", name)
		default:
			file.Columns[core.FactKey(name)] = seen
		}
		names = append(names, name)
	}
	switch {
	case !slices.Contains(names, core.ColumnChatUser) && !slices.Contains(names, core.ColumnEmail):
		return nil, refuse(core.CodeNoKeyColumn)
	case len(file.Columns) == 0:
		return nil, refuse(core.CodeNoFactColumn)
	}
	return names, nil
}

// column takes a header cell apart: the name, in any case and with spaces or hyphens, and behind a colon who may see it.
func column(cell string) (string, core.Visibility) {
	name, seen, _ := strings.Cut(strings.ToLower(strings.TrimSpace(cell)), ":")
	name = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(name))
	return name, core.Visibility(strings.TrimSpace(seen))
}

// clip bounds what is repeated of a file in a message.
func clip(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
