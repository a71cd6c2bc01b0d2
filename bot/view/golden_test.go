package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/slacksim/blockkit"
)

var update = flag.Bool("update", false, "write the goldens instead of comparing with them")

// TestScreens compares every screen in both languages with its golden and has the simulator's validator judge it.
func TestScreens(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		for name, screen := range screens(paris(t, c, language)) {
			t.Run(language+"/"+name, func(t *testing.T) {
				raw := encode(t, screen)
				validate(t, screen, raw)
				compare(t, filepath.Join("testdata", language, name+".json"), raw)
			})
		}
	}
}

// TestNoGoldenIsLeftBehind: each golden belongs to a screen.
func TestNoGoldenIsLeftBehind(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		known := screens(paris(t, c, language))
		files, err := os.ReadDir(filepath.Join("testdata", language))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := file.Name()[:len(file.Name())-len(filepath.Ext(file.Name()))]
			if known[name] == nil {
				t.Errorf("%s/%s belongs to no screen", language, file.Name())
			}
		}
	}
}

func encode(t *testing.T, screen any) []byte {
	t.Helper()
	if m, ok := screen.(view.Message); ok {
		screen = struct {
			Text   string        `json:"text"`
			Blocks []slack.Block `json:"blocks"`
		}{m.Text, m.Blocks}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(screen); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// validate has the simulator judge a screen as Slack would.
func validate(t *testing.T, screen any, raw []byte) {
	t.Helper()
	switch screen := screen.(type) {
	case view.Message:
		blocks, err := json.Marshal(screen.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range blockkit.CheckBlocks(blocks, blockkit.SurfaceMessage, "/blocks") {
			t.Error(problem)
		}
		if n := len([]rune(screen.Text)); n == 0 || n > 4000 {
			t.Errorf("the text has %d characters", n)
		}
	case slack.OptionsResponse:
		if len(screen.Options) > 100 {
			t.Errorf("%d options", len(screen.Options))
		}
	default:
		for _, problem := range blockkit.CheckView(raw) {
			t.Error(problem)
		}
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
