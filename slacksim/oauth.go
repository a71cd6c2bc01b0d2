package slacksim

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The events of an installation's end. They are delivered though the app is not installed any more.
const (
	eventRevoked     = "tokens_revoked"
	eventUninstalled = "app_uninstalled"
)

// PathAuthorize is Slack's page that asks for consent.
const PathAuthorize = "/oauth/v2/authorize"

// tokensRevoked is the event of the bot's tokens having ended.
func (s *Server) tokensRevoked() object {
	return object{"type": eventRevoked, "tokens": object{"oauth": []string{}, "bot": []string{s.opt.App.BotUser}}}
}

// authorization is a request for consent.
type authorization struct {
	RedirectURI, State string
	Scopes             []string
}

// authorization checks what an app sent a browser with. Where Slack shows an error page, err says what is on it.
func (s *Server) authorization(query url.Values) (authorization, error) {
	a := authorization{RedirectURI: query.Get("redirect_uri"), State: query.Get("state")}
	for scope := range strings.FieldsFuncSeq(query.Get("scope"), func(r rune) bool { return r == ',' || r == ' ' }) {
		a.Scopes = append(a.Scopes, scope)
	}
	app := s.opt.App
	if a.RedirectURI == "" && len(app.RedirectURLs) > 0 {
		a.RedirectURI = app.RedirectURLs[0]
	}
	unknown := slices.IndexFunc(a.Scopes, func(scope string) bool { return !slices.Contains(app.Scopes, scope) })
	switch {
	case app.ClientID == "" || query.Get("client_id") != app.ClientID:
		return a, refuse("invalid_client_id", "there is no app with this client_id")
	case !slices.Contains(app.RedirectURLs, a.RedirectURI) || strings.Contains(a.RedirectURI, "#"):
		return a, refuse("bad_redirect_uri", "redirect_uri did not match any configured URIs. Passed URI: %s", a.RedirectURI)
	case len(a.Scopes) == 0:
		return a, refuse("invalid_scope_requested", "no scopes were asked for")
	case unknown >= 0:
		return a, refuse("invalid_scope_requested", "the app has no scope %s in its manifest", a.Scopes[unknown])
	}
	return a, nil
}

// decide is where the browser goes after the person's decision.
func (s *Server) decide(a authorization, user string, allow, orgWide bool) string {
	query := url.Values{"state": {a.State}}
	if allow {
		query.Set("code", s.grants.consent(oauthCode{user: user, redirectURI: a.RedirectURI, scopes: a.Scopes, orgWide: orgWide}))
	} else {
		query.Set("error", "access_denied")
	}
	separator := "?"
	if strings.Contains(a.RedirectURI, "?") {
		separator = "&"
	}
	return a.RedirectURI + separator + query.Encode()
}

// consentPage is plain on purpose: a list of what the app asks for, who answers, and two buttons.
var consentPage = template.Must(template.New("consent").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{{.App}} asks for access</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:8vh auto;padding:0 1rem}</style>
<h1>{{.App}} asks for access to {{.Team}}</h1>
<ul>{{range .Scopes}}<li>{{.}}</li>{{end}}</ul>
<form method="post"><p><label>Answer as <select name="user">{{range .People}}<option value="{{.ID}}">{{.RealName}}</option>{{end}}</select></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Cancel</button></p></form></html>
`))

// teamPage asks which workspace a browser is in.
var teamPage = template.Must(template.New("teams").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Choose a workspace</title><h1>Choose a workspace</h1>
<ul>{{range .}}<li><a href="{{.Query}}">{{.Name}}</a></li>{{end}}</ul></html>
`))

// serveConsent answers GET /oauth/v2/authorize with the page, POST with the way back to the app.
func (s *Server) serveConsent(w http.ResponseWriter, r *http.Request) {
	a, err := s.authorization(r.URL.Query())
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	if err != nil {
		http.Error(w, "Something went wrong. "+err.Error(), http.StatusBadRequest)
		return
	}
	if r.Method == http.MethodPost {
		user, err := s.installer(r.FormValue("user"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, s.decide(a, user, r.FormValue("decision") == "allow", false), http.StatusFound)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var people []*User
	for _, id := range s.userOrder {
		if u := s.users[id]; !u.IsBot && !u.Deleted {
			people = append(people, u)
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = consentPage.Execute(w, map[string]any{"App": s.opt.App.Name, "Team": s.opt.Team.Name, "Scopes": a.Scopes, "People": people})
}

// installer finds the person who answers.
func (s *Server) installer(id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.actor(id)
	if err != nil {
		return "", err
	}
	return u.ID, nil
}

// controlOAuth answers the consent page for a person: it takes the address the app sent the browser to and returns the one
// Slack sends it back to.
func (s *Server) controlOAuth(r *http.Request) (any, error) {
	in, err := body[struct {
		User, URL, Decision string
		OrgWide             bool `json:"org_wide"`
	}](r)
	if err != nil {
		return nil, err
	}
	address, err := url.Parse(in.URL)
	if err != nil || !slices.Contains([]string{"allow", "deny"}, in.Decision) {
		return nil, refuse("invalid_arguments", "url is the address the app redirects to, decision is allow or deny")
	}
	user, err := s.installer(in.User)
	if err != nil {
		return nil, err
	}
	a, err := s.authorization(address.Query())
	if err != nil {
		return nil, err
	}
	return object{"redirect": s.decide(a, user, in.Decision == "allow", in.OrgWide)}, nil
}

// controlUninstall removes the app from the workspace: its tokens end at once, and it is told so by two events, in the order
// asked for.
func (s *Server) controlUninstall(r *http.Request) (any, error) {
	in, err := body[struct{ Order []string }](r)
	if err != nil {
		return nil, err
	}
	if len(in.Order) == 0 {
		in.Order = []string{eventRevoked, eventUninstalled}
	}
	events := map[string]object{eventRevoked: s.tokensRevoked(), eventUninstalled: {"type": eventUninstalled}}
	for _, name := range in.Order {
		if events[name] == nil {
			return nil, refuse("invalid_arguments", "order lists %s and %s", eventRevoked, eventUninstalled)
		}
	}
	if !s.grants.uninstall() {
		return nil, refuse("not_installed", "the app is not installed in this workspace")
	}
	var last ack
	for _, name := range in.Order {
		last = s.emit(r.Context(), name, detached(events[name]))
	}
	if s.opt.Settle != nil {
		if err := s.opt.Settle(r.Context()); err != nil {
			return nil, refuse("app_failed", "after uninstalling: %v", err)
		}
	}
	return object{"app": object{"status": last.status, "detail": last.detail, "ms": last.took.Milliseconds()}}, nil
}

// concerns tells whether a delivery may go out: an app that is not installed hears of its end only.
func (s *Server) concerns(d delivery) error {
	if s.grants.active() || d.method == eventRevoked || d.method == eventUninstalled || d.method == "url_verification" {
		return nil
	}
	return fmt.Errorf("the app is not installed in %s", s.opt.Team.Name)
}
