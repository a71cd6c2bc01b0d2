package main

import "mentorbot/bot"

type manifestCommand struct {
	Mode    string `name:"mode" env:"MENTORBOT_MODE" default:"socket" enum:"socket,http" help:"How Slack reaches the app, as for serve."`
	BaseURL string `name:"base-url" help:"Public https address of the service, without a path. Needed for --mode http." placeholder:"https://mentorbot.example.org"`
}

// Run prints the manifest. manifest.yml is the one for Socket Mode.
func (c *manifestCommand) Run(to streams) error {
	manifest, err := bot.Manifest(bot.ManifestOptions{Mode: bot.Mode(c.Mode), BaseURL: c.BaseURL})
	if err != nil {
		return err
	}
	_, err = to.out.Write(manifest)
	return err
}
