// Package matching scores how well a mentor fits a mentee. It is pure: values in, a score with its explanation out.
package matching

// Key names a criterion; its words are in the catalogue under "criterion.<key>".
type Key string

// The criteria a programme can weigh.
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
	Key    Key `json:"key"`
	Weight int `json:"weight"` // points, 0-100; a programme's weights add up to 100
}

// DefaultCriteria are the weights of a new programme; they add up to 100.
func DefaultCriteria() []Criterion {
	return []Criterion{
		{Topics, 50}, {Languages, 15}, {PracticeArea, 12}, {JobFunction, 10}, {Meeting, 8}, {DutyStation, 5},
	}
}

// Side is what one person brings to the comparison, by criterion. For Topics a mentee brings wishes and a mentor offers.
type Side map[Key][]string

// Contribution is one line of the explanation.
type Contribution struct {
	Key    Key
	Weight int      // the most points this line can give
	Points int      // the points it gives, 0 to Weight
	Mine   []string // the mentee's values
	Theirs []string // the mentor's values
	Shared []string // the mentee's values that the mentor has too
}

// Score is a sum of contributions; Total is always exactly the sum of their Points.
type Score struct {
	Total int // 0-100
	Parts []Contribution
}

// enoughTopics is how many of a mentee's wishes a mentor has to cover for full points: asking for more is no reason
// to score everybody lower.
const enoughTopics = 3

// Compare scores a mentor for a mentee under a programme's criteria. Values are compared as whole normalised terms.
func Compare(mentee, mentor Side, criteria []Criterion) Score {
	score := Score{Parts: make([]Contribution, 0, len(criteria))}
	for _, c := range criteria {
		part := Contribution{Key: c.Key, Weight: c.Weight, Mine: mentee[c.Key], Theirs: mentor[c.Key]}
		part.Shared = Shared(part.Mine, part.Theirs)
		part.Points = points(c, len(part.Shared), len(distinct(part.Mine)))
		score.Total += part.Points
		score.Parts = append(score.Parts, part)
	}
	return score
}

// points gives topics in proportion to the wishes covered and every other criterion wholly or not at all.
func points(c Criterion, shared, wanted int) int {
	if shared == 0 {
		return 0
	}
	if c.Key != Topics {
		return c.Weight
	}
	enough := min(wanted, enoughTopics)
	return (c.Weight*min(shared, enough) + enough/2) / enough
}

// Shared returns the terms of mine that theirs contains too, compared whole after normalisation, in the order and
// spelling of mine. A term that mine has in two spellings counts once.
func Shared(mine, theirs []string) []string {
	if len(mine) == 0 || len(theirs) == 0 {
		return nil
	}
	have := make(map[string]bool, len(theirs))
	for _, t := range theirs {
		have[Normalize(t)] = true
	}
	var shared []string
	for _, m := range distinct(mine) {
		if have[Normalize(m)] {
			shared = append(shared, m)
		}
	}
	return shared
}

// distinct returns the terms that differ after normalisation, each in its first spelling. Terms without a letter or digit
// are left out.
func distinct(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	var kept []string
	for _, term := range terms {
		if key := Normalize(term); key != "" && !seen[key] {
			seen[key] = true
			kept = append(kept, term)
		}
	}
	return kept
}
