package programfile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"mentorbot/core"
)

// Problem is something wrong with a file, at a line and key.
type Problem struct {
	Line int
	Key  string
	What string
}

// Error names line and key.
func (p Problem) Error() string { return fmt.Sprintf("line %d: %s: %s", p.Line, p.Key, p.What) }

// File is a file that was read, with where its keys stand.
type File struct {
	Spec  core.ProgramSpec
	lines map[string]int
}

// At gives the line of what a refusal by core is about, and its key.
func (f File) At(field string) (line int, key string) {
	if line, ok := f.lines[field]; ok {
		return line, field
	}
	if setting, ok := core.PolicyFieldOf(field); ok {
		return f.lines[setting.Key], setting.Key
	}
	for key := field; strings.Contains(key, "_"); { // a key that is missing stands where it is missing
		key = key[:strings.LastIndex(key, "_")]
		if line, ok := f.lines[key]; ok {
			return line, field
		}
	}
	return 1, field
}

// reader collects what is wrong.
type reader struct {
	file     File
	problems []error
}

func (r *reader) wrong(n *yaml.Node, key, what string) {
	r.problems = append(r.problems, Problem{Line: max(n.Line, 1), Key: key, What: what})
}

// Read reads a programme's file. A setting that is missing has its default, so that a file written before there was one is still read; an
// unknown key is an error. All that is wrong is named.
func Read(raw []byte) (File, error) {
	r := &reader{file: File{lines: map[string]int{}}}
	var document yaml.Node
	if err := yaml.Unmarshal(raw, &document); err != nil {
		return r.file, fmt.Errorf("not YAML: %w", err)
	}
	if len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return r.file, errors.New("line 1: a programme file has the keys name, state, policy, questions, resources, courses and staff")
	}
	top := r.keys(document.Content[0], "", "name", "state", "policy", "questions", "resources", "courses", "staff")
	if n := r.required(document.Content[0], top, "name"); n != nil {
		r.file.Spec.Name = r.text(n, "name")
	}
	if n := top["state"]; n != nil {
		r.file.lines["state"] = n.Line
		r.file.Spec.State = core.ProgramState(r.text(n, "state"))
	}
	if n := r.required(document.Content[0], top, "policy"); n != nil {
		r.policy(n)
	}
	if n := top["questions"]; n != nil {
		r.questions(n)
	}
	if n := top["resources"]; n != nil {
		r.resources(n)
	}
	if n := top["courses"]; n != nil {
		r.courses(n)
	}
	if n := top["staff"]; n != nil {
		r.staff(n)
	}
	return r.file, errors.Join(r.problems...)
}

// keys reads a mapping and refuses keys that are not known, or there twice.
func (r *reader) keys(n *yaml.Node, path string, known ...string) map[string]*yaml.Node {
	found := map[string]*yaml.Node{}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, strings.TrimRight(path, "._"), "expected keys and values")
		return found
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		switch {
		case !contains(known, key.Value):
			r.wrong(key, path+key.Value, "unknown key; known are "+strings.Join(known, ", "))
		case found[key.Value] != nil:
			r.wrong(key, path+key.Value, "is there twice")
		case v.Kind == yaml.AliasNode:
			r.wrong(v, path+key.Value, "aliases are not read")
		default:
			found[key.Value] = v
		}
	}
	return found
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

func (r *reader) required(parent *yaml.Node, all map[string]*yaml.Node, key string) *yaml.Node {
	return r.requiredAt(parent, all, key, key)
}

// requiredAt is required for a key that refusals call by a path.
func (r *reader) requiredAt(parent *yaml.Node, all map[string]*yaml.Node, key, path string) *yaml.Node {
	n := all[key]
	if n == nil {
		if parent.Kind == yaml.MappingNode {
			r.wrong(parent, path, "is missing")
		}
		return nil
	}
	r.file.lines[path] = n.Line
	return n
}

func (r *reader) policy(n *yaml.Node) {
	var known []string
	for _, f := range core.PolicyFields() {
		known = append(known, f.Key)
	}
	all := r.keys(n, "policy.", known...)
	for _, f := range core.PolicyFields() {
		v := all[f.Key]
		if v == nil {
			r.file.lines[f.Key] = n.Line
			f.Put(&r.file.Spec.Policy, f.Default())
			continue
		}
		r.file.lines[f.Key] = v.Line
		before := len(r.problems)
		value := r.value(f, v)
		if len(r.problems) == before && len(value) == 0 && (f.Kind == core.PolicyNumber || f.Kind == core.PolicyChoice || f.Kind == core.PolicyYesNo) {
			r.wrong(v, f.Key, "has no value")
		}
		if len(r.problems) == before {
			f.Put(&r.file.Spec.Policy, value)
		}
	}
}

func (r *reader) value(f core.PolicyField, n *yaml.Node) core.PolicyValue {
	switch f.Kind {
	case core.PolicyNumber:
		return core.PolicyValue{{Number: r.number(n, f.Key)}}
	case core.PolicyYesNo:
		return r.yesNo(n, f.Key)
	case core.PolicyChoice:
		return core.PolicyValue{{Word: r.text(n, f.Key)}}
	case core.PolicyText:
		if words := r.text(n, f.Key); words != "" {
			return core.PolicyValue{{Word: words}}
		}
		return nil
	case core.PolicyWeights:
		return r.weights(f, n)
	}
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, f.Key, "expected a list")
		return nil
	}
	var v core.PolicyValue
	for i, item := range n.Content {
		r.file.lines[core.PolicyPart(f.Key, strconv.Itoa(i+1))] = item.Line
		v = append(v, r.item(f, item))
	}
	return v
}

func (r *reader) item(f core.PolicyField, n *yaml.Node) core.PolicyEntry {
	switch f.Kind {
	case core.PolicyMoments:
		return core.PolicyEntry{Number: r.number(n, f.Key)}
	case core.PolicyPlan:
		all := r.keys(n, f.Key+".", "kind", "minutes")
		var e core.PolicyEntry
		if kind := all["kind"]; kind != nil {
			e.Word = r.text(kind, f.Key+".kind")
		}
		if minutes := all["minutes"]; minutes != nil {
			e.Number = r.number(minutes, f.Key+".minutes")
		}
		return e
	}
	return core.PolicyEntry{Word: r.text(n, f.Key)}
}

func (r *reader) yesNo(n *yaml.Node, key string) core.PolicyValue {
	var yes bool
	if err := n.Decode(&yes); err != nil || n.Tag != "!!bool" {
		r.wrong(n, key, "expected true or false")
		return nil
	}
	if yes {
		return core.PolicyValue{{Number: 1}}
	}
	return core.PolicyValue{{}}
}

func (r *reader) weights(f core.PolicyField, n *yaml.Node) core.PolicyValue {
	all := r.keys(n, f.Key+".", f.Options...)
	var v core.PolicyValue
	for _, option := range f.Options {
		if points := all[option]; points != nil {
			name := core.PolicyPart(f.Key, option)
			r.file.lines[name] = points.Line
			n := r.number(points, name)
			if n < f.Min || n > f.Max { // none are left out of the policy, where core could not refuse them
				r.wrong(points, name, fmt.Sprintf("expected a whole number from %d to %d", f.Min, f.Max))
			}
			v = append(v, core.PolicyEntry{Word: option, Number: n})
		}
	}
	return v
}

func (r *reader) staff(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "staff", "expected a list")
		return
	}
	r.file.Spec.Staff = []core.StaffSpec{}
	for i, member := range n.Content {
		at := func(key string) string { return core.StaffField(i+1, key) }
		all := r.keys(member, at(""), core.StaffKeyUser, core.StaffKeyRole)
		var s core.StaffSpec
		if user := r.requiredAt(member, all, core.StaffKeyUser, at(core.StaffKeyUser)); user != nil {
			s.ChatUserID = r.text(user, at(core.StaffKeyUser))
		}
		if role := r.requiredAt(member, all, core.StaffKeyRole, at(core.StaffKeyRole)); role != nil {
			s.Role = core.StaffRole(r.text(role, at(core.StaffKeyRole)))
		}
		r.file.Spec.Staff = append(r.file.Spec.Staff, s)
	}
}
