package slacksim_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"testing"
)

func TestFileRound(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	announced := s.must("files.getUploadURLExternal", dict{"filename": "pairs.csv", "length": "4"})
	id, address := announced["file_id"], announced["upload_url"].(string)
	complete := dict{"files": []dict{{"id": id, "title": "Pairs"}}, "channel_id": dm, "initial_comment": "done"}
	if got := problem(s.api("files.completeUploadExternal", complete)); got != "file_not_found" {
		t.Errorf("completing before the bytes came gave %q", got)
	}
	if res, _ := s.do(s.request("POST", address, "text/csv", []byte("too long"))); res.StatusCode != http.StatusBadRequest {
		t.Errorf("another length than announced: %s", res.Status)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "pairs.csv")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte("a,b\n"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if res, out := s.do(s.request("POST", address, w.FormDataContentType(), form.Bytes())); res.StatusCode != http.StatusOK {
		t.Fatalf("upload: %s %v", res.Status, out)
	}
	byApp := s.request("GET", "/files/"+id.(string), "", nil)
	byApp.Header.Set("Authorization", "Bearer "+botToken)
	if res, _ := s.do(byApp); res.StatusCode != http.StatusNotFound {
		t.Errorf("a file nobody completed: %s", res.Status)
	}
	s.must("files.completeUploadExternal", complete)

	message := at(s.get("users/"+ana+"/messages"), "messages", 0)
	if at(message, "text") != "done" || at(message, "files", 0, "title") != "Pairs" {
		t.Errorf("shared as %v", message)
	}
	link, _ := at(message, "files", 0, "url_private_download").(string)
	if res, _ := s.do(s.request("GET", link, "", nil)); res.StatusCode != http.StatusOK {
		t.Errorf("the address a person is shown, %s: %s", link, res.Status)
	}
	for who, want := range map[string]int{"?user=" + ana: 200, "?user=" + ben: 404} {
		res, out := s.do(s.request("GET", "/files/"+id.(string)+who, "", nil))
		if res.StatusCode != want || want == 200 && out["body"] != "a,b\n" {
			t.Errorf("download %q: %s %v, want %d", who, res.Status, out, want)
		}
	}
	if res, _ := s.do(byApp); res.StatusCode != http.StatusOK {
		t.Errorf("download by the app: %s", res.Status)
	}
	if size := at(s.must("files.info", dict{"file": id}), "file", "size"); size != 4.0 {
		t.Errorf("files.info tells size %v", size)
	}
}

func TestFileLimits(t *testing.T) {
	s := start(t, nil)
	s.check(map[string]methodCase{
		"no name":     {"files.getUploadURLExternal", dict{"length": "1"}, "invalid_arguments [ERROR] missing required field: filename"},
		"no length":   {"files.getUploadURLExternal", dict{"filename": "x"}, "invalid_arguments [ERROR] missing required field: length"},
		"length zero": {"files.getUploadURLExternal", dict{"filename": "x", "length": "0"}, "invalid_arguments [ERROR] must be greater than 0 [json-pointer:/length]"},
		"snippet":     {"files.getUploadURLExternal", dict{"filename": "x", "length": "1048577", "snippet_type": "text"}, "snippet_too_large"},
		"no files":    {"files.completeUploadExternal", dict{}, "invalid_arguments [ERROR] missing required field: files"},
		"nothing":     {"files.info", dict{"file": "F404"}, "file_not_found"},
	})
}
