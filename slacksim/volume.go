package slacksim

import (
	"sync"
	"time"
)

// volume counts the events of an hour (slack.md 1.8). Its time is protocol time.
type volume struct {
	most int

	mu     sync.Mutex
	since  time.Time
	events int
	told   time.Time // when the app was last told that it gets no more
}

// take counts an event. Above the limit it reports false, and once a minute that the app is to be told.
func (v *volume) take(now time.Time) (within, tell bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if now.Sub(v.since) >= time.Hour {
		v.since, v.events = now, 0
	}
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

// tellRateLimited sends app_rate_limited, which has no event inside.
func (s *Server) tellRateLimited() {
	s.attempt(s.ctx, delivery{kind: kindEvent, method: "app_rate_limited", payload: object{
		"type": "app_rate_limited", "token": s.opt.App.AppID, "team_id": s.opt.Team.ID, "api_app_id": s.opt.App.AppID,
		"minute_rate_limited": s.opt.Protocol().Truncate(time.Minute).Unix()}})
}
