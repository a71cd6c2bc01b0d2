package main

import (
	"mentorbot/bot"
	"mentorbot/web"
)

type manifestCommand struct {
	Mode          string `name:"mode" env:"MENTORBOT_MODE" default:"socket" enum:"socket,http" help:"How Slack reaches the app, as for serve."`
	BaseURL       string `name:"base-url" env:"MENTORBOT_BASE_URL" help:"Public https address of the service, without a path. Needed for --mode http, and for workspaces to install the app themselves." placeholder:"https://mentorbot.example.org"`
	TokenRotation bool   `name:"token-rotation" help:"Let the tokens of installations expire after twelve hours. Only with SLACK_CLIENT_ID; Slack does not let an app go back."`
}

// Run prints the manifest. manifest.yml is the one for Socket Mode and one workspace.
func (c *manifestCommand) Run(to streams) error {
	options := bot.ManifestOptions{Mode: bot.Mode(c.Mode), BaseURL: c.BaseURL, TokenRotation: c.TokenRotation}
	if c.BaseURL != "" {
		options.RedirectURLs = []string{web.RedirectURI(c.BaseURL)}
	}
	manifest, err := bot.Manifest(options)
	if err != nil {
		return err
	}
	_, err = to.out.Write(manifest)
	return err
}
