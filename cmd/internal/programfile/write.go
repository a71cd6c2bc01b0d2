// Package programfile writes programmes as YAML files that people review, and reads them back. Its keys are those of core's table of
// settings; what is wrong is named by line and key.
package programfile

import (
	"bytes"
	"fmt"
	"strconv"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
)

// Write gives a programme's file. Comments say in words what a setting means.
func Write(spec core.ProgramSpec, label func(core.PolicyField) string) ([]byte, error) {
	policy := mapping()
	for _, f := range core.PolicyFields() {
		key := word(f.Key)
		key.HeadComment = label(f)
		policy.Content = append(policy.Content, key, value(f, f.Of(spec.Policy)))
	}
	root := mapping()
	add(root, "name", text(spec.Name))
	add(root, "state", word(string(spec.State)))
	add(root, "policy", policy)
	add(root, "questions", questions(spec.Questions))
	add(root, "resources", resources(spec.Resources))
	add(root, "courses", courses(spec.Courses))
	add(root, "staff", staff(spec.Staff))
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("write programme file: %w", err)
	}
	return out.Bytes(), enc.Close()
}

func value(f core.PolicyField, v core.PolicyValue) *yaml.Node {
	switch f.Kind {
	case core.PolicyNumber:
		return number(v[0].Number)
	case core.PolicyYesNo:
		return yesNo(v[0].Number == 1)
	case core.PolicyChoice:
		return word(v[0].Word)
	case core.PolicyText:
		if len(v) == 0 {
			return text("")
		}
		return text(v[0].Word)
	case core.PolicyWeights:
		all := mapping()
		for _, e := range v {
			add(all, e.Word, number(e.Number))
		}
		return all
	}
	all := &yaml.Node{Kind: yaml.SequenceNode}
	for _, e := range v {
		all.Content = append(all.Content, item(f, e))
	}
	if f.Kind != core.PolicyPlan {
		all.Style = yaml.FlowStyle
	}
	return all
}

func item(f core.PolicyField, e core.PolicyEntry) *yaml.Node {
	switch f.Kind {
	case core.PolicyMoments:
		return number(e.Number)
	case core.PolicyPlan:
		session := mapping()
		session.Style = yaml.FlowStyle
		add(session, "kind", word(e.Word))
		add(session, "minutes", number(e.Number))
		return session
	}
	return word(e.Word)
}

func staff(all []core.StaffSpec) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range all {
		member := mapping()
		member.Style = yaml.FlowStyle
		add(member, "slack_user", text(s.ChatUserID))
		add(member, "role", word(string(s.Role)))
		list.Content = append(list.Content, member)
	}
	return list
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func word(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// text is what people typed, quoted so that it is read as it stands.
func text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}
}

func number(n int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n)}
}

func add(m *yaml.Node, key string, v *yaml.Node) { m.Content = append(m.Content, word(key), v) }
