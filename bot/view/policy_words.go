package view

import (
	"fmt"
	"strings"

	"mentorbot/core"
	"mentorbot/i18n"
)

// PolicyLabel names a setting.
func PolicyLabel(l *i18n.Localizer, field core.PolicyField) string {
	return l.T("policy." + field.Key + ".label")
}

// PolicyWords says a setting's value in words, without markup.
func PolicyWords(l *i18n.Localizer, field core.PolicyField, v core.PolicyValue) string {
	var said []string
	for _, e := range v {
		said = append(said, entryWords(l, field, e))
	}
	if len(said) == 0 {
		return l.T("policy.none")
	}
	return strings.Join(said, ", ")
}

func entryWords(l *i18n.Localizer, field core.PolicyField, e core.PolicyEntry) string {
	switch field.Kind {
	case core.PolicyNumber:
		return l.N("policy_unit."+string(field.Unit), e.Number)
	case core.PolicyYesNo:
		if e.Number == 1 {
			return l.T("policy.yes")
		}
		return l.T("policy.no")
	case core.PolicyMoments:
		return l.Duration(e.Number)
	case core.PolicyPlan:
		return optionWords(l, field, e.Word) + " (" + l.Duration(e.Number) + ")"
	case core.PolicyWeights:
		return fmt.Sprintf("%s %d", optionWords(l, field, e.Word), e.Number)
	}
	return optionWords(l, field, e.Word)
}

// optionWords names one of a setting's options; a word nobody knows stands for itself.
func optionWords(l *i18n.Localizer, field core.PolicyField, option string) string {
	key := field.Names + "." + option
	if !l.Has(key) {
		return option
	}
	return upperFirst(l.T(key))
}

// PolicyChangeWords says what changed in a setting, without markup.
func PolicyChangeWords(l *i18n.Localizer, c core.PolicyChange) string {
	return l.T("policy.change", "label", PolicyLabel(l, c.Field),
		"from", PolicyWords(l, c.Field, c.From), "to", PolicyWords(l, c.Field, c.To))
}

// PolicyImpactWords says whom a change of settings concerns, one sentence a line, without markup; nothing when it concerns nobody.
func PolicyImpactWords(l *i18n.Localizer, impact core.PolicyImpact) []string {
	var said []string
	for _, one := range []struct {
		key string
		n   int
	}{
		{"policy_impact.waiting", impact.Waiting}, {"policy_impact.long", impact.Long}, {"policy_impact.capacity", impact.Capacity},
		{"policy_impact.hidden", impact.Hidden}, {"policy_impact.held", impact.Held}, {"policy_impact.staying", impact.Staying},
		{"policy_impact.to_wait", impact.ToWait}, {"policy_impact.admitted", impact.Admitted},
	} {
		if one.n > 0 {
			said = append(said, l.N(one.key, one.n))
		}
	}
	if impact.More {
		said = append(said, l.T("policy_impact.more"))
	}
	return said
}

// weekends follows a sentence about the time to answer where weekends do not count.
func (f For) weekends(p core.Policy) string {
	if !p.WeekendsPause {
		return ""
	}
	return " " + f.L.T("request.weekends")
}

// policyWords is PolicyWords for mrkdwn.
func (f For) policyWords(field core.PolicyField, v core.PolicyValue) string {
	return escape(PolicyWords(f.L, field, v))
}

// policyChanges says in a list what changed.
func (f For) policyChanges(all []core.PolicyChange) string {
	var said []string
	for _, c := range all {
		said = append(said, "• "+escape(PolicyChangeWords(f.L, c)))
	}
	return lines(said...)
}
