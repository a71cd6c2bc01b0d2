package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"mentorbot/slacksim/blockkit"
)

// maxPersonFile is the largest file that Slack takes in a file_input (its page of the element).
const maxPersonFile = 10_000_000

// mayAskForFiles refuses a view with a file_input to an app that may not read files. Slack names the scope as a condition and no
// error; choice.
func (s *Server) mayAskForFiles(blocks json.RawMessage) *apiError {
	asks := slices.ContainsFunc(blockkit.Inputs(blocks), func(el blockkit.Element) bool { return el.Type == "file_input" })
	if !asks {
		return nil
	}
	return s.require("files:read")
}

// addUpload keeps what a person has uploaded. The app cannot see it before it stands in an element. The caller holds s.mu.
func (s *Server) addUpload(user *User, name string, data []byte) *file {
	f := &file{id: newID("F"), user: user.ID, name: name, title: name, length: len(data), data: data,
		created: s.opt.Clock.Now().Unix()}
	s.files[f.id] = f
	return f
}

// attach puts Slack's file objects in the place of the ids in a file_input's choice: the person's own uploads, with an ending
// that the element takes. From then on the app may read them.
func (s *Server) attach(user *User, el blockkit.Element, chosen map[string]any) error {
	var accepts struct {
		Types []string `json:"filetypes"`
	}
	_ = json.Unmarshal(el.Raw, &accepts)
	items, _ := chosen["files"].([]any)
	attached := []*file{}
	for _, item := range items {
		named, _ := item.(map[string]any)
		f, err := s.acceptable(user, fmt.Sprint(named["id"]), accepts.Types)
		if err != nil {
			return err
		}
		attached = append(attached, f)
	}
	shown := make([]any, len(attached))
	for i, f := range attached {
		f.complete = true
		shown[i] = s.fileObject(f)
	}
	chosen["files"] = shown
	return nil
}

// acceptable finds a person's upload and checks its ending, as Slack's client does.
func (s *Server) acceptable(user *User, id string, types []string) (*file, error) {
	f := s.files[id]
	if f == nil || f.user != user.ID {
		return nil, &blockkit.ChoiceError{Code: "file_not_found", Text: fmt.Sprintf("There is no file %q of this person.", id)}
	}
	fits := func(accepted string) bool {
		return strings.EqualFold(strings.TrimPrefix(accepted, "."), extension(f.name))
	}
	if len(types) > 0 && !slices.ContainsFunc(types, fits) {
		return nil, &blockkit.ChoiceError{Code: "file_type_not_allowed",
			Text: fmt.Sprintf("%s cannot be used here. Allowed: %s.", f.name, strings.Join(types, ", "))}
	}
	return f, nil
}
