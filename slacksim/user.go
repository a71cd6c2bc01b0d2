package slacksim

import (
	"strings"
	"time"
)

// slackbot is the id of Slackbot in every workspace.
const slackbot = "USLACKBOT"

// pictureSizes are the sizes of profile pictures Slack offers; the generated picture is the same for all.
var pictureSizes = [...]string{"24", "32", "48", "72", "192", "512"}

func botHandle(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), " ", "_")
}

// addUser adds a person or a bot. The caller holds s.mu or owns the server alone.
func (s *Server) addUser(u User) *User {
	u.updated = s.opt.Clock.Now()
	s.users[u.ID] = &u
	s.userOrder = append(s.userOrder, u.ID)
	return &u
}

// userObject renders a user as users.info does: the e-mail address needs users:read.email, the locale include_locale. Of a
// stranger it tells neither, nor whether they administer anything where they come from.
func (s *Server) userObject(u *User, withLocale bool) object {
	out := object{
		"id": u.ID, "team_id": s.teamOf(u), "name": u.Name, "deleted": u.Deleted, "real_name": u.RealName,
		"profile": s.profileObject(u), "is_bot": u.IsBot, "is_app_user": false, "updated": u.updated.Unix(),
	}
	if u.Deleted {
		return out
	}
	zone, offset := s.zone(u)
	out["color"] = "9f69e7"
	out["tz"], out["tz_label"], out["tz_offset"] = u.TZ, zone, offset
	if u.stranger() {
		if !s.met(u) {
			out["is_stranger"] = true
		}
		return out
	}
	out["is_admin"], out["is_owner"], out["is_primary_owner"] = u.IsAdmin, false, false
	out["is_restricted"], out["is_ultra_restricted"] = u.IsGuest, false
	out["is_email_confirmed"] = u.Email != ""
	if withLocale {
		out["locale"] = u.Locale
	}
	return out
}

func (s *Server) profileObject(u *User) object {
	first, last, _ := strings.Cut(u.RealName, " ")
	profile := object{
		"team": s.teamOf(u), "title": u.Title, "phone": "", "skype": "", "avatar_hash": stableID("g", u.ID),
		"real_name": u.RealName, "real_name_normalized": u.RealName,
		"display_name": u.DisplayName, "display_name_normalized": u.DisplayName,
		"first_name": first, "last_name": last, "status_text": "", "status_emoji": "", "status_expiration": 0,
	}
	for _, size := range pictureSizes {
		profile["image_"+size] = s.avatarURL(u)
	}
	if !u.NoPicture {
		profile["is_custom_image"], profile["image_original"] = true, s.avatarURL(u)
	}
	if u.Email != "" && !u.stranger() && s.hasScope("users:read.email") {
		profile["email"] = u.Email
	}
	if u.IsBot && u.ID == s.opt.App.BotUser {
		profile["api_app_id"], profile["bot_id"] = s.opt.App.AppID, s.opt.App.BotID
	}
	return profile
}

// zone returns the name and the offset in seconds of the user's time zone at the product's time.
func (s *Server) zone(u *User) (name string, offset int) {
	loc, err := time.LoadLocation(u.TZ)
	if err != nil { // ruled out when the user was added
		loc = time.UTC
	}
	return s.opt.Clock.Now().In(loc).Zone()
}

func (s *Server) avatarURL(u *User) string { return s.url("/avatars/%s.svg", u.ID) }

// userRef is how interactions name a person.
func (s *Server) userRef(u *User) object {
	return object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": s.teamOf(u)}
}

// met tells whether somebody of another workspace is in a channel that the app can see. Slack calls only the others strangers
// (docs.slack.dev, user object): those it is about are told by their team_id alone.
func (s *Server) met(u *User) bool {
	for _, conv := range s.conversations {
		if conv.kind == kindChannel && conv.has(u.ID) && (!conv.private || conv.has(s.opt.App.BotUser)) {
			return true
		}
	}
	return false
}

// teamOf is the workspace a person belongs to.
func (s *Server) teamOf(u *User) string {
	if u.stranger() {
		return u.Team
	}
	return s.opt.Team.ID
}

// bot returns the app's own user.
func (s *Server) bot() *User { return s.users[s.opt.App.BotUser] }
