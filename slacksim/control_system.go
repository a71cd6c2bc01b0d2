package slacksim

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// controlState tells what the page needs to begin.
func (s *Server) controlState(*http.Request) (any, error) {
	names := []string{}
	for _, c := range s.opt.App.Commands {
		names = append(names, c.Name)
	}
	shortcuts, onMessages := append([]Shortcut{}, s.opt.App.Shortcuts...), append([]Shortcut{}, s.opt.App.OnMessages...)
	return object{
		"team":  object{"id": s.opt.Team.ID, "name": s.opt.Team.Name, "domain": s.opt.Team.Domain},
		"clock": s.shownClock(),
		"app": object{"id": s.opt.App.AppID, "name": s.opt.App.Name, "bot_user": s.opt.App.BotUser, "connected": s.app.connected(),
			"events_ended": s.volume.ended(), "transport": s.app.name(), "command": names, "commands": append([]Command{}, s.opt.App.Commands...), "shortcuts": shortcuts,
			"message_shortcuts": onMessages},
		"features": object{"next_deadline": s.opt.NextDeadline != nil, "mail": s.opt.Mail != nil},
	}, nil
}

func (s *Server) shownClock() object {
	now := s.opt.Clock.Now()
	return object{"now": now.UTC().Format(time.RFC3339), "offset_seconds": int64(time.Until(now).Round(time.Second).Seconds())}
}

// clockAnswer is the clock with the next deadline, if the host knows one.
func (s *Server) clockAnswer(ctx context.Context) object {
	out := s.shownClock()
	if s.opt.NextDeadline == nil {
		return out
	}
	if at, label, ok := s.opt.NextDeadline(ctx); ok {
		out["next_deadline"], out["next_deadline_label"] = at.UTC().Format(time.RFC3339), label
	}
	return out
}

func (s *Server) controlClock(r *http.Request) (any, error) { return s.clockAnswer(r.Context()), nil }

// controlMoveClock moves product time forward and waits for the app to catch up.
func (s *Server) controlMoveClock(r *http.Request) (any, error) {
	in, err := body[struct{ Advance, To string }](r)
	if err != nil {
		return nil, err
	}
	by, err := s.clockStep(r.Context(), in.Advance, in.To)
	if err != nil {
		return nil, err
	}
	if by < 0 {
		return nil, refuse("clock_backwards", "the clock moves forward only")
	}
	s.opt.Clock.Advance(by)
	s.stream.publish("clock", "")
	s.catchUp(r.Context())
	if s.opt.AfterAdvance != nil {
		if err := s.opt.AfterAdvance(r.Context()); err != nil {
			return nil, refuse("app_failed", "after the clock moved: %v", err)
		}
	}
	if s.opt.Settle != nil {
		if err := s.opt.Settle(r.Context()); err != nil {
			return nil, refuse("app_failed", "after the clock moved: %v", err)
		}
	}
	s.stream.publish("message", "")
	return s.clockAnswer(r.Context()), nil
}

// clockStep is how far a request wants to move the clock.
func (s *Server) clockStep(ctx context.Context, advance, to string) (time.Duration, error) {
	switch {
	case advance != "":
		by, err := time.ParseDuration(advance)
		if err != nil {
			return 0, refuse("invalid_duration", "advance is a duration such as 72h or 15m")
		}
		return by, nil
	case to == "next_deadline":
		if s.opt.NextDeadline == nil {
			return 0, refuse("no_deadline", "the host of the simulator knows no deadlines")
		}
		at, _, ok := s.opt.NextDeadline(ctx)
		if !ok {
			return 0, refuse("no_deadline", "nothing is due")
		}
		return max(0, at.Sub(s.opt.Clock.Now())), nil
	case to != "":
		at, err := time.Parse(time.RFC3339, to)
		if err != nil {
			return 0, refuse("invalid_time", "to is next_deadline or a time such as 2026-01-31T12:00:00Z")
		}
		return at.Sub(s.opt.Clock.Now()), nil
	}
	return 0, refuse("invalid_arguments", "advance or to is needed")
}

// controlResume takes a subscription to events up again that ended because most of them failed.
func (s *Server) controlResume(*http.Request) (any, error) {
	s.volume.resume()
	s.stream.publish("app", "")
	return object{}, nil
}

// controlLog returns entries of the log after a number, or the newest ones.
func (s *Server) controlLog(r *http.Request) (any, error) {
	after, limit := 0, 100
	for name, field := range map[string]*int{"after": &after, "limit": &limit} {
		value := r.URL.Query().Get(name)
		if value == "" {
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return nil, refuse("invalid_arguments", "%s must be a number", name)
		}
		*field = n
	}
	return object{"log": s.journal.after(after, limit)}, nil
}

func (s *Server) shownFaults() object {
	return object{"faults": s.faults.list(), "happened": s.faults.counts()}
}

func (s *Server) controlFaults(*http.Request) (any, error) {
	return s.shownFaults(), nil
}

func (s *Server) controlAddFault(r *http.Request) (any, error) {
	f, err := body[Fault](r)
	if err != nil {
		return nil, err
	}
	if err := s.InjectFault(f); err != nil {
		return nil, refuse("invalid_fault", "%s", err.Error())
	}
	return s.shownFaults(), nil
}

func (s *Server) controlClearFaults(*http.Request) (any, error) {
	s.faults.clear()
	return s.shownFaults(), nil
}

// controlDisconnect makes Slack end the app's sockets for a reason of Socket Mode.
func (s *Server) controlDisconnect(r *http.Request) (any, error) {
	in, err := body[struct{ Reason string }](r)
	if err != nil {
		return nil, err
	}
	switch {
	case s.sockets == nil:
		return nil, refuse("no_sockets", "the app is reached over HTTP")
	case !slices.Contains([]string{reasonWarning, reasonRefresh, reasonLinkDisabled}, in.Reason):
		return nil, refuse("invalid_arguments", "reason is warning, refresh_requested or link_disabled")
	}
	s.Disconnect(in.Reason)
	return object{}, nil
}

// mail serves the mailbox; where a query names a person, it learns their address.
func (s *Server) mail() http.Handler {
	inner := s.opt.Mail.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if id := query.Get("user"); id != "" && query.Get("address") == "" {
			s.mu.Lock()
			u, err := s.person(id)
			address := id + "@invalid" // nobody's, for a person without an address
			if u != nil && u.Email != "" {
				address = u.Email
			}
			s.mu.Unlock()
			if err != nil {
				s.control(maxBody, func(*http.Request) (any, error) { return nil, err })(w, r)
				return
			}
			r = withAddress(r, query, address)
		}
		inner.ServeHTTP(w, r)
	})
}

func withAddress(r *http.Request, query url.Values, address string) *http.Request {
	query.Set("address", address)
	clone := r.Clone(r.Context())
	clone.URL.RawQuery = query.Encode()
	return clone
}
