package slacksim

import (
	"encoding/json"
	"iter"
	"slices"

	"mentorbot/slacksim/blockkit"
)

// maxStack is how many modals can lie on one another.
const maxStack = 3

// view is an open modal or a published Home.
type view struct {
	id, root, previous string
	user               string // whose screen it is on
	hash               string
	state              states
	definition
}

// definition is what an app sends as a view.
type definition struct {
	Type            string          `json:"type"`
	Title           json.RawMessage `json:"title,omitempty"`
	Submit          json.RawMessage `json:"submit,omitempty"`
	Close           json.RawMessage `json:"close,omitempty"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	CallbackID      string          `json:"callback_id"`
	ExternalID      string          `json:"external_id"`
	ClearOnClose    bool            `json:"clear_on_close"`
	NotifyOnClose   bool            `json:"notify_on_close"`
}

// parseView checks a raw view and gives its blocks ids. A view in a list argument may be JSON text inside JSON; arguments
// have unwrapped that already. The caller holds s.mu.
func (s *Server) parseView(raw json.RawMessage, kind string) (definition, *apiError) {
	var def definition
	switch {
	case raw == nil:
		return def, missing("view")
	case len(raw) > blockkit.MaxViewBytes:
		return def, fail("view_too_large")
	}
	if refusal := problems("invalid_arguments", blockkit.CheckView(raw)); refusal != nil {
		return def, refusal
	}
	if err := json.Unmarshal(raw, &def); err != nil {
		return def, invalid("must provide an object [json-pointer:/view]")
	}
	if def.Type != kind {
		return def, invalid("unsupported type: " + def.Type + " [json-pointer:/view/type]")
	}
	if refusal := s.checkImages("invalid_arguments", def.Blocks, "/view/blocks"); refusal != nil {
		return def, refusal
	}
	if refusal := s.mayAskForFiles(def.Blocks); refusal != nil {
		return def, refusal
	}
	blocks, err := blockkit.WithIDs(def.Blocks, newBlockID)
	if err != nil {
		return def, invalid("must provide an array [json-pointer:/view/blocks]")
	}
	def.Blocks = blocks
	return def, nil
}

// uniqueExternalID refuses an external id that another open view of the team has.
func (s *Server) uniqueExternalID(def definition, except *view) *apiError {
	if def.ExternalID == "" {
		return nil
	}
	if found := s.viewByExternalID(def.ExternalID); found != nil && found != except {
		return fail("duplicate_external_id")
	}
	return nil
}

func (s *Server) viewByExternalID(id string) *view {
	for v := range s.openViews() {
		if v.ExternalID == id {
			return v
		}
	}
	return nil
}

// openViews goes through every open modal and published Home.
func (s *Server) openViews() iter.Seq[*view] {
	return func(yield func(*view) bool) {
		for _, stack := range s.stacks {
			for _, v := range stack {
				if !yield(v) {
					return
				}
			}
		}
		for _, home := range s.homes {
			if !yield(home) {
				return
			}
		}
	}
}

// viewByID finds an open modal or a published Home.
func (s *Server) viewByID(id string) *view {
	for v := range s.openViews() {
		if v.id == id {
			return v
		}
	}
	return nil
}

// newView makes a view of a definition, untouched by the person.
func (s *Server) newView(user string, def definition) *view {
	v := &view{id: newID("V"), user: user, hash: s.newHash(), definition: def, state: blockkit.InitialState(def.Blocks)}
	v.root = v.id
	return v
}

// top returns the modal a person sees, nil for none.
func (s *Server) top(user string) *view {
	stack := s.stacks[user]
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}

// pushView lays a view on the person's stack, or starts a new stack.
func (s *Server) pushView(user string, def definition, onto bool) (*view, *apiError) {
	stack := s.stacks[user]
	if !onto {
		stack = nil
	}
	if len(stack) >= maxStack {
		return nil, fail("push_limit_reached")
	}
	v := s.newView(user, def)
	if len(stack) > 0 {
		v.root, v.previous = stack[0].id, stack[len(stack)-1].id
	}
	s.stacks[user] = append(stack, v)
	s.stream.publish("view", user)
	return v, nil
}

// popView removes a view and everything above it.
func (s *Server) popView(v *view) {
	stack := s.stacks[v.user]
	if i := slices.Index(stack, v); i >= 0 {
		s.setStack(v.user, stack[:i])
	}
}

func (s *Server) setStack(user string, stack []*view) {
	if len(stack) == 0 {
		delete(s.stacks, user)
	} else {
		s.stacks[user] = stack
	}
	s.stream.publish("view", user)
}

// replaceView shows another definition in place of a view's own. What the person has put in stays where block_id and action_id
// are unchanged (slack.md 1.2).
func (s *Server) replaceView(v *view, def definition) {
	fresh := blockkit.InitialState(def.Blocks)
	for block, actions := range fresh {
		for action, value := range actions {
			if kept, ok := v.state[block][action]; ok && kindOf(kept) == kindOf(value) {
				actions[action] = kept
			}
		}
	}
	v.definition, v.state, v.hash = def, fresh, s.newHash()
	kind := "view"
	if def.Type == "home" {
		kind = "home"
	}
	s.stream.publish(kind, v.user)
}

// kindOf is the element type a state value belongs to.
func kindOf(value any) any {
	fields, _ := value.(map[string]any)
	return fields["type"]
}

// viewObject renders a view as the Web API and payloads carry it.
func (s *Server) viewObject(v *view) object {
	out := s.shownView(v)
	blockkit.ReadBackValue(out, spellEmoji)
	return out
}

// shownView renders a view as a person sees it.
func (s *Server) shownView(v *view) object {
	out := object{
		"id": v.id, "team_id": s.opt.Team.ID, "type": v.Type, "blocks": v.Blocks, "private_metadata": v.PrivateMetadata,
		"callback_id": v.CallbackID, "external_id": v.ExternalID, "hash": v.hash, "state": object{"values": v.state},
		"root_view_id": v.root, "app_id": s.opt.App.AppID, "bot_id": s.opt.App.BotID,
		"app_installed_team_id": s.opt.Team.ID, "clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"previous_view_id": nil, "title": optional(v.Title), "submit": optional(v.Submit), "close": optional(v.Close),
	}
	if v.previous != "" {
		out["previous_view_id"] = v.previous
	}
	return detached(out)
}

func optional(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	return raw
}

// detached copies an object, so that it can be sent after the mutex is released while its source goes on changing.
func detached(o object) object {
	var out object
	if json.Unmarshal(toJSON(o), &out) != nil {
		return object{}
	}
	return out
}

// readBackObject copies an object as Slack gives it back: detached, with emoji spelled by name.
func readBackObject(o object) object {
	out := detached(o)
	blockkit.ReadBackValue(out, spellEmoji)
	return out
}
