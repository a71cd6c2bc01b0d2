package slacksim_test

import (
	"testing"

	"mentorbot/slacksim"
)

func TestPeopleAreFoundByAddressAndByUserGroup(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.App.Scopes = append(o.App.Scopes, "usergroups:read") })
	s.control("POST", "usergroups", dict{"handle": "water", "name": "Water team", "users": []string{ana}})
	groups := s.must("usergroups.list", dict{})
	id, _ := at(groups, "usergroups", 0, "id").(string)
	if name := at(groups, "usergroups", 0, "name"); name != "Water team" {
		t.Errorf("the group is called %v", name)
	}
	if user := at(s.must("usergroups.users.list", dict{"usergroup": id}), "users", 0); user != ana {
		t.Errorf("its member is %v", user)
	}
	if got := problem(s.api("usergroups.users.list", dict{"usergroup": "S404"})); got != "no_such_subteam" {
		t.Errorf("of nobody: %q", got)
	}
	email, _ := at(s.must("users.info", dict{"user": ana}), "user", "profile", "email").(string)
	if user := at(s.must("users.lookupByEmail", dict{"email": email}), "user", "id"); user != ana {
		t.Errorf("%q is %v", email, user)
	}
	if got := problem(s.api("users.lookupByEmail", dict{"email": "nobody@example.org"})); got != "users_not_found" {
		t.Errorf("nobody's address: %q", got)
	}
}
