package slacksim

import (
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

// maxUpload bounds one uploaded file.
const maxUpload = 64 << 20

// file is an uploaded file. It exists for others once the upload is completed.
type file struct {
	id, ticket  string
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

// fileObject renders a file as files.info does.
func (s *Server) fileObject(f *file) object {
	extension := strings.TrimPrefix(path.Ext(f.name), ".")
	return object{
		"id": f.id, "name": f.name, "title": f.title, "size": len(f.data), "created": f.created, "timestamp": f.created,
		"user": s.opt.App.BotUser, "mimetype": contentType(f.name), "filetype": extension, "alt_txt": f.altText, "mode": "hosted",
		"url_private": s.url("/files/%s", f.id), "url_private_download": s.url("/files/%s", f.id),
		"permalink": s.url("/files/%s", f.id), "channels": f.channels, "is_external": false, "is_public": false,
	}
}

func contentType(name string) string {
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

// serveUpload takes the bytes of a file, raw or as the first file of a multipart form.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	data, err := uploadedBytes(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.ticket != r.PathValue("ticket") || f.data != nil {
			continue
		}
		if len(data) != f.length {
			http.Error(w, "length differs from what was announced", http.StatusBadRequest)
			return
		}
		f.data = data
		_, _ = io.WriteString(w, "OK - "+f.name)
		return
	}
	http.NotFound(w, r)
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

// serveFile hands out a file to the app (by its token) or, with ?user=, to a person who shares a conversation with it.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	app := s.grants.check(bearer) == nil && s.hasScope("files:read")
	allowed := f != nil && f.complete && (app || s.seesFile(r.URL.Query().Get("user"), f))
	s.mu.Unlock()
	if !allowed {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", contentType(f.name))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	_, _ = w.Write(f.data)
}

func (s *Server) seesFile(user string, f *file) bool {
	return slices.ContainsFunc(f.channels, func(id string) bool {
		conv := s.conversations[id]
		return conv != nil && conv.has(user)
	})
}
