package core

import (
	"regexp"
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// FactKeys are the HR facts a file can have a column for, in the order people read about them.
func FactKeys() []FactKey {
	return []FactKey{FactUnit, FactDutyStation, FactJobTitle, FactGender, FactPracticeArea, FactJobFunction, FactManager}
}

// Visibilities are what a column can be given instead of its own default.
func Visibilities() []Visibility { return []Visibility{VisiblePublic, VisibleMatching, VisibleAdmins} }

// Visibility is who sees a fact unless somebody says otherwise: gender and manager count in matching only.
func (k FactKey) Visibility() Visibility {
	if k == FactGender || k == FactManager {
		return VisibleMatching
	}
	return VisiblePublic
}

// FactRow is one line of an HR file: who it is about and what it says. A value that is empty says that there is no such fact.
type FactRow struct {
	Line       int                `json:"line"`
	ChatUserID string             `json:"chat_user,omitempty"`
	Email      string             `json:"email,omitempty"`
	Values     map[FactKey]string `json:"values,omitempty"` // one for every column of facts the file has
}

// PeopleFile is an HR file as it was read, before anybody looked at what it says.
type PeopleFile struct {
	Hash    string                 `json:"hash"` // of its bytes
	Columns map[FactKey]Visibility `json:"columns"`
	Rows    []FactRow              `json:"rows"`
	Bad     []LineError            `json:"bad,omitempty"` // lines that could not be read at all
}

// LineError is what is wrong with a line of a file, or with one column of it. A note is no obstacle: the line counts all the same.
type LineError struct {
	Line   int            `json:"line"`
	Column string         `json:"column,omitempty"`
	Code   Code           `json:"code"`
	Args   map[string]any `json:"args,omitempty"`
	Note   bool           `json:"note,omitempty"`
}

// The columns that say who a line is about.
const (
	ColumnChatUser = "slack_id"
	ColumnEmail    = "email"
	ColumnName     = "name" // for those who read the file; ignored
)

// Bounds of an HR file.
const (
	MaxPeopleFile = 5 << 20 // bytes
	MaxPeopleRows = 50_000
	maxAddress    = 254 // RFC 5321, section 4.5.3.1.3, without the angle brackets
)

// chatUserPattern is what ids of people look like in the chat system (docs.slack.dev, "Working with IDs").
var chatUserPattern = regexp.MustCompile(`^[UW][A-Z0-9]{1,30}$`)

// lineCheck collects what is wrong with one line.
type lineCheck struct {
	line   int
	errors []LineError
}

func (c *lineCheck) add(column string, e *Error) {
	if e != nil {
		c.errors = append(c.errors, LineError{Line: c.line, Column: column, Code: e.Code, Args: e.Args})
	}
}

// check gives the row as it is kept, and what is wrong with it.
func (r FactRow) check() (FactRow, []LineError) {
	c := lineCheck{line: r.Line}
	r.Email, r.ChatUserID = strings.ToLower(cleanLine(r.Email)), strings.ToUpper(cleanLine(r.ChatUserID))
	switch {
	case r.Email == "" && r.ChatUserID == "":
		c.add(ColumnEmail, invalid("", CodeNobodyNamed))
	case r.ChatUserID != "" && !chatUserPattern.MatchString(r.ChatUserID):
		c.add(ColumnChatUser, invalid("", CodeBadChatUser))
	}
	if r.Email != "" && !isAddress(r.Email) {
		c.add(ColumnEmail, invalid("", CodeBadAddress))
	}
	values := make(map[FactKey]string, len(r.Values))
	for _, key := range FactKeys() {
		if value, there := r.Values[key]; there {
			clean, e := checkFact(key, cleanLine(value))
			c.add(string(key), e)
			values[key] = clean
		}
	}
	r.Values = values
	return r, c.errors
}

// isAddress takes what mail servers take, near enough to find somebody by it.
func isAddress(text string) bool {
	local, domain, found := strings.Cut(text, "@")
	return found && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(text, " <>,;:\"|") &&
		!strings.Contains(domain, "@") && len(text) <= maxAddress
}

// checkFact gives a value as it is kept: keys of vocabularies instead of the words people use for them.
func checkFact(key FactKey, value string) (string, *Error) {
	if value == "" {
		return "", nil
	}
	switch key {
	case FactUnit, FactDutyStation:
		return value, checkLength("", value, MaxTermLength)
	case FactJobTitle:
		return value, checkLength("", value, MaxShortText)
	case FactGender:
		return oneOf(Genders(), genderWord(value))
	case FactPracticeArea:
		return oneOf(PracticeAreas(), value)
	case FactJobFunction:
		return oneOf(JobFunctions(), value)
	case FactManager:
		return checkManager(value)
	}
	return "", invalid("", CodeUnknownColumn)
}

// checkManager takes an address or an id of the chat system.
func checkManager(value string) (string, *Error) {
	if upper := strings.ToUpper(value); chatUserPattern.MatchString(upper) {
		return upper, nil
	}
	if lower := strings.ToLower(value); isAddress(lower) {
		return lower, nil
	}
	return "", invalid("", CodeBadManager)
}

// genderWord is the key behind the short words HR systems use.
func genderWord(value string) string {
	switch strings.ToLower(value) {
	case "f", "w", "woman", "femme":
		return "female"
	case "m", "man", "homme":
		return "male"
	case "x", "d", "nb":
		return "non_binary"
	}
	return value
}

// oneOf finds a key by its words, written in any case and with any separators.
func oneOf(vocabulary []string, value string) (string, *Error) {
	key := strings.Join(matching.Words(strings.ReplaceAll(strings.ToLower(value), "_", " ")), "_")
	if slices.Contains(vocabulary, key) {
		return key, nil
	}
	return "", &Error{Kind: Invalid, Code: CodeNotAmong, Args: map[string]any{"Options": strings.Join(vocabulary, ", ")}}
}
