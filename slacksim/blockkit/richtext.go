package blockkit

// Rich text (docs.slack.dev, reference/block-kit/blocks/rich-text-block): sections, lists, quotes and preformatted
// text, made of runs.
var (
	runStyle = object{fields: []field{
		may("bold", flag{}), may("italic", flag{}), may("strike", flag{}), may("code", flag{}),
		may("underline", flag{}), may("highlight", flag{}), may("client_highlight", flag{}), may("unlink", flag{}),
	}}
	styled = may("style", runStyle)

	richRuns = typed{variants: map[string]shape{
		"text":      kind("text", need("text", anyString), styled),
		"link":      kind("link", need("url", linkText), may("text", anyString), may("unsafe", flag{}), styled),
		"user":      kind("user", need("user_id", identifier), styled),
		"usergroup": kind("usergroup", need("usergroup_id", identifier), styled),
		"channel":   kind("channel", need("channel_id", identifier), styled),
		"emoji":     kind("emoji", need("name", anyString), may("unicode", anyString), styled),
		"broadcast": kind("broadcast", need("range", enum{"here", "channel", "everyone"}), styled),
		"color":     kind("color", need("value", anyString), styled),
		"date": kind("date", need("timestamp", whole{min: 0}), need("format", anyString),
			may("url", linkText), may("fallback", anyString), styled),
	}}
	border = may("border", whole{min: 0, max: 1})

	richSection = kind("rich_text_section", need("elements", list{item: richRuns}))

	richTextBlock = block("rich_text", need("elements", list{min: 1, item: typed{variants: map[string]shape{
		"rich_text_section":      richSection,
		"rich_text_quote":        kind("rich_text_quote", need("elements", list{item: richRuns}), border),
		"rich_text_preformatted": kind("rich_text_preformatted", need("elements", list{item: richRuns}), border),
		"rich_text_list": kind("rich_text_list",
			need("elements", list{min: 1, item: typed{variants: map[string]shape{"rich_text_section": richSection}}}),
			need("style", enum{"bullet", "ordered"}),
			may("indent", whole{min: 0, max: 8}),
			may("offset", whole{min: 0}),
			border,
		),
	}}}))
)
