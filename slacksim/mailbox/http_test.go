package mailbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/mailbox"
)

// get calls the handler and decodes its JSON.
func get(t *testing.T, m *mailbox.Mailbox, status int, path string) map[string]any {
	t.Helper()
	return call(t, m, status, httptest.NewRequest(http.MethodGet, path, nil))
}

func call(t *testing.T, m *mailbox.Mailbox, status int, request *http.Request) map[string]any {
	t.Helper()
	recorder := httptest.NewRecorder()
	m.Handler().ServeHTTP(recorder, request)
	var body map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s: %v: %s", request.URL, err, recorder.Body)
	}
	if recorder.Code != status || body["ok"] != (status == http.StatusOK) {
		t.Fatalf("%s: status %d, ok %v; want %d", request.URL, recorder.Code, body["ok"], status)
	}
	return body
}

// TestList shows the list: newest first, of everybody or of one person, unread until opened.
func TestList(t *testing.T) {
	m := open(t, mailbox.Options{})
	if diff := cmp.Diff([]any{}, get(t, m, 200, "/_sim/mail")["mail"]); diff != "" {
		t.Errorf("empty list (-want +got):\n%s", diff)
	}
	send(t, m, mailOf(soundRequest, "REQUEST"))
	send(t, m, crlf("Subject: For Grace", "", "y"), "grace@example.org")

	subjects := func(path string) []any {
		all := []any{}
		for _, item := range get(t, m, 200, path)["mail"].([]any) {
			all = append(all, item.(map[string]any)["subject"])
		}
		return all
	}
	tests := map[string]struct {
		query string
		want  []any
	}{
		"everybody":     {"", []any{"For Grace", "Séance with Grace"}},
		"by address":    {"?address=GRACE@example.org", []any{"For Grace"}},
		"nobody's":      {"?address=nobody@example.org", []any{}},
		"a part of one": {"?address=grace", []any{}},
		"empty address": {"?address=", []any{"For Grace", "Séance with Grace"}},
		"user found":    {"?user=U1&address=" + menteeAddress, []any{"Séance with Grace"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, subjects("/_sim/mail"+tc.query)); diff != "" {
				t.Errorf("subjects (-want +got):\n%s", diff)
			}
		})
	}

	want := map[string]any{
		"id": "000001", "from": "Mentoring <" + botAddress + ">", "to": []any{menteeAddress}, "subject": "Séance with Grace",
		"date": "2026-03-28T23:30:00Z", "unread": true, "has_calendar": true,
	}
	entry := func() any { return get(t, m, 200, "/_sim/mail?address="+menteeAddress)["mail"].([]any)[0] }
	if diff := cmp.Diff(want, entry()); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	get(t, m, 200, "/_sim/mail/000001")
	want["unread"] = false
	if diff := cmp.Diff(want, entry()); diff != "" {
		t.Errorf("entry after opening (-want +got):\n%s", diff)
	}
}

// TestOpen shows a message opened: its words, its invitation, and its attachment to be saved.
func TestOpen(t *testing.T) {
	m := open(t, mailbox.Options{})
	send(t, m, mailOf(soundRequest, "REQUEST"))
	mail := get(t, m, 200, "/_sim/mail/000001")["mail"].(map[string]any)
	calendar := mail["calendar"].(map[string]any)
	got := []any{mail["text"], mail["html"], mail["problems"], calendar["method"], calendar["starts"], calendar["problems"], mail["attachments"]}
	want := []any{"Your séance is booked.", "<p>Your session is booked.</p>", []any{}, "REQUEST", "2026-04-01T12:00:00Z", []any{},
		[]any{map[string]any{"name": "invite.ics", "type": "application/ics", "size": float64(len(soundRequest)), "href": "/_sim/mail/000001/attachments/0"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}

	recorder := httptest.NewRecorder()
	m.Handler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/_sim/mail/000001/attachments/0", nil))
	if recorder.Code != 200 || recorder.Body.String() != soundRequest {
		t.Errorf("attachment: status %d, %d bytes", recorder.Code, recorder.Body.Len())
	}
	if got := recorder.Header().Get("Content-Disposition"); got != "attachment; filename=invite.ics" {
		t.Errorf("Content-Disposition %q", got)
	}
}

// TestRefusals shows that whatever is not there is refused in JSON.
func TestRefusals(t *testing.T) {
	m := open(t, mailbox.Options{})
	send(t, m, crlf("Subject: x", "", "y"))
	tests := map[string]struct{ method, path, code string }{
		"no such mail":       {http.MethodGet, "/_sim/mail/000009", "unknown_mail"},
		"no such attachment": {http.MethodGet, "/_sim/mail/000001/attachments/0", "unknown_mail"},
		"attachment of -1":   {http.MethodGet, "/_sim/mail/000001/attachments/-1", "unknown_mail"},
		"attachment of x":    {http.MethodGet, "/_sim/mail/000001/attachments/x", "unknown_mail"},
		"user not found":     {http.MethodGet, "/_sim/mail?user=U9", "unknown_user"},
		"no such call":       {http.MethodPost, "/_sim/mail", "unknown_call"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			body := call(t, m, 404, httptest.NewRequest(tc.method, tc.path, nil))
			if body["error"] != tc.code || body["detail"] == "" {
				t.Errorf("refused with %v (%v), want %s", body["error"], body["detail"], tc.code)
			}
		})
	}
}
