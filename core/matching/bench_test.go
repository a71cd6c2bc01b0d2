package matching

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"testing"
)

// profile is what somebody brings in the benchmarks: a few topics of forty, a field, a kind of work and a language.
type profile struct {
	topics                uint64
	field, work, language int
}

func anyProfile(rng *rand.Rand) profile {
	p := profile{field: rng.IntN(20), work: rng.IntN(15), language: rng.IntN(6)}
	for range 4 {
		p.topics |= 1 << rng.IntN(40)
	}
	return p
}

// score is like that of the default criteria.
func (p profile) score(other profile) int16 {
	score := 17 * min(bits.OnesCount64(p.topics&other.topics), 3)
	for k, same := range []bool{p.language == other.language, p.field == other.field, p.work == other.work} {
		if same {
			score += []int{15, 12, 10}[k]
		}
	}
	return int16(score)
}

// benchProblem has mentees who know the given number of mentors each. Some mentors are known to more people than others.
func benchProblem(mentees, mentors, known, capacity int) Problem {
	rng := rand.New(rand.NewPCG(1, 1))
	p := Problem{Objective: MostScore, Seed: 1}
	brings := make([]profile, mentors)
	for j := range mentors {
		brings[j] = anyProfile(rng)
		p.Mentors = append(p.Mentors, Mentor{ID: fmt.Sprintf("mentor %d", j), Capacity: capacity})
	}
	seen := make([]int, mentors)
	for i := range mentees {
		me := anyProfile(rng)
		m := Mentee{ID: fmt.Sprintf("mentee %d", i), Candidates: make([]Candidate, 0, known)}
		for j := 0; len(m.Candidates) < known; j++ {
			if known < mentors {
				j = int(float64(mentors) * rng.Float64() * rng.Float64())
			}
			if seen[j] == i+1 {
				continue
			}
			seen[j] = i + 1
			m.Candidates = append(m.Candidates, Candidate{Mentor: int32(j), Score: me.score(brings[j])})
			if len(m.Choices) < 5 && len(m.Candidates)%10 == 1 {
				m.Choices = append(m.Choices, p.Mentors[j].ID)
			}
		}
		p.Mentees = append(p.Mentees, m)
	}
	return p
}

func benchmarkAssign(b *testing.B, p Problem) {
	b.ReportAllocs()
	for b.Loop() {
		s := assign(b, p).Statistics(p.Mentors)
		b.ReportMetric(float64(s.Total), "score")
		b.ReportMetric(float64(s.Pairs), "pairs")
	}
}

// Everybody was compared with everybody; one place each.
func BenchmarkAssignDense4000x4000(b *testing.B) {
	benchmarkAssign(b, benchProblem(4000, 4000, 4000, 1))
}

// 50,000 mentees with 50 candidates each, and as many places: the hardest case, for with more places everybody finds one soon, and
// with fewer nobody looks far.
func BenchmarkAssignSparse50000x10000(b *testing.B) {
	p := benchProblem(50000, 10000, 50, 5)
	for _, p.Objective = range Objectives() {
		b.Run(string(p.Objective), func(b *testing.B) { benchmarkAssign(b, p) })
	}
}

func BenchmarkFingerprintDense4000x4000(b *testing.B) {
	p := benchProblem(4000, 4000, 4000, 1)
	for b.Loop() {
		p.Fingerprint()
	}
}

func benchSides() (mentee, mentor Side) {
	return Side{
			Topics: {"Machine learning", "Négociation", "Public speaking", "Monitoring, evaluation"}, Languages: {"en", "fr"},
			PracticeArea: {"data_ai"}, JobFunction: {"analysis"}, Meeting: {"online", "geneva"}, DutyStation: {"Genève"},
		}, Side{
			Topics: {"statistics", "public speaking", "negociation", "R", "leadership"}, Languages: {"fr", "es"},
			PracticeArea: {"data_ai", "health"}, JobFunction: {"research"}, Meeting: {"online"}, DutyStation: {"Geneve"},
		}
}

func BenchmarkCompare(b *testing.B) {
	mentee, mentor := benchSides()
	criteria := DefaultCriteria()
	b.ReportAllocs()
	for b.Loop() {
		Compare(mentee, mentor, criteria)
	}
}

func BenchmarkScorerTotal(b *testing.B) {
	s := NewScorer(DefaultCriteria())
	mentee, mentor := benchSides()
	mine, theirs := s.Prepare(mentee), s.Prepare(mentor)
	b.ReportAllocs()
	for b.Loop() {
		s.Total(mine, theirs)
	}
}
