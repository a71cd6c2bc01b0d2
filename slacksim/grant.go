package slacksim

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Lives of what OAuth hands out (slack.md 1.11), in protocol time.
const (
	codeLife  = 10 * time.Minute
	tokenLife = 12 * time.Hour // with token rotation
	maxLive   = 2              // live bot tokens of one installation, with token rotation
)

// grants is the app's installation in this workspace: its tokens, the scopes it was given, and the codes that become tokens.
type grants struct {
	app AppConfig
	now func() time.Time

	mu        sync.Mutex
	installed bool
	scopes    map[string]bool
	live      []liveToken       // the newest last
	dead      map[string]string // token -> error code of whoever still uses it
	refresh   string            // the refresh token that works, empty for none
	used      map[string]bool   // refresh tokens that worked once
	codes     map[string]*oauthCode
}

type liveToken struct {
	value   string
	expires time.Time // zero for one that does not
}

// oauthCode is what a person's consent is worth until it is exchanged.
type oauthCode struct {
	user, redirectURI string
	scopes            []string
	orgWide           bool
	until             time.Time
	used              bool
}

// newGrants starts with the app installed if it has a bot token.
func newGrants(opt Options) *grants {
	g := &grants{
		app: opt.App, now: opt.Protocol, scopes: map[string]bool{}, dead: map[string]string{}, used: map[string]bool{},
		codes: map[string]*oauthCode{},
	}
	if opt.App.BotToken != "" {
		g.installed, g.live = true, []liveToken{{value: opt.App.BotToken}}
		g.add(opt.App.Scopes)
	}
	return g
}

func (g *grants) add(scopes []string) {
	for _, scope := range scopes {
		g.scopes[scope] = true
	}
}

// granted lists the scopes of the installation, sorted. Scopes only add up: installing again with fewer takes none away.
func (g *grants) granted() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Sorted(maps.Keys(g.scopes))
}

func (g *grants) has(scope string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.scopes[scope]
}

func (g *grants) active() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.installed
}

// check is nil for a bot token that works, else why it does not.
func (g *grants) check(token string) *apiError {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, t := range g.live {
		if t.value != token {
			continue
		}
		if !t.expires.IsZero() && !g.now().Before(t.expires) {
			return fail("token_expired")
		}
		return nil
	}
	if code, known := g.dead[token]; known {
		return fail(code)
	}
	return fail("invalid_auth")
}

// knows tells whether a token, a code or a refresh token was handed out by this workspace, whether or not it still works.
func (g *grants) knows(secret string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, dead := g.dead[secret]
	live := slices.ContainsFunc(g.live, func(t liveToken) bool { return t.value == secret })
	return secret != "" && (dead || live || g.refresh == secret || g.used[secret] || g.codes[secret] != nil)
}

// consent makes the code of a person's consent.
func (g *grants) consent(c oauthCode) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	code := "c." + newSecret()
	c.until = g.now().Add(codeLife)
	g.codes[code] = &c
	return code
}

// exchange spends a code for the first tokens of an installation.
func (g *grants) exchange(code, redirectURI string) (*oauthCode, *issued, *apiError) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.codes[code]
	switch {
	case c == nil, c.used, !g.now().Before(c.until):
		return nil, nil, fail("invalid_code")
	case c.redirectURI != redirectURI:
		return nil, nil, fail("bad_redirect_uri")
	}
	c.used = true
	g.add(c.scopes)
	if !g.installed { // an earlier installation's tokens stay dead
		g.installed, g.live, g.refresh = true, nil, ""
	}
	return c, g.issue(), nil
}

// issued is what a code or a refresh token was exchanged for.
type issued struct {
	token, refresh string
	life           time.Duration // zero for ever
	scopes         string
}

// issue makes the next tokens. The caller holds g.mu.
func (g *grants) issue() *issued {
	out := &issued{scopes: strings.Join(slices.Sorted(maps.Keys(g.scopes)), ",")}
	if !g.app.TokenRotation {
		if len(g.live) == 0 {
			g.live = []liveToken{{value: "xoxb-" + newSecret()}}
		}
		out.token = g.live[0].value // the same at every installation
		return out
	}
	if g.refresh != "" {
		g.used[g.refresh] = true
	}
	out.token, out.refresh, out.life = "xoxe.xoxb-1-"+newSecret(), "xoxe-1-"+newSecret(), tokenLife
	g.refresh = out.refresh
	g.live = append(g.live, liveToken{out.token, g.now().Add(tokenLife)})
	for len(g.live) > maxLive {
		g.dead[g.live[0].value] = "token_revoked"
		g.live = g.live[1:]
	}
	return out
}

// renew spends a refresh token.
func (g *grants) renew(refresh string) (*issued, *apiError) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.installed || refresh == "" || refresh != g.refresh {
		return nil, fail("invalid_refresh_token")
	}
	return g.issue(), nil
}

// revoke ends one token; last tells that the installation has none left.
func (g *grants) revoke(token string) (last bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.dead[token] = "token_revoked"
	g.live = slices.DeleteFunc(g.live, func(t liveToken) bool { return t.value == token })
	if len(g.live) == 0 {
		g.end()
	}
	return len(g.live) == 0
}

// uninstall ends the installation and all its tokens; false when there is none.
func (g *grants) uninstall() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.installed {
		return false
	}
	for _, t := range g.live {
		g.dead[t.value] = "account_inactive"
	}
	g.live = nil
	g.end()
	return true
}

// end forgets what an installation had. The caller holds g.mu.
func (g *grants) end() {
	if g.refresh != "" {
		g.used[g.refresh] = true
	}
	g.installed, g.refresh, g.scopes = false, "", map[string]bool{}
}
