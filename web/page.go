package web

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"
	"net/url"

	"mentorbot/i18n"
)

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#1d1c1d;background:#fff}
h1{font-size:1.6rem;line-height:1.3}a{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1f4e5f;color:#fff}`

const layout = `<!doctype html>
<html lang="{{.Language}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title><style>{{.Style}}</style></head>
<body><main><h1>{{.Title}}</h1><p>{{.Text}}</p>{{if .Link}}<p><a href="{{.Link}}">{{.Label}}</a></p>{{end}}</main></body>
</html>
`

// page writes the pages people see in a browser. They have no scripts, load nothing and cannot be framed.
type page struct {
	layout *template.Template
	policy string // Content-Security-Policy
}

// content is one page.
type content struct {
	Title, Text string
	Link, Label string // of the one thing to do next, empty for none
	Language    string
	Style       template.CSS
}

func newPage() page {
	return page{layout: template.Must(template.New("page").Parse(layout)), policy: policy(style, "'none'")}
}

// policy is the Content-Security-Policy of a page with one style sheet of its own.
func policy(style, formAction string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action " + formAction + "; frame-ancestors 'none'"
}

// harden sets the headers of every page. Its address holds a code or a token, so it is told to nobody.
func (p page) harden(h http.Header) {
	h.Set("Content-Security-Policy", p.policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

func (p page) write(w http.ResponseWriter, status int, c content) {
	c.Style = style
	p.harden(w.Header())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = p.layout.Execute(w, c)
}

// reader is the language the browser asks for.
func (i *Installer) reader(r *http.Request) *i18n.Localizer {
	return i.config.Texts.For(r.Header.Get("Accept-Language"))
}

// show writes one of the pages that say why nothing was installed, with a way to begin again.
func (i *Installer) show(w http.ResponseWriter, r *http.Request, status int, outcome string) {
	l := i.reader(r)
	c := content{Language: l.Language(), Link: PathInstall, Label: l.T("install.again")}
	switch outcome {
	case "denied":
		c.Title, c.Text = l.T("install.denied.title"), l.T("install.denied.text")
	case "org_wide":
		c.Title, c.Text = l.T("install.org_wide.title"), l.T("install.org_wide.text")
	default:
		c.Title, c.Text = l.T("install.expired.title"), l.T("install.expired.text")
	}
	i.page.write(w, status, c)
}

func (i *Installer) failed(w http.ResponseWriter, r *http.Request, reference string) {
	l := i.reader(r)
	i.page.write(w, http.StatusBadGateway, content{
		Title: l.T("install.failed.title"), Text: l.T("install.failed.text", "reference", reference), Language: l.Language(),
		Link: PathInstall, Label: l.T("install.again"),
	})
}

func (i *Installer) installed(w http.ResponseWriter, r *http.Request, done Installed) {
	l := i.reader(r)
	query := url.Values{"app": {done.AppID}, "team": {done.TeamID}}
	i.page.write(w, http.StatusOK, content{
		Title: l.T("install.done.title"), Text: l.T("install.done.text", "workspace", done.TeamName), Language: l.Language(),
		Link: "https://slack.com/app_redirect?" + query.Encode(), Label: l.T("install.done.open"),
	})
}
