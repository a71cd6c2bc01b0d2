package programfile

import (
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
		addTexts(m, part{"address", res.Address}, part{"text", res.Text}, part{"for", string(res.For)}, part{"stage", string(res.Stage)}, part{"language", res.Language})
		list.Content = append(list.Content, m)
	}
	return list
}

func (r *reader) resources(n *yaml.Node) {
	r.file.Spec.Resources = []core.Resource{}
	for i, item := range r.items(n, "resources") {
		r.file.Spec.Resources = append(r.file.Spec.Resources, r.resource(i+1, item))
	}
}

func (r *reader) resource(place int, n *yaml.Node) core.Resource {
	at := func(key string) string { return core.ResourceField(place, key) }
	all := r.keys(n, at(""), "id", "kind", "title", "address", "text", "for", "stage", "language")
	value := r.values(n, all, at, "id", "kind", "title")
	return core.Resource{
		ID: core.ResourceID(value("id")), Kind: core.ResourceKind(value("kind")), Title: value("title"), Address: value("address"), Text: value("text"),
		For: core.Role(value("for")), Stage: core.GuideStage(value("stage")), Language: value("language"),
	}
}
