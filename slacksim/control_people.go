package slacksim

import (
	"net/http"
	"regexp"
	"strings"
)

// handleForm is how user names look.
var handleForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,79}$`)

// idForm is how user ids look.
var idForm = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)

// controlUsers lists the people and the app, but not Slackbot.
func (s *Server) controlUsers(*http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	users := []object{}
	for _, id := range s.userOrder {
		if id != slackbot {
			users = append(users, s.shownUser(s.users[id]))
		}
	}
	return object{"users": users}, nil
}

// shownUser is a person as the control API shows them.
func (s *Server) shownUser(u *User) object {
	unread := 0
	for _, conv := range s.conversations {
		if conv.has(u.ID) {
			unread += conv.unread(u.ID)
		}
	}
	return object{"id": u.ID, "name": u.Name, "real_name": u.RealName, "title": u.Title, "tz": u.TZ, "locale": u.Locale,
		"email": u.Email, "avatar": "/avatars/" + u.ID + ".svg", "deleted": u.Deleted, "is_admin": u.IsAdmin,
		"is_bot": u.IsBot, "is_stranger": u.stranger(), "unread": unread}
}

// personFields are what can be set of a person; nil leaves a field alone.
type personFields struct {
	RealName *string `json:"real_name"`
	Title    *string `json:"title"`
	TZ       *string `json:"tz"`
	Locale   *string `json:"locale"`
	Email    *string `json:"email"`
	Deleted  *bool   `json:"deleted"`
	IsAdmin  *bool   `json:"is_admin"`

	Fields *map[string]Field `json:"fields"`
}

func (f personFields) apply(u *User) {
	if f.RealName != nil {
		if u.DisplayName == u.RealName {
			u.DisplayName = *f.RealName
		}
		u.RealName = *f.RealName
	}
	set(&u.Title, f.Title)
	set(&u.TZ, f.TZ)
	set(&u.Locale, f.Locale)
	set(&u.Email, f.Email)
	set(&u.Deleted, f.Deleted)
	set(&u.IsAdmin, f.IsAdmin)
	set(&u.Fields, f.Fields)
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// controlAddUser adds a person and sends team_join.
func (s *Server) controlAddUser(r *http.Request) (any, error) {
	in, err := body[struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		personFields
	}](r)
	if err != nil {
		return nil, err
	}
	u := User{ID: in.ID, Name: in.Name}
	in.apply(&u)
	if u.DisplayName == "" {
		u.DisplayName = u.RealName
	}
	if err := u.complete(); err != nil {
		return nil, refuse("invalid_user", "%s", strings.TrimPrefix(err.Error(), "slacksim: "))
	}
	s.mu.Lock()
	switch {
	case !idForm.MatchString(u.ID):
		err = refuse("invalid_user", "an id is U or W and capitals or digits")
	case !handleForm.MatchString(u.Name):
		err = refuse("invalid_user", "a name is lower-case letters, digits, dots, hyphens and underscores")
	case s.users[u.ID] != nil:
		err = refuse("user_exists", "there is a user %q already", u.ID)
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	return s.announce(r, "team_join", s.addUser(u))
}

// controlChangeUser changes a person and sends user_change. Deactivating closes what they had open.
func (s *Server) controlChangeUser(r *http.Request) (any, error) {
	in, err := body[personFields](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	u, err := s.person(r.PathValue("id"))
	if err == nil {
		changed := *u
		in.apply(&changed)
		if err = changed.complete(); err != nil {
			err = refuse("invalid_user", "%s", strings.TrimPrefix(err.Error(), "slacksim: "))
		} else {
			changed.updated = s.opt.Clock.Now()
			*u = changed
		}
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	if u.Deleted {
		s.setStack(u.ID, nil)
	}
	return s.announce(r, "user_change", u)
}

// announce sends an event about a user and answers with the user. It is entered with s.mu held and releases it.
func (s *Server) announce(r *http.Request, event string, u *User) (any, error) {
	payload := detached(object{"type": event, "user": s.userObject(u, true), "cache_ts": s.opt.Clock.Now().Unix()})
	s.mu.Unlock()
	s.stream.publish("users", u.ID)
	out := outcomeOf(s.emit(s.ctx, event, payload), noNotice)
	s.settle(r.Context(), out)
	s.mu.Lock()
	defer s.mu.Unlock()
	return object{"user": s.shownUser(u), "app": out.App}, nil
}
