// Package page serves the simulator's web page: act as anybody in the simulated workspace and see what they see.
//
// The page is plain HTML, CSS and ES modules, embedded in the binary. It needs no build step and loads nothing from
// the network except pictures an app puts into its own messages. It talks only to the control API described in
// docs/simulator.md and knows nothing about the app that is being simulated.
//
// README.md in this directory lists the modules and the data attributes by which tests find elements.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// AssetPrefix is the path below which the page's scripts and styles are served; "/" itself answers the HTML.
const AssetPrefix = "/page/"

// contentSecurityPolicy lets the page run its own scripts only. Inline styles are allowed because the frame that shows
// an HTML mail inherits this policy; scripts stay out of that frame by its sandbox as well. Pictures may come from
// anywhere, as image blocks name addresses of the app's choice.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: http: https:; connect-src 'self'; frame-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed static
var embedded embed.FS

// asset is one embedded file, ready to be sent.
type asset struct {
	body        []byte
	contentType string
	etag        string
}

// Handler serves the page at "/" and its assets below [AssetPrefix]. Every answer carries an entity tag and must be
// revalidated, so a browser downloads a file once per release and never shows a stale one.
func Handler() http.Handler {
	assets, err := load(embedded, "static")
	if err != nil {
		// The files are compiled in: failing to read them is a defect of the binary, not a run-time condition.
		panic(fmt.Sprintf("page: %v", err))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		found, ok := assets[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		found.serve(w, r)
	})
}

// load reads every file below root and keys it by the path it is served at.
func load(files fs.FS, root string) (map[string]asset, error) {
	assets := map[string]asset{}
	err := fs.WalkDir(files, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		assets[servedAt(strings.TrimPrefix(name, root+"/"))] = asset{
			body:        body,
			contentType: contentType(name),
			etag:        `"` + hex.EncodeToString(sum[:12]) + `"`,
		}
		return nil
	})
	return assets, err
}

// servedAt maps a file's name to its address.
func servedAt(name string) string {
	if name == "index.html" {
		return "/"
	}
	return AssetPrefix + name
}

// contentType names the type by extension. Script and style are fixed here because browsers refuse modules of another
// type and the operating system's table may say otherwise.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	default:
		return mime.TypeByExtension(ext)
	}
}

// serve answers with the file, or with 304 when the browser has it already.
func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("ETag", a.etag)
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", contentSecurityPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}
