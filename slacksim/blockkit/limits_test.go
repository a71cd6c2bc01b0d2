package blockkit_test

import (
	"fmt"
	"testing"

	"mentorbot/slacksim/blockkit"
)

const noMatch = "failed to match all allowed schemas @ "

// limitCase is a block built with n of something, and what is told of one more than the limit.
type limitCase struct {
	build func(n int) any
	limit int
	want  []string
}

// checkLimits shows that each limit is accepted and that one more is refused, in Slack's words.
func checkLimits(t *testing.T, tests map[string]limitCase) {
	t.Helper()
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			expect(t, checkModal(t, l{tc.build(tc.limit)}))
			expect(t, checkModal(t, l{tc.build(tc.limit + 1)}), tc.want...)
		})
	}
}

// with gives an object a string of n code points, texted a plain text of them.
func with(field string, base m) func(int) any {
	return func(n int) any { return set(base, field, long(n)) }
}

func texted(base m, field string) func(int) any {
	return func(n int) any { return set(base, field, plain(long(n))) }
}

// accessory puts an element beside a section, asked into an input block.
func accessory(el func(int) any) func(int) any {
	return func(n int) any { return section("accessory", el(n)) }
}

func asked(el func(int) any) func(int) any {
	return func(n int) any { return input(el(n).(m)) }
}

// address is a web address of n characters.
func address(n int) string { return "https://example.org/" + fmt.Sprintf("%0*d", n-20, 0) }

const first = "/view/blocks/0"

func TestBlockLimits(t *testing.T) {
	const at = first
	write := m{"type": "plain_text_input"}
	image := m{"type": "image", "alt_text": "Alt", "image_url": "https://example.org/a.png"}
	checkLimits(t, map[string]limitCase{
		"section text":   {texted(section(), "text"), 3000, []string{noMatch + at + "/text", "must be less than 3001 characters @ " + at + "/text/text"}},
		"mrkdwn text":    {func(n int) any { return section("text", mrkdwn(long(n))) }, 3000, []string{noMatch + at + "/text", "must be less than 3001 characters @ " + at + "/text/text"}},
		"section field":  {func(n int) any { return section("fields", l{plain(long(n))}) }, 2000, []string{noMatch + at + "/fields/0", "must be less than 2001 characters @ " + at + "/fields/0/text"}},
		"section fields": {func(n int) any { return section("fields", repeat(n, func(int) any { return plain("x") })) }, 10, []string{"no more than 10 items allowed @ " + at + "/fields"}},
		"block id":       {with("block_id", section()), 255, []string{"must be less than 256 characters @ " + at + "/block_id"}},
		"header":         {texted(m{"type": "header"}, "text"), 150, []string{"must be less than 151 characters @ " + at + "/text/text"}},
		"context elements": {func(n int) any {
			return m{"type": "context", "elements": repeat(n, func(int) any { return plain("x") })}
		}, 10, []string{"no more than 10 items allowed @ " + at + "/elements"}},
		"actions elements":  {func(n int) any { return actions(repeat(n, func(int) any { return button() })...) }, 25, []string{"no more than 25 items allowed @ " + at + "/elements"}},
		"image alt text":    {with("alt_text", image), 2000, []string{"must be less than 2001 characters @ " + at + "/alt_text"}},
		"image title":       {texted(image, "title"), 2000, []string{"must be less than 2001 characters @ " + at + "/title/text"}},
		"image url":         {func(n int) any { return set(image, "image_url", address(n)) }, 3000, []string{"must be less than 3001 characters @ " + at + "/image_url"}},
		"image in a corner": {accessory(with("alt_text", image)), 2000, []string{"must be less than 2001 characters @ " + at + "/accessory/alt_text"}},
		"input label":       {texted(input(write), "label"), 2000, []string{"must be less than 2001 characters @ " + at + "/label/text"}},
		"input hint":        {texted(input(write), "hint"), 2000, []string{"must be less than 2001 characters @ " + at + "/hint/text"}},
	})
}

// TestMarkdownShares: the markdown blocks of one message have 12,000 characters together, and stand in messages only.
func TestMarkdownShares(t *testing.T) {
	md := func(n int) m { return m{"type": "markdown", "text": long(n)} }
	expect(t, checkMessage(t, l{md(12_000)}))
	expect(t, checkMessage(t, l{md(6_000), md(6_000)}))
	expect(t, checkMessage(t, l{md(12_001)}), "must be less than 12001 characters @ /blocks/0/text")
	expect(t, checkMessage(t, l{md(6_000), md(6_001)}), "must be less than 12001 characters @ /blocks/1/text")
	expect(t, checkMessage(t, l{md(0)}), "must be more than 0 characters @ /blocks/0/text")
	expect(t, checkModal(t, l{md(1)}), "unsupported type: markdown @ "+first+"/type")
}

func TestElementLimits(t *testing.T) {
	const at = first + "/accessory"
	menu := m{"type": "static_select", "options": options(1)}
	confirm := m{"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
	confirmed := func(field string) func(int) any {
		return accessory(func(n int) any { return button("confirm", set(confirm, field, plain(long(n)))) })
	}
	optioned := func(change func(n int) m) func(int) any {
		return accessory(func(n int) any { return set(menu, "options", l{change(n)}) })
	}
	checkLimits(t, map[string]limitCase{
		"action id":          {accessory(with("action_id", button())), 255, []string{"must be less than 256 characters @ " + at + "/action_id"}},
		"button text":        {accessory(texted(button(), "text")), 75, []string{"must be less than 76 characters @ " + at + "/text/text"}},
		"button value":       {accessory(with("value", button())), 2000, []string{"must be less than 2001 characters @ " + at + "/value"}},
		"button label":       {accessory(with("accessibility_label", button())), 75, []string{"must be less than 76 characters @ " + at + "/accessibility_label"}},
		"button url":         {accessory(func(n int) any { return button("url", address(n)) }), 3000, []string{"must be less than 3001 characters @ " + at + "/url"}},
		"confirm title":      {confirmed("title"), 100, []string{"must be less than 101 characters @ " + at + "/confirm/title/text"}},
		"confirm text":       {confirmed("text"), 300, []string{noMatch + at + "/confirm/text", "must be less than 301 characters @ " + at + "/confirm/text/text"}},
		"confirm yes":        {confirmed("confirm"), 30, []string{"must be less than 31 characters @ " + at + "/confirm/confirm/text"}},
		"confirm no":         {confirmed("deny"), 30, []string{"must be less than 31 characters @ " + at + "/confirm/deny/text"}},
		"option text":        {optioned(func(n int) m { return set(option("a"), "text", plain(long(n))) }), 75, []string{"must be less than 76 characters @ " + at + "/options/0/text/text"}},
		"option value":       {optioned(func(n int) m { return set(option("a"), "value", long(n)) }), 150, []string{"must be less than 151 characters @ " + at + "/options/0/value"}},
		"option description": {optioned(func(n int) m { return set(option("a"), "description", plain(long(n))) }), 75, []string{"must be less than 76 characters @ " + at + "/options/0/description/text"}},
		"options":            {accessory(func(n int) any { return set(menu, "options", options(n)) }), 100, []string{"no more than 100 items allowed @ " + at + "/options"}},
		"option groups": {accessory(func(n int) any {
			return set(menu, "options", nil, "option_groups", repeat(n, func(int) any { return m{"label": plain("G"), "options": options(1)} }))
		}), 100, []string{"no more than 100 items allowed @ " + at + "/option_groups"}},
		"options of a group": {accessory(func(n int) any {
			return set(menu, "options", nil, "option_groups", l{m{"label": plain("G"), "options": options(n)}})
		}), 100, []string{"no more than 100 items allowed @ " + at + "/option_groups/0/options"}},
		"group label": {accessory(func(n int) any {
			return set(menu, "options", nil, "option_groups", l{m{"label": plain(long(n)), "options": options(1)}})
		}), 75, []string{"must be less than 76 characters @ " + at + "/option_groups/0/label/text"}},
		"placeholder": {accessory(texted(menu, "placeholder")), 150, []string{"must be less than 151 characters @ " + at + "/placeholder/text"}},
		"overflow":    {accessory(func(n int) any { return m{"type": "overflow", "options": options(n)} }), 5, []string{"no more than 5 items allowed @ " + at + "/options"}},
		"overflow url": {accessory(func(n int) any {
			return m{"type": "overflow", "options": l{set(option("a"), "url", address(n)), option("b")}}
		}), 3000, []string{"must be less than 3001 characters @ " + at + "/options/0/url"}},
		"checkboxes":    {accessory(func(n int) any { return m{"type": "checkboxes", "options": options(n)} }), 10, []string{"no more than 10 items allowed @ " + at + "/options"}},
		"radio buttons": {accessory(func(n int) any { return m{"type": "radio_buttons", "options": options(n)} }), 10, []string{"no more than 10 items allowed @ " + at + "/options"}},
	})
}

func TestInputLimits(t *testing.T) {
	const at = first + "/element"
	write := m{"type": "plain_text_input"}
	checkLimits(t, map[string]limitCase{
		"written text": {asked(with("initial_value", write)), 3000, []string{"must be less than 3001 characters @ " + at + "/initial_value"}},
		"write prompt": {asked(texted(write, "placeholder")), 150, []string{"must be less than 151 characters @ " + at + "/placeholder/text"}},
		"min length":   {asked(func(n int) any { return set(write, "min_length", n) }), 3000, []string{"must be less than or equal to 3000 @ " + at + "/min_length"}},
		"max length":   {asked(func(n int) any { return set(write, "max_length", n) }), 3000, []string{"must be less than or equal to 3000 @ " + at + "/max_length"}},
		"files":        {asked(func(n int) any { return m{"type": "file_input", "max_files": n} }), 10, []string{"must be less than or equal to 10 @ " + at + "/max_files"}},
	})
}

// TestLeast shows that nothing may be empty.
func TestLeast(t *testing.T) {
	const at = "/view/blocks/0"
	tests := map[string]struct {
		block m
		want  []string
	}{
		"text":             {section("text", plain("")), []string{noMatch + at + "/text", "must be more than 0 characters @ " + at + "/text/text"}},
		"block id":         {section("block_id", ""), []string{"must be more than 0 characters @ " + at + "/block_id"}},
		"fields":           {section("fields", l{}), []string{"no fewer than 1 items allowed @ " + at + "/fields"}},
		"context":          {m{"type": "context", "elements": l{}}, []string{"no fewer than 1 items allowed @ " + at + "/elements"}},
		"actions":          {actions(), []string{"no fewer than 1 items allowed @ " + at + "/elements"}},
		"options":          {section("accessory", m{"type": "static_select", "options": l{}}), []string{"no fewer than 1 items allowed @ " + at + "/accessory/options"}},
		"overflow of one":  {section("accessory", m{"type": "overflow", "options": options(1)}), []string{"no fewer than 2 items allowed @ " + at + "/accessory/options"}},
		"none to choose":   {section("accessory", m{"type": "multi_users_select", "max_selected_items": 0}), []string{"must be greater than or equal to 1 @ " + at + "/accessory/max_selected_items"}},
		"max length":       {input(m{"type": "plain_text_input", "max_length": 0}), []string{"must be greater than or equal to 1 @ " + at + "/element/max_length"}},
		"files":            {input(m{"type": "file_input", "max_files": 0}), []string{"must be greater than or equal to 1 @ " + at + "/element/max_files"}},
		"chosen at first":  {section("accessory", m{"type": "multi_static_select", "options": options(2), "initial_options": l{}}), []string{"no fewer than 1 items allowed @ " + at + "/accessory/initial_options"}},
		"nine-digit clock": {input(m{"type": "datetimepicker", "initial_date_time": 999_999_999}), []string{"must be greater than or equal to 1000000000 @ " + at + "/element/initial_date_time"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) { expect(t, checkModal(t, l{tc.block}), tc.want...) })
	}
}

// TestBlocksPerSurface shows how many blocks each surface holds.
func TestBlocksPerSurface(t *testing.T) {
	tests := map[string]struct {
		surface blockkit.Surface
		root    string
		limit   int
		want    string
	}{
		"message": {blockkit.SurfaceMessage, "/blocks", 50, "no more than 50 items allowed @ /blocks"},
		"modal":   {blockkit.SurfaceModal, "/view/blocks", 100, "no more than 100 items allowed @ /view/blocks"},
		"home":    {blockkit.SurfaceHome, "/view/blocks", 100, "no more than 100 items allowed @ /view/blocks"},
	}
	dividers := func(n int) l { return repeat(n, func(int) any { return m{"type": "divider"} }) }
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			expect(t, blockkit.CheckBlocks(raw(t, dividers(tc.limit)), tc.surface, tc.root))
			expect(t, blockkit.CheckBlocks(raw(t, dividers(tc.limit+1)), tc.surface, tc.root), tc.want)
		})
	}
}

// TestViewLimits shows the limits of a view's own fields.
func TestViewLimits(t *testing.T) {
	tests := map[string]struct {
		field string
		text  bool
		limit int
		want  string
	}{
		"title":            {"title", true, 24, "must be less than 25 characters @ /view/title/text"},
		"submit":           {"submit", true, 24, "must be less than 25 characters @ /view/submit/text"},
		"close":            {"close", true, 24, "must be less than 25 characters @ /view/close/text"},
		"private metadata": {"private_metadata", false, 3000, "must be less than 3001 characters @ /view/private_metadata"},
		"callback id":      {"callback_id", false, 255, "must be less than 256 characters @ /view/callback_id"},
		"external id":      {"external_id", false, 255, "must be less than 256 characters @ /view/external_id"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			build := func(n int) m {
				if tc.text {
					return modal(l{}, tc.field, plain(long(n)))
				}
				return modal(l{}, tc.field, long(n))
			}
			expect(t, blockkit.CheckView(raw(t, build(tc.limit))))
			expect(t, blockkit.CheckView(raw(t, build(tc.limit+1))), tc.want)
		})
	}
}
