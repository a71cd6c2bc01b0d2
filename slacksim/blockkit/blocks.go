package blockkit

// Why some blocks that exist are refused.
const (
	reasonVideo = "needs the links.embed:write scope and an unfurl domain, which the simulator does not have"
	reasonFile  = "appears only when messages are read; an app cannot send it"
)

// homeBlocks may stand on the Home tab. Slack's pages of 2026 also list the input block there and in messages, yet neither has
// anything to submit, so the stricter reading keeps input to modals.
var homeBlocks = typed{
	variants: map[string]shape{
		"section":   sectionBlock,
		"header":    headerBlock,
		"context":   contextBlock,
		"actions":   actionsBlock,
		"image":     imageBlock,
		"divider":   dividerBlock,
		"rich_text": richTextBlock,
	},
	reasons: map[string]string{
		"input":    "input blocks are for modals",
		"video":    reasonVideo,
		"file":     reasonFile,
		"markdown": "markdown blocks are for messages",
	},
}

// messageBlocks may stand in a message: those of the Home tab, and markdown.
var messageBlocks = homeBlocks.and("markdown", markdownBlock)

// modalBlocks may stand in a modal.
var modalBlocks = typed{
	variants: map[string]shape{
		"section":   sectionBlock,
		"header":    headerBlock,
		"context":   contextBlock,
		"actions":   actionsBlock,
		"image":     imageBlock,
		"divider":   dividerBlock,
		"rich_text": richTextBlock,
		"input":     inputBlock,
	},
	reasons: map[string]string{"video": reasonVideo, "file": reasonFile},
}

// blockList is the array of blocks of a surface. It may be empty: chat.update clears blocks that way.
func blockList(surface Surface) list {
	switch surface {
	case SurfaceModal:
		return list{max: MaxViewBlocks, item: modalBlocks}
	case SurfaceHome:
		return list{max: MaxViewBlocks, item: homeBlocks}
	default:
		return list{max: MaxMessageBlocks, item: messageBlocks}
	}
}

// block is a kind of block: it has a block_id, unique on its surface, and a scope of its own for action ids.
func block(name string, fields ...field) object {
	b := kind(name, append([]field{may("block_id", identifier)}, fields...)...)
	return b.with(newBlock)
}

var (
	sectionBlock = block("section",
		may("text", anyText(maxText)),
		may("fields", list{min: 1, max: 10, item: anyText(2000)}),
		may("accessory", accessories),
		may("expand", flag{}),
	).with(textOrFields)

	headerBlock = block("header", need("text", plainText(150)))

	contextBlock = block("context", need("elements", list{min: 1, max: 10, item: contextItems}))

	actionsBlock = block("actions", need("elements", list{min: 1, max: 25, item: actionItems})).with(onePrimary)

	imageBlock = block("image",
		need("alt_text", str{min: 1, max: maxAltText}),
		may("image_url", webAddress),
		may("slack_file", slackFile),
		may("title", plainText(2000)),
	).with(exactlyOne("image_url", "slack_file"))

	dividerBlock = block("divider")

	// markdownBlock holds standard Markdown, not mrkdwn.
	markdownBlock = block("markdown", need("text", str{min: 1})).with(markdownTogether)

	inputBlock = block("input",
		need("label", plainText(2000)),
		need("element", asInput{inputItems}),
		may("hint", plainText(2000)),
		may("optional", flag{}),
		may("dispatch_action", flag{}),
	).with(submitDefined, filesNotDispatched)
)

// contextItems are the texts and small images of a context block.
var contextItems = typed{variants: map[string]shape{
	"plain_text": plainObject(maxText),
	"mrkdwn":     mrkdwnObject(maxText),
	"image":      imageElement,
}}

// asInput is an element inside an input block, where some options mean something that they do not elsewhere.
type asInput struct{ element shape }

func (a asInput) check(w *walker, at string, v any) {
	w.inInput = true
	defer func() { w.inInput = false }()
	a.element.check(w, at, v)
}
