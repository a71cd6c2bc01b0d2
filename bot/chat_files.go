package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
)

// upload sends a document to a conversation. Slack keeps nothing of it before the last of the three steps (slack.md 1.11), so one that
// breaks off can begin anew.
func (c *chat) upload(ctx context.Context, channel string, d view.Document) error {
	var to *slack.GetUploadURLExternalResponse
	err := c.call(ctx, "files.getUploadURLExternal", func(ctx context.Context) (err error) {
		to, err = c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: d.Name, FileSize: len(d.Text)})
		return err
	})
	if err != nil {
		return err
	}
	err = c.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: to.UploadURL, Content: d.Text, Filename: d.Name})
	if err != nil {
		return fmt.Errorf("upload file: %w", withoutAddress(err))
	}
	return c.call(ctx, "files.completeUploadExternal", func(ctx context.Context) error {
		_, err := c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
			Files: []slack.FileSummary{{ID: to.FileID, Title: d.Title}}, Channel: channel, InitialComment: d.Words,
		})
		return err
	})
}

// hasFile reports whether a file of a name is among the latest messages of a conversation.
func (c *chat) hasFile(ctx context.Context, channel, name string) (bool, error) {
	var history *slack.GetConversationHistoryResponse
	err := c.call(ctx, "conversations.history", func(ctx context.Context) (err error) {
		history, err = c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel, Limit: historyDepth})
		return err
	})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(history.Messages, func(m slack.Message) bool {
		return slices.ContainsFunc(m.Files, func(f slack.File) bool { return f.Name == name })
	}), nil
}

// refusesFiles: the workspace does not let the app share files; codes of the method's reference page.
func refusesFiles(code string) bool {
	return slices.Contains([]string{"file_uploads_disabled", "file_uploads_except_images_disabled", "blocked_file_type", "storage_limit_reached",
		"file_upload_size_restricted", "posting_to_channel_denied"}, code)
}
