package slacksim

import (
	"encoding/base64"
	"maps"
	"strconv"
	"strings"
)

// usersInfo is users.info.
func (s *Server) usersInfo(c *call) (object, *apiError) {
	if !c.args.has("user") {
		return nil, missing("user")
	}
	u := s.users[c.args["user"]]
	if u == nil {
		return nil, fail("user_not_found")
	}
	return object{"user": s.userObject(u, c.args.flag("include_locale"))}, nil
}

// usersProfileGet is users.profile.get: the profile with its custom fields, which no other method tells (slack.md 1.11).
func (s *Server) usersProfileGet(c *call) (object, *apiError) {
	id := c.args["user"]
	if id == "" {
		id = s.opt.App.BotUser
	}
	u := s.users[id]
	if u == nil {
		return nil, fail("user_not_found")
	}
	profile := s.profileObject(u)
	profile["fields"] = maps.Clone(u.Fields)
	if u.Fields == nil {
		profile["fields"] = object{}
	}
	return object{"profile": profile}, nil
}

// usersList is users.list. A page needs a limit below 1000.
func (s *Server) usersList(c *call) (object, *apiError) {
	page, next, refusal := paged(c, s.userOrder, 999)
	if refusal != nil {
		return nil, refusal
	}
	if !c.args.has("limit") {
		return nil, fail("limit_required")
	}
	members := []object{}
	for _, id := range page {
		members = append(members, s.userObject(s.users[id], c.args.flag("include_locale")))
	}
	return object{"members": members, "cache_ts": s.opt.Clock.Now().Unix(), "response_metadata": object{"next_cursor": next}}, nil
}

// usersConversations is users.conversations: those of one person that the bot is in too, the bot's own without user.
func (s *Server) usersConversations(c *call) (object, *apiError) {
	user := c.args["user"]
	if user == "" {
		user = s.opt.App.BotUser
	}
	if s.users[user] == nil {
		return nil, fail("user_not_found")
	}
	return s.listConversations(c, func(conv *conversation) bool {
		return conv.has(user) && conv.has(s.opt.App.BotUser)
	})
}

// cursorPrefix marks a decoded cursor as ours.
const cursorPrefix = "next:"

// paged cuts one page out of items by the arguments limit and cursor. Without a limit all items are one page.
func paged[T any](c *call, items []T, highest int) (page []T, next string, refusal *apiError) {
	limit, refusal := c.args.limit("limit", highest)
	if refusal != nil {
		return nil, "", refusal
	}
	from := 0
	if c.args.has("cursor") {
		plain, err := base64.StdEncoding.DecodeString(c.args["cursor"])
		number, ours := strings.CutPrefix(string(plain), cursorPrefix)
		if from, _ = strconv.Atoi(number); err != nil || !ours || from < 0 || from > len(items) {
			return nil, "", fail("invalid_cursor")
		}
	}
	items = items[from:]
	if limit == 0 || len(items) <= limit {
		return items, "", nil
	}
	next = base64.StdEncoding.EncodeToString([]byte(cursorPrefix + strconv.Itoa(from+limit)))
	return items[:limit], next, nil
}
