package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

func decodeManifest(t *testing.T, o ManifestOptions) manifest {
	t.Helper()
	raw, err := Manifest(o)
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	decoder := yaml.NewDecoder(strings.NewReader(string(raw)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&m); err != nil {
		t.Fatalf("read back: %v", err)
	}
	return m
}

func bothManifests(t *testing.T) map[string]manifest {
	return map[string]manifest{
		"socket": decodeManifest(t, ManifestOptions{Mode: ModeSocket}),
		"http":   decodeManifest(t, ManifestOptions{Mode: ModeHTTP, BaseURL: "https://mentors.example.org/"}),
	}
}

func TestManifestKeepsSlacksLimits(t *testing.T) {
	for name, m := range bothManifests(t) {
		length := func(what, text string, low, high int) {
			if n := utf8.RuneCountInString(text); n < low || n > high {
				t.Errorf("%s: %s has %d characters, allowed %d to %d", name, what, n, low, high)
			}
		}
		length("name", m.Display.Name, 1, 35)
		length("description", m.Display.Description, 1, 140)
		length("long description", m.Display.LongDescription, 175, 4000)
		length("bot name", m.Features.BotUser.DisplayName, 1, 80)
		if len(m.Features.SlashCommands) > 50 || len(m.Settings.Events.BotEvents) > 100 {
			t.Errorf("%s: too many commands or events", name)
		}
		for _, c := range m.Features.SlashCommands {
			length("command", c.Command, 2, 32)
			length("command description", c.Description, 1, 2000)
			length("usage hint", c.UsageHint, 0, 1000)
			if !strings.HasPrefix(c.Command, "/") {
				t.Errorf("%s: command %q has no slash", name, c.Command)
			}
		}
		for _, event := range m.Settings.Events.BotEvents {
			length("event", event, 1, 50)
		}
	}
}

func TestManifestNamesEveryEventCommandAndScopeTheCodeUses(t *testing.T) {
	for name, m := range bothManifests(t) {
		events := slices.Sorted(maps.Keys((&App{}).table().events))
		if diff := cmp.Diff(events, m.Settings.Events.BotEvents); diff != "" {
			t.Errorf("%s: events (-handled +manifest):\n%s", name, diff)
		}
		for verb := range (&App{}).table().verbs {
			if !strings.Contains(m.Features.SlashCommands[0].UsageHint, verb) {
				t.Errorf("%s: usage hint does not name %q", name, verb)
			}
		}
		for _, scope := range Scopes() {
			if !slices.Contains(m.OAuth.Scopes.Bot, scope.Name) {
				t.Errorf("%s: scope %s is missing", name, scope.Name)
			}
		}
	}
}

// Methods of the Web API that need no scope beyond being installed.
func scopeless(method string) bool { return strings.HasPrefix(method, "views.") }

func TestEveryCalledMethodHasItsScopeAndTheReverse(t *testing.T) {
	needed := map[string]bool{}
	for _, scope := range Scopes() {
		for _, method := range scope.Methods {
			needed[method] = true
		}
	}
	called := calledMethods(t)
	for method := range called {
		if !needed[method] && !scopeless(method) {
			t.Errorf("%s is called but no scope names it", method)
		}
	}
	for method := range needed {
		if !called[method] {
			t.Errorf("a scope is asked for because of %s, which is not called", method)
		}
	}
}

// calledMethods reads off the source which methods are called: each call goes through call(ctx, "method", ...) or
// illustrated(ctx, "method", ...).
func calledMethods(t *testing.T) map[string]bool {
	t.Helper()
	methods := map[string]bool{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			name, isName := call.Fun.(*ast.SelectorExpr)
			text, isText := call.Args[1].(*ast.BasicLit)
			if isName && isText && (name.Sel.Name == "call" || name.Sel.Name == "illustrated") {
				method, _ := strconv.Unquote(text.Value)
				methods[method] = true
			}
			return true
		})
	}
	return methods
}

func TestManifestForHTTPNamesTheServedPaths(t *testing.T) {
	m := decodeManifest(t, ManifestOptions{Mode: ModeHTTP, BaseURL: "https://mentors.example.org"})
	got := []string{
		m.Settings.Events.RequestURL, m.Settings.Interactivity.RequestURL, m.Settings.Interactivity.OptionsURL,
		m.Features.SlashCommands[0].URL,
	}
	want := []string{
		"https://mentors.example.org/slack/events", "https://mentors.example.org/slack/interactions",
		"https://mentors.example.org/slack/options", "https://mentors.example.org/slack/commands",
	}
	if diff := cmp.Diff(want, got); diff != "" || m.Settings.SocketMode {
		t.Errorf("socket mode %v, addresses (-want +got):\n%s", m.Settings.SocketMode, diff)
	}
}

func TestManifestRefusesWhatSlackWould(t *testing.T) {
	for name, o := range map[string]ManifestOptions{
		"an unknown mode":         {Mode: "pigeon"},
		"HTTP without address":    {Mode: ModeHTTP},
		"HTTP over plain http":    {Mode: ModeHTTP, BaseURL: "http://mentors.example.org"},
		"an address without host": {Mode: ModeHTTP, BaseURL: "https:///slack"},
	} {
		if _, err := Manifest(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
