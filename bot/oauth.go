package bot

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// AuthorizeURL is Slack's page that asks whoever installs the app for consent.
const AuthorizeURL = "https://slack.com/oauth/v2/authorize"

// methodAccess is the Web API's method for both exchanges.
const methodAccess = "oauth.v2.access"

// OAuth exchanges codes and refresh tokens for tokens. Make one with [NewOAuth].
type OAuth struct {
	id, secret string
	http       *http.Client
	api        slack.OAuthOption
	clients    Clients
	observer   Observer
	now        func() time.Time
}

// OAuthConfig is what an [OAuth] needs.
type OAuthConfig struct {
	ClientID     string
	ClientSecret string
	APIURL       string // base address ending in "/"; empty for Slack itself
	Clients      Clients
	Observer     Observer         // may be nil
	Now          func() time.Time // real time, which tokens expire in
}

// NewOAuth makes the exchange.
func NewOAuth(config OAuthConfig) *OAuth {
	// slack-go's functions for OAuth belong to no client: they know neither its address nor its timeout.
	api := config.APIURL
	if api == "" {
		api = slack.APIURL
	}
	return &OAuth{
		id: config.ClientID, secret: config.ClientSecret, http: &http.Client{Timeout: defaultTimeout},
		api: slack.OAuthOptionAPIURL(api), clients: config.Clients, observer: orBlind(config.Observer),
		now: config.Now,
	}
}

// Exchange spends the code somebody brings back from Slack's consent page.
func (o *OAuth) Exchange(ctx context.Context, code, redirectURI string) (core.Grant, error) {
	var answer *slack.OAuthV2Response
	err := watched(ctx, o.observer, methodAccess, func(ctx context.Context) (err error) {
		answer, err = slack.GetOAuthV2ResponseContext(ctx, o.http, o.id, o.secret, code, redirectURI, o.api)
		return err
	})
	if err != nil {
		return core.Grant{}, err
	}
	return core.Grant{
		ChatTeamID: answer.Team.ID, TeamName: answer.Team.Name, Enterprise: answer.Enterprise.ID,
		OrgWide: answer.IsEnterpriseInstall || answer.Team.ID == "", AppID: answer.AppID, BotUser: answer.BotUserID,
		Scopes: strings.FieldsFunc(answer.Scope, func(r rune) bool { return r == ',' || r == ' ' }), InstalledBy: answer.AuthedUser.ID,
		Tokens: o.tokens(answer),
	}, nil
}

// Known asks Slack whether it takes the app's client id and secret, by a code nobody was given: Slack looks at the code last
// (https://docs.slack.dev/reference/methods/oauth.v2.access).
func (o *OAuth) Known(ctx context.Context, redirectURI string) error {
	_, err := o.Exchange(ctx, "none", redirectURI)
	if codeOf(err) == "invalid_code" {
		return nil
	}
	return err
}

// Refresh spends a refresh token, which works once.
func (o *OAuth) Refresh(ctx context.Context, refreshToken string) (core.Tokens, error) {
	var answer *slack.OAuthV2Response
	err := watched(ctx, o.observer, methodAccess, func(ctx context.Context) (err error) {
		answer, err = slack.RefreshOAuthV2TokenContext(ctx, o.http, o.id, o.secret, refreshToken, o.api)
		return err
	})
	if err != nil {
		return core.Tokens{}, err
	}
	return o.tokens(answer), nil
}

// Revoke gives a token back that is not wanted.
func (o *OAuth) Revoke(ctx context.Context, token string) error {
	client, err := o.clients(token)
	if err != nil {
		return err
	}
	return watched(ctx, o.observer, "auth.revoke", func(ctx context.Context) error {
		_, err := client.SendAuthRevokeContext(ctx, token)
		return err
	})
}

func (o *OAuth) tokens(answer *slack.OAuthV2Response) core.Tokens {
	t := core.Tokens{BotToken: answer.AccessToken, RefreshToken: answer.RefreshToken}
	if answer.ExpiresIn > 0 {
		now, life := o.now().UTC().Truncate(time.Microsecond), time.Duration(answer.ExpiresIn)*time.Second
		t.ExpiresAt, t.RenewAt = now.Add(life), now.Add(life/2)
	}
	return t
}
