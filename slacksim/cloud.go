package slacksim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Cloud is one address for several simulated workspaces with the same app, as Slack is: a Web API call goes to the workspace its
// token belongs to, an exchange of OAuth to the one that gave the code. Everything else of a workspace (its control API, response
// addresses, files) is below /team/ID. The app is reached by signed HTTP; a socket would not know its workspace.
type Cloud struct {
	servers []*Server
	mux     *http.ServeMux
}

// NewCloud puts the servers behind one address. Each has BaseURL set to [TeamURL] of that address.
func NewCloud(servers ...*Server) (*Cloud, error) {
	if len(servers) == 0 {
		return nil, errors.New("slacksim: a cloud needs a workspace")
	}
	c := &Cloud{servers: servers, mux: http.NewServeMux()}
	seen := map[string]bool{}
	for _, s := range servers {
		id := s.opt.Team.ID
		switch {
		case s.sockets != nil:
			return nil, fmt.Errorf("slacksim: workspace %s of a cloud needs HTTP endpoints", id)
		case seen[id]:
			return nil, fmt.Errorf("slacksim: workspace %s is there twice", id)
		}
		seen[id] = true
		c.mux.Handle("/team/"+id+"/", http.StripPrefix("/team/"+id, s))
	}
	c.mux.HandleFunc("/api/", c.serveAPI)
	c.mux.HandleFunc(PathAuthorize, c.serveConsent)
	return c, nil
}

// TeamURL is the BaseURL of a workspace behind the address of a cloud.
func TeamURL(cloud, team string) string { return cloud + "/team/" + team }

// ServeHTTP implements http.Handler.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.mux.ServeHTTP(w, r) }

// serveAPI passes a call on to the workspace that handed out what it shows; nobody's token is refused by the first one.
func (c *Cloud) serveAPI(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "request too large", http.StatusRequestEntityTooLarge)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	c.owner(shown(r, raw)...).ServeHTTP(w, r)
}

// shown lists the secrets of a call: its token, code and refresh token, wherever they are.
func shown(r *http.Request, raw []byte) []string {
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	secrets := []string{bearer}
	probe := r.Clone(r.Context())
	probe.Body = io.NopCloser(bytes.NewReader(raw))
	if args, refusal := readArguments(probe, true); refusal == nil {
		secrets = append(secrets, args["token"], args["code"], args["refresh_token"])
	}
	return secrets
}

func (c *Cloud) owner(secrets ...string) *Server {
	for _, secret := range secrets {
		for _, s := range c.servers {
			if s.grants.knows(secret) {
				return s
			}
		}
	}
	return c.servers[0]
}

// serveConsent shows the consent page of the workspace named by the parameter team, or asks which.
func (c *Cloud) serveConsent(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	for _, s := range c.servers {
		if s.opt.Team.ID == query.Get("team") {
			s.serveConsent(w, r)
			return
		}
	}
	c.chooseTeam(w, query)
}

func (c *Cloud) chooseTeam(w http.ResponseWriter, query url.Values) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	var teams []map[string]string
	for _, s := range c.servers {
		query.Set("team", s.opt.Team.ID)
		teams = append(teams, map[string]string{"Name": s.opt.Team.Name, "Query": "?" + query.Encode()})
	}
	_ = teamPage.Execute(w, teams)
}
