package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// Paths of the installation by OAuth, below the service's own address.
const (
	PathInstall = "/slack/install" // where whoever installs begins
	PathOAuth   = "/slack/oauth"   // where Slack sends them back to
)

// stateLife is how long an installation may take from its beginning to the way back. Slack's own code lives as long.
const stateLife = 10 * time.Minute

// States remembers which installations are under way, for all replicas. It sees digests only.
type States interface {
	// KeepState remembers a digest until an instant of real time.
	KeepState(ctx context.Context, digest string, now, until time.Time) error
	// SpendState forgets a digest and reports whether it was there and its time not over: true once at most.
	SpendState(ctx context.Context, digest string, now time.Time) (bool, error)
}

// Installed names what was installed where.
type Installed struct {
	AppID    string
	TeamID   string
	TeamName string
}

// InstallConfig is what an [Installer] needs; all of it is required.
type InstallConfig struct {
	AuthorizeURL string // Slack's page that asks for consent
	ClientID     string
	BaseURL      string // public address of the service: https, or http on this machine; without a slash at the end
	Scopes       []string
	States       States
	// Complete exchanges the code Slack gave and stores the installation. A refusal with core.CodeOrgWideInstall is explained
	// to the person.
	Complete func(ctx context.Context, code, redirectURI string) (Installed, error)
	Texts    *i18n.Catalogue
	Now      func() time.Time // real time
	Logger   *slog.Logger
}

// Installer serves the two pages of the installation (https://docs.slack.dev/authentication/installing-with-oauth). Its state is
// random, kept as a digest, spent once, and bound to the browser by a cookie: nobody can make somebody else's browser finish an
// installation they have begun.
type Installer struct {
	config InstallConfig
	page   page
}

// NewInstaller makes the handler of [PathInstall] and [PathOAuth].
func NewInstaller(config InstallConfig) *Installer {
	return &Installer{config: config, page: newPage()}
}

func (i *Installer) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathInstall, i.begin)
	mux.HandleFunc("GET "+PathOAuth, i.finish)
}

// RedirectURI is where Slack sends people back to; it has to be listed in the app's manifest.
func RedirectURI(baseURL string) string { return baseURL + PathOAuth }

// begin sends the browser to Slack with a new state.
func (i *Installer) begin(w http.ResponseWriter, r *http.Request) {
	state, browser := newToken(), newToken()
	now := i.config.Now()
	if err := i.config.States.KeepState(r.Context(), digest(state, browser), now, now.Add(stateLife)); err != nil {
		i.fail(w, r, "keep install state", err)
		return
	}
	i.setCookie(w, browser, int(stateLife.Seconds()))
	query := url.Values{
		"client_id": {i.config.ClientID}, "scope": {strings.Join(i.config.Scopes, ",")}, "state": {state},
		"redirect_uri": {RedirectURI(i.config.BaseURL)},
	}
	i.page.harden(w.Header())
	http.Redirect(w, r, i.config.AuthorizeURL+"?"+query.Encode(), http.StatusFound)
}

// finish takes the browser back from Slack.
func (i *Installer) finish(w http.ResponseWriter, r *http.Request) {
	known, err := i.spend(r)
	i.setCookie(w, "", -1)
	query := r.URL.Query()
	switch refused := query.Get("error"); {
	case err != nil:
		i.fail(w, r, "spend install state", err)
	case refused == "access_denied":
		i.config.Logger.InfoContext(r.Context(), "installation declined")
		i.show(w, r, http.StatusOK, "denied")
	case !known:
		i.config.Logger.WarnContext(r.Context(), "installation refused: its state is unknown, used, too old or of another browser")
		i.show(w, r, http.StatusBadRequest, "expired")
	case refused != "" || query.Get("code") == "":
		i.fail(w, r, "Slack sent no code", slackError(refused))
	default:
		i.complete(w, r, query.Get("code"))
	}
}

// spend reports whether the request brings back a state this browser began with.
func (i *Installer) spend(r *http.Request) (bool, error) {
	cookie, err := r.Cookie(i.cookieName())
	state := r.URL.Query().Get("state")
	if err != nil || state == "" {
		return false, nil
	}
	return i.config.States.SpendState(r.Context(), digest(state, cookie.Value), i.config.Now())
}

func (i *Installer) complete(w http.ResponseWriter, r *http.Request, code string) {
	done, err := i.config.Complete(r.Context(), code, RedirectURI(i.config.BaseURL))
	if refusal := core.Refusal(err); refusal != nil && refusal.Code == core.CodeOrgWideInstall {
		i.config.Logger.WarnContext(r.Context(), "installation refused: it is for a whole organisation")
		i.show(w, r, http.StatusForbidden, "org_wide")
		return
	}
	if err != nil {
		i.fail(w, r, "complete installation", err)
		return
	}
	i.config.Logger.InfoContext(r.Context(), "installed", "team", done.TeamID)
	i.installed(w, r, done)
}

// fail explains that something went wrong and gives a reference to find it in the log. What is logged holds neither the state nor
// the code.
func (i *Installer) fail(w http.ResponseWriter, r *http.Request, step string, err error) {
	reference := newToken()[:8]
	i.config.Logger.ErrorContext(r.Context(), step, "error", err, "reference", reference)
	i.failed(w, r, reference)
}

// slackError is the error of a redirect as it may be logged: Slack's codes are words joined by underscores, and anything else
// was not written by Slack.
type slackError string

var slackCode = regexp.MustCompile(`^[a-z_]{1,64}$`)

// Error implements error.
func (e slackError) Error() string {
	if !slackCode.MatchString(string(e)) {
		return "no known error"
	}
	return string(e)
}

func (i *Installer) setCookie(w http.ResponseWriter, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: i.cookieName(), Value: value, Path: "/", MaxAge: maxAge, Secure: i.encrypted(), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, // Slack's redirect is a top-level navigation, which Lax lets the cookie come along with
	})
}

// cookieName has the prefix that makes browsers refuse the cookie from anybody but this host over TLS. Without TLS, on this
// machine, browsers would not take it.
func (i *Installer) cookieName() string {
	if i.encrypted() {
		return "__Host-mentorbot-install"
	}
	return "mentorbot-install"
}

func (i *Installer) encrypted() bool { return strings.HasPrefix(i.config.BaseURL, "https://") }

// newToken is 256 random bits for a URL or a cookie.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// digest binds a state to a browser. The database does not hold what either of them sends.
func digest(state, browser string) string {
	sum := sha256.Sum256([]byte(state + "." + browser))
	return hex.EncodeToString(sum[:])
}
