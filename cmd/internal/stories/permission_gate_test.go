package stories

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/bot"
	screens "mentorbot/bot/view"
	"mentorbot/cmd/internal/sandbox"
)

const (
	ownTeam   = "T0MERIDIAN"
	otherTeam = "T0ELSEWHERE"
)

// gate is the app's door as Slack reaches it: signed HTTP. What the app says through a response_url arrives here too.
type gate struct {
	s       *stage
	secret  string
	age     time.Duration // how old a request claims to be
	mu      sync.Mutex
	said    []string
	whisper *httptest.Server
	count   int
}

func openGate(s *stage) *gate {
	s.t.Helper()
	g := &gate{s: s, secret: sandbox.SigningSecret}
	g.whisper = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		g.mu.Lock()
		defer g.mu.Unlock()
		g.said = append(g.said, string(text))
	}))
	s.t.Cleanup(g.whisper.Close)
	return g
}

// letter is one signed request, ready to be posted once or again.
type letter struct {
	path string
	body string
}

// answer is what came back, in the acknowledgement and through the response_url.
type answer struct {
	status int
	words  string
}

// post signs and sends a letter and waits for what follows from it.
func (g *gate) post(l letter) answer {
	g.s.t.Helper()
	request, err := http.NewRequest(http.MethodPost, "http://"+g.s.box.App.Addr()+l.path, strings.NewReader(l.body))
	g.s.must(err)
	g.sign(request, l.body)
	g.mu.Lock()
	g.said = nil
	g.mu.Unlock()
	response, err := http.DefaultClient.Do(request)
	g.s.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	g.s.must(err)
	g.s.settle()
	g.mu.Lock()
	defer g.mu.Unlock()
	return answer{response.StatusCode, string(body) + strings.Join(g.said, "\n")}
}

func (g *gate) sign(request *http.Request, body string) {
	at := strconv.FormatInt(time.Now().Add(-g.age).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(g.secret))
	fmt.Fprintf(mac, "v0:%s:%s", at, body)
	request.Header.Set("X-Slack-Request-Timestamp", at)
	request.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
}

// trigger is a fresh one of the person, who asks for help in order to get it; somebody who cannot type commands gets one that opens
// nothing.
func (g *gate) trigger(user string, active bool) string {
	g.s.t.Helper()
	g.count++
	if !active {
		return fmt.Sprintf("1.%d.abcdef", g.count)
	}
	g.s.command(user, "/mentor help")
	for _, entries := range []int{5, 50} { // the command is among the last few, and entries are large
		if trigger := g.lastTrigger(user, entries); trigger != "" {
			return trigger
		}
	}
	g.s.t.Fatalf("no command of %s in the log", user)
	return ""
}

// lastTrigger is that of the person's last command, if it is among the newest entries of the log.
func (g *gate) lastTrigger(user string, entries int) string {
	g.s.t.Helper()
	var answer struct {
		Log []struct {
			Kind    string
			Request struct {
				TriggerID string `json:"trigger_id"`
				UserID    string `json:"user_id"`
			}
		}
	}
	g.s.call(http.MethodGet, fmt.Sprintf("log?limit=%d", entries), nil, &answer)
	for i := len(answer.Log) - 1; i >= 0; i-- {
		if e := answer.Log[i]; e.Kind == "slash_commands" && e.Request.UserID == user {
			return e.Request.TriggerID
		}
	}
	return ""
}

// sender is who a request claims to come from.
type sender struct {
	user, team string
	trigger    string
}

// command is `/mentor` with a verb.
func (g *gate) command(from sender, text string) letter {
	form := url.Values{
		"command": {"/mentor"}, "text": {text}, "team_id": {from.team}, "user_id": {from.user}, "trigger_id": {from.trigger},
		"response_url": {g.whisper.URL},
	}
	return letter{bot.PathCommands, form.Encode()}
}

// click presses a button with a value of the sender's making, on a message.
func (g *gate) click(from sender, action string, meta screens.Meta) letter {
	return g.interaction(from, "block_actions", map[string]any{
		"container": map[string]any{"type": "message", "message_ts": "1780304400.000100", "channel_id": "D0FORGED"},
		"actions":   []any{map[string]any{"type": "button", "action_id": action, "block_id": "b", "value": meta.Encode()}},
	})
}

// pick changes an input that reports each change, in a modal with metadata of the sender's making.
func (g *gate) pick(from sender, action string, meta screens.Meta, form map[string]any) letter {
	return g.interaction(from, "block_actions", map[string]any{
		"container": map[string]any{"type": "view", "view_id": "V0FORGED"},
		"view":      modal("", meta, form),
		"actions":   []any{map[string]any{"type": "datepicker", "action_id": action, "block_id": "date", "selected_date": "2026-07-20"}},
	})
}

// submit sends a modal with metadata and values of the sender's making.
func (g *gate) submit(from sender, callback string, meta screens.Meta, form map[string]any) letter {
	shown := modal(callback, meta, form)
	g.count++
	shown["hash"] = strconv.Itoa(g.count) // or it would count as the same modal submitted twice
	return g.interaction(from, "view_submission", map[string]any{"view": shown})
}

// shortcut uses a shortcut on a message of a conversation.
func (g *gate) shortcut(from sender, callback, conversation string) letter {
	return g.interaction(from, "message_action", map[string]any{
		"callback_id": callback, "channel": map[string]any{"id": conversation}, "message": map[string]any{"text": "Ask about budgets"},
	})
}

// suggest types into an input with suggestions.
func (g *gate) suggest(from sender, action string) letter {
	l := g.interaction(from, "block_suggestion", map[string]any{"action_id": action, "block_id": "b", "value": "lead"})
	l.path = bot.PathOptions
	return l
}

func (g *gate) interaction(from sender, kind string, more map[string]any) letter {
	payload := map[string]any{
		"type": kind, "team": map[string]any{"id": from.team}, "user": map[string]any{"id": from.user, "team_id": from.team},
		"trigger_id": from.trigger, "response_url": g.whisper.URL,
	}
	for name, value := range more {
		payload[name] = value
	}
	return letter{bot.PathInteractions, url.Values{"payload": {g.encode(payload)}}.Encode()}
}

// event is app_home_opened.
func (g *gate) event(from sender) letter {
	return letter{bot.PathEvents, g.encode(map[string]any{
		"type": "event_callback", "team_id": from.team, "event_id": "Ev" + from.trigger,
		"event": map[string]any{"type": "app_home_opened", "tab": "home", "user": from.user},
	})}
}

func modal(callback string, meta screens.Meta, form map[string]any) map[string]any {
	var blocks []any
	for block := range form {
		blocks = append(blocks, map[string]any{"type": "input", "block_id": block})
	}
	return map[string]any{
		"id": "V0FORGED", "type": "modal", "callback_id": callback, "hash": "1.a", "private_metadata": meta.Encode(), "root_view_id": "V0FORGED",
		"blocks": blocks, "state": map[string]any{"values": form},
	}
}

func (g *gate) encode(payload any) string {
	g.s.t.Helper()
	text, err := json.Marshal(payload)
	g.s.must(err)
	return string(text)
}

// Values of inputs as Slack sends them.
func typed(text string) map[string]any {
	return map[string]any{"value": map[string]any{"type": "plain_text_input", "value": text}}
}

func picked(value string) map[string]any {
	return map[string]any{"value": map[string]any{"type": "static_select", "selected_option": map[string]any{"value": value}}}
}

func checked(all ...string) map[string]any {
	options := []any{}
	for _, value := range all {
		options = append(options, map[string]any{"value": value})
	}
	return map[string]any{"value": map[string]any{"type": "multi_static_select", "selected_options": options}}
}

func chosenUser(id string) map[string]any {
	return map[string]any{"value": map[string]any{"type": "users_select", "selected_user": id}}
}

func dated(day string) map[string]any {
	return map[string]any{screens.InputDate: map[string]any{"type": "datepicker", "selected_date": day}}
}

func timed(clock string) map[string]any {
	return map[string]any{screens.InputTime: map[string]any{"type": "timepicker", "selected_time": clock}}
}

// forge is a gate whose requests somebody else than Slack signed.
func (g *gate) forge(t *testing.T, l letter, change func(*gate)) int {
	t.Helper()
	other := &gate{s: g.s, secret: g.secret}
	change(other)
	return other.post(l).status
}
