package slacksim

import (
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody bounds the body of a Web API call; Slack's own limits are checked by the methods.
const maxBody = 4 << 20

// arguments are the named arguments of a call, whichever way they were sent. Values of JSON bodies that are not strings keep
// their JSON text, so that both ways look the same to the methods.
type arguments map[string]string

// readArguments parses a call's query, form or JSON body (slack.md 1.10). Read methods take no JSON.
func readArguments(r *http.Request, writes bool) (arguments, *apiError) {
	args := arguments{}
	args.addForm(r.URL.Query())
	if r.Method == http.MethodGet {
		return args, nil
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		if r.ContentLength == 0 {
			return args, nil
		}
		return nil, fail("missing_post_type")
	}
	if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") && !strings.EqualFold(charset, "iso-8859-1") {
		return nil, fail("invalid_charset")
	}
	switch kind {
	case "application/json":
		if !writes {
			return nil, fail("invalid_post_type")
		}
		return args, args.addJSON(r.Body)
	case "application/x-www-form-urlencoded", "multipart/form-data":
		if r.ParseMultipartForm(maxBody) != nil && r.PostForm == nil {
			return nil, fail("invalid_form_data")
		}
		args.addForm(r.PostForm)
		return args, nil
	}
	return nil, fail("invalid_post_type")
}

func (a arguments) addForm(form url.Values) {
	for name, values := range form {
		if len(values) > 0 {
			a[name] = values[0]
		}
	}
}

func (a arguments) addJSON(body io.Reader) *apiError {
	data, err := io.ReadAll(body)
	if err != nil {
		return fail("request_timeout")
	}
	if len(data) == 0 {
		return nil
	}
	if !json.Valid(data) {
		return fail("invalid_json")
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return fail("json_not_object")
	}
	for name, raw := range fields {
		var text string
		switch {
		case string(raw) == "null":
		case json.Unmarshal(raw, &text) == nil:
			a[name] = text
		default:
			a[name] = string(raw)
		}
	}
	return nil
}

// has tells whether the argument was given and is not empty.
func (a arguments) has(name string) bool { return a[name] != "" }

// flag reads a boolean; anything but 1 and true is false.
func (a arguments) flag(name string) bool { return a[name] == "true" || a[name] == "1" }

// raw returns a JSON argument, nil when it was not given.
func (a arguments) raw(name string) json.RawMessage {
	if !a.has(name) {
		return nil
	}
	return json.RawMessage(a[name])
}

// list splits a comma-separated argument, leaving out empty parts. A JSON array of strings is read as well.
func (a arguments) list(name string) []string {
	var parts []string
	if json.Unmarshal([]byte(a[name]), &parts) == nil {
		return parts
	}
	for part := range strings.SplitSeq(a[name], ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// limit reads a page size; 0 means none was given.
func (a arguments) limit(name string, highest int) (int, *apiError) {
	if !a.has(name) || a[name] == "0" {
		return 0, nil
	}
	n, err := strconv.Atoi(a[name])
	if err != nil || n < 0 {
		return 0, invalid("must be a number [json-pointer:/" + name + "]")
	}
	if n > highest {
		return 0, fail("invalid_limit")
	}
	return n, nil
}

// hidden stands where a secret was.
const hidden = "[redacted]"

// secretNames are the arguments and answers that never get into the log.
var secretNames = map[string]bool{
	"token": true, "client_secret": true, "code": true, "refresh_token": true, "access_token": true,
}

// redacted returns an answer as JSON for the log, without secrets.
func redacted(body object) json.RawMessage {
	shown := maps.Clone(body)
	for name := range shown {
		if secretNames[name] {
			shown[name] = hidden
		}
	}
	return toJSON(shown)
}

// redacted returns the arguments as JSON for the log, without secrets.
func (a arguments) redacted() json.RawMessage {
	shown := object{}
	for name, value := range a {
		switch {
		case secretNames[name]:
			shown[name] = hidden
		case strings.HasPrefix(value, "{") || strings.HasPrefix(value, "["):
			if json.Valid([]byte(value)) {
				shown[name] = json.RawMessage(value)
				continue
			}
			shown[name] = value
		default:
			shown[name] = value
		}
	}
	return toJSON(shown)
}
