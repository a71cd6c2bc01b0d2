package stories

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// takesAll are inputs of which core can say nothing yet, and why; left empty they are refused like others.
var takesAll = map[string]string{
	"find.meeting":         "what is no way to meet is a city",
	"find_mentees.meeting": "the same",
	"session.video":        "a room somebody has given up since counts as none",
	"times.video":          "the same",
	"support.file":         "looked up in Slack later, where the answer shows what came of it",
	"enlist.file":          "the same",
	"enlist.people":        "the same",
	"enlist.group":         "the same",
	"announce.channel":     "the same",
}

// badFor are values an input must not take, in the form in which Slack sends them.
func badFor(callback string, in formInput) map[string]map[string]any {
	bad := map[string]map[string]any{}
	name := callback + "." + in.BlockID
	ticked := in.Element.Type == "checkboxes" && len(in.Element.Options) == 1
	if takesAll[name] == "" && !ticked {
		maps.Copy(bad, badByType(in.Element.Type))
	}
	planned := name == "session.title" || name == "times.title" // left empty, it is the plan's
	if !in.Optional && !planned {
		maps.Copy(bad, emptyByType(in.Element.Type))
	}
	if in.Element.Type == "plain_text_input" {
		for _, text := range unfit[in.BlockID] {
			bad[text] = chosen("value", text)
		}
	}
	return bad
}

func chosen(field string, value any) map[string]any { return map[string]any{field: value} }

func optionOf(value string) map[string]any { return map[string]any{"value": value} }

// badByType are values no input of a type takes.
func badByType(kind string) map[string]map[string]any {
	long := strings.Repeat("x", 8000)
	switch kind {
	case "plain_text_input":
		return map[string]map[string]any{"too long": chosen("value", long)}
	case "number_input":
		return map[string]map[string]any{
			"no number": chosen("value", "many"), "a fraction": chosen("value", "1.5"), "too little": chosen("value", "-1"),
			"too much": chosen("value", "1000001"), "huge": chosen("value", "99999999999999999999"), "empty": chosen("value", nil),
		}
	case "static_select", "radio_buttons":
		return map[string]map[string]any{"no such option": chosen("selected_option", optionOf("no such option"))}
	case "multi_static_select", "checkboxes":
		return map[string]map[string]any{"no such option": chosen("selected_options", []any{optionOf("no such option")})}
	case "external_select":
		return map[string]map[string]any{"too long": chosen("selected_option", optionOf(long))}
	case "multi_external_select":
		many := []any{}
		for i := range 100 {
			many = append(many, optionOf(fmt.Sprintf("topic %d", i)))
		}
		return map[string]map[string]any{
			"too long": chosen("selected_options", []any{optionOf(long)}), "too many": chosen("selected_options", many),
		}
	case "users_select":
		return map[string]map[string]any{"nobody": chosen("selected_user", "U0NOBODY")}
	case "multi_users_select":
		return map[string]map[string]any{"nobody": chosen("selected_users", []any{"U0NOBODY"})}
	case "conversations_select":
		return map[string]map[string]any{"nowhere": chosen("selected_conversation", "C0NOWHERE")}
	case "datepicker":
		return map[string]map[string]any{
			"no date": chosen("selected_date", "2026-02-31"), "no day": chosen("selected_date", "soon"), "long ago": chosen("selected_date", "1999-01-01"),
		}
	case "timepicker":
		return map[string]map[string]any{"no time": chosen("selected_time", "25:61"), "no hour": chosen("selected_time", "noon")}
	}
	return nil
}

// emptyByType are the ways in which an input of a type can be empty.
func emptyByType(kind string) map[string]map[string]any {
	switch kind {
	case "plain_text_input":
		return map[string]map[string]any{"empty": chosen("value", nil), "blank": chosen("value", " \n\u200b")}
	case "static_select", "radio_buttons", "external_select":
		return map[string]map[string]any{"empty": chosen("selected_option", nil)}
	case "multi_static_select", "checkboxes", "multi_external_select":
		return map[string]map[string]any{"empty": chosen("selected_options", []any{})}
	case "users_select":
		return map[string]map[string]any{"empty": chosen("selected_user", nil)}
	case "conversations_select":
		return map[string]map[string]any{"empty": chosen("selected_conversation", nil)}
	case "file_input":
		return map[string]map[string]any{"empty": chosen("files", []any{})}
	case "datepicker":
		return map[string]map[string]any{"empty": chosen("selected_date", nil)}
	case "timepicker":
		return map[string]map[string]any{"empty": chosen("selected_time", nil)}
	}
	return nil
}

// unfit are texts of no use in inputs that do not take all words.
var unfit = map[string][]string{
	"link": unfitAddresses, "room": unfitAddresses, "linkedin_url": append([]string{"https://example.org/me"}, unfitAddresses...), "address": unfitAddresses,
	"hours": {"in the morning", "12-9", "25:00-26:00"}, "emails": {"many people", "x@y"}, "weight": {"many", "-1", "101", "1.5"},
	"options": {"Only one", "Same\nSame"}, "options_fr": {"Un seul"},
}

var unfitAddresses = []string{"not a link", "http://example.org/insecure", "javascript:alert(1)", "https://user:secret@example.org/", "https://", "ftp://example.org/x"}

// fitting are words for inputs that do not take all words.
var fitting = map[string]string{
	"link": "", "room": "", "linkedin_url": "", "address": "https://calendar.example.org/a.ics", "hours": "9-12", "emails": "mia@example.org",
	"phone": "", "weight": "10", "options": "Yes\nNo", "options_fr": "Oui\nNon",
}

// counting are the choices that make other inputs count.
var counting = map[string]struct{ block, chosen string }{
	"mentor_settings.until":  {"availability", "unavailable"},
	"mentor_settings.reason": {"availability", "unavailable"},
	"decline.until":          {"also_unavailable", "yes"},
	"session.times":          {"repeat", "week"},
	"policy.session_plan_5":  {"session_plan_4", "regular/45"}, // a gap closes up
}

// forges submits a form with one bad input, and gives what its person reads there.
func (p *prober) forges(user string, v *view, entered values, in formInput, bad map[string]any) string {
	p.t.Helper()
	var open struct{ Stack []map[string]any }
	p.call(http.MethodGet, "users/"+user+"/view", nil, &open)
	i := slices.IndexFunc(open.Stack, func(shown map[string]any) bool { return shown["id"] == v.ID })
	if i < 0 {
		p.t.Fatalf("%s is not open", v.CallbackID)
	}
	shown := open.Stack[i]
	state := shown["state"].(map[string]any)["values"].(map[string]any)
	for _, other := range inputsOf(p.t, v) {
		for action, chosen := range entered[other.BlockID] {
			if harmless, ok := fitting[other.BlockID]; ok {
				chosen = harmless
			}
			state[other.BlockID] = map[string]any{action: other.sends(chosen)}
		}
	}
	if with, ok := counting[v.CallbackID+"."+in.BlockID]; ok {
		state[with.block] = map[string]any{"value": map[string]any{
			"type": "static_select", "selected_option": map[string]any{"value": with.chosen}, "selected_options": []any{map[string]any{"value": with.chosen}},
		}}
	}
	forgery := maps.Clone(bad)
	forgery["type"] = in.Element.Type
	state[in.BlockID] = map[string]any{in.Element.ActionID: forgery}
	p.sent++
	status, answer := p.sendForged(interaction(map[string]any{
		"type": "view_submission", "team": map[string]any{"id": "T0MERIDIAN"}, "user": map[string]any{"id": user},
		"api_app_id": shown["app_id"], "trigger_id": fmt.Sprintf("forged-%d", p.sent), "view": shown,
	}))
	var got struct {
		Action string `json:"response_action"`
		Errors map[string]string
	}
	if answer != "" {
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			p.t.Fatalf("%d %s", status, answer)
		}
	}
	if status != http.StatusOK || got.Action != "errors" || got.Errors[in.BlockID] == "" {
		p.t.Errorf("%s of %s was not refused what it must not take: %d %.300s", in.BlockID, v.CallbackID, status, answer)
	}
	return got.Errors[in.BlockID]
}

// sends is what Slack sends of an input in which something was chosen.
func (in formInput) sends(chosen any) map[string]any {
	sent := map[string]any{"type": in.Element.Type}
	options := func(values []string) []any {
		all := []any{}
		for _, v := range values {
			all = append(all, map[string]any{"value": v})
		}
		return all
	}
	switch in.Element.Type {
	case "static_select", "radio_buttons", "external_select":
		sent["selected_option"] = map[string]any{"value": chosen}
	case "multi_static_select", "checkboxes", "multi_external_select":
		sent["selected_options"] = options(chosen.([]string))
	case "datepicker":
		sent["selected_date"] = chosen
	case "timepicker":
		sent["selected_time"] = chosen
	case "users_select":
		sent["selected_user"] = chosen
	case "multi_users_select":
		sent["selected_users"] = chosen
	case "conversations_select":
		sent["selected_conversation"] = chosen
	case "file_input":
		sent["files"] = []any{map[string]any{"id": chosen.([]string)[0]}}
	default:
		sent["value"] = chosen
	}
	return sent
}
