package slacksim

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Limits of uploads (slack.md 1.11).
const (
	maxAltText     = 1000
	maxSnippet     = 1 << 20
	maxShareTarget = 100
)

// filesGetUploadURL is files.getUploadURLExternal.
func (s *Server) filesGetUploadURL(c *call) (object, *apiError) {
	length, err := strconv.Atoi(c.args["length"])
	switch {
	case !c.args.has("filename"):
		return nil, missing("filename")
	case !c.args.has("length"):
		return nil, missing("length")
	case err != nil || length <= 0:
		return nil, invalid("must be greater than 0 [json-pointer:/length]")
	case length > maxUpload:
		return nil, fail("file_upload_size_restricted")
	case utf8.RuneCountInString(c.args["alt_txt"]) > maxAltText:
		return nil, fail("alt_txt_too_large")
	case c.args.has("snippet_type") && length > maxSnippet:
		return nil, fail("snippet_too_large")
	}
	f := &file{id: newID("F"), ticket: newSecret(), user: s.opt.App.BotUser, name: c.args["filename"], title: c.args["filename"],
		altText: c.args["alt_txt"], length: length}
	s.files[f.id] = f
	return object{"upload_url": s.url("/upload/%s", f.ticket), "file_id": f.id}, nil
}

// filesCompleteUpload is files.completeUploadExternal: it makes uploads files and shares them.
func (s *Server) filesCompleteUpload(c *call) (object, *apiError) {
	uploads, refusal := s.uploads(c)
	if refusal != nil {
		return nil, refusal
	}
	targets := c.args.list("channels")
	if c.args.has("channel_id") {
		targets = append(targets, c.args["channel_id"])
	}
	if len(targets) > maxShareTarget {
		return nil, invalid("no more than 100 items allowed [json-pointer:/channels]")
	}
	conversations, refusal := s.shareTargets(targets)
	if refusal != nil {
		return nil, refusal
	}
	blocks, refusal := s.messageBlocks(c.args.raw("blocks"))
	if refusal != nil {
		return nil, refusal
	}
	var ids []string
	for _, f := range uploads {
		f.complete, f.created, f.channels = true, s.opt.Clock.Now().Unix(), []string{}
		ids = append(ids, f.id)
		for _, conv := range conversations {
			f.channels = append(f.channels, conv.id)
		}
	}
	for _, conv := range conversations {
		s.post(conv, &message{user: s.opt.App.BotUser, fromApp: true, text: readBack(c.args["initial_comment"]),
			blocks: blocks, files: ids, thread: c.args["thread_ts"]})
	}
	return object{"files": s.fileObjects(ids)}, nil
}

func (s *Server) shareTargets(ids []string) ([]*conversation, *apiError) {
	var out []*conversation
	for _, id := range ids {
		conv := s.conversations[id] // ids only: a user id is not a channel here
		if conv == nil || !conv.has(s.opt.App.BotUser) {
			return nil, fail("channel_not_found")
		}
		if refusal := s.postable(conv); refusal != nil {
			return nil, refusal
		}
		out = append(out, conv)
	}
	return out, nil
}

// uploads finds the uploaded, not yet completed files that the argument files names, and sets their titles.
func (s *Server) uploads(c *call) ([]*file, *apiError) {
	var named []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if !c.args.has("files") {
		return nil, missing("files")
	}
	if json.Unmarshal(c.args.raw("files"), &named) != nil || len(named) == 0 {
		return nil, invalid("must provide an array [json-pointer:/files]")
	}
	var found []*file
	for _, n := range named {
		f := s.files[n.ID]
		if f == nil || f.data == nil || f.complete {
			return nil, fail("file_not_found")
		}
		found = append(found, f)
	}
	for i, n := range named {
		if n.Title != "" {
			found[i].title = n.Title
		}
	}
	return found, nil
}

// filesInfo is files.info.
func (s *Server) filesInfo(c *call) (object, *apiError) {
	f := s.files[c.args["file"]]
	if f == nil || !f.complete {
		return nil, fail("file_not_found")
	}
	return object{"file": s.fileObject(f), "comments": []object{}}, nil
}
