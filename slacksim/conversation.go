package slacksim

import (
	"slices"
	"strings"
)

// The kinds of conversations, as the control API names them.
const (
	kindIM      = "im"
	kindMPIM    = "mpim"
	kindChannel = "channel"
)

// conversation is a DM, a group DM or a channel with its messages, oldest first. Ephemeral messages are among them, marked
// with the one person who sees them.
type conversation struct {
	id, name, kind string
	private        bool
	archived       bool
	created        int64
	members        []string
	messages       []*message
	read           map[string]string // per user: ts of the last message seen
}

func (c *conversation) has(user string) bool { return slices.Contains(c.members, user) }

// find returns the message with the timestamp, nil if there is none.
func (c *conversation) find(ts string) *message {
	for _, m := range slices.Backward(c.messages) {
		if m.ts == ts {
			return m
		}
	}
	return nil
}

// scopeFamily is the family of scopes that guards this kind of conversation, and the end of the names of its events: im, mpim,
// channels or groups.
func (c *conversation) scopeFamily() string {
	switch {
	case c.kind != kindChannel:
		return c.kind
	case c.private:
		return "groups"
	}
	return "channels"
}

// eventName is what payloads of commands call the place.
func (c *conversation) eventName() string {
	switch {
	case c.kind == kindIM:
		return "directmessage"
	case c.kind == kindMPIM || c.private:
		return "privategroup"
	}
	return c.name
}

// eventType is how message events call the kind of conversation.
func (c *conversation) eventType() string {
	if c.kind == kindChannel && c.private {
		return "group"
	}
	return c.kind
}

// other returns the member of a DM who is not the given user.
func (c *conversation) other(user string) string {
	for _, id := range c.members {
		if id != user {
			return id
		}
	}
	return user
}

// unread counts the messages the person can see, has not written and has not seen.
func (c *conversation) unread(user string) int {
	n := 0
	for _, m := range c.messages {
		if m.ts > c.read[user] && m.user != user && m.visibleTo(user) {
			n++
		}
	}
	return n
}

func (s *Server) addChannel(ch Channel) *conversation {
	c := &conversation{id: ch.ID, name: ch.Name, kind: kindChannel, private: ch.Private, archived: ch.Archived,
		members: slices.Clone(ch.Members)}
	return s.keep(c)
}

// keep stores a new conversation.
func (s *Server) keep(c *conversation) *conversation {
	c.created = s.opt.Clock.Now().Unix()
	c.read = map[string]string{}
	s.conversations[c.id] = c
	return c
}

// openDM returns the direct conversation of the members, created on first use. Its id depends on the members alone, so that
// it stays the same when the simulator is started anew.
func (s *Server) openDM(members ...string) *conversation {
	members = slices.Clone(members)
	slices.Sort(members)
	prefix, kind := "D", kindIM
	if len(members) > 2 {
		prefix, kind = "C", kindMPIM
	}
	id := stableID(prefix, append([]string{s.opt.Team.ID}, members...)...)
	if c := s.conversations[id]; c != nil {
		return c
	}
	c := &conversation{id: id, kind: kind, private: true, members: members}
	if kind == kindMPIM {
		c.name = s.groupName(members)
	}
	return s.keep(c)
}

// botDM returns the DM of a person and the app.
func (s *Server) botDM(user string) *conversation { return s.openDM(user, s.opt.App.BotUser) }

func (s *Server) groupName(members []string) string {
	var names []string
	for _, id := range members {
		names = append(names, s.users[id].Name)
	}
	return "mpdm-" + strings.Join(names, "--") + "-1"
}

// conversationsOf returns the conversations of a person, the one with the newest message first.
func (s *Server) conversationsOf(user string) []*conversation {
	var found []*conversation
	for _, c := range s.conversations {
		if c.has(user) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *conversation) int {
		if c := strings.Compare(b.lastTS(user), a.lastTS(user)); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
	return found
}

// last returns the newest message a person can see, nil for none.
func (c *conversation) last(user string) *message {
	for _, m := range slices.Backward(c.messages) {
		if m.visibleTo(user) {
			return m
		}
	}
	return nil
}

func (c *conversation) lastTS(user string) string {
	if m := c.last(user); m != nil {
		return m.ts
	}
	return ""
}

// conversationObject renders a conversation as conversations.info does.
func (s *Server) conversationObject(c *conversation) object {
	out := object{
		"id": c.id, "created": c.created, "is_archived": c.archived, "is_im": c.kind == kindIM, "is_mpim": c.kind == kindMPIM,
		"is_org_shared": false, "context_team_id": s.opt.Team.ID, "updated": c.created * 1000,
	}
	if c.kind == kindIM {
		other := c.other(s.opt.App.BotUser)
		out["user"], out["is_user_deleted"] = other, s.users[other].Deleted
		return out
	}
	out["name"], out["name_normalized"] = c.name, c.name
	out["is_channel"], out["is_group"] = c.kind == kindChannel && !c.private, c.private && c.kind == kindChannel
	out["is_private"], out["is_member"] = c.private, c.has(s.opt.App.BotUser)
	out["is_general"], out["is_shared"], out["is_ext_shared"] = false, s.shared(c), s.shared(c)
	out["creator"] = s.opt.App.BotUser
	return out
}

// shared tells whether people of other workspaces are in the conversation.
func (s *Server) shared(c *conversation) bool {
	return slices.ContainsFunc(c.members, func(id string) bool { return s.users[id] != nil && s.users[id].stranger() })
}
