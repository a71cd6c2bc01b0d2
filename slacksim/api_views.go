package slacksim

import "slices"

// viewsOpen is views.open. A trigger from inside an open modal lays the new one on top, so the stack's limit holds here too.
func (s *Server) viewsOpen(c *call) (object, *apiError) {
	return s.openWith(c, func(t *trigger) (bool, *apiError) { return s.inStack(t.view), nil })
}

// viewsPush is views.push. Its trigger must come from inside the open modal; which code Slack gives otherwise is not
// documented, choice.
func (s *Server) viewsPush(c *call) (object, *apiError) {
	return s.openWith(c, func(t *trigger) (bool, *apiError) {
		if !s.inStack(t.view) {
			return false, fail("invalid_trigger_id")
		}
		return true, nil
	})
}

func (s *Server) inStack(v *view) bool {
	return v != nil && slices.Contains(s.stacks[v.user], v)
}

// openWith opens a modal by a trigger; onto decides whether it lies on what is open.
func (s *Server) openWith(c *call, onto func(*trigger) (bool, *apiError)) (object, *apiError) {
	if refusal := s.require(); refusal != nil {
		return nil, refusal
	}
	def, refusal := s.parseView(c.args.raw("view"), "modal")
	if refusal != nil {
		return nil, refusal
	}
	t, refusal := s.checkTrigger(c)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := s.uniqueExternalID(def, nil); refusal != nil {
		return nil, refusal
	}
	on, refusal := onto(t)
	if refusal != nil {
		return nil, refusal
	}
	v, refusal := s.pushView(t.user, def, on)
	if refusal != nil {
		return nil, refusal
	}
	t.used = true
	s.presetConversation(v, t.conv)
	return object{"view": s.viewObject(v)}, nil
}

// viewsUpdate is views.update, by view_id or external_id, of any modal in the stack.
func (s *Server) viewsUpdate(c *call) (object, *apiError) {
	var v *view
	switch {
	case c.args.has("view_id"):
		v = s.viewByID(c.args["view_id"])
	case c.args.has("external_id"):
		v = s.viewByExternalID(c.args["external_id"])
	default:
		return nil, missing("view_id")
	}
	kind := "modal"
	if v != nil {
		kind = v.Type
	}
	def, refusal := s.parseView(c.args.raw("view"), kind)
	switch {
	case refusal != nil:
		return nil, refusal
	case v == nil:
		return nil, fail("not_found")
	case c.args.has("hash") && c.args["hash"] != v.hash:
		return nil, fail("hash_conflict")
	}
	if refusal := s.uniqueExternalID(def, v); refusal != nil {
		return nil, refusal
	}
	s.replaceView(v, def)
	return object{"view": s.viewObject(v)}, nil
}

// viewsPublish is views.publish: it sets one person's Home.
func (s *Server) viewsPublish(c *call) (object, *apiError) {
	if refusal := s.require(); refusal != nil {
		return nil, refusal
	}
	user := s.users[c.args["user_id"]]
	switch {
	case s.opt.App.NoHomeTab:
		return nil, fail("not_enabled")
	case !c.args.has("user_id"):
		return nil, missing("user_id")
	case user == nil || user.IsBot || user.Deleted:
		return nil, invalid("invalid `user_id` [json-pointer:/user_id]")
	}
	def, refusal := s.parseView(c.args.raw("view"), "home")
	if refusal != nil {
		return nil, refusal
	}
	home := s.homes[user.ID]
	if refusal := s.uniqueExternalID(def, home); refusal != nil {
		return nil, refusal
	}
	switch {
	case c.args.has("hash") && (home == nil || c.args["hash"] != home.hash):
		return nil, fail("hash_conflict")
	case home == nil:
		home = s.newView(user.ID, def)
		s.homes[user.ID] = home
		s.stream.publish("home", user.ID)
	default:
		s.replaceView(home, def)
	}
	return object{"view": s.viewObject(home)}, nil
}
