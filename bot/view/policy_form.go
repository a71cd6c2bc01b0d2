package view

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// PolicyForm asks for the settings of one page, with what a policy has filled in. It remembers which version was read.
func (f For) PolicyForm(p core.Program, policy core.Policy, page core.PolicyPage) slack.ModalViewRequest {
	blocks := []slack.Block{header(f.L.T("policy_page." + string(page))), section(f.L.T("policy.intro", "program", bold(escape(p.Name))))}
	for _, field := range core.PolicyFieldsOn(page) {
		blocks = append(blocks, f.policyInputs(field, field.Of(policy))...)
	}
	return f.form(CallbackPolicy, "policy", Meta{Program: p.ID, Do: string(page), Version: p.Version}, blocks)
}

// policyInputs are the inputs of a setting: one, or one for each session of a plan or each criterion.
func (f For) policyInputs(setting core.PolicyField, v core.PolicyValue) []slack.Block {
	d := field{setting.Key, "policy." + setting.Key, setting.Least > 0}
	switch setting.Kind {
	case core.PolicyNumber:
		d.required = true
		return []slack.Block{f.withHint(setting, f.numberInput(d, v[0].Number, setting.Min, setting.Max))}
	case core.PolicyYesNo:
		element := slack.NewCheckboxGroupsBlockElement(InputValue, option(OptionYes, f.L.T("policy.yes")))
		if v[0].Number == 1 {
			element.InitialOptions = element.Options
		}
		return []slack.Block{f.withHint(setting, f.input(d, element))}
	case core.PolicyChoice:
		d.required = true
		return []slack.Block{f.withHint(setting, f.radio(d, v[0].Word, f.policyOptions(setting)...))}
	case core.PolicyMoments:
		return []slack.Block{f.withHint(setting, f.momentsInput(d, setting, v))}
	case core.PolicyText:
		return []slack.Block{f.policyTextInput(d, setting, v)}
	case core.PolicyPlan:
		return f.planInputs(setting, v)
	case core.PolicyWeights:
		return f.weightInputs(setting, v)
	}
	var chosen []string
	for _, e := range v {
		chosen = append(chosen, e.Word)
	}
	return []slack.Block{f.withHint(setting, f.selectMany(d, f.policyOptions(setting), chosen))}
}

// policyTextInput asks for a text and shows below it what stands there without one.
func (f For) policyTextInput(d field, setting core.PolicyField, v core.PolicyValue) *slack.InputBlock {
	text := ""
	if len(v) > 0 {
		text = v[0].Word
	}
	in := f.textArea(d, text, setting.Max)
	in.Hint = plain(f.L.T("policy."+setting.Key+".hint")+" "+f.L.T("policy.own_text", "words", f.L.T(setting.Names)), 2000)
	return in
}

// withHint says below an input what the setting does and what it is in a new programme.
func (f For) withHint(setting core.PolicyField, in *slack.InputBlock) *slack.InputBlock {
	in.Hint = plain(f.L.T("policy."+setting.Key+".hint")+" "+f.policyDefault(setting), 2000)
	return in
}

func (f For) policyDefault(setting core.PolicyField) string {
	return f.L.T("policy.default", "value", PolicyWords(f.L, setting, setting.Default()))
}

func (f For) policyOptions(setting core.PolicyField) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, word := range setting.Options {
		all = append(all, option(word, optionWords(f.L, setting, word)))
	}
	return all
}

// reminderLeads are offered in minutes; what a programme has besides is offered too.
func reminderLeads() []int { return []int{15, 30, 60, 120, 1440, 2 * 1440, 3 * 1440, 7 * 1440} }

func (f For) momentsInput(d field, setting core.PolicyField, v core.PolicyValue) *slack.InputBlock {
	leads := reminderLeads()
	var chosen []string
	for _, e := range v {
		leads = append(leads, e.Number)
		chosen = append(chosen, strconv.Itoa(e.Number))
	}
	slices.Sort(leads)
	var all []*slack.OptionBlockObject
	for _, lead := range slices.Compact(leads) {
		all = append(all, option(strconv.Itoa(lead), f.L.Duration(lead)))
	}
	in := f.selectMany(d, all, chosen)
	if element, ok := in.Element.(*slack.MultiSelectBlockElement); ok {
		most := setting.Most
		element.MaxSelectedItems = &most
	}
	return in
}

// sessionLengths are offered for each kind of session, in minutes.
func sessionLengths() []int { return []int{30, 45, 60, 90} }

// planInputs asks for each session of the plan: its kind and length together.
func (f For) planInputs(setting core.PolicyField, v core.PolicyValue) []slack.Block {
	blocks := []slack.Block{section(lines(bold(f.L.T("policy."+setting.Key+".label")),
		f.L.T("policy."+setting.Key+".hint")+" "+escape(f.policyDefault(setting))))}
	for i := range setting.Most {
		all, value := f.planOptions(setting), OptionAny
		if i > 0 {
			all = append([]*slack.OptionBlockObject{option(OptionAny, f.L.T("policy.session_none"))}, all...)
		}
		if i < len(v) {
			value = planOption(v[i])
			if len(chosen(all, value)) == 0 {
				all = append(all, option(value, entryWords(f.L, setting, v[i])))
			}
		}
		element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, InputValue, all...)
		if picked := chosen(all, value); len(picked) > 0 {
			element.InitialOption = picked[0]
		}
		name, label := core.PolicyPart(setting.Key, strconv.Itoa(i+1)), plain(f.L.T("policy.session", "number", i+1), 2000)
		blocks = append(blocks, slack.NewInputBlock(name, label, nil, element).WithOptional(i > 0))
	}
	return blocks
}

func (f For) planOptions(setting core.PolicyField) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, kind := range setting.Options {
		for _, minutes := range sessionLengths() {
			e := core.PolicyEntry{Word: kind, Number: minutes}
			all = append(all, option(planOption(e), entryWords(f.L, setting, e)))
		}
	}
	return all
}

func planOption(e core.PolicyEntry) string { return fmt.Sprintf("%s/%d", e.Word, e.Number) }

// weightInputs asks for the points of each criterion.
func (f For) weightInputs(setting core.PolicyField, v core.PolicyValue) []slack.Block {
	blocks := []slack.Block{section(lines(f.L.T("policy."+setting.Key+".hint"), escape(f.policyDefault(setting))))}
	for _, word := range setting.Options {
		n := 0
		for _, e := range v {
			if e.Word == word {
				n = e.Number
			}
		}
		element := slack.NewNumberInputBlockElement(nil, InputValue, false).WithMinValue("0").WithMaxValue("100").WithInitialValue(strconv.Itoa(n))
		blocks = append(blocks, slack.NewInputBlock(core.PolicyPart(setting.Key, word), plain(optionWords(f.L, setting, word), 2000), nil, element).WithOptional(false))
	}
	return blocks
}
