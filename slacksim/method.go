package slacksim

import (
	"net/http"
	"slices"
	"strings"
)

// tier is a method's rate limit in calls per minute (slack.md 1.10).
type tier int

const (
	tier2    tier = 20
	tier3    tier = 50
	tier4    tier = 100
	tierAuth tier = 600 // oauth.v2.access
	tierPost tier = 300 // chat.postMessage per workspace: "several hundred"; choice
)

// tokenKind is the kind of token a method takes.
type tokenKind int

const (
	botToken tokenKind = iota
	appToken           // in the header only
	noToken
	clientSecret // the app's own credentials instead of a token
)

// method is one row of the Web API. Handlers run with the server's mutex held; what must happen without it (speaking to the
// app) they leave to call.later.
type method struct {
	scopes []string // all of them are needed; methods whose scope depends on the conversation check it themselves
	tier   tier
	writes bool // takes a JSON body
	token  tokenKind
	handle func(*Server, *call) (object, *apiError)
}

// call is one call of a method under way.
type call struct {
	name  string
	token string // of the caller, empty where the method takes none
	args  arguments
	later []func() // run after the mutex is released and before the answer goes out
}

// methodTable returns every method the simulator knows; the rest answers unknown_method.
func methodTable() map[string]method {
	return map[string]method{
		"api.test":              {tier: tier4, writes: true, token: noToken, handle: (*Server).apiTest},
		"auth.test":             {tier: tier4, writes: true, handle: (*Server).authTest},
		"auth.revoke":           {tier: tier3, handle: (*Server).authRevoke},
		"oauth.v2.access":       {tier: tierAuth, token: clientSecret, handle: (*Server).oauthV2Access},
		"team.info":             {tier: tier3, scopes: []string{"team:read"}, handle: (*Server).teamInfo},
		"apps.connections.open": {tier: tier3, writes: true, token: appToken, handle: (*Server).appsConnectionsOpen},

		"chat.postMessage":   {tier: tierPost, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatPostMessage},
		"chat.update":        {tier: tier3, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatUpdate},
		"chat.delete":        {tier: tier3, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatDelete},
		"chat.postEphemeral": {tier: tier4, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatPostEphemeral},
		"chat.getPermalink":  {tier: tier4, handle: (*Server).chatGetPermalink},

		"chat.scheduleMessage":        {tier: tier3, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatScheduleMessage},
		"chat.deleteScheduledMessage": {tier: tier3, writes: true, scopes: []string{"chat:write"}, handle: (*Server).chatDeleteScheduledMessage},
		"chat.scheduledMessages.list": {tier: tier3, writes: true, handle: (*Server).chatScheduledMessagesList},

		"conversations.open":    {tier: tier3, writes: true, handle: (*Server).conversationsOpen},
		"conversations.info":    {tier: tier3, handle: (*Server).conversationsInfo},
		"conversations.list":    {tier: tier2, handle: (*Server).conversationsList},
		"conversations.members": {tier: tier4, handle: (*Server).conversationsMembers},
		"conversations.history": {tier: tier3, handle: (*Server).conversationsHistory},
		"conversations.replies": {tier: tier3, handle: (*Server).conversationsReplies},

		"users.info":          {tier: tier4, scopes: []string{"users:read"}, handle: (*Server).usersInfo},
		"users.profile.get":   {tier: tier4, scopes: []string{"users.profile:read"}, handle: (*Server).usersProfileGet},
		"users.list":          {tier: tier2, scopes: []string{"users:read"}, handle: (*Server).usersList},
		"users.conversations": {tier: tier3, handle: (*Server).usersConversations},
		"users.lookupByEmail": {tier: tier3, scopes: []string{"users:read", "users:read.email"}, handle: (*Server).usersLookupByEmail},

		"usergroups.list":       {tier: tier2, scopes: []string{"usergroups:read"}, handle: (*Server).usergroupsList},
		"usergroups.users.list": {tier: tier2, scopes: []string{"usergroups:read"}, handle: (*Server).usergroupsUsersList},

		"views.open":    {tier: tier4, writes: true, handle: (*Server).viewsOpen},
		"views.push":    {tier: tier4, writes: true, handle: (*Server).viewsPush},
		"views.update":  {tier: tier4, writes: true, handle: (*Server).viewsUpdate},
		"views.publish": {tier: tier4, writes: true, handle: (*Server).viewsPublish},

		"files.getUploadURLExternal":   {tier: tier4, scopes: []string{"files:write"}, handle: (*Server).filesGetUploadURL},
		"files.completeUploadExternal": {tier: tier4, writes: true, scopes: []string{"files:write"}, handle: (*Server).filesCompleteUpload},
		"files.info":                   {tier: tier4, scopes: []string{"files:read"}, handle: (*Server).filesInfo},
	}
}

// authorise checks the token, which it returns, and the method's scopes. A JSON body cannot carry a token.
func (s *Server) authorise(r *http.Request, m method, args arguments) (string, *apiError) {
	switch m.token {
	case noToken:
		return "", nil
	case clientSecret:
		args.identify(r)
		return "", nil
	}
	header, inHeader := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	token := header
	if !inHeader && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		token = args["token"]
	}
	switch {
	case token == "":
		return "", fail("not_authed")
	case m.token == appToken:
		return token, s.authoriseApp(token, inHeader)
	case token == s.opt.App.AppToken:
		return "", fail("not_allowed_token_type")
	}
	if refusal := s.grants.check(token); refusal != nil {
		return "", refusal
	}
	return token, s.require(m.scopes...)
}

func (s *Server) authoriseApp(token string, inHeader bool) *apiError {
	switch {
	case s.grants.knows(token):
		return fail("not_allowed_token_type")
	case token != s.opt.App.AppToken, !inHeader:
		return fail("invalid_auth")
	}
	return nil
}

// require refuses with missing_scope unless the installation holds all the scopes. With none named it wants any scope at all.
func (s *Server) require(scopes ...string) *apiError {
	granted := s.scopes()
	if len(granted) == 0 && len(scopes) == 0 {
		scopes = []string{"chat:write"}
	}
	for _, scope := range scopes {
		if !slices.Contains(granted, scope) {
			return &apiError{code: "missing_scope", extra: object{
				"needed": strings.Join(scopes, ","), "provided": strings.Join(granted, ",")}}
		}
	}
	return nil
}

func (s *Server) hasScope(scope string) bool {
	return s.grants.has(scope) && !s.faults.withholds(scope)
}

// scopes lists what the installation may do, sorted: what it was granted less what faults have taken away.
func (s *Server) scopes() []string { return slices.DeleteFunc(s.grants.granted(), s.faults.withholds) }
