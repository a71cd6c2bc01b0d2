package slacksim

import (
	"net/http"
	"slices"
	"strings"
)

// usergroup is a user group of the workspace.
type usergroup struct {
	id, handle, name string
	users            []string
}

// usersLookupByEmail is users.lookupByEmail. Nobody who was deactivated is found (common knowledge).
func (s *Server) usersLookupByEmail(c *call) (object, *apiError) {
	if !c.args.has("email") {
		return nil, missing("email")
	}
	for _, id := range s.userOrder {
		u := s.users[id]
		if !u.IsBot && !u.Deleted && u.Email != "" && strings.EqualFold(u.Email, c.args["email"]) {
			return object{"user": s.userObject(u, false)}, nil
		}
	}
	return nil, fail("users_not_found")
}

// usergroupsList is usergroups.list.
func (s *Server) usergroupsList(c *call) (object, *apiError) {
	groups := []object{}
	for _, g := range s.usergroups {
		shown := object{"id": g.id, "team_id": s.opt.Team.ID, "is_usergroup": true, "name": g.name, "handle": g.handle, "description": "",
			"is_external": false, "date_delete": 0, "user_count": len(g.users)}
		if c.args.flag("include_users") {
			shown["users"] = g.users
		}
		groups = append(groups, shown)
	}
	return object{"usergroups": groups}, nil
}

// usergroupsUsersList is usergroups.users.list.
func (s *Server) usergroupsUsersList(c *call) (object, *apiError) {
	if !c.args.has("usergroup") {
		return nil, missing("usergroup")
	}
	for _, g := range s.usergroups {
		if g.id == c.args["usergroup"] {
			return object{"users": append([]string{}, g.users...)}, nil
		}
	}
	return nil, fail("no_such_subteam")
}

// controlAddUsergroup makes a user group, as a workspace admin does.
func (s *Server) controlAddUsergroup(r *http.Request) (any, error) {
	in, err := body[struct {
		Handle string   `json:"handle"`
		Name   string   `json:"name"`
		Users  []string `json:"users"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := func(g *usergroup) bool { return g.handle == in.Handle }
	if in.Handle == "" || in.Name == "" || slices.ContainsFunc(s.usergroups, taken) {
		return nil, refuse("invalid_usergroup", "a user group needs a name and a handle of its own")
	}
	for _, id := range in.Users {
		if _, err := s.person(id); err != nil {
			return nil, err
		}
	}
	g := &usergroup{id: newID("S"), handle: in.Handle, name: in.Name, users: in.Users}
	s.usergroups = append(s.usergroups, g)
	return object{"id": g.id}, nil
}
