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
	if field.Kind == core.PolicyText {
		return excerpt(inline(policyText(l, field, v)), policyExcerpt)
	}
	var said []string
	for _, e := range v {
		said = append(said, entryWords(l, field, e))
	}
	if len(said) == 0 {
		return l.T("policy.none")
	}
	return strings.Join(said, ", ")
}

// policyExcerpt is how much of a text is shown where it is one setting of many.
const policyExcerpt = 90

// policyText is a text a programme has, or says that it has none of its own.
func policyText(l *i18n.Localizer, field core.PolicyField, v core.PolicyValue) string {
	if len(v) == 0 {
		return l.T("policy.own_words")
	}
	return v[0].Word
}

// apart shortens two texts so that both begin a few words before the first difference: what changed is seen in long ones, too.
func apart(a, b string) (string, string) {
	one, other := []rune(inline(a)), []rune(inline(b))
	same := 0
	for same < min(len(one), len(other)) && one[same] == other[same] {
		same++
	}
	from := same - policyExcerpt/3
	if from <= 0 || max(len(one), len(other)) <= policyExcerpt {
		return string(one), string(other)
	}
	for from > 0 && one[from-1] != ' ' { // behind whole words
		from--
	}
	if from == 0 {
		return string(one), string(other)
	}
	return "…" + string(one[from:]), "…" + string(other[from:])
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
	if c.Field.Kind == core.PolicyText {
		from, to := apart(policyText(l, c.Field, c.From), policyText(l, c.Field, c.To))
		return l.T("policy.change", "label", PolicyLabel(l, c.Field), "from", excerpt(from, policyExcerpt), "to", excerpt(to, policyExcerpt))
	}
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
