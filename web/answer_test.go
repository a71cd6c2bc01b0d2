package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/i18n"
)

var _ AnswerService = (*core.Service)(nil)

// desk answers as core does and remembers what it was asked to do.
type desk struct {
	locale   string
	closed   error // why nothing can be answered
	invalid  error // what is wrong with a decline
	calls    []core.Call
	accepted []core.InvitationID
	declined []core.Decline
}

func (d *desk) facts() core.InvitationFacts {
	return core.InvitationFacts{
		Program: core.Program{Name: "Grow <together>", Policy: core.Policy{DeclineReasons: []core.DeclineReason{core.DeclineNoTime, core.DeclineOther}}},
		List:    core.ChoiceList{Message: "Please <script>alert(1)</script>\nhelp me."},
		Mentee:  core.Card{Person: core.Person{Name: `Mia "<b>" Okafor`}},
	}
}

func (d *desk) Person(_ context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error) {
	if id != testLink().Person || ws != testLink().Workspace {
		return core.Person{}, core.ErrNotFound
	}
	return core.Person{ID: id, ChatLocale: d.locale, TimeZone: "Europe/Paris"}, nil
}

func (d *desk) Answerable(context.Context, core.Call, core.InvitationID, core.Action) (core.InvitationFacts, error) {
	return d.facts(), d.closed
}

func (d *desk) Accept(_ context.Context, call core.Call, id core.InvitationID) (core.InvitationFacts, error) {
	if d.closed == nil {
		d.accepted, d.calls = append(d.accepted, id), append(d.calls, call)
	}
	return d.facts(), d.closed
}

func (d *desk) Decline(_ context.Context, call core.Call, _ core.InvitationID, in core.Decline) (core.InvitationFacts, error) {
	if err := errors.Join(d.closed, d.invalid); err != nil {
		return core.InvitationFacts{}, err
	}
	d.declined, d.calls = append(d.declined, in), append(d.calls, call)
	return d.facts(), nil
}

// office serves the pages over a desk and keeps the log.
type office struct {
	t     *testing.T
	desk  *desk
	links Links
	now   time.Time
	log   bytes.Buffer
	http  http.Handler
}

func newOffice(t *testing.T) *office {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, desk: &desk{locale: "en-GB"}, links: testLinks(t, linkSecret), now: testLink().Expires.Add(-time.Hour)}
	mux := http.NewServeMux()
	NewAnswers(AnswerConfig{
		Service: o.desk, Links: o.links, Texts: texts, Clock: core.ClockFunc(func() time.Time { return o.now }),
		Logger: slog.New(slog.NewTextHandler(&o.log, nil)),
	}).routes(mux)
	o.http = mux
	t.Cleanup(func() {
		if missing := texts.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return o
}

func (o *office) link(action core.Action) string {
	link := testLink()
	link.Action = action
	return strings.TrimPrefix(o.links.URL(link), "https://mentorbot.example")
}

// visit gets or, with a form, posts; the page has to have every header that keeps its address secret.
func (o *office) visit(path string, form url.Values) (status int, body string) {
	o.t.Helper()
	request := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		request = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer := httptest.NewRecorder()
	o.http.ServeHTTP(answer, request)
	for name, want := range map[string]string{
		"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "X-Frame-Options": "DENY",
		"X-Content-Type-Options": "nosniff",
	} {
		if got := answer.Header().Get(name); got != want {
			o.t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	policy := answer.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			o.t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	return answer.Code, answer.Body.String()
}

func (o *office) shows(body string, words ...string) {
	o.t.Helper()
	for _, w := range words {
		if !strings.Contains(body, w) {
			o.t.Errorf("no %q in:\n%s", w, body)
		}
	}
}

func TestToLookAtAnAnswersPageChangesNothing(t *testing.T) {
	o := newOffice(t)
	status, body := o.visit(o.link(core.ActionAccept), nil)
	o.shows(body, "Say yes to Mia &#34;&lt;b&gt;&#34; Okafor?", "Grow &lt;together&gt;", "You can answer until Thu 4 Jun 2026, 11:00 (CEST).",
		"Please &lt;script&gt;alert(1)&lt;/script&gt;\nhelp me.", `<form method="post">`, "Yes, accept", `name="viewport"`)
	if strings.Contains(body, "<select") {
		t.Error("to accept, a reason is asked for")
	}
	if status != http.StatusOK || len(o.desk.calls) > 0 {
		t.Errorf("status %d, %d changes", status, len(o.desk.calls))
	}
	o.desk.locale = "fr-FR"
	_, body = o.visit(o.link(core.ActionDecline), nil)
	o.shows(body, `<html lang="fr">`, "Dire non à", "Motif", "autre", "M’indiquer aussi comme indisponible", `type="date"`)
}

func TestTheButtonAnswersForWhomTheLinkWasSentTo(t *testing.T) {
	o := newOffice(t)
	status, body := o.visit(o.link(core.ActionAccept), url.Values{})
	o.shows(body, "You accepted", "You are the mentor of Mia")
	if status != http.StatusOK || !cmp.Equal(o.desk.accepted, []core.InvitationID{testLink().Invitation}) {
		t.Errorf("status %d, accepted %v", status, o.desk.accepted)
	}
	if call := o.desk.calls[0]; call.Actor != testLink().Person || call.Workspace != testLink().Workspace || call.RequestID == "" {
		t.Errorf("answered by %+v", call)
	}
	form := url.Values{"reason": {"no_time"}, "text": {"Sorry."}, "also_unavailable": {"yes"}, "until": {"2026-07-01"}}
	_, body = o.visit(o.link(core.ActionDecline), form)
	o.shows(body, "You declined")
	want := core.Decline{Reason: core.DeclineNoTime, Text: "Sorry.", AlsoUnavailable: true, Until: "2026-07-01"}
	if diff := cmp.Diff([]core.Decline{want}, o.desk.declined); diff != "" {
		t.Errorf("declined (-want +got):\n%s", diff)
	}
}

func TestWrongInputKeepsWhatWasTyped(t *testing.T) {
	o := newOffice(t)
	o.desk.invalid = &core.Error{Code: core.CodeRequired, Field: "reason", Also: []*core.Error{{Code: core.CodeDateInPast, Field: "until"}}}
	form := url.Values{"text": {"Not <now>."}, "also_unavailable": {"yes"}, "until": {"2020-01-01"}}
	status, body := o.visit(o.link(core.ActionDecline), form)
	o.shows(body, "Please fill this in.", "Please choose a date in the future.", "Not &lt;now&gt;.", `value="2020-01-01"`, " checked>")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", status)
	}
}

func TestALinkThatCannotBeUsedSaysWhy(t *testing.T) {
	conflict := func(code core.Code) error {
		return &core.Error{Kind: core.Conflict, Code: code, Args: map[string]any{"Name": "Mia"}}
	}
	tests := map[string]struct {
		closed error
		late   bool
		path   func(*office) string
		status int
		words  string
	}{
		"accepted already":   {closed: conflict(core.CodeInvitationAccepted), status: http.StatusConflict, words: "You accepted the request of Mia already."},
		"withdrawn":          {closed: conflict(core.CodeInvitationWithdrawn), status: http.StatusConflict, words: "Mia withdrew this request."},
		"full meanwhile":     {closed: conflict(core.CodeYouAreFull), status: http.StatusConflict, words: "This could not be done"},
		"left the workspace": {closed: &core.Error{Kind: core.Forbidden, Code: core.CodeForbidden}, status: http.StatusForbidden, words: "You cannot do this."},
		"gone":               {closed: &core.Error{Kind: core.NotFound, Code: core.CodeNotFound}, status: http.StatusNotFound, words: "not here any more"},
		"over":               {late: true, status: http.StatusGone, words: "The time to answer is over"},
		"forged":             {path: func(*office) string { return PathAnswer + "forged" }, status: http.StatusNotFound, words: "This link does not work"},
		"of somebody unknown": {path: func(o *office) string {
			link := testLink()
			link.Person = "nobody"
			return PathAnswer + o.links.token(link)
		}, status: http.StatusNotFound, words: "This link does not work"},
	}
	for name, test := range tests {
		for _, form := range []url.Values{nil, {"reason": {"other"}}} {
			for _, action := range []core.Action{core.ActionAccept, core.ActionDecline} {
				t.Run(name, func(t *testing.T) {
					o := newOffice(t)
					o.desk.closed = test.closed
					path := o.link(action)
					if test.path != nil {
						path = test.path(o)
					}
					if test.late {
						o.now = testLink().Expires
					}
					status, body := o.visit(path, form)
					o.shows(body, test.words)
					if status != test.status || strings.Contains(body, "<form") || len(o.desk.calls) > 0 {
						t.Errorf("status %d, %d changes", status, len(o.desk.calls))
					}
				})
			}
		}
	}
}

func TestAFailureIsLoggedWithoutTheToken(t *testing.T) {
	o := newOffice(t)
	o.desk.closed = errors.New("the disk is full")
	path := o.link(core.ActionAccept)
	status, body := o.visit(path, url.Values{})
	o.shows(body, "That did not work", "reference")
	if status != http.StatusInternalServerError || strings.Contains(body, "disk") {
		t.Errorf("status %d:\n%s", status, body)
	}
	log := o.log.String()
	if !strings.Contains(log, "the disk is full") || strings.Contains(log, strings.TrimPrefix(path, PathAnswer)) {
		t.Errorf("log:\n%s", log)
	}
}

func TestAnAnswerLargerThanAnyFormIsRefused(t *testing.T) {
	o := newOffice(t)
	status, _ := o.visit(o.link(core.ActionDecline), url.Values{"text": {strings.Repeat("x", maxAnswer)}})
	if status != http.StatusBadRequest || len(o.desk.calls) > 0 {
		t.Errorf("status %d, %d changes", status, len(o.desk.calls))
	}
}
