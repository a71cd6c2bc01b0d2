package slacksim

import (
	"net/http"
	"slices"
	"strings"
)

// maxTyped is how long a message a person can send.
const maxTyped = 12_000

// controlConversations lists a person's conversations, newest first. The DM with the app is always among them.
func (s *Server) controlConversations(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.person(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if !u.IsBot {
		s.botDM(u.ID)
	}
	list := []object{}
	for _, conv := range s.conversationsOf(u.ID) {
		shown := object{"id": conv.id, "kind": conv.kind, "name": s.nameFor(conv, u.ID), "members": conv.members,
			"unread": conv.unread(u.ID), "last_ts": "", "last_text": "", "archived": conv.archived}
		if m := conv.last(u.ID); m != nil {
			shown["last_ts"], shown["last_text"] = m.ts, m.text
		}
		list = append(list, shown)
	}
	return object{"conversations": list}, nil
}

// nameFor is what a person sees as the conversation's name.
func (s *Server) nameFor(conv *conversation, user string) string {
	if conv.kind == kindChannel {
		return conv.name
	}
	var names []string
	for _, id := range conv.members {
		if id != user {
			names = append(names, s.users[id].DisplayName)
		}
	}
	return strings.Join(names, ", ")
}

// controlMessages lists what a person sees, oldest first.
func (s *Server) controlMessages(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.person(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	query := r.URL.Query()
	conversations := s.conversationsOf(u.ID)
	if id := query.Get("channel"); id != "" {
		conv := s.conversations[id]
		if conv == nil || !conv.has(u.ID) {
			return nil, notFound("channel_not_found", "%s is in no conversation %q", u.RealName, id)
		}
		conversations = []*conversation{conv}
	}
	list := []object{}
	for _, conv := range conversations {
		list = append(list, s.visible(conv, u.ID)...)
		if query.Get("mark") == "1" {
			s.markRead(conv, u.ID)
		}
	}
	slices.SortFunc(list, func(a, b object) int { return strings.Compare(a["ts"].(string), b["ts"].(string)) })
	return object{"messages": list}, nil
}

func (s *Server) visible(conv *conversation, user string) []object {
	var list []object
	for _, m := range conv.messages {
		if m.visibleTo(user) {
			list = append(list, s.shownMessage(conv, m, user))
		}
	}
	return list
}

// markRead notes that a person has seen everything in the conversation.
func (s *Server) markRead(conv *conversation, user string) {
	if conv.unread(user) > 0 {
		conv.read[user] = conv.lastTS(user)
		s.stream.publish("users", user)
	}
}

// controlMessage posts what a person writes. Without a channel it goes to the DM with the app.
func (s *Server) controlMessage(r *http.Request) (any, error) {
	in, err := body[struct{ User, Channel, Text string }](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	conv, event, err := s.write(in.User, in.Channel, in.Text)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := ack{status: statusNotSent}
	if event != nil {
		a = s.emit(s.ctx, "message."+conv.kind, event)
	}
	return s.finish(r.Context(), in.User, since, outcomeOf(a, noNotice)), nil
}

// write posts a person's message and returns the event it causes, nil where the app is not a member.
func (s *Server) write(user, channel, text string) (*conversation, object, error) {
	u, err := s.actor(user)
	if err != nil {
		return nil, nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil, refuse("no_text", "a message needs text")
	}
	if _, long := truncate(text, maxTyped); long {
		return nil, nil, refuse("msg_too_long", "a person can send at most %d characters", maxTyped)
	}
	conv := s.conversations[channel]
	if channel == "" {
		conv = s.botDM(u.ID)
	}
	if conv == nil || !conv.has(u.ID) {
		return nil, nil, notFound("channel_not_found", "%s is in no conversation %q", u.RealName, channel)
	}
	m := s.post(conv, s.typed(u.ID, text))
	s.markRead(conv, u.ID)
	if !conv.has(s.opt.App.BotUser) || conv.kind == kindChannel {
		return conv, nil, nil
	}
	return conv, s.messageEvent(conv, m), nil
}
