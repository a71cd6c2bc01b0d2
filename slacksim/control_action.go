package slacksim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// controlCommand runs a slash command. Without a channel it is typed in the DM with the app.
func (s *Server) controlCommand(r *http.Request) (any, error) {
	in, err := body[struct{ User, Text, Channel string }](r)
	if err != nil {
		return nil, err
	}
	command, text, _ := strings.Cut(strings.TrimSpace(in.Text), " ")
	s.mu.Lock()
	conv, payload, err := s.prepareCommand(in.User, in.Channel, command, strings.TrimSpace(text))
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := s.send(s.ctx, delivery{kind: kindCommand, method: command, payload: payload})
	out := outcomeOf(a, commandNotice(command))
	if a.status == statusOK {
		s.mu.Lock()
		out.Reply, err = s.commandReply(conv, payload, a.body)
		s.mu.Unlock()
		if err != nil {
			out.refuse(err, commandNotice(command)("dispatch_unknown_error"))
		}
	}
	return s.finish(r.Context(), in.User, since, out), nil
}

func (s *Server) prepareCommand(user, channel, command, text string) (*conversation, object, error) {
	u, err := s.member(user)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(s.opt.App.Commands, func(c Command) bool { return c.Name == command })
	if i < 0 {
		return nil, nil, refuse("unknown_command", "%s is not a valid command", command)
	}
	if s.opt.App.Commands[i].ShouldEscape {
		text = s.escapeNames(text)
	}
	conv := s.conversations[channel]
	if channel == "" {
		conv = s.botDM(u.ID)
	}
	if conv == nil || !conv.has(u.ID) {
		return nil, nil, notFound("channel_not_found", "%s is in no conversation %q", u.RealName, channel)
	}
	return conv, s.commandPayload(u, conv, command, text), nil
}

// named matches the people and channels that a person names while typing.
var named = regexp.MustCompile(`[@#][\p{L}\p{N}._-]+`)

// escapeNames writes people and channels as their ids; a private channel does not tell its name (slack.md 1.7).
func (s *Server) escapeNames(text string) string {
	return named.ReplaceAllStringFunc(text, func(name string) string {
		if name[0] == '@' {
			for _, u := range s.users {
				if u.Name == name[1:] {
					return "<@" + u.ID + ">"
				}
			}
			return name
		}
		for _, c := range s.conversations {
			switch {
			case c.kind != kindChannel || c.name != name[1:]:
			case c.private:
				return "<#" + c.id + "|>"
			default:
				return "<#" + c.id + "|" + c.name + ">"
			}
		}
		return name
	})
}

// commandReply shows the body of a command's acknowledgement: nothing, plain text, or a JSON message. One for everybody shows
// the command as well. The caller holds s.mu.
func (s *Server) commandReply(conv *conversation, payload object, answer []byte) (object, error) {
	answer = bytes.TrimSpace(answer)
	var plain string
	args := arguments{}
	switch {
	case len(answer) == 0:
		return nil, nil
	case json.Unmarshal(answer, &plain) == nil:
		args["text"] = plain
	case answer[0] != '{':
		args["text"] = string(answer)
	default:
		if refusal := args.addJSON(bytes.NewReader(answer)); refusal != nil {
			return nil, refusal
		}
	}
	content, refusal := s.contentOf(args)
	if refusal != nil {
		return nil, refusal
	}
	if content.empty() {
		return nil, fail("no_text")
	}
	user, _ := payload["user_id"].(string)
	if args["response_type"] == "in_channel" {
		s.post(conv, s.typed(user, fmt.Sprint(payload["command"], " ", payload["text"])))
	}
	return s.shownMessage(conv, s.reply(conv, user, args["response_type"], content), user), nil
}

// controlShortcut runs a global shortcut.
func (s *Server) controlShortcut(r *http.Request) (any, error) {
	in, err := body[struct {
		User       string `json:"user"`
		CallbackID string `json:"callback_id"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	u, err := s.member(in.User)
	if err == nil && !slices.ContainsFunc(s.opt.App.Shortcuts, func(c Shortcut) bool { return c.CallbackID == in.CallbackID }) {
		err = refuse("unknown_shortcut", "the app has no global shortcut %q", in.CallbackID)
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	payload, since := s.shortcutPayload(u, in.CallbackID), s.lastShown()
	s.mu.Unlock()
	a := s.send(s.ctx, delivery{kind: kindInteractive, method: "shortcut", payload: payload})
	return s.finish(r.Context(), in.User, since, outcomeOf(a, buttonNotice)), nil
}

// controlMessageShortcut runs a shortcut on a message, which any member of the conversation may do, whether the app is in it or not.
func (s *Server) controlMessageShortcut(r *http.Request) (any, error) {
	in, err := body[struct {
		User       string `json:"user"`
		Channel    string `json:"channel"`
		MessageTS  string `json:"message_ts"`
		CallbackID string `json:"callback_id"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	p, err := s.find(where{User: in.User, Channel: in.Channel, MessageTS: in.MessageTS})
	if err == nil {
		_, err = s.member(in.User)
	}
	switch {
	case err != nil:
	case p.msg == nil:
		err = refuse("no_place", "message_ts is needed")
	case p.msg.only != "":
		err = refuse("ephemeral_message", "Slack offers no shortcuts on a message that only one person sees")
	case !slices.ContainsFunc(s.opt.App.OnMessages, func(c Shortcut) bool { return c.CallbackID == in.CallbackID }):
		err = refuse("unknown_shortcut", "the app has no shortcut %q on messages", in.CallbackID)
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	payload, since := s.messageShortcutPayload(p, in.CallbackID), s.lastShown()
	s.mu.Unlock()
	a := s.send(s.ctx, delivery{kind: kindInteractive, method: "message_action", payload: payload})
	return s.finish(r.Context(), in.User, since, outcomeOf(a, buttonNotice)), nil
}

// where names an element in a control call.
type where struct {
	User      string `json:"user"`
	MessageTS string `json:"message_ts"`
	ViewID    string `json:"view_id"`
	Home      bool   `json:"home"`
	Channel   string `json:"channel"`
	BlockID   string `json:"block_id"`
	ActionID  string `json:"action_id"`
}

// find returns the place a person acts at. The caller holds s.mu.
func (s *Server) find(in where) (place, error) {
	u, err := s.actor(in.User)
	if err != nil {
		return place{}, err
	}
	p := place{user: u}
	switch {
	case in.Home:
		p.view = s.homes[u.ID]
	case in.ViewID != "":
		p.view = s.viewByID(in.ViewID)
		if p.view != nil && p.view.user != u.ID {
			p.view = nil
		}
	case in.MessageTS != "":
		return s.findMessage(p, in)
	default:
		return p, refuse("no_place", "message_ts, view_id or home is needed")
	}
	if p.view == nil {
		return p, notFound("view_not_found", "%s has no such view open", u.RealName)
	}
	p.blocks = p.view.Blocks
	return p, nil
}

func (s *Server) findMessage(p place, in where) (place, error) {
	for _, conv := range s.conversationsOf(p.user.ID) {
		if in.Channel != "" && conv.id != in.Channel {
			continue
		}
		if m := conv.find(in.MessageTS); m != nil && m.visibleTo(p.user.ID) {
			p.conv, p.msg, p.blocks = conv, m, m.blocks
			return p, nil
		}
	}
	return p, notFound("message_not_found", "%s sees no message %s", p.user.RealName, in.MessageTS)
}

// controlClick uses an element of a message, a modal or the Home.
func (s *Server) controlClick(r *http.Request) (any, error) {
	in, err := body[struct {
		where
		Value any  `json:"value"`
		Stale bool `json:"stale"`
	}](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	payload, err := s.prepareClick(in.where, in.Value, in.Stale)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := s.send(s.ctx, delivery{kind: kindInteractive, method: "block_actions", payload: payload})
	return s.finish(r.Context(), in.User, since, outcomeOf(a, buttonNotice)), nil
}

func (s *Server) prepareClick(in where, value any, stale bool) (object, error) {
	p, err := s.find(in)
	if err != nil {
		return nil, err
	}
	if stale && p.msg != nil {
		p.blocks = p.msg.first
	}
	el, err := s.element(p, in)
	if err != nil {
		return nil, err
	}
	if el.InInput && !el.Dispatch {
		return nil, refuse("not_dispatched", "an input block without dispatch_action tells the app nothing until it is submitted; use type or submit")
	}
	chosen, err := s.choose(p, el, value)
	if err != nil {
		return nil, asRefusal(err)
	}
	p.keep(el, chosen)
	return s.actionsAt(p, el, chosen), nil
}
