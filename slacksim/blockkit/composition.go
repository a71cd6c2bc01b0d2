package blockkit

import (
	"net/url"
	"slices"
)

// Limits that many objects share (docs.slack.dev, reference/block-kit/composition-objects).
const (
	maxText     = 3000
	maxID       = 255
	maxURL      = 3000
	maxChoice   = 75
	maxOptions  = 100
	maxAltText  = 2000
	maxPrompt   = 150
	maxMetadata = 3000
)

var (
	identifier = str{min: 1, max: maxID}
	anyString  = str{min: 1}
	webAddress = str{min: 1, max: maxURL, format: &format{isURL, "must be a valid URL"}}
	prompt     = plainText(maxPrompt)
	emphasis   = enum{"primary", "danger"}
)

// need and may are fields that must and can be there.
func need(name string, s shape) field { return field{name: name, required: true, shape: s} }
func may(name string, s shape) field  { return field{name: name, shape: s} }

// kind is an object with a fixed "type", which the walker has read already.
func kind(name string, fields ...field) object {
	return object{fields: append([]field{need("type", enum{name})}, fields...)}
}

// with adds rules to an object.
func (o object) with(rules ...rule) object {
	o.rules = append(slices.Clone(o.rules), rules...)
	return o
}

// plainText is a plain_text object of 1 to limit code points.
func plainText(limit int) typed {
	return typed{text: true, variants: map[string]shape{"plain_text": plainObject(limit)}}
}

// anyText is a text object of either kind, of 1 to limit code points.
func anyText(limit int) typed {
	return typed{text: true, variants: textVariants(limit)}
}

func textVariants(limit int) map[string]shape {
	return map[string]shape{"plain_text": plainObject(limit), "mrkdwn": mrkdwnObject(limit)}
}

// plainObject and mrkdwnObject keep emoji to plain text and verbatim to mrkdwn, as the text object's page has them.
func plainObject(limit int) object {
	return kind("plain_text", need("text", str{min: 1, max: limit}), may("emoji", flag{}))
}

func mrkdwnObject(limit int) object {
	return kind("mrkdwn", need("text", str{min: 1, max: limit}), may("verbatim", flag{}))
}

// choice is an option object. The text may be mrkdwn only in checkboxes and radio buttons, the url is for overflow menus.
func choice(text shape, extra ...field) object {
	return object{fields: append([]field{
		need("text", text),
		need("value", str{min: 1, max: 150}),
		may("description", text),
	}, extra...)}
}

var (
	menuOption     = choice(plainText(maxChoice))
	groupOption    = choice(anyText(maxChoice))
	overflowOption = choice(plainText(maxChoice), may("url", webAddress))
	optionGroup    = object{fields: []field{
		need("label", plainText(maxChoice)),
		need("options", list{min: 1, max: maxOptions, item: menuOption}),
	}}
	confirmation = object{fields: []field{
		need("title", plainText(100)),
		need("text", anyText(300)),
		need("confirm", plainText(30)),
		need("deny", plainText(30)),
		may("style", emphasis),
	}}
	dispatchConfig = object{fields: []field{
		may("trigger_actions_on", list{min: 1, max: 2, item: enum{"on_enter_pressed", "on_character_entered"}}),
	}}
	conversationFilter = object{
		fields: []field{
			may("include", list{min: 1, max: 4, item: enum{"im", "mpim", "private", "public"}}),
			may("exclude_bot_users", flag{}),
			may("exclude_external_shared_channels", flag{}),
		},
		rules: []rule{notEmpty},
	}
	slackFile = object{
		fields: []field{may("id", anyString), may("url", webAddress)},
		rules:  []rule{exactlyOne("id", "url")},
	}
)

// isURL tells an absolute web address.
func isURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// isLink tells an address a button may open: a web address, or mail, phone and Slack's own links.
func isLink(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	return isURL(text) || slices.Contains([]string{"mailto", "tel", "slack"}, u.Scheme)
}
