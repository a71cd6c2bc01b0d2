package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// illustrated makes a call that shows blocks. Slack refuses all of them when it cannot download the picture of a single person, so
// they are sent a second time without pictures then: nobody misses a message for want of a face.
func (c *chat) illustrated(ctx context.Context, method string, blocks []slack.Block, do func(context.Context, []slack.Block) error) error {
	err := c.call(ctx, method, func(ctx context.Context) error { return do(ctx, blocks) })
	if !pictureRefused(err) {
		return err
	}
	return c.call(ctx, method, func(ctx context.Context) error { return do(ctx, withoutPictures(blocks)) })
}

// pictureRefused recognises that Slack got no picture. It has no code of its own for that, only a message (slack.md 1.13).
func pictureRefused(err error) bool {
	var refused *callError
	return errors.As(err, &refused) && slices.ContainsFunc(refused.Messages, func(m string) bool {
		return strings.Contains(m, "downloading image failed")
	})
}

// hasPictures reports whether Slack has something to download before it shows blocks.
func hasPictures(blocks []slack.Block) bool {
	return slices.ContainsFunc(blocks, func(b slack.Block) bool {
		section, ok := b.(*slack.SectionBlock)
		return ok && section.Accessory != nil && section.Accessory.ImageElement != nil
	})
}

// withoutPictures copies blocks and leaves the pictures out. The views of this app have them beside sections only.
func withoutPictures(blocks []slack.Block) []slack.Block {
	plain := slices.Clone(blocks)
	for i, b := range plain {
		if hasPictures([]slack.Block{b}) {
			section := *b.(*slack.SectionBlock)
			section.Accessory = nil
			plain[i] = &section
		}
	}
	return plain
}

// plainModal is a modal without its pictures.
func plainModal(modal slack.ModalViewRequest) slack.ModalViewRequest {
	modal.Blocks.BlockSet = withoutPictures(modal.Blocks.BlockSet)
	return modal
}
