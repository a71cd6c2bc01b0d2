package slacksim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAppsReadNamesOfEmoji is for apps that compare what they sent with what comes back.
func TestAppsReadNamesOfEmoji(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	blocks := []dict{section("Well *done* 🎉"), button("b", "go", "🎉"),
		{"type": "context", "block_id": "c", "elements": []dict{{"type": "plain_text", "text": "as it is 🎉", "emoji": false}}}}
	posted := s.must("chat.postMessage", dict{"channel": ana, "text": "Done 🎉 & over", "blocks": blocks})
	want := dict{
		"text": "Done :tada: &amp; over",
		"blocks": []any{
			dict{"type": "section", "text": dict{"type": "mrkdwn", "text": "Well *done* :tada:", "verbatim": false}},
			dict{"type": "actions", "block_id": "b", "elements": []any{dict{"type": "button", "action_id": "go", "value": "🎉",
				"text": dict{"type": "plain_text", "text": "Press", "emoji": true}}}},
			dict{"type": "context", "block_id": "c", "elements": []any{dict{"type": "plain_text", "text": "as it is 🎉", "emoji": false}}},
		},
	}
	channel, ts := posted["channel"].(string), posted["ts"].(string)
	read := func(message any) {
		t.Helper()
		delete(at(message, "blocks", 0).(dict), "block_id") // random
		got := dict{"text": at(message, "text"), "blocks": at(message, "blocks")}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	}
	read(posted["message"])
	read(at(s.must("conversations.history", dict{"channel": channel}), "messages", 0))
	read((<-a.own).payload["event"])
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "go"})
	payload := a.next().payload
	read(payload["message"])
	if got := at(payload, "actions", 0, "value"); got != "🎉" {
		t.Errorf("the value of the button comes back as %v", got)
	}
	updated := s.must("chat.update", dict{"channel": channel, "ts": ts, "text": "Done 🎉 & over", "blocks": blocks})
	read(updated["message"])
	if updated["text"] != want["text"] {
		t.Errorf("chat.update answers the text %v", updated["text"])
	}

	shown := at(s.get("users/"+ana+"/messages"), "messages", 0)
	if at(shown, "text") != "Done 🎉 &amp; over" || at(shown, "blocks", 0, "text", "text") != "Well *done* 🎉" {
		t.Errorf("the person sees %v", shown)
	}
}

func TestEmojiOfPeopleAreElements(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("message", dict{"user": ana, "text": "Thanks 👋🏽!"})
	event := at(a.next().payload, "event")
	if got := at(event, "text"); got != "Thanks :wave::skin-tone-4:!" {
		t.Errorf("the text arrives as %v", got)
	}
	want := []any{dict{"type": "text", "text": "Thanks "},
		dict{"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd", "skin_tone": 4.0}, dict{"type": "text", "text": "!"}}
	if diff := cmp.Diff(want, at(event, "blocks", 0, "elements", 0, "elements")); diff != "" {
		t.Errorf("rich text (-want +got):\n%s", diff)
	}
}

func TestViewsReadNamesOfEmoji(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	view := modal(section("Hello 👋"), dict{"type": "input", "block_id": "i", "label": plain("Mood"), "element": dict{
		"type": "static_select", "action_id": "v", "options": []dict{{"text": plain("Good 🎉"), "value": "good"}}}})
	opened := s.must("views.open", dict{"trigger_id": s.trigger(a, ana), "view": view})
	if got := at(opened, "view", "blocks", 0, "text", "text"); got != "Hello :wave:" {
		t.Errorf("views.open answers %v", got)
	}
	out := s.act("submit", dict{"user": ana, "view_id": at(opened, "view", "id"), "values": dict{"i": dict{"v": "good"}}})
	if out["errors"] != nil {
		t.Fatalf("submitted with %v", out)
	}
	chosen := at(a.next().payload, "view", "state", "values", "i", "v", "selected_option", "text")
	if diff := cmp.Diff(dict{"type": "plain_text", "text": "Good :tada:", "emoji": true}, chosen); diff != "" {
		t.Errorf("the chosen option (-want +got):\n%s", diff)
	}
}
