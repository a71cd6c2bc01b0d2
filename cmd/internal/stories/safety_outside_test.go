package stories

import (
	"encoding/csv"
	"net/http"
	"net/smtp"
	"strings"
)

// The assault from outside of modals: what comes in files, from Slack's own lists and from calendars.

// othersSendIn has a group of people in Slack with the text for a name, and an admin who imports a file that holds it in every cell.
func (a *assault) othersSendIn() {
	a.t.Helper()
	a.call(http.MethodPost, "usergroups", fields{"handle": "water", "name": cut(a.text, 80), "users": []string{mia, leo}}, nil)
	a.importsHostile([]string{"Email", "Name", "Unit", "Duty station", "Job title", "Gender", "Practice area", "Job function", "Manager"}, func(who string) []string {
		return []string{who, a.text, a.text, a.text, a.text, "", "", "", ""}
	})
	a.importsHostile([]string{"Email", "Gender", "Practice area", "Job function", "Manager"}, func(who string) []string { // the values of these are checked
		return []string{who, a.text, a.text, a.text, a.text}
	})
	a.refusesHeader("Email", a.text)
}

// importsHostile brings an admin through the import of a file about two people and somebody with the text for an address.
func (a *assault) importsHostile(header []string, cells func(who string) []string) {
	a.t.Helper()
	page := a.importsFile(kim, a.file(header, cells("mia@example.org"), cells("ben@example.org"), cells(a.text)), nil)
	if page.Submit.Text != "" {
		a.submit(kim, page, nil)
		a.settle()
	}
	a.closeAll(kim, a.current(kim))
}

// refusesHeader has a file refused because of the name of a column.
func (a *assault) refusesHeader(header ...string) {
	a.t.Helper()
	form := a.clickView(kim, a.command(kim, "/mentor admin").View, "people_import_open").View
	out := a.submit(kim, form, values{"file": value(a.uploads(kim, "people.csv", a.file(header, header)))})
	a.settle()
	if len(out.Errors) == 0 && len(a.stack(kim)) == 0 {
		a.t.Error("nobody was told what is wrong with the file")
	}
	a.closeAll(kim, a.current(kim))
}

// file is a CSV file as a spreadsheet writes it.
func (a *assault) file(lines ...[]string) string {
	a.t.Helper()
	var out strings.Builder
	w := csv.NewWriter(&out)
	a.must(w.WriteAll(lines))
	return out.String()
}

// theirCalendarsAnswer has a calendar answer the newest session with the text in every property that a person can fill in, also as a
// parameter and raw, where it ends lines and components.
func (a *assault) theirCalendarsAnswer() {
	a.t.Helper()
	folded := strings.NewReplacer("\\", "\\\\", "\r\n", "\\n", "\n", "\\n", ",", "\\,", ";", "\\;").Replace(a.text)
	for i, words := range []string{folded, a.text} {
		for j, method := range []string{"REPLY", "COUNTER"} {
			stamp := "2026060109" + string(rune('1'+i)) + string(rune('0'+j)) + "00Z"
			lines := []string{"COMMENT:" + words, "SUMMARY:" + words, "DESCRIPTION:" + words, "LOCATION:" + words, "X-WORDS:" + words}
			if method == "COUNTER" {
				lines = append(lines, "DTSTART:20260611T130000Z", "DTEND:20260611T140000Z")
			}
			a.answersRaw(ben, method, `ATTENDEE;CN="`+words+`";PARTSTAT=TENTATIVE:mailto:ben@example.org`, stamp, lines)
		}
	}
}

// answersRaw is replies for letters the server may refuse.
func (a *assault) answersRaw(user, method, attendee, stamp string, lines []string) {
	a.t.Helper()
	event := a.invitations(user)[0].Calendar
	letter := strings.Join(append([]string{
		"From: " + strings.NewReplacer("\r", " ", "\n", " ").Replace(cut(a.text, 200)) + " <" + user + "@example.org>", "To: sessions@mentorbot.example",
		"Subject: " + strings.NewReplacer("\r", " ", "\n", " ").Replace(cut(a.text, 200)),
		"Content-Type: text/calendar; charset=utf-8; method=" + method, "", "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:" + method,
		"BEGIN:VEVENT", "UID:" + event.UID, "SEQUENCE:0", "DTSTAMP:" + stamp, attendee,
	}, append(lines, "END:VEVENT", "END:VCALENDAR", "")...), "\r\n")
	if err := smtp.SendMail(a.box.App.ReplyAddr(), nil, "somebody@example.org", []string{"sessions@mentorbot.example"}, []byte(letter)); err != nil {
		a.t.Logf("a calendar's answer was refused: %v", err)
	}
	a.settle()
}
