package stories

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/bot"
	screens "mentorbot/bot/view"
)

// replay is a button or a form of one workspace on its way to be used in another.
type replay struct {
	user, kind, id, block, carried string
	view                           map[string]any // of a form
}

// TestNoButtonOfAWorkspaceWorksInAnother replays everything people of one workspace can click or submit in another, as the person with
// the same id there, with Slack's own signature.
func TestNoButtonOfAWorkspaceWorksInAnother(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		for _, team := range []string{north, south} {
			e.install(team)
			e.inhabit(team)
		}
		theirs := e.idsOf(north)
		replays := e.collect(north, theirs)
		answers := &answers{}
		hook := httptest.NewServer(answers)
		defer hook.Close()
		before := e.rows(north, false)
		own := e.rows(south, true)
		for n, r := range replays {
			status, answer := e.post(r.payload(south, hook.URL, n))
			e.must(e.app.Settle(e.t.Context()))
			answer += answers.take()
			if leak := leaks(answer, theirs, "of "+north); status != http.StatusOK || leak != "" {
				e.t.Errorf("%s %s by %s: status %d, shows %q: %s", r.kind, r.id, r.user, status, leak, answer)
			}
			if !reflect.DeepEqual(own, e.rows(south, true)) {
				e.t.Fatalf("%s %s with %s changed the workspace it was replayed in", r.kind, r.id, r.carried)
			}
		}
		if !reflect.DeepEqual(before, e.rows(north, false)) {
			e.t.Error("replaying changed the workspace it came from")
		}
		kinds := map[string]int{}
		for _, r := range replays {
			kinds[r.kind+" "+r.id]++
		}
		if len(kinds) < 12 {
			e.t.Errorf("only %d kinds of buttons and forms were found: %v", len(kinds), kinds)
		}
		for _, line := range e.errors.take() {
			if !strings.Contains(line, "trigger") {
				e.t.Errorf("logged as an error: %s", line)
			}
		}
		e.t.Logf("%d replays: %v", len(replays), slices.Sorted(maps.Keys(kinds)))
	})
}

// answers takes what the app says by a response address.
type answers struct {
	mu   sync.Mutex
	said string
}

func (a *answers) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.said += string(raw)
}

func (a *answers) take() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	said := a.said
	a.said = ""
	return said
}

// collect finds what people of a workspace can click and submit, in their messages, their Home and the modals these lead to, as far as
// it carries identifiers.
func (e *estate) collect(team string, ids map[reflect.Type][]string) []replay {
	e.t.Helper()
	var found []replay
	for _, user := range []string{mia, leo, ada, ben, eve, kim} {
		for _, m := range e.messages(team, user) {
			found = append(found, e.explore(team, user, fields{"message_ts": m.TS, "channel": m.Channel}, decoded(m.Blocks))...)
		}
		var home struct{ View map[string]any }
		e.control(team, http.MethodPost, "users/"+user+"/home", nil, &home)
		found = append(found, e.explore(team, user, fields{"home": true}, home.View)...)
		for _, verb := range []string{
			screens.VerbProfile, screens.VerbFind, screens.VerbChoices, screens.VerbRequests, screens.VerbSessions, screens.VerbMentor,
		} {
			e.command(team, user, "/mentor "+verb)
			found = append(found, e.open(team, user)...)
		}
		found = append(found, e.results(team, user)...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(r replay) bool {
		key := r.user + r.kind + r.id + r.carried
		twice := seen[key]
		seen[key] = true
		return twice || leaks(r.carried, ids, "of "+team) == ""
	})
}

// explore takes the buttons of a surface and what is in the modals that some of them open.
func (e *estate) explore(team, user string, where fields, surface any) []replay {
	e.t.Helper()
	found := buttons(user, surface)
	for _, b := range slices.Clone(found) {
		if !slices.Contains([]string{
			screens.ActionBookSession, screens.ActionMoveSession, screens.ActionCancelSession, screens.ActionDecline,
		}, b.id) {
			continue
		}
		click := fields{"user": user, "action_id": b.id, "block_id": b.block}
		maps.Copy(click, where)
		e.control(team, http.MethodPost, "click", click, nil)
		found = append(found, e.open(team, user)...)
	}
	return found
}

// results searches and takes what the results offer.
func (e *estate) results(team, user string) []replay {
	e.t.Helper()
	out := e.command(team, user, "/mentor "+screens.VerbFind)
	if out.View == nil {
		return nil
	}
	e.control(team, http.MethodPost, "submit", fields{"user": user, "view_id": out.View.ID}, nil)
	return e.open(team, user)
}

// open takes what is in the modals a person has open, and closes them.
func (e *estate) open(team, user string) []replay {
	e.t.Helper()
	var answer struct {
		View  map[string]any
		Stack []map[string]any
	}
	e.control(team, http.MethodGet, "users/"+user+"/view", nil, &answer)
	var found []replay
	for _, v := range answer.Stack {
		found = append(append(found, buttons(user, v)...), forms(user, v)...)
	}
	if answer.View != nil {
		e.control(team, http.MethodPost, "close", fields{"user": user, "view_id": answer.View["id"], "all": true}, nil)
	}
	return found
}

func decoded(raw json.RawMessage) any {
	var v any
	_ = json.Unmarshal(raw, &v)
	return v
}

// buttons are those anywhere in decoded blocks, with the block they are in.
func buttons(user string, in any) []replay {
	var found []replay
	switch in := in.(type) {
	case []any:
		for _, v := range in {
			found = append(found, buttons(user, v)...)
		}
	case map[string]any:
		if value, ok := in["value"].(string); ok && in["type"] == "button" {
			found = append(found, replay{user: user, kind: "button", id: in["action_id"].(string), carried: value})
		}
		for _, v := range in {
			found = append(found, buttons(user, v)...)
		}
		if block, ok := in["block_id"].(string); ok {
			for i := range found {
				found[i].block = block
			}
		}
	}
	return found
}

// forms is a modal that can be submitted.
func forms(user string, v map[string]any) []replay {
	metadata, _ := v["private_metadata"].(string)
	if metadata == "" || v["submit"] == nil {
		return nil
	}
	return []replay{{user: user, kind: "form", id: v["callback_id"].(string), carried: metadata, view: v}}
}

// payload is what Slack would send if this had been clicked or submitted in a workspace.
func (r replay) payload(team, hook string, n int) map[string]any {
	out := map[string]any{
		"type": "block_actions", "trigger_id": "replay." + strconv.Itoa(n), "team": map[string]any{"id": team},
		"user": map[string]any{"id": r.user, "team_id": team}, "response_url": hook,
		"container": map[string]any{"type": "message", "channel_id": "D0REPLAY", "message_ts": "1.000001"},
		"actions":   []map[string]any{{"type": "button", "action_id": r.id, "block_id": "b", "value": r.carried}},
	}
	if r.kind == "form" {
		delete(out, "response_url")
		out["type"], out["view"] = "view_submission", r.view
	}
	return out
}

// post sends an interaction to the app as Slack signs it.
func (e *estate) post(payload map[string]any) (status int, answer string) {
	e.t.Helper()
	raw, err := json.Marshal(payload)
	e.must(err)
	return e.send(bot.PathInteractions, formEncoded, url.Values{"payload": {string(raw)}}.Encode())
}

// event sends an event of a workspace to the app as Slack signs it.
func (e *estate) event(team string, at time.Time, inner map[string]any) (status int, answer string) {
	e.t.Helper()
	raw, err := json.Marshal(map[string]any{
		"type": "event_callback", "team_id": team, "event_id": "Ev" + strconv.FormatInt(time.Now().UnixNano(), 10),
		"event_time": at.Unix(), "event": inner,
	})
	e.must(err)
	return e.send(bot.PathEvents, "application/json", string(raw))
}

func (e *estate) send(path, kind, body string) (status int, answer string) {
	e.t.Helper()
	request, err := http.NewRequest(http.MethodPost, e.base+path, strings.NewReader(body))
	e.must(err)
	stamp := strconv.FormatInt(e.protocol.now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(estateSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Slack-Request-Timestamp", stamp)
	request.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	status, got, err := roundTrip(request)
	e.must(err)
	return status, string(got)
}
