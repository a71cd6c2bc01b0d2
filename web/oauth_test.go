package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// states is a set in memory with the behaviour storage's own tests prove.
type states struct {
	mu   sync.Mutex
	kept map[string]time.Time
}

func (s *states) KeepState(_ context.Context, digest string, _, until time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[digest] = until
	return nil
}

func (s *states) SpendState(_ context.Context, digest string, now time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	until, ok := s.kept[digest]
	delete(s.kept, digest)
	return ok && until.After(now), nil
}

// installing is a served installer with its surroundings.
type installing struct {
	t      *testing.T
	url    string
	now    time.Time
	log    bytes.Buffer
	states *states
	codes  []string // handed to Complete
	answer func() (web.Installed, error)
}

func serveInstaller(t *testing.T) *installing {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	i := &installing{t: t, now: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), states: &states{kept: map[string]time.Time{}}}
	i.answer = func() (web.Installed, error) {
		return web.Installed{AppID: "A1", TeamID: "T1", TeamName: "Meridian <b>"}, nil
	}
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	log := slog.New(slog.NewTextHandler(&i.log, nil))
	installer := web.NewInstaller(web.InstallConfig{
		AuthorizeURL: "https://slack.example/oauth/v2/authorize", ClientID: "111.222", BaseURL: base, Scopes: []string{"commands", "chat:write"},
		States: i.states, Texts: texts, Now: func() time.Time { return i.now }, Logger: log,
		Complete: func(_ context.Context, code, redirectURI string) (web.Installed, error) {
			if redirectURI != base+"/slack/oauth" {
				t.Errorf("exchanged for %s", redirectURI)
			}
			i.codes = append(i.codes, code)
			return i.answer()
		},
	})
	server.Config.Handler = web.NewHandler(web.Config{
		Install: installer, Logger: log,
	})
	server.Start()
	t.Cleanup(server.Close)
	i.url = server.URL
	return i
}

// browser keeps cookies and does not follow Slack's redirect.
func (i *installing) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		i.t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (i *installing) get(browser *http.Client, path, language string) (*http.Response, string) {
	i.t.Helper()
	request, err := http.NewRequest(http.MethodGet, i.url+path, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	request.Header.Set("Accept-Language", language)
	response, err := browser.Do(request)
	if err != nil {
		i.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		i.t.Fatal(err)
	}
	return response, string(body)
}

// begin starts an installation and returns the query Slack is sent.
func (i *installing) begin(browser *http.Client) url.Values {
	i.t.Helper()
	response, _ := i.get(browser, "/slack/install", "en")
	target, err := response.Location()
	if err != nil || response.StatusCode != http.StatusFound || target.Host != "slack.example" {
		i.t.Fatalf("begin: %d to %v, %v", response.StatusCode, target, err)
	}
	return target.Query()
}

func back(state, code string) string {
	return "/slack/oauth?" + url.Values{"state": {state}, "code": {code}}.Encode()
}

func TestTheBrowserIsSentToSlackWithAStateNobodyCanGuess(t *testing.T) {
	i := serveInstaller(t)
	first, second := i.begin(i.browser()), i.begin(i.browser())
	if len(first.Get("state")) < 22 || first.Get("state") == second.Get("state") { // 22 characters of base64 are 128 bits
		t.Errorf("states %q and %q", first.Get("state"), second.Get("state"))
	}
	for digest := range i.states.kept {
		if strings.Contains(digest, first.Get("state")) {
			t.Error("the state is stored as it is")
		}
	}
	first.Del("state")
	want := url.Values{"client_id": {"111.222"}, "scope": {"commands,chat:write"}, "redirect_uri": {i.url + "/slack/oauth"}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
}

func TestAnInstallationEndsWithAWayIntoSlack(t *testing.T) {
	i := serveInstaller(t)
	browser := i.browser()
	state := i.begin(browser).Get("state")
	response, page := i.get(browser, back(state, "code-1"), "en")
	if response.StatusCode != http.StatusOK || !strings.Contains(page, "Mentorbot is installed") ||
		!strings.Contains(page, `href="https://slack.com/app_redirect?app=A1&amp;team=T1"`) {
		t.Errorf("%d: %s", response.StatusCode, page)
	}
	if strings.Contains(page, "Meridian <b>") {
		t.Error("the team's name is not escaped")
	}
	if response, _ := i.get(browser, back(state, "code-1"), "en"); response.StatusCode != http.StatusBadRequest {
		t.Errorf("the same state a second time: %d", response.StatusCode)
	}
	if diff := cmp.Diff([]string{"code-1"}, i.codes); diff != "" {
		t.Errorf("codes exchanged (-want +got):\n%s", diff)
	}
}

func TestAStateWorksOnceInTimeAndInItsBrowserOnly(t *testing.T) {
	for name, query := range map[string]func(i *installing, mine *http.Client) string{
		"never given out":    func(_ *installing, _ *http.Client) string { return back("forged", "code") },
		"none at all":        func(_ *installing, _ *http.Client) string { return "/slack/oauth?code=code" },
		"of another browser": func(i *installing, _ *http.Client) string { return back(i.begin(i.browser()).Get("state"), "code") },
		"after ten minutes": func(i *installing, mine *http.Client) string {
			state := i.begin(mine).Get("state")
			i.now = i.now.Add(10 * time.Minute)
			return back(state, "code")
		},
	} {
		t.Run(name, func(t *testing.T) {
			i := serveInstaller(t)
			mine := i.browser()
			i.begin(mine)
			response, page := i.get(mine, query(i, mine), "en")
			if response.StatusCode != http.StatusBadRequest || !strings.Contains(page, "Please start again") {
				t.Errorf("%d: %s", response.StatusCode, page)
			}
			if len(i.codes) > 0 {
				t.Error("the code was exchanged")
			}
		})
	}
}

func TestWhatCanGoWrongIsExplainedInTheReadersLanguage(t *testing.T) {
	orgWide := func() (web.Installed, error) {
		return web.Installed{}, &core.Error{Kind: core.Conflict, Code: core.CodeOrgWideInstall}
	}
	broken := func() (web.Installed, error) { return web.Installed{}, errors.New("invalid_code") }
	for name, test := range map[string]struct {
		query    string
		answer   func() (web.Installed, error)
		language string
		status   int
		says     string
	}{
		"declined":                  {"error=access_denied", nil, "en-GB,en;q=0.8", http.StatusOK, "Nothing was installed"},
		"declined, in French":       {"error=access_denied", nil, "fr-CA,fr;q=0.9,en;q=0.5", http.StatusOK, "Rien n’a été installé"},
		"another error of Slack's":  {"error=invalid_scope", nil, "en", http.StatusBadGateway, "That did not work"},
		"no code":                   {"", nil, "en", http.StatusBadGateway, "That did not work"},
		"a whole organisation":      {"code=c", orgWide, "en", http.StatusForbidden, "choose one workspace"},
		"the code is refused":       {"code=c", broken, "de", http.StatusBadGateway, "That did not work"},
		"the code is refused, in F": {"code=c", broken, "fr", http.StatusBadGateway, "Cela n’a pas fonctionné"},
	} {
		t.Run(name, func(t *testing.T) {
			i := serveInstaller(t)
			if test.answer != nil {
				i.answer = test.answer
			}
			browser := i.browser()
			state := i.begin(browser).Get("state")
			response, page := i.get(browser, "/slack/oauth?state="+state+"&"+test.query, test.language)
			if response.StatusCode != test.status || !strings.Contains(page, test.says) {
				t.Errorf("%d: %s", response.StatusCode, page)
			}
		})
	}
}

func TestEveryAnswerIsHardenedAndTheLogHoldsNoSecret(t *testing.T) {
	i := serveInstaller(t)
	i.answer = func() (web.Installed, error) { return web.Installed{}, errors.New("slack is down") }
	browser := i.browser()
	response, _ := i.get(browser, "/slack/install", "en")
	target, _ := response.Location()
	state := target.Query().Get("state")
	cookie := response.Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure {
		t.Errorf("cookie on http: %v", cookie)
	}
	second, page := i.get(browser, back(state, "code-42"), "en")
	for _, r := range []*http.Response{response, second} {
		for header, want := range map[string]string{
			"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Frame-Options": "DENY",
		} {
			if got := r.Header.Get(header); got != want {
				t.Errorf("%s: %q, want %q", header, got, want)
			}
		}
		if policy := r.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("policy: %s", policy)
		}
	}
	for _, secret := range []string{state, cookie.Value, "code-42"} {
		if strings.Contains(i.log.String(), secret) || strings.Contains(page, secret) {
			t.Errorf("%q shows in the log or on the page:\n%s", secret, i.log.String())
		}
	}
}

func TestTheCookieIsBoundToTheHostWhereThereIsTLS(t *testing.T) {
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	installer := web.NewInstaller(web.InstallConfig{
		AuthorizeURL: "https://slack.example/", BaseURL: "https://mentorbot.example", States: &states{kept: map[string]time.Time{}},
		Texts: texts, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	recorder := httptest.NewRecorder()
	web.NewHandler(web.Config{Install: installer}).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/slack/install", nil))
	cookie := recorder.Result().Cookies()[0]
	if !strings.HasPrefix(cookie.Name, "__Host-") || !cookie.Secure || cookie.Domain != "" || cookie.Path != "/" {
		t.Errorf("cookie: %v", cookie)
	}
}
