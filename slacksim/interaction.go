package slacksim

import (
	"encoding/json"
	"strings"

	"mentorbot/slacksim/blockkit"
)

// place is where a person acts: on a message, in a modal or on the Home.
type place struct {
	user   *User
	conv   *conversation // of a message
	msg    *message
	view   *view
	blocks json.RawMessage // what the person sees there
}

// key names the place and an element in it, to remember what the app suggested there.
func (p place) key(el blockkit.Element) string {
	where := ""
	if p.view != nil {
		where = p.view.id
	} else {
		where = p.conv.id + " " + p.msg.ts
	}
	return strings.Join([]string{p.user.ID, where, el.BlockID, el.ActionID}, "\x00")
}

// states returns what the person has chosen at the place so far.
func (p place) states() states {
	if p.view != nil {
		return p.view.state
	}
	return p.msg.stateOf(p.user.ID)
}

// keep stores a choice if the element has a state (buttons have none).
func (p place) keep(el blockkit.Element, value map[string]any) {
	if _, known := p.states()[el.BlockID][el.ActionID]; known {
		p.states()[el.BlockID][el.ActionID] = value
	}
}

// interaction begins a payload with what all of them carry. The caller holds s.mu.
func (s *Server) interaction(kind string, user *User) object {
	return object{
		"type": kind, "token": s.opt.App.AppID, "api_app_id": s.opt.App.AppID, "is_enterprise_install": false, "enterprise": nil,
		"team": object{"id": s.opt.Team.ID, "domain": s.opt.Team.Domain}, "user": s.userRef(user),
	}
}

// actionsAt builds the block_actions payload of one action. Messages come with a response URL, views do not; an ephemeral
// message is not sent along, as Slack does not keep it (slack.md 1.1).
func (s *Server) actionsAt(p place, el blockkit.Element, value map[string]any) object {
	payload := s.interaction("block_actions", p.user)
	payload["trigger_id"] = s.newTrigger(p.user.ID, p.modal(), p.conv)
	payload["actions"] = []object{actionObject(el, value, formatTS(s.opt.Clock.Now().UnixMicro()))}
	s.addPlace(payload, p)
	if p.msg != nil {
		payload["response_url"] = s.newResponseURL(p.conv, p.user.ID, p.msg.ts)
		payload["state"] = object{"values": p.states()}
	}
	return readBackObject(payload)
}

// suggestionAt builds the block_suggestion payload of an external select.
func (s *Server) suggestionAt(p place, el blockkit.Element, query string) object {
	payload := s.interaction("block_suggestion", p.user)
	payload["block_id"], payload["action_id"], payload["value"] = el.BlockID, el.ActionID, query
	s.addPlace(payload, p)
	return readBackObject(payload)
}

// addPlace says where an interaction happened.
func (s *Server) addPlace(payload object, p place) {
	if p.view != nil {
		payload["view"] = s.viewObject(p.view)
		payload["container"] = object{"type": "view", "view_id": p.view.id}
		return
	}
	ephemeral := p.msg.only != ""
	payload["channel"] = object{"id": p.conv.id, "name": p.conv.eventName()}
	payload["container"] = object{"type": "message", "message_ts": p.msg.ts, "channel_id": p.conv.id, "is_ephemeral": ephemeral}
	if !ephemeral {
		payload["message"] = s.messageObject(p.msg, true)
	}
}

// modal returns the modal the person acts in, nil elsewhere.
func (p place) modal() *view {
	if p.view != nil && p.view.Type == "modal" {
		return p.view
	}
	return nil
}

// actionObject is one entry of actions: the choice with the element's ids.
func actionObject(el blockkit.Element, value map[string]any, at string) object {
	out := object{"block_id": el.BlockID, "action_id": el.ActionID, "action_ts": at}
	for name, v := range value {
		out[name] = v
	}
	return out
}

// commandPayload builds the fields of a slash command.
func (s *Server) commandPayload(user *User, conv *conversation, command, text string) object {
	return object{
		"token": s.opt.App.AppID, "api_app_id": s.opt.App.AppID, "is_enterprise_install": "false",
		"team_id": s.opt.Team.ID, "team_domain": s.opt.Team.Domain, "channel_id": conv.id, "channel_name": conv.eventName(),
		"user_id": user.ID, "user_name": user.Name, "command": command, "text": text,
		"response_url": s.newResponseURL(conv, user.ID, ""), "trigger_id": s.newTrigger(user.ID, nil, conv),
	}
}

// shortcutPayload builds the payload of a global shortcut, which has no response URL.
func (s *Server) shortcutPayload(user *User, callbackID string) object {
	payload := s.interaction("shortcut", user)
	payload["callback_id"], payload["trigger_id"] = callbackID, s.newTrigger(user.ID, nil, nil)
	payload["action_ts"] = formatTS(s.opt.Clock.Now().UnixMicro())
	return payload
}

// messageShortcutPayload builds the payload of a shortcut on a message: with the message, and a response URL that answers beside it.
func (s *Server) messageShortcutPayload(p place, callbackID string) object {
	payload := s.interaction("message_action", p.user)
	payload["callback_id"], payload["trigger_id"] = callbackID, s.newTrigger(p.user.ID, nil, p.conv)
	payload["action_ts"] = formatTS(s.opt.Clock.Now().UnixMicro())
	payload["channel"] = object{"id": p.conv.id, "name": p.conv.eventName()}
	payload["message_ts"], payload["message"] = p.msg.ts, s.messageObject(p.msg, true)
	payload["response_url"] = s.newResponseURL(p.conv, p.user.ID, "")
	return readBackObject(payload)
}

// submissionPayload builds the payload of a submitted modal.
func (s *Server) submissionPayload(user *User, v *view) object {
	payload := s.interaction("view_submission", user)
	payload["trigger_id"], payload["view"] = s.newTrigger(user.ID, v, nil), s.viewObject(v)
	payload["response_urls"] = s.responseURLs(user, v)
	return payload
}

// responseURLs hands out a response URL for every chosen conversation of an input with response_url_enabled; a submission
// has no other (slack.md 1.1).
func (s *Server) responseURLs(user *User, v *view) []object {
	urls := []object{}
	for _, el := range blockkit.Inputs(v.Blocks) {
		var setting struct {
			Enabled bool `json:"response_url_enabled"`
		}
		if json.Unmarshal(el.Raw, &setting) != nil || !setting.Enabled {
			continue
		}
		value, _ := v.state[el.BlockID][el.ActionID].(map[string]any)
		for _, id := range append(chosenIDs(value["selected_conversation"]), chosenIDs(value["selected_channel"])...) {
			if conv := s.conversations[id]; conv != nil {
				urls = append(urls, object{"block_id": el.BlockID, "action_id": el.ActionID, "channel_id": id,
					"response_url": s.newResponseURL(conv, user.ID, "")})
			}
		}
	}
	return urls
}

// closedPayload builds the payload of a closed modal.
func (s *Server) closedPayload(user *User, v *view, cleared bool) object {
	payload := s.interaction("view_closed", user)
	payload["view"], payload["is_cleared"] = s.viewObject(v), cleared
	return payload
}
