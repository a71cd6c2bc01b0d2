// Package blockkit knows Slack's Block Kit: what a block, an element and a view may contain, what a person can choose in
// an element, and what Slack then reports as state.
//
// It works on raw JSON, because the simulator must judge exactly what an app has sent and must not lose a property that
// a Go type happens to leave out. It is strict: an unknown property is refused, every documented limit is enforced, and
// where Slack's documentation is silent the stricter reading is taken and written down beside the rule. All lengths
// count code points.
//
// The knowledge itself is data: the tables in blocks.go, elements.go, composition.go, richtext.go and view.go, read by
// the walker in walk.go. What tables cannot say (one field against another) is a rule in rules.go.
package blockkit
