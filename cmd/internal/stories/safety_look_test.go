package stories

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// lookAtCalls looks at everything the app sent to Slack: its calls, what it said through response URLs, and its acknowledgements.
func (s *stage) lookAtCalls() int {
	s.t.Helper()
	var answer struct {
		Log []struct {
			N                 int
			Direction, Method string
			Request, Response json.RawMessage
		}
	}
	s.call(http.MethodGet, "log?limit=100000", nil, &answer)
	for _, e := range answer.Log {
		sent := e.Request
		if e.Direction == "out" {
			sent = e.Response
		}
		var tree any
		if len(sent) == 0 || json.Unmarshal(sent, &tree) != nil {
			continue
		}
		s.lookAt(e.Method, tree)
	}
	switch {
	case len(answer.Log) < 100:
		s.t.Errorf("only %d calls in the log", len(answer.Log))
	case answer.Log[0].N != 1:
		s.t.Errorf("the log begins with entry %d: the ones before it nobody looked at", answer.Log[0].N)
	}
	return len(answer.Log)
}

// lookAt walks a payload. Arguments that are JSON in a string are looked into.
func (s *stage) lookAt(where string, value any) {
	s.t.Helper()
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			s.lookAt(where, item)
		}
	case map[string]any:
		s.lookAtObject(where, v)
		for key, item := range v {
			s.lookAt(where+"."+key, item)
		}
	case string:
		var inside any
		if strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[") {
			if json.Unmarshal([]byte(v), &inside) == nil {
				s.lookAt(where, inside)
				return
			}
		}
		s.lookAtCharacters(where, v)
	}
}

func (s *stage) lookAtObject(where string, object map[string]any) {
	s.t.Helper()
	text, _ := object["text"].(string)
	switch object["type"] {
	case "plain_text":
		return
	case "mrkdwn":
		if object["verbatim"] != true {
			s.t.Errorf("%s: Slack would look for names and addresses in %.200q", where, text)
		}
	}
	s.lookAtMarkup(where, text)
	if address, ok := object["url"].(string); ok {
		s.lookAtAddress(where, address)
	}
	for _, unwanted := range []string{"link_names", "parse"} {
		if object[unwanted] != nil && object[unwanted] != "none" {
			s.t.Errorf("%s: %s is set", where, unwanted)
		}
	}
}

// angle is what Slack gives a meaning in mrkdwn; the two forms below are the only ones the product writes.
var (
	angle   = regexp.MustCompile(`<[^>]*>?`)
	ownDate = regexp.MustCompile(`^<!date\^\d+\^[^|<>^]*\|[^|<>]*>$`)
	ownLink = regexp.MustCompile(`^<((?:https?|slack)://[^|<>]+)\|([^|<>]+)>$`)
	styled  = regexp.MustCompile("(?:^|[\\s(])(?:\\*b\\*|_i_|~s~|`x`)")
)

func (s *stage) lookAtMarkup(where, text string) {
	s.t.Helper()
	for _, token := range angle.FindAllString(text, -1) {
		link := ownLink.FindStringSubmatch(token)
		switch {
		case ownDate.MatchString(token):
		case link == nil:
			s.t.Errorf("%s: %.100q means something to Slack in %.300q", where, token, text)
		default:
			s.lookAtAddress(where, link[1])
			if strings.Contains(link[2], "example") {
				s.t.Errorf("%s: the link %q is labelled by a person", where, token)
			}
		}
	}
	text = feedAddress.ReplaceAllString(text, "") // to be copied, which is easiest from code
	if match := styled.FindString(text); match != "" || strings.Contains(text, "```") {
		s.t.Errorf("%s: words of a person are styled in %.300q", where, text)
	}
}

// lookAtAddress refuses where nobody may be led to.
func (s *stage) lookAtAddress(where, address string) {
	s.t.Helper()
	u, err := url.Parse(strings.ReplaceAll(address, "&amp;", "&"))
	if err != nil || !slices.Contains([]string{"http", "https", "slack"}, u.Scheme) || strings.Contains(u.Host, "evil") {
		s.t.Errorf("%s: leads to %q", where, address)
	}
}

// lookAtCharacters refuses what changes the direction of writing, cannot be seen or controls a terminal. Joiners make emoji and letters.
func (s *stage) lookAtCharacters(where, text string) {
	s.t.Helper()
	for _, r := range text {
		bidi := r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
		hidden := r == '\u200B' || r == '\u2060' || r == '\uFEFF'
		control := unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u2028' || r == '\u2029'
		if bidi || hidden || control {
			s.t.Errorf("%s: %U in %.200q", where, r, text)
			return
		}
	}
}

// openedMail is a mail as the mailbox shows it.
type openedMail struct {
	To          []string
	Subject     string
	Text, HTML  string
	Headers     []struct{ Name, Value string }
	Attachments []struct{ Type, Href string }
	Problems    []string
}

// lookAtMails looks at every part of every mail.
func (s *stage) lookAtMails() int {
	s.t.Helper()
	var list struct{ Mail []mailItem }
	s.call(http.MethodGet, "mail", nil, &list)
	tags := s.templateTags()
	for _, item := range list.Mail {
		var opened struct{ Mail openedMail }
		s.call(http.MethodGet, "mail/"+item.ID, nil, &opened)
		m := opened.Mail
		if len(m.Problems) > 0 || len(m.To) != 1 || !strings.HasSuffix(m.To[0], "@example.org") {
			s.t.Errorf("mail to %v with problems %q", m.To, m.Problems)
		}
		s.lookAtHeaders(m)
		s.lookAtCharacters("mail text", strings.ReplaceAll(m.Text, "\r\n", "\n"))
		s.lookAtHTML(m.HTML, tags)
		for _, attached := range m.Attachments {
			if strings.HasPrefix(attached.Type, "text/calendar") {
				s.lookAtCalendar(s.fetch(attached.Href))
			}
		}
	}
	if len(list.Mail) < 4 {
		s.t.Errorf("only %d mails", len(list.Mail))
	}
	return len(list.Mail)
}

func (s *stage) lookAtHeaders(m openedMail) {
	s.t.Helper()
	known := []string{
		"Date", "From", "To", "Subject", "Message-Id", "Mime-Version", "Content-Type", "Content-Class", "In-Reply-To", "References",
		"Auto-Submitted", "Content-Transfer-Encoding", "Return-Path", "Delivered-To", "X-Sandbox-Arrived", "Received", "User-Agent",
		"X-Mailer", "X-Auto-Response-Suppress",
	}
	seen := map[string]bool{}
	for _, h := range m.Headers {
		name := http.CanonicalHeaderKey(h.Name)
		if !slices.Contains(known, name) || seen[name] && name != "Received" {
			s.t.Errorf("the mail has the header %s: %s", h.Name, h.Value)
		}
		seen[name] = true
		s.lookAtCharacters("header "+name, h.Value)
	}
}

var (
	openTag = regexp.MustCompile(`<\s*/?\s*([A-Za-z!][A-Za-z0-9!-]*)`)
	address = regexp.MustCompile(`(?:href|src|action)\s*=\s*"([^"]*)"`)
)

// templateTags are the elements a letter consists of.
func (s *stage) templateTags() map[string]bool {
	s.t.Helper()
	source, err := os.ReadFile("../../../mail/letter.html.tmpl")
	s.must(err)
	return tagsOf(string(source))
}

func tagsOf(template string) map[string]bool {
	tags := map[string]bool{}
	for _, match := range openTag.FindAllStringSubmatch(template, -1) {
		tags[strings.ToLower(match[1])] = true
	}
	return tags
}

func (s *stage) lookAtHTML(html string, tags map[string]bool) {
	s.t.Helper()
	for _, match := range openTag.FindAllStringSubmatch(html, -1) {
		if !tags[strings.ToLower(match[1])] {
			s.t.Errorf("there is the element %q", match[0])
		}
	}
	for _, match := range address.FindAllStringSubmatch(html, -1) {
		s.lookAtAddress("HTML", strings.ReplaceAll(match[1], "&#43;", "+"))
	}
	s.lookAtCharacters("HTML", strings.ReplaceAll(html, "\r\n", "\n"))
}

func (s *stage) fetch(path string) string {
	s.t.Helper()
	return s.page(s.box.URL() + path)
}

// page is what a browser gets from an address.
func (s *stage) page(address string) string {
	s.t.Helper()
	response, err := http.Get(address)
	s.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	s.must(err)
	return string(body)
}

// lookAtCalendar counts the properties of an event: typed text adds none.
func (s *stage) lookAtCalendar(content string) {
	s.t.Helper()
	known := strings.Fields(`VERSION PRODID CALSCALE METHOD UID SEQUENCE DTSTAMP DTSTART DTEND STATUS TRANSP CLASS SUMMARY DESCRIPTION LOCATION
		CONFERENCE URL ORGANIZER ATTENDEE BEGIN END`)
	seen := map[string]int{}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(content, "\r\n ", ""), "\r\n"), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		seen[name]++
		if !slices.Contains(known, name) {
			s.t.Errorf("the calendar has the line %q", line)
		}
		s.lookAtCharacters("calendar", line)
	}
	if seen["BEGIN"] != 2 || seen["ATTENDEE"] != 1 || seen["ORGANIZER"] != 1 {
		s.t.Errorf("the calendar has %v:\n%s", seen, content)
	}
}
