package page_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"mentorbot/slacksim/page"
)

// get asks the handler for a path, with an If-None-Match header unless etag is empty.
func get(path, etag string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if etag != "" {
		r.Header.Set("If-None-Match", etag)
	}
	w := httptest.NewRecorder()
	page.Handler().ServeHTTP(w, r)
	return w
}

func TestHandlerServesEveryFile(t *testing.T) {
	types := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
	err := fs.WalkDir(os.DirFS("static"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "index.html" {
			return err
		}
		res := get(page.AssetPrefix+name, "")
		if want := types[name[strings.LastIndex(name, "."):]]; res.Code != http.StatusOK || res.Header().Get("Content-Type") != want {
			t.Errorf("%s: status %d, type %q, want 200 and %q", name, res.Code, res.Header().Get("Content-Type"), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHandlerProtectsThePage(t *testing.T) {
	res := get("/", "")
	if got := res.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("the page has type %q", got)
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "script-src 'self';",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
	} {
		if got := res.Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want it to hold %q", name, got, want)
		}
	}
	if html := res.Body.String(); strings.Contains(html, "http:") || strings.Contains(html, "https:") {
		t.Error("the page names an address on the network")
	}
}

func TestHandlerRevalidates(t *testing.T) {
	first := get("/page/js/main.js", "")
	again := get("/page/js/main.js", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified {
		t.Errorf("an unchanged file is answered with %d, want 304", again.Code)
	}
	if other := get("/page/js/dom.js", first.Header().Get("ETag")); other.Code != http.StatusOK {
		t.Errorf("another file under the same tag is answered with %d, want 200", other.Code)
	}
}

func TestHandlerRefusesTheRest(t *testing.T) {
	for _, path := range []string{"/index.html", "/page/", "/page/js", "/page/../page.go", "/nothing"} {
		if res := get(path, ""); res.Code != http.StatusNotFound {
			t.Errorf("%s is answered with %d, want 404", path, res.Code)
		}
	}
	w := httptest.NewRecorder()
	page.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST is answered with %d, want 405", w.Code)
	}
}

// TestPageKnowsNoApp keeps the simulator usable for any app.
func TestPageKnowsNoApp(t *testing.T) {
	err := fs.WalkDir(os.DirFS("static"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile("static/" + name)
		if strings.Contains(strings.ToLower(string(text)), "mentor") {
			t.Errorf("%s mentions a particular app", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPageParsesNoHTML holds the rule that text from people and apps never becomes markup.
func TestPageParsesNoHTML(t *testing.T) {
	err := fs.WalkDir(os.DirFS("static/js"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile("static/js/" + name)
		for _, way := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval("} {
			if strings.Contains(string(text), way) {
				t.Errorf("%s uses %s", name, way)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
