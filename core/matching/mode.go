package matching

// Mode is how the values of two people are compared.
type Mode string

// The modes. A value that is missing on either side gives no points and breaks no rule.
const (
	Common        Mode = "common"        // one value in common gives all points
	Same          Mode = "same"          // points for the values in common, out of the longer list; three are enough for all
	Near          Mode = "near"          // the nearer two numbers, the more points: all for equal ones, none at Span apart
	Ranked        Mode = "ranked"        // two rankings: a place counts twice the next; what both ranked counts by the lower of its places
	Complementary Mode = "complementary" // points for the mentee's wishes that the mentor covers; three are enough for all
	MustMatch     Mode = "must_match"    // no points: people without a value in common are excluded
	MustDiffer    Mode = "must_differ"   // no points: people with a value in common are excluded
	Ignore        Mode = "ignore"        // not compared
)

// Modes are all of them, in the order people read them.
func Modes() []Mode {
	return []Mode{Common, Same, Near, Ranked, Complementary, MustMatch, MustDiffer, Ignore}
}

// Scores reports whether a mode gives points, and so has a weight.
func (m Mode) Scores() bool { return m != MustMatch && m != MustDiffer && m != Ignore }

// mode is that of the criterion, never empty.
func (c Criterion) mode() Mode {
	switch {
	case c.Mode != "":
		return c.Mode
	case c.Key == Topics:
		return Complementary
	}
	return Common
}

// enough is how many values in common give full points: naming more is no reason to score everybody lower.
const enough = 3

// points are what two people get under a criterion; neither has its value missing.
func (c Criterion) points(mine, theirs values) int {
	switch c.mode() {
	case Common:
		return c.share(min(mine.shared(theirs), 1), 1)
	case Same:
		whole := min(max(len(mine.terms), len(theirs.terms)), enough)
		return c.share(min(mine.shared(theirs), whole), whole)
	case Near:
		apart := max(mine.number-theirs.number, theirs.number-mine.number)
		return c.share(max(c.Span-apart, 0), c.Span)
	case Ranked:
		places := min(max(len(mine.terms), len(theirs.terms)), maxPlaces)
		return c.share(mine.agreement(theirs, places), 1<<places-1)
	case Complementary:
		whole := min(len(mine.terms), enough)
		return c.share(min(mine.shared(theirs), whole), whole)
	}
	return 0
}

// share is part of the weight in proportion, rounded to the nearest.
func (c Criterion) share(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return (c.Weight*part + whole/2) / whole
}

// breaks reports whether two people break the hard rule of a criterion; neither has its value missing.
func (c Criterion) breaks(mine, theirs values) bool {
	switch c.mode() {
	case MustMatch:
		return mine.shared(theirs) == 0
	case MustDiffer:
		return mine.shared(theirs) > 0
	}
	return false
}

// maxPlaces bounds the places of a ranking that count; those behind would give less than a point.
const maxPlaces = 10

// agreement adds up 1 for the last of the places, 2 for the one before, 4 and so on, for what is in both rankings by the lower of its
// two places.
func (v values) agreement(other values, places int) int {
	sum := 0
	for i, mine := range v.terms {
		for k, theirs := range other.terms {
			if lower := max(i, k); mine == theirs && lower < places {
				sum += 1 << (places - 1 - lower)
			}
		}
	}
	return sum
}
