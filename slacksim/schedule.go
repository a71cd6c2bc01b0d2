package slacksim

import (
	"slices"
	"time"
)

// Limits of scheduled messages (slack.md 1.3, and the page of chat.deleteScheduledMessage).
const (
	maxScheduleAhead  = 120 * 24 * time.Hour
	scheduleWindow    = 5 * time.Minute
	maxPerWindow      = 30
	deletableUntil    = time.Minute // before the message is posted
	scheduledPageSize = 100
)

// scheduled is a message to be posted at a moment of product time.
type scheduled struct {
	id      string
	conv    *conversation
	at      time.Time
	created int64
	msg     *message
	done    bool // it was due; kept for the limit of its window
}

// schedule keeps a message for later. The caller holds s.mu.
func (s *Server) schedule(m *scheduled) {
	s.scheduled = append(s.scheduled, m)
	s.wakeAt(m.at)
}

// crowded tells whether a conversation would get more than 30 messages within five minutes, wherever they begin: Slack does
// not say how it cuts the time into windows, choice. Those posted already count.
func (s *Server) crowded(conv *conversation, at time.Time) bool {
	times := []time.Time{at}
	for _, m := range s.scheduled {
		if m.conv == conv && m.at.Sub(at).Abs() < scheduleWindow {
			times = append(times, m.at)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for i := maxPerWindow; i < len(times); i++ {
		if times[i].Sub(times[i-maxPerWindow]) < scheduleWindow {
			return true
		}
	}
	return false
}

// pending lists the scheduled messages that are not yet due, the next one first.
func (s *Server) pending() []*scheduled {
	var found []*scheduled
	for _, m := range s.scheduled {
		if !m.done {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b *scheduled) int { return a.at.Compare(b.at) })
	return found
}

// postDue posts what is due by the product's clock and forgets what no window needs. The caller holds s.mu.
func (s *Server) postDue() {
	now := s.opt.Clock.Now()
	for _, m := range s.pending() {
		if m.at.After(now) {
			break
		}
		m.done = true
		s.postScheduled(m)
	}
	s.scheduled = slices.DeleteFunc(s.scheduled, func(m *scheduled) bool { return m.done && now.Sub(m.at) >= scheduleWindow })
}

// postScheduled posts a message that is due, unless the conversation has closed meanwhile. One with metadata never appears:
// Slack's page documents that as a bug.
func (s *Server) postScheduled(m *scheduled) {
	if m.msg.metadata != nil || s.postable(m.conv) != nil {
		return
	}
	if m.msg.thread != "" && !canReply(m.conv, m.msg.thread) {
		return
	}
	m.msg.ts = s.tsAt(m.at)
	s.post(m.conv, m.msg)
}
