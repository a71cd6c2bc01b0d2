package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mentorbot/slacksim/blockkit"
)

// maxOffered is how many suggested options are remembered per element.
const maxOffered = 1000

// element finds the element a control call names at a place.
func (s *Server) element(p place, in where) (blockkit.Element, error) {
	el, ok := blockkit.FindElement(p.blocks, in.BlockID, in.ActionID)
	if !ok {
		return el, notFound("element_not_found", "there is no single element with block_id %q and action_id %q", in.BlockID, in.ActionID)
	}
	return el, nil
}

// choose builds Slack's value of a choice; people, conversations and files must exist.
func (s *Server) choose(p place, el blockkit.Element, value any) (map[string]any, error) {
	chosen, err := blockkit.Choose(el, value, s.offered[p.key(el)])
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"selected_user", "selected_users"} {
		for _, id := range chosenIDs(chosen[name]) {
			if s.users[id] == nil {
				return nil, &blockkit.ChoiceError{Code: "user_not_found", Text: fmt.Sprintf("There is no user %q.", id)}
			}
		}
	}
	for _, name := range []string{"selected_conversation", "selected_conversations", "selected_channel", "selected_channels"} {
		for _, id := range chosenIDs(chosen[name]) {
			conv := s.conversations[id]
			if conv == nil || !conv.has(p.user.ID) && conv.private {
				return nil, &blockkit.ChoiceError{Code: "channel_not_found", Text: fmt.Sprintf("There is no conversation %q.", id)}
			}
			if !s.listed(conv, el) {
				return nil, &blockkit.ChoiceError{Code: "conversation_not_listed", Text: fmt.Sprintf("%q is not among those to choose from.", id)}
			}
		}
	}
	if el.Type == "file_input" {
		return chosen, s.attach(p.user, el, chosen)
	}
	return chosen, nil
}

// listed tells whether a menu of conversations has one: neither an archived one nor one its filter leaves out, and only public ones where
// channels are asked for. Nothing here is shared with another organisation.
func (s *Server) listed(c *conversation, el blockkit.Element) bool {
	var menu struct {
		Filter struct {
			Include []string
			NoBots  bool `json:"exclude_bot_users"`
		}
	}
	_ = json.Unmarshal(el.Raw, &menu) // it was checked when the app sent it
	kind := c.kind
	if kind == "channel" {
		kind = map[bool]string{true: "private", false: "public"}[c.private]
	}
	if strings.HasSuffix(el.Type, "channels_select") {
		menu.Filter.Include = []string{"public"}
	}
	bots := kind == "im" && slices.ContainsFunc(c.members, func(id string) bool { return s.users[id] != nil && s.users[id].IsBot })
	return !c.archived && (len(menu.Filter.Include) == 0 || slices.Contains(menu.Filter.Include, kind)) && !(menu.Filter.NoBots && bots)
}

// presetConversation chooses, in menus that ask for it by default_to_current_conversation, the conversation a person was in when they opened
// the view. What the app itself has chosen stays, and so does a menu that does not list that conversation.
func (s *Server) presetConversation(v *view, current *conversation) {
	if current == nil {
		return
	}
	p := place{user: s.users[v.user], view: v, blocks: v.Blocks}
	for _, el := range blockkit.Elements(v.Blocks) {
		var menu struct {
			Current bool     `json:"default_to_current_conversation"`
			One     string   `json:"initial_conversation"`
			Several []string `json:"initial_conversations"`
		}
		if json.Unmarshal(el.Raw, &menu) != nil || !menu.Current || menu.One != "" || len(menu.Several) > 0 {
			continue
		}
		if chosen, err := s.choose(p, el, current.id); err == nil {
			p.keep(el, chosen)
		}
	}
}

// chosenIDs reads one id or a list of them.
func chosenIDs(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case []any:
		var ids []string
		for _, item := range v {
			if id, ok := item.(string); ok {
				ids = append(ids, id)
			}
		}
		return ids
	}
	return nil
}

// asRefusal turns an impossible choice into a refusal of the control call.
func asRefusal(err error) error {
	var choice *blockkit.ChoiceError
	if errors.As(err, &choice) {
		return refuse(choice.Code, "%s", choice.Text)
	}
	return err
}

// fill enters values into a view. Choices that Slack's client would not allow are returned as field errors by block; unknown
// elements are an error of the call.
func (s *Server) fill(p place, values map[string]map[string]any) (map[string]string, []blockkit.Element, error) {
	fieldErrors := map[string]string{}
	var filled []blockkit.Element
	for block, actions := range values {
		for action, value := range actions {
			el, err := s.element(p, where{BlockID: block, ActionID: action})
			if err != nil {
				return nil, nil, err
			}
			chosen, err := s.choose(p, el, value)
			var choice *blockkit.ChoiceError
			switch {
			case errors.As(err, &choice):
				fieldErrors[block] = choice.Text
				continue
			case err != nil:
				return nil, nil, err
			}
			p.keep(el, chosen)
			filled = append(filled, el)
		}
	}
	slices.SortFunc(filled, func(a, b blockkit.Element) int { return position(p, a) - position(p, b) })
	return fieldErrors, filled, nil
}

// position orders elements as they stand in the view.
func position(p place, el blockkit.Element) int {
	var blocks []struct {
		ID string `json:"block_id"`
	}
	_ = json.Unmarshal(p.blocks, &blocks)
	for i, block := range blocks {
		if block.ID == el.BlockID {
			return i
		}
	}
	return len(blocks)
}

// suggestions is an app's answer to block_suggestion.
type suggestions struct {
	Options []json.RawMessage `json:"options,omitempty"`
	Groups  []struct {
		Label   json.RawMessage   `json:"label"`
		Options []json.RawMessage `json:"options"`
	} `json:"option_groups,omitempty"`
}

// readSuggestions checks an answer to block_suggestion by the rules of a static select's options. No options at all is a fair
// answer.
func readSuggestions(answer []byte) (suggestions, error) {
	var got suggestions
	if err := json.Unmarshal(answer, &got); err != nil {
		return got, fmt.Errorf("the answer to block_suggestion is no JSON object: %w", err)
	}
	if len(got.Options) == 0 && len(got.Groups) == 0 {
		return got, nil
	}
	sel := object{"type": "static_select", "action_id": "suggested"}
	if len(got.Options) > 0 {
		sel["options"] = got.Options
	}
	if len(got.Groups) > 0 {
		sel["option_groups"] = got.Groups
	}
	probe := toJSON([]object{{"type": "actions", "elements": []object{sel}}})
	found := blockkit.CheckBlocks(probe, blockkit.SurfaceModal, "")
	if refusal := problems("invalid_options", found); refusal != nil {
		return got, refusal
	}
	return got, nil
}

// all returns every suggested option.
func (g suggestions) all() []json.RawMessage {
	options := slices.Clone(g.Options)
	for _, group := range g.Groups {
		options = append(options, group.Options...)
	}
	return options
}

// remember keeps what the app suggested for an element, so that it can be chosen.
func (s *Server) remember(key string, options []json.RawMessage) {
	known := append(s.offered[key], options...)
	s.offered[key] = known[max(0, len(known)-maxOffered):]
}
