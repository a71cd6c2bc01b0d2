package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/bot/view"
)

// idsOf reads the constants of package view whose names begin with a prefix: every id a screen can send.
func idsOf(t *testing.T, prefix string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "view/ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, prefix) {
			text, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			ids = append(ids, text)
		}
		return true
	})
	if len(ids) == 0 {
		t.Fatalf("no constants %s... in view/ids.go", prefix)
	}
	slices.Sort(ids)
	return ids
}

func routed(of map[string]handler) []string { return slices.Sorted(maps.Keys(of)) }

func TestEveryIDOfAScreenIsRoutedAndEveryRouteIsOfAScreen(t *testing.T) {
	table := (&App{}).table()
	// Dates, times and goals report each change; other inputs only count when their form is submitted.
	actions := append(idsOf(t, "Action"), view.InputDate, view.InputTime, view.InputTimesDate, view.InputTimesTime, view.InputSteps, view.InputProgress, view.InputCompare)
	slices.Sort(actions)
	for name, c := range map[string]struct{ want, got []string }{
		"verbs":       {idsOf(t, "Verb"), routed(table.verbs)},
		"actions":     {actions, routed(table.actions)},
		"shortcuts":   {idsOf(t, "Shortcut"), routed(table.shortcuts)},
		"suggestions": {idsOf(t, "Suggest"), routed(table.suggestions)},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-on screens +routed):\n%s", name, diff)
		}
	}
}

func TestEveryModalThatIsSubmittedIsRouted(t *testing.T) {
	submitted := idsOf(t, "Callback")
	if diff := cmp.Diff(submitted, routed((&App{}).table().submissions)); diff != "" {
		t.Errorf("submissions (-modals with inputs +routed):\n%s", diff)
	}
}

func TestCommandTextIsReadAsPeopleTypeIt(t *testing.T) {
	for name, c := range map[string]struct {
		text, verb string
		words      []string
	}{
		"a verb":                    {"find", "find", nil},
		"nothing":                   {"", "", nil},
		"only spaces":               {" \u00a0\t ", "", nil},
		"capitals":                  {"Profile", "profile", nil},
		"a non-breaking space":      {"choices\u00a0withdraw", "choices", []string{"withdraw"}},
		"a narrow space":            {"choices\u202fwithdraw", "choices", []string{"withdraw"}},
		"a zero-width space":        {"\u200bwhy", "why", nil},
		"typographic quotes":        {"“help”", "help", nil},
		"French quotes":             {"« find »", "find", nil},
		"what was pasted as code":   {"`settings`", "settings", nil},
		"words of several scripts":  {"найти 导师", "найти", []string{"导师"}},
		"a line break in the text":  {"find\nme", "find", []string{"me"}},
		"control characters inside": {"fi\x00nd", "fi", []string{"nd"}},
	} {
		verb, words := parseCommand(c.text)
		if verb != c.verb || !slices.Equal(words, c.words) {
			t.Errorf("%s: %q is read as %q %q, want %q %q", name, c.text, verb, words, c.verb, c.words)
		}
	}
}

func FuzzCommandText(f *testing.F) {
	for _, seed := range []string{"find", "“help”", "choices\u00a0withdraw", "\xff\xfe", "« »", strings.Repeat("a ", 3000)} {
		f.Add(seed)
	}
	table := (&App{}).table()
	f.Fuzz(func(t *testing.T, text string) {
		verb, words := parseCommand(text)
		if verb != strings.ToLower(verb) {
			t.Errorf("verb %q is not in lower case", verb)
		}
		for _, word := range append(words, verb) {
			if strings.ContainsFunc(word, separates) {
				t.Errorf("word %q holds a separator", word)
			}
		}
		r := &Request{Envelope: Envelope{Kind: KindCommand, Command: &Command{Text: text}}}
		if table.find(r) == nil {
			t.Errorf("%q has no answer, not even help", text)
		}
	})
}

// A page turned leads back to its list by the callback id in the button.
func TestEveryListOfPagesCanBeTurned(t *testing.T) {
	for list := range (&App{}).pages() {
		if !slices.Contains(idsOf(t, "Page"), list) && !slices.Contains(idsOf(t, "Callback"), list) {
			t.Errorf("%q is turned and is on no screen", list)
		}
	}
}
