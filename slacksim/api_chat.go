package slacksim

import (
	"strings"
	"unicode/utf8"
)

// target finds the conversation of a chat.* call. A user id opens the bot's DM with that person.
func (s *Server) target(c *call) (*conversation, *apiError) {
	id := c.args["channel"]
	if id == "" {
		return nil, missing("channel")
	}
	if u := s.users[id]; u != nil {
		if u.Deleted || id == s.opt.App.BotUser {
			return nil, fail("channel_not_found")
		}
		return s.botDM(id), nil
	}
	conv := s.conversations[id]
	if conv == nil || conv.private && !conv.has(s.opt.App.BotUser) {
		return nil, fail("channel_not_found")
	}
	return conv, nil
}

// addressee is target for a message that may have a name or a picture of its own: those need chat:write.customize, and a user
// id then means the person's DM with Slackbot instead of the bot's (slack.md 1.3).
func (s *Server) addressee(c *call) (*conversation, *apiError) {
	if !c.args.has("username") && !c.args.has("icon_url") && !c.args.has("icon_emoji") {
		return s.target(c)
	}
	if refusal := s.require("chat:write", "chat:write.customize"); refusal != nil {
		return nil, refusal
	}
	u := s.users[c.args["channel"]]
	if u == nil || u.Deleted || u.IsBot {
		return s.target(c)
	}
	return s.openDM(u.ID, slackbot), nil
}

// postable refuses conversations the bot cannot write to. A DM whose other side is deactivated is not found; Slack does not
// document that case, choice.
func (s *Server) postable(conv *conversation) *apiError {
	switch {
	case conv.archived:
		return fail("is_archived")
	case conv.kind == kindChannel && !conv.has(s.opt.App.BotUser) && !s.hasScope("chat:write.public"):
		return fail("not_in_channel")
	case conv.kind != kindIM:
		return nil
	case s.users[conv.other(s.opt.App.BotUser)].Deleted:
		return fail("channel_not_found")
	case s.opt.App.NoMessagesTab:
		return fail("messages_tab_disabled")
	}
	return nil
}

// chatPostMessage is chat.postMessage.
func (s *Server) chatPostMessage(c *call) (object, *apiError) {
	conv, refusal := s.addressee(c)
	if refusal == nil {
		refusal = s.postable(conv)
	}
	if refusal != nil {
		return nil, refusal
	}
	body, refusal := s.contentOf(c.args)
	if refusal != nil {
		return nil, refusal
	}
	if strings.TrimSpace(body.text) == "" {
		body.text = ""
	}
	if body.empty() {
		return nil, fail("no_text")
	}
	thread := c.args["thread_ts"]
	if thread != "" && !canReply(conv, thread) {
		return nil, fail("cannot_reply_to_message")
	}
	if wait, limited := s.limits.takePost(conv.id); limited {
		return nil, &apiError{code: "ratelimited", retryAfter: wait}
	}
	text, cut := truncate(body.text, maxPostText)
	m := s.post(conv, &message{user: s.opt.App.BotUser, fromApp: true, text: text, blocks: body.blocks, thread: thread,
		attachments: body.attachments, metadata: body.metadata, broadcast: c.args.flag("reply_broadcast")})
	out := object{"channel": conv.id, "ts": m.ts, "message": s.messageObject(m, true)}
	if cut {
		out["warning"] = "message_truncated"
		out["response_metadata"] = object{"warnings": []string{"message_truncated"}}
	}
	return out, nil
}

// canReply tells whether a message can start or continue a thread: it must exist, be no reply and not be ephemeral.
func canReply(conv *conversation, ts string) bool {
	parent := conv.find(ts)
	return parent != nil && parent.only == "" && (parent.thread == "" || parent.thread == ts)
}

// own finds the app's message that chat.update and chat.delete name.
func (s *Server) own(c *call, refused string) (*conversation, *message, *apiError) {
	if !c.args.has("ts") {
		return nil, nil, missing("ts")
	}
	if c.args["channel"] == "" {
		return nil, nil, missing("channel")
	}
	conv := s.conversations[c.args["channel"]] // a user id will not do: chat.update needs the D... id
	if conv == nil || conv.private && !conv.has(s.opt.App.BotUser) {
		return nil, nil, fail("channel_not_found")
	}
	m := conv.find(c.args["ts"])
	switch {
	case m == nil || m.only != "": // ephemeral messages cannot be touched
		return nil, nil, fail("message_not_found")
	case !m.fromApp:
		return nil, nil, fail(refused)
	}
	return conv, m, nil
}

// chatUpdate is chat.update.
func (s *Server) chatUpdate(c *call) (object, *apiError) {
	conv, m, refusal := s.own(c, "cant_update_message")
	if refusal != nil {
		return nil, refusal
	}
	if window := s.opt.App.EditWindow; window > 0 && s.opt.Clock.Now().Sub(shownTime(m.ts)) > window {
		return nil, fail("edit_window_closed")
	}
	if utf8.RuneCountInString(c.args["text"]) > maxUpdateText {
		return nil, fail("msg_too_long")
	}
	body, refusal := s.contentOf(c.args)
	if refusal != nil {
		return nil, refusal
	}
	if body.empty() {
		return nil, fail("no_text")
	}
	s.edit(conv, m, body)
	return object{"channel": conv.id, "ts": m.ts, "text": spellEmoji(m.text), "message": s.messageObject(m, true)}, nil
}

// chatDelete is chat.delete.
func (s *Server) chatDelete(c *call) (object, *apiError) {
	conv, m, refusal := s.own(c, "cant_delete_message")
	if refusal != nil {
		return nil, refusal
	}
	s.remove(conv, m)
	return object{"channel": conv.id, "ts": m.ts}, nil
}

// chatPostEphemeral is chat.postEphemeral.
func (s *Server) chatPostEphemeral(c *call) (object, *apiError) {
	conv, refusal := s.target(c)
	if refusal == nil {
		refusal = s.postable(conv)
	}
	if refusal != nil {
		return nil, refusal
	}
	user := s.users[c.args["user"]]
	switch {
	case !c.args.has("user"):
		return nil, missing("user")
	case user == nil || user.Deleted || !conv.has(user.ID):
		return nil, fail("user_not_in_channel")
	}
	body, refusal := s.contentOf(c.args)
	if refusal != nil {
		return nil, refusal
	}
	if body.empty() {
		return nil, fail("no_text")
	}
	text, _ := truncate(body.text, maxPostText)
	m := s.post(conv, &message{user: s.opt.App.BotUser, fromApp: true, text: text, blocks: body.blocks,
		attachments: body.attachments, only: user.ID, thread: c.args["thread_ts"]})
	return object{"message_ts": m.ts}, nil
}

// chatGetPermalink is chat.getPermalink.
func (s *Server) chatGetPermalink(c *call) (object, *apiError) {
	conv, refusal := s.target(c)
	if refusal != nil {
		return nil, refusal
	}
	m := conv.find(c.args["message_ts"])
	if m == nil || m.only != "" {
		return nil, fail("message_not_found")
	}
	link := "https://" + s.opt.Team.Domain + ".slack.com/archives/" + conv.id + "/p" + strings.ReplaceAll(m.ts, ".", "")
	return object{"channel": conv.id, "permalink": link}, nil
}
