package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"mentorbot/cmd/internal/programfile"
	"mentorbot/core"
)

// A keyAt is a key of a programme's file where it stands, found again in another reading of the same text by the way to it.
type keyAt struct {
	mapping *yaml.Node
	index   int // of the key in the mapping
	path    string
}

// keysOf lists the keys below a node. Items of a list share their path, so that a path is a key of the schema.
func keysOf(n *yaml.Node, path string) []keyAt {
	var all []keyAt
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			below := strings.TrimPrefix(path+"."+n.Content[i].Value, ".")
			all = append(all, keyAt{n, i, below})
			all = append(all, keysOf(n.Content[i+1], below)...)
		}
	default:
		for _, item := range n.Content {
			all = append(all, keysOf(item, path)...)
		}
	}
	return all
}

// badYAML are values that a key does not take, by what it holds.
func badYAML(n *yaml.Node) []string {
	switch {
	case n.Kind == yaml.MappingNode:
		return []string{"3", "word", "[1]", "~", "{unheard: 1}"}
	case n.Kind == yaml.SequenceNode:
		return []string{"3", "word", "{a: 1}", "~", "[{a: 1}]", "[[]]"}
	case n.Tag == "!!int":
		return []string{"many", "1.5", "-1", "100000000", "99999999999999999999999", "[1]", "{a: 1}", "~", `"1"`}
	case n.Tag == "!!bool":
		return []string{"maybe", "1", "[true]", "{a: 1}", "~", `"true"`}
	}
	return []string{"3", "true", "[x]", "{a: 1}", "~", "1.5", strings.Repeat("x", 5000)}
}

// sample is a programme's file with every key there is.
func sample(t *testing.T, text string) string {
	t.Helper()
	return strings.NewReplacer("duty_station: 5", "duty_station: 4\n    unit: 1", "questions: []\n", strings.Replace(questionnaire, `{en: "Often"}`, `{en: "Often", fr: "Souvent"}`, 1), "staff: []", "staff:\n  - {slack_user: \"U1\", role: admin}").Replace(text)
}

// parsed reads a file into nodes.
func parsed(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	return document.Content[0]
}

// rendered writes nodes as a file, and gives the line on which a key stands in it.
func rendered(t *testing.T, root *yaml.Node, place int) (text string, line int) {
	t.Helper()
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		t.Fatal(err)
	}
	again := keysOf(parsed(t, out.String()), "")[place]
	return out.String(), again.mapping.Content[again.index].Line
}

var (
	known   = regexp.MustCompile(`unknown key; known are (.*)`)
	located = regexp.MustCompile(`line (\d+): ([^:]+): `)
)

// names reports whether a refusal is at a line and about a key, or about what the key is part of and stands in with others on that line.
func names(refusal string, line int, k string) bool {
	parts := strings.Split(k, ".")
	for _, m := range located.FindAllStringSubmatch(refusal, -1) {
		named := "_" + strings.ReplaceAll(m[2], ".", "_") + "_"
		about := strings.Contains(named, "_"+parts[len(parts)-1]+"_") || len(parts) > 1 && strings.Contains(named, "_"+parts[len(parts)-2]+"_")
		if m[1] == fmt.Sprint(line) && about {
			return true
		}
	}
	return false
}

// Every key of the file is tried with values it does not take, wherever it stands. Which keys there are is read off what the reader says it
// knows, so that a new one has to be in the sample.
func TestEveryKeyOfTheFileIsRefusedByLineAndKey(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	text = sample(t, text)
	apply := func(text string) result {
		if _, err := programfile.Read([]byte(text)); err != nil { // without looking at the database
			return result{status: statusFailed, err: err.Error()}
		}
		write(t, path, text)
		return run(t, "program", "apply", "--dry-run", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path)
	}
	if got := apply(text); got.status != statusOK {
		t.Fatalf("the sample is refused: %s", got.err)
	}
	there := map[string]bool{}
	for place, k := range keysOf(parsed(t, text), "") {
		there[k.path] = true
		root := parsed(t, text)
		same := keysOf(root, "")[place]
		name, kept := same.mapping.Content[same.index].Value, *same.mapping.Content[same.index+1]
		for _, bad := range badYAML(&kept) {
			same.mapping.Content[same.index+1] = parsed(t, bad)
			file, line := rendered(t, root, place)
			if got := apply(file); got.status != statusFailed || !names(got.err, line, k.path) {
				t.Errorf("%s: %.40s: status %d, want line %d, got %s", k.path, bad, got.status, line, got.err)
			}
		}
		same.mapping.Content[same.index+1] = &kept
		same.mapping.Content[same.index].Value = "unheard"
		file, line := rendered(t, root, place)
		got := apply(file)
		if got.status != statusFailed || !names(got.err, line, "unheard") {
			t.Errorf("%s with another name: status %d, want line %d, got %s", k.path, got.status, line, got.err)
		}
		parent, _ := strings.CutSuffix(k.path, name)
		for _, list := range known.FindAllStringSubmatch(got.err, -1) {
			for _, key := range strings.Split(list[1], ", ") {
				if _, seen := there[parent+key]; !seen {
					there[parent+key] = false
				}
			}
		}
		same.mapping.Content[same.index].Value = name
		same.mapping.Content = append(slices.Clone(same.mapping.Content), same.mapping.Content[same.index], &kept)
		if got := apply(textOf(t, root)); got.status != statusFailed || !strings.Contains(got.err, name+": is there twice") || !located.MatchString(got.err) {
			t.Errorf("%s twice: status %d, %s", k.path, got.status, got.err)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(there)) {
		if !there[path] {
			t.Errorf("the sample has no %s", path)
		}
	}
}

func textOf(t *testing.T, root *yaml.Node) string {
	t.Helper()
	raw, err := yaml.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
