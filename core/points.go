package core

import (
	"context"
	"fmt"
	"maps"
)

// PointRule names something that gives points; words are in the catalogue under "point_rule.<key>". All of them are facts the product knows
// anyway, and both of a pair get them alike, but for the evaluation, which each answers alone.
type PointRule string

// The rules.
const (
	PointsSession    PointRule = "session"    // each session that was held
	PointsHour       PointRule = "hour"       // each full hour together, of all sessions of a programme
	PointsGoal       PointRule = "goal"       // each goal that was reached
	PointsAgreement  PointRule = "agreement"  // each mentorship with an agreement
	PointsEvaluation PointRule = "evaluation" // each evaluation at the end the person answered
	PointsCompleted  PointRule = "completed"  // each mentorship that is completed, and in which the two met
)

// PointRules lists the rules, in the order of forms.
func PointRules() []PointRule {
	return []PointRule{PointsSession, PointsHour, PointsGoal, PointsAgreement, PointsEvaluation, PointsCompleted}
}

// MaxPoints bounds what one thing gives.
const MaxPoints = 1000

// PointPolicy is whether a programme gives points, and for what.
type PointPolicy struct {
	On   bool              `json:"on"`
	Each map[PointRule]int `json:"each"` // 0, or nothing, for a rule that gives none
}

// defaultPoints are those of a new programme, and of one whose policy was stored before there were any: none, until they are switched on.
func defaultPoints() PointPolicy {
	return PointPolicy{Each: map[PointRule]int{
		PointsSession: 10, PointsHour: 5, PointsGoal: 20, PointsAgreement: 10, PointsEvaluation: 10, PointsCompleted: 50,
	}}
}

// points are the policy's, or the default.
func (p Policy) points() PointPolicy {
	if p.Points == nil {
		return defaultPoints()
	}
	return *p.Points
}

// GivesPoints reports whether the programme gives points and badges.
func (p Policy) GivesPoints() bool { return p.points().On }

// putPoints changes the policy's points; other copies of the policy keep theirs.
func (p *Policy) putPoints(change func(*PointPolicy)) {
	now := p.points()
	each := map[PointRule]int{}
	maps.Copy(each, now.Each)
	now.Each = each
	change(&now)
	p.Points = &now
	if def := defaultPoints(); now.On == def.On && maps.Equal(now.Each, def.Each) {
		p.Points = nil // or a policy that is written field by field would differ from the one it was read from
	}
}

// pointFields are the settings about points: whether there are any, and how many for what.
func pointFields(page PolicyPage) []PolicyField {
	all := []PolicyField{{
		Key: "points", Page: page, Kind: PolicyYesNo, Max: 1,
		read: func(p Policy) PolicyValue {
			if p.GivesPoints() {
				return PolicyValue{{Number: 1}}
			}
			return PolicyValue{{}}
		},
		write: func(p *Policy, v PolicyValue) {
			p.putPoints(func(points *PointPolicy) { points.On = v[0].Number == 1 })
		},
	}}
	for _, rule := range PointRules() {
		all = append(all, PolicyField{
			Key: "points_" + string(rule), Page: page, Kind: PolicyNumber, Unit: UnitPoints, Max: MaxPoints,
			read: func(p Policy) PolicyValue { return PolicyValue{{Number: p.points().Each[rule]}} },
			write: func(p *Policy, v PolicyValue) {
				p.putPoints(func(points *PointPolicy) { points.Each[rule] = v[0].Number })
			},
		})
	}
	return all
}

// PointLine is what somebody has for one rule.
type PointLine struct {
	Rule  PointRule
	Count int // how often it happened
	Each  int
}

// Points is what the line comes to.
func (l PointLine) Points() int { return l.Count * l.Each }

// PointFacts is what somebody has in a programme, as only they see it.
type PointFacts struct {
	Program Program
	Lines   []PointLine // of the rules that give points
	Badges  []BadgeFacts
}

// Sum is all of somebody's points in the programme.
func (f PointFacts) Sum() int {
	sum := 0
	for _, l := range f.Lines {
		sum += l.Points()
	}
	return sum
}

// Earned counts the badges somebody has.
func (f PointFacts) Earned() int {
	n := 0
	for _, b := range f.Badges {
		if b.Earned {
			n++
		}
	}
	return n
}

// Points loads the actor's points and badges in a programme; empty for the one their screens are about.
func (s *Service) Points(ctx context.Context, call Call, id ProgramID) (PointFacts, error) {
	return own(ctx, s, call, ActionViewPoints, func(ctx context.Context, u *unit) (PointFacts, error) {
		program, err := u.program(ctx, id)
		if err != nil {
			return PointFacts{}, err
		}
		if !program.Policy.GivesPoints() {
			return PointFacts{}, conflict(CodePointsOff)
		}
		return u.points(ctx, program, u.actor.ID)
	})
}

// points counts anew what somebody has: nothing of it is kept, so that nothing is lost or counted twice.
func (u *unit) points(ctx context.Context, program Program, person PersonID) (PointFacts, error) {
	mentorships, err := u.Mentorships().ForPerson(ctx, person)
	if err != nil {
		return PointFacts{}, fmt.Errorf("load mentorships: %w", err)
	}
	var t tally
	for _, m := range mentorships {
		if m.Program != program.ID || m.State == MentorshipCancelled {
			continue
		}
		facts, err := u.mentorshipFacts(ctx, m, person)
		if err != nil {
			return PointFacts{}, err
		}
		t.add(&facts)
	}
	facts := PointFacts{Program: program, Badges: t.badges()}
	for _, rule := range PointRules() {
		if each := program.Policy.points().Each[rule]; each > 0 {
			facts.Lines = append(facts.Lines, PointLine{Rule: rule, Count: t.count(rule), Each: each})
		}
	}
	return facts, nil
}

// tally counts what happened in somebody's mentorships.
type tally struct {
	sessions, minutes, goals, agreements, evaluations, completed, thanks int
}

func (t *tally) add(m *MentorshipFacts) {
	t.sessions += m.Held
	t.minutes += m.HeldMinutes
	t.goals += m.Goals.Reached
	if m.Agreement.Agreed() {
		t.agreements++
	}
	if m.Evaluation != nil && m.Evaluation.State == EvaluationSubmitted {
		t.evaluations++
	}
	if m.wentToItsEnd() && m.Held > 0 {
		t.completed++
	}
	if m.Heard() != "" {
		t.thanks++
	}
}

func (t *tally) count(rule PointRule) int {
	switch rule {
	case PointsSession:
		return t.sessions
	case PointsHour:
		return t.minutes / 60
	case PointsGoal:
		return t.goals
	case PointsAgreement:
		return t.agreements
	case PointsEvaluation:
		return t.evaluations
	case PointsCompleted:
		return t.completed
	}
	return 0
}
