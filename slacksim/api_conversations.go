package slacksim

import (
	"maps"
	"slices"
	"strings"
)

// maxDMUsers is how many people conversations.open takes besides the caller.
const maxDMUsers = 8

// conversationsOpen is conversations.open: by users, or an existing DM by channel.
func (s *Server) conversationsOpen(c *call) (object, *apiError) {
	if c.args.has("channel") {
		return s.reopen(c)
	}
	users := c.args.list("users")
	switch {
	case len(users) == 0:
		return nil, fail("users_list_not_supplied")
	case len(users) > maxDMUsers:
		return nil, fail("too_many_users")
	}
	members, refusal := s.dmMembers(users)
	if refusal != nil {
		return nil, refusal
	}
	scope := "im:write"
	if len(members) > 2 {
		scope = "mpim:write"
	}
	if refusal := s.require(scope); refusal != nil {
		return nil, refusal
	}
	known := len(s.conversations)
	conv := s.openDM(members...)
	return s.opened(c, conv, len(s.conversations) == known), nil
}

// dmMembers checks the people of a new DM and adds the bot.
func (s *Server) dmMembers(users []string) ([]string, *apiError) {
	members := []string{s.opt.App.BotUser}
	for _, id := range users {
		u := s.users[id]
		switch {
		case u == nil:
			return nil, fail("user_not_found")
		case u.Deleted:
			return nil, fail("user_disabled")
		case id == slackbot:
			return nil, fail("user_not_visible")
		case !slices.Contains(members, id):
			members = append(members, id)
		}
	}
	if len(members) == 1 { // only the bot itself
		return nil, fail("method_not_supported_for_channel_type")
	}
	return members, nil
}

func (s *Server) reopen(c *call) (object, *apiError) {
	conv := s.conversations[c.args["channel"]]
	switch {
	case conv == nil || !conv.has(s.opt.App.BotUser):
		return nil, fail("channel_not_found")
	case conv.kind == kindChannel:
		return nil, fail("method_not_supported_for_channel_type")
	}
	if refusal := s.require(conv.scopeFamily() + ":write"); refusal != nil {
		return nil, refusal
	}
	return s.opened(c, conv, true), nil
}

func (s *Server) opened(c *call, conv *conversation, before bool) object {
	channel := object{"id": conv.id}
	if c.args.flag("return_im") {
		channel = s.conversationObject(conv)
	}
	out := object{"channel": channel}
	if before {
		out["no_op"], out["already_open"] = true, true
	}
	return out
}

// readable returns the conversation named by the argument channel if the bot may read it with the scope of its kind.
func (s *Server) readable(c *call, action string) (*conversation, *apiError) {
	if !c.args.has("channel") {
		return nil, missing("channel")
	}
	conv := s.conversations[c.args["channel"]]
	if conv == nil || conv.private && !conv.has(s.opt.App.BotUser) {
		return nil, fail("channel_not_found")
	}
	return conv, s.require(conv.scopeFamily() + ":" + action)
}

// conversationsInfo is conversations.info.
func (s *Server) conversationsInfo(c *call) (object, *apiError) {
	conv, refusal := s.readable(c, "read")
	if refusal != nil {
		return nil, refusal
	}
	out := s.conversationObject(conv)
	if c.args.flag("include_locale") {
		out["locale"] = "en-US"
	}
	if c.args.flag("include_num_members") {
		out["num_members"] = len(conv.members)
	}
	return object{"channel": out}, nil
}

// conversationsMembers is conversations.members.
func (s *Server) conversationsMembers(c *call) (object, *apiError) {
	conv, refusal := s.readable(c, "read")
	if refusal != nil {
		return nil, refusal
	}
	page, next, refusal := paged(c, conv.members, 999)
	if refusal != nil {
		return nil, refusal
	}
	return object{"members": page, "response_metadata": object{"next_cursor": next}}, nil
}

// conversationsList is conversations.list: public channels unless types says otherwise.
func (s *Server) conversationsList(c *call) (object, *apiError) {
	return s.listConversations(c, func(conv *conversation) bool {
		return !conv.private || conv.has(s.opt.App.BotUser)
	})
}

// typeScopes says which scope each value of the argument types needs.
var typeScopes = map[string]string{"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}

func (s *Server) listConversations(c *call, wanted func(*conversation) bool) (object, *apiError) {
	types := c.args.list("types")
	if len(types) == 0 {
		types = []string{"public_channel"}
	}
	for _, t := range types {
		scope, known := typeScopes[t]
		if !known {
			return nil, fail("invalid_types")
		}
		if refusal := s.require(scope); refusal != nil {
			return nil, refusal
		}
	}
	found := []*conversation{}
	for _, conv := range s.conversations {
		hidden := conv.archived && c.args.flag("exclude_archived")
		if !hidden && wanted(conv) && slices.Contains(types, conv.listType()) {
			found = append(found, conv)
		}
	}
	slices.SortFunc(found, func(a, b *conversation) int { return strings.Compare(a.id, b.id) })
	page, next, refusal := paged(c, found, 999)
	if refusal != nil {
		return nil, refusal
	}
	channels := []object{}
	for _, conv := range page {
		channels = append(channels, s.conversationObject(conv))
	}
	return object{"channels": channels, "response_metadata": object{"next_cursor": next}}, nil
}

// listType is the kind of conversation in the words of the argument types.
func (c *conversation) listType() string {
	switch {
	case c.kind != kindChannel:
		return c.kind
	case c.private:
		return "private_channel"
	}
	return "public_channel"
}

// conversationsHistory is conversations.history: newest first, without replies and without what only one person sees.
func (s *Server) conversationsHistory(c *call) (object, *apiError) {
	conv, refusal := s.readable(c, "history")
	if refusal != nil {
		return nil, refusal
	}
	if !conv.has(s.opt.App.BotUser) {
		return nil, fail("not_in_channel")
	}
	return s.history(c, conv, func(m *message) bool { return m.thread == "" || m.thread == m.ts || m.broadcast })
}

// conversationsReplies is conversations.replies: a thread, the parent first.
func (s *Server) conversationsReplies(c *call) (object, *apiError) {
	conv, refusal := s.readable(c, "history")
	if refusal != nil {
		return nil, refusal
	}
	ts := c.args["ts"]
	if conv.find(ts) == nil {
		return nil, fail("thread_not_found")
	}
	out, refusal := s.history(c, conv, func(m *message) bool { return m.ts == ts || m.thread == ts })
	if refusal == nil {
		slices.Reverse(out["messages"].([]object))
	}
	return out, refusal
}

// history returns a page of messages, newest first, between oldest and latest.
func (s *Server) history(c *call, conv *conversation, wanted func(*message) bool) (object, *apiError) {
	var found []*message
	for _, m := range slices.Backward(conv.messages) {
		if m.only == "" && wanted(m) && inRange(c.args, m.ts) {
			found = append(found, m)
		}
	}
	if !c.args.has("limit") {
		c.args["limit"] = "100"
	}
	page, next, refusal := paged(c, found, 999)
	if refusal != nil {
		return nil, refusal
	}
	messages := []object{}
	for _, m := range page {
		out := s.messageObject(m, c.args.flag("include_all_metadata"))
		maps.Copy(out, conv.threadOf(m))
		messages = append(messages, out)
	}
	return object{"messages": messages, "has_more": next != "", "pin_count": 0, "response_metadata": object{"next_cursor": next}}, nil
}

// threadOf is what a message that was replied to says of its thread; nothing for any other. Who replied is listed in the order of their
// first reply, the first five at most.
func (c *conversation) threadOf(parent *message) object {
	var who []string
	count, latest := 0, ""
	for _, m := range c.messages {
		if m.thread != parent.ts || m == parent || m.only != "" {
			continue
		}
		count, latest = count+1, m.ts
		if !slices.Contains(who, m.user) {
			who = append(who, m.user)
		}
	}
	if count == 0 {
		return nil
	}
	return object{"thread_ts": parent.ts, "reply_count": count, "reply_users_count": len(who), "reply_users": who[:min(len(who), 5)],
		"latest_reply": latest, "is_locked": false, "subscribed": false}
}

// inRange applies oldest, latest and inclusive. Timestamps of one length compare as text.
func inRange(args arguments, ts string) bool {
	oldest, latest, inclusive := args["oldest"], args["latest"], args.flag("inclusive")
	if oldest != "" && oldest != "0" && (ts < oldest || ts == oldest && !inclusive) {
		return false
	}
	return latest == "" || ts < latest || ts == latest && inclusive
}
