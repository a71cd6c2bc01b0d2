package blockkit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/blockkit"
)

// m and l write blocks as Slack's pages do.
type (
	m = map[string]any
	l = []any
)

// long is a text of n code points, of two bytes each, because Slack counts code points.
func long(n int) string { return strings.Repeat("é", n) }

func plain(s string) m  { return m{"type": "plain_text", "text": s} }
func mrkdwn(s string) m { return m{"type": "mrkdwn", "text": s} }

func option(value string) m { return m{"text": plain("Option " + value), "value": value} }

func options(n int) l {
	all := l{}
	for i := range n {
		all = append(all, option(string(rune('a'+i%26))+strings.Repeat("x", i/26)))
	}
	return all
}

func repeat(n int, item func(i int) any) l {
	all := l{}
	for i := range n {
		all = append(all, item(i))
	}
	return all
}

// set is a copy of an object with some properties replaced; nil takes one away.
func set(obj m, pairs ...any) m {
	changed := m{}
	for name, v := range obj {
		changed[name] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == nil {
			delete(changed, pairs[i].(string))
			continue
		}
		changed[pairs[i].(string)] = pairs[i+1]
	}
	return changed
}

func section(pairs ...any) m { return set(m{"type": "section", "text": plain("Words")}, pairs...) }
func actions(elements ...any) m {
	return m{"type": "actions", "elements": append(l{}, elements...)}
}

func input(el m, pairs ...any) m {
	return set(m{"type": "input", "label": plain("Label"), "element": el}, pairs...)
}

func button(pairs ...any) m { return set(m{"type": "button", "text": plain("Press")}, pairs...) }
func modal(blocks l, pairs ...any) m {
	return set(m{"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": blocks}, pairs...)
}

func raw(t testing.TB, v any) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("marshal: %v", err)
	}
	return data
}

func texts(problems []blockkit.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.String())
	}
	return all
}

// expect compares problems with texts "message @ pointer".
func expect(t *testing.T, problems []blockkit.Problem, want ...string) {
	t.Helper()
	var written []string
	for _, w := range want {
		message, pointer, _ := strings.Cut(w, " @ ")
		written = append(written, "[ERROR] "+message+" [json-pointer:"+pointer+"]")
	}
	if diff := cmp.Diff(written, texts(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// checkModal checks blocks as a modal's, which allows every kind of block.
func checkMessage(t *testing.T, blocks l) []blockkit.Problem {
	t.Helper()
	return blockkit.CheckBlocks(raw(t, blocks), blockkit.SurfaceMessage, "/blocks")
}

func checkModal(t *testing.T, blocks l) []blockkit.Problem {
	t.Helper()
	return blockkit.CheckView(raw(t, modal(blocks)))
}
