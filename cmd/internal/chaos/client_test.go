package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// outcome is what a control call that reached the app answers (docs/simulator.md).
type outcome struct {
	App struct {
		Status string `json:"status"`
	} `json:"app"`
	Reply  *message          `json:"reply"`
	View   *modal            `json:"view"`
	Errors map[string]string `json:"errors"`
	Notice string            `json:"notice"`
}

// acknowledged tells that the app took the request and nobody was told that it failed.
func (o outcome) acknowledged() bool {
	return o.App.Status == "ok" && o.Notice == "" && len(o.Errors) == 0
}

// message is a message as a person sees it.
type message struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	Text      string          `json:"text"`
	Blocks    json.RawMessage `json:"blocks"`
	Ephemeral bool            `json:"ephemeral"`
	Metadata  struct {
		EventPayload struct {
			Job string `json:"job"`
		} `json:"event_payload"`
	} `json:"metadata"`
}

// modal is a modal or Home.
type modal struct {
	ID         string          `json:"id"`
	CallbackID string          `json:"callback_id"`
	Blocks     json.RawMessage `json:"blocks"`
}

// element is something to click: where it is and what it carries.
type element struct {
	Block  string
	Action string
	Value  string
}

// meta is what a button's value names.
type meta struct {
	List       string `json:"l"`
	Invitation string `json:"i"`
	Mentorship string `json:"m"`
	Session    string `json:"s"`
}

func (e element) meta() meta {
	var m meta
	_ = json.Unmarshal([]byte(e.Value), &m) // a value that is no meta names nothing
	return m
}

// elements finds what can be clicked with one of the action ids.
func elements(blocks json.RawMessage, actions ...string) []element {
	type control struct {
		ActionID string `json:"action_id"`
		Value    string `json:"value"`
	}
	var all []struct {
		BlockID   string    `json:"block_id"`
		Elements  []control `json:"elements"`
		Accessory control   `json:"accessory"`
	}
	_ = json.Unmarshal(blocks, &all) // rich text has elements of another shape and nothing to click
	var found []element
	for _, b := range all {
		for _, c := range append(b.Elements, b.Accessory) {
			for _, wanted := range actions {
				if c.ActionID == wanted {
					found = append(found, element{b.BlockID, c.ActionID, c.Value})
				}
			}
		}
	}
	return found
}

type fields = map[string]any

// values of a form, by block and action id.
type values = map[string]map[string]any

func value(v any) map[string]any { return map[string]any{"value": v} }

// control makes a call of the simulator's control API. A refusal is an error: what a person sees may be gone when they act.
func (w *world) control(method, path string, body, answer any) error {
	payload, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, w.web.URL+"/_sim/"+path, bytes.NewReader(payload))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, raw)
	}
	return json.Unmarshal(raw, answer)
}

// messages are all messages a person can see.
func (w *world) messages(user string) ([]message, error) {
	var answer struct{ Messages []message }
	err := w.control(http.MethodGet, "users/"+user+"/messages", nil, &answer)
	return answer.Messages, err
}
