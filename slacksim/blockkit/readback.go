package blockkit

import (
	"encoding/json"
	"strings"
)

// ReadBack returns blocks as Slack gives them back (docs.slack.dev, text object): emoji are spelled by name, and every text
// says whether that is so or whether Slack looked for mentions in it. Rich text stays as it is: its emoji are elements.
func ReadBack(blocks json.RawMessage, spell func(string) string) json.RawMessage {
	v, err := decode(blocks)
	if err != nil {
		return blocks
	}
	ReadBackValue(v, spell)
	out, err := encode(v)
	if err != nil {
		return blocks
	}
	return out
}

// ReadBackValue does to the texts anywhere in a decoded JSON value what [ReadBack] does to those of blocks.
func ReadBackValue(v any, spell func(string) string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			ReadBackValue(item, spell)
		}
	case map[string]any:
		if strings.HasPrefix(text(v, "type"), "rich_text") {
			return
		}
		readBackText(v, spell)
		for _, field := range v {
			ReadBackValue(field, spell)
		}
	}
}

// readBackText rewrites a text object. The field emoji of plain text says whether emoji are to be spelled out.
func readBackText(obj map[string]any, spell func(string) string) {
	words, isText := obj["text"].(string)
	if !isText {
		return
	}
	switch obj["type"] {
	case "plain_text":
		if _, given := obj["emoji"]; !given {
			obj["emoji"] = true
		}
		if obj["emoji"] == false {
			return
		}
	case "mrkdwn":
		if _, given := obj["verbatim"]; !given {
			obj["verbatim"] = false
		}
	default:
		return
	}
	obj["text"] = spell(words)
}
