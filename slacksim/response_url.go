package slacksim

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// maxResponses is how often a response URL can be used.
const maxResponses = 5

// responseURL is the right to answer one interaction (slack.md 1.1). It ignores channel membership.
type responseURL struct {
	conv    *conversation
	user    string
	message string // ts of the message the interaction came from, "" for commands
	uses    int
	expires time.Time
}

// newResponseURL hands out a response URL. The caller holds s.mu.
func (s *Server) newResponseURL(conv *conversation, user, message string) string {
	now := s.opt.Protocol()
	s.forgetSpent(now)
	id := newSecret()
	s.responses[id] = &responseURL{conv: conv, user: user, message: message, expires: now.Add(s.opt.Timing.Response)}
	return s.url("/response/%s", id)
}

// serveResponseURL answers a POST to a response URL. The answer to success is the text "ok"; that of a spent or late URL is
// not documented, choice: 404 with a code.
func (s *Server) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	e := entry{Direction: "in", Kind: "response_url", Method: "response_url", Status: "ok", began: time.Now()}
	args := arguments{}
	refusal := args.addJSON(bytes.NewReader(data))
	e.Request = args.redacted()
	fault, faulty := s.faults.next(faultResponseURL, hitsCall)
	if faulty && s.failBefore(w, r, fault, e) {
		return
	}
	status := http.StatusBadRequest
	if refusal == nil {
		s.mu.Lock()
		status, refusal = s.respond(r.PathValue("ticket"), args)
		s.mu.Unlock()
	}
	if faulty && fault.Kind == FaultDrop {
		s.dropAnswer(e)
	}
	if refusal != nil {
		e.Status, e.Error, e.Response = "error", refusal.code, toJSON(refusal.body())
		s.logged(e)
		if status == http.StatusTooManyRequests {
			w.Header().Set("Retry-After", "1")
		}
		writeJSON(w, status, refusal.body())
		return
	}
	s.logged(e)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok")
}

// respond carries out one use of a response URL and names the HTTP status of a refusal.
func (s *Server) respond(ticket string, args arguments) (int, *apiError) {
	r := s.responses[ticket]
	switch {
	case r == nil:
		return http.StatusNotFound, fail("invalid_url")
	case !s.opt.Protocol().Before(r.expires):
		return http.StatusNotFound, fail("expired_url")
	case r.uses >= maxResponses:
		return http.StatusNotFound, fail("used_url")
	}
	if _, limited := s.limits.spend("response_url "+r.conv.id, 1, maxResponses); limited { // 1/s, bursts tolerated
		return http.StatusTooManyRequests, fail("rate_limited")
	}
	original := r.conv.find(r.message)
	if args.flag("delete_original") && original != nil {
		r.uses++
		s.remove(r.conv, original)
		return 0, nil
	}
	if unsetMetadata(args.raw("metadata")) {
		delete(args, "metadata")
	}
	body, refusal := s.contentOf(args)
	if refusal == nil && body.empty() {
		refusal = fail("no_text")
	}
	if refusal != nil {
		return http.StatusBadRequest, refusal
	}
	r.uses++
	if args.flag("replace_original") && original != nil && original.fromApp {
		s.edit(r.conv, original, body)
		return 0, nil
	}
	s.reply(r.conv, r.user, args["response_type"], body).thread = args["thread_ts"]
	return 0, nil
}

// unsetMetadata recognises what an SDK's struct writes when no metadata was meant, as it writes false for the two flags.
func unsetMetadata(raw json.RawMessage) bool {
	var metadata struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	return json.Unmarshal(raw, &metadata) == nil && metadata.Type == "" && metadata.Payload == nil
}

// reply posts an answer to an interaction: ephemeral unless response_type says in_channel.
func (s *Server) reply(conv *conversation, user, responseType string, body content) *message {
	m := &message{user: s.opt.App.BotUser, fromApp: true, text: body.text, blocks: body.blocks,
		attachments: body.attachments, metadata: body.metadata}
	if responseType != "in_channel" {
		m.only = user
	}
	return s.post(conv, m)
}
