package slacksim

import (
	"fmt"
	"maps"
	"regexp"
	"time"
)

// trigger is a permission to open one modal, handed out with an interaction (slack.md 1.1).
type trigger struct {
	user    string
	view    *view         // the open modal it came from, nil for none
	conv    *conversation // the one the person was in, nil for none
	expires time.Time
	used    bool
}

// triggerForm is how trigger ids look.
var triggerForm = regexp.MustCompile(`^\d+\.\d+\.[0-9a-f]+$`)

// keepSpent is how long expired triggers and response URLs are remembered, to tell expired from never issued.
const keepSpent = time.Hour

// newTrigger hands out a trigger id for an interaction in a modal or a conversation. The caller holds s.mu.
func (s *Server) newTrigger(user string, from *view, in *conversation) string {
	now := s.opt.Protocol()
	s.forgetSpent(now)
	id := fmt.Sprintf("%d.%d.%s", now.UnixNano(), len(s.triggers)+1, newSecret())
	s.triggers[id] = &trigger{user: user, view: from, conv: in, expires: now.Add(s.opt.Timing.TriggerLife)}
	return id
}

// forgetSpent forgets triggers and response URLs whose time is long over. It looks through them once a minute at most.
func (s *Server) forgetSpent(now time.Time) {
	if now.Sub(s.forgotten) < time.Minute {
		return
	}
	s.forgotten = now
	maps.DeleteFunc(s.triggers, func(_ string, t *trigger) bool { return now.Sub(t.expires) > keepSpent })
	maps.DeleteFunc(s.responses, func(_ string, r *responseURL) bool { return now.Sub(r.expires) > keepSpent })
}

// checkTrigger finds the trigger a call names and refuses spent and late ones. It does not spend it: Slack validates the view
// first, so that a refused view leaves the trigger usable (choice).
func (s *Server) checkTrigger(c *call) (*trigger, *apiError) {
	id := c.args["trigger_id"]
	if id == "" {
		id = c.args["interactivity_pointer"]
	}
	t := s.triggers[id]
	switch {
	case id == "":
		return nil, missing("trigger_id")
	case t == nil || !triggerForm.MatchString(id):
		return nil, fail("invalid_trigger_id")
	case t.used:
		return nil, fail("exchanged_trigger_id")
	case !s.opt.Protocol().Before(t.expires):
		return nil, fail("expired_trigger_id")
	}
	return t, nil
}
