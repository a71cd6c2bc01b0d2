package slacksim

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"mentorbot/slacksim/blockkit"
)

// Limits of messages (slack.md 1.3).
const (
	maxPostText      = 40_000 // longer text is cut, with a warning
	maxUpdateText    = 4_000  // longer text is refused
	maxMarkdownText  = 12_000
	maxAttachments   = 100
	maxBlockText     = 40_000 // all blocks together; the sum is undocumented, choice
	maxMetadataBytes = 16_000 // undocumented, choice
)

// message is one message of a conversation.
type message struct {
	ts, thread  string
	user        string // author
	fromApp     bool
	broadcast   bool
	text        string
	blocks      json.RawMessage // as stored, with ids; nil for none
	given       json.RawMessage // blocks as the Web API gives them back
	first       json.RawMessage // blocks as first sent, for stale clicks
	attachments json.RawMessage
	metadata    json.RawMessage
	only        string // the one person who sees an ephemeral message, "" for everybody
	edited      string // ts of the last edit
	files       []string
	state       map[string]states // per user: what was chosen in this message
}

// states are chosen values: block_id → action_id → value.
type states = map[string]map[string]any

func (m *message) visibleTo(user string) bool { return m.only == "" || m.only == user }

// stateOf returns what a person has chosen in the message so far.
func (m *message) stateOf(user string) states {
	if m.state == nil {
		m.state = map[string]states{}
	}
	if m.state[user] == nil {
		m.state[user] = blockkit.InitialState(m.blocks)
	}
	return m.state[user]
}

// content is what a call wants a message to hold.
type content struct {
	text        string
	blocks      json.RawMessage // nil when not given
	attachments json.RawMessage
	metadata    json.RawMessage
}

// contentOf checks and normalises the content arguments that chat.* and response URLs share. The caller
// holds s.mu.
func (s *Server) contentOf(args arguments) (content, *apiError) {
	out := content{text: readBack(args["text"])}
	if args.has("markdown_text") {
		if args.has("text") || args.has("blocks") {
			return out, fail("markdown_text_conflict")
		}
		if utf8.RuneCountInString(args["markdown_text"]) > maxMarkdownText {
			return out, fail("msg_too_long")
		}
		out.text = readBack(args["markdown_text"])
	}
	var refusal *apiError
	if out.blocks, refusal = s.messageBlocks(args.raw("blocks")); refusal != nil {
		return out, refusal
	}
	if out.attachments, refusal = s.messageAttachments(args.raw("attachments")); refusal != nil {
		return out, refusal
	}
	out.metadata, refusal = messageMetadata(args.raw("metadata"))
	return out, refusal
}

// messageBlocks checks blocks and gives them ids. An empty array stays one: it clears blocks on update.
func (s *Server) messageBlocks(raw json.RawMessage) (json.RawMessage, *apiError) {
	if raw == nil {
		return nil, nil
	}
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		return nil, fail("invalid_blocks_format")
	}
	if refusal := problems("invalid_blocks", blockkit.CheckBlocks(raw, blockkit.SurfaceMessage, "/blocks")); refusal != nil {
		return nil, refusal
	}
	if textSize(raw) > maxBlockText {
		return nil, fail("msg_blocks_too_long")
	}
	if refusal := s.checkImages("invalid_blocks", raw, "/blocks"); refusal != nil {
		return nil, refusal
	}
	stored, err := blockkit.WithIDs(raw, newBlockID)
	if err != nil {
		return nil, fail("invalid_blocks_format")
	}
	return stored, nil
}

// textSize counts the code points of every "text" string below raw.
func textSize(raw json.RawMessage) int {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return 0
	}
	var count func(any) int
	count = func(v any) (n int) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				n += count(item)
			}
		case map[string]any:
			for key, item := range v {
				if text, ok := item.(string); ok && key == "text" {
					n += utf8.RuneCountInString(text)
				}
				n += count(item)
			}
		}
		return n
	}
	return count(v)
}

func (s *Server) messageAttachments(raw json.RawMessage) (json.RawMessage, *apiError) {
	if raw == nil {
		return nil, nil
	}
	var items []struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal(raw, &items) != nil {
		return nil, fail("invalid_attachments")
	}
	if len(items) > maxAttachments {
		return nil, fail("too_many_attachments")
	}
	for _, item := range items {
		if _, refusal := s.messageBlocks(item.Blocks); refusal != nil {
			return nil, refusal
		}
	}
	if len(items) == 0 {
		return nil, nil
	}
	return raw, nil
}

// messageMetadata checks message metadata: an event type and a payload object.
func messageMetadata(raw json.RawMessage) (json.RawMessage, *apiError) {
	if raw == nil {
		return nil, nil
	}
	var metadata struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if err := json.Unmarshal(raw, &metadata); err != nil || metadata.Type == "" || metadata.Payload == nil {
		return nil, fail("invalid_metadata_format")
	}
	if len(raw) > maxMetadataBytes {
		return nil, fail("metadata_too_large")
	}
	return raw, nil
}

// empty tells whether there is nothing to show.
func (c content) empty() bool {
	return len(c.text) == 0 && noBlocks(c.blocks) && c.attachments == nil
}

func noBlocks(blocks json.RawMessage) bool { return len(blocks) == 0 || string(blocks) == "[]" }

// post appends a message to the conversation and tells the page.
func (s *Server) post(conv *conversation, m *message) *message {
	if m.ts == "" {
		m.ts = s.nextTS()
	}
	m.setBlocks(m.blocks)
	m.first = m.blocks
	conv.messages = append(conv.messages, m)
	s.changed(conv, m)
	if m.fromApp {
		s.echo(conv, m)
	}
	return m
}

// setBlocks gives a message its blocks.
func (m *message) setBlocks(blocks json.RawMessage) {
	if noBlocks(blocks) {
		m.blocks, m.given = nil, nil
		return
	}
	m.blocks, m.given = blocks, blockkit.ReadBack(blocks, spellEmoji)
}

// changed tells everybody who sees the message.
func (s *Server) changed(conv *conversation, m *message) {
	for _, user := range conv.members {
		if m.visibleTo(user) {
			s.stream.publish("message", user)
		}
	}
}

// edit replaces what an update gives; text without blocks removes old blocks, and metadata stays unless sent.
func (s *Server) edit(conv *conversation, m *message, c content) {
	before := s.messageObject(m, false)
	m.text = c.text
	m.setBlocks(c.blocks)
	m.state = nil
	m.attachments = c.attachments
	if c.metadata != nil {
		m.metadata = c.metadata
	}
	m.edited = formatTS(s.opt.Clock.Now().UnixMicro())
	s.changed(conv, m)
	s.echoChange(conv, m, object{"subtype": "message_changed", "message": s.messageObject(m, false), "previous_message": before})
}

func (s *Server) remove(conv *conversation, m *message) {
	conv.messages = slices.DeleteFunc(conv.messages, func(other *message) bool { return other == m })
	s.changed(conv, m)
	s.echoChange(conv, m, object{"subtype": "message_deleted", "deleted_ts": m.ts, "previous_message": s.messageObject(m, false)})
}

// messageObject renders a message as the Web API returns it.
func (s *Server) messageObject(m *message, withMetadata bool) object {
	out := object{"type": "message", "ts": m.ts, "user": m.user, "text": spellEmoji(m.text), "team": s.opt.Team.ID}
	if m.fromApp {
		out["bot_id"], out["app_id"] = s.opt.App.BotID, s.opt.App.AppID
		out["bot_profile"] = object{"id": s.opt.App.BotID, "app_id": s.opt.App.AppID, "name": s.opt.App.Name,
			"team_id": s.opt.Team.ID, "deleted": false, "updated": s.bot().updated.Unix(),
			"icons": object{"image_72": s.avatarURL(s.bot())}}
	}
	if m.given != nil {
		out["blocks"] = m.given
	}
	if m.attachments != nil {
		out["attachments"] = blockkit.ReadBack(m.attachments, spellEmoji)
	}
	if m.thread != "" {
		out["thread_ts"] = m.thread
	}
	if m.edited != "" {
		out["edited"] = object{"user": m.user, "ts": m.edited}
	}
	if len(m.files) > 0 {
		out["files"], out["upload"] = s.fileObjects(m.files), true
	}
	if withMetadata && m.metadata != nil {
		out["metadata"] = m.metadata
	}
	return out
}

// shownTime is when a message was written, in product time.
func shownTime(ts string) time.Time {
	micros, err := parseTS(ts)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
