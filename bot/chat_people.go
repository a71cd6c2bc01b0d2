package bot

import (
	"bytes"
	"context"
	"errors"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// userByEmail finds somebody by their address; users_not_found is Slack's code for nobody.
func (c *chat) userByEmail(ctx context.Context, email string) (core.ChatProfile, error) {
	var user *slack.User
	err := c.call(ctx, "users.lookupByEmail", func(ctx context.Context) (err error) {
		user, err = c.api.GetUserByEmailContext(ctx, email)
		return err
	})
	if err != nil {
		return core.ChatProfile{}, err
	}
	return profileOf(user, c.team), nil
}

// userPage is how many people a page of Slack's list has; Slack recommends no more than 200 and takes up to 999.
const userPage = 500

// users loads one page of the workspace's people and the cursor of the next one, which is empty at the end.
func (c *chat) users(ctx context.Context, cursor string) (all []core.ChatProfile, next string, err error) {
	err = c.call(ctx, "users.list", func(ctx context.Context) error {
		page, err := c.api.GetUsersPaginated(slack.GetUsersOptionLimit(userPage), slack.GetUsersOptionCursor(cursor)).Next(ctx)
		if err != nil {
			return err
		}
		for i := range page.Users {
			all = append(all, profileOf(&page.Users[i], c.team))
		}
		next = page.Cursor
		return nil
	})
	return all, next, err
}

// errFileTooLarge ends a download that goes on for too long.
var errFileTooLarge = errors.New("file too large")

// bounded keeps what is written to it up to a limit.
type bounded struct {
	bytes.Buffer
	limit int
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.limit {
		return 0, errFileTooLarge
	}
	return b.Buffer.Write(p)
}

// file downloads a file somebody uploaded, up to the bound of files about people.
func (c *chat) file(ctx context.Context, id string) ([]byte, error) {
	content := bounded{limit: core.MaxPeopleFile + 1}
	err := c.call(ctx, "files.info", func(ctx context.Context) error {
		file, _, _, err := c.api.GetFileInfoContext(ctx, id, 0, 0)
		if err != nil {
			return err
		}
		if file.Size > core.MaxPeopleFile {
			return errFileTooLarge
		}
		return c.api.GetFileContext(ctx, file.URLPrivateDownload, &content)
	})
	return content.Bytes(), err
}

// userGroups lists the workspace's user groups.
func (c *chat) userGroups(ctx context.Context) (groups []view.UserGroup, err error) {
	err = c.call(ctx, "usergroups.list", func(ctx context.Context) error {
		all, err := c.api.GetUserGroupsContext(ctx)
		for _, g := range all {
			groups = append(groups, view.UserGroup{ID: g.ID, Name: g.Name})
		}
		return err
	})
	return groups, err
}

// membersOf lists the members of a user group.
func (c *chat) membersOf(ctx context.Context, group string) (users []string, err error) {
	err = c.call(ctx, "usergroups.users.list", func(ctx context.Context) (err error) {
		users, err = c.api.GetUserGroupMembersContext(ctx, group)
		return err
	})
	return users, err
}
