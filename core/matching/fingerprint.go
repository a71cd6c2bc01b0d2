package matching

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
)

// Fingerprint is a SHA-256 over everything a problem says, in hex. Problems that differ only in the order of lists which does not
// matter have the same one, so equal fingerprints mean equal results.
func (p Problem) Fingerprint() string {
	f := fingerprint{Hash: sha256.New()}
	f.text("mentorbot pairing 1")
	f.text(string(p.Objective))
	f.number(int64(p.Floor))
	f.number(int64(p.Seed))
	order := f.mentors(p.Mentors)
	f.mentees(p.Mentees, order)
	f.pairs(p.Fixed)
	f.pairs(p.Forbidden)
	return hex.EncodeToString(f.Sum(nil))
}

// fingerprint writes values so that no two sequences of them write the same bytes: texts and lists have their length in front.
type fingerprint struct{ hash.Hash }

func (f fingerprint) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	f.Write(b[:])
}

func (f fingerprint) text(s string) {
	f.number(int64(len(s)))
	f.Write([]byte(s))
}

// mentors writes them by id, and returns the rank of each.
func (f fingerprint) mentors(all []Mentor) []int32 {
	byID := make([]int32, len(all))
	for i := range byID {
		byID[i] = int32(i)
	}
	slices.SortFunc(byID, func(a, b int32) int { return strings.Compare(all[a].ID, all[b].ID) })
	rank := make([]int32, len(all))
	f.number(int64(len(all)))
	for k, i := range byID {
		rank[i] = int32(k)
		f.text(all[i].ID)
		f.number(int64(all[i].Capacity))
	}
	return rank
}

func (f fingerprint) mentees(all []Mentee, rank []int32) {
	byID := slices.SortedFunc(slices.Values(all), func(a, b Mentee) int { return strings.Compare(a.ID, b.ID) })
	f.number(int64(len(all)))
	for _, m := range byID {
		f.text(m.ID)
		f.number(int64(len(m.Choices)))
		for _, id := range m.Choices {
			f.text(id)
		}
		f.candidates(m.Candidates, rank)
	}
}

// candidates writes them by id of the mentor, each as one number: rank, score, excluded. A place that no mentor has, which no result
// can come from, stays as it is.
func (f fingerprint) candidates(all []Candidate, rank []int32) {
	lines := make([]uint64, 0, len(all))
	for _, c := range all {
		place := c.Mentor
		if place >= 0 && int(place) < len(rank) {
			place = rank[place]
		}
		line := uint64(uint32(place))<<32 | uint64(uint16(c.Score))<<1
		if c.Excluded {
			line |= 1
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	f.number(int64(len(lines)))
	bytes := make([]byte, 0, 8*len(lines))
	for _, line := range lines {
		bytes = binary.BigEndian.AppendUint64(bytes, line)
	}
	f.Write(bytes)
}

// pairs writes each pair once.
func (f fingerprint) pairs(all []Pair) {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, comparePairs)
	sorted = slices.Compact(sorted)
	f.number(int64(len(sorted)))
	for _, p := range sorted {
		f.text(p.Mentee)
		f.text(p.Mentor)
	}
}

func comparePairs(a, b Pair) int {
	return cmp.Or(strings.Compare(a.Mentee, b.Mentee), strings.Compare(a.Mentor, b.Mentor))
}
