package slacksim

import "strings"

// apiTest is api.test: it gives back what it got, and the error it is asked for.
func (s *Server) apiTest(c *call) (object, *apiError) {
	args := object{}
	for name, value := range c.args {
		if name != "token" {
			args[name] = value
		}
	}
	if c.args.has("error") {
		return nil, &apiError{code: c.args["error"], extra: object{"args": args}}
	}
	return object{"args": args}, nil
}

// authTest is auth.test.
func (s *Server) authTest(*call) (object, *apiError) {
	return object{
		"url": s.url("/"), "team": s.opt.Team.Name, "team_id": s.opt.Team.ID, "user": s.bot().Name, "user_id": s.bot().ID,
		"bot_id": s.opt.App.BotID, "is_enterprise_install": false,
	}, nil
}

// teamInfo is team.info.
func (s *Server) teamInfo(*call) (object, *apiError) {
	return object{"team": object{"id": s.opt.Team.ID, "name": s.opt.Team.Name, "domain": s.opt.Team.Domain,
		"email_domain": "", "icon": object{"image_default": true}}}, nil
}

// appsConnectionsOpen is apps.connections.open: it hands out the address of one Socket Mode connection.
func (s *Server) appsConnectionsOpen(*call) (object, *apiError) {
	if s.sockets == nil { // Socket Mode is switched off in the app's settings
		return nil, fail("forbidden_team")
	}
	address := "ws" + strings.TrimPrefix(s.base, "http")
	return object{"url": address + "/socket/" + s.sockets.issue() + "?app_id=" + s.opt.App.AppID}, nil
}
