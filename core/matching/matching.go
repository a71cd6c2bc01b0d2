// Package matching scores how well a mentor fits a mentee, and pairs mentees and mentors by such scores. It is pure: values in, a result
// with its explanation out.
package matching

// Key names a criterion; its words are in the catalogue under "criterion.<key>".
type Key string

// The profile's criteria a programme can weigh. Those of its questionnaire have keys of their own.
const (
	Topics       Key = "topics"        // the mentee's wishes against what the mentor offers
	Languages    Key = "languages"     // a common language
	PracticeArea Key = "practice_area" // a common field of practice
	JobFunction  Key = "job_function"  // a common kind of work
	Meeting      Key = "meeting"       // a common way to meet
	DutyStation  Key = "duty_station"  // the same place of work
	Unit         Key = "unit"          // the same unit
)

// Criterion is one line of a score: what is compared and the most points it can give.
type Criterion struct {
	Key    Key  `json:"key"`
	Weight int  `json:"weight"`         // points, 0-100; a programme's weights add up to 100
	Mode   Mode `json:"mode,omitempty"` // empty: Complementary for Topics, Common for all others
	Span   int  `json:"span,omitempty"` // of Near: how far apart numbers are that give no points, such as 4 on a scale from 1 to 5
}

// DefaultCriteria are the weights of a new programme; they add up to 100.
func DefaultCriteria() []Criterion {
	return []Criterion{
		{Key: Topics, Weight: 50}, {Key: Languages, Weight: 15}, {Key: PracticeArea, Weight: 12}, {Key: JobFunction, Weight: 10},
		{Key: Meeting, Weight: 8}, {Key: DutyStation, Weight: 5},
	}
}

// Side is what one person brings to the comparison, by criterion. Under a complementary one a mentee brings wishes and a mentor
// offers, under a ranked one the order counts, and under a near one there is one whole number.
type Side map[Key][]string

// Contribution is one line of the explanation.
type Contribution struct {
	Key           Key
	Mode          Mode     // how the values were compared; never empty
	Weight        int      // the most points this line can give
	Points        int      // the points it gives, 0 to Weight
	Mine          []string // the mentee's values
	Theirs        []string // the mentor's values
	Shared        []string // the mentee's values that the mentor has too
	MineMissing   bool     // no points because the mentee has no value that could be compared
	TheirsMissing bool     // no points because the mentor has none
}

// Score is a sum of contributions; Total is always exactly the sum of their Points.
type Score struct {
	Total    int // 0-100
	Parts    []Contribution
	Excluded []Exclusion // the hard rules these two break; they must not be paired, whatever the total
}

// Exclusion is a hard rule that keeps two people apart.
type Exclusion struct {
	Key    Key
	Reason Mode     // MustMatch or MustDiffer
	Mine   []string // the mentee's values
	Theirs []string // the mentor's values
}

// Compare scores a mentor for a mentee under a programme's criteria. Values are compared as whole normalised terms. To compare many
// people, prepare them with a Scorer.
func Compare(mentee, mentor Side, criteria []Criterion) Score {
	s := NewScorer(criteria)
	return s.Compare(s.Prepare(mentee), s.Prepare(mentor))
}
