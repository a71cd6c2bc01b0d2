package stories

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write anew what people hear and see in stories")

// scene is something a person did, and what they were shown for it.
type scene struct {
	user, did string
	saw       []string
}

// notes keeps a scene for the story's transcript.
func (s *stage) notes(path string, body fields, out outcome) {
	user, ok := body["user"].(string)
	if !ok || body["action_id"] == "page_next" { // pages say the same of other people
		return
	}
	s.scenes = append(s.scenes, scene{user: user, did: doing(path, body), saw: saying(out)})
}

// doing is what somebody did, in a line.
func doing(path string, body fields) string {
	switch {
	case body["text"] != nil:
		return fmt.Sprint(body["text"])
	case body["action_id"] != nil:
		return fmt.Sprint(path, " ", body["action_id"])
	case body["values"] == nil:
		return path
	}
	entered, err := json.Marshal(body["values"])
	if err != nil {
		return path
	}
	return path + " " + string(entered)
}

// saying is what an outcome shows, in lines.
func saying(out outcome) []string {
	var lines []string
	if out.View != nil {
		lines = append(lines, out.View.Title.Text)
		lines = append(lines, wordsIn(out.View.Blocks)...)
	}
	if out.Reply != nil {
		lines = append(lines, wordsIn(out.Reply.Blocks)...)
	}
	for _, field := range slices.Sorted(maps.Keys(out.Errors)) {
		lines = append(lines, "! "+field+": "+out.Errors[field])
	}
	return lines
}

// wordsIn are the words of blocks, in the order in which they are read.
func wordsIn(blocks json.RawMessage) []string {
	var decoded any
	if len(blocks) == 0 || json.Unmarshal(blocks, &decoded) != nil {
		return nil
	}
	return wordsOf(decoded)
}

// readFirst are the parts of blocks that have words, in the order in which people read them.
func readFirst() []string {
	return []string{"label", "title", "text", "fields", "initial_value", "initial_option", "initial_options", "element", "elements", "hint", "accessory", "confirm"}
}

func wordsOf(part any) (lines []string) {
	switch part := part.(type) {
	case string:
		return strings.Split(part, "\n")
	case []any:
		for _, p := range part {
			lines = append(lines, wordsOf(p)...)
		}
	case map[string]any:
		for _, key := range readFirst() {
			lines = append(lines, wordsOf(part[key])...)
		}
		if part["type"] == "button" && len(lines) > 0 {
			lines[0] = "[" + lines[0] + "]"
		}
	}
	return lines
}

// keeps compares what people did, saw and were told in a story with testdata/<name>.txt. It is the same however the product runs.
func (s *stage) keeps(name string, people ...string) {
	s.t.Helper()
	var text strings.Builder
	for _, user := range people {
		fmt.Fprintf(&text, "# %s\n\n", user)
		for _, scene := range s.scenes {
			if scene.user == user {
				fmt.Fprintf(&text, "> %s\n  %s\n\n", scene.did, strings.Join(scene.saw, "\n  "))
			}
		}
		for _, told := range s.gotten(user) {
			fmt.Fprintf(&text, "%s\n\n", told)
		}
	}
	got, path := steady(text.String()), filepath.Join("testdata", name+".txt")
	if *update {
		s.must(os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	s.must(err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		s.t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", path, diff)
	}
}

// gotten are the messages somebody has got, as they look now. In which order messages of the same hour come is nobody's promise.
func (s *stage) gotten(user string) []string {
	s.t.Helper()
	var all []string
	for _, m := range s.messages(user) {
		if m.User == user || m.Ephemeral {
			continue
		}
		seconds, err := strconv.ParseFloat(m.TS, 64)
		s.must(err)
		at := time.Unix(int64(seconds), 0).UTC().Format("2006-01-02 15 h")
		all = append(all, at+"\n  "+strings.Join(wordsIn(m.Blocks), "\n  "))
	}
	slices.Sort(all)
	return all
}

var (
	dateToken = regexp.MustCompile(`<!date\^\d+\^[^|>]*\|([^>]*)>`)
	madeUp    = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{12,}\b|\bF[0-9A-Z]{10}\b`)
	minutes   = regexp.MustCompile(`\b(\d\d):\d\d\b`)
)

// steady leaves out of a text what is different each time: ids, and the minutes of a clock that runs on while a story is told.
func steady(text string) string {
	text = dateToken.ReplaceAllString(text, "$1")
	text = madeUp.ReplaceAllString(text, "…")
	return minutes.ReplaceAllString(text, "$1:··")
}
