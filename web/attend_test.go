package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

var _ AttendService = (*core.Service)(nil)

// diary has one session and remembers what it was asked to do.
type diary struct {
	session core.Session
	failure error
	coming  []core.Call
	perhaps []core.Call
	reasons []string
}

func (d *diary) facts() core.SessionFacts {
	return core.SessionFacts{Session: d.session, Other: core.Card{Person: core.Person{Name: `Mia "<b>" Okafor`}}}
}

func (d *diary) Person(_ context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error) {
	if id != testAttend("").Person || ws != testAttend("").Workspace {
		return core.Person{}, core.ErrNotFound
	}
	return core.Person{ID: id, Workspace: ws, ChatLocale: "fr-FR", TimeZone: "Europe/Paris"}, nil
}

func (d *diary) Session(context.Context, core.Call, core.SessionID) (core.SessionFacts, error) {
	return d.facts(), d.failure
}

func (d *diary) Attend(_ context.Context, call core.Call, _ core.SessionID) (core.SessionFacts, error) {
	d.coming = append(d.coming, call)
	return d.facts(), nil
}

func (d *diary) Perhaps(_ context.Context, call core.Call, _ core.SessionID) (core.SessionFacts, error) {
	d.perhaps = append(d.perhaps, call)
	return d.facts(), nil
}

func (d *diary) PerhapsSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error) {
	return d.Perhaps(ctx, call, id)
}

func (d *diary) CancelSession(_ context.Context, _ core.Call, _ core.SessionID, reason string) (core.SessionFacts, error) {
	if strings.TrimSpace(reason) == "" {
		return core.SessionFacts{}, &core.Error{Kind: core.Invalid, Code: core.CodeRequired, Field: "reason"}
	}
	d.reasons = append(d.reasons, reason)
	return d.facts(), nil
}

func (d *diary) NextOfSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error) {
	return d.Session(ctx, call, id)
}

func (d *diary) AttendSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error) {
	return d.Attend(ctx, call, id)
}

func (d *diary) CancelSeries(ctx context.Context, call core.Call, id core.SessionID, reason string) (core.SessionFacts, error) {
	return d.CancelSession(ctx, call, id, reason)
}

func testAttend(action core.Action) AttendLink {
	return AttendLink{
		Workspace: "0197a000-0000-7000-8000-000000000001", Session: "0197a000-0000-7000-8000-000000000002",
		Person: "0197a000-0000-7000-8000-000000000003", Action: action,
	}
}

// attending serves the pages over a diary.
type attending struct {
	diary *diary
	links AttendLinks
	http  http.Handler
	log   bytes.Buffer
}

func newAttending(t *testing.T) *attending {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	links, err := NewAttendLinks([]byte(linkSecret), "")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	a := &attending{links: links, diary: &diary{session: core.Session{ID: testAttend("").Session, State: core.SessionBooked, StartsAt: now.Add(time.Hour)}}}
	a.http = NewHandler(Config{Attend: NewAttendances(AttendConfig{
		Service: a.diary, Links: links, Texts: texts, Clock: core.ClockFunc(func() time.Time { return now }),
		Logger: slog.New(slog.NewTextHandler(&a.log, nil)),
	})})
	t.Cleanup(func() {
		if missing := texts.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return a
}

func (a *attending) visit(method, path string, form url.Values) (status int, page string) {
	request := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	recorder := httptest.NewRecorder()
	a.http.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

func TestALinkInASessionMailAsksBeforeItDoesAnything(t *testing.T) {
	a := newAttending(t)
	yes, no := a.links.URL(testAttend(core.ActionAttend)), a.links.URL(testAttend(core.ActionCancelSession))
	for _, link := range []string{yes, no} {
		for _, method := range []string{"GET", "HEAD"} {
			if status, page := a.visit(method, link, nil); status != http.StatusOK || method == "GET" && !strings.Contains(page, "lun. 1er juin 2026") {
				t.Errorf("%s: %d %s", method, status, page)
			}
		}
	}
	if _, page := a.visit("GET", yes, nil); strings.Contains(page, "<b>") || !strings.Contains(page, "Serez-vous") {
		t.Errorf("the page is %s", page)
	}
	if len(a.diary.coming)+len(a.diary.reasons) > 0 {
		t.Fatal("looking at a page changed something")
	}
	if status, page := a.visit("POST", yes, nil); status != http.StatusOK || !strings.Contains(page, "vous serez là") {
		t.Errorf("%d %s", status, page)
	}
	if len(a.diary.coming) != 1 || a.diary.coming[0].Actor != testAttend("").Person {
		t.Errorf("coming %+v", a.diary.coming)
	}
}

func TestALinkOfWhoIsNotSureSaysSo(t *testing.T) {
	a := newAttending(t)
	for i, all := range []bool{false, true} {
		link := testAttend(core.ActionAttend)
		link.Maybe, link.All = true, all
		if read, err := a.links.read(strings.TrimPrefix(a.links.URL(link), PathAttend)); err != nil || read != link {
			t.Errorf("read %+v %v", read, err)
		}
		if _, page := a.visit("GET", a.links.URL(link), nil); !strings.Contains(page, "Peut-être") || len(a.diary.perhaps) != i {
			t.Errorf("%d %s", len(a.diary.perhaps), page)
		}
		if status, page := a.visit("POST", a.links.URL(link), nil); status != http.StatusOK || !strings.Contains(page, "vous serez peut-être là") {
			t.Errorf("%d %s", status, page)
		}
	}
	if len(a.diary.coming) != 0 || len(a.diary.perhaps) != 2 {
		t.Errorf("coming %d, perhaps %d", len(a.diary.coming), len(a.diary.perhaps))
	}
}

// A link about a series says so, and what it leads to is no link about one session.
func TestALinkAboutASeriesIsAboutAllOfIt(t *testing.T) {
	a := newAttending(t)
	all, none := testAttend(core.ActionAttend), testAttend(core.ActionCancelSession)
	all.All, none.All = true, true
	for link, title := range map[AttendLink]string{all: "toutes les séances de la série", none: "Annuler toutes les séances"} {
		if read, err := a.links.read(strings.TrimPrefix(a.links.URL(link), PathAttend)); err != nil || read != link {
			t.Errorf("read %+v %v", read, err)
		}
		if _, page := a.visit("GET", a.links.URL(link), nil); !strings.Contains(page, title) {
			t.Errorf("no %q in %s", title, page)
		}
	}
	if status, _ := a.visit("POST", a.links.URL(all), nil); status != http.StatusOK || len(a.diary.coming) != 1 {
		t.Errorf("%d %v", status, a.diary.coming)
	}
	if _, page := a.visit("POST", a.links.URL(none), url.Values{"reason": {"Ailleurs"}}); !strings.Contains(page, "Les séances sont annulées") {
		t.Error(page)
	}
}

func TestASessionIsCancelledFromAMailWithAReason(t *testing.T) {
	a := newAttending(t)
	no := a.links.URL(testAttend(core.ActionCancelSession))
	if status, page := a.visit("POST", no, url.Values{"reason": {" "}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, `role="alert"`) && !strings.Contains(page, "error") {
		t.Errorf("%d %s", status, page)
	}
	status, page := a.visit("POST", no, url.Values{"reason": {"<script>ill"}})
	if status != http.StatusOK || strings.Contains(page, "<script>") || len(a.diary.reasons) != 1 || a.diary.reasons[0] != "<script>ill" {
		t.Errorf("%d %q %s", status, a.diary.reasons, page)
	}
}

func TestALinkOfASessionThatIsOverSaysSo(t *testing.T) {
	a := newAttending(t)
	for name, change := range map[string]func(){
		"cancelled": func() { a.diary.session.State = core.SessionCancelled },
		"over": func() {
			a.diary.session.State, a.diary.session.StartsAt = core.SessionBooked, a.diary.session.StartsAt.Add(-2*time.Hour)
		},
		"not theirs": func() { a.diary.failure = &core.Error{Kind: core.Forbidden, Code: core.CodeForbidden} },
	} {
		change()
		for _, method := range []string{"GET", "POST"} {
			for _, action := range []core.Action{core.ActionAttend, core.ActionCancelSession} {
				status, page := a.visit(method, a.links.URL(testAttend(action)), url.Values{"reason": {"ill"}})
				if status < 400 || status >= 500 || strings.Contains(page, "<form") {
					t.Errorf("%s, %s: %d %s", name, method, status, page)
				}
			}
		}
	}
	if len(a.diary.coming)+len(a.diary.reasons) > 0 {
		t.Error("something was done")
	}
}

func TestALinkOfASessionThatWasChangedIsRefused(t *testing.T) {
	a := newAttending(t)
	good := a.links.URL(testAttend(core.ActionAttend))
	stranger := testAttend(core.ActionAttend)
	stranger.Person = "0197a000-0000-7000-8000-000000000009"
	answers := testLinks(t, linkSecret).token(testLink())
	for name, link := range map[string]string{
		"cut": good[:len(good)-3], "another kind": PathAttend + answers, "nobody we know": a.links.URL(stranger), "garbage": PathAttend + "AAAA",
	} {
		if status, page := a.visit("POST", link, nil); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", name, status, page)
		}
	}
	if len(a.diary.coming) > 0 {
		t.Error("something was done")
	}
}

func FuzzAttendLink(f *testing.F) {
	links, err := NewAttendLinks([]byte(linkSecret), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.TrimPrefix(links.URL(testAttend(core.ActionAttend)), PathAttend))
	f.Add("AXk")
	f.Fuzz(func(t *testing.T, token string) {
		link, err := links.read(token)
		if err == nil && strings.TrimPrefix(links.URL(link), PathAttend) != token {
			t.Errorf("%q is read as %+v", token, link)
		}
	})
}
