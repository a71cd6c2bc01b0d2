package programfile

import "gopkg.in/yaml.v3"

func (r *reader) text(n *yaml.Node, key string) string {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
		r.wrong(n, key, "expected text")
		return ""
	}
	return n.Value
}

func (r *reader) number(n *yaml.Node, key string) int {
	var v int
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || n.Decode(&v) != nil {
		r.wrong(n, key, "expected a whole number")
		return 0
	}
	return v
}
