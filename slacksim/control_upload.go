package slacksim

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
)

// maxPersonUpload bounds the body of one upload: the ten files that an element takes at most, and what is around them.
const maxPersonUpload = 10*maxPersonFile + 1<<20

// upload is a file on its way from a person.
type upload struct {
	name string
	data []byte
}

// controlUpload keeps the files that a person uploads for a file_input: the body itself under ?name=, or every file of a
// multipart form. Their ids are what is then typed into the element or submitted.
func (s *Server) controlUpload(r *http.Request) (any, error) {
	found, err := readUploads(r)
	if err != nil {
		return nil, err
	}
	for _, u := range found {
		switch {
		case len(u.data) == 0:
			return nil, refuse("file_empty", "%s is empty", u.name)
		case len(u.data) > maxPersonFile:
			return nil, refuse("file_too_large", "%s is larger than 10 MB", u.name)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	user, err := s.actor(r.URL.Query().Get("user"))
	if err != nil {
		return nil, err
	}
	shown := []object{}
	for _, u := range found {
		shown = append(shown, s.fileObject(s.addUpload(user, u.name, u.data)))
	}
	return object{"files": shown}, nil
}

// readUploads reads the files of an upload, at least one.
func readUploads(r *http.Request) ([]upload, error) {
	parts, err := r.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		return readBare(r)
	}
	if err != nil {
		return nil, refuse("invalid_form_data", "the form cannot be read: %v", err)
	}
	found, err := readParts(parts)
	switch {
	case err != nil:
		return nil, refuse("invalid_form_data", "the form cannot be read: %v", err)
	case len(found) == 0:
		return nil, refuse("no_file", "the form holds no file")
	}
	return found, nil
}

func readBare(r *http.Request) ([]upload, error) {
	name := fileName(r.URL.Query().Get("name"))
	if name == "" {
		return nil, refuse("no_name", "name the file with ?name=, or send a multipart form")
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, refuse("file_too_large", "the file cannot be read: %v", err)
	}
	return []upload{{name, data}}, nil
}

func readParts(parts *multipart.Reader) ([]upload, error) {
	var found []upload
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		name := fileName(part.FileName())
		if name == "" {
			continue
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		found = append(found, upload{name, data})
	}
}

// fileName is the last part of a path, whichever way its slashes lean; empty when there is none.
func fileName(given string) string {
	name := path.Base(strings.ReplaceAll(given, `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return name
}
