package core

// TermKind groups search terms.
type TermKind string

// The kinds of search terms. Words are the single words of everything public.
const (
	TermTopic        TermKind = "topic" // topics offered and skills
	TermWish         TermKind = "wish"
	TermPracticeArea TermKind = "practice_area"
	TermJobFunction  TermKind = "job_function"
	TermUnit         TermKind = "unit"
	TermDutyStation  TermKind = "duty_station"
	TermLanguage     TermKind = "language"
	TermGender       TermKind = "gender"
	TermMeeting      TermKind = "meeting" // ways to meet and the city
	TermWord         TermKind = "word"
)

// Term is one entry of the search index.
type Term struct {
	Kind  TermKind
	Value string // as the person wrote it
	Norm  string // matching.Normalize(Value); what is looked up
}

// SearchQuery asks for findable mentors of a programme. With Any, a mentor must have at least one term of at least one kind. With Words,
// every word must be there. Who is named in Without or has a term in Not is never found. Those with more kinds come first, then those with more points for what is preferred, then those the workspace
// knew first.
type SearchQuery struct {
	Program ProgramID
	Seek    Role                  // RoleMentee for active mentees without a mentorship instead of mentors
	Except  PersonID              // the person who searches
	Any     map[TermKind][]string // normalised
	Words   []string              // normalised
	Without []PersonID            // left out
	Not     map[TermKind][]string // normalised; who has one of them is left out
	Prefer  []Preference
	Among   []int64 // the numbers of those to find, by SearchFound; empty for everybody
	Limit   int
}

// Preference gives points for each of some terms that a mentor has, up to a number of terms.
type Preference struct {
	Kind   TermKind
	Norms  []string // normalised
	Points int      // for each term
	Most   int      // terms that count
}

// SearchFound is what a search found: the first of them, and how many there are.
type SearchFound struct {
	People  []PersonID
	Numbers []int64 // by which the index knows them, in the same order
	Total   int
}
