package programfile

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
)

// ends are the keys of the questions of a kind, beyond those all have.
func ends(kind core.QuestionKind) []string {
	switch kind {
	case core.QuestionScale:
		return []string{"low", "high"}
	case core.QuestionText:
		return []string{"public"}
	}
	return []string{"options"}
}

// questions writes the questionnaire. What is left out has its zero value: it does not count, and has no French.
func questions(all []core.Question) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, q := range all {
		m := mapping()
		add(m, "id", text(string(q.ID)))
		add(m, "kind", word(string(q.Kind)))
		add(m, "asked", word(string(q.Asked)))
		add(m, "required", yesNo(q.Required))
		add(m, "text", local(q.Text))
		for _, key := range ends(q.Kind) {
			switch key {
			case "low":
				add(m, key, local(q.Low))
			case "high":
				add(m, key, local(q.High))
			case "public":
				add(m, key, yesNo(q.Public))
			case "options":
				add(m, key, options(q.Options))
			}
		}
		if q.Match != core.MatchNot {
			add(m, "match", word(string(q.Match)))
		}
		if q.Weight != 0 {
			add(m, "weight", number(q.Weight))
		}
		if q.Pair != "" {
			add(m, "pair", text(string(q.Pair)))
		}
		list.Content = append(list.Content, m)
	}
	return list
}

func options(all []core.Option) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, o := range all {
		m := local(o.Text)
		m.Content = append([]*yaml.Node{word("id"), text(string(o.ID))}, m.Content...)
		list.Content = append(list.Content, m)
	}
	return list
}

func local(t core.LocalText) *yaml.Node {
	m := mapping()
	m.Style = yaml.FlowStyle
	add(m, "en", text(t.EN))
	if t.FR != "" {
		add(m, "fr", text(t.FR))
	}
	return m
}

func yesNo(yes bool) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: fmt.Sprint(yes)}
}

func (r *reader) questions(n *yaml.Node) {
	r.file.lines["questions"] = n.Line
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "questions", "expected a list")
		return
	}
	r.file.Spec.Questions = []core.Question{}
	for i, item := range n.Content {
		r.file.Spec.Questions = append(r.file.Spec.Questions, r.question(i+1, item))
	}
}

func (r *reader) question(place int, n *yaml.Node) core.Question {
	at := func(key string) string { return core.QuestionField(place, key) }
	r.file.lines[fmt.Sprintf("questions_%d", place)] = n.Line
	known := []string{"id", "kind", "asked", "required", "text", "options", "low", "high", "public", "match", "weight", "pair"}
	all := r.keys(n, at(""), known...)
	var q core.Question
	for _, key := range known {
		if v := all[key]; v != nil {
			r.file.lines[at(key)] = v.Line
			r.questionKey(&q, key, at(key), v)
		} else if n.Kind == yaml.MappingNode && contains([]string{"id", "kind", "asked", "text"}, key) {
			r.wrong(n, at(key), "is missing")
		}
	}
	return q
}

func (r *reader) questionKey(q *core.Question, key, path string, n *yaml.Node) {
	switch key {
	case "id":
		q.ID = core.QuestionID(r.text(n, path))
	case "kind":
		q.Kind = core.QuestionKind(r.text(n, path))
	case "asked":
		q.Asked = core.Audience(r.text(n, path))
	case "required":
		q.Required = r.isYes(n, path)
	case "text":
		q.Text = r.local(n, path)
	case "options":
		q.Options = r.options(n, path)
	case "low":
		q.Low = r.local(n, path)
	case "high":
		q.High = r.local(n, path)
	case "public":
		q.Public = r.isYes(n, path)
	case "match":
		q.Match = core.QuestionMatch(r.text(n, path))
	case "weight":
		q.Weight = r.number(n, path)
	case "pair":
		q.Pair = core.QuestionID(r.text(n, path))
	}
}

func (r *reader) options(n *yaml.Node, key string) []core.Option {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, key, "expected a list")
		return nil
	}
	var options []core.Option
	for i, item := range n.Content {
		path := core.PolicyPart(key, fmt.Sprint(i+1))
		all := r.keys(item, path+"_", "id", "en", "fr")
		var o core.Option
		r.file.lines[path] = item.Line
		if id := all["id"]; id != nil {
			r.file.lines[path+"_id"] = id.Line
			o.ID = core.OptionID(r.text(id, path+"_id"))
		}
		o.Text = r.words(all, path)
		options = append(options, o)
	}
	return options
}

// local reads a text in the languages of the product.
func (r *reader) local(n *yaml.Node, key string) core.LocalText {
	return r.words(r.keys(n, key+"_", "en", "fr"), key)
}

func (r *reader) words(all map[string]*yaml.Node, key string) core.LocalText {
	var t core.LocalText
	if en := all["en"]; en != nil {
		r.file.lines[key+"_en"] = en.Line
		t.EN = r.text(en, key+"_en")
	}
	if fr := all["fr"]; fr != nil {
		r.file.lines[key+"_fr"] = fr.Line
		t.FR = r.text(fr, key+"_fr")
	}
	return t
}

func (r *reader) isYes(n *yaml.Node, key string) bool {
	v := r.yesNo(n, key)
	return len(v) == 1 && v[0].Number == 1
}
