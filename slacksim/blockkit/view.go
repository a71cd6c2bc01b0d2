package blockkit

// viewShape is a modal or a Home tab (docs.slack.dev, reference/views). submit_disabled is left out: it works only in
// workflow configuration modals.
var viewShape = typed{variants: map[string]shape{
	"modal": kind("modal",
		need("title", plainText(24)),
		need("blocks", blockList(SurfaceModal)),
		may("submit", plainText(24)),
		may("close", plainText(24)),
		may("private_metadata", str{max: maxMetadata}),
		may("callback_id", str{max: maxID}),
		may("external_id", str{max: maxID}),
		may("clear_on_close", flag{}),
		may("notify_on_close", flag{}),
	),
	"home": kind("home",
		need("blocks", blockList(SurfaceHome)),
		may("private_metadata", str{max: maxMetadata}),
		may("callback_id", str{max: maxID}),
		may("external_id", str{max: maxID}),
	),
}}
