package slacksim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

func decode(r io.Reader, v any) error { return json.NewDecoder(r).Decode(v) }

// cloud serves two workspaces of one app, T1 and T2, at one address.
func cloud(t *testing.T) (address string, teams map[string]*sim) {
	t.Helper()
	app := httptest.NewServer(&heard{})
	web := httptest.NewUnstartedServer(nil)
	address = "http://" + web.Listener.Addr().String()
	teams = map[string]*sim{}
	var servers []*slacksim.Server
	for _, id := range []string{"T1", "T2"} {
		opt := options()
		byOAuth(&opt)
		opt.Team.ID, opt.Team.Name, opt.BaseURL = id, "Team "+id, slacksim.TeamURL(address, id)
		opt.Endpoints = slacksim.Endpoints{Events: app.URL, Interactions: app.URL, Commands: app.URL}
		server, err := slacksim.New(opt)
		if err != nil {
			t.Fatal(err)
		}
		servers = append(servers, server)
		teams[id] = &sim{t: t, server: server, url: opt.BaseURL}
	}
	front, err := slacksim.NewCloud(servers...)
	if err != nil {
		t.Fatal(err)
	}
	web.Config.Handler = front
	web.Start()
	t.Cleanup(func() {
		for _, s := range servers {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		web.Close()
		app.Close()
	})
	return address, teams
}

func TestACloudSendsEachCallToTheWorkspaceOfItsToken(t *testing.T) {
	address, teams := cloud(t)
	front := &sim{t: t, url: address}
	tokens := map[string]string{}
	for id, team := range teams {
		out := front.access(dict{"code": team.allow(ana), "redirect_uri": redirectURI})
		if at(out, "team", "id") != id {
			t.Fatalf("a code of %s was exchanged for %v", id, out)
		}
		tokens[id] = out["access_token"].(string)
	}
	for id, token := range tokens {
		if out := front.api("auth.test", dict{"token": token}); out["team_id"] != id {
			t.Errorf("form token of %s: %v", id, out)
		}
		request := front.request("POST", "/api/auth.test", "application/json", []byte("{}"))
		request.Header.Set("Authorization", "Bearer "+token)
		if _, out := front.do(request); out["team_id"] != id {
			t.Errorf("header token of %s: %v", id, out)
		}
	}
	if got := problem(front.api("auth.test", dict{"token": "xoxb-nobody"})); got != "invalid_auth" {
		t.Errorf("nobody's token: %s", got)
	}
	teams["T1"].act("uninstall", dict{})
	if got := []string{front.tokenWorks(tokens["T1"]), front.tokenWorks(tokens["T2"])}; got[0] != "account_inactive" || got[1] != "" {
		t.Errorf("after T1 uninstalled: %q", got)
	}
}

func TestACloudAsksWhichWorkspaceInstalls(t *testing.T) {
	address, _ := cloud(t)
	_, query, _ := strings.Cut(authorizeURL(nil), "?")
	front := &sim{t: t, url: address}
	_, page := front.do(front.request("GET", "/oauth/v2/authorize?"+query, "", nil))
	if body := page["body"].(string); !strings.Contains(body, "Team T1") || !strings.Contains(body, "Team T2") {
		t.Errorf("page: %s", body)
	}
	_, page = front.do(front.request("GET", "/oauth/v2/authorize?"+query+"&"+url.Values{"team": {"T2"}}.Encode(), "", nil))
	if body := page["body"].(string); !strings.Contains(body, "asks for access to Team T2") {
		t.Errorf("page of T2: %s", body)
	}
}

func TestACloudIsReachedByHTTPOnly(t *testing.T) {
	server, err := slacksim.New(options())
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if _, err := slacksim.NewCloud(server); err == nil {
		t.Error("a workspace with sockets was taken")
	}
	if _, err := slacksim.NewCloud(); err == nil {
		t.Error("no workspace at all was taken")
	}
}

var _ http.Handler = (*slacksim.Cloud)(nil)
