package page_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"mentorbot/slacksim"
	"mentorbot/slacksim/mailbox"
	"mentorbot/slacksim/page"
)

// lunch is a small app, reached over signed HTTP, that uses what the page must be able to show: a Home, modals, messages.
type lunch struct {
	t         *testing.T
	simulator string // base URL
	sim       *slacksim.Server
	mail      *mailbox.Mailbox
	submitted chan json.RawMessage // state.values of every accepted submission
	actions   chan string          // "action_id=value" of every block action
}

// openLunch starts a workspace of two people with the app installed, on a clock that stands at 8 January 2026, 09:00 UTC.
func openLunch(t *testing.T) *lunch {
	t.Helper()
	app := &lunch{t: t, submitted: make(chan json.RawMessage, 4), actions: make(chan string, 16)}
	endpoint := httptest.NewServer(app)
	t.Cleanup(endpoint.Close)
	mail, err := mailbox.New(mailbox.Options{OnMail: func(string) { app.sim.Notify("mail", "") }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mail.Close() })
	app.mail = mail
	sim, err := slacksim.New(slacksim.Options{
		Team: slacksim.Team{ID: "TLUNCH", Name: "Canteen"},
		Users: []slacksim.User{
			{ID: "UANA", Name: "ana", RealName: "Ana Costa", Title: "Baker", Email: "ana@canteen.example", TZ: "Europe/Lisbon", Locale: "en-GB", IsAdmin: true},
			{ID: "UBEN", Name: "ben", RealName: "Ben Okafor", Title: "Driver", Email: "ben@canteen.example", TZ: "Asia/Tokyo", Locale: "fr-FR"},
		},
		App: slacksim.AppConfig{AppID: "ALUNCH", Name: "Lunch", BotUser: "ULUNCH", BotToken: "xoxb-lunch", SigningSecret: "secret",
			Scopes:   []string{"chat:write", "commands", "files:read", "im:write", "users:read"},
			Commands: []slacksim.Command{{Name: "/lunch", Description: "Order lunch", UsageHint: "[form | ask]"}}},
		Endpoints:    slacksim.Endpoints{Events: endpoint.URL, Interactions: endpoint.URL, Commands: endpoint.URL},
		Clock:        slacksim.NewClock(time.Date(2026, 1, 8, 9, 0, 0, 0, time.UTC)),
		Timing:       slacksim.Timing{Ack: 2 * time.Second},
		NoRateLimits: true,
		Page:         page.Handler(),
		Mail:         mail,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(func() { sim.Close(); server.Close() })
	app.sim, app.simulator = sim, server.URL
	return app
}

// interaction is what the app reads of a payload.
type interaction struct {
	Type      string `json:"type"`
	TriggerID string `json:"trigger_id"`
	Value     string `json:"value"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
	View struct {
		State struct {
			Values json.RawMessage `json:"values"`
		} `json:"state"`
	} `json:"view"`
	Actions []struct {
		ActionID string `json:"action_id"`
		Value    string `json:"value"`
		Selected struct {
			Value string `json:"value"`
		} `json:"selected_option"`
	} `json:"actions"`
	Event struct {
		Type string `json:"type"`
		User string `json:"user"`
	} `json:"event"`
}

// ServeHTTP acknowledges everything the simulator sends.
func (l *lunch) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Content-Type") == "application/json" {
		var in interaction
		_ = json.NewDecoder(r.Body).Decode(&in)
		if in.Event.Type == "app_home_opened" {
			l.call("views.publish", map[string]any{"user_id": in.Event.User, "view": fixture(l.t, "home")})
		}
		return
	}
	if r.FormValue("command") != "" {
		l.command(w, r)
		return
	}
	var in interaction
	if err := json.Unmarshal([]byte(r.FormValue("payload")), &in); err != nil {
		l.t.Errorf("payload: %v", err)
	}
	switch in.Type {
	case "block_actions":
		l.action(in)
	case "block_suggestion":
		l.suggest(w, in.Value)
	case "view_submission":
		l.submission(w, in)
	}
}

func (l *lunch) command(w http.ResponseWriter, r *http.Request) {
	switch r.FormValue("text") {
	case "form":
		l.call("views.open", map[string]any{"trigger_id": r.FormValue("trigger_id"), "view": fixture(l.t, "form")})
	case "recipe":
		l.call("views.open", map[string]any{"trigger_id": r.FormValue("trigger_id"), "view": fixture(l.t, "recipe")})
	case "ask":
		l.ask(r.FormValue("user_id"))
	case "fail":
		w.WriteHeader(http.StatusInternalServerError)
	default:
		_, _ = io.WriteString(w, "Say *form* or _ask_ & <b>eat</b>.")
	}
}

// ask sends the question of testdata/message.json to a person.
func (l *lunch) ask(user string) {
	var message map[string]any
	if err := json.Unmarshal(fixture(l.t, "message"), &message); err != nil {
		l.t.Error(err)
	}
	message["channel"] = user
	l.call("chat.postMessage", message)
}

func (l *lunch) action(in interaction) {
	action := in.Actions[0]
	l.actions <- action.ActionID + "=" + action.Value + action.Selected.Value
	switch action.ActionID {
	case "open_form":
		l.call("views.open", map[string]any{"trigger_id": in.TriggerID, "view": fixture(l.t, "form")})
	case "push":
		l.call("views.push", map[string]any{"trigger_id": in.TriggerID, "view": fixture(l.t, "menu")})
	}
}

func (l *lunch) suggest(w http.ResponseWriter, query string) {
	options := []map[string]any{}
	for _, place := range []string{"Garden", "Gallery", "Roof"} {
		if strings.HasPrefix(strings.ToLower(place), strings.ToLower(query)) {
			options = append(options, map[string]any{"text": map[string]any{"type": "plain_text", "text": place}, "value": place})
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"options": options})
}

// submission refuses a note that names nuts and fails on one that names fire; other orders are handed to the test.
func (l *lunch) submission(w http.ResponseWriter, in interaction) {
	values := string(in.View.State.Values)
	switch {
	case strings.Contains(values, "nuts"):
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"response_action":"errors","errors":{"note":"The kitchen has no nuts."}}`)
	case strings.Contains(values, "fire"):
		_, _ = io.WriteString(w, "burnt")
	default:
		l.submitted <- in.View.State.Values
	}
}

// call uses the Web API and fails the test when it is refused.
func (l *lunch) call(method string, arguments map[string]any) {
	body, err := json.Marshal(arguments)
	if err != nil {
		l.t.Error(err)
		return
	}
	r, _ := http.NewRequest(http.MethodPost, l.simulator+"/api/"+method, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer xoxb-lunch")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		l.t.Error(err)
		return
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(res.Body)
	if !bytes.Contains(answer, []byte(`"ok":true`)) {
		l.t.Errorf("%s: %s", method, answer)
	}
}

// fixture is a view or message of testdata.
func fixture(t *testing.T, name string) json.RawMessage { return read(t, name+".json") }

func read(t *testing.T, name string) []byte {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Error(err)
	}
	return data
}
