package bot

import (
	"slices"
	"strings"

	"mentorbot/core"
)

// Form is what a person entered in a modal: values by block id and action id.
type Form map[string]map[string]input

// input is the value of one element. Slack fills in the field of its type; an input never touched has null, which reads as
// empty, as does a cleared one.
type input struct {
	Type          string   `json:"type"`
	Value         string   `json:"value"`
	SelectedDate  string   `json:"selected_date"`
	SelectedTime  string   `json:"selected_time"`
	SelectedUser  string   `json:"selected_user"`
	SelectedUsers []string `json:"selected_users"`
	Conversation  string   `json:"selected_conversation"`
	Files         []struct {
		ID        string `json:"id"`
		Permalink string `json:"permalink"`
	} `json:"files"`
	SelectedOption  *option  `json:"selected_option"`
	SelectedOptions []option `json:"selected_options"`
}

type option struct {
	Value string `json:"value"`
}

// text is the one value of the input, whatever its type.
func (i input) text() string {
	switch {
	case i.SelectedOption != nil:
		return i.SelectedOption.Value
	case i.SelectedDate != "":
		return i.SelectedDate
	case i.SelectedTime != "":
		return i.SelectedTime
	case i.SelectedUser != "":
		return i.SelectedUser
	case i.Conversation != "":
		return i.Conversation
	}
	return i.Value
}

// all is every value chosen.
func (i input) all() []string {
	var values []string
	for _, chosen := range i.SelectedOptions {
		values = append(values, chosen.Value)
	}
	return values
}

// Text is the value of the input in a block, trimmed; empty when there is none. Blocks of this app hold one input each.
func (f Form) Text(block string) string {
	for _, in := range f[block] {
		return strings.TrimSpace(in.text())
	}
	return ""
}

// Has reports whether the form has the block at all.
func (f Form) Has(block string) bool { return len(f[block]) > 0 }

// All is the values chosen in a block, in the order chosen.
func (f Form) All(block string) []string {
	for _, in := range f[block] {
		return in.all()
	}
	return nil
}

// Checked reports whether a value is among those chosen in a block.
func (f Form) Checked(block, value string) bool {
	for _, chosen := range f.All(block) {
		if chosen == value {
			return true
		}
	}
	return false
}

// Required refuses the first of some inputs that is in the form and left empty, for those that would mean something empty.
func (f Form) Required(blocks ...string) error {
	for _, block := range blocks {
		if f.Has(block) && f.Text(block) == "" {
			return &core.Error{Kind: core.Invalid, Code: core.CodeRequired, Field: block}
		}
	}
	return nil
}

// OneOf is the value of an input that offers a few. Nothing, and what it does not offer, is refused there.
func (f Form) OneOf(block string, offered ...string) (string, error) {
	value := f.Text(block)
	switch {
	case value == "":
		return "", &core.Error{Kind: core.Invalid, Code: core.CodeRequired, Field: block}
	case !slices.Contains(offered, value):
		return "", &core.Error{Kind: core.Invalid, Code: core.CodeUnknownOption, Field: block}
	}
	return value, nil
}

// Users are the people chosen in a block.
func (f Form) Users(block string) []string {
	for _, in := range f[block] {
		return in.SelectedUsers
	}
	return nil
}

// Files are the ids of the files uploaded in a block.
func (f Form) Files(block string) []string {
	var ids []string
	for _, in := range f[block] {
		for _, file := range in.Files {
			ids = append(ids, file.ID)
		}
	}
	return ids
}
