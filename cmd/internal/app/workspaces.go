package app

import (
	"context"
	"strings"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// wireRegistry decides how the service knows its workspaces: the one of a token in the configuration, or those that install the app.
func (a *App) wireRegistry(ctx context.Context, config Config, options Options, catalogue *i18n.Catalogue) error {
	clients, err := bot.NewClients(bot.ClientOptions{APIURL: config.SlackAPIURL})
	if err != nil {
		return err
	}
	if !config.ByOAuth() {
		return a.wireSingle(ctx, clients, config)
	}
	oauth := bot.NewOAuth(bot.OAuthConfig{
		ClientID: config.ClientID, ClientSecret: config.ClientSecret, APIURL: config.SlackAPIURL, Clients: clients,
		Observer: &a.telemetry, Now: options.RealTime,
	})
	a.stored = bot.NewStored(bot.StoredConfig{
		Service: a.Service, Clients: clients, Refresh: oauth.Refresh, Now: options.RealTime, Logger: a.log,
		InstallURL: config.BaseURL + web.PathInstall,
	})
	a.registry = a.stored
	var scopes []string
	for _, scope := range bot.Scopes() {
		scopes = append(scopes, scope.Name)
	}
	a.installer = web.NewInstaller(web.InstallConfig{
		AuthorizeURL: authorizeURL(config.SlackAPIURL), ClientID: config.ClientID, BaseURL: config.BaseURL, Scopes: scopes, States: a.db,
		Texts: catalogue, Now: options.RealTime, Logger: a.log,
		Complete: func(ctx context.Context, code, redirectURI string) (web.Installed, error) {
			return a.install(ctx, oauth, code, redirectURI)
		},
	})
	return nil
}

// wireSingle asks Slack which workspace the token belongs to and makes sure that we know it.
func (a *App) wireSingle(ctx context.Context, clients bot.Clients, config Config) error {
	client, err := clients(config.BotToken)
	if err != nil {
		return err
	}
	asking, err := bot.NewClient(bot.ClientOptions{Token: config.BotToken, APIURL: config.SlackAPIURL, Observer: &a.telemetry})
	if err != nil {
		return err
	}
	identity, err := newIdentifier(a.log).identify(ctx, asking)
	if err != nil {
		return err
	}
	a.Workspace, err = a.Service.EnsureWorkspace(ctx, core.Workspace{ChatTeamID: identity.TeamID, Name: identity.Team, Locale: "en"})
	if err != nil {
		return err
	}
	// It may have been installed by OAuth before, and uninstalled: its jobs wait for that installation no longer.
	if err := a.Service.Detach(ctx, a.Workspace.ID); err != nil {
		return err
	}
	a.registry = bot.Single{Installation: bot.Installation{Workspace: a.Workspace, BotUser: identity.UserID, Client: client}}
	return nil
}

// install exchanges a code and stores the installation. A token for a whole organisation is given back at once.
func (a *App) install(ctx context.Context, oauth *bot.OAuth, code, redirectURI string) (web.Installed, error) {
	grant, err := oauth.Exchange(ctx, code, redirectURI)
	if err != nil {
		return web.Installed{}, err
	}
	installation, err := a.Service.Install(ctx, grant)
	if err != nil {
		if core.Refusal(err) != nil {
			if failed := oauth.Revoke(ctx, grant.BotToken); failed != nil {
				a.log.WarnContext(ctx, "give refused token back", "error", failed)
			}
		}
		return web.Installed{}, err
	}
	a.stored.Forget(installation.Workspace)
	a.worker.Wake() // for what waited since the app was uninstalled
	return web.Installed{AppID: grant.AppID, TeamID: grant.ChatTeamID, TeamName: grant.TeamName}, nil
}

// authorizeURL is the consent page of Slack, or of the simulator whose Web API is configured.
func authorizeURL(api string) string {
	if api == "" {
		return bot.AuthorizeURL
	}
	return strings.TrimSuffix(api, "api/") + "oauth/v2/authorize"
}

// teamOf is the chat team of a workspace, empty for one nobody knows.
func (a *App) teamOf(id core.WorkspaceID) string {
	if id == a.Workspace.ID {
		return a.Workspace.ChatTeamID
	}
	workspace, err := a.Service.Workspace(context.Background(), id)
	if err != nil {
		a.log.Warn("look up the team of a workspace", "workspace", id, "error", err)
	}
	return workspace.ChatTeamID
}
