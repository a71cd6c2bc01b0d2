package slots

import (
	"slices"
	"sort"
	"time"
)

// Span is a stretch of time in UTC, its end exclusive: spans that touch do not overlap.
type Span struct {
	Start time.Time
	End   time.Time
}

// Overlaps reports whether two spans share an instant.
func (s Span) Overlaps(other Span) bool {
	return s.Start.Before(other.End) && other.Start.Before(s.End)
}

// widened is the span with a margin on both sides.
func (s Span) widened(before, after time.Duration) Span {
	return Span{s.Start.Add(-before), s.End.Add(after)}
}

// Merge sorts spans and joins those that overlap or touch. Empty ones are dropped.
func Merge(all []Span) []Span {
	sorted := slices.DeleteFunc(slices.Clone(all), func(s Span) bool { return !s.Start.Before(s.End) })
	slices.SortFunc(sorted, func(a, b Span) int { return a.Start.Compare(b.Start) })
	merged := sorted[:0]
	for _, s := range sorted {
		last := len(merged) - 1
		switch {
		case last < 0 || merged[last].End.Before(s.Start):
			merged = append(merged, s)
		case merged[last].End.Before(s.End):
			merged[last].End = s.End
		}
	}
	return merged
}

// hits reports whether a span overlaps one of merged spans.
func hits(merged []Span, s Span) bool {
	i := sort.Search(len(merged), func(i int) bool { return merged[i].End.After(s.Start) })
	return i < len(merged) && merged[i].Overlaps(s)
}

// holds reports whether a span lies within one of merged spans.
func holds(merged []Span, s Span) bool {
	i := sort.Search(len(merged), func(i int) bool { return merged[i].End.After(s.Start) })
	return i < len(merged) && !merged[i].Start.After(s.Start) && !merged[i].End.Before(s.End)
}
