package slacksim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// serveAPI answers /api/METHOD: arguments, token, scopes, rate limit and injected faults come before the method itself.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	m, known := s.methods[name]
	args, refusal := readArguments(r, m.writes || !known)
	if refusal == nil && !known {
		refusal = fail("unknown_method")
	}
	var token string
	if refusal == nil {
		token, refusal = s.authorise(r, m, args)
	}
	e := entry{Direction: "in", Kind: "web_api", Method: name, Request: args.redacted(), began: time.Now()}
	if refusal != nil {
		s.answer(w, m, refusal.body(), e)
		return
	}
	if wait, limited := s.limits.take(name, m.tier); limited {
		s.refuse429(w, wait, e)
		return
	}
	fault, faulty := s.faults.next(name, hitsCall)
	if faulty && s.failBefore(w, r, fault, e) {
		return
	}
	body, refusal := s.run(m, &call{name: name, token: token, args: args})
	switch {
	case refusal != nil && refusal.retryAfter > 0:
		s.refuse429(w, refusal.retryAfter, e)
		return
	case refusal != nil:
		body = refusal.body()
	}
	if faulty && fault.Kind == FaultDrop { // the call was carried out, the app never learns
		e.Response = redacted(body)
		s.dropAnswer(e)
	}
	s.answer(w, m, body, e)
}

// run calls the method with the mutex held and then whatever it left for later.
func (s *Server) run(m method, c *call) (object, *apiError) {
	s.mu.Lock()
	body, refusal := m.handle(s, c)
	s.mu.Unlock()
	for _, f := range c.later {
		f()
	}
	if refusal != nil {
		return nil, refusal
	}
	if body == nil {
		body = object{}
	}
	body["ok"] = true
	return body, nil
}

func (s *Server) answer(w http.ResponseWriter, m method, body object, e entry) {
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.scopes(), ","))
	w.Header().Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
	e.Response, e.Status = redacted(body), "ok"
	if code, failed := body["error"].(string); failed {
		e.Status, e.Error = "error", code
	}
	s.logged(e)
	writeJSON(w, http.StatusOK, body)
}

func (s *Server) refuse429(w http.ResponseWriter, wait time.Duration, e entry) {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	e.Status, e.Error = "429", "ratelimited"
	s.logged(e)
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	writeJSON(w, http.StatusTooManyRequests, object{"ok": false, "error": "ratelimited"})
}

// dropAnswer ends a call that was carried out without an answer.
func (s *Server) dropAnswer(e entry) {
	e.Status, e.Error = "dropped", "answer dropped by an injected fault"
	s.logged(e)
	panic(http.ErrAbortHandler)
}

// failBefore carries out a fault that replaces the call or delays it; it reports false when the call is to be carried out.
func (s *Server) failBefore(w http.ResponseWriter, r *http.Request, f Fault, e entry) bool {
	e.Status, e.Error = f.Kind, "injected fault"
	switch f.Kind {
	case FaultRateLimited:
		s.refuse429(w, time.Duration(f.RetryAfter)*time.Second, e)
	case FaultHTTP500:
		s.logged(e)
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
	case FaultError:
		s.answer(w, method{}, fail(f.Error).body(), e)
	case FaultSlow:
		s.after(f.delay())
		return false
	case FaultCut:
		s.logged(e)
		panic(http.ErrAbortHandler)
	case FaultTimeout:
		s.logged(e)
		select {
		case <-r.Context().Done():
		case <-s.ctx.Done():
		}
		panic(http.ErrAbortHandler)
	default:
		return false
	}
	return true
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
