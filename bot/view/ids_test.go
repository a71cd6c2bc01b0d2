package view_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// constants are the string constants of ids.go by name.
func constants(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				all[spec.Names[0].Name] = text
			}
		}
		return true
	})
	return all
}

// seen collects the values of a property anywhere in all screens.
func seen(t *testing.T, properties ...string) map[string]bool {
	t.Helper()
	values := map[string]bool{}
	for _, screen := range screens(paris(t, catalogue(t), "en")) {
		var tree any
		if err := json.Unmarshal(encode(t, screen), &tree); err != nil {
			t.Fatal(err)
		}
		walk(tree, func(name string, value any) {
			if text, ok := value.(string); ok && slices.Contains(properties, name) {
				values[text] = true
			}
		})
	}
	return values
}

func walk(tree any, visit func(name string, value any)) {
	switch tree := tree.(type) {
	case map[string]any:
		for name, value := range tree {
			visit(name, value)
			walk(value, visit)
		}
	case []any:
		for _, value := range tree {
			walk(value, visit)
		}
	}
}

func TestEveryIDIsOnAScreen(t *testing.T) {
	used := seen(t, "action_id", "callback_id", "block_id", "value")
	help := string(encode(t, paris(t, catalogue(t), "en").Help("")))
	for name, id := range constants(t) {
		if strings.HasPrefix(name, "Verb") {
			if !strings.Contains(help, "/mentor "+id) {
				t.Errorf("help does not name the verb %q", id)
			}
		} else if !used[id] && !strings.HasPrefix(name, "Shortcut") { // which stand in Slack's own menus
			t.Errorf("%s (%q) is on no screen", name, id)
		}
	}
}

func TestEveryIDOnAScreenIsNamed(t *testing.T) {
	var named []string
	for _, id := range constants(t) {
		named = append(named, id)
	}
	rank := regexp.MustCompile("^" + view.InputValue + `_\d+$`)
	for id := range seen(t, "action_id", "callback_id") {
		if !slices.Contains(named, id) && !rank.MatchString(id) {
			t.Errorf("%q is not named in ids.go", id)
		}
	}
}

func TestButtonValuesAreMetadata(t *testing.T) {
	for _, screen := range screens(paris(t, catalogue(t), "en")) {
		var tree any
		if err := json.Unmarshal(encode(t, screen), &tree); err != nil {
			t.Fatal(err)
		}
		walk(map[string]any{"": tree}, func(_ string, value any) {
			object, ok := value.(map[string]any)
			if !ok || object["type"] != "button" || object["value"] == nil {
				return
			}
			if _, err := view.DecodeMeta(object["value"].(string)); err != nil {
				t.Errorf("%v: %v", object["action_id"], err)
			}
		})
	}
}

func TestRemovingAChoiceRenamesTheRanks(t *testing.T) {
	f := paris(t, catalogue(t), "en")
	ids := func(c core.ChoiceFacts) string {
		for _, b := range f.Choices(c).Blocks.BlockSet {
			if in, ok := b.(*slack.InputBlock); ok && in.BlockID == "choice_1" {
				return in.Element.(*slack.SelectBlockElement).ActionID
			}
		}
		return ""
	}
	two := choices(core.ChoicesDraft)
	one := two
	one.Mentors = two.Mentors[1:]
	if before, after := ids(two), ids(one); before == "" || before == after {
		t.Errorf("Slack would keep the removed mentor selected: %q, then %q", before, after)
	}
}
