package bot

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func FuzzSocketRequest(f *testing.F) {
	f.Add(socketmode.RequestTypeSlashCommands, `{"command":"/mentor","text":"find","team_id":"T1","user_id":"U1","trigger_id":"1.1.a"}`)
	f.Add(socketmode.RequestTypeSlashCommands, `{"command":1,"text":null,"team_id":["T1"]}`)
	f.Add(socketmode.RequestTypeInteractive, `{"type":"block_actions","team":null,"user":{"id":"U1","team_id":"T1"},"actions":[{}]}`)
	f.Add(socketmode.RequestTypeEventsAPI, `{"type":"event_callback","team_id":"T1","event":{"type":"team_join","user":{"id":"U1"}}}`)
	f.Add("hello", `null`)
	table := (&App{}).table()
	f.Fuzz(func(t *testing.T, kind, payload string) {
		env, err := decodeRequest(&socketmode.Request{Type: kind, EnvelopeID: "e", Payload: json.RawMessage(payload)})
		if err != nil {
			return
		}
		if env.Kind != KindEvent && (env.Team == "" || env.User == "") {
			t.Errorf("an envelope of nobody: %s", payload)
		}
		table.find(&Request{Envelope: env})
	})
}

func FuzzSocketMessage(f *testing.F) {
	f.Add([]byte(`{"envelope_id":"e","type":"interactive","payload":{"type":"block_actions"}}`))
	f.Add([]byte(`{"envelope_id":1}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, message []byte) {
		request := rescued(socketmode.Event{Data: &socketmode.ErrorBadMessage{Message: message}})
		if request == nil {
			return
		}
		if request.EnvelopeID == "" {
			t.Error("a request that cannot be acknowledged")
		}
		_, _ = decodeRequest(request) // must not panic, whatever it thinks of it
	})
}

func FuzzForm(f *testing.F) {
	f.Add(`{"a":{"value":{"type":"plain_text_input","value":" x "}}}`, "a")
	f.Add(`{"a":{"value":null},"b":{},"c":null}`, "b")
	f.Add(`{"a":{"s":{"type":"multi_external_select","selected_options":[{"value":"x"},null,{}]}}}`, "a")
	f.Add(`{"a":{"d":{"selected_date":"2026-01-01","selected_option":null,"selected_options":[]}}}`, "a")
	f.Fuzz(func(t *testing.T, state, block string) {
		var form Form
		if json.Unmarshal([]byte(state), &form) != nil {
			return
		}
		text, all := form.Text(block), form.All(block)
		if !form.Has(block) && (text != "" || len(all) > 0) {
			t.Errorf("%q has %q and %q, but is not there", block, text, all)
		}
		for _, value := range all {
			if !form.Checked(block, value) {
				t.Errorf("%q is chosen and not checked", value)
			}
		}
		submitted := func() *View {
			view := &View{ID: "V1", Hash: "1.a"}
			view.State = &struct {
				Values Form `json:"values"`
			}{form}
			return view
		}
		if first, second := submissionID(submitted()), submissionID(submitted()); first != second {
			t.Error("the same content is told apart")
		}
	})
}

func FuzzUser(f *testing.F) {
	f.Add(`{"id":"U1","profile":{"display_name":" ","real_name":""},"tz":"Mars/Olympus","deleted":true}`)
	f.Add(`{"id":"USLACKBOT","profile":null}`)
	f.Add(`{"id":1}`)
	f.Fuzz(func(t *testing.T, raw string) {
		var user slack.User
		if json.Unmarshal([]byte(raw), &user) != nil || user.ID == "" {
			return
		}
		if profile := profileOf(&user, "T1"); profile.Name == "" || profile.ChatUserID != user.ID {
			t.Errorf("%s becomes %+v", raw, profile)
		}
	})
}

func FuzzZones(f *testing.F) {
	f.Add("paris")
	f.Add("São")
	f.Add("\xff\u202E")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, zone := range zonesLike(typed) {
			if !utf8.ValidString(zone) || zone == "" {
				t.Errorf("%q offers %q", typed, zone)
			}
		}
	})
}
