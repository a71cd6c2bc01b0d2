package blockkit

import "maps"

// Formats of the values that elements start with.
var (
	dateText  = str{min: 1, format: &format{isDate, "must be a valid date in the form YYYY-MM-DD"}}
	clockText = str{min: 1, format: &format{isClock, "must be a valid time in the form HH:mm"}}
	zoneText  = str{min: 1, format: &format{isZone, "must be a valid IANA time zone"}}
	number    = str{min: 1, format: &format{isNumber, "must be a number written as a string"}}
	linkText  = str{min: 1, max: maxURL, format: &format{isLink, "must be a valid URL"}}
	// unixSeconds holds the ten digits that Slack demands of a date with a time.
	unixSeconds = whole{min: 1_000_000_000, max: 9_999_999_999}
)

// element is a kind of interactive element.
func element(name string, fields ...field) object {
	return kind(name, append([]field{may("action_id", identifier)}, fields...)...).with(newAction)
}

// Fields that many elements share.
var (
	placeholder  = may("placeholder", prompt)
	confirmField = may("confirm", confirmation)
	focusField   = may("focus_on_load", flag{})
	dispatchable = may("dispatch_action_config", dispatchConfig)
	respondable  = may("response_url_enabled", flag{})
	mostItems    = may("max_selected_items", whole{min: 1})
	optionsField = may("options", list{min: 1, max: maxOptions, item: menuOption})
	groupsField  = may("option_groups", list{min: 1, max: maxOptions, item: optionGroup})
	queryLength  = may("min_query_length", whole{min: 0})
)

// menu is a select menu of one choice, menus one of several.
func menu(name string, fields ...field) object {
	return element(name, append([]field{placeholder, confirmField, focusField}, fields...)...).with(oneFocus)
}

func menus(name, initial string, fields ...field) object {
	return menu(name, append([]field{mostItems}, fields...)...).with(initialWithinMost(initial))
}

// ids is a list of identifiers of users, conversations or channels. An empty one is refused, as Slack refuses an empty
// initial_options.
var ids = list{min: 1, item: identifier}

var (
	button = element("button",
		need("text", plainText(maxChoice)),
		may("value", str{max: 2000}),
		may("url", linkText),
		may("style", emphasis),
		may("accessibility_label", str{min: 1, max: maxChoice}),
		confirmField,
	)

	// An overflow menu of one option was refused once, and whether it still is is not known: refused here.
	overflow = element("overflow", need("options", list{min: 2, max: 5, item: overflowOption}), confirmField)

	imageElement = kind("image",
		need("alt_text", str{min: 1, max: maxAltText}),
		may("image_url", webAddress),
		may("slack_file", slackFile),
	).with(exactlyOne("image_url", "slack_file"))

	checkboxes = element("checkboxes",
		need("options", list{min: 1, max: 10, item: groupOption}),
		may("initial_options", list{min: 1, max: 10, item: groupOption}),
		confirmField, focusField,
	).with(oneFocus, initialAmongOptions)

	radioButtons = element("radio_buttons",
		need("options", list{min: 1, max: 10, item: groupOption}),
		may("initial_option", groupOption),
		confirmField, focusField,
	).with(oneFocus, initialAmongOptions)
)

// oneChoiceMenus are the select menus.
var oneChoiceMenus = map[string]shape{
	"static_select": menu("static_select",
		optionsField, groupsField, may("initial_option", menuOption),
	).with(exactlyOne("options", "option_groups"), initialAmongOptions),
	"external_select": menu("external_select", queryLength, may("initial_option", menuOption)),
	"users_select":    menu("users_select", may("initial_user", identifier)),
	"conversations_select": menu("conversations_select",
		may("initial_conversation", identifier),
		may("default_to_current_conversation", flag{}),
		may("filter", conversationFilter),
		respondable,
	).with(responseOnlyInModalInput),
	"channels_select": menu("channels_select", may("initial_channel", identifier), respondable).
		with(responseOnlyInModalInput),
}

// manyChoiceMenus are the multi-select menus.
var manyChoiceMenus = map[string]shape{
	"multi_static_select": menus("multi_static_select", "initial_options",
		optionsField, groupsField, may("initial_options", list{min: 1, max: maxOptions, item: menuOption}),
	).with(exactlyOne("options", "option_groups"), initialAmongOptions),
	"multi_external_select": menus("multi_external_select", "initial_options",
		queryLength, may("initial_options", list{min: 1, max: maxOptions, item: menuOption}),
	),
	"multi_users_select": menus("multi_users_select", "initial_users", may("initial_users", ids)),
	"multi_conversations_select": menus("multi_conversations_select", "initial_conversations",
		may("initial_conversations", ids),
		may("default_to_current_conversation", flag{}),
		may("filter", conversationFilter),
	),
	"multi_channels_select": menus("multi_channels_select", "initial_channels", may("initial_channels", ids)),
}

// pickers are the elements for dates and times.
var (
	datepicker = menu("datepicker", may("initial_date", dateText))
	timepicker = menu("timepicker", may("initial_time", clockText), may("timezone", zoneText))
	// datetimepicker has no placeholder.
	datetimepicker = element("datetimepicker",
		may("initial_date_time", unixSeconds), confirmField, focusField,
	).with(oneFocus)
)

// typedInput is an element to write in.
func typedInput(name string, fields ...field) object {
	return element(name, append([]field{placeholder, focusField, dispatchable}, fields...)...).with(oneFocus)
}

// writing holds the elements that only an input block may contain.
var writing = map[string]shape{
	"plain_text_input": typedInput("plain_text_input",
		may("initial_value", str{max: maxText}),
		may("multiline", flag{}),
		may("min_length", whole{min: 0, max: maxText}),
		may("max_length", whole{min: 1, max: maxText}),
	).with(lengthsAgree),
	"email_text_input": typedInput("email_text_input", may("initial_value", str{max: maxText})),
	"url_text_input":   typedInput("url_text_input", may("initial_value", str{max: maxText})),
	"number_input": typedInput("number_input",
		need("is_decimal_allowed", flag{}),
		may("initial_value", number),
		may("min_value", number),
		may("max_value", number),
	).with(numbersAgree),
	"file_input": element("file_input",
		may("filetypes", list{min: 1, item: anyString}),
		may("max_files", whole{min: 1, max: 10}),
	),
}

// Which element may stand where. Multi-select menus are listed for section and input only, which is how Slack's element
// pages had it; @slack/types also allows them in actions. The stricter reading is taken.
var (
	accessories = typed{variants: join(oneChoiceMenus, manyChoiceMenus, map[string]shape{
		"button":        button,
		"overflow":      overflow,
		"image":         imageElement,
		"checkboxes":    checkboxes,
		"radio_buttons": radioButtons,
		"datepicker":    datepicker,
		"timepicker":    timepicker,
	})}
	actionItems = typed{variants: join(oneChoiceMenus, map[string]shape{
		"button":         button,
		"overflow":       overflow,
		"checkboxes":     checkboxes,
		"radio_buttons":  radioButtons,
		"datepicker":     datepicker,
		"timepicker":     timepicker,
		"datetimepicker": datetimepicker,
	})}
	inputItems = typed{variants: join(oneChoiceMenus, manyChoiceMenus, writing, map[string]shape{
		"checkboxes":     checkboxes,
		"radio_buttons":  radioButtons,
		"datepicker":     datepicker,
		"timepicker":     timepicker,
		"datetimepicker": datetimepicker,
	})}
)

// join is one table out of several.
func join(tables ...map[string]shape) map[string]shape {
	all := map[string]shape{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}
