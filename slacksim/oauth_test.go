package slacksim_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim"
)

const (
	clientID, clientSecret = "1.2", "client-secret"
	redirectURI            = "https://app.example/slack/oauth"
)

// byOAuth is an app that is not installed yet.
func byOAuth(o *slacksim.Options) {
	o.App.BotToken, o.App.ClientID, o.App.ClientSecret, o.App.RedirectURLs = "", clientID, clientSecret, []string{redirectURI}
}

func rotating(o *slacksim.Options) {
	byOAuth(o)
	o.App.TokenRotation = true
}

func authorizeURL(change dict) string {
	query := url.Values{"client_id": {clientID}, "scope": {"chat:write,users:read"}, "state": {"abc"}, "redirect_uri": {redirectURI}}
	for name, value := range change {
		query.Set(name, value.(string))
	}
	return "https://slack.example/oauth/v2/authorize?" + query.Encode()
}

// allow is a person's consent; it returns the code.
func (s *sim) allow(user string) string {
	s.t.Helper()
	out := s.act("oauth", dict{"user": user, "url": authorizeURL(nil), "decision": "allow"})
	target, err := url.Parse(out["redirect"].(string))
	if err != nil || target.Query().Get("state") != "abc" || !strings.HasPrefix(target.String(), redirectURI+"?") {
		s.t.Fatalf("sent back to %v, %v", out["redirect"], err)
	}
	return target.Query().Get("code")
}

// access calls oauth.v2.access with the app's credentials and whatever else is given.
func (s *sim) access(args dict) dict {
	s.t.Helper()
	form := dict{"client_id": clientID, "client_secret": clientSecret, "token": ""}
	for name, value := range args {
		form[name] = value
	}
	return s.api("oauth.v2.access", form)
}

func (s *sim) installed(user string) dict {
	s.t.Helper()
	out := s.access(dict{"code": s.allow(user), "redirect_uri": redirectURI})
	if out["ok"] != true {
		s.t.Fatalf("oauth.v2.access: %v", out)
	}
	return out
}

func (s *sim) tokenWorks(token any) string {
	s.t.Helper()
	return problem(s.api("auth.test", dict{"token": token}))
}

func TestACodeBecomesATokenOnce(t *testing.T) {
	s := start(t, byOAuth)
	code := s.allow(ana)
	out := s.access(dict{"code": code, "redirect_uri": redirectURI})
	token := out["access_token"]
	delete(out, "access_token")
	want := dict{
		"ok": true, "token_type": "bot", "scope": "chat:write,users:read", "bot_user_id": botUser, "app_id": "A1",
		"team": dict{"id": "T1", "name": "Trial"}, "enterprise": nil, "is_enterprise_install": false, "authed_user": dict{"id": ana},
	}
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("oauth.v2.access (-want +got):\n%s", diff)
	}
	if got := s.tokenWorks(token); got != "" || !strings.HasPrefix(token.(string), "xoxb-") {
		t.Errorf("token %v: %s", token, got)
	}
	if got := problem(s.access(dict{"code": code, "redirect_uri": redirectURI})); got != "invalid_code" {
		t.Errorf("the code a second time: %s", got)
	}
	if got := s.api("conversations.open", dict{"token": token, "users": ana}); got["error"] != "missing_scope" {
		t.Errorf("a scope nobody asked for: %v", got)
	}
}

func TestOAuthRefusesWhatSlackRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		args func(s *sim) dict
		want string
	}{
		"another client":   {func(s *sim) dict { return dict{"code": s.allow(ana), "client_id": "9.9"} }, "invalid_client_id"},
		"a wrong secret":   {func(s *sim) dict { return dict{"code": s.allow(ana), "client_secret": "x"} }, "bad_client_secret"},
		"an unknown code":  {func(*sim) dict { return dict{"code": "c.1"} }, "invalid_code"},
		"no code":          {func(*sim) dict { return dict{} }, "invalid_code"},
		"another redirect": {func(s *sim) dict { return dict{"code": s.allow(ana), "redirect_uri": redirectURI + "/"} }, "bad_redirect_uri"},
		"no redirect":      {func(s *sim) dict { return dict{"code": s.allow(ana), "redirect_uri": ""} }, "bad_redirect_uri"},
		"another grant":    {func(s *sim) dict { return dict{"code": s.allow(ana), "grant_type": "password"} }, "invalid_grant_type"},
		"a refresh token without rotation": {func(s *sim) dict {
			s.installed(ana)
			return dict{"grant_type": "refresh_token", "refresh_token": "xoxe-1-x"}
		}, "invalid_refresh_token"},
		"a code after ten minutes": {func(s *sim) dict {
			code := s.allow(ana)
			s.protocol.Advance(10 * time.Minute)
			return dict{"code": code}
		}, "invalid_code"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, byOAuth)
			args := dict{"redirect_uri": redirectURI}
			for key, value := range test.args(s) {
				args[key] = value
			}
			if got := problem(s.access(args)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheConsentPageRefusesAnAppThatAsksWrongly(t *testing.T) {
	s := start(t, byOAuth)
	for want, change := range map[string]dict{
		"invalid_client_id":       {"client_id": "9.9"},
		"bad_redirect_uri":        {"redirect_uri": "https://evil.example/"},
		"invalid_scope_requested": {"scope": "chat:write,admin"},
	} {
		address := authorizeURL(change)
		if out := s.control("POST", "oauth", dict{"user": ana, "url": address, "decision": "allow"}); out["error"] != want {
			t.Errorf("control API: %v, want %s", out, want)
		}
		_, query, _ := strings.Cut(address, "?")
		response, page := s.do(s.request("GET", "/oauth/v2/authorize?"+query, "", nil))
		if response.StatusCode != http.StatusBadRequest || !strings.Contains(page["body"].(string), want) {
			t.Errorf("page: %d %v, want %s", response.StatusCode, page, want)
		}
	}
}

func TestAPersonAnswersOnTheConsentPage(t *testing.T) {
	s := start(t, byOAuth)
	_, query, _ := strings.Cut(authorizeURL(nil), "?")
	if _, page := s.do(s.request("GET", "/oauth/v2/authorize?"+query, "", nil)); !strings.Contains(page["body"].(string), "users:read") {
		t.Errorf("page: %v", page)
	}
	for decision, want := range map[string]string{"allow": "code", "deny": "error"} {
		form := url.Values{"user": {ana}, "decision": {decision}}.Encode()
		request := s.request("POST", "/oauth/v2/authorize?"+query, "application/x-www-form-urlencoded", []byte(form))
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		target, err := response.Location()
		if err != nil || target.Query().Get(want) == "" || target.Query().Get("state") != "abc" {
			t.Errorf("%s: sent to %v, %v", decision, target, err)
		}
	}
}

func TestAnOrganisationWideInstallHasNoTeam(t *testing.T) {
	s := start(t, byOAuth)
	out := s.act("oauth", dict{"user": ana, "url": authorizeURL(nil), "decision": "allow", "org_wide": true})
	target, _ := url.Parse(out["redirect"].(string))
	out = s.access(dict{"code": target.Query().Get("code"), "redirect_uri": redirectURI})
	if out["team"] != nil || out["is_enterprise_install"] != true || at(out, "enterprise", "id") == nil {
		t.Errorf("oauth.v2.access: %v", out)
	}
}

func TestCredentialsMayComeByBasicAuthentication(t *testing.T) {
	s := start(t, byOAuth)
	form := url.Values{"code": {s.allow(ana)}, "redirect_uri": {redirectURI}}.Encode()
	request := s.request("POST", "/api/oauth.v2.access", "application/x-www-form-urlencoded", []byte(form))
	request.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(clientID+":"+clientSecret)))
	if _, out := s.do(request); out["ok"] != true {
		t.Errorf("oauth.v2.access: %v", out)
	}
}

func TestRotatedTokensExpireAndAreRefreshedOnce(t *testing.T) {
	s := start(t, rotating)
	first := s.installed(ana)
	if first["expires_in"] != 43200.0 || !strings.HasPrefix(first["access_token"].(string), "xoxe.xoxb-") {
		t.Errorf("first tokens: %v", first)
	}
	renew := func(refresh any) dict {
		return s.access(dict{"grant_type": "refresh_token", "refresh_token": refresh})
	}
	s.protocol.Advance(11 * time.Hour)
	second := renew(first["refresh_token"])
	if got := []string{s.tokenWorks(first["access_token"]), s.tokenWorks(second["access_token"])}; !slices.Equal(got, []string{"", ""}) {
		t.Errorf("two live tokens: %q", got)
	}
	if got := problem(renew(first["refresh_token"])); got != "invalid_refresh_token" {
		t.Errorf("a refresh token a second time: %s", got)
	}
	third := renew(second["refresh_token"])
	if got := s.tokenWorks(first["access_token"]); got != "token_revoked" {
		t.Errorf("the oldest of three: %q", got)
	}
	s.protocol.Advance(12 * time.Hour)
	if got := s.tokenWorks(third["access_token"]); got != "token_expired" {
		t.Errorf("after twelve hours: %q", got)
	}
}

// heard collects the events an app gets over HTTP.
type heard struct {
	mu     sync.Mutex
	events []string
}

func (h *heard) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	var in dict
	_ = decode(r.Body, &in)
	h.mu.Lock()
	defer h.mu.Unlock()
	if name, ok := at(in, "event", "type").(string); ok {
		h.events = append(h.events, name)
	}
}

func TestUninstallingEndsTheTokensAndTellsTheApp(t *testing.T) {
	for name, order := range map[string][]string{
		"tokens first": {"tokens_revoked", "app_uninstalled"},
		"app first":    {"app_uninstalled", "tokens_revoked"},
	} {
		t.Run(name, func(t *testing.T) {
			app := &heard{}
			server := httptest.NewServer(app)
			defer server.Close()
			s := start(t, func(o *slacksim.Options) {
				byOAuth(o)
				o.Endpoints = slacksim.Endpoints{Events: server.URL, Interactions: server.URL, Commands: server.URL}
			})
			token := s.installed(ana)["access_token"]
			s.act("uninstall", dict{"order": order})
			if got := s.tokenWorks(token); got != "account_inactive" {
				t.Errorf("the token afterwards: %q", got)
			}
			if diff := cmp.Diff(order, app.events); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			if out := s.control("POST", "command", dict{"user": ana, "text": "/echo"}); at(out, "app", "status") != "dispatch_failed" {
				t.Errorf("a command after uninstalling: %v", out)
			}
			if out := s.control("POST", "uninstall", dict{}); out["error"] != "not_installed" {
				t.Errorf("a second time: %v", out)
			}
			if again := s.installed(ben)["access_token"]; again == token || s.tokenWorks(again) != "" || s.tokenWorks(token) != "account_inactive" {
				t.Error("installing again does not give a fresh token")
			}
		})
	}
}

func TestAnAppCanRevokeItsOwnToken(t *testing.T) {
	s := start(t, byOAuth)
	token := s.installed(ana)["access_token"]
	if out := s.api("auth.revoke", dict{"token": token, "test": "1"}); out["revoked"] != false || s.tokenWorks(token) != "" {
		t.Errorf("a test: %v", out)
	}
	if out := s.api("auth.revoke", dict{"token": token}); out["revoked"] != true || s.tokenWorks(token) != "token_revoked" {
		t.Errorf("auth.revoke: %v", out)
	}
}

func TestTheLogHoldsNoSecretOfAnInstallation(t *testing.T) {
	s := start(t, rotating)
	out := s.installed(ana)
	log := string(marshal(t, s.get("log")))
	for _, secret := range []string{clientSecret, out["access_token"].(string), out["refresh_token"].(string)} {
		if strings.Contains(log, secret) {
			t.Errorf("the log shows %s", secret)
		}
	}
}
