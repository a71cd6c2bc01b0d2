package view

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Supply shows those who run a programme whether it has the mentors its mentees need, and how requests fare.
func (f For) Supply(r core.SupplyReport) slack.ModalViewRequest {
	blocks := []slack.Block{
		header(f.L.T("supply.places")),
		section(f.L.T("supply.coverage", "free", f.L.N("supply.free", r.Free), "waiting", f.L.N("supply.waiting", r.Waiting))),
	}
	if len(r.Topics) > 0 {
		blocks = append(blocks, section(lines(f.topicLines(r.Topics)...)), smallPrint(f.L.T("supply.topics_explained")))
	}
	if len(r.Loads) > 0 {
		blocks = append(blocks, section(lines(bold(f.L.T("supply.loads")), f.loads(r.Loads))))
	}
	blocks = append(blocks, divider(), header(f.L.T("supply.requests")), section(lines(f.outcomes(r)...)))
	if len(r.Offers) > 0 {
		blocks = append(blocks, section(f.offerCounts(r.Offers)))
	}
	blocks = append(blocks,
		smallPrint(f.L.T("supply.window", "count", int(core.SupplyWindow.Hours()/24))))
	return f.modal(PageSupply, "supply", append(append(blocks, f.sessionStats(r.Sessions)...), append(f.fitStats(r.Fits), f.evaluationStats(r.Evaluations)...)...))
}

// sessionStats says how a programme's sessions went; nothing before there were any.
func (f For) sessionStats(s core.SessionStats) []slack.Block {
	if s.Held+s.Missed+s.Late+s.Unconfirmed == 0 {
		return nil
	}
	said := []string{f.L.N("supply.held", s.Held, "time", f.L.Duration(s.Minutes))}
	for _, c := range []struct {
		key string
		n   int
	}{{"supply.unconfirmed", s.Unconfirmed}, {"supply.missed", s.Missed}, {"supply.late", s.Late}} {
		if c.n > 0 {
			said = append(said, "• "+f.L.N(c.key, c.n))
		}
	}
	blocks := []slack.Block{divider(), header(f.L.T("supply.sessions")), section(lines(said...))}
	pulses, all := s.ShownPulses()
	if pulses == nil {
		return append(blocks, smallPrint(f.L.T("supply.pulse_later", "count", core.MinPulses)))
	}
	said = []string{bold(f.L.N("supply.pulse", all))}
	for _, p := range core.Pulses() {
		said = append(said, "• "+f.L.T("supply.reason", "reason", f.L.T("pulse."+string(p)), "count", f.percent((pulses[p]*100+all/2)/all)))
	}
	return append(blocks, section(lines(said...)))
}

func (f For) offerCounts(by map[core.InvitationState]int) string {
	return f.L.T("supply.offers", "waiting", by[core.InvitationQueued]+by[core.InvitationSent], "accepted", by[core.InvitationAccepted],
		"declined", by[core.InvitationDeclined], "expired", by[core.InvitationExpired])
}

func (f For) topicLines(topics []core.TopicSupply) []string {
	said := []string{bold(f.L.T("supply.topics"))}
	for _, t := range topics {
		key := "supply.topic"
		if t.Short() {
			key = "supply.topic_short"
		}
		said = append(said, "• "+f.L.T(key, "topic", bold(escape(t.Topic)), "waiting", t.Waiting, "free", t.Free))
	}
	return said
}

func (f For) loads(all []core.LoadCount) string {
	var said []string
	for _, l := range all {
		said = append(said, f.L.T("supply.load", "mentors", f.L.N("admin.mentors", l.Mentors), "mentorships", f.L.N("admin.mentorships", l.Load)))
	}
	return strings.Join(said, " · ")
}

// outcomes are how requests ended: at which choice, how fast, and why not.
func (f For) outcomes(r core.SupplyReport) []string {
	accepted := r.Answered()
	said := []string{f.L.N("supply.accepted", accepted)}
	for _, rank := range slices.Sorted(maps.Keys(r.Accepted)) {
		n := r.Accepted[rank]
		said = append(said, "• "+f.L.T("supply.at_choice", "rank", rank, "share", f.percent(n*100/accepted), "count", n))
	}
	if r.AnswerMid > 0 {
		said = append(said, f.L.T("supply.answers", "half", f.span(r.AnswerMid), "most", f.span(r.AnswerMax)))
	}
	said = append(said, f.reasons("supply.declined", "decline_reason", r.Declined)...)
	if r.Expired > 0 {
		said = append(said, f.L.N("supply.expired", r.Expired))
	}
	passed := map[core.DeclineReason]int{}
	for reason, n := range r.Skipped {
		passed[core.DeclineReason(reason)] = n
	}
	return append(said, f.reasons("supply.skipped", "skip_reason", passed)...)
}

// reasons counts why something did not happen, the most frequent first; nothing when it never happened.
func (f For) reasons(title, vocabulary string, counts map[core.DeclineReason]int) []string {
	if len(counts) == 0 {
		return nil
	}
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b core.DeclineReason) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	said := []string{f.L.T(title)}
	for _, key := range keys {
		said = append(said, "• "+f.L.T("supply.reason", "reason", escape(f.word(vocabulary, string(key))), "count", counts[key]))
	}
	return said
}

// span is a length of time in whole minutes, hours or days, rounded up so that it is not promised too short.
func (f For) span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d > 2*day:
		return f.L.N("supply.days", int((d+day-1)/day))
	case d > 2*time.Hour:
		d = (d + time.Hour - 1).Truncate(time.Hour)
	}
	return f.L.Duration(max(1, int((d+time.Minute-1)/time.Minute)))
}
