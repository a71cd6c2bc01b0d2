package slacksim_test

import (
	"net/http"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

// fileModal is a modal with one file input, adjusted by change.
func fileModal(change dict) dict {
	element := dict{"type": "file_input", "action_id": "v"}
	for name, value := range change {
		element[name] = value
	}
	return modal(dict{"type": "input", "block_id": "file", "label": plain("File"), "element": element})
}

// upload uploads one file for a person and returns its id.
func (s *sim) upload(user, name, text string) string {
	s.t.Helper()
	res, out := s.do(s.request("POST", "/_sim/upload?user="+user+"&name="+name, "text/csv", []byte(text)))
	if res.StatusCode != http.StatusOK {
		s.t.Fatalf("upload %s: %v", name, out)
	}
	return at(out, "files", 0, "id").(string)
}

// opened opens a modal for a person and returns its id.
func (s *sim) opened(a *app, user string, view dict) string {
	s.t.Helper()
	return at(s.must("views.open", dict{"trigger_id": s.trigger(a, user), "view": view}), "view", "id").(string)
}

func TestFileInputBringsFilesToTheApp(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		view := s.opened(a, ana, fileModal(dict{"filetypes": []string{"csv"}, "max_files": 1}))
		id := s.upload(ana, "people.csv", "name,unit\nAna,Sales\n")
		if got := problem(s.api("files.info", dict{"file": id})); got != "file_not_found" {
			t.Errorf("before it stands in an element the app sees the file: %q", got)
		}

		out := s.act("submit", dict{"user": ana, "view_id": view, "values": dict{"file": dict{"v": []string{id}}}})
		if at(out, "app", "status") != "ok" || out["errors"] != nil {
			t.Fatalf("submitted with %v", out)
		}
		value := at(a.next().payload, "view", "state", "values", "file", "v")
		file := at(value, "files", 0)
		want := dict{"id": id, "name": "people.csv", "title": "people.csv", "mimetype": "text/csv", "filetype": "csv", "size": 20.0,
			"user": ana, "mode": "hosted", "is_external": false}
		for name, expected := range want {
			if got := at(file, name); got != expected {
				t.Errorf("%s of the submitted file is %v, want %v", name, got, expected)
			}
		}
		if at(value, "type") != "file_input" {
			t.Errorf("state holds %v", value)
		}
		if name := at(s.must("files.info", dict{"file": id}), "file", "name"); name != "people.csv" {
			t.Errorf("files.info names it %v", name)
		}
		for _, name := range []string{"url_private", "url_private_download"} {
			s.downloads(at(file, name).(string), "name,unit\nAna,Sales\n")
		}
	})
}

// downloads holds that a private address gives the file for the app's token only: without it there is the page to sign in.
func (s *sim) downloads(address, want string) {
	s.t.Helper()
	for token, expected := range map[string]string{botToken: want, "": "Sign in", "xoxb-other": "Sign in", appToken: "Sign in"} {
		req := s.request("GET", address, "", nil)
		req.Header.Set("Authorization", "Bearer "+token)
		res, out := s.do(req)
		text, _ := out["body"].(string)
		if res.StatusCode != http.StatusOK || !strings.Contains(text, expected) {
			s.t.Errorf("download with token %q: %s %q, want %q", token, res.Status, text, expected)
		}
	}
}

func TestFileInputRefusesAsSlacksClient(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	view := s.opened(a, ana, fileModal(dict{"filetypes": []string{"csv"}, "max_files": 1}))
	csv, text := s.upload(ana, "a.CSV", "a"), s.upload(ana, "a.txt", "a")
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"nothing":            {[]string{}, "Please complete this required field."},
		"another ending":     {[]string{text}, "a.txt cannot be used here. Allowed: csv."},
		"one too many":       {[]string{csv, s.upload(ana, "b.csv", "b")}, "choose at most 1"},
		"somebody else's":    {[]string{s.upload(ben, "c.csv", "c")}, "There is no file"},
		"no file at all":     {[]string{"F404"}, "There is no file"},
		"in another letters": {[]string{csv}, ""},
	} {
		out := s.act("type", dict{"user": ana, "view_id": view, "values": dict{"file": dict{"v": c.files}}})
		if name == "nothing" {
			out = s.act("submit", dict{"user": ana, "view_id": view})
		}
		got, _ := at(out, "errors", "file").(string)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: error %q, want %q", name, got, c.want)
		}
		s.act("type", dict{"user": ana, "view_id": view, "values": dict{"file": dict{"v": []string{}}}})
	}
}

func TestUploadRefusals(t *testing.T) {
	s := start(t, nil)
	for name, c := range map[string]struct{ query, kind, body, want string }{
		"nobody":      {"user=U404&name=a.csv", "text/csv", "a", "user_not_found"},
		"deactivated": {"user=" + gone + "&name=a.csv", "text/csv", "a", "user_deactivated"},
		"no name":     {"user=" + ana, "text/csv", "a", "no_name"},
		"empty":       {"user=" + ana + "&name=a.csv", "text/csv", "", "file_empty"},
		"too large":   {"user=" + ana + "&name=a.csv", "text/csv", strings.Repeat("a", 10_000_001), "file_too_large"},
		"empty form":  {"user=" + ana, "multipart/form-data; boundary=x", "--x--\r\n", "no_file"},
		"torn form":   {"user=" + ana, "multipart/form-data; boundary=x", "--x\r\nContent", "invalid_form_data"},
	} {
		if _, out := s.do(s.request("POST", "/_sim/upload?"+c.query, c.kind, []byte(c.body))); out["error"] != c.want {
			t.Errorf("%s: %v, want %s", name, out, c.want)
		}
	}
}

func TestFileInputNeedsItsScope(t *testing.T) {
	a := newApp(t)
	s := start(t, func(opt *slacksim.Options) { opt.App.Scopes = []string{"commands", "chat:write"} })
	s.connect(a, 1)
	out := s.api("views.open", dict{"trigger_id": s.trigger(a, ana), "view": fileModal(nil)})
	if out["error"] != "missing_scope" || out["needed"] != "files:read" {
		t.Errorf("views.open without files:read gave %v", out)
	}
}
