package stories

import (
	"net/http"
	"os"
	"slices"
	"strings"
)

// looksBehindLinks opens every page that a mail about a session leads to, and looks at it. To open one changes nothing.
func (a *assault) looksBehindLinks() {
	a.t.Helper()
	source, err := os.ReadFile("../../../web/answer.html.tmpl")
	a.must(err)
	tags := tagsOf(string(source))
	var list struct{ Mail []mailItem }
	a.call(http.MethodGet, "mail", nil, &list)
	for _, item := range list.Mail {
		var opened struct{ Mail openedMail }
		a.call(http.MethodGet, "mail/"+item.ID, nil, &opened)
		for _, link := range sessionLink.FindAllString(opened.Mail.Text, -1) {
			page := a.page(link)
			a.lookAtHTML(page, tags)
			if !strings.Contains(page, "<h1>") {
				a.t.Errorf("behind %s is no page: %.300s", link, page)
			}
			a.pages++
		}
	}
	if a.pages < 4 { // who comes, and cancelling, for both
		a.t.Errorf("only %d pages behind links", a.pages)
	}
}

// readsTheFeed has somebody choose a calendar address and looks at what is there once the other has booked a session.
func (a *assault) readsTheFeed(user, other string) {
	a.t.Helper()
	shown := a.choosesCalendar(user, "feed")
	address := a.address(shown)
	a.closeAll(user, shown)
	a.send(other, a.clickMessage(other, a.latest(other, "session_book"), "session_book").View)
	a.settle()
	content := a.reads(address)
	known := strings.Fields(`VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME X-PUBLISHED-TTL REFRESH-INTERVAL UID SEQUENCE DTSTAMP DTSTART DTEND
		LAST-MODIFIED CREATED TZID TZOFFSETFROM TZOFFSETTO TZNAME RRULE STATUS TRANSP CLASS SUMMARY DESCRIPTION LOCATION CONFERENCE URL BEGIN END`)
	events := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(content, "\r\n"), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		if !slices.Contains(known, name) {
			a.t.Errorf("the feed has the line %q", line)
		}
		if line == "BEGIN:VEVENT" {
			events++
		}
		a.lookAtCharacters("feed", line)
	}
	if events != 1 {
		a.t.Errorf("%d events in the feed, want the one session:\n%s", events, content)
	}
}
