package slacksim

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// eventScopes says which scope an event needs; events that are not listed need none (slack.md 1.8).
var eventScopes = map[string]string{
	"message.im": "im:history", "message.mpim": "mpim:history", "message.channels": "channels:history", "message.groups": "groups:history",
	"app_mention": "app_mentions:read", "team_join": "users:read", "user_change": "users:read",
}

// subscribed tells whether the app gets an event of this name at all.
func (s *Server) subscribed(name string) bool {
	if s.opt.App.Events != nil && !slices.Contains(s.opt.App.Events, name) {
		return false
	}
	scope := eventScopes[name]
	return scope == "" || s.hasScope(scope)
}

// emit sends an event and waits for the first attempt's acknowledgement; failed attempts are repeated in the background.
// An event nobody subscribed to counts as acknowledged. The caller must not hold s.mu.
func (s *Server) emit(ctx context.Context, name string, event object) ack {
	return s.emitIn(ctx, false, name, event)
}

// emitIn is emit for an event in a conversation, which may be shared with other workspaces.
func (s *Server) emitIn(ctx context.Context, shared bool, name string, event object) ack {
	if !s.subscribed(name) {
		return ack{status: statusOK}
	}
	if s.volume.ended() {
		return ack{status: statusOK, detail: "dropped: the subscription ended because most events failed"}
	}
	if within, tell := s.volume.take(s.opt.Protocol()); !within {
		if tell {
			s.inBackground(s.tellRateLimited)
		}
		return ack{status: statusOK, detail: "dropped: more events than the app may have in an hour"}
	}
	now := s.opt.Clock.Now()
	event["event_ts"] = formatTS(now.UnixMicro())
	d := delivery{kind: kindEvent, method: name, payload: object{
		"type": "event_callback", "token": s.opt.App.AppID, "team_id": s.opt.Team.ID, "api_app_id": s.opt.App.AppID,
		"event": event, "event_id": newID("Ev"), "event_time": now.Unix(), "is_ext_shared_channel": shared,
		"context_team_id": s.opt.Team.ID, "context_enterprise_id": nil,
		"authorizations": []object{{"enterprise_id": nil, "team_id": s.opt.Team.ID, "user_id": s.opt.App.BotUser,
			"is_bot": true, "is_enterprise_install": false}},
	}}
	if fault, hit := s.faults.next(kindEvent, hitsOrder); hit {
		s.inBackground(func() { s.hold(d, fault.delay()) })
		return ack{status: statusOK, detail: "held back by an injected fault"}
	}
	defer s.faults.pass()
	return s.attempt(ctx, d)
}

// attempt sends an event and has it repeated in the background when it was not acknowledged.
func (s *Server) attempt(ctx context.Context, d delivery) ack {
	a := s.send(ctx, d)
	s.noted(a)
	if a.status != statusOK && !a.noRetry {
		s.inBackground(func() { s.retry(d, a) })
	}
	return a
}

// hold sends an event after the next one that is delivered, or after the delay.
func (s *Server) hold(d delivery, delay time.Duration) {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-s.faults.another():
	case <-timer.C:
	case <-s.ctx.Done():
		return
	}
	s.attempt(s.ctx, d)
}

// retry repeats an event after each of the waits until it is acknowledged or the app asks to stop. After the last one it may
// become a delayed event.
func (s *Server) retry(d delivery, last ack) {
	for i, wait := range s.opt.Timing.Retries {
		if !s.after(wait) {
			return
		}
		d.attempt, d.reason = i+1, last.reason
		last = s.send(s.ctx, d)
		s.noted(last)
		if last.status == statusOK || last.noRetry {
			return
		}
	}
	d.reason = last.reason
	if s.delay(d) {
		return
	}
	s.log.Warn("event given up", "event", d.method, "error", last.detail)
}

// inBackground runs f beside the caller; Close waits for it.
func (s *Server) inBackground(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spawn(f)
}

// spawn is inBackground for callers that hold s.mu.
func (s *Server) spawn(f func()) {
	if s.ctx.Err() == nil {
		s.work.Go(f)
	}
}

// echo sends the app the event of its own message: Slack does, and an app that answers it talks to itself for ever. When
// nobody is connected the event is left out.
func (s *Server) echo(conv *conversation, m *message) {
	if name := "message." + conv.scopeFamily(); s.echoes(name, conv, m) {
		event, shared := s.messageEvent(conv, m), s.shared(conv)
		s.spawn(func() { s.emitIn(s.ctx, shared, name, event) })
	}
}

// echoChange sends the app the event of a message that was changed or deleted: it has a subtype and no text of its own.
func (s *Server) echoChange(conv *conversation, m *message, change object) {
	name := "message." + conv.scopeFamily()
	if !s.echoes(name, conv, m) {
		return
	}
	event := object{"type": "message", "hidden": true, "channel": conv.id, "channel_type": conv.eventType(),
		"ts": formatTS(s.opt.Clock.Now().UnixMicro())}
	maps.Copy(event, change)
	event, shared := detached(event), s.shared(conv)
	s.spawn(func() { s.emitIn(s.ctx, shared, name, event) })
}

func (s *Server) echoes(name string, conv *conversation, m *message) bool {
	return conv.has(s.opt.App.BotUser) && m.only == "" && s.subscribed(name) && s.app.connected()
}

// homeOpened is the event of a person opening a tab of the app's Home, home or messages; it carries the view of the one if it
// was published before.
func (s *Server) homeOpened(user, tab string) object {
	event := object{"type": "app_home_opened", "user": user, "channel": s.botDM(user).id, "tab": tab}
	if home := s.homes[user]; home != nil && tab == "home" {
		event["view"] = s.viewObject(home)
	}
	return event
}

// messageEvent is the event of a message: one with files has a subtype, and an app that passes over every subtype misses it.
func (s *Server) messageEvent(conv *conversation, m *message) object {
	event := s.messageObject(m, false)
	event["channel"], event["channel_type"], event["client_msg_id"] = conv.id, conv.eventType(), newSecret()
	if len(m.files) > 0 && !m.fromApp {
		event["subtype"] = "file_share"
	}
	return detached(event)
}

// typed is a person's text as Slack stores it: encoded, with a rich_text block that says the same.
func (s *Server) typed(user, text string) *message {
	plain := strings.TrimSpace(text)
	if plain == "" { // files alone
		return &message{user: user}
	}
	blocks := []object{{"type": "rich_text", "block_id": newBlockID(), "elements": []object{
		{"type": "rich_text_section", "elements": richRuns(plain)}}}}
	return &message{user: user, text: readBack(plain), blocks: toJSON(blocks)}
}

// richRuns splits a text into its words and its emoji, which Slack's clients send as elements of their own.
func richRuns(text string) []object {
	runs := []object{}
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			runs = append(runs, object{"type": "text", "text": words.String()})
			words.Reset()
		}
	}
	runes := []rune(text)
	for i := 0; i < len(runes); {
		name, length := emojiAt(runes[i:])
		if length == 0 {
			words.WriteRune(runes[i])
			i++
			continue
		}
		flush()
		runs = append(runs, emojiRun(name, runes[i:i+length]))
		i += length
	}
	flush()
	return runs
}

// emojiRun is an emoji as an element of rich text.
func emojiRun(spelled string, runes []rune) object {
	name, tone, toned := strings.Cut(strings.Trim(spelled, ":"), "::skin-tone-")
	run := object{"type": "emoji", "name": name, "unicode": writtenPoints(runes)}
	if n, err := strconv.Atoi(tone); toned && err == nil {
		run["skin_tone"] = n
	}
	return run
}
