package main

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/cmd/internal/app"
	"mentorbot/core"
)

type peopleEraseCommand struct {
	User      string   `arg:"" help:"Slack ID of the person, who has asked for it." placeholder:"U012AB3CD"`
	Yes       bool     `name:"yes" help:"Begin. Without it the command says what is open and changes nothing."`
	Workspace string   `name:"workspace" help:"Slack team id of the workspace, where SLACK_BOT_TOKEN does not say it." placeholder:"TEAM"`
	Settings  settings `embed:""`
}

// Run says what the person has open and, with --yes, begins to erase them. The running service does the rest.
func (c *peopleEraseCommand) Run(ctx context.Context, to streams) (err error) {
	desk, err := app.OpenDesk(ctx, app.Config(c.Settings), c.Workspace)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	person, err := desk.Service.PersonByChatUser(ctx, desk.Workspace.ID, c.User)
	if errors.Is(err, core.ErrNotFound) {
		return fmt.Errorf("nobody in the workspace has the Slack ID %s", c.User)
	}
	if err != nil {
		return err
	}
	open, err := desk.Service.ErasureOf(ctx, desk.Workspace.ID, person.ID)
	if err != nil {
		return inWords(desk.Texts.For("en"), err)
	}
	fmt.Fprintf(to.out, "%s has %d mentorships that end, %d sessions that are cancelled, %d requests that are withdrawn, %d that pass on, and %d offers that are taken back\n",
		person.Name, len(open.Mentorships), open.Sessions, len(open.Requests), len(open.ToAnswer), len(open.Offers))
	if !c.Yes {
		fmt.Fprintln(to.out, "nothing was changed; with --yes everything about this person is deleted for good")
		return nil
	}
	call := core.Call{Workspace: desk.Workspace.ID, RequestID: "people erase"}
	if _, err := desk.Service.BeginErasure(ctx, call, person.ID, true); err != nil {
		return inWords(desk.Texts.For("en"), err)
	}
	fmt.Fprintln(to.out, "begun: the running service settles this now, and erases the rest in an hour")
	return nil
}
