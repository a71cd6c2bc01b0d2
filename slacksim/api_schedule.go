package slacksim

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// chatScheduleMessage is chat.scheduleMessage.
func (s *Server) chatScheduleMessage(c *call) (object, *apiError) {
	conv, refusal := s.target(c)
	if refusal == nil {
		refusal = s.postable(conv)
	}
	if refusal != nil {
		return nil, refusal
	}
	at, refusal := s.postAt(c)
	if refusal != nil {
		return nil, refusal
	}
	m, refusal := s.later(c, conv)
	switch {
	case refusal != nil:
		return nil, refusal
	case s.crowded(conv, at):
		return nil, fail("restricted_too_many")
	}
	kept := &scheduled{id: newID("Q"), conv: conv, at: at, created: s.opt.Clock.Now().Unix(), msg: m}
	s.schedule(kept)
	return object{"channel": conv.id, "scheduled_message_id": kept.id, "post_at": at.Unix(), "message": s.delayedMessage(m)}, nil
}

// postAt reads when a message is to be posted, in Unix seconds of the product's clock.
func (s *Server) postAt(c *call) (time.Time, *apiError) {
	if !c.args.has("post_at") {
		return time.Time{}, missing("post_at")
	}
	seconds, err := strconv.ParseInt(c.args["post_at"], 10, 64)
	if err != nil {
		return time.Time{}, fail("invalid_time")
	}
	at, now := time.Unix(seconds, 0), s.opt.Clock.Now()
	switch {
	case !at.After(now):
		return at, fail("time_in_past")
	case at.After(now.Add(maxScheduleAhead)):
		return at, fail("time_too_far")
	}
	return at, nil
}

// later builds the message that is to be posted. Its text is refused where chat.postMessage cuts it.
func (s *Server) later(c *call, conv *conversation) (*message, *apiError) {
	body, refusal := s.contentOf(c.args)
	thread := c.args["thread_ts"]
	switch {
	case refusal != nil:
		return nil, refusal
	case body.empty():
		return nil, fail("no_text")
	case utf8.RuneCountInString(body.text) > maxPostText:
		return nil, fail("msg_too_long")
	case thread != "" && !canReply(conv, thread):
		return nil, fail("cannot_reply_to_message")
	}
	return &message{user: s.opt.App.BotUser, fromApp: true, text: body.text, blocks: body.blocks, thread: thread,
		attachments: body.attachments, metadata: body.metadata, broadcast: c.args.flag("reply_broadcast")}, nil
}

// delayedMessage renders a message that is still to be posted.
func (s *Server) delayedMessage(m *message) object {
	out := object{"type": "delayed_message", "subtype": "bot_message", "text": spellEmoji(m.text), "username": s.opt.App.Name,
		"bot_id": s.opt.App.BotID}
	if !noBlocks(m.blocks) {
		out["blocks"] = m.blocks
	}
	return out
}

// chatDeleteScheduledMessage is chat.deleteScheduledMessage. In the last minute it is too late.
func (s *Server) chatDeleteScheduledMessage(c *call) (object, *apiError) {
	conv, refusal := s.target(c)
	switch {
	case refusal != nil:
		return nil, refusal
	case !c.args.has("scheduled_message_id"):
		return nil, missing("scheduled_message_id")
	}
	latest := s.opt.Clock.Now().Add(deletableUntil)
	i := slices.IndexFunc(s.scheduled, func(m *scheduled) bool {
		return m.id == c.args["scheduled_message_id"] && m.conv == conv && m.at.After(latest)
	})
	if i < 0 {
		return nil, fail("invalid_scheduled_message_id")
	}
	s.scheduled = slices.Delete(s.scheduled, i, i+1)
	return nil, nil
}

// chatScheduledMessagesList is chat.scheduledMessages.list.
func (s *Server) chatScheduledMessagesList(c *call) (object, *apiError) {
	conv := s.conversations[c.args["channel"]]
	if c.args.has("channel") && (conv == nil || !conv.has(s.opt.App.BotUser)) {
		return nil, fail("invalid_channel")
	}
	var found []*scheduled
	for _, m := range s.pending() {
		if (conv == nil || m.conv == conv) && inRange(c.args, formatTS(m.at.UnixMicro())) {
			found = append(found, m)
		}
	}
	if !c.args.has("limit") {
		c.args["limit"] = strconv.Itoa(scheduledPageSize)
	}
	page, next, refusal := paged(c, found, 999)
	if refusal != nil {
		return nil, refusal
	}
	shown := []object{}
	for _, m := range page {
		shown = append(shown, object{"id": m.id, "channel_id": m.conv.id, "post_at": m.at.Unix(), "date_created": m.created,
			"text": spellEmoji(m.msg.text)})
	}
	return object{"scheduled_messages": shown, "response_metadata": object{"next_cursor": next}}, nil
}
