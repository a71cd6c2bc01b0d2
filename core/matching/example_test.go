package matching_test

import (
	"context"
	"fmt"

	"mentorbot/core/matching"
)

// Two mentees, two mentors. Taking the best pair for each mentee in turn gives 8 + 4; the optimum is 5 + 9.
func ExampleAssign() {
	result, err := matching.Assign(context.Background(), matching.Problem{
		Objective: matching.MostScore,
		Floor:     4,
		Seed:      2026,
		Mentors:   []matching.Mentor{{ID: "Ada", Capacity: 1}, {ID: "Ben", Capacity: 1}},
		Mentees: []matching.Mentee{
			{ID: "Kim", Candidates: []matching.Candidate{{Mentor: 0, Score: 8}, {Mentor: 1, Score: 5}}},
			{ID: "Lou", Candidates: []matching.Candidate{{Mentor: 0, Score: 9}, {Mentor: 1, Score: 4}}},
			{ID: "Max", Candidates: []matching.Candidate{{Mentor: 0, Score: 3}, {Mentor: 1, Score: 7, Excluded: true}}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range result.Proposals {
		fmt.Println(p.Mentee, "with", p.Mentor, p.Score)
	}
	for _, u := range result.Unmatched {
		fmt.Println(u.Mentee, "with nobody:", u.Reason)
	}
	// Output:
	// Kim with Ben 5
	// Lou with Ada 9
	// Max with nobody: below_floor
}
