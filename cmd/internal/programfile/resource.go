package programfile

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
)

// resources writes the programme's own library. What is left out is for everybody, at any time.
func resources(all []core.Resource) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, res := range all {
		m := mapping()
		add(m, "id", text(string(res.ID)))
		add(m, "kind", word(string(res.Kind)))
		add(m, "title", text(res.Title))
		for _, part := range []struct{ key, value string }{
			{"address", res.Address}, {"text", res.Text}, {"for", string(res.For)}, {"stage", string(res.Stage)}, {"language", res.Language},
		} {
			if part.value != "" {
				add(m, part.key, text(part.value))
			}
		}
		list.Content = append(list.Content, m)
	}
	return list
}

func (r *reader) resources(n *yaml.Node) {
	r.file.lines["resources"] = n.Line
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "resources", "expected a list")
		return
	}
	r.file.Spec.Resources = []core.Resource{}
	for i, item := range n.Content {
		r.file.Spec.Resources = append(r.file.Spec.Resources, r.resource(i+1, item))
	}
}

func (r *reader) resource(place int, n *yaml.Node) core.Resource {
	at := func(key string) string { return core.ResourceField(place, key) }
	r.file.lines[fmt.Sprintf("resources_%d", place)] = n.Line
	known := []string{"id", "kind", "title", "address", "text", "for", "stage", "language"}
	all := r.keys(n, at(""), known...)
	value := func(key string) string {
		v := all[key]
		if v == nil {
			if n.Kind == yaml.MappingNode && contains([]string{"id", "kind", "title"}, key) {
				r.wrong(n, at(key), "is missing")
			}
			return ""
		}
		r.file.lines[at(key)] = v.Line
		return r.text(v, at(key))
	}
	return core.Resource{
		ID: core.ResourceID(value("id")), Kind: core.ResourceKind(value("kind")), Title: value("title"), Address: value("address"), Text: value("text"),
		For: core.Role(value("for")), Stage: core.GuideStage(value("stage")), Language: value("language"),
	}
}
