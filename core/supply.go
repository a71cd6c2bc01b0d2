package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/matching"
)

// SupplyWindow is how far back answers to requests count in a supply report.
const SupplyWindow = 180 * 24 * time.Hour

// supplyTopics is how many topics a supply report has room for: those most mentees wait for.
const supplyTopics = 12

// TopicSupply is what mentors have to give on a topic against what mentees without a mentor want to learn.
type TopicSupply struct {
	Topic   string // as people write it
	Waiting int    // mentees without a mentor who wish for it
	Free    int    // free places of mentors who offer it and take requests
}

// Short reports whether more people wait than there are places.
func (t TopicSupply) Short() bool { return t.Waiting > t.Free }

// Coverage is how far a programme's mentors cover what its mentees look for.
type Coverage struct {
	Waiting int
	Free    int
	Topics  []TopicSupply
	Loads   []LoadCount
}

// OutcomeCount counts requests that ended in one way.
type OutcomeCount struct {
	State  InvitationState
	Rank   int
	Reason string // a [DeclineReason] or [SkipReason]; empty where there is none
	Count  int
}

// LoadCount counts mentors who have so many mentorships.
type LoadCount struct {
	Load    int
	Mentors int
}

// SessionStats says how a programme's sessions went.
type SessionStats struct {
	Held        int
	Minutes     int // all sessions held together
	Missed      int // somebody did not come
	Late        int // cancelled late
	Unconfirmed int // over, and nobody has said how it went
	Pulses      map[Pulse]int
}

// MinPulses is how many answers to the question after a session it takes until staff read them, so that nobody's own can be told.
const MinPulses = 5

// ShownPulses are the answers staff may read; none while there are too few. Their number comes with them.
func (s SessionStats) ShownPulses() (map[Pulse]int, int) {
	sum := 0
	for _, n := range s.Pulses {
		sum += n
	}
	if sum < MinPulses {
		return nil, sum
	}
	return s.Pulses, sum
}

// SupplyReport says whether a programme has the mentors its mentees need, and how requests fare.
type SupplyReport struct {
	Program     Program
	Waiting     int           // mentees without a mentor
	Free        int           // free places of mentors who take requests
	Topics      []TopicSupply // most waiting first
	Accepted    map[int]int   // by rank
	Declined    map[DeclineReason]int
	Expired     int
	Skipped     map[SkipReason]int
	Offers      map[InvitationState]int // of mentors: those that wait, and those that ended in the window
	AnswerMid   time.Duration           // median from delivery to answer; zero when nobody has answered
	AnswerMax   time.Duration           // what nine of ten answers stay below; zero when nobody has answered
	Loads       []LoadCount             // fewest mentorships first
	Sessions    SessionStats            // within [SupplyWindow]
	Evaluations EvaluationStats         // of mentorships that ended within it
	Fits        FitStats                // given within it
}

// Answered counts the requests that ended with a yes.
func (r SupplyReport) Answered() int {
	sum := 0
	for _, n := range r.Accepted {
		sum += n
	}
	return sum
}

// Supply loads the supply report of a programme for those who run it.
func (s *Service) Supply(ctx context.Context, call Call, id ProgramID) (SupplyReport, error) {
	return read(ctx, s, call, ActionViewSupply, func(ctx context.Context, u *unit) (SupplyReport, error) {
		program, err := u.managed(ctx, ActionViewSupply, id)
		if err != nil {
			return SupplyReport{}, err
		}
		r := SupplyReport{Program: program, Accepted: map[int]int{}, Declined: map[DeclineReason]int{}, Skipped: map[SkipReason]int{}, Offers: map[InvitationState]int{}}
		for _, add := range []func(context.Context, *SupplyReport) error{u.addCoverage, u.addOutcomes, u.addOffers, u.addAnswerTimes, u.addSessions, u.addFits, u.addEvaluations} {
			if err := add(ctx, &r); err != nil {
				return r, err
			}
		}
		return r, nil
	})
}

func (u *unit) addCoverage(ctx context.Context, r *SupplyReport) error {
	coverage, err := u.Supplies().Coverage(ctx, r.Program.ID, u.now)
	if err != nil {
		return fmt.Errorf("load coverage: %w", err)
	}
	r.Waiting, r.Free, r.Loads = coverage.Waiting, coverage.Free, coverage.Loads
	elsewhere, err := u.Supplies().Elsewhere(ctx, r.Program.ID, u.now)
	if err != nil {
		return fmt.Errorf("load what is offered elsewhere: %w", err)
	}
	coverage.leaveOut(elsewhere)
	slices.SortFunc(coverage.Topics, func(a, b TopicSupply) int {
		return cmp.Or(cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(a.Free, b.Free), cmp.Compare(a.Topic, b.Topic))
	})
	r.Topics = coverage.Topics[:min(len(coverage.Topics), supplyTopics)]
	return nil
}

// OfferElsewhere is what a mentor with free places in a programme offers there and in others.
type OfferElsewhere struct {
	Free   int      // places in the programme
	Here   []string // topics they offer in it, and their skills
	Others []string // topics they offer in others
}

// leaveOut takes what is offered in other programmes only out of the places counted for each topic.
func (c *Coverage) leaveOut(elsewhere []OfferElsewhere) {
	fewer := map[string]int{}
	for _, offer := range elsewhere {
		var here, others termList
		here.add(TermTopic, offer.Here...)
		others.add(TermTopic, offer.Others...)
		for _, topic := range others.terms {
			if !here.seen[Term{Kind: TermTopic, Norm: topic.Norm}] {
				fewer[topic.Norm] += offer.Free
			}
		}
	}
	for i, topic := range c.Topics {
		c.Topics[i].Free = max(0, topic.Free-fewer[matching.Normalize(topic.Topic)])
	}
}

func (u *unit) addSessions(ctx context.Context, r *SupplyReport) error {
	var err error
	if r.Sessions, err = u.Supplies().Sessions(ctx, r.Program.ID, u.now.Add(-SupplyWindow), u.now); err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	return nil
}

func (u *unit) addOutcomes(ctx context.Context, r *SupplyReport) error {
	outcomes, err := u.Supplies().Outcomes(ctx, r.Program.ID, u.now.Add(-SupplyWindow))
	if err != nil {
		return fmt.Errorf("load outcomes: %w", err)
	}
	for _, o := range outcomes {
		switch o.State {
		case InvitationAccepted:
			r.Accepted[o.Rank] += o.Count
		case InvitationDeclined:
			r.Declined[DeclineReason(o.Reason)] += o.Count
		case InvitationExpired:
			r.Expired += o.Count
		case InvitationSkipped:
			r.Skipped[SkipReason(o.Reason)] += o.Count
		}
	}
	return nil
}

func (u *unit) addOffers(ctx context.Context, r *SupplyReport) error {
	offers, err := u.Supplies().Offers(ctx, r.Program.ID, u.now.Add(-SupplyWindow))
	for _, o := range offers {
		r.Offers[o.State] += o.Count
	}
	if err != nil {
		return fmt.Errorf("count offers: %w", err)
	}
	return nil
}

func (u *unit) addAnswerTimes(ctx context.Context, r *SupplyReport) error {
	times, err := u.Supplies().AnswerTimes(ctx, r.Program.ID, u.now.Add(-SupplyWindow))
	if err != nil {
		return fmt.Errorf("load answer times: %w", err)
	}
	if len(times) == 0 {
		return nil
	}
	slices.Sort(times)
	r.AnswerMid = times[len(times)/2]
	r.AnswerMax = times[(len(times)*9-1)/10]
	return nil
}
