package core

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"mentorbot/core/matching"
)

// crowd is the input of a run: people with topics and languages, some kept apart, some who ranked, and one in both roles.
func crowd(rng *rand.Rand, mentees, mentors int, objective matching.Objective) pairingInput {
	in := pairingInput{
		program: Program{Policy: DefaultPolicy()}, settings: PairingSettings{Objective: objective, Seed: 5, Floor: 10},
		profiles: map[PersonID]Profile{}, loads: map[PersonID]int{}, ranked: map[PersonID][]PersonID{},
		apart: apart{staff: map[[2]PersonID]bool{}, managers: map[PersonID]PersonID{}, units: map[PersonID][]string{}},
	}
	topics := func() (all []string) {
		for range 3 {
			all = append(all, fmt.Sprint("topic ", rng.IntN(30)))
		}
		return cleanTerms(all)
	}
	profile := func(id PersonID) Profile {
		return Profile{Person: id, Wishes: topics(), Skills: topics(), Languages: []string{Languages()[rng.IntN(4)]}, JobFunctions: []string{fmt.Sprint(rng.IntN(5))}}
	}
	for i := range mentors {
		id := PersonID(fmt.Sprintf("mentor-%03d", i))
		in.mentors = append(in.mentors, Participant{Person: id, Mentor: true, Capacity: rng.IntN(3), Topics: topics()})
		in.profiles[id] = profile(id)
	}
	in.mentors = append(in.mentors, Participant{Person: "mentee-000", Mentor: true, Mentee: true, Capacity: 1, Topics: topics()})
	for i := range mentees {
		id := PersonID(fmt.Sprintf("mentee-%03d", i))
		in.mentees, in.profiles[id] = append(in.mentees, Participant{Person: id, Mentee: true}), profile(id)
		for range rng.IntN(3) {
			one, other := pairOf(id, in.mentors[rng.IntN(mentors)].Person)
			in.apart.staff[[2]PersonID{one, other}] = true
		}
		for _, k := range rng.Perm(mentors)[:rng.IntN(4)] {
			in.ranked[id] = append(in.ranked[id], in.mentors[k].Person)
		}
	}
	return in
}

func TestCompleteListsGiveWhatTheCompleteComparisonGives(t *testing.T) {
	for seed := range uint64(10) {
		for _, objective := range matching.Objectives() {
			in := crowd(rand.New(rand.NewPCG(seed, 1)), 40, 30, objective)
			in.settings.Kept = []Pair{{Mentee: "mentee-001", Mentor: in.mentors[capable(in)].Person}}
			complete := in.compared(0)
			listed := in.compared(len(in.mentors))
			if !reflect.DeepEqual(complete, listed) {
				t.Fatalf("seed %d: the problems differ", seed)
			}
			want, err := matching.Assign(t.Context(), complete)
			if err != nil {
				t.Fatal(err)
			}
			got, err := matching.Assign(t.Context(), listed)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, %s: %+v, want %+v (%v)", seed, objective, got, want, err)
			}
		}
	}
}

// capable is the place of a mentor who can keep somebody.
func capable(in pairingInput) int {
	for i, m := range in.mentors {
		if m.Capacity > 0 {
			return i
		}
	}
	return 0
}

func TestShortListsKeepWhomPeopleRankedAndTheTeamDecided(t *testing.T) {
	in := crowd(rand.New(rand.NewPCG(3, 1)), 40, 30, matching.FewestUnmatched)
	in.settings.Kept = []Pair{{Mentee: "mentee-001", Mentor: in.mentors[capable(in)].Person}}
	p := in.compared(3)
	for i, m := range p.Mentees {
		have := map[string]bool{}
		for _, c := range m.Candidates {
			have[p.Mentors[c.Mentor].ID] = true
		}
		if len(have) != len(m.Candidates) {
			t.Errorf("%s has a candidate twice", m.ID)
		}
		if most := 3 + len(m.Choices) + 1; len(have) < 3 || len(have) > most {
			t.Errorf("%s has %d candidates, want 3 to %d", m.ID, len(have), most)
		}
		for _, choice := range m.Choices {
			if choice != string(in.mentees[i].Person) && !have[choice] {
				t.Errorf("%s ranked %s, who is no candidate", m.ID, choice)
			}
		}
	}
	if kept := p.Fixed; len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
	if _, err := matching.Assign(t.Context(), p); err != nil {
		t.Error(err)
	}
}

func TestWhoTakesMostComesFirst(t *testing.T) {
	loads := []matching.Load{
		{Mentor: "a", Pairs: 0, Capacity: 2}, {Mentor: "b", Pairs: 1, Capacity: 3}, {Mentor: "c", Pairs: 2, Capacity: 2},
		{Mentor: "d", Pairs: 1, Capacity: 1}, {Mentor: "e", Pairs: 1, Capacity: 1},
	}
	var order string
	for _, l := range mostLoaded(loads) {
		order += l.Mentor
	}
	if order != "cdeba" {
		t.Errorf("in the order %s, want cdeba", order)
	}
	if loads[0].Mentor != "a" {
		t.Error("the run's own list was reordered")
	}
}
