package slacksim_test

import (
	"strings"
	"testing"
	"time"
)

// trigger lets a person use the shortcut and returns the trigger id it gave.
func (s *sim) trigger(a *app, user string) string {
	s.t.Helper()
	s.act("shortcut", dict{"user": user, "callback_id": "shout"})
	return a.next().payload["trigger_id"].(string)
}

// with returns a copy of a view with one more property.
func with(view dict, name string, value any) dict {
	out := dict{name: value}
	for key, v := range view {
		if key != name {
			out[key] = v
		}
	}
	return out
}

func TestViewLimits(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	x := func(n int) string { return strings.Repeat("x", n) }
	base := modal(section("x"))
	for name, c := range map[string]struct {
		view any
		want string
	}{
		"a view":                 {base, ""},
		"title of 24":            {with(base, "title", plain(x(24))), ""},
		"title of 25":            {with(base, "title", plain(x(25))), "invalid_arguments [ERROR] must be less than 25 characters [json-pointer:/view/title/text]"},
		"private_metadata 3000":  {with(base, "private_metadata", x(3000)), ""},
		"private_metadata 3001":  {with(base, "private_metadata", x(3001)), "invalid_arguments [ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]"},
		"callback_id of 255":     {with(base, "callback_id", x(255)), ""},
		"callback_id of 256":     {with(base, "callback_id", x(256)), "invalid_arguments [ERROR] must be less than 256 characters [json-pointer:/view/callback_id]"},
		"100 blocks":             {modal(repeat(100, dict{"type": "divider"})...), ""},
		"101 blocks":             {modal(repeat(101, dict{"type": "divider"})...), "invalid_arguments [ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"},
		"over 250 KB":            {modal(repeat(100, section(x(2600)))...), "view_too_large"},
		"a Home":                 {home(section("x")), "invalid_arguments [ERROR] unsupported type: home [json-pointer:/view/type]"},
		"no view":                {"", "invalid_arguments [ERROR] missing required field: view"},
		"a view that is no JSON": {"{", "invalid_arguments [ERROR] must provide an object [json-pointer:/view]"},
	} {
		trigger := s.trigger(a, ana)
		if got := problem(s.api("views.open", dict{"trigger_id": trigger, "view": c.view})); got != c.want {
			t.Errorf("%s gave %q, want %q", name, got, c.want)
		}
	}
}

func TestTriggers(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	open := func(trigger string) string {
		return problem(s.api("views.open", dict{"trigger_id": trigger, "view": modal(section("x"))}))
	}
	early := s.trigger(a, ana)
	s.protocol.Advance(3*time.Second - time.Millisecond)
	s.clock.Advance(72 * time.Hour) // product time does not age a trigger
	if got := open(early); got != "" {
		t.Errorf("just within 3 s: %q", got)
	}
	late := s.trigger(a, ana)
	s.protocol.Advance(3 * time.Second)
	for trigger, want := range map[string]string{
		late:      "expired_trigger_id",
		early:     "exchanged_trigger_id",
		"1.2.abc": "invalid_trigger_id",
		"nonsens": "invalid_trigger_id",
		"":        "invalid_arguments [ERROR] missing required field: trigger_id",
	} {
		if got := open(trigger); got != want {
			t.Errorf("trigger %q gave %q, want %q", trigger, got, want)
		}
	}
	fresh := s.trigger(a, ana)
	if got := problem(s.api("views.open", dict{"trigger_id": fresh, "view": home(section("x"))})); !strings.HasPrefix(got, "invalid_arguments") {
		t.Fatalf("a Home as modal gave %q", got)
	}
	if got := open(fresh); got != "" {
		t.Errorf("a refused view spent the trigger: %q", got)
	}
}

func TestViewStack(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	deeper := modal(section("x"), button("go", "press", "1"))
	press := func() string {
		t.Helper()
		top := at(s.get("users/"+ana+"/view"), "view", "id")
		s.act("click", dict{"user": ana, "view_id": top, "action_id": "press"})
		return a.next().payload["trigger_id"].(string)
	}
	outside := s.trigger(a, ana)
	if got := problem(s.api("views.push", dict{"trigger_id": outside, "view": deeper})); got != "invalid_trigger_id" {
		t.Errorf("pushing without an open modal gave %q", got)
	}
	s.must("views.open", dict{"trigger_id": outside, "view": deeper})
	s.must("views.push", dict{"trigger_id": press(), "view": deeper})
	s.must("views.push", dict{"trigger_id": press(), "view": deeper})
	if got := problem(s.api("views.push", dict{"trigger_id": press(), "view": deeper})); got != "push_limit_reached" {
		t.Errorf("a fourth view gave %q", got)
	}
	stack := s.get("users/" + ana + "/view")["stack"].([]any)
	if len(stack) != 3 || at(stack, 2, "root_view_id") != at(stack, 0, "id") || at(stack, 2, "previous_view_id") != at(stack, 1, "id") {
		t.Errorf("stack is %v", stack)
	}
	hidden := at(stack, 0, "id")
	s.must("views.update", dict{"view_id": hidden, "view": modal(section("changed below"))})
	if out := s.control("POST", "submit", dict{"user": ana, "view_id": hidden}); out["error"] != "view_not_on_top" {
		t.Errorf("submitting a hidden view gave %v", out)
	}
}

func TestViewsUpdate(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	form := with(modal(textInput("b", "a"), textInput("c", "a")), "external_id", "mine")
	opened := s.must("views.open", dict{"trigger_id": s.trigger(a, ana), "view": form})
	id, hash := at(opened, "view", "id"), at(opened, "view", "hash")
	s.act("type", dict{"user": ana, "view_id": id, "values": dict{"b": dict{"a": "kept"}, "c": dict{"a": "lost"}}})

	next := with(modal(textInput("b", "a"), textInput("c2", "a")), "external_id", "mine")
	updated := s.must("views.update", dict{"external_id": "mine", "hash": hash, "view": next})
	values := at(updated, "view", "state", "values")
	if at(values, "b", "a", "value") != "kept" || at(values, "c2", "a", "value") != nil {
		t.Errorf("after an update the state is %v", values)
	}
	other := with(modal(section("x")), "external_id", "mine")
	s.check(map[string]methodCase{
		"an old hash":           {"views.update", dict{"view_id": id, "hash": hash, "view": next}, "hash_conflict"},
		"an unknown view":       {"views.update", dict{"view_id": "V404", "view": next}, "not_found"},
		"no view named":         {"views.update", dict{"view": next}, "invalid_arguments [ERROR] missing required field: view_id"},
		"external id in use":    {"views.open", dict{"trigger_id": s.trigger(a, ben), "view": other}, "duplicate_external_id"},
		"home of nobody":        {"views.publish", dict{"user_id": "U404", "view": home(section("x"))}, "invalid_arguments [ERROR] invalid `user_id` [json-pointer:/user_id]"},
		"home without a person": {"views.publish", dict{"view": home(section("x"))}, "invalid_arguments [ERROR] missing required field: user_id"},
		"a modal as home":       {"views.publish", dict{"user_id": ana, "view": modal(section("x"))}, "invalid_arguments [ERROR] unsupported type: modal [json-pointer:/view/type]"},
	})
	s.act("close", dict{"user": ana, "view_id": id})
	if got := problem(s.api("views.update", dict{"view_id": id, "view": next})); got != "not_found" {
		t.Errorf("updating a closed view gave %q", got)
	}
}
