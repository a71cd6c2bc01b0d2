package slacksim_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// in is a moment of the simulator's clock in Unix seconds.
func (s *sim) in(d time.Duration) string { return strconv.FormatInt(s.clock.Now().Add(d).Unix(), 10) }

// advance moves the product's clock by the control API.
func (s *sim) advance(d time.Duration) {
	s.t.Helper()
	s.act("clock", dict{"advance": d.String()})
}

// shown lists the texts a person sees in the DM with the app.
func (s *sim) shown(user string) string {
	s.t.Helper()
	var texts []string
	for _, m := range s.get("users/" + user + "/messages")["messages"].([]any) {
		texts = append(texts, at(m, "text").(string))
	}
	return strings.Join(texts, ", ")
}

func TestScheduledMessagesArePostedByTheClock(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	later := s.must("chat.scheduleMessage", dict{"channel": s.dm(ana), "text": "later 🎉", "post_at": s.in(2 * time.Hour)})
	s.must("chat.scheduleMessage", dict{"channel": ana, "text": "sooner", "post_at": s.in(time.Hour), "blocks": []dict{section("*sooner*")}})
	if at(later, "message", "type") != "delayed_message" || at(later, "message", "text") != "later :tada:" || fmt.Sprint(later["post_at"]) == "" {
		t.Errorf("chat.scheduleMessage answers %v", later)
	}
	s.advance(time.Hour - time.Second)
	if got := s.shown(ana); got != "" {
		t.Errorf("before its time: %q", got)
	}
	s.advance(time.Second)
	if got := s.shown(ana); got != "sooner" {
		t.Errorf("after an hour: %q", got)
	}
	s.clock.Advance(72 * time.Hour) // not by the control API: a host has moved the clock
	s.must("chat.postMessage", dict{"channel": ana, "text": "now"})
	if got := s.shown(ana); got != "sooner, later 🎉, now" {
		t.Errorf("in the end: %q", got)
	}
	posted := at(s.get("users/"+ana+"/messages"), "messages", 1, "time")
	if posted != "2026-03-02T11:00:00Z" {
		t.Errorf("the message is of %v, want the moment it was scheduled for", posted)
	}
	told := map[any]bool{} // in no order that Slack would promise
	for range 3 {
		told[at((<-a.own).payload, "event", "text")] = true
	}
	if !told["sooner"] || !told["later :tada:"] || !told["now"] {
		t.Errorf("the app is told of %v", told)
	}
}

func TestScheduledMessagesAreListedAndDeleted(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	ids := map[string]string{}
	for text, after := range map[string]time.Duration{"second": 2 * time.Hour, "third": 3 * time.Hour, "first": time.Hour} {
		out := s.must("chat.scheduleMessage", dict{"channel": dm, "text": text, "post_at": s.in(after)})
		ids[text] = out["scheduled_message_id"].(string)
	}
	s.must("chat.scheduleMessage", dict{"channel": ben, "text": "another", "post_at": s.in(time.Hour)})
	list := func(args dict) string {
		t.Helper()
		var texts []string
		for _, m := range s.must("chat.scheduledMessages.list", args)["scheduled_messages"].([]any) {
			texts = append(texts, at(m, "text").(string))
		}
		return strings.Join(texts, ", ")
	}
	for name, c := range map[string]struct {
		args dict
		want string
	}{
		"of a conversation": {dict{"channel": dm}, "first, second, third"},
		"since":             {dict{"channel": dm, "oldest": s.in(90 * time.Minute)}, "second, third"},
		"until":             {dict{"channel": dm, "latest": s.in(90 * time.Minute)}, "first"},
		"one page":          {dict{"channel": dm, "limit": "2"}, "first, second"},
	} {
		if got := list(c.args); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := strings.Count(list(nil), ","); got != 3 {
		t.Errorf("all together: %q", list(nil))
	}
	next := at(s.must("chat.scheduledMessages.list", dict{"channel": dm, "limit": "2"}), "response_metadata", "next_cursor")
	if got := list(dict{"channel": dm, "limit": "2", "cursor": next}); got != "third" {
		t.Errorf("the next page: %q", got)
	}
	s.must("chat.deleteScheduledMessage", dict{"channel": dm, "scheduled_message_id": ids["second"]})
	s.clock.Advance(2*time.Hour + 59*time.Minute)
	if got := s.shown(ana); got != "first" {
		t.Errorf("after the deletion: %q", got)
	}
	s.check(map[string]methodCase{
		"deleted already": {"chat.deleteScheduledMessage", dict{"channel": dm, "scheduled_message_id": ids["second"]}, "invalid_scheduled_message_id"},
		"posted already":  {"chat.deleteScheduledMessage", dict{"channel": dm, "scheduled_message_id": ids["first"]}, "invalid_scheduled_message_id"},
		"within a minute": {"chat.deleteScheduledMessage", dict{"channel": dm, "scheduled_message_id": ids["third"]}, "invalid_scheduled_message_id"},
		"elsewhere":       {"chat.deleteScheduledMessage", dict{"channel": ben, "scheduled_message_id": ids["third"]}, "invalid_scheduled_message_id"},
		"no id":           {"chat.deleteScheduledMessage", dict{"channel": dm}, "invalid_arguments [ERROR] missing required field: scheduled_message_id"},
		"unknown channel": {"chat.scheduledMessages.list", dict{"channel": "C404"}, "invalid_channel"},
		"a false cursor":  {"chat.scheduledMessages.list", dict{"cursor": "x"}, "invalid_cursor"},
	})
}

func TestScheduledMessageLimits(t *testing.T) {
	s := start(t, nil)
	with := func(name string, value any) dict {
		return with(dict{"channel": ana, "text": "x", "post_at": s.in(time.Hour)}, name, value)
	}
	s.check(map[string]methodCase{
		"no time":            {"chat.scheduleMessage", dict{"channel": ana, "text": "x"}, "invalid_arguments [ERROR] missing required field: post_at"},
		"no number":          {"chat.scheduleMessage", with("post_at", "tomorrow"), "invalid_time"},
		"a second ago":       {"chat.scheduleMessage", with("post_at", s.in(-time.Second)), "time_in_past"},
		"this moment":        {"chat.scheduleMessage", with("post_at", s.in(0)), "time_in_past"},
		"120 days":           {"chat.scheduleMessage", with("post_at", s.in(120*24*time.Hour)), ""},
		"a second more":      {"chat.scheduleMessage", with("post_at", s.in(120*24*time.Hour+time.Second)), "time_too_far"},
		"40,000 characters":  {"chat.scheduleMessage", with("text", strings.Repeat("x", 40_000)), ""},
		"one more":           {"chat.scheduleMessage", with("text", strings.Repeat("x", 40_001)), "msg_too_long"},
		"nothing":            {"chat.scheduleMessage", with("text", ""), "no_text"},
		"nobody":             {"chat.scheduleMessage", with("channel", gone), "channel_not_found"},
		"an archive":         {"chat.scheduleMessage", with("channel", "COLD"), "is_archived"},
		"a reply to nothing": {"chat.scheduleMessage", with("thread_ts", "1.000000"), "cannot_reply_to_message"},
		"false blocks":       {"chat.scheduleMessage", with("blocks", []dict{{"type": "sections"}}), "invalid_blocks [ERROR] unsupported type: sections [json-pointer:/blocks/0/type]"},
	})
}

func TestThirtyScheduledMessagesInFiveMinutes(t *testing.T) {
	s := start(t, nil)
	at := func(d time.Duration) string {
		return problem(s.api("chat.scheduleMessage", dict{"channel": ana, "text": "x", "post_at": s.in(d)}))
	}
	for i := range 30 {
		if got := at(time.Hour + time.Duration(i)*5*time.Second); got != "" {
			t.Fatalf("message %d: %q", i+1, got)
		}
	}
	for after, want := range map[time.Duration]string{
		time.Hour + 200*time.Second: "restricted_too_many",
		time.Hour + 299*time.Second: "restricted_too_many", // the first of the thirty is still within five minutes
		time.Hour - time.Minute:     "restricted_too_many",
		time.Hour + 300*time.Second: "",
		2 * time.Hour:               "",
	} {
		if got := at(after); got != want {
			t.Errorf("one more after %v: %q, want %q", after, got, want)
		}
	}
	if got := problem(s.api("chat.scheduleMessage", dict{"channel": ben, "text": "x", "post_at": s.in(time.Hour)})); got != "" {
		t.Errorf("in another conversation: %q", got)
	}
	s.advance(time.Hour + 150*time.Second) // all thirty are posted
	if got := at(time.Minute); got != "restricted_too_many" {
		t.Errorf("what was posted in the same five minutes does not count: %q", got)
	}
}

func TestScheduledMessagesThatNeverAppear(t *testing.T) {
	s := start(t, nil)
	metadata := dict{"event_type": "x", "event_payload": dict{}}
	s.must("chat.scheduleMessage", dict{"channel": ana, "text": "with metadata", "post_at": s.in(time.Hour), "metadata": metadata})
	s.must("chat.scheduleMessage", dict{"channel": cleo, "text": "to somebody who leaves", "post_at": s.in(time.Hour)})
	s.control("PATCH", "users/"+cleo, dict{"deleted": true})
	s.advance(2 * time.Hour)
	if got := s.shown(ana) + s.shown(cleo); got != "" {
		t.Errorf("posted %q", got)
	}
	if left := s.must("chat.scheduledMessages.list", nil)["scheduled_messages"].([]any); len(left) != 0 {
		t.Errorf("still waiting: %v", left)
	}
}

// TestScheduledMessagesComeByThemselves: nobody asks and nobody moves the clock. Three seconds are enough for a call on a slow machine.
func TestScheduledMessagesComeByThemselves(t *testing.T) {
	clock := slacksim.NewClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	s, a := start(t, func(o *slacksim.Options) { o.Clock = clock }), newApp(t)
	s.connect(a, 1)
	s.must("chat.scheduleMessage", dict{"channel": ana, "text": "soon", "post_at": clock.Now().Unix() + 3})
	if event := (<-a.own).payload; at(event, "event", "text") != "soon" {
		t.Errorf("the app is told of %v", event)
	}
}
