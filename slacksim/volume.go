package slacksim

import (
	"sync"
	"time"
)

// failedShare is the share of deliveries in an hour, in percent, above which Slack ends a subscription (slack.md 1.8).
const failedShare = 95

// volume counts the events of an hour, and how many of their deliveries failed (slack.md 1.8). Its time is protocol time.
type volume struct {
	most   int // events in an hour that the app gets
	enough int // deliveries in an hour that have to be, for their failures to end the subscription

	mu     sync.Mutex
	since  time.Time
	events int
	sent   int
	failed int
	over   bool      // the subscription has ended
	told   time.Time // when the app was last told that it gets no more
}

// take counts an event. Above the limit it reports false, and once a minute that the app is to be told.
func (v *volume) take(now time.Time) (within, tell bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.turn(now)
	if v.events < v.most {
		v.events++
		return true, false
	}
	if now.Sub(v.told) < time.Minute {
		return false, false
	}
	v.told = now
	return false, true
}

// note counts a delivery of an event and reports whether it was the one that ended the subscription.
func (v *volume) note(now time.Time, failed bool) (ended bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.turn(now)
	v.sent++
	if failed {
		v.failed++
	}
	if v.over || v.sent < v.enough || v.failed*100 <= v.sent*failedShare {
		return false
	}
	v.over = true
	return true
}

// turn begins a new hour when the last one is over.
func (v *volume) turn(now time.Time) {
	if now.Sub(v.since) >= time.Hour {
		v.since, v.events, v.sent, v.failed = now, 0, 0, 0
	}
}

// ended tells whether the app gets events at all any more.
func (v *volume) ended() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.over
}

// resume takes the subscription up again, as somebody does on the app's page at Slack. The hour begins anew.
func (v *volume) resume() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.over, v.since = false, time.Time{}
}

// noted counts a delivery of an event over HTTP. Slack describes the end of a subscription for request URLs only.
func (s *Server) noted(a ack) {
	if s.app.name() == "http" && s.volume.note(s.opt.Protocol(), a.status != statusOK) {
		s.log.Warn("subscription to events ended: more than 95 of 100 deliveries failed")
		s.stream.publish("app", "")
	}
}

// tellRateLimited sends app_rate_limited, which has no event inside.
func (s *Server) tellRateLimited() {
	s.attempt(s.ctx, delivery{kind: kindEvent, method: "app_rate_limited", payload: object{
		"type": "app_rate_limited", "token": s.opt.App.AppID, "team_id": s.opt.Team.ID, "api_app_id": s.opt.App.AppID,
		"minute_rate_limited": s.opt.Protocol().Truncate(time.Minute).Unix()}})
}
