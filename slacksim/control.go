package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// controlError is a refusal of the control API.
type controlError struct {
	status       int
	code, detail string
}

// Error is the code with the sentence.
func (e *controlError) Error() string { return e.code + ": " + e.detail }

// refuse returns a refusal with status 400.
func refuse(code, format string, args ...any) error {
	return &controlError{http.StatusBadRequest, code, fmt.Sprintf(format, args...)}
}

// notFound returns a refusal with status 404.
func notFound(code, format string, args ...any) error {
	return &controlError{http.StatusNotFound, code, fmt.Sprintf(format, args...)}
}

// controlRoutes maps the control API (docs/simulator.md).
func (s *Server) controlRoutes(mux *http.ServeMux) {
	for pattern, handle := range map[string]func(*http.Request) (any, error){
		"GET /_sim/state":                    s.controlState,
		"GET /_sim/users":                    s.controlUsers,
		"POST /_sim/users":                   s.controlAddUser,
		"PATCH /_sim/users/{id}":             s.controlChangeUser,
		"POST /_sim/usergroups":              s.controlAddUsergroup,
		"GET /_sim/users/{id}/conversations": s.controlConversations,
		"GET /_sim/users/{id}/messages":      s.controlMessages,
		"POST /_sim/message":                 s.controlMessage,
		"GET /_sim/users/{id}/view":          s.controlView,
		"GET /_sim/users/{id}/home":          s.controlHome,
		"POST /_sim/users/{id}/home":         s.controlOpenHome,
		"POST /_sim/command":                 s.controlCommand,
		"POST /_sim/shortcut":                s.controlShortcut,
		"POST /_sim/message_shortcut":        s.controlMessageShortcut,
		"GET /_sim/emoji":                    s.controlEmoji,
		"POST /_sim/click":                   s.controlClick,
		"POST /_sim/type":                    s.controlType,
		"POST /_sim/suggest":                 s.controlSuggest,
		"POST /_sim/submit":                  s.controlSubmit,
		"POST /_sim/close":                   s.controlClose,
		"GET /_sim/clock":                    s.controlClock,
		"POST /_sim/clock":                   s.controlMoveClock,
		"GET /_sim/log":                      s.controlLog,
		"GET /_sim/faults":                   s.controlFaults,
		"POST /_sim/faults":                  s.controlAddFault,
		"DELETE /_sim/faults":                s.controlClearFaults,
		"POST /_sim/disconnect":              s.controlDisconnect,
		"POST /_sim/oauth":                   s.controlOAuth,
		"POST /_sim/uninstall":               s.controlUninstall,
		"POST /_sim/subscription":            s.controlResume,
	} {
		mux.HandleFunc(pattern, s.control(maxBody, handle))
	}
	mux.HandleFunc("POST /_sim/upload", s.control(maxPersonUpload, s.controlUpload))
	mux.HandleFunc("GET /_sim/events", s.serveStream)
}

// control answers a control call, its body up to limit bytes, with what its handler returns.
func (s *Server) control(limit int64, handle func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		answer, err := handle(r)
		w.Header().Set("Cache-Control", "no-store")
		var refusal *controlError
		switch {
		case errors.As(err, &refusal):
			writeJSON(w, refusal.status, object{"ok": false, "error": refusal.code, "detail": refusal.detail})
		case err != nil:
			s.log.Error("control call", "path", r.URL.Path, "error", err)
			writeJSON(w, http.StatusInternalServerError, object{"ok": false, "error": "internal", "detail": err.Error()})
		default:
			if fields, ok := answer.(object); ok {
				fields["ok"] = true
			}
			writeJSON(w, http.StatusOK, answer)
		}
	}
}

// body reads the JSON body of a control call.
func body[T any](r *http.Request) (T, error) {
	var in T
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return in, refuse("invalid_json", "the body is not the JSON object expected: %v", err)
	}
	return in, nil
}

// person finds an active or deactivated user by id. The caller holds s.mu.
func (s *Server) person(id string) (*User, error) {
	u := s.users[id]
	if u == nil {
		return nil, notFound("user_not_found", "there is no user %q", id)
	}
	return u, nil
}

// actor finds a person who can act: neither deactivated nor a bot.
func (s *Server) actor(id string) (*User, error) {
	u, err := s.person(id)
	switch {
	case err != nil:
		return nil, err
	case u.Deleted:
		return nil, refuse("user_deactivated", "%s is deactivated", u.RealName)
	case u.IsBot:
		return nil, refuse("user_is_bot", "%s is a bot", u.RealName)
	}
	return u, nil
}

// member finds an actor whom the app is there for: its commands, shortcuts and Home are offered to members of the workspace
// only, while strangers see and use what it posts into shared channels.
func (s *Server) member(id string) (*User, error) {
	u, err := s.actor(id)
	if err == nil && u.stranger() {
		return nil, refuse("user_is_stranger", "%s belongs to another workspace, where the app is not installed", u.RealName)
	}
	return u, err
}
