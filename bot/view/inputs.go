package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// field describes an input: its block id is the name core gives the field, its words are "<key>.label" and, where the catalogue has
// them, "<key>.hint" and "<key>.placeholder".
type field struct {
	name     string
	key      string
	required bool
}

func (f For) input(d field, element slack.BlockElement) *slack.InputBlock {
	var hint *slack.TextBlockObject
	if f.L.Has(d.key + ".hint") {
		hint = plain(f.L.T(d.key+".hint"), 2000)
	}
	return slack.NewInputBlock(d.name, plain(f.L.T(d.key+".label"), 2000), hint, element).WithOptional(!d.required)
}

func (f For) placeholder(d field) *slack.TextBlockObject {
	if !f.L.Has(d.key + ".placeholder") {
		return nil
	}
	return plain(f.L.T(d.key+".placeholder"), maxPlaceholder)
}

// textInput asks for text of at most limit code points. What was typed before is never cut silently below what core accepts.
func (f For) textInput(d field, value string, limit int) *slack.InputBlock {
	element := slack.NewPlainTextInputBlockElement(f.placeholder(d), InputValue).
		WithMaxLength(limit).WithInitialValue(clip(value, limit))
	return f.input(d, element)
}

// textArea asks for text of several lines.
func (f For) textArea(d field, value string, limit int) *slack.InputBlock {
	element := slack.NewPlainTextInputBlockElement(f.placeholder(d), InputValue).
		WithMaxLength(limit).WithInitialValue(clip(value, limit)).WithMultiline(true)
	return f.input(d, element)
}

// option is one entry of a menu.
func option(value, label string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(clip(orDash(value), maxOptionValue), plain(label, maxOptionText), nil)
}

// options are the entries of a vocabulary, in the alphabetical order of the reader.
func (f For) options(keys []string, name func(string) string) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, key := range f.L.Sorted(keys, name) {
		all = append(all, option(key, upperFirst(name(key))))
	}
	return all
}

// typedOptions are entries whose value is what a person typed.
func typedOptions(values []string) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, value := range values {
		if value = inline(value); value != "" {
			all = append(all, option(value, value))
		}
	}
	return all
}

// chosen are the options with one of the values, for what is selected at first.
func chosen(all []*slack.OptionBlockObject, values ...string) []*slack.OptionBlockObject {
	var picked []*slack.OptionBlockObject
	for _, o := range all {
		if slices.Contains(values, o.Value) {
			picked = append(picked, o)
		}
	}
	return picked
}

// selectOne asks for one of some options.
func (f For) selectOne(d field, all []*slack.OptionBlockObject, value string) *slack.InputBlock {
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, f.placeholder(d), InputValue, all...)
	if picked := chosen(all, value); len(picked) > 0 {
		element.InitialOption = picked[0]
	}
	return f.input(d, element)
}

// selectMany asks for any number of some options.
func (f For) selectMany(d field, all []*slack.OptionBlockObject, values []string) *slack.InputBlock {
	element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, f.placeholder(d), InputValue, all...)
	element.InitialOptions = chosen(all, values...)
	return f.input(d, element)
}

// suggestOne asks for one value, typed or picked from suggestions.
func (f For) suggestOne(d field, action, value string) *slack.InputBlock {
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, f.placeholder(d), action)
	element.MinQueryLength = new(int)
	if initial := typedOptions([]string{value}); len(initial) > 0 {
		element.InitialOption = initial[0]
	}
	return f.input(d, element)
}

// suggestMany asks for up to most values, typed or picked from suggestions.
func (f For) suggestMany(d field, action string, values []string, most int) *slack.InputBlock {
	element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, f.placeholder(d), action)
	element.MinQueryLength = new(int)
	element.MaxSelectedItems = &most
	if initial := typedOptions(values); len(initial) > 0 {
		element.InitialOptions = initial[:min(len(initial), most)]
	}
	return f.input(d, element)
}

// numberInput asks for a whole number within bounds.
func (f For) numberInput(d field, value, least, most int) *slack.InputBlock {
	element := slack.NewNumberInputBlockElement(f.placeholder(d), InputValue, false)
	element.InitialValue, element.MinValue, element.MaxValue = strconv.Itoa(value), strconv.Itoa(least), strconv.Itoa(most)
	return f.input(d, element)
}

// personInput asks for a member of the workspace. Slack lists everybody, bots and guests too: core decides who can be chosen.
func (f For) personInput(d field) *slack.InputBlock {
	return f.input(d, slack.NewOptionsSelectBlockElement(slack.OptTypeUser, f.placeholder(d), InputValue))
}

// peopleInput asks for up to most members of the workspace, as personInput for one.
func (f For) peopleInput(d field, most int) *slack.InputBlock {
	element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, f.placeholder(d), InputValue)
	element.MaxSelectedItems = &most
	return f.input(d, element)
}

// checkbox asks a yes-or-no question; the question is "<key>.option".
func (f For) checkbox(d field, checked bool) *slack.InputBlock {
	yes := option(OptionYes, f.L.T(d.key+".option"))
	element := slack.NewCheckboxGroupsBlockElement(InputValue, yes)
	if checked {
		element.InitialOptions = []*slack.OptionBlockObject{yes}
	}
	return f.input(d, element)
}

// radio asks for one of a few options.
func (f For) radio(d field, value string, all ...*slack.OptionBlockObject) *slack.InputBlock {
	element := slack.NewRadioButtonsBlockElement(InputValue, all...)
	if picked := chosen(all, value); len(picked) > 0 {
		element.InitialOption = picked[0]
	}
	return f.input(d, element)
}

// dateInput asks for a day, given and taken as "2006-01-02".
func (f For) dateInput(d field, action, value string) *slack.InputBlock {
	element := slack.NewDatePickerBlockElement(action)
	element.InitialDate = value
	element.Placeholder = f.placeholder(d)
	return f.input(d, element)
}

// Suggestions are the options for what a person has typed so far: what others use, and their own words as they stand.
func (f For) Suggestions(known []string, typed string) slack.OptionsResponse {
	all := typedOptions(known)
	typed = clip(inline(typed), core.MaxTermLength) // what core takes: nobody is offered what would be refused
	same := func(o *slack.OptionBlockObject) bool { return strings.EqualFold(o.Value, typed) }
	if typed != "" && !slices.ContainsFunc(all, same) {
		all = append(all, option(typed, f.L.T("suggest.add", "typed", typed)))
	}
	return slack.OptionsResponse{Options: all}
}

// ZoneSuggestions are the options for a time zone; nothing else than a known name can be chosen.
func (f For) ZoneSuggestions(names []string) slack.OptionsResponse {
	return slack.OptionsResponse{Options: typedOptions(names)}
}

// upperFirst writes a name as menus show it.
func upperFirst(name string) string {
	for i, r := range name {
		return strings.ToUpper(string(r)) + name[i+len(string(r)):]
	}
	return name
}
