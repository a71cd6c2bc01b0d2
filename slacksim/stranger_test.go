package slacksim_test

import (
	"slices"
	"testing"

	"mentorbot/slacksim"
)

// What slack.md 1.11 says of strangers, people of other workspaces whom shared channels bring in, and of custom profile fields.

const stranger = "USTRANGE"

func withStranger(o *slacksim.Options) {
	o.Users = append(o.Users, slacksim.User{ID: stranger, Team: "T2", Name: "sam", RealName: "Sam Strange", Email: "sam@example.com", IsAdmin: true},
		slacksim.User{ID: "UUNMET", Team: "T2", Name: "una", RealName: "Una Unmet"})
	o.Channels = append(o.Channels, slacksim.Channel{ID: "CSHARED", Name: "both", Members: []string{ana, stranger, botUser}})
}

func TestAStrangerIsInTheListAndTellsLittle(t *testing.T) {
	s := start(t, withStranger)
	members := s.must("users.list", dict{"limit": "200", "include_locale": "true"})["members"].([]any)
	i := slices.IndexFunc(members, func(u any) bool { return at(u, "id") == stranger })
	if i < 0 {
		t.Fatal("the stranger is not in the list")
	}
	for _, u := range []any{members[i], s.must("users.info", dict{"user": stranger, "include_locale": "true"})["user"]} {
		if at(u, "is_stranger") != nil || at(u, "team_id") != "T2" || at(u, "profile", "team") != "T2" { // the app is in a channel with them
			t.Errorf("the stranger is %v", u)
		}
		if at(u, "profile", "email") != nil || at(u, "is_admin") != nil || at(u, "locale") != nil {
			t.Errorf("too much is told of the stranger: %v", u)
		}
	}
	if unmet := s.must("users.info", dict{"user": "UUNMET"})["user"]; at(unmet, "is_stranger") != true || at(unmet, "team_id") != "T2" {
		t.Errorf("somebody in no channel the app sees is %v", unmet)
	}
	if channel := s.must("conversations.info", dict{"channel": "CSHARED"})["channel"]; at(channel, "is_ext_shared") != true {
		t.Errorf("the channel is %v", channel)
	}
}

func TestAStrangerUsesMessagesOnly(t *testing.T) {
	overBothWith(t, withStranger, func(t *testing.T, s *sim, a *app) {
		ts := s.must("chat.postMessage", dict{"channel": "CSHARED", "blocks": []dict{{"type": "actions", "elements": []dict{
			{"type": "button", "action_id": "join", "text": dict{"type": "plain_text", "text": "Join"}}}}}})["ts"]
		<-a.own
		s.act("click", dict{"user": stranger, "message_ts": ts, "action_id": "join"})
		got := a.next().payload
		if at(got, "user", "team_id") != "T2" || at(got, "team", "id") != "T1" {
			t.Errorf("the click came as %v by %v", got["team"], got["user"])
		}
		for path, body := range map[string]dict{
			"command": {"user": stranger, "text": "/echo", "channel": "CSHARED"}, "shortcut": {"user": stranger, "callback_id": "shout"},
			"message_shortcut": {"user": stranger, "message_ts": ts, "callback_id": "keep"}, "users/" + stranger + "/home": {},
		} {
			if out := s.control("POST", path, body); out["error"] != "user_is_stranger" {
				t.Errorf("%s: %v", path, out)
			}
		}
		s.act("message", dict{"user": stranger, "channel": "CSHARED", "text": "hello"})
		if got := a.next().payload; got["is_ext_shared_channel"] != true || at(got, "event", "user") != stranger {
			t.Errorf("what the stranger wrote came as %v", got)
		}
	})
}

func TestCustomProfileFields(t *testing.T) {
	s := start(t, nil)
	s.control("PATCH", "users/"+ana, dict{"fields": dict{"Xf01": dict{"value": "Research", "alt": ""}}})
	if got := s.must("users.profile.get", dict{"user": ana}); at(got, "profile", "fields", "Xf01", "value") != "Research" || at(got, "profile", "email") == nil {
		t.Errorf("the profile is %v", got)
	}
	if got := at(s.must("users.profile.get", dict{"user": ben}), "profile", "fields"); len(got.(dict)) != 0 {
		t.Errorf("fields of somebody without any: %v", got)
	}
	if got := at(s.must("users.info", dict{"user": ana}), "user", "profile", "fields"); got != nil {
		t.Errorf("users.info tells the fields %v", got)
	}
	if got := problem(s.api("users.profile.get", dict{"user": "UNOBODY"})); got != "user_not_found" {
		t.Errorf("somebody unknown gave %q", got)
	}
	s.act("faults", dict{"kind": "scope", "scope": "users.profile:read"})
	if got := problem(s.api("users.profile.get", dict{"user": ana})); got != "missing_scope" {
		t.Errorf("without the scope: %q", got)
	}
}
