package slacksim

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// maxUpload bounds one file uploaded by the app.
const maxUpload = 64 << 20

// file is an uploaded file. It exists for others once the upload is completed.
type file struct {
	id, ticket  string // the ticket is empty for what a person uploads
	user        string // who uploaded it
	name, title string
	altText     string
	length      int
	data        []byte // nil until the bytes have arrived
	complete    bool
	created     int64
	channels    []string
}

func (s *Server) fileObjects(ids []string) []object {
	out := []object{}
	for _, id := range ids {
		if f := s.files[id]; f != nil {
			out = append(out, s.fileObject(f))
		}
	}
	return out
}

// filesFor renders files with addresses that work for a person, who has no token to show.
func (s *Server) filesFor(ids []string, viewer string) []object {
	shown := s.fileObjects(ids)
	for _, f := range shown {
		for _, link := range []string{"url_private", "url_private_download", "permalink"} {
			f[link] = s.url("/files/%s?user=%s", f["id"], viewer)
		}
	}
	return shown
}

// fileObject renders a file as files.info and view.state do.
func (s *Server) fileObject(f *file) object {
	kind, mimetype := fileType(f.name)
	return object{
		"id": f.id, "name": f.name, "title": f.title, "size": len(f.data), "created": f.created, "timestamp": f.created,
		"user": f.user, "user_team": s.opt.Team.ID, "mimetype": mimetype, "filetype": kind, "pretty_type": strings.ToUpper(kind),
		"alt_txt": f.altText, "mode": "hosted", "editable": false, "is_external": false, "external_type": "", "is_public": false,
		"url_private": s.url("/files/%s", f.id), "url_private_download": s.url("/files/%s", f.id),
		"permalink": s.url("/files/%s", f.id), "channels": append([]string{}, f.channels...), "file_access": "visible",
	}
}

// serveUpload takes the bytes of a file, raw or as the first file of a multipart form.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	data, err := uploadedBytes(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	e := entry{Direction: "in", Kind: faultUpload, Method: faultUpload, began: time.Now()}
	fault, faulty := s.faults.next(faultUpload, hitsCall)
	if faulty && s.failBefore(w, r, fault, e) {
		return
	}
	status, answer := s.takeUpload(r.PathValue("ticket"), data)
	if faulty && fault.Kind == FaultDrop {
		s.dropAnswer(e)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, answer)
}

// takeUpload keeps the bytes of the file that waits for them under a ticket, once.
func (s *Server) takeUpload(ticket string, data []byte) (status int, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.ticket == "" || f.ticket != ticket || f.data != nil {
			continue
		}
		if len(data) != f.length {
			return http.StatusBadRequest, "length differs from what was announced"
		}
		f.data = data
		return http.StatusOK, "OK - " + f.name
	}
	return http.StatusNotFound, "404 page not found"
}

func uploadedBytes(r *http.Request) ([]byte, error) {
	parts, err := r.MultipartReader()
	if err != nil { // not multipart
		return io.ReadAll(r.Body)
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

// serveFile hands out a file to the app (by its token) or, with ?user=, to a person who uploaded it or shares a conversation
// with it. Anybody else is sent to the page where people sign in, which answers 200: an app that forgets its token gets HTML
// in place of the file, as it does from Slack (common knowledge).
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	viewer := r.URL.Query().Get("user")
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	app := s.grants.check(bearer) == nil && s.hasScope("files:read")
	found := f != nil && f.complete && (app || viewer == "" || s.seesFile(viewer, f))
	signIn := s.url("/signin?redir=%s", url.QueryEscape(r.URL.Path))
	s.mu.Unlock()
	switch {
	case !app && viewer == "":
		http.Redirect(w, r, signIn, http.StatusFound)
		return
	case !found:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", contentType(f.name))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	_, _ = w.Write(f.data)
}

// serveSignIn is the page that asks people to sign in to the workspace.
func (s *Server) serveSignIn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!DOCTYPE html><html lang=\"en\"><title>Sign in</title><h1>Sign in to your workspace</h1></html>\n")
}

func (s *Server) seesFile(user string, f *file) bool {
	return user == f.user || slices.ContainsFunc(f.channels, func(id string) bool {
		conv := s.conversations[id]
		return conv != nil && conv.has(user)
	})
}
