package slacksim

import (
	"crypto/subtle"
	"net/http"
)

// identify reads the app's credentials from the Authorization header, which is preferred, where the form has none.
func (a arguments) identify(r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if ok && !a.has("client_id") && !a.has("client_secret") {
		a["client_id"], a["client_secret"] = id, secret
	}
}

// checkClient refuses whoever is not the app.
func (s *Server) checkClient(args arguments) *apiError {
	if s.opt.App.ClientID == "" || args["client_id"] != s.opt.App.ClientID {
		return fail("invalid_client_id")
	}
	if subtle.ConstantTimeCompare([]byte(args["client_secret"]), []byte(s.opt.App.ClientSecret)) != 1 {
		return fail("bad_client_secret")
	}
	return nil
}

// oauthV2Access is oauth.v2.access: it exchanges a code, or a refresh token, for tokens.
func (s *Server) oauthV2Access(c *call) (object, *apiError) {
	if refusal := s.checkClient(c.args); refusal != nil {
		return nil, refusal
	}
	switch c.args["grant_type"] {
	case "", "authorization_code":
		code, tokens, refusal := s.grants.exchange(c.args["code"], c.args["redirect_uri"])
		if refusal != nil {
			return nil, refusal
		}
		out := s.installation(tokens)
		out["authed_user"] = object{"id": code.user}
		if code.orgWide {
			out["team"], out["is_enterprise_install"] = nil, true
			out["enterprise"] = object{"id": stableID("E", s.opt.Team.ID), "name": s.opt.Team.Name + " organisation"}
		}
		return out, nil
	case "refresh_token":
		tokens, refusal := s.grants.renew(c.args["refresh_token"])
		if refusal != nil {
			return nil, refusal
		}
		return s.installation(tokens), nil
	}
	return nil, fail("invalid_grant_type")
}

// installation is what oauth.v2.access answers about the app in this workspace.
func (s *Server) installation(tokens *issued) object {
	out := object{
		"access_token": tokens.token, "token_type": "bot", "scope": tokens.scopes, "bot_user_id": s.opt.App.BotUser,
		"app_id": s.opt.App.AppID, "team": object{"id": s.opt.Team.ID, "name": s.opt.Team.Name}, "enterprise": nil,
		"is_enterprise_install": false,
	}
	if tokens.refresh != "" {
		out["refresh_token"], out["expires_in"] = tokens.refresh, int(tokens.life.Seconds())
	}
	return out
}

// authRevoke is auth.revoke. With test=1 it says what would happen.
func (s *Server) authRevoke(c *call) (object, *apiError) {
	if c.args.flag("test") {
		return object{"revoked": false}, nil
	}
	if s.grants.revoke(c.token) {
		c.later = append(c.later, func() {
			s.inBackground(func() { s.emit(s.ctx, eventRevoked, s.tokensRevoked()) })
		})
	}
	return object{"revoked": true}, nil
}
