package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentorbot/i18n"
	"mentorbot/web"
)

// What comes back from Slack's consent page can be written by anybody: a query, a cookie, a language; and a team's name by whoever owns the
// team. The code is exchanged only for the state this browser was given, and nothing of it changes the page or reaches the log. In the
// inputs, STATE and COOKIE stand for what the browser was really given.
func FuzzInstallReturn(f *testing.F) {
	texts, err := i18n.New()
	if err != nil {
		f.Fatal(err)
	}
	for _, query := range []string{"state=STATE&code=c0ffee-code", "state=STATE&error=access_denied", "state=STATE", "code=c", "state=STATE&state=x&code=a&code=b",
		"state=%53TATE&code=x;y", "error=<script>&state=STATE", "%zz", "state=STATE&code=%00%0d%0aSet-Cookie:x"} {
		f.Add(query, "mentorbot-install=COOKIE", "fr, en;q=0.1", "Meridian <b>")
	}
	f.Add("state=STATE&code=c", `mentorbot-install="COOKIE"; mentorbot-install=x`, "*;q=2,,-", "\u202e\x00{{.}}")
	f.Add("state=STATE&code=c", "mentorbot-install=", "\xff", "")
	f.Fuzz(func(t *testing.T, query, cookie, language, team string) {
		var log strings.Builder
		var codes []string
		now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
		logger := slog.New(slog.NewTextHandler(&log, nil))
		handler := web.NewHandler(web.Config{Logger: logger, Install: web.NewInstaller(web.InstallConfig{
			AuthorizeURL: "https://slack.example/oauth/v2/authorize", ClientID: "1.2", BaseURL: "http://127.0.0.1:3000", Scopes: []string{"commands"},
			States: &states{kept: map[string]time.Time{}}, Texts: texts, Now: func() time.Time { return now }, Logger: logger,
			Complete: func(_ context.Context, code, _ string) (web.Installed, error) {
				codes = append(codes, code)
				return web.Installed{AppID: "A1", TeamID: "T1", TeamName: team}, nil
			},
		})})
		ask := func(path, query string, header http.Header) *http.Response {
			request := httptest.NewRequest(http.MethodGet, path, nil)
			request.URL.RawQuery, request.Header = query, header
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			return recorder.Result()
		}
		begun := ask(web.PathInstall, "", http.Header{})
		target, err := begun.Location()
		if err != nil {
			t.Fatal(err)
		}
		state, browser := target.Query().Get("state"), begun.Cookies()[0].Value
		given := strings.NewReplacer("STATE", state, "COOKIE", browser)
		query, cookie = given.Replace(query), given.Replace(cookie)
		back := ask(web.PathOAuth, query, http.Header{"Cookie": {cookie}, "Accept-Language": {language}})
		body, err := io.ReadAll(back.Body)
		if err != nil {
			t.Fatal(err)
		}

		brought, _ := url.ParseQuery(query)
		if len(codes) > 1 || len(codes) == 1 && (brought.Get("state") != state || !strings.Contains(cookie, browser) || codes[0] != brought.Get("code") || codes[0] == "") {
			t.Errorf("%q with the cookie %q exchanged %q", query, cookie, codes)
		}
		if (back.StatusCode == http.StatusOK) != (len(codes) == 1 || brought.Get("error") == "access_denied") {
			t.Errorf("%q was answered with %d", query, back.StatusCode)
		}
		for header, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
			if got := back.Header.Get(header); got != want {
				t.Errorf("%s is %q", header, got)
			}
		}
		if n := strings.Count(string(body), "<"); n != installTags {
			t.Errorf("the page has %d tags, want %d:\n%s", n, installTags, body)
		}
		for _, secret := range []string{state, browser} {
			if strings.Contains(log.String(), secret) || strings.Contains(string(body), secret) {
				t.Errorf("a secret shows in the log or on the page:\n%s\n%s", log.String(), body)
			}
		}
	})
}

// installTags is how many tags each page of the installation has.
const installTags = 23
