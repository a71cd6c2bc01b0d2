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
	in, err := body[writing](r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	events, err := s.write(in)
	since := s.lastShown()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	a := ack{status: statusNotSent}
	for _, e := range events {
		a = s.emitIn(s.ctx, e.shared, e.name, e.event)
	}
	return s.finish(r.Context(), in.User, since, outcomeOf(a, noNotice)), nil
}

// writing is what a person writes, the files they attach, which they have uploaded before, and the message they reply to.
type writing struct {
	User, Channel, Text string
	Files               []string
	Thread              string `json:"thread_ts"`
}

// occurrence is an event that happened in a conversation.
type occurrence struct {
	name   string
	event  object
	shared bool // people of other workspaces are there
}

// write posts a person's message and returns the events it causes, none where the app is not a member.
func (s *Server) write(in writing) ([]occurrence, error) {
	u, err := s.actor(in.User)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(in.Text) == "" && len(in.Files) == 0 {
		return nil, refuse("no_text", "a message needs text or a file")
	}
	if _, long := truncate(in.Text, maxTyped); long {
		return nil, refuse("msg_too_long", "a person can send at most %d characters", maxTyped)
	}
	conv := s.conversations[in.Channel]
	if in.Channel == "" {
		conv = s.botDM(u.ID)
	}
	if conv == nil || !conv.has(u.ID) {
		return nil, notFound("channel_not_found", "%s is in no conversation %q", u.RealName, in.Channel)
	}
	if in.Thread != "" && !canReply(conv, in.Thread) {
		return nil, refuse("cannot_reply_to_message", "there is no message %q to reply to", in.Thread)
	}
	files, err := s.share(conv, u, in.Files)
	if err != nil {
		return nil, err
	}
	m := s.typed(u.ID, in.Text)
	m.files, m.thread = files, in.Thread
	s.post(conv, m)
	s.markRead(conv, u.ID)
	return s.heard(conv, m), nil
}

// share shows what a person uploaded to a conversation.
func (s *Server) share(conv *conversation, u *User, ids []string) ([]string, error) {
	for _, id := range ids {
		if f := s.files[id]; f == nil || f.user != u.ID {
			return nil, notFound("file_not_found", "%s has uploaded no file %q", u.RealName, id)
		}
	}
	for _, id := range ids {
		f := s.files[id]
		f.complete, f.channels = true, append(f.channels, conv.id)
	}
	return ids, nil
}

// heard are the events that a person's message is to the app: the message itself and, in a channel where the app is named,
// app_mention beside it, in this order.
func (s *Server) heard(conv *conversation, m *message) []occurrence {
	if !conv.has(s.opt.App.BotUser) {
		return nil
	}
	found := []occurrence{{"message." + conv.scopeFamily(), s.messageEvent(conv, m), s.shared(conv)}}
	if conv.kind == kindChannel && strings.Contains(m.text, "<@"+s.opt.App.BotUser+">") {
		mention := s.messageEvent(conv, m)
		mention["type"] = "app_mention"
		delete(mention, "channel_type")
		found = append(found, occurrence{"app_mention", mention, s.shared(conv)})
	}
	return found
}
