package mailbox_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mentorbot/slacksim/mailbox"
)

// TestInvitationReadOut shows what the page gets of a sound invitation.
func TestInvitationReadOut(t *testing.T) {
	got := send(t, open(t, mailbox.Options{}), mailOf(soundRequest, "REQUEST")).Calendar
	want := &mailbox.Calendar{
		Method: "REQUEST", UID: "abc@mentoring.example", Sequence: 2,
		Summary: "Séance 1, Grace; goals",
		Starts:  "2026-04-01T12:00:00Z", Ends: "2026-04-01T12:45:00Z", TZ: "UTC",
		Location:    "Room 4",
		URL:         "https://example.org/s/1",
		Organizer:   &mailbox.Person{Address: botAddress, Name: "Grace (via Mentorbot)"},
		Attendees:   []mailbox.Person{{Address: menteeAddress, Name: "Ada", PartStat: "NEEDS-ACTION", RSVP: true, Role: "REQ-PARTICIPANT"}},
		Status:      "CONFIRMED",
		Description: "First line\nsecond line with a backslash \\ that is long enough to be folded",
		Problems:    []string{},
		Raw:         soundRequest,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(mailbox.Calendar{}, "Properties")); diff != "" {
		t.Errorf("calendar (-want +got):\n%s", diff)
	}
	if n := len(got.Properties); n != 12 {
		t.Errorf("%d properties, want 12: %v", n, got.Properties)
	}
}

// TestTimes shows how the forms of a time are read.
func TestTimes(t *testing.T) {
	zone := crlf("BEGIN:VTIMEZONE", "TZID:Europe/Paris", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE")
	tests := map[string]struct {
		start, end       string
		starts, ends, tz string
		problem          string
	}{
		"with a zone":    {"DTSTART;TZID=Europe/Paris:20260701T100000", "DTEND;TZID=Europe/Paris:20260701T110000", "2026-07-01T08:00:00Z", "2026-07-01T09:00:00Z", "Europe/Paris", ""},
		"a duration":     {"DTSTART:20260701T100000Z", "DURATION:PT45M", "2026-07-01T10:00:00Z", "2026-07-01T10:45:00Z", "UTC", "DTEND is missing"},
		"a whole day":    {"DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260702", "2026-07-01", "2026-07-02", "", ""},
		"no zone":        {"DTSTART:20260701T100000", "DTEND:20260701T110000", "2026-07-01T10:00:00Z", "2026-07-01T11:00:00Z", "", "neither Z nor TZID"},
		"a zone of none": {"DTSTART;TZID=Mars:20260701T100000", "DTEND:20260701T110000Z", "", "", "Mars", "DTSTART cannot be read"},
		"the wrong way":  {"DTSTART:20260701T100000Z", "DTEND:20260701T090000Z", "2026-07-01T10:00:00Z", "2026-07-01T09:00:00Z", "UTC", "ends before it starts"},
		"no date":        {"DTSTART:tomorrow", "DTEND:20260701T090000Z", "", "", "", "DTSTART cannot be read"},
		"no end":         {"DTSTART:20260701T100000Z", "DTEND:later", "2026-07-01T10:00:00Z", "", "UTC", "the end cannot be read"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			calendar := strings.NewReplacer("DTSTART:20260401T120000Z", tc.start, "DTEND:20260401T124500Z", tc.end,
				"BEGIN:VEVENT\r\n", zone+"BEGIN:VEVENT\r\n").Replace(soundRequest)
			got := send(t, open(t, mailbox.Options{}), mailOf(calendar, "REQUEST")).Calendar
			if diff := cmp.Diff([]string{tc.starts, tc.ends, tc.tz}, []string{got.Starts, got.Ends, got.TZ}); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
			expectProblem(t, got.Problems, tc.problem)
		})
	}
}

// expectProblem demands one kind of problem, or none.
func expectProblem(t *testing.T, problems []string, want string) {
	t.Helper()
	if want == "" {
		if len(problems) > 0 {
			t.Errorf("problems %q, want none", problems)
		}
		return
	}
	for _, p := range problems {
		if strings.Contains(p, want) {
			return
		}
	}
	t.Errorf("problems %q, want one with %q", problems, want)
}

// TestProblems shows what is told of an invitation that a calendar would not take, or would take wrongly.
func TestProblems(t *testing.T) {
	without := func(property string) func(string) string {
		return func(calendar string) string {
			lines := strings.SplitAfter(calendar, "\r\n")
			kept := ""
			for _, line := range lines {
				if !strings.HasPrefix(line, property) {
					kept += line
				}
			}
			return kept
		}
	}
	replace := func(old, new string) func(string) string {
		return func(calendar string) string {
			if !strings.Contains(calendar, old) {
				t.Fatalf("%q is not there to be replaced", old)
			}
			return strings.Replace(calendar, old, new, 1)
		}
	}
	second := crlf("BEGIN:VEVENT", "UID:abc@mentoring.example", "DTSTAMP:20260328T233000Z", "END:VEVENT")
	tests := map[string]struct {
		change func(string) string
		want   string
	}{
		"a long line":            {replace("LOCATION:Room 4", "LOCATION:"+strings.Repeat("x", 67)), "line 14 is longer than 75 octets"},
		"a bare line feed":       {replace("Room 4\r\n", "Room 4\n"), "line 14 does not end with CRLF"},
		"only bare line feeds":   {func(c string) string { return strings.ReplaceAll(c, "\r\n", "\n") }, "line 1 does not end with CRLF"},
		"no last line end":       {func(c string) string { return strings.TrimSpace(c) }, "line 21 does not end with CRLF"},
		"a fold in a character":  {replace("Séance", "S\xc3\r\n \xa9ance"), "not UTF-8"},
		"a control character":    {replace("Room 4", "Room\x074"), "control character"},
		"a byte order mark":      {func(c string) string { return "\uFEFF" + c }, "byte order mark"},
		"another method":         {replace("METHOD:REQUEST", "METHOD:CANCEL"), `Content-Type says method "REQUEST", the calendar "CANCEL"`},
		"no method":              {without("METHOD"), "METHOD is there 0 times"},
		"two methods":            {replace("METHOD:REQUEST", "METHOD:REQUEST\r\nMETHOD:REQUEST"), "METHOD is there 2 times"},
		"an invented method":     {replace("METHOD:REQUEST", "METHOD:PLEASE"), `METHOD "PLEASE" is not known`},
		"no version":             {without("VERSION"), "VERSION is not 2.0"},
		"no product":             {without("PRODID"), "PRODID is missing"},
		"no UID":                 {without("UID"), "UID is missing"},
		"no stamp":               {without("DTSTAMP"), "DTSTAMP is missing"},
		"a stamp without Z":      {replace("DTSTAMP:20260328T233000Z", "DTSTAMP:20260328T233000"), "DTSTAMP is not in UTC"},
		"no organizer":           {without("ORGANIZER"), "ORGANIZER is missing"},
		"no summary":             {without("SUMMARY"), "SUMMARY is missing"},
		"no sequence":            {without("SEQUENCE"), "SEQUENCE is missing"},
		"a sequence of words":    {replace("SEQUENCE:2", "SEQUENCE:two"), "SEQUENCE \"two\" is not a whole number"},
		"cancelled by request":   {replace("STATUS:CONFIRMED", "STATUS:CANCELLED"), "STATUS is CANCELLED but METHOD is REQUEST"},
		"organizer not sender":   {replace("mailto:"+botAddress, "mailto:grace@example.org"), "is not the sender"},
		"organizer is recipient": {replace("mailto:"+botAddress, "mailto:"+menteeAddress), "is the ORGANIZER"},
		"organizer with a name":  {replace("mailto:"+botAddress, "mailto:Grace <"+botAddress+">"), "is not a bare mail address"},
		"recipient not invited":  {replace("mailto:"+menteeAddress, "mailto:other@example.org"), "is no ATTENDEE"},
		"two events":             {replace("BEGIN:VEVENT\r\n", second+"BEGIN:VEVENT\r\n"), "2 VEVENTs have no RECURRENCE-ID"},
		"two UIDs":               {replace("BEGIN:VEVENT\r\n", strings.Replace(second, "abc", "def", 1)+"BEGIN:VEVENT\r\n"), "different UIDs"},
		"no zone definition":     {replace("DTSTART:20260401T120000Z", "DTSTART;TZID=Europe/Paris:20260401T120000"), "there is no VTIMEZONE"},
		"a line without colon":   {replace("LOCATION:Room 4", "X;A=b"), "cannot be read: malformed line"},
		"no event":               {func(string) string { return crlf("BEGIN:VCALENDAR", "METHOD:REQUEST", "END:VCALENDAR") }, "holds no VEVENT"},
		"no calendar":            {func(string) string { return "hello" }, "cannot be read"},
		"a huge calendar":        {func(c string) string { return c + strings.Repeat("X:y\r\n", 30_000) }, "larger than"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got := send(t, open(t, mailbox.Options{}), mailOf(tc.change(soundRequest), "REQUEST"))
			expectProblem(t, got.Calendar.Problems, tc.want)
		})
	}
}

// TestPacking shows what is told of an invitation packed so that mail programs do not show it.
func TestPacking(t *testing.T) {
	mail := mailOf(soundRequest, "REQUEST")
	alternative := mail[strings.Index(mail, "--inner\r\nContent-Type: text/calendar"):strings.Index(mail, "--inner--")]
	tests := map[string]struct {
		mail string
		want string
	}{
		"sound":                 {mail, ""},
		"attached only":         {strings.Replace(mail, alternative, "", 1), "only attached"},
		"not last":              {strings.Replace(strings.Replace(mail, alternative, "", 1), "--inner\r\n", alternative+"--inner\r\n", 1), "not the last alternative"},
		"no method parameter":   {strings.Replace(mail, "; method=REQUEST", "", 1), `Content-Type says method ""`},
		"no charset":            {strings.Replace(mail, "calendar; charset=UTF-8;", "calendar;", 1), "charset"},
		"beside the text":       {strings.Replace(mail, "multipart/alternative", "multipart/mixed", 1), "not an alternative of the text"},
		"disposed":              {strings.Replace(mail, "method=REQUEST\r\n", "method=REQUEST\r\nContent-Disposition: inline\r\n", 1), "has a Content-Disposition"},
		"another file attached": {strings.Replace(mail, "--outer--", "--outer\r\nContent-Type: application/ics\r\n\r\nBEGIN:VCALENDAR\r\n--outer--", 1), "attached calendar differs"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got := send(t, open(t, mailbox.Options{}), tc.mail)
			if got.Calendar == nil {
				t.Fatal("no calendar found")
			}
			expectProblem(t, got.Calendar.Problems, tc.want)
		})
	}
}

// TestOtherMethods shows that a cancellation, a reply and a published event are judged by their own rules.
func TestOtherMethods(t *testing.T) {
	attendee := "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;\r\n RSVP=TRUE;CN=Ada:mailto:" + menteeAddress + "\r\n"
	cancelled := strings.Replace(soundRequest, "STATUS:CONFIRMED", "STATUS:CANCELLED", 1)
	tests := map[string]struct {
		method, calendar, want string
	}{
		"cancel":                {"CANCEL", cancelled, ""},
		"cancel without number": {"CANCEL", strings.Replace(cancelled, "SEQUENCE:2\r\n", "", 1), "SEQUENCE is missing, which CANCEL needs"},
		"publish":               {"PUBLISH", strings.Replace(soundRequest, attendee, "", 1), ""},
		"publish to somebody":   {"PUBLISH", soundRequest, "ATTENDEE is there, which PUBLISH must not have"},
		"reply":                 {"REPLY", soundRequest, ""},
		"reply of two":          {"REPLY", strings.Replace(soundRequest, attendee, attendee+attendee, 1), "a REPLY is of one ATTENDEE"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			calendar := strings.Replace(tc.calendar, "METHOD:REQUEST", "METHOD:"+tc.method, 1)
			got := send(t, open(t, mailbox.Options{}), mailOf(calendar, tc.method)).Calendar
			if got.Method != tc.method {
				t.Errorf("method %q, want %q", got.Method, tc.method)
			}
			expectProblem(t, got.Problems, tc.want)
		})
	}
}

// TestSeries shows that an event with exceptions is one event, and that its rule is read out.
func TestSeries(t *testing.T) {
	calendar := strings.Replace(soundRequest, "END:VCALENDAR", crlf(
		"BEGIN:VEVENT", "UID:abc@mentoring.example", "DTSTAMP:20260328T233000Z", "SEQUENCE:2", "RECURRENCE-ID:20260408T120000Z",
		"DTSTART:20260409T120000Z", "DTEND:20260409T124500Z", "SUMMARY:Moved", "ORGANIZER:mailto:"+botAddress, "ATTENDEE:mailto:"+menteeAddress,
		"END:VEVENT")+"END:VCALENDAR", 1)
	calendar = strings.Replace(calendar, "STATUS:CONFIRMED", "STATUS:CONFIRMED\r\nRRULE:FREQ=WEEKLY;COUNT=4", 1)
	got := send(t, open(t, mailbox.Options{}), mailOf(calendar, "REQUEST")).Calendar
	expectProblem(t, got.Problems, "")
	if got.Recurrence != "FREQ=WEEKLY;COUNT=4" || got.Starts != "2026-04-01T12:00:00Z" {
		t.Errorf("recurrence %q from %s", got.Recurrence, got.Starts)
	}
}

// The name of a sender may hold what separates addresses, once it is decoded.
func TestAnyNameOfASenderLeavesTheAddress(t *testing.T) {
	mail := strings.Replace(mailOf(soundRequest, "REQUEST"), "From: Mentoring <", "From: =?utf-8?q?Ada=3A_=2C_=F0=9F=98=80_=3Cx=40y=3E?= <", 1)
	got := send(t, open(t, mailbox.Options{}), mail)
	if got.Sender != botAddress || len(got.Problems)+len(got.Calendar.Problems) > 0 {
		t.Errorf("sender %q of %q, problems %q and %q", got.Sender, got.From, got.Problems, got.Calendar.Problems)
	}
}
