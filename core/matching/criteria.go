package matching

import "slices"

// CriterionFlaw says what is wrong with one criterion, or with all of them together.
type CriterionFlaw struct {
	Fault CriterionFault
	Key   Key // empty for WeightsNot100
	Sum   int // of WeightsNot100: what the weights add up to
}

// CriterionFault is a way in which criteria make no sense.
type CriterionFault string

// What can be wrong with criteria.
const (
	UnknownMode      CriterionFault = "unknown_mode"
	DuplicateKey     CriterionFault = "duplicate_key"
	WeightOutOfRange CriterionFault = "weight_out_of_range" // below 0 or above 100
	WeightUnused     CriterionFault = "weight_unused"       // a weight where the mode gives no points
	SpanMissing      CriterionFault = "span_missing"        // a near criterion without a span of 1 or more
	WeightsNot100    CriterionFault = "weights_not_100"     // the weights do not add up to 100
)

// CheckCriteria says everything that is wrong with a programme's criteria; nothing when they are fine.
func CheckCriteria(criteria []Criterion) []CriterionFlaw {
	var flaws []CriterionFlaw
	seen, sum := map[Key]bool{}, 0
	for _, c := range criteria {
		if seen[c.Key] {
			flaws = append(flaws, CriterionFlaw{Fault: DuplicateKey, Key: c.Key})
		}
		if fault, wrong := c.fault(); wrong {
			flaws = append(flaws, CriterionFlaw{Fault: fault, Key: c.Key})
		}
		seen[c.Key] = true
		sum += c.Weight
	}
	if sum != maxScore {
		flaws = append(flaws, CriterionFlaw{Fault: WeightsNot100, Sum: sum})
	}
	return flaws
}

func (c Criterion) fault() (CriterionFault, bool) {
	switch {
	case !slices.Contains(Modes(), c.mode()):
		return UnknownMode, true
	case c.Weight < 0 || c.Weight > maxScore:
		return WeightOutOfRange, true
	case c.Weight > 0 && !c.mode().Scores():
		return WeightUnused, true
	case c.mode() == Near && c.Span < 1:
		return SpanMissing, true
	}
	return "", false
}
