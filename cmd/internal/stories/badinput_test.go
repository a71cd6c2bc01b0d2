package stories

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentorbot/bot"
)

func TestWhatSlackDidNotSignIsRefused(t *testing.T) {
	tellOverHTTP(t, cast(), func(s *stage) {
		s.command(mia, "/mentor help")
		fields := url.Values{}
		for name, v := range s.lastSent("/mentor") {
			fields.Set(name, v.(string))
		}
		good := forge(bot.PathCommands, formEncoded, fields.Encode())
		if status, answer := s.sendForged(good); status != http.StatusOK || !strings.Contains(answer, "Mentoring in Slack") {
			s.t.Fatalf("the genuine request got %d %s", status, answer)
		}
		for name, change := range map[string]func(*forged){
			"another secret":  func(f *forged) { f.secret = "guessed" },
			"an old time":     func(f *forged) { f.at = f.at.Add(-6 * time.Minute) },
			"a time to come":  func(f *forged) { f.at = f.at.Add(6 * time.Minute) },
			"on another path": func(f *forged) { f.path, f.secret = bot.PathInteractions, "" },
		} {
			bad := good
			change(&bad)
			if status, answer := s.sendForged(bad); status != http.StatusUnauthorized || strings.Contains(answer, "Mentoring") {
				s.t.Errorf("%s: %d %s", name, status, answer)
			}
		}
		large := forge(bot.PathEvents, "application/json", strings.Repeat(" ", 2<<20))
		if status, _ := s.sendForged(large); status != http.StatusRequestEntityTooLarge {
			s.t.Errorf("two megabytes: %d", status)
		}
	})
}

func TestWhatCannotBeUnderstoodDoesNoHarm(t *testing.T) {
	tellOverHTTP(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		s.gets(ada, "asks you")
		told := s.gets(mia, "We asked")
		s.clickMessage(mia, told, "choices_open")
		before := withoutBlockIDs(s.openHome(mia))
		unknownView := s.lastSent("block_actions")
		unknownView["type"], unknownView["view"] = "view_submission", map[string]any{"id": "V1", "callback_id": "drop_tables", "private_metadata": ""}
		elsewhere := s.lastSent("block_actions")
		elsewhere["team"] = map[string]any{"id": "T0OTHER"}
		for name, f := range map[string]forged{
			"no payload":          forge(bot.PathInteractions, formEncoded, ""),
			"half a payload":      forge(bot.PathInteractions, formEncoded, "payload="+url.QueryEscape(`{"type":"block_actions"`)),
			"nobody's click":      interaction(map[string]any{"type": "block_actions"}),
			"an unknown type":     interaction(map[string]any{"type": "hologram", "team": map[string]any{"id": "T0MERIDIAN"}, "user": map[string]any{"id": mia}}),
			"an unknown action":   s.tampered("drop_tables", ""),
			"an unknown view":     interaction(unknownView),
			"another workspace":   interaction(elsewhere),
			"an event of nothing": forge(bot.PathEvents, "application/json", `{"type":"event_callback"}`),
			"an unknown event":    forge(bot.PathEvents, "application/json", `{"type":"event_callback","team_id":"T0MERIDIAN","event_id":"Ev1","event":{"type":"sky_fell"}}`),
			"no JSON":             forge(bot.PathEvents, "application/json", `<xml/>`),
			"half a command":      forge(bot.PathCommands, formEncoded, "command=/mentor"),
			"a bad escape":        forge(bot.PathCommands, formEncoded, "%zz"),
		} {
			if status, answer := s.sendForged(f); status != http.StatusOK || answer != "" {
				s.t.Errorf("%s: %d %q, want an empty acknowledgement", name, status, answer)
			}
		}
		if after := withoutBlockIDs(s.openHome(mia)); after != before {
			s.t.Errorf("the Home changed from\n%s\nto\n%s", before, after)
		}
	})
}

// blockID is an id that Slack makes up anew with each publishing.
var blockID = regexp.MustCompile(`"block_id":"[^"]*"`)

func withoutBlockIDs(v *view) string { return blockID.ReplaceAllString(v.all(), "") }

func TestIdsOfOthersGiveNoRights(t *testing.T) {
	tellOverHTTP(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.ready(leo, ben)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked")
		s.asks(leo, words, ben)
		s.gets(ben, "asks you")
		told := s.gets(leo, "We asked")
		s.clickMessage(leo, told, "choices_open")

		for _, action := range []string{"invitation_accept", "invitation_decline", "invitation_open"} {
			status, _ := s.sendForged(s.tampered(action, valueOf(s.t, asked, "invitation_accept")))
			if status != http.StatusOK {
				s.t.Errorf("%s: %d", action, status)
			}
			s.says(s.whispered(leo), "You cannot do this.")
		}
		s.says(s.again(ada, asked).all(), "invitation_accept") // still hers to answer
		for name, value := range map[string]string{
			"nonsense": "accept it", "another version": `{"v":99,"i":"x"}`, "more than ids": `{"v":1,"i":"x","admin":true}`,
			"an id that is none": `{"v":1,"i":"' OR 1=1"}`, "an id of nothing": `{"v":1,"i":"00000000-0000-7000-8000-000000000000"}`,
		} {
			if status, _ := s.sendForged(s.tampered("invitation_accept", value)); status != http.StatusOK {
				s.t.Errorf("%s: %d", name, status)
			}
			s.says(s.whispered(leo), "This is not here any more, or it is not yours to see.")
		}
		if n := len(s.mentorships(mia)) + len(s.mentorships(leo)); n > 0 {
			s.t.Errorf("there are %d mentorships", n)
		}
	})
}

// valueOf is the value of a button of a message.
func valueOf(t *testing.T, m message, action string) string {
	t.Helper()
	var blocks []struct {
		Elements []struct {
			ActionID string `json:"action_id"`
			Value    string
		}
	}
	if err := json.Unmarshal(m.Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e.ActionID == action {
				return e.Value
			}
		}
	}
	t.Fatalf("no %s in %s", action, m.Blocks)
	return ""
}

func TestAForgedChoiceIsRefusedAtItsField(t *testing.T) {
	tellOverHTTP(t, cast(), func(s *stage) {
		basics := s.command(mia, "/mentor profile").View
		s.act("close", fields{"user": mia, "view_id": s.submit(mia, basics, nil).View.ID})
		for block, forgery := range map[string]struct{ input, want string }{
			"time_zone": {`{"suggest_zone":{"type":"external_select","selected_option":{"value":"Mars/Olympus"}}}`, "Please choose a time zone from the list."},
			"gender":    {`{"value":{"type":"static_select","selected_option":{"value":"x"}}}`, "Please choose one of the options offered."},
			"languages": {`{"value":{"type":"multi_static_select","selected_options":[{"value":"en"},{"value":"tlh"}]}}`, "Please choose one of the options offered."},
		} {
			payload := s.lastSent("view_submission")
			payload["trigger_id"] = "forged-" + block
			state := payload["view"].(map[string]any)["state"].(map[string]any)["values"].(map[string]any)
			var input any
			s.must(json.Unmarshal([]byte(forgery.input), &input))
			state[block] = input
			status, answer := s.sendForged(interaction(payload))
			var got struct {
				Action string `json:"response_action"`
				Errors map[string]string
			}
			if err := json.Unmarshal([]byte(answer), &got); err != nil || status != http.StatusOK || got.Action != "errors" || got.Errors[block] != forgery.want {
				s.t.Errorf("%s: %d %s", block, status, answer)
			}
		}
	})
}

func TestARepeatedDeliveryIsDoneOnce(t *testing.T) {
	tellOverHTTP(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked")
		s.clickMessage(ada, asked, "invitation_accept")
		again := interaction(s.lastSent("block_actions"))
		if status, answer := s.sendForged(again); status != http.StatusOK || answer != "" {
			s.t.Errorf("the repetition got %d %s", status, answer)
		}
		if text := s.whispered(ada); text != "" { // the same answer as before: no objection
			s.t.Errorf("the repetition was answered %q", text)
		}
		s.areAPair(mia, ada)

		s.call(http.MethodPatch, "users/"+mia, fields{"title": "Head of water"}, nil)
		event := s.lastSent("user_change")
		raw, err := json.Marshal(event)
		s.must(err)
		for range 2 {
			if status, _ := s.sendForged(forge(bot.PathEvents, "application/json", string(raw))); status != http.StatusOK {
				s.t.Errorf("the repeated event got %d", status)
			}
		}
	})
}

func TestALostAcknowledgementDoesNothingTwice(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked")
		s.fault(fields{"method": "interactive", "kind": "drop"})
		status, raw, err := s.control(http.MethodPost, "click", s.pressed(ada, asked, "invitation_accept"))
		s.must(err)
		if !strings.Contains(string(raw), "did not respond") || status != http.StatusOK {
			s.t.Fatalf("%d %s", status, raw)
		}
		s.says(s.clickStale(ada, asked, "invitation_accept").reply(), "You accepted the request of Mia Wanjiru already.")
		s.areAPair(mia, ada)

		s.fault(fields{"method": "events_api", "kind": "drop"}) // Slack sends the event again
		s.says(s.openHome(mia).all(), "Stage 2 of 3")
	})
}
