package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// directory finds people of a workspace whom core does not know yet.
type directory struct {
	service   *core.Service
	chat      *chat
	workspace core.WorkspaceID
}

// lookupLimit is how many people are asked for one by one: Slack answers about 50 such questions a minute. For more, its whole list is read,
// which takes a call for every [userPage] people of the workspace.
const lookupLimit = 30

// find makes the people of some rows known. cursor is where the list is read from; keep is called with where to go on after an
// interruption. Rows about nobody are no error.
func (d directory) find(ctx context.Context, rows []core.FactRow, cursor string, keep func(context.Context, string) error) error {
	if len(rows) == 0 {
		return nil
	}
	if len(rows) > lookupLimit {
		return d.walk(ctx, rows, cursor, keep)
	}
	for _, row := range rows {
		profile, err := d.look(ctx, row)
		switch {
		case nobody(codeOf(err)):
			continue
		case err != nil:
			return fmt.Errorf("look for person: %w", err)
		}
		if err := d.know(ctx, profile); err != nil {
			return err
		}
	}
	return nil
}

// nobody: Slack knows no such person, or none it would tell the app about.
func nobody(code string) bool {
	return slices.Contains([]string{"users_not_found", "user_not_found", "user_not_visible"}, code)
}

func (d directory) look(ctx context.Context, row core.FactRow) (core.ChatProfile, error) {
	if row.ChatUserID != "" {
		return d.chat.user(ctx, row.ChatUserID)
	}
	found, err := d.chat.userByEmail(ctx, row.Email)
	if err != nil || found.Locale != "" {
		return found, err
	}
	return d.chat.user(ctx, found.ChatUserID) // looking up by address does not tell the language
}

func (d directory) know(ctx context.Context, profile core.ChatProfile) error {
	if _, err := d.service.SyncPerson(ctx, core.Call{Workspace: d.workspace}, profile); err != nil {
		return fmt.Errorf("follow person: %w", err)
	}
	return nil
}

// walk reads the list of all people and takes those who are looked for.
func (d directory) walk(ctx context.Context, rows []core.FactRow, cursor string, keep func(context.Context, string) error) error {
	wanted := map[string]bool{}
	for _, row := range rows {
		wanted[row.ChatUserID], wanted[row.Email] = true, true
	}
	delete(wanted, "")
	for {
		page, next, err := d.chat.users(ctx, cursor)
		if err != nil {
			return fmt.Errorf("read list of people: %w", err)
		}
		for _, profile := range page {
			if wanted[profile.ChatUserID] || wanted[strings.ToLower(profile.Email)] {
				if err := d.know(ctx, profile); err != nil {
					return err
				}
			}
		}
		if cursor = next; cursor == "" {
			return nil
		}
		if err := keep(ctx, cursor); err != nil {
			return err
		}
	}
}

// FindPeople makes people known whom a file names, outside of the running app. When Slack asks to wait, it waits.
func FindPeople(ctx context.Context, service *core.Service, in Installation, rows []core.FactRow) error {
	d := directory{service, newChat(in.Client, orBlind(nil), nil, in.Workspace), in.Workspace.ID}
	cursor := ""
	for {
		err := d.find(ctx, rows, cursor, func(_ context.Context, next string) error { cursor = next; return nil })
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(limited.RetryAfter):
		}
	}
}
