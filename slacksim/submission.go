package slacksim

import (
	"encoding/json"
	"fmt"

	"mentorbot/slacksim/blockkit"
)

// troubleNotice is what Slack shows in a modal when the app's answer is no good.
const troubleNotice = "We had some trouble connecting. Try again?"

// requiredText is what Slack's client says about a required input left empty.
const requiredText = "Please complete this required field."

// viewAnswer is the acknowledgement of a view_submission (slack.md 1.2).
type viewAnswer struct {
	Action string            `json:"response_action"`
	View   json.RawMessage   `json:"view"`
	Errors map[string]string `json:"errors"`
}

// applyAnswer does to a submitted modal what its acknowledgement says and returns the field errors to show. An answer Slack
// does not accept changes nothing and is returned as an error. The caller holds s.mu.
func (s *Server) applyAnswer(v *view, body []byte) (map[string]string, error) {
	if len(body) == 0 {
		s.popView(v)
		return nil, nil
	}
	var answer viewAnswer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("the answer to view_submission is no JSON object: %w", err)
	}
	switch answer.Action {
	case "clear":
		s.setStack(v.user, nil)
		return nil, nil
	case "errors":
		return checkErrors(v, answer.Errors)
	case "update", "push":
		return nil, s.applyView(v, answer)
	}
	return nil, fmt.Errorf("response_action %q is not known; closing the modal needs an empty body", answer.Action)
}

func (s *Server) applyView(v *view, answer viewAnswer) error {
	def, refusal := s.parseView(answer.View, "modal")
	if refusal != nil {
		return refusal
	}
	var except *view
	if answer.Action == "update" {
		except = v
	}
	if refusal := s.uniqueExternalID(def, except); refusal != nil {
		return refusal
	}
	if answer.Action == "update" {
		s.replaceView(v, def)
		return nil
	}
	if _, refusal := s.pushView(v.user, def, true); refusal != nil {
		return refusal
	}
	return nil
}

// checkErrors wants at least one error, each keyed by the block id of an input block. Slack answers other keys with its
// generic failure.
func checkErrors(v *view, found map[string]string) (map[string]string, error) {
	if len(found) == 0 {
		return nil, fmt.Errorf("response_action errors comes without errors")
	}
	inputs := map[string]bool{}
	for _, el := range blockkit.Inputs(v.Blocks) {
		inputs[el.BlockID] = true
	}
	for block := range found {
		if !inputs[block] {
			return nil, fmt.Errorf("errors names %q, which is no input block of the view", block)
		}
	}
	return found, nil
}

// unfilled returns the required inputs a person has left empty.
func unfilled(v *view) map[string]string {
	errors := map[string]string{}
	for _, el := range blockkit.Inputs(v.Blocks) {
		value, _ := v.state[el.BlockID][el.ActionID].(map[string]any)
		if !el.Optional && emptyChoice(value) {
			errors[el.BlockID] = requiredText
		}
	}
	return errors
}

// emptyChoice tells whether a state value holds no choice.
func emptyChoice(value map[string]any) bool {
	for name, v := range value {
		if name == "type" || name == "timezone" {
			continue
		}
		switch v := v.(type) {
		case nil:
		case string:
			if v != "" {
				return false
			}
		case []any:
			if len(v) > 0 {
				return false
			}
		default:
			if text := string(toJSON(v)); text != "null" && text != "[]" && text != `""` {
				return false
			}
		}
	}
	return true
}
