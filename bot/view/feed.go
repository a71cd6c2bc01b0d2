package view

import (
	"net/url"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Feed shows somebody the address their calendar can read, how to use it, and whether a calendar does. An empty address says that there
// is none any more.
func (f For) Feed(c core.CalendarSettings, address string) slack.ModalViewRequest {
	if address == "" {
		return f.modal(PageFeed, "feed", []slack.Block{section(f.L.T("feed.unreachable"))})
	}
	read := f.L.T("feed.unread")
	if !c.ReadAt.IsZero() {
		read = f.L.T("feed.read", "time", f.instant(c.ReadAt))
	}
	rotate := f.button(ActionRotateFeed, "button.rotate_feed", Meta{})
	rotate.Confirm = f.confirm("confirm."+ActionRotateFeed, slack.StyleDanger)
	return f.modal(PageFeed, "feed", []slack.Block{
		section(f.L.T("feed.intro")),
		section("```" + address + "```"),
		smallPrint(read),
		section(f.L.T("feed.steps")),
		actions(f.linkButton(ActionAddToGoogle, "button.add_to_google", googleCalendar(address)), rotate),
		smallPrint(f.L.T("feed.slow")),
	})
}

// googleCalendar is the page on which Google asks whether to add a calendar by its address.
func googleCalendar(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "https://calendar.google.com/calendar/r?" + url.Values{"cid": {"webcal://" + rest}}.Encode()
}
